package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
)

const (
	officeParts = "http://schemas.openxmlformats.org/package/2006/"
	officeLinks = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	officeSheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
)

// workbook writes the workbook as an XLSX (ECMA-376 part 1, SpreadsheetML), with as
// much of it as reading needs.
func (b *xlsBook) workbook() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	part := func(name, text string) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = f.Write([]byte(xml.Header + text))
		}
		return err
	}
	var sheets, links strings.Builder
	for i, s := range b.sheets {
		state := ""
		if s.hidden {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="s%d"%s/>`, escaped(s.name), i+1, i+1, state)
		fmt.Fprintf(&links, `<Relationship Id="s%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, officeLinks, i+1)
		if err := part(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), b.sheetPart(s)); err != nil {
			return nil, err
		}
		over := s.drawing.links(i + 1)
		if over == "" {
			continue
		}
		if err := part(fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1), relationships(over)); err != nil {
			return nil, err
		}
		if err := part(fmt.Sprintf("xl/drawings/drawing%d.xml", i+1), s.drawing.part()); err != nil {
			return nil, err
		}
	}
	date1904 := ""
	if b.from1904 {
		date1904 = `<workbookPr date1904="1"/>`
	}
	fmt.Fprintf(&links, `<Relationship Id="styles" Type="%s/styles" Target="styles.xml"/>`, officeLinks)
	for name, text := range map[string]string{
		"[Content_Types].xml":        `<Types xmlns="` + officeParts + `content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels":                relationships(`<Relationship Id="book" Type="` + officeLinks + `/officeDocument" Target="xl/workbook.xml"/>`),
		"xl/_rels/workbook.xml.rels": relationships(links.String()),
		"xl/workbook.xml":            `<workbook xmlns="` + officeSheet + `" xmlns:r="` + officeLinks + `">` + date1904 + `<sheets>` + sheets.String() + `</sheets></workbook>`,
		"xl/styles.xml":              b.stylePart(),
	} {
		if err := part(name, text); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

func relationships(links string) string {
	return `<Relationships xmlns="` + officeParts + `relationships">` + links + `</Relationships>`
}

// stylePart writes the formats of numbers and the fonts that styles name. The first
// style is the plain one, to which a cell without a style belongs.
func (b *xlsBook) stylePart() string {
	var s strings.Builder
	s.WriteString(`<styleSheet xmlns="` + officeSheet + `"><numFmts>`)
	used := map[int]bool{}
	for _, st := range b.styles {
		used[st.format] = true
	}
	for _, id := range ordered(used) {
		if code, ok := b.code(id); ok {
			fmt.Fprintf(&s, `<numFmt numFmtId="%d" formatCode="%s"/>`, id, escaped(code))
		}
	}
	s.WriteString(`</numFmts><fonts><font/>`)
	for i := range b.fonts {
		s.WriteString(`<font>` + b.marks(i, `name`) + `</font>`)
	}
	s.WriteString(`</fonts><cellXfs><xf numFmtId="0" fontId="0"/>`)
	for _, st := range b.styles {
		fmt.Fprintf(&s, `<xf numFmtId="%d" fontId="%d" applyNumberFormat="1" applyFont="1"/>`, st.format, b.font(st.font)+1)
	}
	s.WriteString(`</cellXfs></styleSheet>`)
	return s.String()
}

// font gives the place of a font in the list: there is none with the number 4.
func (b *xlsBook) font(i int) int {
	if i > 4 {
		i--
	}
	return min(i, len(b.fonts)-1)
}

// marks are the properties of a font that change what a text says; the font's name
// stands in an element of that name.
func (b *xlsBook) marks(i int, name string) string {
	if i < 0 || i >= len(b.fonts) {
		return ""
	}
	s := ""
	if b.fonts[i].struck {
		s = `<strike/>`
	}
	switch b.fonts[i].align {
	case 1:
		s += `<vertAlign val="superscript"/>`
	case 2:
		s += `<vertAlign val="subscript"/>`
	}
	if font := b.fonts[i].symbol; font != "" {
		s += `<` + name + ` val="` + escaped(font) + `"/>`
	}
	return s
}

func (b *xlsBook) sheetPart(sheet *xlsSheet) string {
	var s strings.Builder
	s.WriteString(`<worksheet xmlns="` + officeSheet + `">`)
	if len(sheet.columns) > 0 {
		s.WriteString(`<cols>`)
		for _, c := range sheet.columns {
			fmt.Fprintf(&s, `<col min="%d" max="%d" hidden="1"/>`, c[0]+1, c[1]+1)
		}
		s.WriteString(`</cols>`)
	}
	s.WriteString(`<sheetData>`)
	for _, row := range ordered(sheet.rows) {
		hidden := ""
		if sheet.hideRow[row] {
			hidden = ` hidden="1"`
		}
		fmt.Fprintf(&s, `<row r="%d"%s>`, row+1, hidden)
		for _, column := range ordered(sheet.rows[row]) {
			c := sheet.rows[row][column]
			style := 0
			if c.style < len(b.styles) {
				style = c.style + 1
			}
			at := cellName(column+1, row+1)
			switch c.kind {
			case "str":
				fmt.Fprintf(&s, `<c r="%s" s="%d" t="inlineStr"><is>%s</is></c>`, at, style, b.textPart(c.text))
			case "n":
				fmt.Fprintf(&s, `<c r="%s" s="%d"><v>%s</v></c>`, at, style, printedNumber(c.value))
			case "b", "e":
				fmt.Fprintf(&s, `<c r="%s" s="%d" t="%s"><v>%s</v></c>`, at, style, c.kind, escaped(c.word))
			}
		}
		s.WriteString(`</row>`)
	}
	s.WriteString(`</sheetData>`)
	if len(sheet.merged) > 0 {
		s.WriteString(`<mergeCells>`)
		for _, m := range sheet.merged {
			fmt.Fprintf(&s, `<mergeCell ref="%s:%s"/>`, cellName(m[2]+1, m[0]+1), cellName(m[3]+1, m[1]+1))
		}
		s.WriteString(`</mergeCells>`)
	}
	s.WriteString(`</worksheet>`)
	return s.String()
}

// textPart writes a text, in runs where its fonts mark it.
func (b *xlsBook) textPart(t xlsText) string {
	plain := true
	for _, r := range t.runs {
		plain = plain && b.marks(b.font(r.font), "rFont") == ""
	}
	if plain {
		return `<t xml:space="preserve">` + escaped(t.String()) + `</t>`
	}
	var s strings.Builder
	from, marks := 0, ""
	for i := 0; i <= len(t.runs); i++ {
		to := len(t.units)
		if i < len(t.runs) {
			to = max(from, min(t.runs[i].start, to))
		}
		if to > from {
			s.WriteString(`<r><rPr>` + marks + `</rPr><t xml:space="preserve">` + escaped(legible(t.units[from:to])) + `</t></r>`)
		}
		if from = to; i < len(t.runs) {
			marks = b.marks(b.font(t.runs[i].font), "rFont")
		}
	}
	return s.String()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

// printedNumber writes a number as an XLSX has it.
func printedNumber(v float64) string {
	if size := math.Abs(v); size < 1e-5 && size > 0 || size >= 1e21 {
		return strconv.FormatFloat(v, 'E', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
