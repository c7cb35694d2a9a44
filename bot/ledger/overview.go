package ledger

import (
	"fmt"

	"duban/reminders"
)

// overview writes the first sheet: how many tasks of each plan and unit stand how. The
// sums are written as numbers: a formula shows nothing where a viewer does not calculate.
func (w *workbook) overview(b Book) error {
	p, err := w.open(layout{name: overviewName, widths: []float64{46, 18, 10, 10, 10, 10, 10, 10}, head: [2]int{3, 3}})
	if err != nil {
		return err
	}
	p.across(36, lookTitle, b.Title, 8)
	p.across(24, lookLine, asOf(b, fmt.Sprintf("%d份计划", len(b.Sheets))), 8)
	heads := p.heads("计划", "责任单位")
	for _, l := range reminders.Lights() {
		heads = append(heads, p.text(l.Label(), lightLooks[l]))
	}
	p.row(24, append(heads, p.heads(reminders.Closed.Label(), "总数")...)...)

	var all []reminders.Milestone
	for _, s := range b.Sheets {
		if len(s.Rows) == 0 {
			continue
		}
		all = append(all, s.Rows...)
		sum := reminders.Summarize(s.Rows, b.Units, b.Day, b.Lights)
		first := p.line + 1
		for _, u := range sum.Units {
			p.counts(lookMiddle, lookNumber, s.Title, u.Unit, u.Counts)
		}
		if p.line > first {
			p.try(p.MergeCell(cellName(1, first), cellName(1, p.line)))
		}
		if len(b.Sheets) > 1 {
			p.counts(lookTotal, lookTotal, "小计", "", sum.Counts)
			p.try(p.MergeCell(cellName(1, p.line), cellName(2, p.line)))
		}
	}
	p.counts(lookTotal, lookTotal, "合计", "", reminders.Summarize(all, b.Units, b.Day, b.Lights).Counts)
	p.try(p.MergeCell(cellName(1, p.line), cellName(2, p.line)))
	p.across(34, lookNote, fmt.Sprintf("红灯：逾期未填报。黄灯：%d天内到期未填报，或逾期待审核。绿灯：已销号或未到期。待核实：导入时已过期，尚未核实。", b.Lights.WarnDays), 8)
	p.try(p.Flush())
	return p.err
}

// counts writes one line of the overview.
func (p *page) counts(words, numbers look, plan, unit string, c reminders.Counts) {
	cells := []any{p.text(plan, words), p.text(unit, words)}
	for _, l := range reminders.Lights() {
		cells = append(cells, p.value(c.Lights[l], numbers))
	}
	p.row(22, append(cells, p.value(c.Statuses[reminders.Closed], numbers), p.value(c.Total, numbers))...)
}
