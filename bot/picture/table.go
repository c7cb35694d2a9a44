package picture

import (
	"fmt"
	"slices"
)

// content is what stands in one cell of the picture.
type content struct {
	mark mark
	n    int // milestones
}

// group is a project with its columns.
type group struct {
	project string
	years   []int
	cells   map[place]content
}

// place is a cell's place in its group.
type place struct {
	unit string
	year int
}

// table is everything that is to be drawn.
type table struct {
	units  []string
	groups []group
	beyond omitted       // columns that no picture has room for
	count  [late + 1]int // of cells, by mark
	many   bool          // some cell holds more than one milestone
}

// maxYears is the most columns that a project may have: as many as stand side by side.
const maxYears = 15

// tableOf brings the cells into order.
func tableOf(m MatrixData) (table, error) {
	var t table
	groups, units := map[string]int{}, map[string]bool{}
	groupOf := func(project string) *group {
		i, ok := groups[project]
		if !ok {
			i = len(t.groups)
			groups[project] = i
			t.groups = append(t.groups, group{project: project, cells: map[place]content{}})
		}
		return &t.groups[i]
	}
	addUnit := func(name string) {
		if !units[name] {
			units[name] = true
			t.units = append(t.units, name)
		}
	}
	for _, p := range m.Projects {
		groupOf(clean(p))
	}
	for _, u := range m.Units {
		addUnit(clean(u))
	}
	for _, cell := range m.Cells {
		mk, err := markOf(cell.Light, cell.Closed)
		if err == nil && cell.N < 0 {
			err = fmt.Errorf("negative number of milestones: %d", cell.N)
		}
		if err != nil {
			return table{}, fmt.Errorf("cell %s, %s, %d: %w", cell.Project, cell.Unit, cell.Year, err)
		}
		at := place{clean(cell.Unit), cell.Year}
		addUnit(at.unit)
		cells := groupOf(clean(cell.Project)).cells
		cells[at] = content{max(cells[at].mark, mk), cells[at].n + max(cell.N, 1)}
	}
	// A project without any cell has no columns.
	t.groups = slices.DeleteFunc(t.groups, func(g group) bool { return len(g.cells) == 0 })
	for i := range t.groups {
		g := &t.groups[i]
		for at, have := range g.cells {
			if !slices.Contains(g.years, at.year) {
				g.years = append(g.years, at.year)
			}
			t.count[have.mark]++
			t.many = t.many || have.n > 1
		}
		slices.Sort(g.years)
		t.beyond.add(g.cut(m.AsOf.Year()))
	}
	return t, nil
}

// cut leaves the years of the group that are nearest to one, at most maxYears, and tells
// what goes.
func (g *group) cut(year int) omitted {
	var gone omitted
	for len(g.years) > maxYears {
		drop := 0
		if last := len(g.years) - 1; g.years[last]-year > year-g.years[0] {
			drop = last
		}
		for at, have := range g.cells {
			if at.year == g.years[drop] {
				gone.cells[have.mark]++
			}
		}
		g.years = slices.Delete(g.years, drop, drop+1)
		gone.columns++
	}
	return gone
}
