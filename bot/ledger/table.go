package ledger

import (
	"iter"
	"slices"
	"strconv"

	"duban/knowledge/said"
)

// table is a sheet of a workbook, or a CSV, as it is read.
type table struct {
	name   string
	rows   iter.Seq[line]
	hidden bool // nobody sees the sheet
	// from1904 is whether days are counted from 1904-01-01, as on old Macs.
	from1904 bool
	shown    bool         // cells hold what is shown, not what is stored
	unseen   map[int]bool // columns that are hidden, from 1
	merged   []area       // known when the rows have been read
}

// line is a row of a table.
type line struct {
	number  int
	cells   []string              // from the first column on; valid until the next row
	trouble map[int]said.Sentence // why the words in a column, from 1, cannot be taken as they are
	hidden  bool
}

// area is what a merged cell covers, from 1.
type area struct{ left, top, right, bottom int }

func (a area) String() string { return cellName(a.left, a.top) + ":" + cellName(a.right, a.bottom) }

// days1904 is how many days earlier a spreadsheet counts that counts from 1904.
const days1904 = 1462

// since1900 gives a day that is counted from 1904 as all others are counted. A day that
// is written out stays as it is.
func since1900(s string) string {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= 0 && n < lastSerial) {
		return s
	}
	return strconv.FormatFloat(n+days1904, 'f', -1, 64)
}

// open are the columns that people fill in.
var open = []string{columnAction, columnPercent, columnDay, columnWords}

// doubts notes what stands in the way of taking what is filled in on a row as it is.
func (r *reader) doubts(f *Filled, t *table, l line) {
	fault := func(column string, what said.Sentence) { r.faults = append(r.faults, Fault{f.Cell(column), what}) }
	switch {
	case t.hidden:
		fault(columnAction, said.Of("这张工作表是隐藏的，却填了内容。请取消隐藏，核对后再发；不办的请清空。",
			"This sheet is hidden, and yet filled in. Please show it, check it and send the file again; clear what is not meant."))
	case l.hidden:
		fault(columnAction, said.Of("这一行是隐藏的（或被筛选掉了），却填了内容。请取消隐藏或筛选，核对后再发；不办的请清空。",
			"This row is hidden (or filtered out), and yet filled in. Please show it, check it and send the file again; clear what is not meant."))
	}
	for _, column := range open {
		at := f.Columns[column]
		if at < 1 || at > len(l.cells) || l.cells[at-1] == "" {
			continue
		}
		if why := l.trouble[at]; !why.IsZero() {
			fault(column, why)
		}
		if t.unseen[at] {
			fault(column, said.Of("这一列是隐藏的，却填了内容。请取消隐藏，核对后再发；不办的请清空。",
				"This column is hidden, and yet filled in. Please show it, check it and send the file again; clear what is not meant."))
		}
	}
	for _, column := range []string{columnID, columnSeen} {
		if at := f.Columns[column]; t.shown && at > 0 && at <= len(l.cells) && rounded(l.cells[at-1]) {
			fault(column, said.Of("{column}“{cell}”被表格软件写成了科学计数，后几位没有了，对不上原来的台账。请改用XLSX台账填写，或从导出的台账把这一列重新复制过来。",
				"“{cell}” ({column}) was rounded by the spreadsheet program, and its last digits are lost: it no longer fits the ledger. Please fill in the XLSX ledger, or copy this column anew from the exported one.", column, brief(l.cells[at-1])))
		}
	}
}

// apart notes the merged cells over what is filled in: which of their rows it is for
// cannot be told.
func (r *reader) apart(t *table, at map[string]int, filled []Filled) {
	for _, a := range t.merged {
		over := slices.ContainsFunc(open, func(column string) bool { return a.left <= at[column] && at[column] <= a.right })
		i := slices.IndexFunc(filled, func(f Filled) bool { return a.top <= f.Line && f.Line <= a.bottom })
		if !over || i < 0 || a.left == a.right && a.top == a.bottom {
			continue
		}
		cell := cellName(a.left, a.top)
		if t.name != "" {
			cell = t.name + "!" + cell
		}
		r.faults = append(r.faults, Fault{said.Words(cell), said.Of("{area}是合并的单元格，分不清里面的内容是填给哪一格的。请取消合并，每行各填各的。",
			"{area} is a merged cell, and it cannot be told which row it is for. Please split it and fill in each row by itself.", a.String())})
	}
}
