package bot

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// remindShown is how many items one reminder lists; the rest is counted.
const remindShown = 10

// Reminder composes the one message that a person is owed now.
func (b *Bot) Reminder(ctx context.Context, who reminders.Person, items []reminders.Item, now time.Time) (Message, error) {
	today := b.today(now)
	var lines, digests []reminders.Item
	var asks []string // plans with held milestones
	listed := map[int64]bool{}
	notices := 0
	for _, i := range items {
		switch {
		case i.Kind.Asks():
			asks = append(asks, i.Kind.Subject())
		case i.Kind.Digest():
			digests = append(digests, i)
		default:
			lines = append(lines, i)
			if i.Notice {
				notices++
			}
			if len(lines) <= remindShown && (!i.NoLiaison || knowledge.IsWhole(i.Milestone.Unit)) {
				listed[i.Milestone.ID] = true
			}
		}
	}
	var m Message
	b.remindLines(&m, who, lines, notices, today)
	for _, i := range digests {
		if err := b.digest(ctx, &m, who, i.Kind, i.Day, today, listed); err != nil {
			return m, err
		}
	}
	for _, plan := range asks {
		held, err := b.Ledger.Milestones(ctx, reminders.Filter{Plan: plan, HeldOnly: true})
		if err != nil {
			return m, err
		}
		m.paragraph(b.titleOf(plan) + wordHeld(len(held)))
		m.Buttons = append(m.Buttons, heldButtons(plan)...)
	}
	return m, nil
}

// paragraph adds words to a message, under what it says already.
func (m *Message) paragraph(words string) {
	if len(m.Text) > 0 {
		words = "\n\n" + words
	}
	m.Text = append(m.Text, Span{S: words})
}

// heading begins a part of a message.
func (m *Message) heading(words string) {
	if len(m.Text) > 0 {
		m.Text = append(m.Text, Span{S: "\n\n"})
	}
	m.Text = append(m.Text, Span{S: words, Style: Bold})
}

// remindLines lists reminders and notices, a line and a row of buttons each.
func (b *Bot) remindLines(m *Message, who reminders.Person, items []reminders.Item, notices int, today reminders.Day) {
	if len(items) == 0 {
		return
	}
	var heads []string
	if notices > 0 {
		heads = append(heads, fmt.Sprintf("通知%d条", notices))
	}
	if due := len(items) - notices; due > 0 {
		heads = append(heads, fmt.Sprintf("任务提醒%d项", due))
	}
	m.heading(strings.Join(heads, "，") + "：")
	snooze := snoozeButtons(items)
	items, orphans := orphaned(items)
	var open []Button // the cards
	for n, i := range items {
		if n == remindShown {
			m.Text = append(m.Text, Span{S: fmt.Sprintf("\n……还有%d项，发“我的任务”查看。", len(items)-n)})
			break
		}
		m.Text = append(m.Text, Span{S: fmt.Sprintf("\n%d. %s", n+1, b.remindLine(i, today, len(who.Units) != 1))})
		number := n + 1
		if len(items) == 1 {
			number = 0
		}
		if len(open) < pageSize && (!i.Notice || i.Event.ID != 0) {
			m.Buttons = append(m.Buttons, layout(actions(who, i.Milestone, today, number, reminderView))...)
			label := fmt.Sprintf("看%d", number)
			if number == 0 {
				label = "看详情"
			}
			open = append(open, Button{label, fmt.Sprintf("card:%d", i.Milestone.ID)})
		}
	}
	m.Buttons = append(m.Buttons, oneRow(open)...)
	m.Buttons = append(m.Buttons, oneRow(snooze)...)
	if orphans != "" {
		m.Text = append(m.Text, Span{S: "\n" + wordOrphans(orphans)})
	}
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
		return b.titleOf(m.Plan) + b.itemWithin(m, today, withUnit, math.MaxInt)
	case i.Event.Action == reminders.Issue:
		return "计划修订，新增任务：" + b.titleOf(m.Plan) + b.item(m, today, withUnit)
	case i.Event.Action == reminders.ReviseAction:
		return "计划修订，" + name + "有变动：" + inline(i.Event.Reason, 200) + "。"
	case i.Event.Action == reminders.Cancel:
		return name + "（" + zh.Unspaced(m.Goal) + "）已取消，不用再办：" + i.Event.Reason + "。"
	case i.Event.Action == reminders.Report:
		return fmt.Sprintf("%s填报了%s%s，等您审核。进展：%s", m.Unit, m.Project, reportExtras(i.Event), inline(i.Event.Reason, 200)) + since(i)
	case i.Event.Action == reminders.Return:
		return fmt.Sprintf("%s填报的%s被退回，请补充后再填报。理由：%s", m.Unit, m.Project, inline(i.Event.Reason, 200))
	case i.Event.Action == reminders.Close:
		return fmt.Sprintf("%s的%s已销号。", m.Unit, m.Project)
	case i.Event.Action == reminders.Extend:
		return fmt.Sprintf("%s的%s申请延到%s，请您答复。理由：%s", m.Unit, m.Project, i.Event.Day.Words(), inline(i.Event.Reason, 200)) + since(i)
	case i.Event.Action == reminders.Grant:
		return fmt.Sprintf("%s的延期申请已同意，新的期限是%s，原定%s。", name, i.Event.Day.Words(), m.Original.Words()) + remark(i.Event)
	case i.Event.Action == reminders.Refuse:
		return fmt.Sprintf("%s的延期申请没有同意，期限仍是%s。理由：%s", name, m.Due.Words(), inline(i.Event.Reason, 200))
	case i.Event.Action == reminders.Urge:
		return "督查员催办：" + b.titleOf(m.Plan) + b.item(m, today, withUnit) + "。请尽快填报。" + remark(i.Event)
	case i.Kind.Unknown():
		return fmt.Sprintf(wordNoHolidays, i.Kind.Subject())
	}
	return fmt.Sprintf("%s（%s）停用了机器人，提醒送不到，请联系本人重新打开。", cmp.Or(i.About.Name, "一位联络员"), strings.Join(i.About.Units, "、"))
}

// since says what has become of what a supervisor was asked to decide.
func since(i reminders.Item) string {
	m := i.Milestone
	switch {
	case m.Status != i.Event.To:
		return "（现在：" + m.Status.Label() + "）"
	case i.Event.Action == reminders.Extend && m.Wish != i.Event.Day:
		return "（已答复，期限是" + m.Due.Words() + "）"
	}
	return ""
}

// reportExtras tells of a report's per cent and files, in brackets.
func reportExtras(e reminders.Event) string {
	var parts []string
	if e.Percent > 0 {
		parts = append(parts, fmt.Sprintf("完成%d%%", e.Percent))
	}
	if n := len(e.Evidence); n > 0 {
		parts = append(parts, fmt.Sprintf("佐证%d件", n))
	}
	if len(parts) == 0 {
		return ""
	}
	return "（" + strings.Join(parts, "，") + "）"
}

func remark(e reminders.Event) string {
	if e.Reason == "" {
		return ""
	}
	return "督查意见：" + inline(e.Reason, 200)
}
