package gongwen

import (
	"slices"
	"strings"
)

// gridRows deals lines out to the columns by counting alone, blank lines as blank
// cells. It gives nil where the cells under a heading are not of its kind; else the
// rows, and how well a line fits on the average. above is the last line of the head.
func (r *reader) gridRows(h tableHead, above block, lines []block) ([]block, float64) {
	width := len(h.of)
	breaks := func(a, b block) int {
		return strings.Count(strings.ReplaceAll(r.source[a.end:b.start], "\r\n", "\n"), "\n")
	}
	spacing := breaks(above, lines[0])
	for i := 1; i < len(lines); i++ {
		spacing = min(spacing, breaks(lines[i-1], lines[i]))
	}
	if spacing < 1 {
		return nil, 0
	}
	var rows []block
	var cells []string
	from, fits, n, wrong := 0, 0.0, 0, 0
	last := above
	for i, l := range lines {
		for range breaks(last, l)/spacing - 1 {
			if cells = append(cells, ""); len(cells) == width {
				if i == from { // a row of blank cells
					return nil, 0
				}
				rows, cells, from = append(rows, gridRow(lines[from:i], cells)), nil, i
			}
		}
		last = l
		fit := fitOf(h.of[len(cells)], squeeze(l.text))
		fits, n = fits+fit, n+1
		if fit < 0 {
			wrong++
		}
		if cells = append(cells, squeeze(l.text)); len(cells) == width {
			rows, cells, from = append(rows, gridRow(lines[from:i+1], cells)), nil, i+1
		}
	}
	if cells != nil {
		rows = append(rows, gridRow(lines[from:], padded(cells, width)))
	}
	if 20*wrong > n {
		return nil, 0
	}
	return rows, fits/float64(n) + 0.5
}

func gridRow(lines []block, cells []string) block {
	row := rowOf(lines, cells)
	row.exact = true
	return row
}

// mostEven bounds the width of a table that is found by its form alone, and how long
// its cells are.
const (
	mostEven    = 8
	longestEven = 60
	evenRows    = 3 // from which the kinds of its columns are taken
)

// shortRuns counts for each block the short lines that follow each other from there on.
func shortRuns(blocks []block) []int {
	runs := make([]int, len(blocks))
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		if endsTable(b) || runes(b.text) > longestEven || strings.ContainsAny(b.text, "。；") || isNumbered(b.text) {
			continue
		}
		runs[i] = 1
		if i+1 < len(blocks) {
			runs[i] = min(runs[i+1]+1, mostLines)
		}
	}
	return runs
}

// evenTable finds a table whose headings nobody knows: line after line, in a width that
// stays, come cells of the same kinds, of which the headings are none.
func evenTable(blocks []block) lineTable {
	var best lineTable
	n := len(blocks)
	if n < fewestColumns*(1+evenRows) {
		return best
	}
	for width := fewestColumns; width <= mostEven && width*(1+evenRows) <= n; width++ {
		rows := evenly(blocks[:n], width)
		if lines := width * (1 + rows); rows >= evenRows && lines > best.lines {
			best = lineTable{lines: lines}
			var titles []string
			for _, l := range blocks[:width] {
				titles = append(titles, squeeze(l.text))
			}
			best.tableHead = newHead([][]string{titles})
			for k := 1; k <= rows; k++ {
				var cells []string
				for _, l := range blocks[k*width : (k+1)*width] {
					cells = append(cells, squeeze(l.text))
				}
				best.rows = append(best.rows, gridRow(blocks[k*width:(k+1)*width], cells))
			}
		}
	}
	return best
}

// kinds of cells that tell a column.
const (
	evenText = iota
	evenSerial
	evenCount
	evenTerm
	evenUnits
)

func evenKind(text string) int {
	_, dated := periodCell(text)
	switch {
	case integerRe.MatchString(text):
		return evenSerial
	case dated || runes(text) <= 24 && termRe2.MatchString(text):
		return evenTerm
	case runes(text) <= 16 && valueRe.MatchString(text):
		return evenCount
	case isUnitList(text):
		return evenUnits
	}
	return evenText
}

// evenly counts the rows of that width under a head of that width, 0 where the lines
// are no table of it.
func evenly(lines []block, width int) int {
	var titles []string
	dated := 0
	for _, l := range lines[:width] {
		t := squeeze(l.text)
		if _, ok := periodOf(t); ok {
			dated++
		} else if evenKind(t) != evenText {
			return 0
		}
		if runes(t) > 14 || slices.Contains(titles, t) {
			return 0
		}
		titles = append(titles, t)
	}
	kinds := make([]int, width)
	counts := 0
	for c := range width {
		kinds[c] = evenKind(squeeze(lines[width+c].text))
		for k := 2; k <= evenRows; k++ {
			if other := evenKind(squeeze(lines[k*width+c].text)); other != kinds[c] {
				if kinds[c]+other != evenSerial+evenCount { // 1 is a number of either kind
					return 0
				}
				kinds[c] = evenCount
			}
		}
		if kinds[c] == evenCount || kinds[c] == evenTerm || kinds[c] == evenSerial && (c == 0 || dated > 0) {
			counts++
		}
	}
	if counts == 0 || counts == width || kinds[0] == evenUnits && counts < 2 {
		return 0
	}
	rows := evenRows
	for ; (rows+2)*width <= len(lines); rows++ {
		for c := range width {
			kind := evenKind(squeeze(lines[(rows+1)*width+c].text))
			if kind != kinds[c] && !(kind == evenSerial && kinds[c] == evenCount) {
				return rows
			}
		}
	}
	return rows
}
