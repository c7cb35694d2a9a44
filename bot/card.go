package bot

import (
	"fmt"
	"strings"

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
		"目标：“" + zh.Unspaced(m.Goal) + "”（" + placeOf(m.Clause) + "）",
		"期限：" + b.dueWords(m),
		"状态：" + b.Lights.Light(m, b.today(t.Now)).Mark() + m.Status.String() + b.lateWords(m, b.today(t.Now)),
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
	return fmt.Sprintf("%s%s%s：%s，%s%s（%s）", b.Lights.Light(m, today).Mark(), unit, m.Project, zh.Unspaced(m.Goal),
		b.dueWords(m), b.lateWords(m, today), m.Status)
}

// dueWords says the due day, and that it is the system's where it is.
func (b *Bot) dueWords(m reminders.Milestone) string {
	s := dayWords(m.Due)
	if m.Convention {
		s += "（" + wordConvention + "）"
	}
	return s
}

func (b *Bot) lateWords(m reminders.Milestone, today reminders.Day) string {
	switch left := int(m.Due - today); {
	case m.Status == reminders.Closed || m.Held:
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

func dayWords(d reminders.Day) string {
	t := d.Time()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

func placeOf(clause string) string {
	if strings.HasPrefix(clause, "（") {
		return "第" + clause + "条"
	}
	return clause
}

// actions gives the buttons that the person may press on the milestone. number
// stands before each, to tell the items of a list apart; view comes back with the
// press, to show the same list again.
func actions(who reminders.Person, m reminders.Milestone, number int, view string) []Button {
	var row []Button
	for _, a := range []reminders.Action{reminders.Acknowledge, reminders.Report, reminders.Close, reminders.Return, reminders.Chase} {
		decided := a == reminders.Close || a == reminders.Chase
		if !reminders.May(m, a, who) || a == reminders.Report && m.Status == reminders.Reported || view == heldView && !decided {
			continue
		}
		label := a.String()
		if number > 0 {
			label = fmt.Sprintf("%d %s", number, a)
		}
		row = append(row, Button{Label: label, Data: fmt.Sprintf("%s:%d:%s", string(a), m.ID, view)})
	}
	return row
}
