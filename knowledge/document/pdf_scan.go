package document

import (
	"context"
	"math"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"duban/knowledge/document/ocr"
)

// fewGlyphs is how many characters a page has at least that is no picture, whatever it
// draws; fewOnPicture is the same for one that a picture covers, and on which a scanner
// may have printed its name or a number.
const (
	fewGlyphs    = 10
	fewOnPicture = 100
)

// scanned tells whether the page's words may stand in what it draws.
func (p page) scanned() bool {
	n := p.inked()
	return n < fewGlyphs && p.drawn || n < fewOnPicture && p.picture
}

// recognised draws a page and recognises it.
func (l *pdfLibrary) recognised(ctx context.Context, doc references.FPDF_DOCUMENT, index int, p page, s *scanner) (page, error) {
	if s.full() {
		p.unread = unreadRest
		return p, nil
	}
	inches := p.width * p.height / 72 / 72
	dpi := int(min(scanResolution, math.Sqrt(ocr.MaxPixels/max(inches, 1))))
	drawn, err := l.RenderPageInDPI(&requests.RenderPageInDPI{DPI: max(dpi, 1), ImageFormat: requests.RenderImageFormatGrayscale,
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: index}}})
	if err != nil {
		p.unread = unreadEngine
		return p, nil
	}
	size := drawn.Result.RenderedImage.Bounds().Size()
	g := greyOf(drawn.Result.RenderedImage, size.X, size.Y)
	drawn.Cleanup()
	found, err := s.page(ctx, g)
	if err != nil {
		return p, err
	}
	return p.or(found), nil
}

// or gives what was recognised of a page, or the page as it is where that is less than
// its own characters.
func (p page) or(found page) page {
	switch {
	case found.characters() > 2*p.inked(), p.inked() == 0:
		return found
	case p.inked() < fewGlyphs:
		p.unread = found.unread
	}
	return p
}

// characters counts those that were recognised.
func (p page) characters() int {
	n := 0
	for _, l := range p.lines {
		n += len([]rune(l.text))
	}
	for _, t := range p.tables {
		for _, row := range t.rows {
			for _, c := range row {
				n += len([]rune(c.text))
			}
		}
	}
	return n
}
