package talk

import (
	"context"
	"fmt"
	"strings"

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
		title = t.f("{owners}{year}年 {name}", "{owners}, {year}: {name}", t.owners(m), m.Year, m.Name())
	}
	text = append(text, bot.Span{S: title, Style: bot.Bold})
	lines := []string{
		"",
		t.f("目标：“{goal}”（{place}）", "Target: “{goal}” ({place})", zh.Unspaced(m.Goal), t.tell(knowledge.PlaceName(m.Clause))),
		t.f("期限：{due}", "Due: {due}", t.dueWords(m)),
		t.f("状态：{words}", "Status: {words}", mark(t.light(m, today))+t.label(m.Status.Label())+t.lateWords(m, today, t.settings().Lights.WarnDays)),
	}
	add := func(label, words string) {
		if words != "" {
			lines = append(lines, label+words)
		}
	}
	if title := t.titleOf(m.Plan); title != "" {
		lines = append(lines, t.f("计划：《{title}》", "Plan: “{title}”", title))
	}
	if len(m.Others) == 0 {
		add(t.f("分工：", "Part: "), m.Role)
		add(t.f("共同责任：", "Shared with: "), m.Shared)
	}
	lines = append(lines, t.partyLines(m)...)
	if m.Wish != 0 {
		lines = append(lines, t.f("申请延期：到{day}，等督查员答复。理由：{plea}",
			"Extension asked for: to {day}; it waits for the supervisor's answer. Reason: {plea}", t.day(m.Wish), quote(m.Plea, reminders.MaxReason)))
	}
	if m.Percent > 0 {
		lines = append(lines, t.f("完成：{percent}%（填报人所写）", "Done: {percent}% (as the report says)", m.Percent))
	}
	add(t.f("最近填报：", "Last report: "), quote(m.Report, reminders.MaxReason)+t.sourceOf(events, reminders.Report))
	if files > 0 {
		lines = append(lines, t.f("佐证：{files}件", "Evidence: {files} {file|files}", files))
	}
	remark := quote(m.Remark, reminders.MaxReason) + t.sourceOf(events, reminders.Return, reminders.Close, reminders.Refuse)
	if m.Remark == wordHeldReason { // the only one that is the program's
		remark = t.label(wordHeldReason)
	}
	add(t.f("督查意见：", "Supervisor's remark: "), remark)
	if m.Urged != 0 && m.AwaitsUnit() {
		lines = append(lines, t.f("最近催办：{day}", "Last urged: {day}", t.day(m.Urged)))
	}
	text = append(text, bot.Span{S: strings.Join(lines, "\n")})
	keys := layout(t.actions(t.who, m, today, 0, cardView))
	if files > 0 && mayRead(t.who, m) {
		keys = append(keys, []bot.Button{button(t.f("看佐证", "See evidence"), fmt.Sprintf("proof:%d", m.ID))})
	}
	return bot.Message{Text: text, Buttons: keys}, nil
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
			label := g.f("销号（确认达标）", "Close (target met)")
			if goal := zh.Unspaced(m.Goal); len([]rune(goal)) <= confirmShown {
				label = g.f("销号（确认“{goal}”）", "Close (confirm “{goal}”)", goal)
			}
			add(label, a, ":"+fingerprint(m.Goal))
		case a == reminders.Grant:
			add(g.f("同意延到{day}", "Grant until {day}", g.day(m.Wish)), a, ":"+m.Wish.String())
			add(g.f("另定日期", "Set another date"), a, ":")
		default:
			add(g.label(a.Label()), a, "")
		}
	}
	return row
}

// Where a button stands decides what its press shows.
const (
	cardView     = "card"     // the card itself, edited
	reminderView = "reminder" // a card of its own, under the reminder
	mineView     = "mine"     // with the page behind it: the list, edited
	heldView     = "held"
	urgeView     = "urge" // as mineView
)
