package document

import (
	"strconv"
	"unicode/utf16"
)

// docBody gives the paragraphs and tables of the body to the reader of DOCX.
type docBody struct {
	*docFile
	reader *docxReader
	boxes  map[int]docBox // by the place where they are anchored
	loose  []docBox
	tables []*docTable // those that are open, one within the other
	cells  int         // cells and paragraphs in tables
}

// docPara is what a paragraph's properties say of it.
type docPara struct {
	style              int
	depth, deeper      int // in tables
	inTable            bool
	rowEnd             bool // it ends a row, and defines it
	innerCell          bool
	innerRow           bool
	list, level        int
	listOwn, levelOwn  bool
	properties, inData []byte
}

func (p *docPara) apply(properties []byte) {
	sprms(properties, func(code int, arg []byte) {
		switch code {
		case sprmPFInTable:
			p.inTable = arg[0] != 0
		case sprmPFTtp:
			p.rowEnd = arg[0] != 0
		case sprmPInnerCell:
			p.innerCell = arg[0] != 0
		case sprmPInnerTtp:
			p.innerRow = arg[0] != 0
		case sprmPItap:
			p.depth = int32At(arg, 0)
		case sprmPDtap:
			p.depth += int32At(arg, 0)
		case sprmPIlfo:
			p.list, p.listOwn = int16At(arg, 0), true
		case sprmPIlvl:
			p.level, p.levelOwn = int(arg[0]), true
		}
	})
}

// paraAt gives the properties of the paragraph that a character belongs to, and where
// in the file it ends.
func (d *docFile) paraAt(at int) (docPara, int) {
	piece := d.piece(at)
	run := d.paras.at(piece.offset(at))
	p := docPara{style: uint16At(run.properties, 0)}
	p.properties = cut(run.properties, 2, len(run.properties))
	// What has no room on the page lies in the data stream: rows of many cells.
	sprms(p.properties, func(code int, arg []byte) {
		if code == sprmPHugePapx || code == sprmPHugePapx97 {
			at := uint32At(arg, 0)
			p.inData = cut(d.data, at+2, uint16At(d.data, at))
		}
	})
	p.apply(p.properties)
	p.apply(p.inData)
	p.apply(d.change(piece))
	if p.depth <= 0 {
		p.depth = 0
		if p.inTable {
			p.depth = 1
		}
	}
	return p, run.end
}

// numbersElement is the list of a paragraph or style; nil where nothing is said of one.
func (p docPara) numbersElement() *element {
	if !p.listOwn && !p.levelOwn {
		return nil
	}
	e := newElement("numPr")
	if p.levelOwn {
		e.children = append(e.children, newElement("ilvl", "val", strconv.Itoa(p.level)))
	}
	const last = 0x7fe // above are lists of Word 95 and those that were taken off
	switch {
	case p.listOwn && p.list > 0 && p.list <= last:
		e.children = append(e.children, newElement("numId", "val", strconv.Itoa(p.list)))
	case p.listOwn:
		e.children = append(e.children, newElement("numId", "val", "0"))
	}
	return e
}

// read goes through the paragraphs of the body.
func (b *docBody) read() error {
	from := 0
	for at := range b.body {
		c := b.text[at]
		last := at == b.body-1
		if c != docParaEnd && c != docCellEnd && c != docPageEnd && !last {
			continue
		}
		p, end := b.paraAt(at)
		piece := b.piece(at)
		offset := piece.offset(at)
		switch {
		case last:
		case c == docPageEnd && end > offset+piece.size: // a page ends within the paragraph
			continue
		case c == docParaEnd && b.marksAt(at, p.style).deleted:
			// Its end was deleted, so it goes on in the next paragraph.
			if next, _ := b.paraAt(at + 1); next.depth == p.depth {
				b.text[at] = docNothing
				b.reader.revised = true
				continue
			}
		}
		if err := b.paragraph(p, c, b.paragraphElement(p, from, at+1)); err != nil {
			return err
		}
		if b.reader.full() {
			return nil
		}
		from = at + 1
	}
	if err := b.close(0); err != nil {
		return err
	}
	b.looseBoxes()
	return nil
}

func (d *docFile) marksAt(at, style int) docMarks {
	piece := d.piece(at)
	return d.marksOf(d.chars.at(piece.offset(at)), piece, style)
}

func (d *docFile) marksOf(run docRun, piece docPiece, style int) docMarks {
	m := d.marked(d.styleMarks(style), run.properties, true)
	return d.marked(m, d.change(piece), true)
}

// paragraphElement describes the paragraph from one character to another.
func (b *docBody) paragraphElement(p docPara, from, to int) *element {
	head := newElement("pPr").with(newElement("pStyle", "val", strconv.Itoa(p.style)))
	if n := p.numbersElement(); n != nil {
		head.children = append(head.children, n)
	}
	e := newElement("p").with(head)
	for at := from; at < to; {
		piece := b.piece(at)
		offset := piece.offset(at)
		run := b.chars.at(offset)
		end := min(to, piece.end, at+max(1, (run.end-offset)/piece.width()))
		m := b.marksOf(run, piece, p.style)
		if r := b.runElement(m, at, end); r != nil {
			e.children = append(e.children, r)
		}
		at = end
	}
	return e
}

// runElement describes a run of characters with the same marks; nil is one without any.
func (b *docBody) runElement(m docMarks, from, to int) *element {
	r := newElement("r")
	words := from // where words begin that have not been taken
	take := func(at int) {
		if at > words {
			t := newElement("t")
			t.text = string(utf16.Decode(b.text[words:at]))
			r.children = append(r.children, t)
		}
		words = at + 1
	}
	for at := from; at < to; at++ {
		var e *element
		switch c := b.text[at]; {
		case b.notes[at]:
			e = newElement("footnoteReference")
		case c == '\t':
			e = newElement("tab")
		case c == docLineBreak, c == docPageEnd:
			e = newElement("br")
		case c == docHyphen:
			e = newElement("noBreakHyphen")
		case c == docDrawing:
			if e = b.boxElement(at); e == nil {
				e = newElement("nothing")
			}
		case c == docSymbol && m.special && m.symbol != 0:
			e = newElement("sym", "font", b.font(m.symbolFont).name, "char", strconv.FormatInt(int64(m.symbol), 16))
		case c < ' ' || c == docNothing:
			take(at)
			continue
		default:
			continue
		}
		take(at)
		r.children = append(r.children, e)
	}
	take(to)
	if len(r.children) == 0 {
		return nil
	}
	properties := newElement("rPr")
	if m.struck {
		properties.children = append(properties.children, newElement("strike"))
	}
	if m.hidden {
		properties.children = append(properties.children, newElement("vanish"))
	}
	switch m.align {
	case 1:
		properties.children = append(properties.children, newElement("vertAlign", "val", "superscript"))
	case 2:
		properties.children = append(properties.children, newElement("vertAlign", "val", "subscript"))
	}
	if f := b.fontElement(m); f != nil {
		properties.children = append(properties.children, f)
	}
	if len(properties.children) > 0 {
		r.children = append([]*element{properties}, r.children...)
	}
	if m.deleted {
		for _, t := range r.children {
			if t.name == "t" {
				t.name = "delText"
			}
		}
		return newElement("del").with(r)
	}
	return r
}

func (e *element) hasText() bool {
	if e.text != "" {
		return true
	}
	for _, c := range e.children {
		if c.name == "sym" || c.hasText() {
			return true
		}
	}
	return false
}
