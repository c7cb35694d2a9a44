package document

// docBox is where the text of a text box begins and ends.
type docBox struct{ from, to int }

// textBoxes finds the text boxes of the body by where they are anchored (MS-DOC 2.8.12
// and 2.8.37): an anchor and a box name the same shape. Boxes of a group have no anchor
// of their own; they come after the body.
func (d *docFile) textBoxes() (anchored map[int]docBox, loose []docBox) {
	positions, data := plex(d.part(docBoxes), 22)
	anchors, shapes := plex(d.part(docAnchors), 26)
	at := map[int]int{}
	for i, s := range shapes {
		at[uint32At(s, 0)] = anchors[i]
	}
	anchored = map[int]docBox{}
	for i, b := range data {
		box := docBox{d.boxes + positions[i], d.boxes + positions[i+1]}
		where, found := at[uint32At(b, 14)]
		if _, taken := anchored[where]; found && !taken && where < d.body && d.text[where] == docDrawing {
			anchored[where] = box
		} else {
			loose = append(loose, box)
		}
	}
	return anchored, loose
}

// boxElement describes the text box that is anchored at a character; nil where there
// is none.
func (b *docBody) boxElement(at int) *element {
	box, ok := b.boxes[at]
	if !ok {
		return nil
	}
	return newElement("pict").with(newElement("txbxContent").with(b.boxParagraphs(box)...))
}

// looseBoxes gives the text boxes that stand at no place of the body.
func (b *docBody) looseBoxes() {
	for _, box := range b.loose {
		for _, p := range b.boxParagraphs(box) {
			b.reader.paragraphElement(p)
		}
	}
}

func (b *docBody) boxParagraphs(box docBox) []*element {
	var out []*element
	from := box.from
	for at := box.from; at < min(box.to, len(b.text)); at++ {
		if c := b.text[at]; c != docParaEnd && c != docCellEnd {
			continue
		}
		p, _ := b.paraAt(at)
		out = append(out, b.paragraphElement(p, from, at+1))
		from = at + 1
	}
	return out
}
