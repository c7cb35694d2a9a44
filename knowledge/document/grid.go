package document

import "slices"

// cell is one cell of a table as a file describes it.
type cell struct {
	text       string
	cols, rows int  // that it covers; 0 is 1
	continued  bool // goes on with the cell above it (DOCX)
}

// grid brings rows of merged cells to rows of equal length. A merged cell's words
// stand in every place that it covers: what is said once for three rows holds for
// each. A row that is one merged cell has its words in the first place alone.
type grid struct {
	rows  [][]place
	below []pending // by column: what reaches down from rows above
	err   error
}

// place is one place of the grid.
type place struct {
	text  string
	begin bool // a cell's first column
	over  bool // the cell begins in a row above
}

type pending struct {
	place
	rows int
}

func (g *grid) row(cells []cell) {
	var out []place
	whole := len(cells) == 1
	fill := func() { // places that cells above cover
		for len(out) < len(g.below) && g.below[len(out)].rows > 0 {
			p := &g.below[len(out)]
			p.rows--
			whole = false
			out = append(out, p.place)
		}
	}
	for _, c := range cells {
		fill()
		cols, rows := clamp(c.cols), clamp(c.rows)
		if len(out)+cols > maxColumns {
			g.err = ErrCells
			return
		}
		text := c.text
		if c.continued && len(g.rows) > 0 {
			if above := g.rows[len(g.rows)-1]; len(out) < len(above) {
				text = above[len(out)].text
			}
		}
		for i := range cols {
			if i > 0 && whole {
				text = ""
			}
			p := place{text: text, begin: i == 0}
			for len(g.below) <= len(out) {
				g.below = append(g.below, pending{})
			}
			if rows > 1 {
				g.below[len(out)] = pending{p, rows - 1}
			}
			out = append(out, p)
		}
	}
	fill()
	g.rows = append(g.rows, out)
}

func clamp(n int) int { return max(1, min(n, maxSpan)) }

// tables gives the rows filled up to the same length. Where the first row comes
// again another table begins: tables that touch are often stored as one, with a
// column for every edge that any of them has.
func (g *grid) tables() [][][]string {
	var all [][][]string
	for from := 0; from < len(g.rows); {
		to := from + 1
		for to < len(g.rows) && !(len(cellsIn(g.rows[from])) > 1 && slices.Equal(cellsIn(g.rows[to]), cellsIn(g.rows[from]))) {
			to++
		}
		all = append(all, filled(g.rows[from:to]))
		from = to
	}
	return all
}

func cellsIn(row []place) []string {
	var out []string
	for _, p := range row {
		if s := plain(p.text); p.begin && s != "" {
			out = append(out, s)
		}
	}
	return out
}

// filled gives rows of equal length, without columns in which no cell begins and
// those that are blank in every row.
func filled(rows [][]place) [][]string {
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	begins, used := make([]bool, width), make([]bool, width)
	for _, r := range rows {
		for j, p := range r {
			begins[j] = begins[j] || p.begin
			used[j] = used[j] || plain(p.text) != ""
		}
	}
	out := make([][]string, len(rows))
	for i, r := range rows {
		for j := range width {
			if !begins[j] || !used[j] {
				continue
			}
			text := ""
			if j < len(r) {
				text = r[j].text
			}
			out[i] = append(out[i], text)
		}
	}
	return out
}
