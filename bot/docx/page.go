package docx

import "encoding/xml"

// page is the form of the pages.
type page struct {
	Footers []footerReference `xml:"w:footerReference"`
	Size    pageSize          `xml:"w:pgSz"`
	Margins pageMargins       `xml:"w:pgMar"`
}

type footerReference struct {
	Pages string `xml:"w:type,attr"` // default: odd ones, as even ones have their own
	ID    string `xml:"r:id,attr"`
}

type pageSize struct {
	Width  twips `xml:"w:w,attr"`
	Height twips `xml:"w:h,attr"`
}

type pageMargins struct {
	Top    twips `xml:"w:top,attr"`
	Right  twips `xml:"w:right,attr"`
	Bottom twips `xml:"w:bottom,attr"`
	Left   twips `xml:"w:left,attr"`
	Header twips `xml:"w:header,attr"`
	Footer twips `xml:"w:footer,attr"`
	Gutter twips `xml:"w:gutter,attr"`
}

// The relationships that lead from the text to the footers.
const (
	oddFooterID  = "oddFooter"
	evenFooterID = "evenFooter"
)

func pageForm() page {
	return page{
		Footers: []footerReference{{"default", oddFooterID}, {"even", evenFooterID}},
		Size:    pageSize{pageWidth, pageHeight},
		Margins: pageMargins{Top: marginTop, Right: marginRight, Bottom: marginBottom, Left: marginLeft, Footer: footerDistance},
	}
}

// footer is what stands under the text of a page.
type footer struct {
	XMLName   xml.Name  `xml:"w:ftr"`
	NS        string    `xml:"xmlns:w,attr"`
	Paragraph paragraph `xml:"w:p"`
}

// The footers hold the page number between dashes, at the outer edge of pages printed on
// both sides: one character from the right on odd pages, from the left on even ones (7.5).
func oddFooter() footer  { return numbered("right", indent{Right: footerStep}) }
func evenFooter() footer { return numbered("left", indent{Left: footerStep}) }

func numbered(align string, in indent) footer {
	p := styled(styleFooter, "— ")
	p.Properties.Indent, p.Properties.Align = &in, &word{align}
	p.Content = append(p.Content, field{Instr: "PAGE", Shown: said("1")}, said(" —"))
	return footer{NS: nsMain, Paragraph: p}
}
