package document

import (
	"strconv"
	"unicode/utf16"
)

// docStyle is a style: what it says of paragraphs and of characters.
type docStyle struct {
	kind        int // 1 of paragraphs, 2 of characters
	base        int // the style that it is based on, itself or 0xfff for none
	paras       []byte
	chars       []byte
	marks       docMarks // of its own and of those it is based on
	marksKnown  bool
	marksAsking bool
}

// docMarks are the marks of a run of characters.
type docMarks struct {
	deleted, inserted       bool
	struck, hidden, special bool
	align                   byte // 1 raised, 2 lowered
	size, shift             int  // in half points; shift is up
	picture                 int  // where its data lie
	fonts                   [3]int
	symbol, symbolFont      int
}

type docFont struct {
	name    string
	symbols bool
}

// readStyles reads the style sheet (MS-DOC 2.9.271).
func (d *docFile) readStyles() {
	b := d.part(docStyles)
	head := uint16At(b, 0)
	count, base := uint16At(b, 2), uint16At(b, 4)
	for b = cut(b, 2+head, len(b)); len(b) >= 2 && len(d.styles) < count; {
		n := uint16At(b, 0)
		d.styles = append(d.styles, docStyleOf(cut(b, 2, n), base))
		b = cut(b, 2+n+n%2, len(b))
	}
}

func docStyleOf(b []byte, base int) docStyle {
	s := docStyle{kind: uint16At(b, 2) & 0xf, base: uint16At(b, 2) >> 4}
	at := base + 2 + 2*uint16At(b, base) + 2 // behind the name
	next := func() []byte {
		n := uint16At(b, at)
		part := cut(b, at+2, n)
		at += 2 + n + n%2
		return part
	}
	if s.kind == 1 {
		s.paras = cut(next(), 2, len(b))
	}
	if s.kind == 1 || s.kind == 2 {
		s.chars = next()
	}
	return s
}

// styleMarks gives the marks of a style on top of those of the styles below it.
func (d *docFile) styleMarks(i int) docMarks {
	if i < 0 || i >= len(d.styles) {
		return docMarks{}
	}
	s := &d.styles[i]
	if !s.marksKnown && !s.marksAsking { // a style may be based on itself in a circle
		s.marksAsking = true
		below := docMarks{}
		if s.base != i {
			below = d.styleMarks(s.base)
		}
		s.marks, s.marksKnown = d.marked(below, s.chars, false), true
	}
	return s.marks
}

// marked applies modifiers to the marks that a style gives. Those of a run may name a
// style of characters, those of a style may not.
func (d *docFile) marked(style docMarks, properties []byte, run bool) docMarks {
	m := style
	sprms(properties, func(code int, arg []byte) {
		toggle := func(of bool) bool {
			switch arg[0] {
			case 0x80:
				return of
			case 0x81:
				return !of
			}
			return arg[0] != 0
		}
		switch code {
		case sprmCPlain:
			m = style
		case sprmCIstd:
			if run {
				style = d.marked(style, d.charStyle(uint16At(arg, 0), 0), false)
				m = style
			}
		case sprmCFRMarkDel:
			m.deleted = arg[0] != 0
		case sprmCFRMarkIns:
			m.inserted = arg[0] != 0
		case sprmCFStrike:
			m.struck = toggle(style.struck)
		case sprmCFDStrike:
			m.struck = arg[0] != 0
		case sprmCFVanish:
			m.hidden = toggle(style.hidden)
		case sprmCFSpec:
			m.special = arg[0] != 0
		case sprmCIss:
			m.align = arg[0]
		case sprmCHps:
			m.size = uint16At(arg, 0)
		case sprmCHpsPos:
			m.shift = int16At(arg, 0)
		case sprmCPicLocation:
			m.picture = int32At(arg, 0)
		case sprmCRgFtc0, sprmCRgFtc1, sprmCRgFtc2:
			m.fonts[code-sprmCRgFtc0] = uint16At(arg, 0)
		case sprmCSymbol:
			m.special, m.symbolFont, m.symbol = true, uint16At(arg, 0), uint16At(arg, 2)
		}
	})
	return m
}

// charStyle gives the modifiers of a style of characters, those below it first.
func (d *docFile) charStyle(i, depth int) []byte {
	if i < 0 || i >= len(d.styles) || d.styles[i].kind != 2 || depth > 10 {
		return nil
	}
	var out []byte
	if d.styles[i].base != i {
		out = append(out, d.charStyle(d.styles[i].base, depth+1)...)
	}
	return append(out, d.styles[i].chars...)
}

// readFonts reads the names of fonts (MS-DOC 2.9.286).
func (d *docFile) readFonts() {
	const charset, name, symbols = 3, 39, 2
	b := d.part(docFonts)
	count := uint16At(b, 0)
	for b = cut(b, 4, len(b)); len(b) > 1 && len(d.fonts) < count; {
		n := int(b[0])
		var units []uint16
		for at := name; at+1 < n; at += 2 {
			u := uint16(uint16At(cut(b, 1, n), at))
			if u == 0 {
				break
			}
			units = append(units, u)
		}
		d.fonts = append(d.fonts, docFont{name: string(utf16.Decode(units)), symbols: byteAt(b, 1+charset) == symbols})
		b = cut(b, 1+n, len(b))
	}
}

func (d *docFile) font(i int) docFont {
	if i < 0 || i >= len(d.fonts) {
		return docFont{}
	}
	return d.fonts[i]
}

// stylesElement describes the styles of paragraphs as a DOCX does: their lists and
// the size of their characters. All else of a style's look is told with each run.
func (d *docFile) stylesElement() *element {
	all := newElement("styles")
	for i, s := range d.styles {
		if s.kind != 1 {
			continue
		}
		e := newElement("style", "type", "paragraph", "styleId", strconv.Itoa(i))
		if i == 0 {
			e = newElement("style", "type", "paragraph", "styleId", "0", "default", "1")
		}
		if s.base != i {
			e.children = append(e.children, newElement("basedOn", "val", strconv.Itoa(s.base)))
		}
		var p docPara
		p.apply(s.paras)
		if n := p.numbersElement(); n != nil {
			e.children = append(e.children, newElement("pPr").with(n))
		}
		if size := d.styleMarks(i).size; size != 0 {
			e.children = append(e.children, newElement("rPr").with(newElement("sz", "val", strconv.Itoa(size))))
		}
		all.children = append(all.children, e)
	}
	return all
}

// fontElement names the fonts where one of them is of symbols; the others do not
// change what a text says.
func (d *docFile) fontElement(m docMarks) *element {
	var fonts [3]docFont
	symbols := false
	for i, f := range m.fonts {
		fonts[i] = d.font(f)
		symbols = symbols || fonts[i].symbols
	}
	if !symbols {
		return nil
	}
	return newElement("rFonts", "ascii", fonts[0].name, "eastAsia", fonts[1].name, "hAnsi", fonts[2].name)
}
