package docx

import "encoding/xml"

// This file has the elements of WordprocessingML (ISO/IEC 29500-1, clause 17) that a
// brief needs. The fields stand in the order of the schema: a file in which the elements
// do not is damaged to Word.

const (
	nsMain          = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// Properties of one value.
type (
	word struct {
		Val string `xml:"w:val,attr"`
	}
	length struct {
		Val twips `xml:"w:val,attr"`
	}
	number struct {
		Val int `xml:"w:val,attr"`
	}
	size struct {
		Val halfPoints `xml:"w:val,attr"`
	}
	flag struct{}
)

// on is a property that says yes by being there, off one that says no.
var (
	on  = &flag{}
	off = &word{"0"}
)

// paragraph is a paragraph; all its words look as its style says.
type paragraph struct {
	XMLName    xml.Name            `xml:"w:p"`
	Properties paragraphProperties `xml:"w:pPr"`
	Content    []any               // of run and field
}

type paragraphProperties struct {
	Style        *word    `xml:"w:pStyle"`
	KeepNext     *flag    `xml:"w:keepNext"` // on the page of the next paragraph
	WidowControl *word    `xml:"w:widowControl"`
	WordWrap     *word    `xml:"w:wordWrap"` // off: also breaks within Latin words
	AutoSpaceDE  *word    `xml:"w:autoSpaceDE"`
	AutoSpaceDN  *word    `xml:"w:autoSpaceDN"`
	Spacing      *spacing `xml:"w:spacing"`
	Indent       *indent  `xml:"w:ind"`
	Align        *word    `xml:"w:jc"`
	Outline      *number  `xml:"w:outlineLvl"`
}

type spacing struct {
	Before twips  `xml:"w:before,attr,omitempty"`
	After  twips  `xml:"w:after,attr,omitempty"`
	Line   twips  `xml:"w:line,attr,omitempty"`
	Rule   string `xml:"w:lineRule,attr,omitempty"`
}

type indent struct {
	Left           twips `xml:"w:left,attr,omitempty"`
	Right          twips `xml:"w:right,attr,omitempty"`
	FirstLineChars int   `xml:"w:firstLineChars,attr,omitempty"` // hundredths of a character; goes before FirstLine
	FirstLine      twips `xml:"w:firstLine,attr,omitempty"`
}

type run struct {
	XMLName xml.Name `xml:"w:r"`
	Text    text     `xml:"w:t"`
}

type text struct {
	Space string `xml:"xml:space,attr"`
	Words string `xml:",chardata"`
}

// field is a place where Word puts what it works out itself, such as the page number.
type field struct {
	XMLName xml.Name `xml:"w:fldSimple"`
	Instr   string   `xml:"w:instr,attr"`
	Shown   run      // until then
}

type runProperties struct {
	Fonts   *typeface  `xml:"w:rFonts"`
	Spacing *length    `xml:"w:spacing"` // between characters
	Size    *size      `xml:"w:sz"`
	Lang    *languages `xml:"w:lang"`
}

type languages struct {
	Val      string `xml:"w:val,attr"`
	EastAsia string `xml:"w:eastAsia,attr"`
}

type table struct {
	XMLName    xml.Name        `xml:"w:tbl"`
	Properties tableProperties `xml:"w:tblPr"`
	Grid       []gridColumn    `xml:"w:tblGrid>w:gridCol"`
	Rows       []row           `xml:"w:tr"`
}

type tableProperties struct {
	Style   *word    `xml:"w:tblStyle"`
	Width   *extent  `xml:"w:tblW"`
	Align   *word    `xml:"w:jc"`
	Borders *borders `xml:"w:tblBorders"`
	Layout  *layout  `xml:"w:tblLayout"`
	Margins *margins `xml:"w:tblCellMar"`
}

// row is one row; that it is a head means that every page begins with it.
type row struct {
	CantSplit *flag  `xml:"w:trPr>w:cantSplit"`
	Head      *flag  `xml:"w:trPr>w:tblHeader"`
	Cells     []cell `xml:"w:tc"`
}

type cell struct {
	Width      extent      `xml:"w:tcPr>w:tcW"`
	VAlign     word        `xml:"w:tcPr>w:vAlign"`
	Paragraphs []paragraph // one at least
}

type (
	gridColumn struct {
		Width twips `xml:"w:w,attr"`
	}
	layout struct {
		Type string `xml:"w:type,attr"`
	}
	extent struct {
		Width twips  `xml:"w:w,attr"`
		Unit  string `xml:"w:type,attr"`
	}
)

type margins struct {
	Top    extent `xml:"w:top"`
	Left   extent `xml:"w:left"`
	Bottom extent `xml:"w:bottom"`
	Right  extent `xml:"w:right"`
}

type borders struct {
	Top     border `xml:"w:top"`
	Left    border `xml:"w:left"`
	Bottom  border `xml:"w:bottom"`
	Right   border `xml:"w:right"`
	InsideH border `xml:"w:insideH"`
	InsideV border `xml:"w:insideV"`
}

type border struct {
	Val   string `xml:"w:val,attr"`
	Size  int    `xml:"w:sz,attr"` // eighths of a point
	Space int    `xml:"w:space,attr"`
	Color string `xml:"w:color,attr"`
}

// dxa gives a width in twips, which tables may have in other units too.
func dxa(n twips) extent { return extent{n, "dxa"} }

// styled makes a paragraph of a style; without words it is an empty one.
func styled(style styleID, words string) paragraph {
	p := paragraph{Properties: paragraphProperties{Style: &word{string(style)}}}
	if words != "" {
		p.Content = []any{said(words)}
	}
	return p
}

// said makes a run of words in which all spaces count.
func said(words string) run { return run{Text: text{"preserve", words}} }
