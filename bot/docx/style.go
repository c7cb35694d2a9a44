package docx

import (
	"encoding/xml"
	"fmt"
)

// styleID names a style within the document.
type styleID string

// The styles, apart from those of headings, which levels has.
const (
	styleNormal    styleID = "Normal"
	styleTitle     styleID = "Title"
	styleIssue     styleID = "Issue"
	styleSubtitle  styleID = "Subtitle"
	styleBody      styleID = "BodyText"
	styleIssuer    styleID = "Signature"
	styleDate      styleID = "Date"
	styleTableHead styleID = "TableHead"
	styleTableText styleID = "TableText"
	styleFooter    styleID = "Footer"
	styleGrid      styleID = "TableGrid"
)

type styleSheet struct {
	XMLName  xml.Name      `xml:"w:styles"`
	NS       string        `xml:"xmlns:w,attr"`
	Defaults runProperties `xml:"w:docDefaults>w:rPrDefault>w:rPr"`
	Styles   []style       `xml:"w:style"`
}

type style struct {
	Type      string              `xml:"w:type,attr"`
	Default   string              `xml:"w:default,attr,omitempty"`     // 1: holds where no style is named
	Custom    string              `xml:"w:customStyle,attr,omitempty"` // 1: Word does not know its name
	ID        styleID             `xml:"w:styleId,attr"`
	Name      word                `xml:"w:name"`
	BasedOn   *word               `xml:"w:basedOn"`
	Next      *word               `xml:"w:next"` // the style of the paragraph that follows when somebody writes on
	Quick     *flag               `xml:"w:qFormat"`
	Paragraph paragraphProperties `xml:"w:pPr"`
	Run       runProperties       `xml:"w:rPr"`
	Table     *tableProperties    `xml:"w:tblPr"`
}

// styles says how everything looks, but for what depends on the words: who goes on
// writing in the document does so in the same form.
func styles() styleSheet {
	middle := &word{"center"}
	indented := &indent{FirstLineChars: 200, FirstLine: chars(2)} // 每个自然段左空二字，回行顶格: 7.3.3
	sheet := styleSheet{
		NS: nsMain,
		// Where nothing else is laid down, 3号仿宋: 5.2.2.
		Defaults: runProperties{Fonts: set(fontBody), Size: &size{size3}, Lang: &languages{"en-US", "zh-CN"}},
		Styles: []style{
			{
				Type: "paragraph", Default: "1", ID: styleNormal, Name: word{"Normal"}, Quick: on,
				Paragraph: paragraphProperties{
					WidowControl: off, // else there are pages of 21 lines
					WordWrap:     off, // else there are short lines before long words
					AutoSpaceDE:  off, // else two letters or digits are wider than a character
					AutoSpaceDN:  off,
					Spacing:      exactly(lineHeight),
					Align:        &word{"both"},
				},
				Run: runProperties{Spacing: &length{tighter}},
			},
			// 7.3.1
			known(styleTitle, "Title", paragraphProperties{Spacing: exactly(titleHeight), Align: middle}, face(fontTitle, size2)),
			// Kai is the custom under a title; the line below it stays free: 7.3.2.
			known(styleSubtitle, "Subtitle", paragraphProperties{Spacing: &spacing{After: lineHeight}, Align: middle}, runProperties{Fonts: set(fontKai)}),
			known(styleBody, "Body Text", paragraphProperties{Indent: indented}, runProperties{}),
			// 7.3.5.2
			known(styleIssuer, "Signature", paragraphProperties{KeepNext: on, Align: &word{"right"}}, runProperties{}),
			known(styleDate, "Date", paragraphProperties{Align: &word{"right"}}, runProperties{}),
			// 7.5
			known(styleFooter, "footer", paragraphProperties{Spacing: exactly(footerHeight)}, face(fontSong, size4)),
			ours(styleIssue, "期号", paragraphProperties{Align: middle}, runProperties{}),
			ours(styleTableHead, "表头", paragraphProperties{KeepNext: on, Spacing: exactly(tableLine)}, face(fontBlack, tableSize)),
			ours(styleTableText, "表文", paragraphProperties{Spacing: exactly(tableLine)}, face(fontBody, tableSize)),
			{Type: "table", ID: styleGrid, Name: word{"Table Grid"}, Table: ruled()},
		},
	}
	for i, l := range levels {
		sheet.Styles = append(sheet.Styles, known(l.style, fmt.Sprintf("heading %d", i+1),
			paragraphProperties{KeepNext: on, Indent: indented, Outline: &number{i}}, runProperties{Fonts: set(l.font)}))
	}
	return sheet
}

// known makes a style of paragraphs by a name that Word knows and shows in the language
// of who reads. It is as Normal is, but for what is given; ordinary text follows it.
func known(id styleID, name string, p paragraphProperties, r runProperties) style {
	return style{Type: "paragraph", ID: id, Name: word{name}, BasedOn: &word{string(styleNormal)}, Next: &word{string(styleBody)}, Quick: on, Paragraph: p, Run: r}
}

// ours makes a style of paragraphs by a name of our own.
func ours(id styleID, name string, p paragraphProperties, r runProperties) style {
	s := known(id, name, p, r)
	s.Custom = "1"
	return s
}

// face gives type of another size than the text's, which is not set tighter.
func face(font string, n halfPoints) runProperties {
	return runProperties{Fonts: set(font), Spacing: &length{0}, Size: &size{n}}
}

func exactly(height twips) *spacing { return &spacing{Line: height, Rule: "exact"} }
