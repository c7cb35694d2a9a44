package picture

import (
	"fmt"
	"math"

	"duban/reminders"
)

// mark is what stands in a cell, the more pressing the greater.
type mark int

const (
	blank      mark = iota // the plan asks for nothing there
	closed                 // 已销号
	open                   // green, not closed
	unverified             // grey
	soon                   // yellow
	late                   // red
)

// markOf gives the mark for a light.
func markOf(l reminders.Light, isClosed bool) (mark, error) {
	if isClosed {
		return closed, nil
	}
	switch l {
	case reminders.Red:
		return late, nil
	case reminders.Yellow:
		return soon, nil
	case reminders.Grey:
		return unverified, nil
	case reminders.Green:
		return open, nil
	}
	return blank, fmt.Errorf("unknown light %q", l)
}

// label gives the mark's meaning in Chinese.
func (m mark) label() string {
	switch m {
	case closed:
		return "已销号"
	case open:
		return "未到期"
	case unverified:
		return "待核实"
	case soon:
		return "将到期或待审核"
	case late:
		return "逾期"
	}
	return "计划未安排"
}

// mark draws a mark with its centre at x, y, in a square of that size: a red disc with a
// cross, an amber triangle with an exclamation mark, a green square with a tick, an empty
// green square, a grey diamond with a question mark, a dash.
func (c *canvas) mark(m mark, x, y, size int) {
	cx, cy, r := float64(x), float64(y), float64(size)/2
	// outline gives the mark's outline, drawn in by so much from all sides.
	var outline func(in float64) []point
	switch m {
	case late:
		outline = func(in float64) []point { return disc(point{cx, cy}, r-in) }
	case closed, open:
		outline = func(in float64) []point {
			half := r*0.9 - in
			return rounded(cx-half, cy-half, cx+half, cy+half, half/4)
		}
	case unverified:
		outline = func(in float64) []point {
			half := r*1.15 - in*math.Sqrt2
			return []point{{cx, cy - half}, {cx + half, cy}, {cx, cy + half}, {cx - half, cy}}
		}
	case soon:
		outline = func(in float64) []point {
			// The sides rise by 1.86 on 1.08: the top moves down by 2 to move them in by 1.
			top, foot := cy-r-1+2*in, cy+r*0.9-in
			half := (foot - top) * 1.08 / 1.86
			return []point{{cx, top}, {cx + half, foot}, {cx - half, foot}}
		}
	default:
		c.stroke(faint, 3, point{cx - r*0.3, cy}, point{cx + r*0.3, cy})
		return
	}
	paint := m.coat()
	c.shape(paint.outline, outline(0))
	if paint.inside != paint.outline {
		c.shape(paint.inside, outline(outlineWidth))
	}
	if m == soon {
		cy += r * 0.22 // the middle of the triangle's wider part
	}
	c.sign(m, cx, cy, r)
}

// outlineWidth is that of marks and segments in px.
const outlineWidth = 3

// sign draws the sign inside a mark of radius r.
func (c *canvas) sign(m mark, x, y, r float64) {
	at := func(dx, dy float64) point { return point{x + r*dx, y + r*dy} }
	thick, ink := max(3, r/4), m.coat().sign
	switch m {
	case late:
		c.stroke(ink, thick, at(-0.42, -0.42), at(0.42, 0.42))
		c.stroke(ink, thick, at(-0.42, 0.42), at(0.42, -0.42))
	case soon:
		c.stroke(ink, thick, at(0, -0.48), at(0, 0.08))
		c.shape(ink, disc(at(0, 0.44), thick*0.58))
	case closed:
		c.stroke(ink, thick, at(-0.5, 0.02), at(-0.12, 0.4), at(0.52, -0.4))
	case unverified:
		var hook []point
		for angle := 190.0; angle <= 410; angle += 20 {
			sin, cos := math.Sincos(angle * math.Pi / 180)
			hook = append(hook, at(0.3*cos, 0.3*sin-0.3))
		}
		c.stroke(ink, thick*0.85, append(hook, at(0, 0.22))...)
		c.shape(ink, disc(at(0, 0.58), thick*0.55))
	}
}
