package ledger

import (
	"encoding/xml"
	"io"
	"iter"
	"strconv"
	"strings"
)

// rows gives the rows of a sheet that have cells, each with its number from 1, and the
// cells from the first column on: numbers and days as they are stored, per cents as
// they are shown. The cells are valid until the next row. What goes wrong is in a.err
// afterwards.
func (a *archive) rows(part string) iter.Seq2[int, []string] {
	return func(yield func(int, []string) bool) {
		var (
			line   int
			cells  []string
			column int // of the cell, from 1
			kind   string
			format int
			words  collector
		)
		a.err = a.scan(part, func(t xml.Token) error {
			words.take(t)
			switch e := t.(type) {
			case xml.StartElement:
				switch e.Name.Local {
				case "row":
					line, column, cells = line+1, 0, cells[:0]
					if n, err := strconv.Atoi(attr(e, "r")); err == nil {
						line = n
					}
				case "c":
					column, kind, format = column+1, "", 0
					for _, x := range e.Attr {
						switch x.Name.Local {
						case "r":
							if n := columnOf(x.Value); n > 0 {
								column = n
							}
						case "t":
							kind = x.Value
						case "s":
							format, _ = strconv.Atoi(x.Value)
						}
					}
					words.end() // what stands outside cells
				}
			case xml.EndElement:
				switch e.Name.Local {
				case "c":
					text := a.shown(words.end(), kind, format)
					if text == "" || column > maxColumns {
						return nil
					}
					if a.words += len(text) + 1; a.words > maxWords {
						return ErrTooBig
					}
					for len(cells) < column {
						cells = append(cells, "")
					}
					cells[column-1] = text
				case "row":
					if len(cells) > 0 && !yield(line, cells) {
						return io.EOF
					}
				case "sheetData":
					return io.EOF
				}
			}
			return nil
		})
	}
}

// shown gives the words of a cell of that kind: the shared ones, or its own.
func (a *archive) shown(value, kind string, format int) string {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(a.shared) {
			return ""
		}
		return a.shared[i]
	case "", "n":
		if format < 0 || format >= len(a.percent) || !a.percent[format] {
			break
		}
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			return strconv.FormatFloat(n*100, 'f', -1, 64) + "%"
		}
	}
	return value
}

// columnOf gives the column, from 1, of a cell's name, and 0 if it has none.
func columnOf(name string) int {
	n := 0
	for i := 0; i < len(name) && 'A' <= name[i] && name[i] <= 'Z' && n <= maxColumns; i++ {
		n = n*26 + int(name[i]-'A') + 1
	}
	return n
}
