package talk

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"duban/bot"
	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// remindShown is how many items one reminder lists; the rest is counted.
const remindShown = 10

// Reminder composes the one message that a person is owed now.
func (b *Bot) Reminder(ctx context.Context, who reminders.Person, items []reminders.Item, now time.Time) (bot.Message, error) {
	m, err := b.remind(ctx, who, items, now)
	makeVisible(&m)
	return m, err
}

func (b *Bot) remind(ctx context.Context, who reminders.Person, items []reminders.Item, now time.Time) (bot.Message, error) {
	v, today := voice{b, tongueOf(who.Language)}, b.today(now)
	var lines, digests []reminders.Item
	var asks []string // plans with held milestones
	listed := map[int64]bool{}
	notices := 0
	var m bot.Message
	for _, i := range items {
		expected, shown, doubt := i.Kind.Doubt()
		hash, opened, invited := i.Kind.Invited()
		switch {
		case doubt:
			v.doubt(&m, expected, shown)
		case invited:
			if err := v.guest(ctx, &m, who, hash, opened); err != nil {
				return m, err
			}
		case i.Kind.Asks():
			asks = append(asks, i.Kind.Subject())
		case i.Kind.Digest():
			digests = append(digests, i)
		default:
			lines = append(lines, i)
			if i.Notice {
				notices++
			}
			if len(lines) <= remindShown && !orphan(i) {
				listed[i.Milestone.ID] = true
			}
		}
	}
	v.remindLines(&m, who, lines, notices, today)
	for _, i := range digests {
		if err := v.digest(ctx, &m, who, i.Kind, i.Day, today, listed); err != nil {
			return m, err
		}
	}
	for _, plan := range asks {
		held, err := b.Diary.Milestones(ctx, reminders.Filter{Plan: plan, HeldOnly: true})
		if err != nil {
			return m, err
		}
		paragraph(&m, v.titled(plan, v.f(wordHeld, len(held))))
		m.Buttons = append(m.Buttons, v.heldButtons(plan)...)
	}
	return m, nil
}

// remindLines lists reminders and notices, a line and a row of buttons each.
func (v voice) remindLines(m *bot.Message, who reminders.Person, items []reminders.Item, notices int, today reminders.Day) {
	if len(items) == 0 {
		return
	}
	var heads []string
	if notices > 0 {
		heads = append(heads, v.counted(len(items), v.f("通知"), v.f("通知%d条", notices)))
	}
	if due := len(items) - notices; due > 0 {
		heads = append(heads, v.counted(len(items), v.f("任务提醒"), v.f("任务提醒%d项", due)))
	}
	heading(m, v.f("%s：", v.join(heads, "，")))
	snooze := v.snoozeButtons(items)
	items, orphans := v.orphaned(items)
	var open []bot.Button // the cards
	for n, i := range items {
		if n == remindShown {
			m.Text = append(m.Text, bot.Span{S: "\n" + v.f("……还有%d项，发“我的任务”查看。", len(items)-n)})
			break
		}
		m.Text = append(m.Text, bot.Span{S: fmt.Sprintf("\n%d. %s", n+1, v.remindLine(i, today, len(who.Units) != 1))})
		number := n + 1
		if len(items) == 1 {
			number = 0
		}
		if len(open) < pageSize && (!i.Notice || i.Event.ID != 0) {
			m.Buttons = append(m.Buttons, layout(v.actions(who, i.Milestone, today, number, reminderView))...)
			label := v.f("看%d", number)
			if number == 0 {
				label = v.f("看详情")
			}
			open = append(open, button(label, fmt.Sprintf("card:%d", i.Milestone.ID)))
		}
	}
	m.Buttons = append(m.Buttons, oneRow(open)...)
	m.Buttons = append(m.Buttons, oneRow(snooze)...)
	if orphans != "" {
		m.Text = append(m.Text, bot.Span{S: "\n" + v.f(wordOrphans, orphans)})
	}
}

// orphaned takes out what is owed by units that have nobody, and says it in one
// line. What the whole area owes is the supervisors' own.
func (g tongue) orphaned(items []reminders.Item) (own []reminders.Item, orphans string) {
	count := map[string]int{}
	var units []string
	for _, i := range items {
		if !orphan(i) {
			own = append(own, i)
			continue
		}
		for _, unit := range i.Unserved {
			if count[unit]++; count[unit] == 1 {
				units = append(units, unit)
			}
		}
	}
	for n, u := range units {
		units[n] = g.f("%s%d项", u, count[u])
	}
	return own, g.join(units, "、")
}

// orphan tells whether a supervisor is reminded since a unit has nobody.
func orphan(i reminders.Item) bool {
	return len(i.Unserved) > 0 && !knowledge.IsWhole(i.Milestone.Unit)
}

// reporter names the unit for which somebody has reported or asked for something.
func (g tongue) reporter(i reminders.Item) string {
	for _, unit := range i.Milestone.Units() {
		if i.About.Serves(unit) {
			return unit
		}
	}
	return g.owners(i.Milestone)
}

func (v voice) remindLine(i reminders.Item, today reminders.Day, withUnit bool) string {
	m := i.Milestone
	name := m.Name()
	if withUnit {
		name = v.f("%s的%s", v.owners(m), m.Name())
	}
	name = v.titled(m.Plan, name)
	said := quote(i.Event.Reason, 200) + v.source(i.Event)
	switch {
	case !i.Notice:
		return v.titled(m.Plan, v.itemWithin(m, today, withUnit, math.MaxInt))
	case i.Event.Action == reminders.Issue:
		return v.f("计划修订，新增任务：%s", v.titled(m.Plan, v.item(m, today, withUnit)))
	case i.Event.Action == reminders.ReviseAction:
		return v.f("计划修订，%s有变动：%s。", name, v.sayings(i.Event))
	case i.Event.Action == reminders.Cancel:
		return v.f("%s（%s）已取消，不用再办：%s。", name, zh.Unspaced(m.Goal), v.label(i.Event.Reason))
	case i.Event.Action == reminders.Report:
		return v.f("%s填报了%s%s，等您审核。进展：%s", v.reporter(i), m.Name(), v.reportExtras(i.Event), said) + v.since(i)
	case i.Event.Action == reminders.Return:
		return v.f("%s填报的%s被退回，请补充后再填报。理由：%s", v.owners(m), m.Name(), said)
	case i.Event.Action == reminders.Close:
		return v.f("%s的%s已销号。", v.owners(m), m.Name())
	case i.Event.Action == reminders.Extend:
		return v.f("%s的%s申请延到%s，请您答复。理由：%s", v.reporter(i), m.Name(), v.day(i.Event.Day), said) + v.since(i)
	case i.Event.Action == reminders.Grant:
		return v.f("%s的延期申请已同意，新的期限是%s，原定%s。", name, v.day(i.Event.Day), v.day(m.Original)) + v.remark(i.Event)
	case i.Event.Action == reminders.Refuse:
		return v.f("%s的延期申请没有同意，期限仍是%s。理由：%s", name, v.day(m.Due), said)
	case i.Event.Action == reminders.Urge:
		return v.f("督查员催办：%s。请尽快填报。", v.titled(m.Plan, v.item(m, today, withUnit))) + v.remark(i.Event)
	case i.Kind.SetAside():
		return v.f(wordAside)
	case i.Kind.Damaged():
		return v.f(wordDamaged)
	case i.Kind.Anchors():
		return v.f(wordAnchor, i.Kind.Subject())
	case i.Kind.Unknown():
		return v.f(wordNoHolidays, i.Kind.Subject(), "2027-01-01,休,元旦")
	}
	return v.lost(i.About)
}

// lost says that somebody cannot be written to: those who have never written first have
// not opened the bot yet.
func (g tongue) lost(p reminders.Person) string {
	is := g.label(p.Role.Label())
	if len(p.Units) > 0 {
		is = g.f("%s%s", g.join(p.Units, "、"), is)
	}
	if p.SeenAt.IsZero() {
		_, number, _ := strings.Cut(string(p.ID), ":")
		return g.f("%s（编号%s）还没有打开过机器人，消息送不到，请本人打开机器人发 /start。", is, cmp.Or(number, string(p.ID)))
	}
	return g.f("%s%s停用了机器人，提醒送不到，请联系本人重新打开。", is, g.called(reminders.Guest{ID: p.ID, Name: p.Name}))
}

// since says what has become of what a supervisor was asked to decide.
func (g tongue) since(i reminders.Item) string {
	m := i.Milestone
	switch {
	case m.Status != i.Event.To:
		return g.inBrackets(g.f("现在：%s", g.label(m.Status.Label())))
	case i.Event.Action == reminders.Extend && m.Wish != i.Event.Day:
		return g.inBrackets(g.f("已答复，期限是%s", g.day(m.Due)))
	}
	return ""
}

// reportExtras tells of a report's per cent and files, in brackets.
func (g tongue) reportExtras(e reminders.Event) string {
	var parts []string
	if e.Percent > 0 {
		parts = append(parts, g.f("完成%d%%", e.Percent))
	}
	if n := len(e.Evidence); n > 0 {
		parts = append(parts, g.f("佐证%d件", n))
	}
	return g.inBrackets(g.join(parts, "，"))
}

func (g tongue) remark(e reminders.Event) string {
	if e.Reason == "" {
		return ""
	}
	return g.f("督查意见：%s", quote(e.Reason, 200)) + g.source(e)
}

// sayings says what the program has written down of a revision.
func (g tongue) sayings(e reminders.Event) string {
	all := e.Sayings()
	if all == nil {
		return inline(e.Words(), 200)
	}
	var parts []string
	for _, s := range all {
		var args []any
		for _, a := range s.Args {
			args = append(args, a)
		}
		for _, d := range s.Days {
			if d == 0 {
				args = append(args, g.f("没有期限"))
			} else {
				args = append(args, g.day(d))
			}
		}
		parts = append(parts, g.kept(s.Form, args))
	}
	return inline(g.join(parts, "；"), 200)
}
