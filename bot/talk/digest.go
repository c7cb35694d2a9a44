package talk

import (
	"context"
	"slices"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// digest adds to a message what a person is told on the first working day of a year, a
// month or a quarter, which begins on that day. What is listed above is not listed again.
func (v voice) digest(ctx context.Context, m *bot.Message, who reminders.Person, k reminders.Kind, first, today reminders.Day, listed map[int64]bool) error {
	f := reminders.Filter{Units: who.Units}
	switch {
	case k == reminders.QuarterBrief:
		p := quarterOf(first.AddDays(-1))
		brief, err := v.composeBrief(ctx, p, today)
		if err != nil {
			return err
		}
		heading(m, v.briefTitle(brief))
		m.Text = append(m.Text, bot.Span{S: "\n" + strings.Join(v.briefLines(brief, today), "\n")})
		return nil
	case who.Role == reminders.Admin && len(who.Units) == 0:
		f.Units = nil
	}
	head, until := v.f("{month}小结", "Summary for {month}", v.month(first)), first.AddDate(0, 1, -1)
	if k == reminders.YearList {
		head, until = v.f("{year}年任务清单", "Tasks of {year}", first.Year()), first.AddDate(1, 0, -1)
	}
	s, err := v.Diary.Summary(ctx, f, today)
	if err != nil {
		return err
	}
	f.Awaiting = true
	f.DueFrom, f.DueUntil = today, until
	due, err := v.Diary.Milestones(ctx, f)
	if err != nil {
		return err
	}
	if len(f.Units) > 0 {
		head = v.f("{units}{head}", "{units}: {head}", v.join(f.Units, "、", ", "), head)
	}
	heading(m, v.f("{head}：", "{head}:", head))
	lines := []string{"", v.countLine(s.Counts)}
	within := v.f("本月", "this month")
	if k == reminders.YearList {
		within = v.f("今年", "this year")
	}
	several := len(f.Units) != 1
	if len(due) == 0 {
		lines = append(lines, v.f("{within}没有新到期的任务。", "Nothing new is due {within}.", within))
		if len(s.Next) > 0 {
			lines = append(lines, v.f("最近要到期的：", "Due next:"))
			lines = v.bullets(lines, s.Next[:1], today, several)
		}
	} else {
		lines = v.unlisted(lines, v.f("{within}到期{n}项", "{n} due {within}", within, len(due)), due, 0, today, several, listed)
	}
	if s.Overdue > 0 {
		var late []reminders.Milestone
		for _, l := range s.Late {
			late = append(late, l.Milestone)
		}
		lines = v.unlisted(lines, v.f("逾期{overdue}项", "{overdue} overdue", s.Overdue), late, s.Overdue-len(late), today, several, listed)
	}
	f.DueFrom, f.DueUntil, f.Undated = 0, 0, true
	undated, err := v.Diary.Milestones(ctx, f)
	if err != nil {
		return err
	}
	undated = slices.DeleteFunc(undated, func(m reminders.Milestone) bool { return m.Begins > until })
	if len(undated) > 0 {
		lines = v.unlisted(lines, v.f("没有期限、请说说进展的{n}项",
			"{n} without a deadline; please tell how {it stands|they stand}", len(undated)), undated, 0, today, several, listed)
	}
	m.Text = append(m.Text, bot.Span{S: strings.Join(lines, "\n")})
	if who.Role == reminders.Group {
		return nil
	}
	keys := []bot.Button{button(v.f("我的任务", "My tasks"), "show:mine")}
	if who.Role == reminders.Admin {
		keys = append(keys, button(v.f("催办", "Urge"), "show:urge"))
	}
	m.Buttons = append(m.Buttons, keys)
	return nil
}

// unlisted lists those milestones that are not listed already, under a head that counts
// them all; more were not given.
func (v voice) unlisted(lines []string, head string, all []reminders.Milestone, more int, today reminders.Day, withUnit bool, listed map[int64]bool) []string {
	var rest []reminders.Milestone
	for _, m := range all {
		if !listed[m.ID] {
			rest = append(rest, m)
		}
	}
	switch {
	case len(rest) == 0 && more == 0:
		return append(lines, v.f("{head}，都列在上面。", "{head}, all listed above.", head))
	case len(rest) < len(all):
		head = v.f("{head}，除上面列出的以外", "{head}, besides those above", head)
	}
	lines = v.bullets(append(lines, v.f("{head}：", "{head}:", head)), rest, today, withUnit)
	if more > 0 {
		lines = append(lines, v.f("……还有{more}项。", "… and {more} more.", more))
	}
	return lines
}
