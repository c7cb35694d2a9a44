package document

import (
	"slices"
	"strings"
)

// rtfTable is the open table of an RTF document.
type rtfTable struct {
	defined []rtfCell // of the row that is open, as its definition has them
	merge   rtfCell   // what is said of the cell whose edge comes next
	left    int
	text    []string // paragraphs of the open cell
	cells   []string // ended ones of the open row
	rows    []rtfRow
	size    int
}

type rtfRow struct {
	left  int
	cells []rtfCell
}

// rtfCell is a cell with its right edge in twips, 1/1440 inch.
type rtfCell struct {
	text          string
	edge          int
	beside, under bool // goes on with the cell before it or above it
}

// closeEdges is how far edges in twips may be apart that are meant as one.
const closeEdges = 20

func (t *rtfTable) define() { t.defined, t.merge, t.left = nil, rtfCell{}, 0 }

func (t *rtfTable) edge(at int) {
	if len(t.defined) < maxColumns {
		t.merge.edge = at
		t.defined = append(t.defined, t.merge)
	}
	t.merge = rtfCell{}
}

func (r *rtfReader) endCell() {
	r.endCellText()
	t := &r.table
	t.cells = append(t.cells, strings.Join(t.text, " "))
	t.text = nil
	if len(t.cells) > maxColumns {
		r.err = ErrCells
	}
}

func (r *rtfReader) endRow() {
	t := &r.table
	r.settle()
	if len(t.text) > 0 || !r.line.Blank() {
		r.endCell()
	}
	if len(t.cells) == 0 {
		return
	}
	row := rtfRow{left: t.left}
	for i, text := range t.cells {
		c := rtfCell{}
		if i < len(t.defined) {
			c = t.defined[i]
		} else if i > 0 {
			c.edge = row.cells[len(row.cells)-1].edge + 10*closeEdges
		} else {
			c.edge = t.left + 10*closeEdges
		}
		c.text = text
		if n := len(row.cells); c.beside && n > 0 {
			row.cells[n-1].edge = c.edge
			row.cells[n-1].text = strings.TrimSpace(row.cells[n-1].text + " " + text)
			continue
		}
		row.cells = append(row.cells, c)
	}
	t.cells = nil
	t.rows = append(t.rows, row)
	if t.size += len(row.cells); r.cells+t.size > maxCells {
		r.err = ErrCells
	}
}

// endTable writes the rows that belong together: their columns are those that the edges
// of all cells make.
func (r *rtfReader) endTable() {
	if len(r.table.cells) > 0 || len(r.table.text) > 0 {
		r.endRow()
	}
	rows := r.table.rows
	r.table.rows, r.table.size = nil, 0
	if len(rows) == 0 || r.full() {
		return
	}
	var at []int
	for _, row := range rows {
		at = append(at, row.left)
		for _, c := range row.cells {
			at = append(at, c.edge)
		}
	}
	slices.Sort(at)
	var edges []int
	for _, x := range at {
		if len(edges) == 0 || x-edges[len(edges)-1] > closeEdges {
			edges = append(edges, x)
		}
	}
	column := func(x int) int {
		i, found := slices.BinarySearch(edges, x)
		if !found {
			i--
		}
		return i
	}
	var g grid
	for _, row := range rows {
		var cells []cell
		from := column(row.left)
		if from > 0 {
			cells = append(cells, cell{cols: from})
		}
		for _, c := range row.cells {
			to := max(column(c.edge), from+1)
			cells = append(cells, cell{text: c.text, cols: to - from, continued: c.under})
			from = to
		}
		if g.row(cells); g.err != nil {
			r.err = g.err
			return
		}
	}
	r.missing()
	for _, t := range g.tables() {
		r.writer.table(t)
	}
}
