package document

import "strconv"

// docBody gives the paragraphs and tables of the body to the reader of DOCX.
type docBody struct {
	*docFile
	reader   *docxReader
	anchored map[int]docAnchor // by the place where it is anchored
	loose    []docRange        // text boxes without a place
	tables   []*docTable       // those that are open, one within the other
	cells    int               // cells and paragraphs in tables
	err      error
}

// docPara is what a paragraph's properties say of it.
type docPara struct {
	style              int
	depth              int // in tables
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
	from, to := 0, b.ranges[docMain].to
	for at := range to {
		if b.err != nil {
			return b.err
		}
		c := b.text[at]
		last := at == to-1
		if c != docParaEnd && c != docCellEnd && c != docPageEnd && !last {
			continue
		}
		p, end := b.paraAt(at)
		piece := b.piece(at)
		if c == docPageEnd && !last && end > piece.offset(at)+piece.width() { // a page ends within the paragraph
			continue
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
	for _, box := range b.loose {
		if err := b.reader.blocks(newElement("txbxContent").with(b.paragraphsOf(box)...)); err != nil {
			return err
		}
	}
	return b.err
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
	if c := b.text[to-1]; c == docParaEnd && b.marksAt(to-1, p.style).deleted {
		head.children = append(head.children, newElement("rPr").with(newElement("del")))
	}
	e := newElement("p").with(head)
	for at := from; at < to && b.err == nil; {
		piece := b.piece(at)
		offset := piece.offset(at)
		run := b.chars.at(offset)
		end := min(to, piece.end, at+max(1, (run.end-offset)/piece.width()))
		m := b.marksOf(run, piece, p.style)
		end = b.noteEnd(at, end)
		if end < to && b.text[end]&0xfc00 == 0xdc00 { // the second half of a character
			end++
		}
		if r := b.runElement(m, at, end); r != nil {
			e.children = append(e.children, r)
		}
		at = end
	}
	return e
}

// noteEnd ends a run before the mark of a note, which is a run of its own.
func (b *docBody) noteEnd(from, to int) int {
	if _, mark := b.notes[from]; mark {
		return from + 1
	}
	if len(b.notes) > 0 {
		for at := from + 1; at < to; at++ {
			if _, mark := b.notes[at]; mark {
				return at
			}
		}
	}
	return to
}
