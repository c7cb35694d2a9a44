package picture

import (
	"fmt"
	"io"
	"strconv"

	"duban/reminders"
)

// ProgressData is what Progress draws.
type ProgressData struct {
	Title string        // the plan's title
	AsOf  reminders.Day // the day of the lights
	Units []UnitBar     // in the order in which they are drawn
}

// UnitBar counts a unit's milestones. The numbers add up to all of them; what a revision
// cancelled is not among them.
type UnitBar struct {
	Unit   string
	Closed int // verified and done
	Green  int // green lights that are not closed
	Yellow int
	Red    int
	Grey   int
}

// BarOf counts as the ledger's summary does: there, green lights hold also what is
// closed and what is cancelled.
func BarOf(u reminders.UnitCounts) UnitBar {
	done, _ := u.Closed()
	return UnitBar{
		Unit:   u.Unit,
		Closed: done,
		Green:  u.Lights[reminders.Green] - done - u.Statuses[reminders.Cancelled],
		Yellow: u.Lights[reminders.Yellow],
		Red:    u.Lights[reminders.Red],
		Grey:   u.Lights[reminders.Grey],
	}
}

// maxTotal is the most milestones: numbers of six digits might not fit into a bar.
const maxTotal = 99_999

// Progress writes the progress of the units as a PNG of 1080 px width: a bar of all on
// top, below it one for each unit, cut into what is closed, not yet due, yellow, red and
// unverified, each with its sign and number, and at its right how much is closed. All
// bars have the same length: they show shares. Long names are shortened with an ellipsis.
// Units that do not fit, the last ones, are drawn as one bar, and the picture says so.
//
// It returns an error if a number is negative, if there are more than 99,999 milestones,
// whose numbers would have no room, or if w returns one.
func Progress(w io.Writer, p ProgressData) error {
	bars := make([]bar, len(p.Units))
	for i, u := range p.Units {
		bars[i] = bar{clean(u.Unit), [...]int{u.Closed, u.Green, u.Yellow, u.Red, u.Grey}}
		for _, n := range bars[i].n {
			if n < 0 || n > maxTotal {
				return fmt.Errorf("unit %s: %d milestones", u.Unit, n)
			}
		}
	}
	all := merge("合计", bars)
	if all.total() > maxTotal {
		return fmt.Errorf("more than %d milestones", maxTotal)
	}
	c, err := newCanvas()
	if err != nil {
		return err
	}
	y := c.head(p.Title, p.AsOf)
	y = c.legend(c.progressKeys(), y)
	y = c.overall(all, y)
	if len(bars) == 0 {
		return c.write(w, y)
	}
	col, room := c.barColumns(bars), maxHeight-y-barsHeading-margin
	heights := c.barHeights(bars, col, 2)
	if sum(heights) > room {
		heights = c.barHeights(bars, col, 1)
	}
	if sum(heights) > room {
		most := (room-noteHeight)/barRow - 1
		rest := len(bars) - most
		bars = append(bars[:most:most], merge("其余"+strconv.Itoa(rest)+"个单位", bars[most:]))
		col, heights = c.barColumns(bars), heights[:len(bars)]
		y = c.note("版面有限，排在后面的"+strconv.Itoa(rest)+"个单位合为最后一条。", y)
	}
	y = c.barsHeading(y)
	for i, b := range bars {
		c.unitBar(b, col, y, heights[i])
		y += heights[i]
	}
	return c.write(w, y+margin)
}
