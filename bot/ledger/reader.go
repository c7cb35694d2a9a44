package ledger

import (
	"slices"

	"duban/knowledge/said"
)

// reader puts together what a file's sheets hold.
type reader struct {
	found  bool // a ledger's headings
	lines  int  // that are not blank
	rows   []Filled
	faults Faults
	filled map[int64]said.Sentence // the milestones that something is filled in for, and the cell with their number
	err    error
}

// sheet reads a table. One without a ledger's headings is somebody's own.
func (r *reader) sheet(t *table) {
	var at, named map[string]int
	var filled []Filled
	above := 0
	for l := range t.rows {
		if r.lines++; r.lines > maxRows {
			r.err = ErrTooBig
			return
		}
		if at == nil {
			if at = headings(l.cells); at != nil {
				r.found, named = true, map[string]int{}
				for _, c := range slices.Concat(signs, open, identity, []string{columnSign}) {
					named[c] = at[c]
				}
			} else if above++; above >= maxHead {
				return
			}
			continue
		}
		f := Filled{Sheet: t.name, Line: l.number, Columns: named}
		if r.row(&f, t, l, at) {
			filled = append(filled, f)
		}
	}
	r.apart(t, at, filled)
}

// row reads a row of the table, whose headings stand at those places, and reports whether something is filled in there.
func (r *reader) row(f *Filled, t *table, l line, at map[string]int) bool {
	text := func(column string) string {
		if i := at[column]; i > 0 && i <= len(l.cells) {
			return clean(l.cells[i-1])
		}
		return ""
	}
	days := func(s string, counted bool) string {
		if counted && t.from1904 {
			return since1900(s)
		}
		return s
	}
	for _, c := range columns {
		if s := text(c.name); s != "" && c.take != nil {
			c.take(&f.Row, days(s, c.look == lookDay))
		}
	}
	f.Key, f.Seen, f.Sign = f.Row.Plan, f.Row.UpdatedAt, plain(text(columnSign))
	in := entry{
		action: plain(text(columnAction)), percent: visible(text(columnPercent)),
		day: days(visible(text(columnDay)), true), words: visible(text(columnWords)),
	}
	switch {
	case in.action == columnAction || in.action == fillGroup: // headings again, from ledgers put together
	case in != entry{}:
		r.doubts(f, t, l)
		r.check(f, in, text)
		r.rows = append(r.rows, *f)
		return true
	case f.Row.ID != 0:
		r.rows = append(r.rows, *f)
	}
	return false
}

// entry is what somebody has filled in on a row, as it stands there.
type entry struct{ action, percent, day, words string }
