package gongwen

import "slices"

// settle lets the cells of each column vote with its heading.
func (h *tableHead) settle(rows []block) {
	rows = slices.DeleteFunc(slices.Clone(rows), isTitleRow) // headings among the rows
	profiles := make([]profile, len(h.titles))
	for i := range h.titles {
		profiles[i] = profileOf(rows, i)
	}
	for i := range h.titles {
		best, of := 0.9, otherColumn
		for c := range columnKinds {
			v := h.votes[i][c]
			if v == 0 && !slices.Contains(selfEvident, c) || c == areaColumn && h.votes[i][areaColumn] == 0 {
				continue
			}
			if v += profiles[i].fit(c); v > best {
				best, of = v, c
			}
		}
		h.of[i] = of
	}
	h.settleRowHeads(profiles)
	h.settleBase()
}

// selfEvident are the meanings that cells show without a heading that says so.
var selfEvident = []column{serialColumn, kindColumn, dueColumn}

// settleRowHeads settles who the rows are about, which follows from the form of the
// table: names beside columns of periods.
func (h *tableHead) settleRowHeads(profiles []profile) {
	for i := range h.titles {
		p := profiles[i]
		switch {
		case h.of[i] == serialColumn && i > 0 && h.votes[i][serialColumn] == 0: // numbers without a heading
			h.of[i] = otherColumn
		case h.of[i] == dueColumn && p.year > 0.5 && p.longest <= 8 && h.votes[i][yearColumn] > 0 && (h.has(placeColumn) || h.values(profiles, i)):
			h.of[i] = yearColumn
		case h.of[i] == yearColumn && p.year <= 0.5:
			h.of[i] = dueColumn
		case h.of[i] == dutyColumn && p.place > 0.5 && (h.has(goalColumn) || h.values(profiles, i)):
			h.of[i] = areaColumn
		}
	}
	if h.has(areaColumn) || h.has(yearColumn) || h.has(leadColumn) || h.has(dutyColumn) {
		return
	}
	for i := range h.titles { // a column of places, whatever it is called
		if p := profiles[i]; (h.of[i] == otherColumn || h.of[i] == projectColumn) && p.n > 0 && p.place > 0.5 {
			h.of[i] = areaColumn
			return
		}
	}
	if h.dated() < 2 || h.has(measureColumn) || h.has(baseColumn) || h.has(growthColumn) || h.has(kindColumn) {
		return
	}
	for i := range h.titles {
		p := profiles[i]
		switch {
		case h.of[i] == serialColumn:
		case h.of[i] == otherColumn && h.when[i] == (period{}) && p.n > 1 && p.distinct == p.n && p.names == 1:
			h.of[i] = areaColumn
			return
		default:
			return
		}
	}
}

// values tells whether most of the other columns hold counts or marks under headings
// that are not known.
func (h tableHead) values(profiles []profile, but int) bool {
	n, all := 0, 0
	for i, p := range profiles {
		if i == but || h.of[i] == serialColumn || h.of[i] == noteColumn || p.n == 0 || i < but {
			continue
		}
		all++
		if p.count > 0.5 {
			n++
		}
	}
	return n > 0 && 2*n >= all
}

// settleBase finds where things stand now: the earliest of several years, if the head
// says so by a growth column, or by naming the others as goals.
func (h *tableHead) settleBase() {
	first, last := -1, 0
	for i, p := range h.when {
		if h.of[i] == goalColumn && p.year > 0 && (first < 0 || p.year < h.when[first].year) {
			first = i
		}
		last = max(last, p.year)
	}
	if first < 0 || h.has(areaColumn) || h.has(baseColumn) || h.count(goalColumn) < 2 || !(h.has(measureColumn) || h.has(kindColumn) || h.has(growthColumn) || h.has(nameColumn)) {
		return
	}
	if year := h.when[first].year; last-year >= 3 && (h.count(goalColumn) == 2 || year%5 == 0) {
		h.of[first] = baseColumn
	}
}
