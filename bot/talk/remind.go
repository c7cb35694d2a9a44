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
		paragraph(&m, v.titled(plan, v.wordHeld(len(held))))
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
		heads = append(heads, v.counted(len(items), v.f("通知", "Notice"), v.f("通知{notices}条", "{notices} {notice|notices}", notices)))
	}
	if due := len(items) - notices; due > 0 {
		heads = append(heads, v.counted(len(items), v.f("任务提醒", "Reminder"), v.f("任务提醒{due}项", "{due} {reminder|reminders}", due)))
	}
	heading(m, v.f("{heads}：", "{heads}:", v.join(heads, "，", ", ")))
	snooze := v.snoozeButtons(items)
	items, orphans := v.orphaned(items)
	var open []bot.Button // the cards
	for n, i := range items {
		if n == remindShown {
			m.Text = append(m.Text, bot.Span{S: "\n" + v.f("……还有{n}项，发“我的任务”查看。",
				"… and {n} more; send /mine to see them.", len(items)-n)})
			break
		}
		m.Text = append(m.Text, bot.Span{S: fmt.Sprintf("\n%d. %s", n+1, v.remindLine(i, today, len(who.Units) != 1))})
		number := n + 1
		if len(items) == 1 {
			number = 0
		}
		if len(open) < pageSize && (!i.Notice || i.Event.ID != 0) {
			m.Buttons = append(m.Buttons, layout(v.actions(who, i.Milestone, today, number, reminderView))...)
			label := v.f("看{number}", "View {number}", number)
			if number == 0 {
				label = v.f("看详情", "View details")
			}
			open = append(open, button(label, fmt.Sprintf("card:%d", i.Milestone.ID)))
		}
	}
	m.Buttons = append(m.Buttons, oneRow(open)...)
	m.Buttons = append(m.Buttons, oneRow(snooze)...)
	if orphans != "" {
		m.Text = append(m.Text, bot.Span{S: "\n" + v.f("以下单位有任务到了提醒的时候，却没有联系得上的联络员：{orphans}。请用“邀请”加单位名补上，以后就直接提醒本人。",
			"Units with reminders due but no liaison who can be reached: {orphans}. Please send /invite with the unit's name; from then on they are reminded themselves.", orphans)})
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
		units[n] = g.f("{words}{n}项", "{words} ({n})", u, count[u])
	}
	return own, g.join(units, "、", ", ")
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
		name = v.f("{owners}的{name}", "{owners}: {name}", v.owners(m), m.Name())
	}
	name = v.titled(m.Plan, name)
	said := quote(i.Event.Reason, 200) + v.source(i.Event)
	switch {
	case !i.Notice:
		return v.titled(m.Plan, v.itemWithin(m, today, withUnit, math.MaxInt))
	case i.Event.Action == reminders.Issue:
		return v.f("计划修订，新增任务：{task}",
			"The plan was revised. New task: {task}", v.titled(m.Plan, v.item(m, today, withUnit)))
	case i.Event.Action == reminders.ReviseAction:
		return v.f("计划修订，{name}有变动：{sayings}。",
			"The plan was revised. {name} has changed: {sayings}.", name, v.sayings(i.Event))
	case i.Event.Action == reminders.Cancel:
		return v.f("{name}（{goal}）已取消，不用再办：{reason}。",
			"{name} ({goal}) is cancelled, nothing more is to be done: {reason}.", name, zh.Unspaced(m.Goal), v.label(i.Event.Reason))
	case i.Event.Action == reminders.Report:
		return v.f("{reporter}填报了{name}{extras}，等您审核。进展：{said}",
			"{reporter} reported on {name}{extras}, for you to verify. Progress: {said}", v.reporter(i), m.Name(), v.reportExtras(i.Event), said) + v.since(i)
	case i.Event.Action == reminders.Return:
		return v.f("{owners}填报的{name}被退回，请补充后再填报。理由：{said}",
			"The report of {owners} on {name} was returned. Please complete it and report again. Reason: {said}", v.owners(m), m.Name(), said)
	case i.Event.Action == reminders.Close:
		return v.f("{owners}的{name}已销号。", "{owners}: {name} is closed.", v.owners(m), m.Name())
	case i.Event.Action == reminders.Extend:
		return v.f("{reporter}的{name}申请延到{day}，请您答复。理由：{said}",
			"{reporter} asks to extend {name} to {day}, for you to answer. Reason: {said}", v.reporter(i), m.Name(), v.day(i.Event.Day), said) + v.since(i)
	case i.Event.Action == reminders.Grant:
		return v.f("{name}的延期申请已同意，新的期限是{day}，原定{day2}。",
			"{name}: the extension was granted. The new due day is {day}; it was {day2}.", name, v.day(i.Event.Day), v.day(m.Original)) + v.remark(i.Event)
	case i.Event.Action == reminders.Refuse:
		return v.f("{name}的延期申请没有同意，期限仍是{day}。理由：{said}",
			"{name}: the extension was refused. It is still due {day}. Reason: {said}", name, v.day(m.Due), said)
	case i.Event.Action == reminders.Urge:
		return v.f("督查员催办：{task}。请尽快填报。",
			"A supervisor urges: {task}. Please report soon.", v.titled(m.Plan, v.item(m, today, withUnit))) + v.remark(i.Event)
	case i.Kind.SetAside():
		return v.f("有一条消息试了三次都没有办成，已经搁置，发消息的人已经知道。请在机器上运行 duban updates 看是哪条，可以再试一次或放弃。",
			"A message could not be handled in three attempts and has been set aside; who sent it has been told. Run duban updates on the machine to see which it is, and to try it again or give it up.")
	case i.Kind.Damaged():
		return v.f("台账文件有误：可能是磁盘出错，也可能被别的程序改过。请管机器的人马上运行 duban doctor，照它说的办；在此之前不要相信个别数字。",
			"The ledger's file is damaged: the disk may be failing, or another program has changed it. Whoever looks after the machine should run duban doctor at once and do what it says; until then single figures are not to be relied on.")
	case i.Kind.Anchors():
		return v.f("留痕锚 {subject}。请留着这条消息：日后运行 duban audit verify --anchor 加这一串，就能查出此前的留痕有没有被截掉或改写。",
			"Anchor of the trail: {subject}. Please keep this message: later, duban audit verify --anchor with these characters tells whether the trail up to here was cut off or written anew.", i.Kind.Subject())
	case i.Kind.Unknown():
		return v.f("{subject}年的节假日安排还没有数据，这一年的工作日暂按周一到周五算。国务院办公厅公布后，请把放假和调休的日子写成 holidays.csv（每行：{example}），放进数据文件夹，重启即可。",
			"The public holidays of {subject} are not known yet; for now its working days are counted as Monday to Friday. When the State Council has announced them, put the days off and the moved working days into holidays.csv (one a line: {example}), place it in the data folder and start again.", i.Kind.Subject(), "2027-01-01,休,元旦")
	}
	return v.lost(i.About)
}

// lost says that somebody cannot be written to: those who have never written first have
// not opened the bot yet.
func (g tongue) lost(p reminders.Person) string {
	is := g.label(p.Role.Label())
	if len(p.Units) > 0 {
		is = g.f("{units}{is}", "{units}: {is}", g.join(p.Units, "、", ", "), is)
	}
	if p.SeenAt.IsZero() {
		_, number, _ := strings.Cut(string(p.ID), ":")
		return g.f("{is}（编号{number}）还没有打开过机器人，消息送不到，请本人打开机器人发 /start。",
			"The {is} (number {number}) has not opened the bot yet, and messages do not arrive. Please ask them to open it and send /start.", is, cmp.Or(number, string(p.ID)))
	}
	return g.f("{is}{called}停用了机器人，提醒送不到，请联系本人重新打开。",
		"The {is} {called} has blocked the bot, and reminders do not arrive. Please ask them to open it again.", is, g.called(reminders.Guest{ID: p.ID, Name: p.Name}))
}

// since says what has become of what a supervisor was asked to decide.
func (g tongue) since(i reminders.Item) string {
	m := i.Milestone
	switch {
	case m.Status != i.Event.To:
		return g.inBrackets(g.f("现在：{status}", "now: {status}", g.label(m.Status.Label())))
	case i.Event.Action == reminders.Extend && m.Wish != i.Event.Day:
		return g.inBrackets(g.f("已答复，期限是{day}", "answered; due {day}", g.day(m.Due)))
	}
	return ""
}

// reportExtras tells of a report's per cent and files, in brackets.
func (g tongue) reportExtras(e reminders.Event) string {
	var parts []string
	if e.Percent > 0 {
		parts = append(parts, g.f("完成{percent}%", "{percent}% done", e.Percent))
	}
	if n := len(e.Evidence); n > 0 {
		parts = append(parts, g.f("佐证{n}件", "{n} {file|files} of evidence", n))
	}
	return g.inBrackets(g.join(parts, "，", ", "))
}

func (g tongue) remark(e reminders.Event) string {
	if e.Reason == "" {
		return ""
	}
	return g.f("督查意见：{reason}", " Supervisor's remark: {reason}", quote(e.Reason, 200)) + g.source(e)
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
				args = append(args, g.f("没有期限", "no deadline"))
			} else {
				args = append(args, g.day(d))
			}
		}
		parts = append(parts, g.kept(s.Form, args))
	}
	return inline(g.join(parts, "；", "; "), 200)
}
