package document

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// readDOCX reads the body of a Word document (ECMA-376 part 1, WordprocessingML):
// paragraphs with the numbers that Word puts before them, and tables. Running heads
// stand in parts of their own and are left out; so is what revision marks deleted.
func readDOCX(w *writer, data []byte) error {
	a, err := openArchive(data)
	if err != nil {
		return err
	}
	styles, err := a.readPart("word/styles.xml")
	if err != nil {
		return err
	}
	numbering, err := a.readPart("word/numbering.xml")
	if err != nil {
		return err
	}
	body, err := a.part("word/document.xml")
	if body == nil && err == nil {
		body, err = a.part("word/document2.xml")
	}
	if err != nil {
		return err
	}
	r := &docxReader{writer: w, numbers: newNumbering(numbering, styles)}
	return r.body(newDecoder(body))
}

type docxReader struct {
	*writer
	numbers  *numbering
	notes    bool // a footnote was left out
	revised  bool // a deletion was left out
	floating []string
}

// wrappers hold what stands in the body without being of it.
var wrappers = map[string]bool{"document": true, "body": true, "sdt": true, "sdtContent": true, "customXml": true, "ins": true, "moveTo": true, "smartTag": true}

// body reads the paragraphs and tables one after the other, so that a long document
// is never in memory as a whole.
func (r *docxReader) body(d *xml.Decoder) error {
	depth, found := 0, false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && found {
			break
		}
		if err != nil {
			return damaged(err)
		}
		if r.full() {
			return nil
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := t.Name.Local
			if wrappers[name] {
				if depth++; depth > maxDepth {
					return ErrNested
				}
				found = found || name == "body"
				continue
			}
			if name != "p" && name != "tbl" {
				if err := d.Skip(); err != nil {
					return damaged(err)
				}
				continue
			}
			e, err := readElement(d, t)
			if err != nil {
				return err
			}
			if name == "tbl" {
				err = r.tableElement(e)
			} else {
				r.paragraphElement(e)
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		}
	}
	return r.end()
}

// end says what was left out.
func (r *docxReader) end() error {
	if r.notes {
		r.note("脚注和尾注没有读入，需要时请写进正文再发。")
	}
	if r.revised {
		r.note("文件里有修订痕迹：已按“接受全部修订”读取。")
	}
	return nil
}

func (r *docxReader) paragraphElement(p *element) {
	text := r.paragraphText(p)
	for _, box := range r.floating {
		r.paragraph(box)
	}
	r.floating = nil
	r.paragraph(text)
}

// paragraphText gives a paragraph's words with its number before them.
func (r *docxReader) paragraphText(p *element) string {
	var b strings.Builder
	r.runs(p, &b)
	text := b.String()
	if strings.TrimSpace(text) == "" {
		return text // Word counts on, but nobody sees the number
	}
	return r.numbers.next(p.child("pPr")) + text
}

// runs collects the words of a paragraph or of what stands in it.
func (r *docxReader) runs(e *element, b *strings.Builder) {
	for _, c := range e.children {
		switch c.name {
		case "pPr", "rPr", "instrText", "fldData", "Fallback", "rt", "sdtPr":
		case "del", "moveFrom":
			r.revised = true
		case "footnoteReference", "endnoteReference":
			r.notes = true
		case "t":
			b.WriteString(c.text)
		case "tab", "ptab":
			b.WriteByte(' ')
		case "br", "cr":
			if c.attr("type") == "" || c.attr("type") == "textWrapping" {
				b.WriteByte('\n')
			}
		case "noBreakHyphen":
			b.WriteByte('-')
		case "sym":
			if n, err := strconv.ParseUint(c.attr("char"), 16, 32); err == nil && n < 0xe000 {
				b.WriteRune(rune(n))
			}
		case "r":
			if !c.child("rPr", "vanish").isOn() {
				r.runs(c, b)
			}
		case "txbxContent":
			var box []string
			for _, p := range c.children {
				if p.name == "p" {
					box = append(box, r.paragraphText(p))
				}
			}
			r.floating = append(r.floating, strings.Join(box, "\n"))
		default:
			r.runs(c, b)
		}
	}
}

func (r *docxReader) tableElement(tbl *element) error {
	var g grid
	r.rowsOf(tbl, &g)
	if g.err != nil {
		return g.err
	}
	for _, box := range r.floating {
		r.paragraph(box)
	}
	r.floating = nil
	for _, t := range g.tables() {
		r.table(t)
	}
	return nil
}

func (r *docxReader) rowsOf(e *element, g *grid) {
	for _, tr := range e.children {
		switch {
		case tr.name == "sdt" || tr.name == "sdtContent" || tr.name == "customXml" || tr.name == "ins":
			r.rowsOf(tr, g)
		case tr.name != "tr":
		case tr.child("trPr", "del") != nil:
			r.revised = true
		default:
			var cells []cell
			if n := number(tr.child("trPr", "gridBefore").attr("val")); n > 0 {
				cells = append(cells, cell{cols: n})
			}
			cells = r.cellsOf(tr, cells)
			if n := number(tr.child("trPr", "gridAfter").attr("val")); n > 0 {
				cells = append(cells, cell{cols: n})
			}
			if g.row(cells); g.err != nil {
				return
			}
		}
	}
}

func (r *docxReader) cellsOf(tr *element, cells []cell) []cell {
	for _, tc := range tr.children {
		if tc.name == "sdt" || tc.name == "sdtContent" || tc.name == "customXml" {
			cells = r.cellsOf(tc, cells)
		}
		if tc.name != "tc" {
			continue
		}
		c := cell{text: r.cellText(tc), cols: number(tc.child("tcPr", "gridSpan").attr("val"))}
		if m := tc.child("tcPr", "vMerge"); m != nil && m.attr("val") != "restart" {
			c.continued = true
		}
		cells = append(cells, c)
	}
	return cells
}

// cellText gives all words of a cell, those of tables within it as well.
func (r *docxReader) cellText(e *element) string {
	var parts []string
	for _, c := range e.children {
		text := ""
		switch c.name {
		case "p":
			text = r.paragraphText(c)
		case "tcPr", "tblPr", "tblGrid", "trPr":
		default:
			text = r.cellText(c)
		}
		if text = plain(text); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
