package picture

import "strconv"

// band draws a band and gives the y below it and its gap.
func (c *canvas) band(b band, thisYear, y int) int {
	bottom := y + b.height() - bandGap
	if b.omitted > 0 {
		bottom -= omitHeight // the line on that stands below the rows
	}
	c.rect(margin, y, width-margin, y+b.headingHeight(), tint)
	for _, g := range b.groups {
		for i, year := range g.years {
			if year == thisYear {
				x0, x1 := g.column(i)
				c.rect(x0, y+b.heading, x1, bottom, now)
			}
		}
	}
	c.text("责任单位", smallSize, margin+8, y+b.heading+yearsHeight/2, softer)
	for _, g := range b.groups {
		c.titleOf(g, y+b.heading/2)
		for i, year := range g.years {
			x0, x1 := g.column(i)
			words := strconv.Itoa(year)
			if c.textWidth(words, smallSize)+yearGap > x1-x0 {
				words = "'" + words[len(words)-2:]
			}
			c.textCentred(words, smallSize, (x0+x1)/2, y+b.heading+yearsHeight/2, ink)
		}
	}
	top := y
	y += b.headingHeight()
	c.rect(margin, y-2, width-margin, y, strong)
	for _, r := range b.rows {
		c.row(b, r, y)
		y += r.height
		c.rect(margin, y-2, width-margin, y, rule)
	}
	for _, g := range b.groups {
		c.rect(g.x-1, top, g.x+1, bottom, strong)
	}
	if b.omitted > 0 {
		c.text("另有"+strconv.Itoa(b.omitted)+"个单位未列出", smallSize, margin+8, y+omitHeight/2, softer)
		y += omitHeight
	}
	return y + bandGap
}

// column gives the edges of the group's i-th column.
func (g bandGroup) column(i int) (x0, x1 int) {
	n := len(g.years)
	return g.x + g.width*i/n, g.x + g.width*(i+1)/n
}

// titleOf draws the project's name above its columns, its middle at y.
func (c *canvas) titleOf(g bandGroup, y int) {
	y -= (len(g.title) - 1) * lineHeight(smallSize) / 2
	for _, line := range g.title {
		c.textCentred(line, smallSize, g.x+g.width/2, y, ink)
		y += lineHeight(smallSize)
	}
}

// row draws a unit's row, its upper edge at y.
func (c *canvas) row(b band, r bandRow, y int) {
	c.lines(r.label, r.size, margin+8, y+r.height/2, ink)
	for _, g := range b.groups {
		for i, year := range g.years {
			x0, x1 := g.column(i)
			c.cell(b, g.cells[place{r.unit, year}], (x0+x1)/2, y+r.height/2)
		}
	}
}

// cell draws a mark with its number.
func (c *canvas) cell(b band, have content, x, y int) {
	if !b.counted || have.mark == blank {
		c.mark(have.mark, x, y, markSize)
		return
	}
	n := strconv.Itoa(have.n)
	if b.stacked {
		c.mark(have.mark, x, y-lineHeight(smallSize)/2, markSize)
		c.textCentred(n, smallSize, x, y+markSize/2, ink)
		return
	}
	w := c.textWidth(n, smallSize)
	c.mark(have.mark, x-w/2-2, y, markSize)
	c.text(n, smallSize, x+markSize/2-w/2+2, y, ink)
}
