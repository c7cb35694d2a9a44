package gongwen

import (
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// lineReader looks for tables in lines.
type lineReader struct {
	blocks []block
	breaks []int  // line breaks of the source above each block
	kinds  []kind // of each block, once it was asked for
	runs   []int  // how many lines follow each other from there on that a table may have
}

// kind is what a cell is as far as its words alone tell.
type kind byte

const (
	unknownKind kind = iota
	blankKind
	textKind
	serialKind
	countKind
	termKind
	unitsKind
)

// longestCell is how many runes a cell has that stands on a line of its own.
const longestCell = 400

// nearTable is how many lines a caption may stand above the head of a table.
const nearTable = 3

// evenColumns is the least width of a table whose lines come in a width that stays.
const evenColumns = 2

func newLineReader(source string, blocks []block) *lineReader {
	l := &lineReader{blocks, make([]int, len(blocks)), make([]kind, len(blocks)), make([]int, len(blocks)+1)}
	for i, b := range blocks {
		if i > 0 {
			between := source[blocks[i-1].end:b.start]
			l.breaks[i] = max(strings.Count(between, "\n"), strings.Count(between, "\r"))
		}
	}
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		h, numbered := headingOf(b.text)
		if runes(b.text) <= longestCell && !endsTable(b) && (!numbered || h.level == itemLevel || h.rest == "") {
			l.runs[i] = min(l.runs[i+1]+1, mostLines)
		}
	}
	return l
}

func (l *lineReader) kind(i int) kind {
	if l.kinds[i] == unknownKind {
		l.kinds[i] = kindOf(squeeze(l.blocks[i].text))
	}
	return l.kinds[i]
}

func kindOf(text string) kind {
	_, dated := periodCell(text)
	switch {
	case noneRe.MatchString(text):
		return blankKind
	case integerRe.MatchString(text):
		return serialKind
	case dated || runes(text) <= 24 && termRe2.MatchString(text):
		return termKind
	case runes(text) <= 16 && countCellRe.MatchString(zh.Fold(text)):
		return countKind
	case isUnitList(text):
		return unitsKind
	}
	return textKind
}

// evenTable is a table whose lines come in a width that stays, blank lines counted as
// blank cells.
type evenTable struct {
	start, width int // index of the first block; columns
	end          int // index behind the last block
	cells        []int
	wrong, known int // cells that are not of their column's kind; headings that are known
}

// better reports whether a is to be read rather than b: the one with cells that go
// with their columns, that reaches further, and whose headings are known.
func (a evenTable) better(b evenTable) bool {
	switch {
	case b.end == 0 || a.end == 0:
		return a.end > b.end
	case a.wrong != b.wrong:
		return a.wrong < b.wrong
	case a.end != b.end:
		return a.end > b.end
	}
	return a.known > b.known
}

// even finds a table that begins with the block at i, unless a better one begins soon
// below: the caption of a table is no heading.
func (l *lineReader) even(i int) (lineTable, bool) {
	t := l.evenAt(i)
	if t.end == 0 {
		return lineTable{}, false
	}
	for k := i + 1; k <= i+nearTable && k < len(l.blocks); k++ {
		if l.evenAt(k).better(t) {
			return lineTable{}, false
		}
	}
	out := lineTable{lines: t.end - i}
	var titles []string
	for _, b := range l.blocks[i : i+t.width] {
		titles = append(titles, squeeze(b.text))
	}
	out.tableHead = newHead([][]string{titles})
	for from := t.width; from < len(t.cells); from += t.width {
		cells := make([]string, t.width)
		var lines []block
		for k, at := range t.cells[from:min(from+t.width, len(t.cells))] {
			if at >= 0 {
				cells[k] = squeeze(l.blocks[at].text)
				lines = append(lines, l.blocks[at])
			}
		}
		if len(lines) > 0 {
			row := rowOf(lines, cells)
			row.exact = true
			out.rows = append(out.rows, row)
		}
	}
	return out, len(out.rows) > 0
}

// evenAt finds the best width of a table that begins with the block at i.
func (l *lineReader) evenAt(i int) evenTable {
	var best evenTable
	run := l.runs[i]
	if run < 3*evenColumns || l.kind(i) != textKind && l.kind(i) != unitsKind {
		return best
	}
	cells := l.cellsFrom(i, run)
	for width := evenColumns; width <= mostColumns && 3*width <= len(cells)+width-1; width++ {
		t := l.evenly(i, cells, width)
		if best.end == 0 || t.end > 0 && (t.wrong < best.wrong || t.wrong == best.wrong && t.end > best.end) {
			best = t // a wider one may only have rows in its head
		}
	}
	return best
}

// cellsFrom gives the indices of the blocks from i on with -1 for each blank cell
// between them.
func (l *lineReader) cellsFrom(i, run int) []int {
	spacing := 0
	for k := i + 1; k < i+min(run, 3*mostColumns); k++ {
		if spacing == 0 || l.breaks[k] < spacing {
			spacing = max(l.breaks[k], 1)
		}
	}
	cells := []int{i}
	for k := i + 1; k < i+run; k++ {
		blank := l.breaks[k]/max(spacing, 1) - 1
		if blank > 2*mostColumns {
			break
		}
		for range blank {
			cells = append(cells, -1)
		}
		cells = append(cells, k)
	}
	return cells
}

// evenly reads cells as a table of that width; end is 0 where they are none.
func (l *lineReader) evenly(i int, cells []int, width int) evenTable {
	t := evenTable{start: i, width: width}
	var titles []string
	for _, at := range cells[:width] {
		if at < 0 {
			return t
		}
		words := squeeze(l.blocks[at].text)
		if isData(words) || runes(words) > 14 || slices.Contains(titles, words) || strings.ContainsAny(words, "：:") || strings.HasSuffix(words, "表") {
			return t
		}
		titles = append(titles, words)
		if runes(words) <= 8 && columnOf(words) != otherColumn {
			t.known++
		}
	}
	kinds := make([]kind, width)
	rows, typed := 0, 0
	for from := width; from < len(cells); from += width {
		row := cells[from:min(from+width, len(cells))]
		wrong, filled := 0, 0
		for c, at := range row {
			if at < 0 {
				continue
			}
			filled++
			k := l.kind(at)
			if k == blankKind { // a dash
				continue
			}
			switch {
			case kinds[c] == unknownKind:
				kinds[c] = k
			case kinds[c] == serialKind && k == countKind:
				kinds[c] = k
			case kinds[c]+k == textKind+unitsKind && (k == textKind || k == unitsKind): // names of any kind
				kinds[c] = textKind
			case k != kinds[c] && !(kinds[c] == countKind && k == serialKind):
				wrong++
			}
		}
		if filled == 0 || wrong > 1 || 20*(t.wrong+wrong) > (rows+1)*width {
			break
		}
		t.wrong += wrong
		rows++
		t.cells = cells[:from+len(row)]
	}
	for _, k := range kinds {
		if k == serialKind || k == countKind || k == termKind || k == unitsKind {
			typed++
		}
	}
	filled := len(t.cells) == len(cells) && t.known == width && columnOf(squeeze(l.blocks[cells[width]].text)) == otherColumn // all headings are known, and all lines are used
	if typed == 0 && !filled || kinds[0] == countKind || rows < 2 || width < fewestColumns && (t.known < width || rows < 3 || t.wrong > 0) || t.known < 2 && (rows < 3 || typed < 2) {
		t.cells = nil
		return t
	}
	for _, at := range t.cells {
		t.end = max(t.end, at+1)
	}
	return t
}
