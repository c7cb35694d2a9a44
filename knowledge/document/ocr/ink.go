package ocr

import (
	"image"

	"golang.org/x/image/draw"
)

// dark is the brightest that ink is, on paper that is white.
const dark = 192

// inkAbout is what the ink of a line takes of the box that Tesseract gives it, which
// reaches into the lines above and below: the rows about its middle up to a blank one.
func inkAbout(g *image.Gray, b image.Rectangle) image.Rectangle {
	b = b.Intersect(g.Rect)
	inked := func(y int) bool {
		for _, p := range g.Pix[g.PixOffset(b.Min.X, y):g.PixOffset(b.Max.X, y)] {
			if p < dark {
				return true
			}
		}
		return false
	}
	mid := (b.Min.Y + b.Max.Y) / 2
	from, to := mid, mid
	for from > b.Min.Y && inked(from-1) {
		from--
	}
	for to < b.Max.Y && inked(to) {
		to++
	}
	if from == to {
		return b
	}
	return image.Rect(b.Min.X, from, b.Max.X, to)
}

// sized takes a part of an image in another size, with a white border.
func sized(g *image.Gray, r image.Rectangle, scale float64) *image.Gray {
	const border = 40
	w, h := max(1, int(float64(r.Dx())*scale)), max(1, int(float64(r.Dy())*scale))
	out := image.NewGray(image.Rect(0, 0, w+2*border, h+2*border))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, image.Rect(border, border, border+w, border+h), g, r, draw.Src, nil)
	return out
}

// bandsOf finds the rows of ink that lie in none of the lines, as high as characters
// are.
func bandsOf(g *image.Gray, lines []Line) []image.Rectangle {
	const least, most = 12, 100 // pixels of height; bands
	rest := image.NewGray(g.Rect)
	draw.Draw(rest, g.Rect, g, g.Rect.Min, draw.Src)
	for _, l := range lines {
		draw.Draw(rest, l.Box.Inset(-2), image.White, image.Point{}, draw.Src)
	}
	var out []image.Rectangle
	band := image.Rectangle{}
	for y := g.Rect.Min.Y; y <= g.Rect.Max.Y; y++ {
		row := image.Rectangle{}
		for x := g.Rect.Min.X; x < g.Rect.Max.X && y < g.Rect.Max.Y; x++ {
			if rest.Pix[rest.PixOffset(x, y)] < dark {
				row = row.Union(image.Rect(x, y, x+1, y+1))
			}
		}
		if !row.Empty() {
			band = band.Union(row)
			continue
		}
		if band.Dy() >= least && band.Dx() >= least && len(out) < most {
			out = append(out, band)
		}
		band = image.Rectangle{}
	}
	return out
}
