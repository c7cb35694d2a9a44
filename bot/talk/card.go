package talk

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"duban/bot"
	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// card shows one milestone with the buttons that this person may press now. head
// says what has just happened, if anything.
func card(ctx context.Context, t *turn, m reminders.Milestone, head string) (bot.Message, error) {
	events, err := t.Diary.Events(ctx, m.ID)
	if err != nil {
		return bot.Message{}, err
	}
	t.session.Listed = []int64{m.ID}
	files := len(evidenceOf(events))
	var text bot.Text
	if head != "" {
		text = append(text, bot.Span{S: head + "\n"})
	}
	today := t.today(t.Now)
	title := t.owners(m) + " " + m.Name()
	if m.Year != 0 {
		title = t.f("%s%d年 %s", t.owners(m), m.Year, m.Name())
	}
	text = append(text, bot.Span{S: title, Style: bot.Bold})
	lines := []string{
		"",
		t.f("目标：“%s”（%s）", zh.Unspaced(m.Goal), t.tell(knowledge.PlaceName(m.Clause))),
		t.f("期限：%s", t.dueWords(m)),
		t.f("状态：%s", mark(t.light(m, today))+t.label(m.Status.Label())+t.lateWords(m, today, t.settings().Lights.WarnDays)),
	}
	add := func(label, words string) {
		if words != "" {
			lines = append(lines, label+words)
		}
	}
	if title := t.titleOf(m.Plan); title != "" {
		lines = append(lines, t.f("计划：《%s》", title))
	}
	if len(m.Others) == 0 {
		add(t.f("分工："), m.Role)
		add(t.f("共同责任："), m.Shared)
	}
	lines = append(lines, t.partyLines(m)...)
	if m.Wish != 0 {
		lines = append(lines, t.f("申请延期：到%s，等督查员答复。理由：%s", t.day(m.Wish), m.Plea))
	}
	if m.Percent > 0 {
		lines = append(lines, t.f("完成：%d%%（填报人所写）", m.Percent))
	}
	add(t.f("最近填报："), m.Report)
	if files > 0 {
		lines = append(lines, t.f("佐证：%d件", files))
	}
	if m.Remark == wordHeldReason { // the only one that is the program's
		m.Remark = t.label(wordHeldReason)
	}
	add(t.f("督查意见："), m.Remark)
	if m.Urged != 0 && m.AwaitsUnit() {
		lines = append(lines, t.f("最近催办：%s", t.day(m.Urged)))
	}
	text = append(text, bot.Span{S: strings.Join(lines, "\n")})
	keys := layout(t.actions(t.who, m, today, 0, cardView))
	if files > 0 && mayRead(t.who, m) {
		keys = append(keys, []bot.Button{button(t.f("看佐证"), fmt.Sprintf("proof:%d", m.ID))})
	}
	return bot.Message{Text: text, Buttons: keys}, nil
}

// item is a milestone on one line of a list.
func (v voice) item(m reminders.Milestone, today reminders.Day, withUnit bool) string {
	return v.itemWithin(m, today, withUnit, v.settings().Lights.WarnDays)
}

// itemWithin is item, which tells the days that are left where they are so many or fewer.
func (v voice) itemWithin(m reminders.Milestone, today reminders.Day, withUnit bool, days int) string {
	unit := ""
	if withUnit || len(m.Others) > 0 {
		unit = v.owners(m) + " "
	}
	return v.f("%s%s%s：%s，%s%s（%s）", mark(v.light(m, today)), unit, m.Name(), zh.Unspaced(m.Goal),
		v.dueWords(m), v.lateWords(m, today, days), v.label(m.Status.Label()))
}

// dueWords says the due day, that it is the system's where it is, and what the plan has
// where it is another by extension.
func (g tongue) dueWords(m reminders.Milestone) string {
	var notes []string
	if m.Recurrence != "" {
		notes = append(notes, m.Recurrence)
	}
	if !m.Dated() {
		return g.f("没有期限") + g.inBrackets(g.join(notes, "，"))
	}
	if m.Extended() {
		notes = append(notes, g.f("已同意延期，原定%s", g.day(m.Original)))
	}
	if m.Convention {
		notes = append(notes, g.f(wordConvention))
	}
	return g.day(m.Due) + g.inBrackets(g.join(notes, "，"))
}

func (g tongue) lateWords(m reminders.Milestone, today reminders.Day, days int) string {
	switch left := m.DaysLeft(today); {
	case m.Status == reminders.Closed || m.Held || !m.Dated() || m.Status == reminders.Reported && left < 0:
		return ""
	case left < 0:
		return g.f("，逾期%d天", -left)
	case left == 0:
		return g.f("，今天到期")
	case left <= days:
		return g.f("，还有%d天", left)
	}
	return ""
}

// owners names who has to do it: the unit, or the first of several with their number.
func (g tongue) owners(m reminders.Milestone) string {
	switch n := len(m.Others); n {
	case 0:
		return m.Unit
	case 1:
		return g.join(m.Units(), "、")
	default:
		return g.f("%s等%d个单位", m.Unit, n+1)
	}
}

// partyLines lists the units that share a milestone, by role.
func (g tongue) partyLines(m reminders.Milestone) []string {
	if len(m.Others) == 0 {
		return nil
	}
	var roles []string
	of := map[string][]string{}
	for _, p := range m.Parties() {
		if of[p.Role] = append(of[p.Role], p.Unit); len(of[p.Role]) == 1 {
			roles = append(roles, p.Role)
		}
	}
	var lines []string
	for _, role := range roles {
		lines = append(lines, g.f("%s单位：%s", g.label(cmp.Or(role, string(knowledge.Responsible))), g.join(of[role], "、")))
	}
	return lines
}

// mark shows a light as a sign.
func mark(l reminders.Light) string {
	switch l {
	case reminders.Red:
		return "🔴"
	case reminders.Yellow:
		return "🟡"
	case reminders.Green:
		return "🟢"
	}
	return "⚪"
}

// offered tells which of the steps that are possible have a button: not what is
// seldom meant, such as closing without a report or reporting twice.
// A supervisor acts on behalf of a unit on the card alone, but for the whole area.
func offered(who reminders.Person, m reminders.Milestone, a reminders.Action, view string) bool {
	own := view == cardView || who.Joins(m) || knowledge.IsWhole(m.Unit) && view == reminderView
	switch a {
	case reminders.Report:
		return m.Status != reminders.Reported && own
	case reminders.Close:
		return m.Status == reminders.Reported || m.Held
	case reminders.Return:
		return m.Status == reminders.Reported
	case reminders.Acknowledge:
		return own
	case reminders.Extend:
		return view == cardView
	case reminders.Urge:
		return view == cardView || strings.HasPrefix(view, urgeView)
	}
	return true
}

// confirmShown is the most characters of a goal that stand on a button.
const confirmShown = 14

// actions gives the buttons that the person may press on the milestone. number
// stands before each, to tell the items of a list apart; view comes back with the
// press, to show the same list again.
func (g tongue) actions(who reminders.Person, m reminders.Milestone, today reminders.Day, number int, view string) []bot.Button {
	var row []bot.Button
	add := func(label string, a reminders.Action, more string) {
		if number > 0 {
			label = fmt.Sprintf("%d %s", number, label)
		}
		row = append(row, bot.Button{Label: label, Data: fmt.Sprintf("%s:%d:%s%s", string(a), m.ID, view, more)})
	}
	for _, a := range reminders.Actions(m, who, today) {
		switch {
		case !offered(who, m, a, view):
		case a == reminders.Close: // what the plan grades is what has to be confirmed
			label := g.f("销号（确认达标）")
			if goal := zh.Unspaced(m.Goal); len([]rune(goal)) <= confirmShown {
				label = g.f("销号（确认“%s”）", goal)
			}
			add(label, a, ":"+fingerprint(m.Goal))
		case a == reminders.Grant:
			add(g.f("同意延到%s", g.day(m.Wish)), a, ":"+m.Wish.String())
			add(g.f("另定日期"), a, ":")
		default:
			add(g.label(a.Label()), a, "")
		}
	}
	return row
}

// record is what has happened to milestones.
type record interface {
	// Events returns what happened to a milestone, the oldest first.
	Events(ctx context.Context, milestone int64) ([]reminders.Event, error)
	// EventsBetween returns what happened from one moment up to another, not included.
	EventsBetween(ctx context.Context, from, to time.Time) ([]reminders.Event, error)
	// Message returns what a message to a person told of, as it stands now.
	Message(ctx context.Context, to reminders.Recipient, message string) ([]reminders.Unsent, error)
}
