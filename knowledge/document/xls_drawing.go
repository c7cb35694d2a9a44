package document

import (
	"fmt"
	"strings"
)

// xlsDrawing is what lies over a sheet.
type xlsDrawing struct {
	kind     int // of the last object
	comments bool
	controls bool
	shapes   []xlsShape
}

type xlsShape struct {
	kind int
	text string
}

// Kinds of objects (MS-XLS 2.5.143).
const (
	xlsChart    = 0x05
	xlsPicture  = 0x08
	xlsCheckBox = 0x0b
	xlsOption   = 0x0c
	xlsNote     = 0x19
)

// take takes a record and gives the length of its text.
func (d *xlsDrawing) take(kind int, parts [][]byte) int {
	switch kind {
	case xlsComment:
		d.comments = true
	case xlsObject:
		switch d.kind = uint16At(parts[0], 4); d.kind {
		case xlsChart, xlsPicture:
			d.shapes = append(d.shapes, xlsShape{kind: d.kind})
		case xlsCheckBox, xlsOption:
			d.controls = true
		}
	case xlsObjectText:
		if d.kind == xlsNote || len(parts) == 1 {
			break
		}
		r := xlsReader{parts: parts[1:]}
		text := legible(r.units(uint16At(parts[0], 10), r.byte()))
		if strings.TrimSpace(text) != "" {
			d.shapes = append(d.shapes, xlsShape{text: text})
		}
		return len(text)
	}
	return 0
}

// part writes the shapes as the drawing of an XLSX.
func (d *xlsDrawing) part() string {
	var s strings.Builder
	s.WriteString("<wsDr>")
	for _, shape := range d.shapes {
		s.WriteString("<absoluteAnchor>")
		switch shape.kind {
		case xlsChart:
			s.WriteString("<graphicFrame/>")
		case xlsPicture:
			s.WriteString("<pic/>")
		default:
			s.WriteString("<sp><txBody>")
			for line := range strings.SplitSeq(shape.text, "\n") {
				fmt.Fprintf(&s, "<p><r><t>%s</t></r></p>", escaped(line))
			}
			s.WriteString("</txBody></sp>")
		}
		s.WriteString("</absoluteAnchor>")
	}
	s.WriteString("</wsDr>")
	return s.String()
}

// links writes what a sheet's part points to.
func (d *xlsDrawing) links(sheet int) string {
	var s strings.Builder
	link := func(kind, target string) {
		fmt.Fprintf(&s, `<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, kind, officeLinks, kind, target)
	}
	if len(d.shapes) > 0 {
		link("drawing", fmt.Sprintf("../drawings/drawing%d.xml", sheet))
	}
	if d.comments {
		link("comments", fmt.Sprintf("../comments%d.xml", sheet))
	}
	if d.controls {
		link("ctrlProp", fmt.Sprintf("../ctrlProps/ctrlProp%d.xml", sheet))
	}
	return s.String()
}
