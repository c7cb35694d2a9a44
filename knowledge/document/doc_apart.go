package document

// innerEdges are the columns at which a row is divided.
type innerEdges [(maxColumns + 63) / 64]uint64

func (e innerEdges) within(o innerEdges) bool {
	for i := range e {
		if e[i]&^o[i] != 0 {
			return false
		}
	}
	return true
}

func (e innerEdges) with(o innerEdges) innerEdges {
	for i := range e {
		e[i] |= o[i]
	}
	return e
}

func (r docRow) inner(columns []int) (e innerEdges) {
	for i := 1; i+1 < len(r.edges); i++ {
		if c := columnAt(columns, r.edges[i]); c >= 0 {
			e[c/64] |= 1 << (c % 64)
		}
	}
	return e
}

// apart parts the rows of tables that touch, which are stored as one table. In a table
// rows are divided in the same places, or one of them in fewer where cells are merged;
// two that are divided differently belong together if a third one has the places of both,
// or if one of them is alone: a head that was drawn by hand.
func apart(rows []docRow) [][]docRow {
	columns := columnsOf(rows)
	inner := make([]innerEdges, len(rows))
	kinds := map[innerEdges]bool{}
	for i, r := range rows {
		inner[i] = r.inner(columns)
		kinds[inner[i]] = true
	}
	const most = 500 // that are compared with each other
	if len(kinds) > most {
		return [][]docRow{rows}
	}
	together := func(a, b innerEdges) bool {
		if a.within(b) || b.within(a) {
			return true
		}
		both := a.with(b)
		for k := range kinds {
			if both.within(k) {
				return true
			}
		}
		return false
	}
	var out [][]docRow
	from, last := 0, 0 // last is the row above that is divided at all
	for i, r := range rows {
		if inner[i] == (innerEdges{}) {
			continue
		}
		alone := last == from || i+1 == len(rows) || !together(inner[i], inner[i+1])
		if !together(inner[last], inner[i]) && !alone && !r.continues() {
			out = append(out, rows[from:last+1])
			from = last + 1
		}
		last = i
	}
	return append(out, rows[from:])
}

// continues reports whether a cell goes on with the one above it.
func (r docRow) continues() bool {
	for _, m := range r.merge {
		if m&docDown != 0 && m&docDownBegin == 0 {
			return true
		}
	}
	return false
}
