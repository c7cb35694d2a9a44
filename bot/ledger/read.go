package ledger

import (
	"bytes"
	"time"

	"github.com/xuri/excelize/v2"

	"duban/knowledge/said"
	"duban/reminders"
)

// Filled is a row of a ledger as it came back.
type Filled struct {
	Sheet string // its name; empty in a CSV
	Line  int    // from 1, in that sheet
	Key   string // of the plan
	// Row holds everything that the row shows: all but Key, Urged and Since, and Held only
	// of what is not done. Where people have changed what they were not to change, it holds
	// what they made of it.
	Row     reminders.Milestone
	Action  reminders.Action // empty: nothing is filled in
	Words   string
	Percent int           // with Report: from 1 to 100; 0: not said
	Day     reminders.Day // with Extend and Grant
	Sign    string        // of the row, see Sign; empty: it has none
	Seen    time.Time     // UpdatedAt of the milestone when the ledger was written

	// Columns are the places, from 1, of those of the sheet's columns that Cell names.
	Columns map[string]int
}

// Cell names the row's cell in the column of that heading as people find it, 某计划!S7,
// or the row, where the sheet has no such column.
func (f Filled) Cell(column string) said.Sentence {
	name := said.Of("第{line}行", "row {line}", f.Line)
	if at, ok := f.Columns[column]; ok {
		if s, err := excelize.CoordinatesToCellName(at, f.Line); err == nil {
			name = said.Words(s)
		}
	}
	if f.Sheet != "" {
		name = said.Of("{sheet}!{name}", "{sheet}!{name}", f.Sheet, name)
	}
	return name
}

// Read reads a ledger that WriteXLSX or WriteCSV has written and people have worked on,
// whatever they did to its order, its width and the sheets beside it, and gives all rows
// that can be told by their number, also those with nothing filled in. The error is
// Faults, without rows, if something that was filled in is not right; ErrNothingFilled,
// with the rows; or the said.Error of a file that is no ledger.
func Read(data []byte) ([]Filled, error) {
	r := reader{filled: map[int64]said.Sentence{}}
	err := eachSheet(data, r.sheet)
	switch {
	case err != nil:
		return nil, err
	case r.err != nil:
		return nil, r.err
	case !r.found:
		return nil, ErrNotLedger
	case len(r.faults) > 0:
		return nil, r.faults
	case len(r.filled) == 0:
		return r.rows, ErrNothingFilled
	}
	return r.rows, nil
}

// IsLedger tells whether Read would find a ledger's headings in data. It reads no more
// than the beginning of each sheet.
func IsLedger(data []byte) bool {
	found := false
	err := eachSheet(data, func(t *table) { found = found || t.isLedger() })
	return found && err == nil
}

// isLedger reports whether the beginning of a table holds a ledger's headings.
func (t *table) isLedger() bool {
	n := 0
	for l := range t.rows {
		if n++; n > maxHead {
			break
		}
		if headings(l.cells) != nil {
			return true
		}
	}
	return false
}

// eachSheet visits the sheets of a workbook, or a CSV as one sheet without a name. What
// the file is its content decides.
func eachSheet(data []byte, visit func(*table)) error {
	switch {
	case len(data) > maxFile:
		return ErrTooBig
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return ErrOtherFormat
	case !bytes.HasPrefix(data, []byte("PK\x03\x04")):
		visit(csvTable(data))
		return nil
	}
	a, tabs, err := openArchive(data)
	if err != nil {
		return err
	}
	for _, t := range tabs {
		if visit(a.table(t)); a.err != nil {
			return a.err
		}
	}
	return nil
}

// maxHead is within how many rows of a sheet its headings have to stand.
const maxHead = 50

// signs are the headings by which a ledger is told from other tables.
var signs = []string{columnID, columnPlan, columnSeen, columnAction}

// headings gives the place, from 1, of each of the ledger's columns in a row of headings,
// or nil, if the row is none.
func headings(cells []string) map[string]int {
	at := map[string]int{}
	for i, s := range cells {
		if len(s) > maxHeading {
			continue
		}
		s = plain(s)
		for _, c := range columns {
			if _, twice := at[c.name]; !twice && s == plain(c.name) {
				at[c.name] = i + 1
			}
		}
	}
	for _, m := range signs {
		if at[m] == 0 {
			return nil
		}
	}
	return at
}

// maxHeading is more bytes than a heading has, blanks included.
const maxHeading = 100
