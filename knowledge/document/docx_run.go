package document

import (
	"strconv"
	"strings"

	"duban/knowledge/document/marks"
)

// runs collects the words of a paragraph, or of what stands in it.
func (r *docxReader) runs(e *element, l *marks.Line, at look) {
	for _, c := range e.children {
		switch c.name {
		case "pPr", "rPr", "rt", "sdtPr", "sdtEndPr", "sPrePr", "fPr", "radPr", "delInstrText":
		case "del":
			r.runs(c, l, at.with(marks.Deleted))
		case "moveFrom": // its words stand where they were moved to
			r.revised = true
		case "ins", "moveTo":
			r.revised = true
			r.runs(c, l, at)
		case "AlternateContent":
			if one := alternative(c); one != nil {
				r.runs(one, l, at)
			}
		case "r":
			r.run(c, l, at)
		case "sdt":
			r.control(c, l, at)
		case "sSup", "sSubSup", "sSub", "f":
			r.formula(c, l, at)
		case "object", "control", "subDoc", "altChunk":
			r.object(c, l, at)
		case "drawing", "pict":
			r.drawing(c, l, at)
		case "txbxContent":
			r.floating = append(r.floating, c)
		case "t", "delText":
			r.add(l, c.text, at.mark, at.font)
		default:
			r.runs(c, l, at)
		}
	}
}

// run collects the words of one run.
func (r *docxReader) run(e *element, l *marks.Line, paragraph look) {
	at := r.looks.run(paragraph, e.child("rPr"))
	m := at.marks(r.beside)
	if at.shift == 0 {
		r.beside = at.size
	}
	for _, c := range e.children {
		switch c.name {
		case "rPr", "rt":
		case "t", "delText":
			r.add(l, c.text, m, at.font)
		case "tab", "ptab":
			r.add(l, " ", m, "")
		case "br", "cr":
			if c.attr("type") == "" || c.attr("type") == "textWrapping" {
				r.add(l, "\n", 0, "")
			}
		case "noBreakHyphen":
			r.add(l, "-", m, "")
		case "sym":
			if n, err := strconv.ParseUint(c.attr("char"), 16, 16); err == nil && n >= 0x20 {
				r.add(l, string(rune(n)), m, c.attr("font"))
			}
		case "footnoteReference", "endnoteReference":
			if m&(marks.Deleted|marks.Hidden) == 0 {
				m |= marks.NoteRef // and the mark that may follow
				r.refs = append(r.refs, noteRef{c.name == "endnoteReference", c.attr("id")})
				r.add(l, marks.Power(strconv.Itoa(len(r.refs))), marks.NoteRef, "")
			}
		case "footnoteRef", "endnoteRef": // a note's number before its words
		case "commentReference":
			r.comments++
		case "fldChar":
			r.fieldMark(c, l, m)
		case "instrText":
			if n := len(r.fields); n > 0 {
				r.fields[n-1].code = append(r.fields[n-1].code, c.text...)
			}
		default:
			inner := at
			inner.mark = m
			r.runs(&element{children: []*element{c}}, l, inner)
		}
	}
}

// add puts words into the line, unless they are of a field's code.
func (r *docxReader) add(l *marks.Line, text string, m marks.Mark, font string) {
	for i, f := range r.fields {
		if !f.result {
			r.fields[i].swallowed = append(f.swallowed, text...)
			return
		}
	}
	l.Add(text, m, font, &r.log)
}

// control reads a content control: a box that is ticked or not, or words.
func (r *docxReader) control(sdt *element, l *marks.Line, at look) {
	props := sdt.child("sdtPr")
	switch box := props.child("checkbox"); {
	case box != nil:
		r.add(l, ticked(box.child("checked").isOn()), at.mark, "")
	case props.child("showingPlcHdr").isOn():
		r.prompts++
	default:
		r.runs(sdt, l, at)
	}
}

func ticked(yes bool) string {
	if yes {
		return "☑"
	}
	return "☐"
}

// formula reads powers, indices and fractions of a formula in one line.
func (r *docxReader) formula(e *element, l *marks.Line, at look) {
	part := func(name string) string {
		c := e.child(name)
		if c == nil {
			return ""
		}
		var inner marks.Line
		r.runs(c, &inner, at)
		return inner.Text(&r.log)
	}
	text := part("e")
	if e.name == "f" {
		text = part("num") + "/" + part("den")
	}
	if sub := strings.TrimSpace(part("sub")); sub != "" {
		text += "_" + sub
	}
	r.add(l, text, at.mark, "")
	r.add(l, marks.Power(part("sup")), at.mark|marks.Exponent, "")
}
