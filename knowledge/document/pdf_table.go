package document

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// ruled is a table that drawn lines make.
type ruled struct {
	box
	xs, ys []float64 // edges of the columns from left to right, of the rows from top to bottom
	root   []int     // by place, row after row: the place in which its cell begins
	rows   [][]place
}

// near is how far lines may be apart that are meant as one.
const near = 3.0

// tablesOf finds the tables of a page. Its other characters come back as rest.
func tablesOf(p page) (tables []ruled, rest []glyph) {
	rest = p.glyphs
	for _, t := range framesOf(p.rules) {
		rest = t.fill(rest)
		if len(t.rows) > 0 {
			tables = append(tables, t)
		}
	}
	return tables, rest
}

// framesOf finds the tables that lines make, from the top of the page to its bottom,
// without their words.
func framesOf(rules []rule) (tables []ruled) {
	for _, part := range touching(rules) {
		t := ruled{}
		for i, r := range part {
			if t.box = t.union(r.box); i == 0 {
				t.box = r.box
			}
			if r.across() {
				t.ys = append(t.ys, r.midY())
			} else {
				t.xs = append(t.xs, r.midX())
			}
		}
		t.xs, t.ys = edges(t.xs), edges(t.ys)
		slices.Reverse(t.ys)
		if len(t.xs) < 3 || len(t.ys) < 2 || len(t.xs)*len(t.ys) > maxCells {
			continue
		}
		t.merge(part)
		tables = append(tables, t)
	}
	slices.SortStableFunc(tables, func(a, b ruled) int { return int(math.Copysign(1, b.top-a.top)) })
	return tables
}

// maxRules is how many lines of a page are looked at; beyond it is a drawing.
const maxRules = 6000

// touching groups the lines that meet each other.
func touching(rules []rule) [][]rule {
	if len(rules) > maxRules {
		return nil
	}
	group := make([]int, len(rules))
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	order := make([]int, len(rules))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(math.Copysign(1, rules[a].left-rules[b].left)) })
	for n, i := range order {
		for _, j := range order[n+1:] {
			if rules[j].left > rules[i].right+near {
				break
			}
			if rules[i].bottom-near <= rules[j].top && rules[j].bottom-near <= rules[i].top {
				group[find(j)] = find(i)
			}
		}
	}
	index := map[int]int{}
	var out [][]rule
	for i, r := range rules {
		root := find(i)
		k, known := index[root]
		if !known {
			k = len(out)
			index[root] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], r)
	}
	return out
}

// edges brings positions that are meant as one together, in rising order.
func edges(at []float64) []float64 {
	slices.Sort(at)
	var out []float64
	for _, x := range at {
		if len(out) == 0 || x-out[len(out)-1] > near {
			out = append(out, x)
		}
	}
	return out
}

// drawnBy tells whether a line is on one of the table's edges.
func (t *ruled) drawnBy(r rule) bool {
	inside := r.left <= t.right+near && r.right >= t.left-near && r.bottom <= t.top+near && r.top >= t.bottom-near
	at, of := r.midX(), t.xs
	if r.across() {
		at, of = r.midY(), t.ys
	}
	return inside && slices.ContainsFunc(of, func(edge float64) bool { return math.Abs(edge-at) <= near })
}

// merge makes one cell of the places that no line parts. An edge that parts none, such
// as a stroke within a cell, is none.
func (t *ruled) merge(rules []rule) {
	t.roots(rules)
	rows, cols := len(t.ys)-1, len(t.xs)-1
	var ys []float64
	for i, y := range t.ys {
		parts := i == 0 || i == rows
		for j := range cols {
			parts = parts || t.root[i*cols+j] != t.root[(i-1)*cols+j]
		}
		if parts {
			ys = append(ys, y)
		}
	}
	if len(ys) < len(t.ys) {
		t.ys = ys
		t.roots(rules)
	}
}

// roots finds the place in which the cell of each place begins.
func (t *ruled) roots(rules []rule) {
	rows, cols := len(t.ys)-1, len(t.xs)-1
	covers := func(along bool, at, from, to float64) bool {
		mid := (from + to) / 2
		for _, r := range rules {
			if r.across() != along {
				continue
			}
			if along && math.Abs(r.midY()-at) <= near && r.left-near <= mid && r.right+near >= mid ||
				!along && math.Abs(r.midX()-at) <= near && r.bottom-near <= mid && r.top+near >= mid {
				return true
			}
		}
		return false
	}
	// A place belongs to the cell that begins up and left of it where no line parts them.
	t.root = make([]int, rows*cols)
	root := t.root
	for i := range rows {
		for j := range cols {
			k := i*cols + j
			root[k] = k
			if j > 0 && !covers(false, t.xs[j], t.ys[i+1], t.ys[i]) {
				root[k] = root[k-1]
			}
			if i > 0 && !covers(true, t.ys[i], t.xs[j], t.xs[j+1]) {
				root[k] = root[k-cols]
			}
		}
	}
}

// cells gives what each cell covers, by the place in which it begins; nothing for the
// other places.
func (t *ruled) cells() []box {
	cols := len(t.xs) - 1
	out := make([]box, len(t.root))
	for k, root := range t.root {
		i, j := k/cols, k%cols
		b := box{t.xs[j], t.xs[j+1], t.ys[i+1], t.ys[i]}
		if !out[root].empty() {
			b = b.union(out[root])
		}
		out[root] = b
	}
	return out
}

// fill puts the characters into the cells and gives those that are in none.
func (t *ruled) fill(glyphs []glyph) (rest []glyph) {
	cols := len(t.xs) - 1
	inside := make([][]glyph, len(t.root))
	for _, g := range glyphs {
		i := slices.IndexFunc(t.ys[1:], func(y float64) bool { return g.midY() > y })
		j := slices.IndexFunc(t.xs[1:], func(x float64) bool { return g.midX() < x })
		if i < 0 || j < 0 || g.midY() > t.ys[0] || g.midX() < t.xs[0] {
			rest = append(rest, g)
			continue
		}
		k := t.root[i*cols+j]
		inside[k] = append(inside[k], g)
	}
	words := make([]string, len(t.root))
	for k, of := range inside {
		for _, l := range linesOf(of) {
			words[k] = joined(words[k], l.text)
		}
	}
	t.write(words)
	return rest
}

// write makes the rows of the cells' words, which stand where the cells begin. A table
// without words has none.
func (t *ruled) write(words []string) {
	root, cols := t.root, len(t.xs)-1
	if !slices.ContainsFunc(words, func(s string) bool { return s != "" }) {
		return
	}
	for i := range len(t.ys) - 1 {
		row := make([]place, cols)
		whole := true
		for j := range cols {
			k := i*cols + j
			row[j] = place{text: words[root[k]], begin: root[k]%cols == j, over: root[k]/cols != i}
			whole = whole && root[k] == root[i*cols]
		}
		if whole {
			for j := 1; j < cols; j++ {
				row[j].text = ""
			}
		}
		t.rows = append(t.rows, row)
	}
}

// parts splits a table where another one touches it: where its head comes again, or
// below a line that hardly any column's edge crosses.
func (t ruled) parts() []ruled {
	var out []ruled
	start := 0
	inner := func(row []place) map[int]bool {
		at := map[int]bool{}
		for j, p := range row {
			if j > 0 && p.begin {
				at[j] = true
			}
		}
		return at
	}
	above := map[int]bool{}
	for i, row := range t.rows {
		here := inner(row)
		shared := 0
		for j := range here {
			if above[j] {
				shared++
			}
		}
		again := i > start && len(cellsIn(row)) > 1 && slices.Equal(cellsIn(row), cellsIn(t.rows[start]))
		if again || i > start && 2*shared < min(len(here), len(above)) {
			out = append(out, t.cut(start, i))
			start, above = i, map[int]bool{}
		}
		for j := range here {
			above[j] = true
		}
	}
	return append(out, t.cut(start, len(t.rows)))
}

// cut takes rows as a table of their own, with the columns that they have.
func (t ruled) cut(from, to int) ruled {
	out := ruled{box: t.box, ys: t.ys[from : to+1], rows: make([][]place, to-from)}
	out.top, out.bottom = out.ys[0], out.ys[len(out.ys)-1]
	for j := range t.rows[from] {
		begins := j == 0
		for _, row := range t.rows[from:to] {
			begins = begins || row[j].begin
		}
		if !begins {
			continue
		}
		out.xs = append(out.xs, t.xs[j])
		for i, row := range t.rows[from:to] {
			out.rows[i] = append(out.rows[i], row[j])
		}
	}
	out.xs = append(out.xs, t.xs[len(t.xs)-1])
	return out
}

// head gives the words of the first row.
func (t ruled) head() []string { return cellsIn(t.rows[0]) }

// until splits t before a later row that holds the words of head: there another
// table begins.
func (t ruled) until(head []string) (ruled, *ruled) {
	for i, row := range t.rows {
		if i > 0 && len(head) > 1 && slices.Equal(cellsIn(row), head) {
			rest := t.cut(i, len(t.rows))
			return t.cut(0, i), &rest
		}
	}
	return t, nil
}

// goesOn tells whether next, the first thing on a page, goes on with t, the last
// thing on the page before: their columns stand in the same places.
func (t ruled) goesOn(next ruled) bool {
	if more, _ := next.until(t.head()); len(more.rows) > 0 {
		next = more
	}
	return len(t.xs) == len(next.xs) && !slices.ContainsFunc(t.xs, func(x float64) bool {
		return !slices.ContainsFunc(next.xs, func(y float64) bool { return math.Abs(x-y) <= 2*near })
	})
}

// datedRe finds a cell that holds a year or a number and nothing else.
var datedRe = regexp.MustCompile(`^\d+年?$`)

// join adds the rows of next: without a head that is printed again, and with a row
// that the page's end has cut put together. That row shows by a blank where every
// row has words, in a column without merged cells.
func (t *ruled) join(next ruled) (cut bool) {
	rows := next.rows
	if len(t.rows) > 0 && len(rows) > 0 && slices.Equal(cellsIn(rows[0]), cellsIn(t.rows[0])) {
		rows = rows[1:]
	}
	if len(rows) == 0 {
		return false
	}
	last, first := t.rows[len(t.rows)-1], rows[0]
	for j := range first {
		filled := true
		for _, r := range t.rows {
			filled = filled && !r[j].over && strings.TrimSpace(r[j].text) != ""
		}
		for _, r := range rows {
			filled = filled && !r[j].over
		}
		cut = cut || filled && strings.TrimSpace(first[j].text) == ""
	}
	for j := range first { // two years are no cell in two parts
		cut = cut && !(datedRe.MatchString(squeeze(last[j].text)) && datedRe.MatchString(squeeze(first[j].text)))
	}
	if cut {
		for j := range first {
			if last[j].begin || j == 0 || last[j].text != last[j-1].text {
				last[j].text = joined(last[j].text, first[j].text)
			} else {
				last[j].text = last[j-1].text
			}
		}
		rows = rows[1:]
	}
	t.rows = append(t.rows, carried(rows, last)...)
	return cut
}

// carried writes the words of a merged cell that the page's end has cut into the
// rows that it covers on the next page, where it is printed empty.
func carried(rows [][]place, last []place) [][]place {
	if len(rows) == 0 {
		return nil
	}
	for j := range rows[0] {
		cut := rows[0][j].over || last[j].over || len(rows) > 1 && rows[1][j].over
		if !cut || strings.TrimSpace(rows[0][j].text) != "" {
			continue
		}
		for i := range rows {
			if i > 0 && !rows[i][j].over {
				break
			}
			rows[i][j].text, rows[i][j].over = last[j].text, true
		}
	}
	return rows
}
