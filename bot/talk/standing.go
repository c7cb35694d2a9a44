package talk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/bot"
	"duban/reminders"
)

func statusMessage(t *turn, f reminders.Filter, s reminders.Summary) bot.Message {
	about := ""
	if t.book != nil {
		about = t.book.Key
	}
	if s.Total == 0 {
		return bot.Message{Text: plain(t.titled(about, t.word(wordNothingToSee)))}
	}
	today := t.today(t.Now)
	var head string
	switch units := t.join(f.Units, "、", ", "); {
	case units != "" && f.Project != "":
		head = t.f("{units}“{project}”进度", "Progress of {units}, “{project}”", units, f.Project)
	case units != "":
		head = t.f("{units}任务进度", "Progress of {units}", units)
	case f.Project != "":
		head = t.titled(about, t.f("“{project}”进度汇总", "Progress of “{project}”", f.Project))
	default:
		head = t.titled(about, t.f("任务进度汇总", "Progress of all tasks"))
	}
	if f.Year != 0 {
		head += t.f("（{year}年）", ", {year}", f.Year)
	}
	lines := []string{t.asOf(today), t.countLine(s.Counts)}
	if n := s.Statuses[reminders.Reported]; n > 0 {
		lines = append(lines, t.f("已填报、待审核{n}项。", "{n} reported and to be verified.", n))
	}
	if len(s.Units) > 1 {
		lines = append(lines, t.f("分单位：", "By unit:"))
		lines = append(lines, t.unitLines(s)...)
	}
	var late []reminders.Milestone
	for _, l := range s.Late {
		late = append(late, l.Milestone)
	}
	lines = t.statusItems(lines, t.f("逾期（{overdue}项）：", "Overdue ({overdue}):", s.Overdue), late, s.Overdue, today, len(s.Units) > 1)
	lines = t.statusItems(lines, t.f("接下来最近的：", "Next:"), s.Next, 0, today, len(s.Units) > 1)
	m := bot.Message{Text: bot.Text{{S: head, Style: bot.Bold}, {S: strings.Join(lines, "\n")}}}
	if n := s.Lights[reminders.Grey]; n > 0 && t.Private && t.who.Role == reminders.Admin && len(f.Units) == 0 && f.Year == 0 && f.Project == "" {
		m.Text = append(m.Text, bot.Span{S: "\n" + t.wordHeld(n)})
		m.Buttons = t.heldButtons(t.book.Key)
	}
	return m
}

// unitLines says how each unit stands, in the plan's order.
func (v voice) unitLines(s reminders.Summary) []string {
	var lines []string
	for _, u := range v.inOrder(s.Units) {
		lines = append(lines, v.countsOf(u.Unit, u.Counts))
	}
	return lines
}

// inOrder puts units into the plan's order.
func (b *Bot) inOrder(units []reminders.UnitCounts) []reminders.UnitCounts {
	order := b.Library.Books().Units()
	units = slices.Clone(units)
	slices.SortStableFunc(units, func(x, y reminders.UnitCounts) int {
		return cmp.Compare(slices.Index(order, x.Unit), slices.Index(order, y.Unit))
	})
	return units
}

// countLine says how milestones stand, in numbers that add up.
func (g tongue) countLine(c reminders.Counts) string {
	closed, of := c.Closed()
	line := g.f("共{words}项，已销号{closed}项{rate}",
		"{words} {task|tasks}, {closed} closed{rate}", of, closed, g.rate(closed, of))
	var lights []string
	for _, l := range reminders.Lights() {
		if n := c.Lights[l]; n > 0 {
			lights = append(lights, g.f("{mark}{light}{n}项", "{mark}{n} {light}", mark(l), g.label(l.Label()), n))
		}
	}
	if len(lights) == 0 {
		return g.f("{line}。", "{line}.", line)
	}
	return g.f("{line}；{lights}。", "{line}; {lights}.", line, g.join(lights, "，", ", "))
}

// rate writes a share of a whole that was counted, to a tenth of a per cent.
func (g tongue) rate(n, of int) string {
	if n == 0 || of == 0 {
		return ""
	}
	return g.inBrackets(fmt.Sprintf("%.1f%%", 100*float64(n)/float64(of)))
}

// asOf says behind a heading of which day it speaks.
func (g tongue) asOf(d reminders.Day) string {
	return g.inBrackets(g.f("截至{day}", "as of {day}", g.day(d)))
}

// statusItems lists the first of so many milestones; of counts them all, 0 where they
// are not counted.
func (v voice) statusItems(lines []string, head string, items []reminders.Milestone, of int, today reminders.Day, withUnit bool) []string {
	if len(items) == 0 {
		return lines
	}
	lines = append(lines, head)
	for _, m := range items {
		lines = append(lines, "· "+v.item(m, today, withUnit))
	}
	if of > len(items) {
		lines = append(lines, v.f("……还有{words}项。", "… and {words} more.", of-len(items)))
	}
	return lines
}

// countsOf says in one line how something stands, with the lights that ask for attention.
func (g tongue) countsOf(name string, c reminders.Counts) string {
	closed, of := c.Closed()
	line := g.f("{name}：{words}项，已销号{closed}项{rate}",
		"{name}: {words} {task|tasks}, {closed} closed{rate}", name, of, closed, g.rate(closed, of))
	for _, l := range []reminders.Light{reminders.Red, reminders.Yellow, reminders.Grey} {
		if n := c.Lights[l]; n > 0 {
			line += g.f("，{mark}{n}", ", {mark}{n}", mark(l), n)
		}
	}
	return line
}
