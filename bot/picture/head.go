package picture

import (
	"image/color"

	"duban/reminders"
)

// head draws the title and the day, and gives the y below them.
func (c *canvas) head(title string, day reminders.Day) int {
	y := margin
	for _, line := range c.wrap(clean(title), titleSize, inner, 3) {
		c.text(line, titleSize, margin, y+lineHeight(titleSize)/2, ink)
		y += lineHeight(titleSize)
	}
	y += 8
	c.text("截至"+day.Words(), textSize, margin, y+lineHeight(textSize)/2, softer)
	return y + lineHeight(textSize) + 16
}

// key is an entry of the legend: a picture of that width, drawn with its left edge at x
// and its middle at y, and words.
type key struct {
	words string
	width int
	draw  func(x, y int)
}

// legend draws the keys, in as many lines as they need, and gives the y below them.
func (c *canvas) legend(keys []key, y int) int {
	const line, gap = 48, 28
	x := margin
	for _, k := range keys {
		w := k.width + 10 + c.textWidth(k.words, smallSize)
		if x > margin && x+w > width-margin {
			x = margin
			y += line
		}
		k.draw(x, y+line/2)
		c.text(k.words, smallSize, x+k.width+10, y+line/2, ink)
		x += w + gap
	}
	return y + line + 16
}

// noteHeight is the room that a note takes.
const noteHeight = 2*smallSize*4/3 + 24 + 16

// note draws a sentence of at most two lines on a coloured ground, and gives the y
// below it.
func (c *canvas) note(s string, y int) int {
	lines := c.wrap(s, smallSize, inner-32, 2)
	bottom := y + len(lines)*lineHeight(smallSize) + 24
	c.rect(margin, y, width-margin, bottom, notice)
	c.lines(lines, smallSize, margin+16, (y+bottom)/2, ink)
	return bottom + 16
}

// lines draws lines of text from x on, their middle at y.
func (c *canvas) lines(lines []string, size, x, y int, ink color.RGBA) {
	y -= (len(lines) - 1) * lineHeight(size) / 2
	for i, line := range lines {
		c.text(line, size, x, y+i*lineHeight(size), ink)
	}
}
