package document

import (
	"strconv"
	"unicode/utf16"
)

// runElement describes a run of characters with the same marks, or the mark of a note;
// nil is one without any.
func (b *docBody) runElement(m docMarks, from, to int) *element {
	r := newElement("r")
	words := from // where words begin that have not been taken
	take := func(at int, name string) {
		if at > words {
			t := newElement(name)
			t.text = string(utf16.Decode(b.text[words:at]))
			r.children = append(r.children, t)
		}
		words = at + 1
	}
	for at := from; at < to && b.err == nil; at++ {
		if c := b.text[at]; c >= ' ' && c < docTick && c != docSymbol && at != from {
			continue
		}
		name := b.wordsName(m)
		if e, skip := b.signElement(m, at); skip {
			take(at, name)
			if e != nil {
				r.children = append(r.children, e)
			}
		}
	}
	take(to, b.wordsName(m))
	if len(r.children) == 0 {
		return nil
	}
	if look := b.lookElement(m); len(look.children) > 0 {
		r.children = append([]*element{look}, r.children...)
	}
	switch {
	case m.deleted:
		return newElement("del").with(r)
	case m.inserted:
		return newElement("ins").with(r)
	}
	return r
}

func (b *docBody) wordsName(m docMarks) string {
	switch {
	case b.fields.inCode:
		return "instrText"
	case m.deleted:
		return "delText"
	}
	return "t"
}

// signElement describes a character that stands for something else. One that stands for
// nothing is skipped.
func (b *docBody) signElement(m docMarks, at int) (e *element, skip bool) {
	c := b.text[at]
	if ref, ok := b.notes[at]; ok {
		name := "footnoteReference"
		if ref.end {
			name = "endnoteReference"
		}
		return newElement(name, "id", ref.id), true
	}
	switch c {
	default:
		return nil, c < ' ' || c == docNothing
	case '\t':
		return newElement("tab"), true
	case docLineBreak, docPageEnd:
		return newElement("br"), true
	case docHyphen:
		return newElement("noBreakHyphen"), true
	case docComment:
		if m.special {
			return newElement("commentReference"), true
		}
	case docDrawing:
		return b.drawnElement(at), true
	case docPicture:
		if object, ok := b.fields.objects[at]; ok {
			return newElement("object").with(newElement("OLEObject", "ProgID", object)), true
		}
		if m.special {
			return newElement("pict").with(newElement("imagedata")), true
		}
	case docSymbol:
		if !m.special || m.symbol == 0 {
			return nil, false
		}
		return newElement("sym", "font", b.font(m.symbolFont).name, "char", strconv.FormatInt(int64(m.symbol), 16)), true
	case docFieldBegin:
		if _, ok := b.fields.equations[at]; ok {
			b.fields.inCode = true
			return newElement("fldChar", "fldCharType", "begin"), true
		}
	case docFieldEnd:
		if b.fields.inCode {
			b.fields.inCode = false
			return newElement("fldChar", "fldCharType", "end"), true
		}
	case docTick:
		if on, ok := b.fields.boxes[at]; ok {
			t := newElement("t")
			t.text = ticked(on)
			return t, true
		}
	}
	return nil, true
}

// lookElement describes the marks of a run (rPr).
func (b *docBody) lookElement(m docMarks) *element {
	look := newElement("rPr")
	add := func(name, value string) { look.children = append(look.children, newElement(name, "val", value)) }
	if m.struck {
		add("strike", "1")
	}
	if m.hidden {
		add("vanish", "1")
	}
	switch m.align {
	case 1:
		add("vertAlign", "superscript")
	case 2:
		add("vertAlign", "subscript")
	}
	if m.size != 0 {
		add("sz", strconv.Itoa(m.size))
	}
	if m.shift != 0 {
		add("position", strconv.Itoa(m.shift))
	}
	if f := b.fontElement(m); f != nil {
		look.children = append(look.children, f)
	}
	return look
}
