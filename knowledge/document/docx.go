package document

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// readDOCX reads the body of a Word document (ECMA-376 part 1, WordprocessingML):
// paragraphs with the numbers that Word puts before them, tables, and notes at the end.
// Running heads stand in parts of their own and are left out.
func readDOCX(w *writer, data []byte) error {
	a, err := openArchive(w, data)
	if err != nil {
		return err
	}
	main, err := a.related("", "officeDocument", "word/document.xml")
	if err != nil {
		return err
	}
	styles, err := a.readRelated(main, "styles", "word/styles.xml")
	if err != nil {
		return err
	}
	numbering, err := a.readRelated(main, "numbering", "word/numbering.xml")
	if err != nil {
		return err
	}
	body, err := a.part(main)
	if err != nil {
		return err
	}
	targets, err := a.targets(relationsOf(main))
	if err != nil {
		return err
	}
	notes, err := a.readNotes(main)
	if err != nil {
		return err
	}
	r := &docxReader{writer: w, numbers: newNumbering(numbering, styles), looks: looksOf(styles), targets: targets, notes: notes}
	if err := r.body(newDecoder(body)); err != nil {
		return err
	}
	return r.end()
}

type docxReader struct {
	*writer
	numbers *numbering
	looks   looks
	targets map[string]string // of relations, by their id
	notes   map[noteRef]*element

	carried  marks.Line // of a paragraph whose end was deleted
	fields   []field    // that are open
	beside   int        // size of the characters before, in half points
	floating []*element // text boxes of the open paragraph or table
	refs     []noteRef
	revised  bool // there are tracked changes
	comments int
	overlaid int // pictures that float over the text
	prompts  int // form fields in which nobody has written
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
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		if r.full() {
			return nil
		}
		switch t := token.(type) {
		case xml.StartElement:
			if wrappers[t.Name.Local] {
				if depth++; depth > maxDepth {
					return ErrNested
				}
				found = found || t.Name.Local == "body"
				continue
			}
			e, err := readElement(d, t)
			if err != nil {
				return err
			}
			if err := r.block(e); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		}
	}
}

// block reads what stands in a body, a text box or a note: a paragraph, a table, or
// what holds some.
func (r *docxReader) block(e *element) error {
	switch {
	case r.full():
		return nil
	case e.name == "p" || e.name == "oMathPara":
		return r.paragraphElement(e)
	case e.name == "tbl":
		return r.tableElement(e)
	case e.name == "altChunk":
		r.chunk(e)
		return r.settle("")
	case e.name == "AlternateContent":
		return r.blocks(alternative(e))
	case e.name == "txbxContent" || e.name == "footnote" || e.name == "endnote" || wrappers[e.name]:
		return r.blocks(e)
	}
	return nil
}

func (r *docxReader) blocks(e *element) error {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if err := r.block(c); err != nil {
			return err
		}
	}
	return nil
}

// alternative returns the first form of content of which each program takes one.
func alternative(e *element) *element {
	if c := e.child("Choice"); c != nil {
		return c
	}
	return e.child("Fallback")
}

func (r *docxReader) paragraphElement(p *element) error {
	line := r.lineOf(p, 0)
	if p.child("pPr", "rPr", "del") != nil { // goes on with the next paragraph
		r.revised, r.carried = true, line
		return nil
	}
	return r.settle(r.numbered(p, line))
}

// lineOf returns the runs of a paragraph, after those that go on in it.
func (r *docxReader) lineOf(p *element, m marks.Mark) marks.Line {
	line := r.carried
	r.carried = marks.Line{}
	at := r.looks.paragraph(p.child("pPr")).with(m)
	r.beside = at.size
	r.runs(p, &line, at)
	r.endFields(&line)
	return line
}

// numbered gives a paragraph's words with its number before them.
func (r *docxReader) numbered(p *element, line marks.Line) string {
	text := line.Text(&r.log)
	if plain(text) == "" {
		if line.Struck() {
			r.numbers.next(p.child("pPr")) // the number is struck out as well, and counts
		}
		return text // Word counts on, but nobody sees the number
	}
	if text = alone(text); text == "" {
		return ""
	}
	return r.numbers.next(p.child("pPr")) + text
}

// settle writes a paragraph after the text boxes that stand beside it, and notes what
// was not read in it.
func (r *docxReader) settle(text string) error {
	boxes := r.floating
	r.floating = nil
	r.missing()
	for _, box := range boxes {
		if err := r.blocks(box); err != nil {
			return err
		}
	}
	r.paragraph(text)
	return nil
}

// end writes the notes, and says what was left out.
func (r *docxReader) end() error {
	if !r.carried.Blank() {
		line := r.carried
		r.paragraph(line.Text(&r.log))
	}
	if err := r.writeNotes(); err != nil {
		return err
	}
	r.noteRevised(r.revised)
	if r.comments > 0 {
		r.note(said.Of("文件里有{comments}条批注，批注没有读入。",
			"The file holds {comments} {comment, which was|comments, which were} not read.", r.comments))
	}
	if r.overlaid > 0 {
		r.note(said.Of("有{overlaid}个浮在文字上面的图片（如印章）没有读入。",
			"{overlaid} {picture that lies over the text, such as a seal, was|pictures that lie over the text, such as seals, were} not read.", r.overlaid))
	}
	if r.prompts > 0 {
		r.note(said.Of("有{prompts}处没有填写的控件，里面的提示语没有读入。",
			"{prompts} {form field was|form fields were} not filled in; the prompts in them were not read.", r.prompts))
	}
	return nil
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
