package ledger

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/knowledge/said"
)

// table gives a sheet of the workbook: its rows that have cells, numbers and days as they
// are stored, per cents as they are shown. What goes wrong is in a.err afterwards.
func (a *archive) table(t tab) *table {
	out := &table{name: t.name, hidden: t.hidden, from1904: a.from1904, unseen: map[int]bool{}}
	out.rows = func(yield func(line) bool) {
		out.merged = nil
		a.err = a.scan(t.part, (&sheetReader{archive: a, table: out, yield: yield}).take)
	}
	return out
}

// sheetReader goes through the tokens of a sheet.
type sheetReader struct {
	*archive
	*table
	yield  func(line) bool
	line   line
	column int // of the cell, from 1
	kind   string
	format int
	words  collector
}

func (s *sheetReader) take(t xml.Token) error {
	s.words.take(t)
	switch e := t.(type) {
	case xml.StartElement:
		s.begin(e)
	case xml.EndElement:
		switch e.Name.Local {
		case "c":
			return s.cell()
		case "row":
			if len(s.line.cells) > 0 && !s.yield(s.line) {
				return io.EOF
			}
		}
	}
	return nil
}

func (s *sheetReader) begin(e xml.StartElement) {
	switch e.Name.Local {
	case "col":
		from, _ := strconv.Atoi(attr(e, "min"))
		to, _ := strconv.Atoi(attr(e, "max"))
		for c := max(from, 1); isOn(attr(e, "hidden")) && c <= min(to, maxColumns); c++ {
			s.unseen[c] = true
		}
	case "row":
		s.line = line{number: s.line.number + 1, cells: s.line.cells[:0], hidden: isOn(attr(e, "hidden"))}
		s.column = 0
		if n, err := strconv.Atoi(attr(e, "r")); err == nil {
			s.line.number = n
		}
	case "c":
		s.column, s.kind, s.format = s.column+1, "", 0
		for _, x := range e.Attr {
			switch x.Name.Local {
			case "r":
				if n := columnOf(x.Value); n > 0 {
					s.column = n
				}
			case "t":
				s.kind = x.Value
			case "s":
				s.format, _ = strconv.Atoi(x.Value)
			}
		}
		s.words.end() // what stands outside cells
	case "mergeCell":
		from, to, _ := strings.Cut(attr(e, "ref"), ":")
		left, top, err := excelize.CellNameToCoordinates(from)
		right, bottom, err2 := excelize.CellNameToCoordinates(to)
		if err == nil && err2 == nil && len(s.merged) < maxRows {
			s.merged = append(s.merged, area{left, top, right, bottom})
		}
	}
}

// cell takes over a cell that has ended.
func (s *sheetReader) cell() error {
	text, why := s.words.end()
	text, why = s.archive.shown(text, why, s.kind, s.format)
	if text == "" || s.column > maxColumns {
		return nil
	}
	if s.archive.words += len(text) + 1; s.archive.words > maxWords {
		return ErrTooBig
	}
	for len(s.line.cells) < s.column {
		s.line.cells = append(s.line.cells, "")
	}
	s.line.cells[s.column-1] = text
	if !why.IsZero() {
		if s.line.trouble == nil {
			s.line.trouble = map[int]said.Sentence{}
		}
		s.line.trouble[s.column] = why
	}
	return nil
}

// shown gives the words of a cell of that kind: the shared ones, or its own; and what is
// wrong with them.
func (a *archive) shown(value string, why said.Sentence, kind string, number int) (string, said.Sentence) {
	f := format{}
	if number >= 0 && number < len(a.formats) {
		f = a.formats[number]
	}
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(a.shared) {
			return "", said.Sentence{}
		}
		value, why = a.shared[i], a.trouble[i]
	case "e":
		why = said.Of("这一格的公式出错（{value}），请改成要填的内容。",
			"The formula in this cell fails ({value}); please write what is meant instead.", brief(value))
	case "", "n":
		if !f.percent {
			break
		}
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			value = strconv.FormatFloat(n*100, 'f', -1, 64) + "%"
		}
	}
	if f.struck && why.IsZero() && value != "" {
		why = said.Of("“{value}”是划掉的。不办的请清空，要办的请去掉删除线。",
			"“{value}” is struck out. Please clear the cell if it is not meant, or take the line away if it is.", brief(value))
	}
	return value, why
}

// columnOf gives the column, from 1, of a cell's name, and 0 if it has none.
func columnOf(name string) int {
	n := 0
	for i := 0; i < len(name) && 'A' <= name[i] && name[i] <= 'Z' && n <= maxColumns; i++ {
		n = n*26 + int(name[i]-'A') + 1
	}
	return n
}
