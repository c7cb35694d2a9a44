package document

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// writer puts paragraphs and rows into the one form. After a limit has been passed
// err is set and nothing more is written.
type writer struct {
	ctx    context.Context
	scans  *scanner // of the file and those in it
	text   strings.Builder
	pages  []Page
	notes  []said.Sentence
	log    marks.Log // what became of struck, hidden and raised text
	gaps   []Gap
	more   int   // gaps beyond those
	unread []Gap // in the open paragraph or table
	// recognised are the stretches that came out of pictures.
	recognised []Span
	cells      int
	apart      bool // the next line stands apart from the last one
	err        error
	// For a file that stands in another one: what the whole has come to so far.
	before   int   // bytes of text outside it
	unpacked int64 // bytes of archives
	files    int   // that stand in the first one
	within   int   // how deep it stands
}

// full tells whether writing has to end: a limit is passed, or the time is up.
func (w *writer) full() bool {
	if w.err == nil && w.before+w.text.Len() > MaxText {
		w.err = ErrTooLong
	}
	if w.err == nil && w.ctx.Err() != nil {
		w.err = w.ctx.Err()
	}
	return w.err != nil
}

func (w *writer) page(name said.Sentence) {
	w.pages = append(w.pages, Page{Name: name, Start: w.text.Len()})
}

func (w *writer) note(s said.Sentence) { w.notes = append(w.notes, s) }

// gap records a part of the file that was not read, at the place that is reached.
func (w *writer) gap(kind string, name, reason said.Sentence) {
	w.list(Gap{Kind: kind, Name: name, Start: w.text.Len(), Reason: reason})
}

// list lists a gap, or counts it where there are too many to be looked at.
func (w *writer) list(g Gap) {
	if len(w.gaps) >= maxGaps {
		w.more++
		return
	}
	w.gaps = append(w.gaps, g)
}

// recognise records that what was written since a place came out of a picture.
func (w *writer) recognise(from int) {
	to := w.text.Len()
	if n := len(w.recognised); n > 0 && w.recognised[n-1].End == from {
		w.recognised[n-1].End = to
	} else if to > from {
		w.recognised = append(w.recognised, Span{from, to})
	}
}

// paragraph writes one paragraph; its own line breaks stay line ends.
func (w *writer) paragraph(s string) {
	first := true
	for line := range strings.SplitSeq(s, "\n") {
		if line = plain(line); line == "" {
			continue
		}
		w.line(line, first)
		first = false
	}
	if !first {
		w.apart = true
	}
}

// line writes one line, apart from the one before it or right under it.
func (w *writer) line(s string, apart bool) {
	if w.full() {
		return
	}
	if (apart || w.apart) && w.text.Len() > 0 {
		w.text.WriteByte('\n')
	}
	w.apart = false
	w.text.WriteString(s)
	w.text.WriteByte('\n')
}

// table writes rows of equal length, apart from what stands before and after. A
// table of one column is so many paragraphs.
func (w *writer) table(rows [][]string) {
	first := true
	for _, cells := range rows {
		if w.cells += len(cells); w.cells > maxCells && w.err == nil {
			w.err = ErrCells
		}
		if w.full() {
			return
		}
		blank := true
		for i, c := range cells {
			cells[i] = plain(c)
			blank = blank && cells[i] == ""
		}
		switch {
		case blank:
			continue
		case len(cells) == 1:
			w.paragraph(cells[0])
			continue
		}
		w.line(strings.Join(cells, "\t"), first)
		first = false
	}
	w.apart = true
}

// plain brings a run of text to one line: any white space is one blank, control and
// invisible characters are dropped, and the outer blanks with them.
func plain(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch {
		case r == '\u3000' || unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		case unicode.IsControl(r), r == '\ufeff', r == '\u200b', r == '\u200c', r == '\u200d', r == '\u00ad', r == '\ufffc', r == '\ufffe', r == '\uffff':
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// feetLast says where writeFeet puts them.
var feetLast = said.Of("脚注和尾注放在全文最后，以“注1：”等开头。",
	"Footnotes and endnotes stand at the end of the text, numbered from 1.")

// writeFeet writes notes of the foot or the end at the end of the text. Their marks do
// not stand in the text, where a number could take them in.
func (w *writer) writeFeet(feet []string) {
	for i, s := range feet {
		w.paragraph("注" + strconv.Itoa(i+1) + "：" + plain(s))
	}
	if len(feet) > 0 {
		w.note(feetLast)
	}
}

// noteRevised says how tracked changes were read.
func (w *writer) noteRevised(revised bool) {
	if revised || w.log.Deleted() {
		w.note(said.Of("文件里有修订痕迹：已按“接受全部修订”读取。",
			"The file holds tracked changes: it was read with all of them accepted."))
	}
}
