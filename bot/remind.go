package bot

import (
	"fmt"
	"strings"
	"time"

	"duban/knowledge"
	"duban/reminders"
)

// remindShown is how many items one reminder lists; the rest is counted.
const remindShown = 10

// Reminder composes the one message that a person is owed now.
func (b *Bot) Reminder(who reminders.Person, items []reminders.Item, now time.Time) Message {
	today := b.today(now)
	notices, due := 0, 0
	for _, i := range items {
		if _, ok := i.Kind.Notice(); ok {
			notices++
		} else {
			due++
		}
	}
	var heads []string
	if notices > 0 {
		heads = append(heads, fmt.Sprintf("通知%d条", notices))
	}
	if due > 0 {
		heads = append(heads, fmt.Sprintf("任务提醒%d项", due))
	}
	text := Text{{S: strings.Join(heads, "，") + "：", Style: Bold}}
	items, orphans := orphaned(items)
	var keys [][]Button
	for n, i := range items {
		if n == remindShown {
			text = append(text, Span{S: fmt.Sprintf("\n……还有%d项，发“我的任务”查看。", len(items)-n)})
			break
		}
		text = append(text, Span{S: fmt.Sprintf("\n%d. %s", n+1, b.remindLine(i, today, len(who.Units) != 1))})
		number := n + 1
		if len(items) == 1 {
			number = 0
		}
		if action, _ := i.Kind.Notice(); len(keys) < pageSize && action != reminders.Lost {
			keys = append(keys, oneRow(actions(who, i.About, number, reminderView))...)
		}
	}
	if orphans != "" {
		text = append(text, Span{S: "\n" + wordOrphans(orphans)})
	}
	return Message{Text: text, Buttons: keys}
}

// orphaned takes out what is owed by units that have nobody, and says it in one
// line. What the whole area owes is the supervisors' own.
func orphaned(items []reminders.Item) (own []reminders.Item, orphans string) {
	count := map[string]int{}
	var units []string
	for _, i := range items {
		if !i.Orphan || i.About.Unit == knowledge.CityWide {
			own = append(own, i)
			continue
		}
		if count[i.About.Unit]++; count[i.About.Unit] == 1 {
			units = append(units, i.About.Unit)
		}
	}
	for n, u := range units {
		units[n] = fmt.Sprintf("%s%d项", u, count[u])
	}
	return own, strings.Join(units, "、")
}

func (b *Bot) remindLine(i reminders.Item, today reminders.Day, withUnit bool) string {
	m := i.About
	action, notice := i.Kind.Notice()
	switch {
	case notice && action == reminders.Report:
		return fmt.Sprintf("%s填报了%s，等您审核。进展：%s", m.Unit, m.Project, shorten(m.Report, 200))
	case notice && action == reminders.Return:
		return fmt.Sprintf("%s填报的%s被退回，请补充后再填报。理由：%s", m.Unit, m.Project, shorten(m.Remark, 200))
	case notice && action == reminders.Close:
		return fmt.Sprintf("%s已销号。", m.Project)
	case notice:
		return fmt.Sprintf("%s有联络员停用了机器人，提醒送不到，请联系本人重新打开。", m.Unit)
	}
	return b.item(m, today, withUnit)
}
