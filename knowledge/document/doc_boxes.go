package document

import "strconv"

// docAnchor is what is anchored at a place of the text.
type docAnchor struct {
	boxes   []docRange // texts of boxes
	picture bool
	over    bool // it floats over the text
}

// anchors finds what is drawn by where it is anchored (MS-DOC 2.8.12 and 2.8.37): an
// anchor and a box name the same shape, or the box one in the anchor's group. Boxes
// without an anchor come after the body.
func (d *docFile) anchors() (anchored map[int]docAnchor, loose []docRange) {
	shapes := d.shapes()
	positions, data := plex(d.part(docAnchorPlaces), 26)
	anchored = map[int]docAnchor{}
	at := map[int]int{}
	for i, s := range data {
		if positions[i] >= d.ranges[docMain].to || d.text[positions[i]] != docDrawing {
			continue
		}
		const none = 3
		shape := uint32At(s, 0)
		at[shape] = positions[i]
		anchored[positions[i]] = docAnchor{picture: shapes.pictures[shape], over: uint16At(s, 20)>>5&0xf == none}
	}
	positions, data = plex(d.part(docBoxes), 22)
	ranges := d.within(docBoxTexts, positions)
	for i, b := range data {
		shape := uint32At(b, 14)
		where, found := at[shape]
		if !found {
			where, found = at[shapes.top[shape]]
		}
		if !found {
			loose = append(loose, ranges[i])
			continue
		}
		a := anchored[where]
		a.boxes = append(a.boxes, ranges[i])
		anchored[where] = a
	}
	return anchored, loose
}

// within gives the stretches between positions in one of the ranges. None begins
// before the end of another one.
func (d *docFile) within(which int, positions []int) []docRange {
	var out []docRange
	r := d.ranges[which]
	done := r.from
	for i := 0; i+1 < len(positions); i++ {
		from := max(done, min(r.to, r.from+positions[i]))
		done = max(from, min(r.to, r.from+positions[i+1]))
		out = append(out, docRange{from, done})
	}
	return out
}

// drawnElement describes what is anchored at a character; nil is nothing to be read.
func (b *docBody) drawnElement(at int) *element {
	a := b.anchored[at]
	switch {
	case len(a.boxes) > 0:
		e := newElement("pict")
		for _, box := range a.boxes {
			e.children = append(e.children, newElement("txbxContent").with(b.paragraphsOf(box)...))
		}
		return e
	case a.picture && a.over:
		return newElement("drawing").with(newElement("anchor").with(newElement("wrapNone"), newElement("pic")))
	case a.picture:
		return newElement("pict").with(newElement("imagedata"))
	}
	return nil
}

// paragraphsOf describes the paragraphs of a stretch outside the body; tables in it
// are so many paragraphs.
func (b *docBody) paragraphsOf(r docRange) []*element {
	var out []*element
	from := r.from
	for at := r.from; at < r.to; at++ {
		if c := b.text[at]; c != docParaEnd && c != docCellEnd && at != r.to-1 {
			continue
		}
		p, _ := b.paraAt(at)
		out = append(out, b.paragraphElement(p, from, at+1))
		from = at + 1
	}
	return out
}

// noteMarks finds the marks of footnotes and endnotes: one of the author's own is an
// ordinary character and would run into the word before it.
func (d *docFile) noteMarks() map[int]noteRef {
	marks := map[int]noteRef{}
	for _, end := range []bool{false, true} {
		part := docFootnotes
		if end {
			part = docEndnotes
		}
		positions, data := plex(d.part(part), 2)
		for i := range data {
			marks[positions[i]] = noteRef{end, strconv.Itoa(i)}
		}
	}
	return marks
}

// noteElements describes the texts of the notes.
func (b *docBody) noteElements() map[noteRef]*element {
	notes := map[noteRef]*element{}
	for _, end := range []bool{false, true} {
		part, which, name := docFootTexts, docFeet, "footnote"
		if end {
			part, which, name = docEndTexts, docEnds, "endnote"
		}
		positions, _ := plex(b.part(part), 0)
		for i, r := range b.within(which, positions) {
			notes[noteRef{end, strconv.Itoa(i)}] = newElement(name).with(b.paragraphsOf(r)...)
		}
	}
	return notes
}
