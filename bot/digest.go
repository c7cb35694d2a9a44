package bot

import (
	"context"
	"fmt"
	"strings"

	"duban/reminders"
)

// digestShown is how many milestones a digest names in each part.
const digestShown = 8

// digest adds to a message what a person is told on the first working day of a year, a
// month or a quarter, which begins on that day. What is listed above is not listed again.
func (b *Bot) digest(ctx context.Context, m *Message, who reminders.Person, k reminders.Kind, first, today reminders.Day, listed map[int64]bool) error {
	f := reminders.Filter{Units: who.Units}
	switch {
	case k == reminders.QuarterBrief:
		p := quarterOf(first.AddDays(-1))
		brief, err := b.composeBrief(ctx, p, today)
		if err != nil {
			return err
		}
		m.heading(brief.title())
		m.Text = append(m.Text, Span{S: "\n" + strings.Join(b.briefLines(brief, today), "\n")})
		return nil
	case who.Role == reminders.Admin && len(who.Units) == 0:
		f.Units = nil
	}
	head, until := fmt.Sprintf("%d年%d月小结", first.Year(), int(first.Month())), first.AddDate(0, 1, -1)
	if k == reminders.YearList {
		head, until = fmt.Sprintf("%d年任务清单", first.Year()), first.AddDate(1, 0, -1)
	}
	s, err := b.Ledger.Summary(ctx, f, today)
	if err != nil {
		return err
	}
	f.Awaiting = true
	f.DueFrom, f.DueUntil = today, until
	due, err := b.Ledger.Milestones(ctx, f)
	if err != nil {
		return err
	}
	if len(f.Units) > 0 {
		head = strings.Join(f.Units, "、") + head
	}
	m.heading(head + "：")
	lines := []string{"", b.countLine(s.Counts)}
	within := "本月"
	if k == reminders.YearList {
		within = "今年"
	}
	several := len(f.Units) != 1
	if len(due) == 0 {
		lines = append(lines, within+"没有新到期的任务。")
		if len(s.Next) > 0 {
			lines = append(lines, "最近要到期的：")
			lines = b.bullets(lines, s.Next[:1], today, several)
		}
	} else {
		lines = b.unlisted(lines, fmt.Sprintf("%s到期%d项", within, len(due)), due, 0, today, several, listed)
	}
	if s.Overdue > 0 {
		var late []reminders.Milestone
		for _, l := range s.Late {
			late = append(late, l.Milestone)
		}
		lines = b.unlisted(lines, fmt.Sprintf("逾期%d项", s.Overdue), late, s.Overdue-len(late), today, several, listed)
	}
	m.Text = append(m.Text, Span{S: strings.Join(lines, "\n")})
	if who.Role == reminders.Group {
		return nil
	}
	keys := []Button{{"我的任务", "show:mine"}}
	if who.Role == reminders.Admin {
		keys = append(keys, Button{"催办", "show:urge"})
	}
	m.Buttons = append(m.Buttons, keys)
	return nil
}

// unlisted lists those milestones that are not listed already, under a head that counts
// them all; more were not given.
func (b *Bot) unlisted(lines []string, head string, all []reminders.Milestone, more int, today reminders.Day, withUnit bool, listed map[int64]bool) []string {
	var rest []reminders.Milestone
	for _, m := range all {
		if !listed[m.ID] {
			rest = append(rest, m)
		}
	}
	switch {
	case len(rest) == 0 && more == 0:
		return append(lines, head+"，都列在上面。")
	case len(rest) < len(all):
		head += "，除上面列出的以外"
	}
	lines = b.bullets(append(lines, head+"："), rest, today, withUnit)
	if more > 0 {
		lines = append(lines, fmt.Sprintf("……还有%d项。", more))
	}
	return lines
}

// bullets lists milestones, a line each.
func (b *Bot) bullets(lines []string, all []reminders.Milestone, today reminders.Day, withUnit bool) []string {
	for i, m := range all {
		if i == digestShown {
			return append(lines, fmt.Sprintf("……还有%d项。", len(all)-i))
		}
		lines = append(lines, "· "+b.titleOf(m.Plan)+b.item(m, today, withUnit))
	}
	return lines
}

// countLine says how milestones stand, in numbers that add up.
func (b *Bot) countLine(c reminders.Counts) string {
	closed, of := c.Closed()
	line := fmt.Sprintf("共%d项，已销号%d项%s", of, closed, rate(closed, of))
	var lights []string
	for _, l := range reminders.Lights() {
		if n := c.Lights[l]; n > 0 {
			lights = append(lights, fmt.Sprintf("%s%s%d项", mark(l), l.Label(), n))
		}
	}
	if len(lights) == 0 {
		return line + "。"
	}
	return line + "；" + strings.Join(lights, "，") + "。"
}

// rate writes a share of a whole that was counted, to a tenth of a per cent.
func rate(n, of int) string {
	if n == 0 || of == 0 {
		return ""
	}
	return fmt.Sprintf("（%.1f%%）", 100*float64(n)/float64(of))
}
