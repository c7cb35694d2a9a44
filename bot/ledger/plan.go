package ledger

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"

	"duban/reminders"
)

// planHead are the rows of a plan's headings: the groups, and the columns' names.
var planHead = [2]int{3, 4}

// fillable are the actions that can be asked for in a ledger, as the drop-down offers them.
var fillable = []reminders.Action{
	reminders.Acknowledge, reminders.Report, reminders.Extend, reminders.Grant, reminders.Refuse, reminders.Return, reminders.Close, reminders.Urge,
}

// plan writes a plan's sheet under that name.
func (w *workbook) plan(b Book, s Sheet, name string) error {
	rows := make([]row, len(s.Rows))
	for i, m := range s.Rows {
		rows[i] = b.rowOf(s, m)
	}
	shown := len(columns)
	for columns[shown-1].group == "" {
		shown--
	}
	l := layout{name: name, head: planHead, frozen: frozen, last: planHead[1] + len(rows), filtered: true,
		hidden: func(i int) bool { return columns[i].group == "" || columns[i].spare && blank(columns[i], rows) }}
	for _, c := range columns {
		l.widths = append(l.widths, c.width)
	}
	p, err := w.open(l)
	if err != nil {
		return err
	}
	if len(rows) > 0 {
		if err := w.validate(name, planHead[1]+1, l.last); err != nil {
			return err
		}
	}
	line := asOf(b, s.Key, "请只填右侧“本次填写”各栏，保存后原样发回")
	if s.Key == s.Title {
		line = asOf(b, "请只填右侧“本次填写”各栏，保存后原样发回")
	}
	p.across(36, lookTitle, quoted(s.Title)+"任务台账", shown)
	p.across(24, lookLine, line, shown)
	p.planHeads()
	cells := make([]any, len(columns))
	for _, r := range rows {
		for i, c := range columns {
			cells[i] = p.cell(c, r)
		}
		p.row(0, cells...)
	}
	p.try(p.Flush())
	return p.err
}

// planHeads writes the two rows of headings. A group's heading lies over all its columns.
func (p *page) planHeads() {
	var groups, names []any
	begin := 0
	for i, c := range columns {
		l := lookHead
		if c.group == fillGroup {
			l = lookOpenHead
		}
		groups, names = append(groups, p.text(c.group, l)), append(names, p.text(c.name, l))
		if i+1 == len(columns) || columns[i+1].group != c.group {
			p.try(p.MergeCell(cellName(begin+1, planHead[0]), cellName(i+1, planHead[0])))
			begin = i + 1
		}
	}
	p.row(20, groups...)
	p.row(30, names...)
}

// cell draws what a row shows in that column.
func (p *page) cell(c column, r row) excelize.Cell {
	if c.show == nil {
		return p.value(nil, c.look)
	}
	switch v := c.show(r).(type) {
	case string:
		return p.text(v, c.look)
	case int64:
		if v != 0 {
			return p.value(v, c.look)
		}
	case reminders.Day:
		return p.value(int(v)+epoch, c.look)
	case reminders.Light:
		return p.value(v.Label(), lightLooks[v])
	}
	return p.value(nil, c.look)
}

// blank tells whether none of the rows has anything in that column.
func blank(c column, rows []row) bool {
	for _, r := range rows {
		if v := c.show(r); v != nil && v != "" {
			return false
		}
	}
	return true
}

// validate bounds what the columns that people fill in accept, from the first to the
// last row of milestones.
func (w *workbook) validate(sheet string, first, last int) error {
	var offered []string
	for _, a := range fillable {
		offered = append(offered, a.Label())
	}
	rule := func(column, what string) *excelize.DataValidation {
		v := excelize.NewDataValidation(true)
		i := position(column)
		v.SetSqref(fmt.Sprintf("%s:%s", cellName(i, first), cellName(i, last)))
		v.SetError(excelize.DataValidationErrorStyleStop, column, what)
		v.SetInput(column, what)
		return v
	}
	action := rule(columnAction, "请从下拉里选一项。")
	percent := rule(columnPercent, "填报时填1至100的整数，如80。")
	day := rule(columnDay, "申请延期、同意延期时填新的期限，如2022-3-31。")
	words := rule(columnWords, fmt.Sprintf("填报写进展，其他写理由，%d字以内。", reminders.MaxReason))
	err := errors.Join(
		action.SetDropList(offered),
		percent.SetRange(1, 100, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween),
		day.SetRange(int(earliest)+epoch, int(latest)+epoch, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween),
		words.SetRange(0, reminders.MaxReason, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorBetween),
	)
	for _, v := range []*excelize.DataValidation{action, percent, day, words} {
		err = errors.Join(err, w.AddDataValidation(sheet, v))
	}
	return err
}

// position gives the place, from 1, of the column of that name as it is written.
func position(name string) int {
	for i, c := range columns {
		if c.name == name {
			return i + 1
		}
	}
	panic("no column " + name)
}
