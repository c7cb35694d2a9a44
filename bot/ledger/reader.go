package ledger

import (
	"iter"
	"strings"
)

// reader puts together what a file's sheets hold.
type reader struct {
	found  bool // a ledger's headings
	lines  int  // that are not blank
	rows   []Filled
	faults Faults
	filled map[int64]string // the milestones that something is filled in for, and the cell with their number
	err    error
}

// sheet reads the table on a sheet. A sheet without a ledger's headings is somebody's own.
func (r *reader) sheet(name string, rows iter.Seq2[int, []string]) {
	var at map[string]int
	above := 0
	for line, cells := range rows {
		if r.lines++; r.lines > maxRows {
			r.err = ErrTooBig
			return
		}
		if at == nil {
			if at = headings(cells); at != nil {
				r.found = true
			} else if above++; above >= maxHead {
				return
			}
			continue
		}
		r.row(Filled{Sheet: name, Line: line, columns: at}, cells)
	}
}

// row reads a row of the table.
func (r *reader) row(f Filled, cells []string) {
	text := func(column string) string {
		if i := f.columns[column]; i > 0 && i <= len(cells) {
			return clean(cells[i-1])
		}
		return ""
	}
	for _, c := range columns {
		if s := text(c.name); s != "" && c.take != nil {
			c.take(&f.Row, s)
		}
	}
	f.Key, f.Seen = f.Row.Plan, f.Row.UpdatedAt
	in := entry{
		action: plain(text(columnAction)), percent: strings.TrimSpace(text(columnPercent)),
		day: strings.TrimSpace(text(columnDay)), words: strings.TrimSpace(text(columnWords)),
	}
	switch {
	case in.action == columnAction || in.action == fillGroup: // headings again, from ledgers put together
	case in != entry{}:
		r.check(&f, in, text)
		r.rows = append(r.rows, f)
	case f.Row.ID != 0:
		r.rows = append(r.rows, f)
	}
}

// entry is what somebody has filled in on a row, as it stands there.
type entry struct{ action, percent, day, words string }
