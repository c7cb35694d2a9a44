package bot

import (
	"context"
	"fmt"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// card shows one milestone with the buttons that this person may press now. head
// says what has just happened, if anything.
func (b *Bot) card(ctx context.Context, t *turn, m reminders.Milestone, head string) (Message, error) {
	events, err := b.Ledger.Events(ctx, m.ID)
	if err != nil {
		return Message{}, err
	}
	files := len(evidenceOf(events))
	var text Text
	if head != "" {
		text = append(text, Span{S: head + "\n"})
	}
	today := b.today(t.Now)
	text = append(text, Span{S: fmt.Sprintf("%s%d年 %s", m.Unit, m.Year, m.Project), Style: Bold})
	lines := []string{
		"",
		"目标：“" + zh.Unspaced(m.Goal) + "”（" + knowledge.PlaceName(m.Clause) + "）",
		"期限：" + b.dueWords(m),
		"状态：" + mark(b.light(m, today)) + m.Status.Label() + b.lateWords(m, today, b.settings().Lights.WarnDays),
	}
	add := func(label, words string) {
		if words != "" {
			lines = append(lines, label+words)
		}
	}
	add("计划：", b.titleOf(m.Plan))
	add("分工：", m.Role)
	add("共同责任：", m.Shared)
	if m.Wish != 0 {
		lines = append(lines, "申请延期：到"+m.Wish.Words()+"，等督查员答复。理由："+m.Plea)
	}
	if m.Percent > 0 {
		lines = append(lines, fmt.Sprintf("完成：%d%%（填报人所写）", m.Percent))
	}
	add("最近填报：", m.Report)
	if files > 0 {
		lines = append(lines, fmt.Sprintf("佐证：%d件", files))
	}
	add("督查意见：", m.Remark)
	if m.Urged != 0 && m.AwaitsUnit() {
		lines = append(lines, "最近催办："+m.Urged.Words())
	}
	text = append(text, Span{S: strings.Join(lines, "\n")})
	keys := layout(actions(t.who, m, today, 0, cardView))
	if files > 0 && mayRead(t.who, m.Unit) {
		keys = append(keys, []Button{{"看佐证", fmt.Sprintf("proof:%d", m.ID)}})
	}
	return Message{Text: text, Buttons: keys}, nil
}

// item is a milestone on one line of a list.
func (b *Bot) item(m reminders.Milestone, today reminders.Day, withUnit bool) string {
	return b.itemWithin(m, today, withUnit, b.settings().Lights.WarnDays)
}

// itemWithin is item, which tells the days that are left where they are so many or fewer.
func (b *Bot) itemWithin(m reminders.Milestone, today reminders.Day, withUnit bool, days int) string {
	unit := ""
	if withUnit {
		unit = m.Unit + " "
	}
	return fmt.Sprintf("%s%s%s：%s，%s%s（%s）", mark(b.light(m, today)), unit, m.Project, zh.Unspaced(m.Goal),
		b.dueWords(m), b.lateWords(m, today, days), m.Status.Label())
}

// dueWords says the due day, that it is the system's where it is, and what the plan has
// where it is another by extension.
func (b *Bot) dueWords(m reminders.Milestone) string {
	var notes []string
	if m.Extended() {
		notes = append(notes, "已同意延期，原定"+m.Original.Words())
	}
	if m.Convention {
		notes = append(notes, wordConvention)
	}
	if len(notes) == 0 {
		return m.Due.Words()
	}
	return m.Due.Words() + "（" + strings.Join(notes, "，") + "）"
}

func (b *Bot) lateWords(m reminders.Milestone, today reminders.Day, days int) string {
	switch left := m.DaysLeft(today); {
	case m.Status == reminders.Closed || m.Held || m.Status == reminders.Reported && left < 0:
		return ""
	case left < 0:
		return fmt.Sprintf("，逾期%d天", -left)
	case left == 0:
		return "，今天到期"
	case left <= days:
		return fmt.Sprintf("，还有%d天", left)
	}
	return ""
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
	own := view == cardView || who.Serves(m.Unit) || knowledge.IsWhole(m.Unit) && view == reminderView
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
func actions(who reminders.Person, m reminders.Milestone, today reminders.Day, number int, view string) []Button {
	var row []Button
	add := func(label string, a reminders.Action, more string) {
		if number > 0 {
			label = fmt.Sprintf("%d %s", number, label)
		}
		row = append(row, Button{Label: label, Data: fmt.Sprintf("%s:%d:%s%s", string(a), m.ID, view, more)})
	}
	for _, a := range reminders.Actions(m, who, today) {
		switch {
		case !offered(who, m, a, view):
		case a == reminders.Close: // what the plan grades is what has to be confirmed
			label := "销号（确认达标）"
			if goal := zh.Unspaced(m.Goal); len([]rune(goal)) <= confirmShown {
				label = "销号（确认“" + goal + "”）"
			}
			add(label, a, ":"+fingerprint(m.Goal))
		case a == reminders.Grant:
			add("同意延到"+m.Wish.Words(), a, ":"+m.Wish.String())
			add("另定日期", a, ":")
		default:
			add(a.Label(), a, "")
		}
	}
	return row
}
