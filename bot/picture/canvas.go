package picture

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"
	"sync"

	"github.com/ulikunitz/xz/lzma"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

//go:embed font/NotoSansSC-Medium-cut.ttf.lzma
var fontFile []byte

// typeface gives the parsed font, which may be shared; faces made of it may not.
var typeface = sync.OnceValues(func() (*opentype.Font, error) {
	packed, err := lzma.NewReader(bytes.NewReader(fontFile))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(packed)
	if err != nil {
		return nil, err
	}
	return opentype.Parse(data)
})

// canvas is a sheet of the greatest height that is drawn from the top down and cut off
// at the end. It belongs to one goroutine.
type canvas struct {
	img      *image.RGBA
	typeface *opentype.Font
	faces    map[int]font.Face // by size
	path     vector.Rasterizer
}

func newCanvas() (*canvas, error) {
	f, err := typeface()
	if err != nil {
		return nil, fmt.Errorf("embedded font: %w", err)
	}
	c := &canvas{
		img:      image.NewRGBA(image.Rect(0, 0, width, maxHeight)),
		typeface: f,
		faces:    map[int]font.Face{},
	}
	c.rect(0, 0, width, maxHeight, paper)
	return c, nil
}

// face gives the font in that size in px.
func (c *canvas) face(size int) font.Face {
	f, ok := c.faces[size]
	if !ok {
		// NewFace fails only for options that it does not know.
		f, _ = opentype.NewFace(c.typeface, &opentype.FaceOptions{Size: float64(size), DPI: 72})
		c.faces[size] = f
	}
	return f
}

// textWidth gives the width of a line of text in px.
func (c *canvas) textWidth(s string, size int) int {
	face := c.face(size)
	var w fixed.Int26_6
	for _, r := range s {
		// Not ok tells that the font lacks the character; the advance is then that of
		// the mark that stands for it.
		a, _ := face.GlyphAdvance(r)
		w += a
	}
	return w.Ceil()
}

// text draws a line of text from x on, its middle at y. A character that the font lacks
// shows as a crossed box, the font's glyph for that; font.Drawer would leave it out.
func (c *canvas) text(s string, size, x, y int, ink color.RGBA) {
	face := c.face(size)
	// Chinese characters fill the em box, from 0.88 above the baseline to 0.12 below.
	dot := fixed.P(x, y+size*38/100)
	src := image.NewUniform(ink)
	for _, r := range s {
		box, mask, at, advance, _ := face.Glyph(dot, r)
		if mask != nil {
			draw.DrawMask(c.img, box, src, image.Point{}, mask, at, draw.Over)
		}
		dot.X += advance
	}
}

// textCentred draws a line of text with its centre at x, y.
func (c *canvas) textCentred(s string, size, x, y int, ink color.RGBA) {
	c.text(s, size, x-c.textWidth(s, size)/2, y, ink)
}

// textRight draws a line of text that ends at x.
func (c *canvas) textRight(s string, size, x, y int, ink color.RGBA) {
	c.text(s, size, x-c.textWidth(s, size), y, ink)
}

// rect fills a rectangle.
func (c *canvas) rect(x0, y0, x1, y1 int, fill color.RGBA) {
	draw.Draw(c.img, image.Rect(x0, y0, x1, y1), image.NewUniform(fill), image.Point{}, draw.Src)
}

// frame draws the outline of a rectangle, inside it.
func (c *canvas) frame(x0, y0, x1, y1, stroke int, ink color.RGBA) {
	c.rect(x0, y0, x1, y0+stroke, ink)
	c.rect(x0, y1-stroke, x1, y1, ink)
	c.rect(x0, y0, x0+stroke, y1, ink)
	c.rect(x1-stroke, y0, x1, y1, ink)
}

// point is a place on the canvas in px.
type point struct{ x, y float64 }

// shape fills closed outlines with smooth edges. Where outlines of the same sense of
// rotation overlap they add up; of different senses they would cancel each other.
func (c *canvas) shape(ink color.RGBA, outlines ...[]point) {
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, o := range outlines {
		for _, p := range o {
			lo = point{min(lo.x, p.x), min(lo.y, p.y)}
			hi = point{max(hi.x, p.x), max(hi.y, p.y)}
		}
	}
	box := image.Rect(int(math.Floor(lo.x)), int(math.Floor(lo.y)), int(math.Ceil(hi.x)), int(math.Ceil(hi.y)))
	c.path.Reset(box.Dx(), box.Dy())
	for _, o := range outlines {
		for i, p := range o {
			x, y := float32(p.x-float64(box.Min.X)), float32(p.y-float64(box.Min.Y))
			if i == 0 {
				c.path.MoveTo(x, y)
			} else {
				c.path.LineTo(x, y)
			}
		}
		c.path.ClosePath()
	}
	c.path.Draw(c.img, box, image.NewUniform(ink), image.Point{})
}

// stroke draws a line with round ends and joints through the points.
func (c *canvas) stroke(ink color.RGBA, thickness float64, through ...point) {
	r := thickness / 2
	var outlines [][]point
	for i, b := range through {
		outlines = append(outlines, disc(b, r))
		if i == 0 {
			continue
		}
		a := through[i-1]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		dx, dy := (b.x-a.x)/length*r, (b.y-a.y)/length*r
		outlines = append(outlines, []point{{a.x + dy, a.y - dx}, {b.x + dy, b.y - dx}, {b.x - dy, b.y + dx}, {a.x - dy, a.y + dx}})
	}
	c.shape(ink, outlines...)
}

// disc gives the outline of a circle.
func disc(centre point, r float64) []point {
	return rounded(centre.x-r, centre.y-r, centre.x+r, centre.y+r, r)
}

// rounded gives the outline of a rectangle whose corners are arcs of that radius.
func rounded(x0, y0, x1, y1, r float64) []point {
	const steps = 12 // for a quarter: smooth up to a radius of 40 px
	corners := [4]point{{x1 - r, y0 + r}, {x1 - r, y1 - r}, {x0 + r, y1 - r}, {x0 + r, y0 + r}}
	var outline []point
	for i, p := range corners {
		for s := range steps + 1 {
			sin, cos := math.Sincos((float64(i-1) + float64(s)/steps) * math.Pi / 2)
			outline = append(outline, point{p.x + r*cos, p.y + r*sin})
		}
	}
	return outline
}
