package document

import (
	"image"
	"slices"
)

// What a bar of ink has to be for a rule of a table, in pixels.
const (
	minRule   = 50 // long; longer than a stroke of a character
	thickRule = 12 // wide at most
	brokenBy  = 2  // pixels to the next one of the line; between characters there are more
)

// barsOf finds the straight bars of ink that run along or across an image.
func barsOf(g *image.Gray) []image.Rectangle {
	across := barsIn(g.Rect.Dx(), g.Rect.Dy(), func(x, y int) bool { return g.Pix[y*g.Stride+x] < dark })
	along := barsIn(g.Rect.Dy(), g.Rect.Dx(), func(x, y int) bool { return g.Pix[x*g.Stride+y] < dark })
	for _, b := range along {
		across = append(across, image.Rect(b.Min.Y, b.Min.X, b.Max.Y, b.Max.X))
	}
	return across
}

// barsIn finds the bars that run along x: runs of ink in neighbouring rows that lie
// above each other. A line that is not quite straight goes on in the next row.
func barsIn(w, h int, ink func(x, y int) bool) []image.Rectangle {
	var done, open []image.Rectangle
	close := func(b image.Rectangle) {
		if b.Dy() <= thickRule {
			done = append(done, b)
		}
	}
	for y := range h {
		for from := 0; from < w; {
			if !ink(from, y) {
				from++
				continue
			}
			to := from + 1
			for x := to; x < w && x-to < brokenBy; x++ {
				if ink(x, y) {
					to = x + 1
				}
			}
			run := image.Rect(from, y, to, y+1)
			from = to
			if run.Dx() < minRule {
				continue
			}
			open = slices.DeleteFunc(open, func(b image.Rectangle) bool {
				touches := b.Max.Y >= y && b.Min.X <= run.Max.X+brokenBy && run.Min.X <= b.Max.X+brokenBy
				if touches {
					run = run.Union(b)
				}
				return touches
			})
			open = append(open, run)
		}
		open = slices.DeleteFunc(open, func(b image.Rectangle) bool {
			if b.Max.Y < y {
				close(b)
			}
			return b.Max.Y < y
		})
	}
	for _, b := range open {
		close(b)
	}
	return done
}

// rulesOf gives the bars as lines of a page of that height in pixels.
func rulesOf(bars []image.Rectangle, height int) []rule {
	var out []rule
	for _, b := range bars {
		out = append(out, rule{onPage(b, height)})
	}
	return out
}

// onPage gives a rectangle of an image as one of its page, in points.
func onPage(r image.Rectangle, height int) box {
	return box{float64(r.Min.X) * points, float64(r.Max.X) * points, float64(height-r.Max.Y) * points, float64(height-r.Min.Y) * points}
}

// inImage gives a rectangle of a page as one of its image.
func inImage(b box, height int) image.Rectangle {
	return image.Rect(int(b.left/points), height-int(b.top/points), int(b.right/points), height-int(b.bottom/points))
}
