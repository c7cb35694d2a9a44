package picture

import (
	"io"
	"strconv"

	"duban/reminders"
)

// MatrixData is what Matrix draws.
type MatrixData struct {
	Title string        // the plan's title
	AsOf  reminders.Day // the day of the lights
	// Projects and Units give the order of columns and rows. Names that only cells have
	// follow in the order of the cells.
	Projects, Units []string
	Cells           []Cell
}

// Cell tells how milestones of a unit stand; what a revision cancelled is not among them.
// Several cells of the same project, unit and year are drawn as one, with the most
// pressing light: red, yellow, grey, green and not closed, closed.
type Cell struct {
	Project, Unit string
	Year          int
	Light         reminders.Light
	Closed        bool // all is closed: shown as 已销号, whatever the light
	N             int  // how many milestones; 0 counts as 1
}

// Matrix writes the schedule matrix as a PNG of 1080 px width: a row for each unit, a
// group of columns for each project, in it a column for each year in which the plan asks
// for something, the year of AsOf highlighted. Projects that do not fit side by side
// follow below. A unit, project or year without any cell takes no room; where there is
// none in a row that is drawn, a dash stands.
//
// Long names are shortened with an ellipsis. Of a project with more than 15 years those
// nearest to AsOf are shown. If there are too many rows, those with the most pressing
// lights are shown. What is left out is counted in the picture, by its lights.
//
// It returns an error if a cell has an unknown light or a negative N, or if w returns one.
func Matrix(w io.Writer, m MatrixData) error {
	t, err := tableOf(m)
	if err != nil {
		return err
	}
	c, err := newCanvas()
	if err != nil {
		return err
	}
	y := c.head(m.Title, m.AsOf)
	y = c.legend(c.matrixKeys(t), y)
	if len(t.groups) == 0 {
		return c.write(w, c.note("没有任务。", y))
	}
	left, room := t.beyond, maxHeight-y
	if left != (omitted{}) {
		room -= noteHeight
	}
	bands := c.bands(t, roomy)
	if heightOf(bands) > room {
		bands = c.bands(t, tight)
	}
	if heightOf(bands) > room {
		var more omitted
		bands, more = fit(bands, maxHeight-y-noteHeight)
		left.add(more)
	}
	if left != (omitted{}) {
		y = c.note(left.String(), y)
	}
	for _, b := range bands {
		y = c.band(b, m.AsOf.Year(), y)
	}
	return c.write(w, y)
}

// matrixKeys gives the legend.
func (c *canvas) matrixKeys(t table) []key {
	var keys []key
	for _, m := range []mark{late, soon, unverified, open, closed, blank} {
		words := m.label()
		if m != blank {
			words += strconv.Itoa(t.count[m]) + "格"
		}
		keys = append(keys, key{words, 34, func(x, y int) { c.mark(m, x+17, y, 34) }})
	}
	keys = append(keys, key{"本年", 34, func(x, y int) { c.rect(x, y-17, x+34, y+17, now) }})
	if t.many {
		keys = append(keys, key{"该格任务数，标最紧要的", 16, func(x, y int) { c.text("2", smallSize, x, y, ink) }})
	}
	return keys
}
