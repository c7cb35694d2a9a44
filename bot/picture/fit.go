package picture

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// omitted counts what a picture leaves out because it could not be read.
type omitted struct {
	projects int // whole projects
	columns  int // years of a project
	rows     int // units in a band
	cells    [late + 1]int
}

func (o *omitted) add(p omitted) {
	o.projects += p.projects
	o.columns += p.columns
	o.rows += p.rows
	for m, n := range p.cells {
		o.cells[m] += n
	}
}

// count adds the cells of a row.
func (o *omitted) count(b band, r bandRow) {
	for _, g := range b.groups {
		for _, y := range g.years {
			if have := g.cells[place{r.unit, y}]; have.mark != blank {
				o.cells[have.mark]++
			}
		}
	}
}

// String says what is left out, and how that stands.
func (o omitted) String() string {
	var what, lights []string
	for _, part := range []struct {
		n     int
		words string
	}{{o.projects, "个项目"}, {o.rows, "行"}, {o.columns, "列"}} {
		if part.n > 0 {
			what = append(what, strconv.Itoa(part.n)+part.words)
		}
	}
	for _, m := range []mark{late, soon, unverified, open, closed} {
		if n := o.cells[m]; n > 0 {
			lights = append(lights, m.label()+strconv.Itoa(n)+"格")
		}
	}
	return "版面有限，先列最紧要的，另有" + strings.Join(what, "、") + "未列出，其中" + strings.Join(lights, "、") + "。"
}

// fit leaves so many rows that the whole is at most room px high, and tells what goes. The
// rows with the most pressing marks stay; of equals, those that stand first. A band of
// which no row stays goes as a whole.
func fit(bands []band, room int) ([]band, omitted) {
	type where struct{ band, row int }
	var rows []where
	for i, b := range bands {
		for k := range b.rows {
			rows = append(rows, where{i, k})
		}
	}
	at := func(w where) bandRow { return bands[w.band].rows[w.row] }
	slices.SortStableFunc(rows, func(a, b where) int { return cmp.Compare(at(b).worst, at(a).worst) })

	stay := map[where]bool{}
	begun := map[int]bool{}
	for _, w := range rows {
		need := at(w).height
		if !begun[w.band] {
			need += bands[w.band].headingHeight() + bandGap + omitHeight
		}
		if need <= room {
			room -= need
			begun[w.band], stay[w] = true, true
		}
	}

	var kept []band
	var gone omitted
	for i, b := range bands {
		var rows []bandRow
		for k, r := range b.rows {
			if stay[where{i, k}] {
				rows = append(rows, r)
				continue
			}
			gone.count(b, r)
		}
		if !begun[i] {
			gone.projects += len(b.groups)
			continue
		}
		b.omitted = len(b.rows) - len(rows)
		gone.rows += b.omitted
		b.rows = rows
		kept = append(kept, b)
	}
	return kept, gone
}
