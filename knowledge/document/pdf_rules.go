package document

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// What a page may draw before the rest of it is ignored: a map or a chart is no table.
const (
	maxObjects  = 20_000
	maxSegments = 200
	maxPictures = 50
)

// drawn collects the straight lines of a page, which may be a table's, and notes
// large pictures.
func (l *pdfLibrary) drawn(at requests.Page, p *page) error {
	count, err := l.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil {
		return err
	}
	for i := range min(count.Count, maxObjects) {
		o, err := l.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			return err
		}
		if err := l.object(o.PageObject, p); err != nil {
			return err
		}
	}
	return nil
}

func (l *pdfLibrary) object(o references.FPDF_PAGEOBJECT, p *page) error {
	kind, err := l.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return err
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_TEXT:
		mode, err := l.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o})
		p.hidden = p.hidden || err == nil && mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE
		return nil
	case enums.FPDF_PAGEOBJ_PATH, enums.FPDF_PAGEOBJ_IMAGE:
		p.drawn = true
	default:
		p.drawn = p.drawn || kind.Type != enums.FPDF_PAGEOBJ_UNKNOWN
		return nil
	}
	bounds, err := l.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return nil // an empty path has none
	}
	b := box{float64(bounds.Left), float64(bounds.Right), float64(bounds.Bottom), float64(bounds.Top)}.upright()
	if kind.Type == enums.FPDF_PAGEOBJ_IMAGE {
		p.shows(b)
		return nil
	}
	if b.width() < thick || b.height() < thick {
		p.rules = append(p.rules, rule{b})
		return nil
	}
	return l.path(o, p)
}

// path takes the straight segments of a path that is more than one line.
func (l *pdfLibrary) path(o references.FPDF_PAGEOBJECT, p *page) error {
	count, err := l.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil || count.Count > maxSegments {
		return err
	}
	m := structs.FPDF_FS_MATRIX{A: 1, D: 1}
	if got, err := l.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o}); err == nil {
		m = got.Matrix
	}
	var first, last [2]float64
	for i := range count.Count {
		s, err := l.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return err
		}
		point, err := l.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil {
			return err
		}
		kind, err := l.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
		if err != nil {
			return err
		}
		x, y := float64(point.X), float64(point.Y)
		now := [2]float64{x*float64(m.A) + y*float64(m.C) + float64(m.E), x*float64(m.B) + y*float64(m.D) + float64(m.F)}
		if kind.Type == enums.FPDF_SEGMENT_MOVETO {
			first, last = now, now
			continue
		}
		p.rules = append(p.rules, straight(last, now)...)
		last = now
		if closed, err := l.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s.PathSegment}); err == nil && closed.IsClose {
			p.rules = append(p.rules, straight(last, first)...)
			last = first
		}
	}
	return nil
}

// straight gives a segment that runs along or across the page.
func straight(from, to [2]float64) []rule {
	b := box{from[0], to[0], from[1], to[1]}.upright()
	if b.width() < thick != (b.height() < thick) {
		return []rule{{b}}
	}
	return nil
}
