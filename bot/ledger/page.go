package ledger

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// page is a sheet that is being written, row after row. The first error stays in err.
type page struct {
	*excelize.StreamWriter
	ids    [looks]int
	widths []float64 // of the columns, in digits
	line   int       // the last that was written
	err    error
}

func (p *page) try(err error) {
	if p.err == nil {
		p.err = err
	}
}

// row writes the next row. A height of 0 makes room for the words: programs that open
// the file do not see to that.
func (p *page) row(height float64, cells ...any) {
	if height == 0 {
		height = p.height(cells)
	}
	p.line++
	p.try(p.SetRow(cellName(1, p.line), cells, excelize.RowOpts{Height: height}))
}

// height gives the points that a row of these cells needs, and at least two lines, so
// that there is room to write.
func (p *page) height(cells []any) float64 {
	lines := 2
	for i, c := range cells {
		c := c.(excelize.Cell)
		if s, ok := c.Value.(string); ok && c.StyleID != p.ids[lookCode] {
			lines = max(lines, wrapped(s, p.widths[i]))
		}
	}
	return min(float64(lines)*14.5+3, excelize.MaxRowHeight)
}

// wrapped gives how many lines words take in a column of that width.
func wrapped(s string, column float64) int {
	lines, used := 1, 0.0
	for _, r := range s {
		wide := 1.0
		if r > 0x2000 { // Chinese, and the punctuation that goes with it
			wide = 2
		}
		if r == '\n' || used+wide > column-1 {
			lines, used = lines+1, 0
		}
		if r != '\n' {
			used += wide
		}
	}
	return lines
}

// across writes a row of one cell that is so many columns wide.
func (p *page) across(height float64, l look, text string, columns int) {
	p.row(height, p.text(text, l))
	p.try(p.MergeCell(cellName(1, p.line), cellName(columns, p.line)))
}

// text makes a cell of words, whatever they are.
func (p *page) text(s string, l look) excelize.Cell {
	if s = clean(s); l == lookWords || l == lookMiddle {
		if led(s) {
			l = lookLiteral
		}
	}
	if s == "" {
		return excelize.Cell{StyleID: p.ids[l]}
	}
	return excelize.Cell{StyleID: p.ids[l], Value: s}
}

// value makes a cell of a number.
func (p *page) value(v any, l look) excelize.Cell {
	return excelize.Cell{StyleID: p.ids[l], Value: v}
}

// heads makes a row of headings.
func (p *page) heads(names ...string) []any {
	var cells []any
	for _, name := range names {
		cells = append(cells, p.text(name, lookHead))
	}
	return cells
}

// asOf says of which day a sheet is, and what else there is to say, on its second line.
func asOf(b Book, more ...string) string {
	return strings.Join(append([]string{"截至" + b.Day.Words()}, more...), " · ")
}

// cellName gives the cell's name from its column and row, both from 1.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil { // no caller goes beyond a sheet
		panic(err)
	}
	return name
}
