package gongwen

import "slices"

// anchored finds a schedule with a cell a line whose blank cells left no trace. Each row
// begins with cells of the same kinds, a name, or a name and a year, and figures follow;
// one row at least has all its cells.
func (l *lineReader) anchored(i int) (lineTable, bool) {
	for width := fewestColumns; width <= mostColumns && width < l.runs[i]; width++ {
		var titles []string
		known := 0
		for _, b := range l.blocks[i : i+width] {
			words := squeeze(b.text)
			if isData(words) || runes(words) > 14 || slices.Contains(titles, words) {
				return lineTable{}, false
			}
			titles = append(titles, words)
			if columnOf(words) != otherColumn {
				known++
			}
		}
		h := newHead([][]string{titles})
		lead := l.leadAt(i + width)
		if known < 2 || lead == nil || len(lead) >= width || h.dated() < 2 && !slices.Contains(lead, termKind) {
			continue
		}
		if t, ok := l.anchoredRows(i, h, lead); ok {
			return t, true
		}
	}
	return lineTable{}, false
}

// leadAt gives the kinds of the cells with which a row begins at the block, up to its
// first figure, or to its year.
func (l *lineReader) leadAt(at int) []kind {
	const most = 3
	var lead []kind
	for k := at; k < len(l.blocks) && k <= at+most; k++ {
		switch kind := l.kind(k); {
		case kind == countKind || kind == serialKind && k > at:
			if slices.Contains(lead, textKind) {
				return lead
			}
			return nil
		case kind == termKind:
			return append(lead, kind)
		case kind == unitsKind:
			lead = append(lead, textKind)
		default:
			lead = append(lead, kind)
		}
	}
	return nil
}

// begins reports whether a row with that lead begins at the block.
func (l *lineReader) begins(at int, lead []kind) bool {
	return at < len(l.blocks) && slices.Equal(l.leadAt(at), lead)
}

func (l *lineReader) anchoredRows(i int, h tableHead, lead []kind) (lineTable, bool) {
	width := len(h.titles)
	t := lineTable{tableHead: h}
	full, end := false, i+min(l.runs[i], mostLines)
	for from := i + width; from < end && l.begins(from, lead); {
		to := from + len(lead)
		for to < end && to-from < width && !l.begins(to, lead) {
			to++
		}
		cells := make([]string, width)
		for k := from; k < to; k++ {
			cells[k-from] = squeeze(l.blocks[k].text)
		}
		last := to - from - 1
		if h.of[width-1] == noteColumn && last < width-1 && last >= len(lead) && l.kind(to-1) == textKind && l.kind(from+len(lead)) != textKind {
			cells[width-1], cells[last] = cells[last], ""
		}
		row := rowOf(l.blocks[from:to], cells)
		row.exact = to-from == width
		full = full || row.exact
		t.rows = append(t.rows, row)
		from, t.lines = to, to-i
	}
	return t, full && len(t.rows) > 1
}
