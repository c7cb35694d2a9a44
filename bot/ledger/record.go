package ledger

import (
	"fmt"
	"strings"

	"duban/knowledge/said"
	"duban/reminders"
)

// record writes the last sheet: what people did, as the audit trail has it.
func (w *workbook) record(b Book) error {
	names := []string{"序号", "时间", "单位", "项目", "动作", "办理人", "角色", "由", "到", "内容", "校验码"}
	p, err := w.open(layout{name: recordName, widths: []float64{7, 16, 13, 20, 11, 11, 8, 8, 8, 44, 20},
		head: [2]int{3, 3}, frozen: 4, last: 3 + len(b.Events), filtered: true})
	if err != nil {
		return err
	}
	p.across(36, lookTitle, recordName, len(names))
	p.across(24, lookLine, asOf(b, "时间为北京时间"), len(names))
	p.row(24, p.heads(names...)...)
	for _, e := range b.Events {
		role := ""
		if e.Role != "" { // the program itself has none
			role = e.Role.Label()
		}
		p.row(0, p.value(e.ID, lookNumber), p.value(serialTime(e.At), lookMoment), p.text(e.Unit, lookMiddle), p.text(e.Project, lookWords),
			p.text(e.Action.Label(), lookMiddle), p.text(e.Who, lookMiddle), p.text(role, lookMiddle), p.text(e.From.Label(), lookMiddle),
			p.text(e.To.Label(), lookMiddle), p.text(e.content(), lookWords), p.text(e.Hash, lookCode))
	}
	p.try(p.Flush())
	return p.err
}

// content puts together what was said and what came with it.
func (e Event) content() string {
	var parts []string
	if words := e.Words(); words != "" {
		parts = append(parts, words)
	}
	if e.Source != (reminders.Source{}) {
		parts = append(parts, "据台账"+said.Quote(e.Source.File.Name)+e.Source.Place)
	}
	if e.Percent > 0 {
		parts = append(parts, fmt.Sprintf("完成%d％", e.Percent))
	}
	if e.Day != 0 {
		parts = append(parts, "延期至"+e.Day.Words())
	}
	if e.Confirms != "" {
		parts = append(parts, "确认达到："+e.Confirms)
	}
	if len(e.Evidence) > 0 {
		var names []string
		for _, v := range e.Evidence {
			names = append(names, v.Name)
		}
		parts = append(parts, "附件："+strings.Join(names, "、"))
	}
	return strings.Join(parts, "\n")
}
