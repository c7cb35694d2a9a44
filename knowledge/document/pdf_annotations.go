package document

import (
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// maxAnnotations is how many annotations of a page are looked at.
const maxAnnotations = 2000

// annotations looks at what was put over a page: what is filled into a form and typed
// over the page becomes part of it, as it is shown, and a line that strikes words out
// is given like one that is drawn.
func (l *pdfLibrary) annotations(at requests.Page) (over page, err error) {
	count, err := l.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: at})
	if err != nil || count.Count == 0 {
		return over, err
	}
	for i := range min(count.Count, maxAnnotations) {
		a, err := l.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: at, Index: i})
		if err != nil {
			continue // broken
		}
		l.annotation(a.Annotation, &over)
		_, _ = l.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: a.Annotation})
	}
	_, err = l.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: at, Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
	return over, err
}

func (l *pdfLibrary) annotation(a references.FPDF_ANNOTATION, over *page) {
	kind, err := l.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: a})
	if err != nil {
		return
	}
	rect, err := l.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: a})
	if err != nil {
		return
	}
	place := box{float64(rect.Rect.Left), float64(rect.Rect.Right), float64(rect.Rect.Bottom), float64(rect.Rect.Top)}.upright()
	switch kind.Subtype {
	case enums.FPDF_ANNOT_SUBTYPE_STRIKEOUT:
		quads := l.quads(a)
		if len(quads) == 0 {
			quads = []box{place}
		}
		for _, q := range quads {
			over.rules = append(over.rules, rule{box{q.left, q.right, q.midY() - 0.5, q.midY() + 0.5}})
		}
	case enums.FPDF_ANNOT_SUBTYPE_WIDGET:
		if look, err := l.FPDFAnnot_GetAP(&requests.FPDFAnnot_GetAP{Annotation: a, AppearanceMode: enums.FPDF_ANNOT_APPEARANCEMODE_NORMAL}); err == nil && look.Value != "" {
			return // is shown
		}
		if kind, err := l.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: a, Key: "FT"}); err == nil && kind.Value == "Btn" {
			return
		}
		if value, err := l.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: a, Key: "V"}); err == nil {
			over.glyphs = append(over.glyphs, typeset(value.Value, place)...)
		}
	}
}

// quads returns the boxes of the words that an annotation is about, a line each.
func (l *pdfLibrary) quads(a references.FPDF_ANNOTATION) []box {
	count, err := l.FPDFAnnot_CountAttachmentPoints(&requests.FPDFAnnot_CountAttachmentPoints{Annotation: a})
	if err != nil {
		return nil
	}
	var out []box
	for i := range min(count.Count, maxAnnotations) {
		q, err := l.FPDFAnnot_GetAttachmentPoints(&requests.FPDFAnnot_GetAttachmentPoints{Annotation: a, Index: i})
		if err != nil {
			continue
		}
		p := q.QuadPoints
		out = append(out, box{float64(min(p.X1, p.X2, p.X3, p.X4)), float64(max(p.X1, p.X2, p.X3, p.X4)), float64(min(p.Y1, p.Y2, p.Y3, p.Y4)), float64(max(p.Y1, p.Y2, p.Y3, p.Y4))})
	}
	return out
}

// typeset sets words into a place from its left edge on, a line each, as a program
// would that shows the form.
func typeset(words string, place box) []glyph {
	lines := strings.FieldsFunc(words, func(c rune) bool { return c == '\r' || c == '\n' })
	var out []glyph
	for i, line := range lines {
		step := place.height() / float64(len(lines))
		size := min(step*0.8, 12)
		mid := place.top - step*(float64(i)+0.5)
		x := place.left + 1
		for _, c := range line {
			w := size / 2
			if wide(string(c)) {
				w = size
			}
			out = append(out, glyph{text: string(c), box: box{x, x + w*0.9, mid - size*0.4, mid + size*0.4}})
			x += w
		}
	}
	return out
}
