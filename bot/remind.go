package bot

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// remindShown is how many items one reminder lists; the rest is counted.
const remindShown = 10

// Reminder composes the one message that a person is owed now.
func (b *Bot) Reminder(who reminders.Person, items []reminders.Item, now time.Time) Message {
	today := b.today(now)
	notices, due := 0, 0
	for _, i := range items {
		if i.Notice {
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
		if len(keys) < pageSize && (!i.Notice || i.Event.ID != 0) {
			keys = append(keys, oneRow(actions(who, i.Milestone, number, reminderView))...)
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
		if !i.NoLiaison || knowledge.IsWhole(i.Milestone.Unit) {
			own = append(own, i)
			continue
		}
		if count[i.Milestone.Unit]++; count[i.Milestone.Unit] == 1 {
			units = append(units, i.Milestone.Unit)
		}
	}
	for n, u := range units {
		units[n] = fmt.Sprintf("%s%d项", u, count[u])
	}
	return own, strings.Join(units, "、")
}

func (b *Bot) remindLine(i reminders.Item, today reminders.Day, withUnit bool) string {
	m := i.Milestone
	name := b.titleOf(m.Plan) + m.Project
	if withUnit {
		name = b.titleOf(m.Plan) + m.Unit + "的" + m.Project
	}
	switch {
	case !i.Notice:
		return b.titleOf(m.Plan) + b.item(m, today, withUnit)
	case i.Event.Action == reminders.Issue:
		return "计划修订，新增任务：" + b.titleOf(m.Plan) + b.item(m, today, withUnit)
	case i.Event.Action == reminders.ReviseAction:
		return "计划修订，" + name + "有变动：" + shorten(i.Event.Reason, 200) + "。"
	case i.Event.Action == reminders.Cancel:
		return name + "（" + zh.Unspaced(m.Goal) + "）已取消，不用再办：" + i.Event.Reason + "。"
	case i.Event.Action == reminders.Report:
		return fmt.Sprintf("%s填报了%s，等您审核。进展：%s", m.Unit, m.Project, shorten(i.Event.Reason, 200))
	case i.Event.Action == reminders.Return:
		return fmt.Sprintf("%s填报的%s被退回，请补充后再填报。理由：%s", m.Unit, m.Project, shorten(i.Event.Reason, 200))
	case i.Event.Action == reminders.Close:
		return fmt.Sprintf("%s的%s已销号。", m.Unit, m.Project)
	}
	return fmt.Sprintf("%s（%s）停用了机器人，提醒送不到，请联系本人重新打开。", cmp.Or(i.About.Name, "一位联络员"), strings.Join(i.About.Units, "、"))
}
