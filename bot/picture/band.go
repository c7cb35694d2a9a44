package picture

import (
	"strconv"
)

// Measures of the matrix in px.
const (
	bandGap     = margin
	columnMin   = 46 // room for a mark, or for a year written '21
	columnGood  = 72 // room for a year in full
	columnMax   = 140
	groupMin    = 92  // room for three characters of a project's name in a line
	groupLines  = 5   // of a project's name
	unitMin     = 130 // width of the units' names
	unitMax     = 232
	markSize    = 38
	yearsHeight = 44
	yearGap     = 10 // between two years
	omitHeight  = 44 // a line on what is left out
)

// band is a part of the matrix that is as wide as the picture: the projects that stand
// side by side, and the units that have something to do there.
type band struct {
	groups  []bandGroup
	rows    []bandRow
	units   int  // width of the units' names
	heading int  // height of the projects' names
	counted bool // marks have a number
	stacked bool // numbers stand below the marks, for want of width
	omitted int  // rows left out
}

// bandGroup is a group with its place.
type bandGroup struct {
	group
	x, width int
	title    []string
}

// bandRow is a unit's row.
type bandRow struct {
	unit   string
	label  []string
	size   int // of the label
	worst  mark
	height int
}

// spacing is how roomy the rows are.
type spacing struct {
	row   int // height of a row with a mark
	lines int // of a unit's name
}

var (
	roomy = spacing{56, 2}
	tight = spacing{46, 1}
)

// bands lays the table out.
func (c *canvas) bands(t table, s spacing) []band {
	names := unitMin
	for _, u := range t.units {
		names = max(names, c.textWidth(u, textSize)+16)
	}
	var out []band
	for _, groups := range bandsOf(t.groups, inner-min(names, unitMax)) {
		b := band{units: min(names, unitMax)}
		c.columns(&b, groups, names)
		c.rows(&b, t.units, s)
		out = append(out, b)
	}
	return out
}

// leastWidth gives the width below which a group cannot be read.
func leastWidth(g group) int { return max(groupMin, columnMin*len(g.years)) }

// bandsOf puts groups side by side into as few bands as possible of at most room px, about
// equally wide.
func bandsOf(groups []group, room int) [][]group {
	best := pack(groups, room)
	for limit := columnMin; limit < room; limit += columnMin / 2 {
		if equal := pack(groups, limit); len(equal) == len(best) {
			return equal
		}
	}
	return best
}

// pack puts as many groups as fit into each band, and at least one.
func pack(groups []group, room int) [][]group {
	var out [][]group
	used := room
	for _, g := range groups {
		w := leastWidth(g)
		if used+w > room {
			out = append(out, nil)
			used = 0
		}
		used += w
		out[len(out)-1] = append(out[len(out)-1], g)
	}
	return out
}

// columns gives the groups of a band their places. What room there is goes to the
// columns, then to the units' names, which want so many px, then to the columns again;
// the names take the rest.
func (c *canvas) columns(b *band, groups []group, names int) {
	total := func(column int) (w int) {
		for _, g := range groups {
			w += max(groupMin, column*len(g.years))
		}
		return w
	}
	column := columnMin
	for _, most := range []int{columnGood, columnMax} {
		for column < most && total(column+1) <= inner-b.units {
			column++
		}
		b.units = max(b.units, min(names, inner-total(column)))
	}
	b.units = inner - total(column)
	x := margin + b.units
	most, narrowest := 1, inner
	for _, g := range groups {
		w := max(groupMin, column*len(g.years))
		title := c.wrap(g.project, smallSize, w-12, groupLines)
		b.groups = append(b.groups, bandGroup{g, x, w, title})
		b.heading = max(b.heading, len(title)*lineHeight(smallSize)+20)
		x += w
		narrowest = min(narrowest, w/len(g.years))
		for _, have := range g.cells {
			most = max(most, have.n)
		}
	}
	b.counted = most > 1
	b.stacked = b.counted && markSize+6+c.textWidth(strconv.Itoa(most), smallSize) > narrowest
}

// rows gives the band a row for each unit that has something to do in it.
func (c *canvas) rows(b *band, units []string, s spacing) {
	for _, u := range units {
		r := bandRow{unit: u, height: s.row, size: textSize}
		for _, g := range b.groups {
			for _, y := range g.years {
				r.worst = max(r.worst, g.cells[place{u, y}].mark)
			}
		}
		if r.worst == blank {
			continue
		}
		if c.textWidth(u, textSize) > b.units-16 {
			r.size = smallSize
		}
		r.label = c.wrap(u, r.size, b.units-16, s.lines)
		r.height = max(r.height, len(r.label)*lineHeight(r.size)+8)
		if b.stacked {
			r.height = max(r.height, markSize+lineHeight(smallSize)+14)
		}
		b.rows = append(b.rows, r)
	}
}

// height gives the band's height with the gap below it.
func (b band) height() int {
	h := b.headingHeight()
	for _, r := range b.rows {
		h += r.height
	}
	if b.omitted > 0 {
		h += omitHeight
	}
	return h + bandGap
}

// headingHeight gives the height of what stands above the rows.
func (b band) headingHeight() int { return b.heading + yearsHeight }

func heightOf(bands []band) (h int) {
	for _, b := range bands {
		h += b.height()
	}
	return h
}
