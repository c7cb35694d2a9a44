package docx

import (
	"fmt"
	"math"
)

// lay lays a table out over the width of the text. Its head is repeated on every page,
// and no row is divided between pages unless it is higher than one.
func lay(t Table) (*table, error) {
	widths, err := split(textWidth, t.Columns)
	if err != nil {
		return nil, err
	}
	whole := dxa(textWidth)
	out := &table{
		Properties: tableProperties{
			Style: &word{string(styleGrid)}, Width: &whole,
			// To the left, programs and versions differ in whether it is the table's words
			// or its lines that are flush with the text.
			Align: &word{"center"},
			// Else a long word makes its column wider.
			Layout: &layout{"fixed"},
		},
		Rows: make([]row, 0, 1+len(t.Rows)),
	}
	head := row{CantSplit: on, Head: on}
	for i, c := range t.Columns {
		out.Grid = append(out.Grid, gridColumn{widths[i]})
		head.Cells = append(head.Cells, cellOf(styleTableHead, c.Name, widths[i], Center))
	}
	out.Rows = append(out.Rows, head)
	for n, words := range t.Rows {
		if len(words) != len(t.Columns) {
			return nil, fmt.Errorf("row %d has %d cells for %d columns", n+1, len(words), len(t.Columns))
		}
		r := row{CantSplit: on, Cells: make([]cell, len(words))}
		for i, w := range words {
			r.Cells[i] = cellOf(styleTableText, w, widths[i], t.Columns[i].Align)
		}
		out.Rows = append(out.Rows, r)
	}
	return out, nil
}

// split divides a width among columns in proportion to their shares, without a remainder.
func split(whole twips, columns []Column) ([]twips, error) {
	sum := 0.0
	for _, c := range columns {
		if !(c.Share > 0) { // nor is NaN
			return nil, fmt.Errorf("column %q has a share of %v", c.Name, c.Share)
		}
		sum += c.Share
	}
	widths := make([]twips, len(columns))
	upTo, done := 0.0, twips(0)
	for i, c := range columns {
		upTo += c.Share
		widths[i] = twips(math.Round(float64(whole)*upTo/sum)) - done
		done += widths[i]
	}
	return widths, nil
}

// cellOf makes a cell of words, a paragraph a line.
func cellOf(style styleID, words string, width twips, a Align) cell {
	c := cell{Width: dxa(width), VAlign: word{"center"}}
	for _, l := range lines(words) {
		c.Paragraphs = append(c.Paragraphs, styled(style, l))
	}
	if len(c.Paragraphs) == 0 { // a cell without a paragraph is a damaged file to Word
		c.Paragraphs = []paragraph{styled(style, "")}
	}
	for i := range c.Paragraphs {
		c.Paragraphs[i].Properties.Align = &word{a.word()}
	}
	return c
}

// word names the alignment as WordprocessingML does.
func (a Align) word() string { return [...]string{"left", "center", "right"}[a] }

// ruled gives tables lines of half a point, and room between them and the words.
func ruled() *tableProperties {
	edge := border{Val: "single", Size: 4, Color: "000000"}
	beside, above := dxa(cellBeside), dxa(cellAbove)
	return &tableProperties{
		Borders: &borders{edge, edge, edge, edge, edge, edge},
		Margins: &margins{Top: above, Left: beside, Bottom: above, Right: beside},
	}
}
