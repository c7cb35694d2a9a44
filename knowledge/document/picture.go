package document

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // the formats of picture files
	_ "image/png"
	"math"
	"slices"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"duban/knowledge/document/ocr"
)

// maxPixels is the size of the largest picture file that is opened: that of the cameras
// of telephones.
const maxPixels = 50_000_000

// readPicture recognises the text of a scanned or photographed page.
func readPicture(w *writer, data []byte, o Options) error {
	var pages []page
	starts := pagesOf(data)
	for i, at := range starts {
		if w.full() {
			return nil
		}
		p := page{unread: unreadRest}
		if !w.scans.full() {
			var err error
			if p, err = picture(w.ctx, w.scans, beginning(data, at)); err != nil {
				return err
			}
		}
		pages = append(pages, p)
		o.Progress(i+1, len(starts))
	}
	if !slices.ContainsFunc(pages, page.anything) {
		return ErrImage
	}
	writePages(w, pages)
	if len(pages) == 1 {
		w.pages = nil
	}
	return nil
}

// picture recognises one picture.
func picture(ctx context.Context, s *scanner, data []byte) (page, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return page{}, ErrDamaged
	case config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height:
		return page{}, ErrPixels
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return page{}, ErrDamaged
	}
	size := img.Bounds().Size()
	g := greyOf(img, size.X, size.Y)
	if scale := scaleOf(g); scale != 1 {
		g = greyOf(img, max(1, int(float64(size.X)*scale)), max(1, int(float64(size.Y)*scale)))
	}
	for range quartersOf(data) {
		g = turned(g)
	}
	return s.page(ctx, g)
}

// scaleOf is by how much a picture has to be enlarged for its characters to be as large
// as on a page of scanResolution. What is about right stays as it is.
func scaleOf(g *image.Gray) float64 {
	const usual, least, most = 24.0, 16.0, 40.0 // pixels of height of a part of a character
	pixels := float64(g.Rect.Dx() * g.Rect.Dy())
	largest := math.Sqrt(ocr.MaxPixels / pixels)
	scale := 1.0
	if h := partHeight(whitened(g)); h > 0 && (h < least || h > most) {
		scale = max(0.25, min(usual/h, 3))
	}
	return min(scale, largest)
}

// partHeight is the height of the middle one of the connected parts of ink, without
// specks: of most characters the largest part.
func partHeight(g *image.Gray) float64 {
	const speck = 7
	type run struct{ from, to, part int }
	type span struct{ top, bottom int }
	var parts []span
	var parent []int
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	var above, here []run
	for y := range g.Rect.Dy() {
		here = here[:0]
		row := g.Pix[y*g.Stride:][:g.Rect.Dx()]
		k := 0
		for x := 0; x < len(row); {
			if row[x] >= dark {
				x++
				continue
			}
			r := run{from: x, part: -1}
			for x < len(row) && row[x] < dark {
				x++
			}
			r.to = x
			for k < len(above) && above[k].to < r.from {
				k++
			}
			for j := k; j < len(above) && above[j].from <= r.to; j++ {
				part := find(above[j].part)
				if r.part < 0 {
					r.part = part
				} else if r.part != part {
					parent[part] = r.part
					parts[r.part].top = min(parts[r.part].top, parts[part].top)
				}
				parts[r.part].bottom = y
			}
			if r.part < 0 {
				r.part = len(parts)
				parts, parent = append(parts, span{y, y}), append(parent, r.part)
			}
			here = append(here, r)
		}
		above, here = here, above
	}
	var heights []int
	for i, p := range parts {
		if h := p.bottom - p.top + 1; parent[i] == i && h >= speck {
			heights = append(heights, h)
		}
	}
	if len(heights) == 0 {
		return 0
	}
	slices.Sort(heights)
	return float64(heights[len(heights)/2])
}
