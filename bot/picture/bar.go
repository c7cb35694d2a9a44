package picture

import "strconv"

// Measures of the progress picture in px.
const (
	barRow      = 54 // a unit whose name takes one line
	barHeight   = 40
	allHeight   = 60 // the bar of all
	barGap      = 3  // between segments
	barsHeading = 44
	nameMin     = 100
	nameMax     = 300
	shareWidth  = 72 // room for 100%
)

// segments are the parts of a bar from left to right.
var segments = [...]mark{closed, open, soon, late, unverified}

// bar is a bar's name and the numbers of its segments.
type bar struct {
	name string
	n    [len(segments)]int
}

// total gives the number of all milestones.
func (b bar) total() int { return sum(b.n[:]) }

// rate says how many are closed, and which share: rounded down, so that 100% means all.
func (b bar) rate() (count, share string) {
	of := b.total()
	if of == 0 {
		return "0", "—"
	}
	return strconv.Itoa(b.n[0]) + "/" + strconv.Itoa(of), strconv.Itoa(b.n[0]*100/of) + "%"
}

func sum(ns []int) (total int) {
	for _, n := range ns {
		total += n
	}
	return total
}

// merge adds bars up.
func merge(name string, bars []bar) bar {
	all := bar{name: name}
	for _, b := range bars {
		for i, n := range b.n {
			all.n[i] += n
		}
	}
	return all
}

// progressKeys gives the legend: a piece of bar for each segment.
func (c *canvas) progressKeys() []key {
	var keys []key
	for _, m := range segments {
		keys = append(keys, key{m.label(), 40, func(x, y int) { c.segment(m, "", x, x+40, y, 36) }})
	}
	return keys
}

// overall draws the bar of all, and gives the y below it.
func (c *canvas) overall(b bar, y int) int {
	const line = 52
	c.text(b.name+strconv.Itoa(b.total())+"项", headSize, margin, y+line/2, ink)
	if count, share := b.rate(); b.total() > 0 {
		c.textRight("已销号"+count+"，占"+share, headSize, width-margin, y+line/2, ink)
	}
	y += line
	c.bar(b, margin, width-margin, y+allHeight/2, allHeight)
	return y + allHeight + 24
}

// barColumns are the widths of what stands beside the bars.
type barColumns struct{ name, count int }

func (c *canvas) barColumns(bars []bar) barColumns {
	col := barColumns{name: nameMin}
	for _, b := range bars {
		count, _ := b.rate()
		col.name = max(col.name, c.textWidth(b.name, textSize))
		col.count = max(col.count, c.textWidth(count, smallSize))
	}
	col.name = min(col.name, nameMax)
	return col
}

// barHeights gives the height of each bar's row if a name may have that many lines.
func (c *canvas) barHeights(bars []bar, col barColumns, lines int) []int {
	heights := make([]int, len(bars))
	for i, b := range bars {
		heights[i] = barRow
		if lines > 1 && c.textWidth(b.name, smallSize) > col.name {
			heights[i] = 2*lineHeight(smallSize) + 8
		}
	}
	return heights
}

// barsHeading draws what stands above the columns, and gives the y below it.
func (c *canvas) barsHeading(y int) int {
	c.rect(margin, y, width-margin, y+barsHeading, tint)
	c.text("责任单位", smallSize, margin+8, y+barsHeading/2, softer)
	c.textRight("已销号/总数", smallSize, width-margin-8, y+barsHeading/2, softer)
	return y + barsHeading + 6
}

// unitBar draws a unit's row, its upper edge at y.
func (c *canvas) unitBar(b bar, col barColumns, y, height int) {
	y += height / 2
	size, most := textSize, 1
	if c.textWidth(b.name, textSize) > col.name {
		size = smallSize
	}
	if height > barRow {
		most = 2
	}
	lines := c.wrap(b.name, size, col.name, most)
	c.lines(lines, size, margin, y, ink)
	c.bar(b, margin+col.name+16, width-margin-shareWidth-col.count-16, y, barHeight)
	count, share := b.rate()
	c.textRight(count, smallSize, width-margin-shareWidth, y, ink)
	c.textRight(share, smallSize, width-margin, y, ink)
}

// bar draws the segments of a bar from x0 to x1, its middle at y.
func (c *canvas) bar(b bar, x0, x1, y, height int) {
	if b.total() == 0 {
		c.frame(x0, y-height/2, x1, y+height/2, 2, faint)
		c.textCentred("没有任务", smallSize, (x0+x1)/2, y, softer)
		return
	}
	room := x1 - x0 + barGap
	least := c.leastWidths(b, signWidth+16)
	if sum(least[:]) > room {
		least = c.leastWidths(b, 2+barGap)
	}
	widths := share(b.n, room, least)
	for i, w := range widths {
		if w > 0 {
			c.segment(segments[i], strconv.Itoa(b.n[i]), x0, x0+w-barGap, y, height)
			x0 += w
		}
	}
}

// leastWidths gives the width that each segment needs for its number and so much more.
func (c *canvas) leastWidths(b bar, more int) (least [len(segments)]int) {
	for i, n := range b.n {
		if n > 0 {
			least[i] = c.textWidth(strconv.Itoa(n), smallSize) + more
		}
	}
	return least
}

const (
	signWidth  = 30 // room for a sign and the gap behind it
	signRadius = 18 // of the mark that would be around it
)

// share divides room in the proportions of n, but so that nothing gets less than its
// least; for these there has to be room.
func share(n [len(segments)]int, room int, least [len(segments)]int) (widths [len(segments)]int) {
	fixed := [len(segments)]bool{}
	for {
		total, free := 0, room
		for i := range n {
			if fixed[i] {
				free -= widths[i]
			} else {
				total += n[i]
			}
		}
		again := false
		passed := 0
		for i := range n {
			if fixed[i] || n[i] == 0 {
				continue
			}
			// From edge to edge, so that no pixel is lost in rounding.
			widths[i] = free*(passed+n[i])/total - free*passed/total
			passed += n[i]
			if widths[i] < least[i] {
				widths[i] = least[i]
				fixed[i], again = true, true
			}
		}
		if !again {
			return widths
		}
	}
}

// segment draws a piece of a bar with its sign and number: the sign alone if there is no
// number, the number alone if there is no room for both.
func (c *canvas) segment(m mark, n string, x0, x1, y, height int) {
	paint := m.coat()
	c.rect(x0, y-height/2, x1, y+height/2, paint.outline)
	c.rect(x0+outlineWidth, y-height/2+outlineWidth, x1-outlineWidth, y+height/2-outlineWidth, paint.inside)
	x, w := (x0+x1)/2, c.textWidth(n, smallSize)
	if n == "" {
		c.sign(m, float64(x), float64(y), signRadius)
	} else if m != open && w+signWidth+8 <= x1-x0 {
		c.sign(m, float64(x-w/2-3), float64(y), signRadius)
		x += signWidth / 2
	}
	c.textCentred(n, smallSize, x, y, paint.sign)
}
