package talk

import (
	"fmt"
	"strconv"
	"strings"

	"duban/bot/docx"
	"duban/knowledge/zh"
	"duban/reminders"
)

// briefDocument writes a brief as an office hands it on: overall figures, by unit, what
// is late, what is next.
func (b *Bot) briefDocument(g briefing, today reminders.Day) docx.Brief {
	name := chinese.period(g.period)
	did := name + "没有办理记录。"
	if words := chinese.did(g); words != "" {
		did = name + "共" + words + "。"
	}
	closed, of := g.summary.Closed()
	overall := []string{
		fmt.Sprintf("截至%s，共有任务%d项，已销号%d项%s，逾期未填报%d项。", today.Words(), of, closed, chinese.rate(closed, of), g.summary.Overdue),
		did,
	}
	if b.several() {
		overall = append([]string{"本期涉及《" + strings.Join(b.Library.Books().Titles(), "》《") + "》。"}, overall...)
	}
	return docx.Brief{Title: "督查简报", Period: name, Day: today, Sections: []docx.Section{
		{Heading: "总体情况", Paragraphs: overall},
		{Heading: "各单位情况", Table: b.unitTable(g.summary)},
		{Heading: "逾期任务", Table: b.taskTable(g.late, today, "没有逾期的任务。")},
		{Heading: fmt.Sprintf("今后%d个月到期的任务", ahead), Table: b.taskTable(g.next, today, "没有到期的任务。")},
	}}
}

func (b *Bot) unitTable(s reminders.Summary) docx.Table {
	table := docx.Table{Empty: "台账里还没有任务。", Columns: []docx.Column{
		{Name: "责任单位", Share: 3}, {Name: "任务", Share: 1, Align: docx.Right}, {Name: "已销号", Share: 1.2, Align: docx.Right},
		{Name: "红灯", Share: 1, Align: docx.Right}, {Name: "黄灯", Share: 1, Align: docx.Right}, {Name: "绿灯", Share: 1, Align: docx.Right}, {Name: "待核实", Share: 1.2, Align: docx.Right},
	}}
	row := func(name string, c reminders.Counts) {
		closed, of := c.Closed()
		cells := []string{name, strconv.Itoa(of), strconv.Itoa(closed)}
		for _, l := range reminders.Lights() {
			cells = append(cells, strconv.Itoa(c.Lights[l]))
		}
		table.Rows = append(table.Rows, cells)
	}
	for _, u := range b.inOrder(s.Units) {
		row(u.Unit, u.Counts)
	}
	if len(s.Units) > 1 {
		row("合计", s.Counts)
	}
	return table
}

func (b *Bot) taskTable(all []reminders.Milestone, today reminders.Day, empty string) docx.Table {
	table := docx.Table{Empty: empty, Columns: []docx.Column{
		{Name: "责任单位", Share: 5}, {Name: "项目", Share: 8}, {Name: "目标", Share: 8}, {Name: "期限", Share: 8, Align: docx.Center}, {Name: "状态", Share: 6, Align: docx.Center},
	}}
	for _, m := range all {
		status := m.Status.Label()
		if m.Overdue(today) {
			status += fmt.Sprintf("，逾期%d天", -m.DaysLeft(today))
		}
		due := m.Due.String()
		if m.Convention && !m.Extended() {
			due += chinese.inBrackets(chinese.word(wordConvention))
		}
		table.Rows = append(table.Rows, []string{chinese.owners(m), m.Name(), zh.Unspaced(m.Goal), due, status})
	}
	return table
}
