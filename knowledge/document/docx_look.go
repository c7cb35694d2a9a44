package document

import "duban/knowledge/document/marks"

// look is what a paragraph, a style or a run says of its characters that bears on what
// they mean. The zero value says nothing.
type look struct {
	vertical string // superscript, subscript, baseline
	struck   toggle
	hidden   toggle
	font     string
	size     int // in half points
	shift    int // up from the line, in half points
	mark     marks.Mark
}

// toggle is a property that is on, off or not spoken of.
type toggle int8

const (
	unset toggle = iota
	on
	off
)

func toggleOf(e *element) toggle {
	switch {
	case e == nil:
		return unset
	case e.isOn():
		return on
	}
	return off
}

// lookOf reads the properties of a run (rPr).
func lookOf(rPr *element) look {
	l := look{vertical: rPr.child("vertAlign").attr("val"), struck: toggleOf(rPr.child("strike")), hidden: toggleOf(rPr.child("vanish")),
		size: number(rPr.child("sz").attr("val")), shift: number(rPr.child("position").attr("val"))}
	if d := toggleOf(rPr.child("dstrike")); d != unset && l.struck != on {
		l.struck = d
	}
	fonts := rPr.child("rFonts")
	if l.font = fonts.attr("ascii"); l.font == "" {
		l.font = fonts.attr("hAnsi")
	}
	if rPr.child("del") != nil {
		l.mark = marks.Deleted
	}
	return l
}

// under returns what holds where a nearer look has the first say.
func (l look) under(nearer look) look {
	if nearer.vertical != "" {
		l.vertical = nearer.vertical
	}
	if nearer.struck != unset {
		l.struck = nearer.struck
	}
	if nearer.hidden != unset {
		l.hidden = nearer.hidden
	}
	if nearer.font != "" {
		l.font = nearer.font
	}
	if nearer.size != 0 {
		l.size = nearer.size
	}
	if nearer.shift != 0 {
		l.shift = nearer.shift
	}
	l.mark |= nearer.mark
	return l
}

func (l look) with(m marks.Mark) look {
	l.mark |= m
	return l
}

// marks returns the marks of a run beside characters of that size.
func (l look) marks(beside int) marks.Mark {
	m := l.mark
	smaller := l.size > 0 && beside > 0 && l.size*5 <= beside*4
	switch {
	case l.vertical == "superscript", l.shift > 0 && smaller:
		m |= marks.Raised
	case l.vertical == "subscript", l.shift < 0 && smaller:
		m |= marks.Lowered
	}
	if l.struck == on {
		m |= marks.Struck
	}
	if l.hidden == on {
		m |= marks.Hidden
	}
	return m
}

// looks are the looks of a document's styles, with those that they are based on.
type looks struct {
	styles   map[string]look
	standard look   // of the document
	fallback string // the default paragraph style
}

func looksOf(part *element) looks {
	l := looks{styles: map[string]look{}}
	if part == nil {
		return l
	}
	l.standard = lookOf(part.child("docDefaults", "rPrDefault", "rPr"))
	own, basedOn := map[string]look{}, map[string]string{}
	for _, s := range part.children {
		if s.name != "style" {
			continue
		}
		id := s.attr("styleId")
		own[id], basedOn[id] = lookOf(s.child("rPr")), s.child("basedOn").attr("val")
		if s.attr("type") == "paragraph" && s.attr("default") == "1" {
			l.fallback = id
		}
	}
	for id := range own {
		full := own[id]
		at := basedOn[id]
		for range 20 { // styles may be based on each other in a circle
			if at == "" {
				break
			}
			full, at = own[at].under(full), basedOn[at]
		}
		l.styles[id] = full
	}
	return l
}

// paragraph returns the look of a paragraph's characters.
func (l looks) paragraph(pPr *element) look {
	style := pPr.child("pStyle").attr("val")
	if style == "" {
		style = l.fallback
	}
	return l.standard.under(l.styles[style])
}

// run returns the look of a run in a paragraph of that look.
func (l looks) run(paragraph look, rPr *element) look {
	return paragraph.under(l.styles[rPr.child("rStyle").attr("val")]).under(lookOf(rPr))
}
