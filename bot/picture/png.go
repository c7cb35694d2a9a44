package picture

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"slices"
)

// write writes the upper part of the canvas, of that height, as a PNG with a palette:
// less than half the bytes of one without.
func (c *canvas) write(w io.Writer, height int) error {
	if err := png.Encode(w, paletted(c.img, height)); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	return nil
}

// paletted gives the upper part of a picture in 256 colours: those that it is drawn in,
// then the most frequent shades of its smooth edges. Any other shade becomes the nearest
// of these, which the eye cannot tell.
func paletted(img *image.RGBA, height int) *image.Paletted {
	count := map[color.RGBA]int{}
	each(img, height, func(_ int, c color.RGBA, n int) { count[c] += n })
	for _, c := range colours {
		delete(count, c)
	}
	shades := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	p := color.Palette{}
	index := map[color.RGBA]uint8{}
	for _, c := range slices.Concat(colours, shades) {
		if len(p) < 256 {
			index[c] = uint8(len(p))
			p = append(p, c)
		} else {
			index[c] = uint8(p.Index(c))
		}
	}
	out := image.NewPaletted(image.Rect(0, 0, width, height), p)
	each(img, height, func(at int, c color.RGBA, n int) {
		i := index[c]
		for k := range n {
			out.Pix[at+k] = i
		}
	})
	return out
}

// each calls f for each run of n pixels of one colour, the first being the at-th. Most
// of a picture is long runs.
func each(img *image.RGBA, height int, f func(at int, c color.RGBA, n int)) {
	pix := img.Pix[:4*width*height]
	for at := 0; at < width*height; {
		first := [4]byte(pix[4*at:])
		n := 1
		for at+n < width*height && [4]byte(pix[4*(at+n):]) == first {
			n++
		}
		f(at, color.RGBA{first[0], first[1], first[2], first[3]}, n)
		at += n
	}
}
