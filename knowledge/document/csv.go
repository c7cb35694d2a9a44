package document

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// Limits that tell a table written as text from text.
const (
	fewestRows  = 3  // of the table
	longestName = 40 // characters of a title's or a column's
	mostAlone   = 2  // lines before it, and as many after it, that are no row
)

// csvRows gives the rows of text that is a table written with a sign between the cells
// (RFC 4180), and nil for any other: all rows have the same number of cells, a title
// above them and a note below them aside.
func csvRows(text string) [][]string {
	var best [][]string
	width := 1
	for _, sign := range []rune{',', ';', '\t', '|', '｜'} {
		if !strings.ContainsRune(text, sign) {
			continue
		}
		if rows, n := rowsBy(text, sign); n > width {
			best, width = rows, n
		}
	}
	return best
}

// rowsBy parses text with a sign between the cells. The width is 0 where it is no table.
func rowsBy(text string, sign rune) (rows [][]string, width int) {
	for l := range strings.Lines(text) { // before a row is taken apart
		if strings.Count(l, string(sign)) > maxCells {
			return nil, 0
		}
	}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord = sign, -1
	cells := 0
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if cells += len(row); err != nil || cells > maxCells || len(row) > maxColumns {
			return nil, 0
		}
		rows = append(rows, row)
	}
	first, last := -1, -1 // of the rows; a title above them may be written as one with blank cells
	for i, r := range rows {
		if len(r) > 1 {
			last = i
		}
		if first < 0 && filledIn(r) > 1 {
			first = i
		}
	}
	if first < 0 || !isHead(rows[first]) || first > mostAlone || len(rows)-1-last > mostAlone || last-first+1 < fewestRows {
		return nil, 0
	}
	for i, r := range rows[:last+1] {
		if i < first && !isHead(r) || len(r) != len(rows[first]) && (i >= first || len(r) > 1) {
			return nil, 0
		}
	}
	return rows, len(rows[first])
}

// isHead reports whether a row can be the head of a table or a title: names, no sentences.
func isHead(row []string) bool {
	for _, c := range row {
		if utf8.RuneCountInString(c) > longestName || strings.ContainsAny(c, "。；！？") {
			return false
		}
	}
	return true
}

// filledIn counts the cells that are not blank.
func filledIn(row []string) int {
	n := 0
	for _, c := range row {
		if plain(c) != "" {
			n++
		}
	}
	return n
}

func writeCSV(w *writer, rows [][]string) {
	s := sheet{}
	for _, r := range rows {
		if strings.Trim(strings.Join(r, ""), " -:") != "" { // the line below the head of a table in Markdown
			s.rows = append(s.rows, r)
		}
	}
	s.write(w)
}
