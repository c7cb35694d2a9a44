package ledger

import (
	"bytes"
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"duban/reminders"
)

// bom tells spreadsheet programs that a text is UTF-8 and not in the system's encoding.
const bom = "\ufeff"

// WriteCSV writes the milestones of all plans as one table, with the columns of a plan's
// sheet. No cell is taken for a formula: those that might be begin with an apostrophe,
// which Read takes away.
func WriteCSV(w io.Writer, b Book) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	for _, s := range b.Sheets {
		for _, m := range s.Rows {
			r := b.rowOf(s, m)
			for i, c := range columns {
				cells[i] = c.csv(r)
			}
			if err := out.Write(cells); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// csv gives what a row shows in that column as the text of a CSV's cell.
func (c column) csv(r row) string {
	if c.show == nil {
		return ""
	}
	switch v := c.show(r).(type) {
	case string:
		return Guarded(clean(v))
	case int64:
		if v != 0 {
			return strconv.FormatInt(v, 10)
		}
	case reminders.Day:
		return v.String()
	case reminders.Light:
		return v.Label()
	}
	return ""
}

// csvTable gives the rows of a CSV in UTF-8, UTF-16 or, as Excel saves it in China,
// GB18030. Its cells are parted by commas, semicolons or, as in what Excel calls Unicode
// text, tabs: whichever shows the headings.
func csvTable(data []byte) *table {
	text, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), data)
	if err == nil && !utf8.Valid(text) {
		// Every sequence of bytes decodes to something; the headings tell whether it is a ledger.
		text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	}
	if err != nil {
		text = data
	}
	for _, comma := range []rune{',', ';', '\t'} {
		if t := (&table{shown: true, rows: csvRows(text, comma)}); t.isLedger() {
			return t
		}
	}
	return &table{shown: true, rows: csvRows(text, ',')}
}

// maxInLine is more cells than a line of a table has that people work on. One with more is
// none of ours, and is not taken apart.
const maxInLine = 10_000

// csvRows gives the rows of a CSV, each with its number from 1; none where a line has too
// many cells.
func csvRows(text []byte, comma rune) iter.Seq[line] {
	return func(yield func(line) bool) {
		for l := range bytes.Lines(text) {
			if bytes.Count(l, []byte{byte(comma)}) > maxInLine {
				return
			}
		}
		in := csv.NewReader(bytes.NewReader(text))
		in.Comma, in.FieldsPerRecord, in.LazyQuotes, in.ReuseRecord = comma, -1, true, true
		for n := 1; ; n++ {
			cells, err := in.Read()
			if err != nil { // the end: loose quotes and any number of cells are accepted
				return
			}
			for i, s := range cells {
				cells[i] = unguarded(s)
			}
			if !yield(line{number: n, cells: cells}) {
				return
			}
		}
	}
}
