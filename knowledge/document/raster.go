package document

import (
	"image"
	"image/color"
	"math"
	"slices"

	"golang.org/x/image/draw"
)

// Pages are recognised at about this many dots an inch; a point is 1/72 inch.
const (
	scanResolution = 200
	points         = 72.0 / scanResolution
)

// dark is the brightest that ink is, on paper that is white.
const dark = 192

// greyOf gives an image in grey on white, w by h pixels.
func greyOf(img image.Image, w, h int) *image.Gray {
	colour := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(colour, colour.Rect, image.White, image.Point{}, draw.Src)
	if img.Bounds().Size() == colour.Rect.Size() {
		draw.Draw(colour, colour.Rect, img, img.Bounds().Min, draw.Over)
	} else {
		draw.CatmullRom.Scale(colour, colour.Rect, img, img.Bounds(), draw.Over, nil)
	}
	out := image.NewGray(colour.Rect)
	for i := range out.Pix {
		p := colour.Pix[4*i:]
		out.Pix[i] = color.GrayModel.Convert(color.RGBA{p[0], p[1], p[2], 255}).(color.Gray).Y
	}
	return out
}

// whitened takes the shade of the paper, and of the light on it, away.
func whitened(g *image.Gray) *image.Gray {
	const tile = 32
	w, h := g.Rect.Dx(), g.Rect.Dy()
	cols, rows := (w+tile-1)/tile, (h+tile-1)/tile
	paper := make([]float64, cols*rows)
	for r := range rows {
		for c := range cols {
			var counts [256]int
			n := 0
			for y := r * tile; y < min(h, (r+1)*tile); y++ {
				for _, p := range g.Pix[y*g.Stride+c*tile : y*g.Stride+min(w, (c+1)*tile)] {
					counts[p]++
					n++
				}
			}
			level := 255
			for left := n / 10; level > 0; level-- { // a tenth may be brighter
				if left -= counts[level]; left < 0 {
					break
				}
			}
			paper[r*cols+c] = float64(level)
		}
	}
	around := make([]float64, len(paper)) // a tile full of ink has the paper of its neighbours
	for r := range rows {
		for c := range cols {
			for y := max(0, r-1); y <= min(rows-1, r+1); y++ {
				for x := max(0, c-1); x <= min(cols-1, c+1); x++ {
					around[r*cols+c] = max(around[r*cols+c], paper[y*cols+x])
				}
			}
		}
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		fy := max(0, (float64(y)-tile/2)/tile)
		r, r2 := int(fy), min(int(fy)+1, rows-1)
		fy -= float64(r)
		for x := range w {
			fx := max(0, (float64(x)-tile/2)/tile)
			c, c2 := int(fx), min(int(fx)+1, cols-1)
			fx -= float64(c)
			white := (around[r*cols+c]*(1-fx)+around[r*cols+c2]*fx)*(1-fy) + (around[r2*cols+c]*(1-fx)+around[r2*cols+c2]*fx)*fy
			p := float64(g.Pix[y*g.Stride+x])
			out.Pix[y*out.Stride+x] = uint8(min(255, p*255/max(white, 64)))
		}
	}
	return out
}

// inkOf is the smallest rectangle about the ink within r; empty where there is none
// but specks.
func inkOf(g *image.Gray, r image.Rectangle) image.Rectangle {
	const speck = 6 // pixels of ink that are no character
	r = r.Intersect(g.Rect)
	out, n := image.Rectangle{}, 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := g.Pix[y*g.Stride+r.Min.X : y*g.Stride+r.Max.X]
		first := slices.IndexFunc(row, func(p uint8) bool { return p < dark })
		if first < 0 {
			continue
		}
		last := first
		for x, p := range row {
			if p < dark {
				n++
				last = x
			}
		}
		out = out.Union(image.Rect(r.Min.X+first, y, r.Min.X+last+1, y+1))
	}
	if n <= speck {
		return image.Rectangle{}
	}
	return out
}

// copied takes a part of an image with a white border.
func copied(g *image.Gray, r image.Rectangle, border int) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, r.Dx()+2*border, r.Dy()+2*border))
	blank(out, out.Rect)
	draw.Draw(out, r.Sub(r.Min).Add(image.Pt(border, border)), g, r.Min, draw.Src)
	return out
}

// blank makes a part of an image white.
func blank(g *image.Gray, r image.Rectangle) { draw.Draw(g, r, image.White, image.Point{}, draw.Src) }

// skewOf is the angle in radians by which the lines of a page rise to the right: that
// under which its ink falls into the fewest rows.
func skewOf(g *image.Gray) float64 {
	const most, steps, sparse = 0.06, 60, 3 // 3.4 degrees; every third pixel each way
	type dot struct{ x, y float64 }
	var ink []dot
	for y := 0; y < g.Rect.Dy(); y += sparse {
		for x := 0; x < g.Rect.Dx(); x += sparse {
			if g.Pix[y*g.Stride+x] < dark {
				ink = append(ink, dot{float64(x), float64(y)})
			}
		}
	}
	rows := make([]float64, g.Rect.Dy()+int(2*most*float64(g.Rect.Dx()))+2)
	sharpness := func(angle float64) float64 {
		clear(rows)
		for _, d := range ink {
			rows[int(d.y+d.x*angle+most*float64(g.Rect.Dx()))]++
		}
		sum := 0.0
		for i := sparse; i < len(rows); i += sparse {
			step := rows[i] + rows[i-1] + rows[i-2]
			sum += step * step
		}
		return sum
	}
	best, at := sharpness(0)*1.02, 0.0 // a page that stands straight stays so
	for i := -steps; i <= steps; i++ {
		angle := most * float64(i) / steps
		if s := sharpness(angle); s > best {
			best, at = s, angle
		}
	}
	return at
}

// straightened turns an image by an angle in radians that skewOf gave.
func straightened(g *image.Gray, angle float64) *image.Gray {
	out := image.NewGray(g.Rect)
	sin, cos := math.Sincos(-angle)
	cx, cy := float64(g.Rect.Dx())/2, float64(g.Rect.Dy())/2
	at := func(x, y int) float64 {
		if !image.Pt(x, y).In(g.Rect) {
			return 255
		}
		return float64(g.Pix[y*g.Stride+x])
	}
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			fx := (float64(x)-cx)*cos - (float64(y)-cy)*sin + cx
			fy := (float64(x)-cx)*sin + (float64(y)-cy)*cos + cy
			ix, iy := int(math.Floor(fx)), int(math.Floor(fy))
			fx, fy = fx-float64(ix), fy-float64(iy)
			top := at(ix, iy)*(1-fx) + at(ix+1, iy)*fx
			low := at(ix, iy+1)*(1-fx) + at(ix+1, iy+1)*fx
			out.Pix[y*out.Stride+x] = uint8(top*(1-fy) + low*fy)
		}
	}
	return out
}

// turned turns an image by a quarter to the right.
func turned(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			out.Pix[x*out.Stride+h-1-y] = g.Pix[y*g.Stride+x]
		}
	}
	return out
}
