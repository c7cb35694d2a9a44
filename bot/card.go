package bot

import (
	"fmt"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// card shows one milestone with the buttons that this person may press now. head
// says what has just happened, if anything.
func (b *Bot) card(t *turn, m reminders.Milestone, head string) Message {
	var text Text
	if head != "" {
		text = append(text, Span{S: head + "\n"})
	}
	text = append(text, Span{S: fmt.Sprintf("%s%d年 %s", m.Unit, m.Year, m.Project), Style: Bold})
	lines := []string{
		"",
		"目标：“" + zh.Unspaced(m.Goal) + "”（" + knowledge.PlaceName(m.Clause) + "）",
		"期限：" + b.dueWords(m),
		"状态：" + mark(b.Lights.Light(m, b.today(t.Now))) + m.Status.Label() + b.lateWords(m, b.today(t.Now)),
	}
	if title := b.titleOf(m.Plan); title != "" {
		lines = append(lines, "计划："+title)
	}
	if m.Role != "" {
		lines = append(lines, "分工："+m.Role)
	}
	if m.Shared != "" {
		lines = append(lines, "共同责任："+m.Shared)
	}
	if m.Report != "" {
		lines = append(lines, "最近填报："+m.Report)
	}
	if m.Remark != "" {
		lines = append(lines, "督查意见："+m.Remark)
	}
	text = append(text, Span{S: strings.Join(lines, "\n")})
	return Message{Text: text, Buttons: oneRow(actions(t.who, m, 0, cardView))}
}

// item is a milestone on one line of a list.
func (b *Bot) item(m reminders.Milestone, today reminders.Day, withUnit bool) string {
	unit := ""
	if withUnit {
		unit = m.Unit + " "
	}
	return fmt.Sprintf("%s%s%s：%s，%s%s（%s）", mark(b.Lights.Light(m, today)), unit, m.Project, zh.Unspaced(m.Goal),
		b.dueWords(m), b.lateWords(m, today), m.Status.Label())
}

// dueWords says the due day, and that it is the system's where it is.
func (b *Bot) dueWords(m reminders.Milestone) string {
	s := m.Due.Words()
	if m.Convention {
		s += "（" + wordConvention + "）"
	}
	return s
}

func (b *Bot) lateWords(m reminders.Milestone, today reminders.Day) string {
	switch left := m.DaysLeft(today); {
	case m.Status == reminders.Closed || m.Held || m.Status == reminders.Reported && left < 0:
		return ""
	case left < 0:
		return fmt.Sprintf("，逾期%d天", -left)
	case left == 0:
		return "，今天到期"
	case left <= b.Lights.WarnDays:
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
func offered(m reminders.Milestone, a reminders.Action, view string) bool {
	switch a {
	case reminders.Report:
		return m.Status != reminders.Reported && view != heldView
	case reminders.Close:
		return m.Status == reminders.Reported || m.Held
	case reminders.Return:
		return m.Status == reminders.Reported
	case reminders.Acknowledge:
		return view != heldView
	}
	return true
}

// actions gives the buttons that the person may press on the milestone. number
// stands before each, to tell the items of a list apart; view comes back with the
// press, to show the same list again.
func actions(who reminders.Person, m reminders.Milestone, number int, view string) []Button {
	var row []Button
	for _, a := range reminders.Actions(m, who) {
		if !offered(m, a, view) {
			continue
		}
		label := a.Label()
		if number > 0 {
			label = fmt.Sprintf("%d %s", number, a.Label())
		}
		row = append(row, Button{Label: label, Data: fmt.Sprintf("%s:%d:%s", string(a), m.ID, view)})
	}
	return row
}
