package document

import (
	"strconv"
	"strings"

	"duban/knowledge/said"
)

// noteRef is where the text refers to a note.
type noteRef struct {
	end bool // to an endnote
	id  string
}

// readNotes reads the notes of a document, which stand in parts of their own.
func (a *archive) readNotes(main string) (map[noteRef]*element, error) {
	notes := map[noteRef]*element{}
	for _, kind := range []string{"footnotes", "endnotes"} {
		part, err := a.readRelated(main, kind, "word/"+kind+".xml")
		if err != nil {
			return nil, err
		}
		if part == nil {
			continue
		}
		for _, n := range part.children {
			notes[noteRef{n.name == "endnote", n.attr("id")}] = n
		}
	}
	return notes, nil
}

// writeNotes writes the notes at the end of the text, in the order in which the text
// refers to them.
func (r *docxReader) writeNotes() error {
	missing := 0
	for i, ref := range r.refs { // a note may refer to others, which are not counted on
		n, known := r.notes[ref]
		if !known {
			missing++
			continue
		}
		if n == nil { // written already
			continue
		}
		r.notes[ref] = nil
		var words []string
		for _, p := range n.all("p", nil) {
			line := r.lineOf(p, 0)
			if s := plain(line.Text(&r.log)); s != "" {
				words = append(words, s)
			}
		}
		if err := r.settle("注" + strconv.Itoa(i+1) + "：" + strings.Join(words, " ")); err != nil {
			return err
		}
	}
	if len(r.refs) > missing {
		r.note(feetLast)
	}
	if missing > 0 {
		r.note(said.Of("有{missing}处脚注或尾注找不到注文，没有读入。",
			"{missing} {footnote or endnote has|footnotes or endnotes have} no text and {was|were} not read.", missing))
	}
	return nil
}
