package document

import (
	"strings"

	"duban/knowledge/document/marks"
)

// readRTF reads the body of an RTF document (Rich Text Format 1.9.1): paragraphs with
// the numbers that the program which wrote it has put before them, and tables.
func readRTF(w *writer, data []byte) error {
	r := &rtfReader{writer: w, in: rtfInput{data: data}, fonts: map[int]rtfFont{}, state: rtfState{skip: 1, font: -1, wideFont: -1, size: rtfSize}}
	for !r.full() && !r.in.done() {
		if err := r.next(); err != nil {
			return err
		}
	}
	r.words()
	r.endCellText()
	r.endTable()
	r.missing()
	r.writeFeet(r.feet)
	r.noteRevised(false)
	return nil
}

// rtfSize is the size of characters of which nothing is said, in half points.
const rtfSize = 24

// rtfState is what a group of RTF inherits and may change.
type rtfState struct {
	to       rtfPlace
	mark     marks.Mark
	size     int // of the characters, in half points
	lift     int // above the line, in half points
	font     int
	wideFont int  // of East Asian words, where it is named apart
	wide     bool // the words are East Asian
	skip     int  // characters that stand in for one of Unicode
	inTable  bool
}

// rtfPlace is where the words of a group go.
type rtfPlace int

const (
	toBody rtfPlace = iota
	toNothing
	toNumber // the printed number of a list
	toNote
	toBox // a text box
	toFonts
)

// rtfRun is where words that look the same go.
type rtfRun struct {
	to   *marks.Line
	mark marks.Mark
	font int
}

type rtfReader struct {
	*writer
	feet     []string // footnotes and endnotes
	in       rtfInput
	state    rtfState
	open     []rtfState
	codepage int
	fonts    map[int]rtfFont
	bytes    rtfBytes // not decoded yet
	pending  int      // stand-ins that are still to be skipped
	high     rune     // first half of a surrogate pair

	run      rtfRun
	runText  strings.Builder // the words of the open run
	line     marks.Line      // of the open paragraph
	length   int             // of it
	beside   int             // size of the characters on the line, in half points
	number   strings.Builder
	box      marks.Line
	footnote marks.Line
	table    rtfTable
}

// next takes one token.
func (r *rtfReader) next() error {
	switch c := r.in.byte(); c {
	case '{':
		r.words()
		if len(r.open) >= maxDepth*5 { // Word opens a group for every property
			return ErrNested
		}
		r.open = append(r.open, r.state)
		r.pending = 0
	case '}':
		r.words()
		r.pending = 0
		if len(r.open) == 0 {
			break
		}
		was := r.state.to
		r.state = r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		r.leave(was)
	case '\\':
		r.control()
	case '\r', '\n':
	default:
		r.raw(c, false)
	}
	return nil
}

// leave ends the place that a group wrote to.
func (r *rtfReader) leave(was rtfPlace) {
	if was != r.state.to {
		r.settle()
	}
	switch {
	case was == r.state.to:
	case was == toNote:
		r.feet = append(r.feet, r.footnote.Text(&r.log))
		r.footnote = marks.Line{}
	case was == toBox && r.inRow():
		r.put(" " + r.box.Text(&r.log) + " ")
		r.box = marks.Line{}
	case was == toBox:
		r.endTable()
		r.paragraph(r.box.Text(&r.log))
		r.box = marks.Line{}
	}
}

// inRow reports whether a row of a table is open.
func (r *rtfReader) inRow() bool { return r.state.inTable || len(r.table.cells) > 0 }

// put writes words to where they go.
func (r *rtfReader) put(words string) {
	if r.length += len(words); r.length > MaxText {
		r.err = ErrTooLong
		return
	}
	to := &r.line
	switch r.state.to {
	case toNothing, toFonts:
		return
	case toNumber:
		if r.state.mark&(marks.Hidden|marks.Deleted) == 0 {
			r.number.WriteString(words)
		}
		return
	case toNote:
		to = &r.footnote
	case toBox:
		to = &r.box
	}
	mark := r.state.mark
	switch {
	case r.state.lift == 0:
		if strings.TrimSpace(words) != "" {
			r.beside = r.state.size
		}
	case r.state.size < r.beside: // a mark that is not said to be one
		if mark |= marks.Raised; r.state.lift < 0 {
			mark = mark&^marks.Raised | marks.Lowered
		}
	}
	if run := (rtfRun{to, mark, r.state.font}); run != r.run {
		r.settle()
		r.run = run
	}
	r.runText.WriteString(words)
}

// settle puts the open run into its line. Word writes each character apart.
func (r *rtfReader) settle() {
	if r.run.to != nil && r.runText.Len() > 0 {
		r.run.to.Add(r.runText.String(), r.run.mark, strings.TrimSpace(r.fonts[r.run.font].name), &r.log)
	}
	r.run = rtfRun{}
	r.runText.Reset()
}

// paragraphText ends the open paragraph and gives its words with their number.
func (r *rtfReader) paragraphText() string {
	r.settle()
	text, label := r.line.Text(&r.log), plain(r.number.String())
	r.line, r.length = marks.Line{}, 0
	r.number.Reset()
	if plain(text) == "" || !strings.ContainsFunc(label, isCounted) {
		return text
	}
	if last := label[len(label)-1]; last >= '0' && last <= '9' {
		label += " "
	}
	return label + text
}

// isCounted tells the signs of a number from those of a bullet.
func isCounted(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x2e80 && r < 0xa000 || r >= '①' && r <= '⓿'
}

// endParagraph ends a paragraph of the text or of a cell.
func (r *rtfReader) endParagraph() {
	switch {
	case r.state.to == toNote:
		r.put(" ")
	case r.state.to == toBox:
		r.put("\n")
	case r.state.to != toBody:
	case r.state.inTable:
		r.endCellText()
	default:
		text := r.paragraphText()
		r.endTable()
		r.missing()
		r.paragraph(alone(text))
	}
}

func (r *rtfReader) endCellText() {
	if text := plain(r.paragraphText()); text != "" {
		r.table.text = append(r.table.text, text)
	}
}
