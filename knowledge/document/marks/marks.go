// Package marks holds a line of text as the runs in which a file stores it, each with
// its marks of print, and decides in one place what becomes of them: what is struck
// out, deleted or hidden is dropped and quoted, the mark of a note never joins the
// number before it, and a power, an index or a symbol keeps its meaning.
package marks

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"duban/knowledge/said"
)

// Mark is a set of marks that a run carries.
type Mark uint8

// The marks.
const (
	Raised   Mark = 1 << iota // printed higher and smaller: m², a note's number
	Lowered                   // printed lower and smaller: CO₂
	Struck                    // a line goes through it
	Deleted                   // a tracked deletion
	Hidden                    // neither shown nor printed
	NoteRef                   // refers to a note, whatever it looks like
	Exponent                  // a power, as a formula has it
)

// Line is a paragraph or a cell that is being put together. Its zero value is empty.
type Line struct{ runs []added }

// added is a run that may still grow: a file can part a paragraph at every character.
type added struct {
	text []byte
	mark Mark
}

type run struct {
	text string
	mark Mark
}

// Add puts a run at the end. Text in a symbol font (Wingdings) becomes the symbols that
// it shows; font may be empty.
func (l *Line) Add(text string, m Mark, font string, log *Log) {
	if text == "" {
		return
	}
	text = symbols(text, font, log)
	if n := len(l.runs); n > 0 && l.runs[n-1].mark == m {
		l.runs[n-1].text = append(l.runs[n-1].text, text...)
		return
	}
	l.runs = append(l.runs, added{[]byte(text), m})
}

// Blank reports whether nothing that is shown has been added.
func (l *Line) Blank() bool {
	for _, r := range l.runs {
		if r.mark&(Struck|Deleted|Hidden|NoteRef) == 0 && len(bytes.TrimSpace(r.text)) > 0 {
			return false
		}
	}
	return true
}

// Struck reports whether words of the line are struck out.
func (l *Line) Struck() bool {
	for _, r := range l.runs {
		if kind, dropped := r.mark.dropped(); dropped && kind == strike && len(bytes.TrimSpace(r.text)) > 0 {
			return true
		}
	}
	return false
}

// Text returns the words that hold. What is dropped or doubtful is told to log.
func (l *Line) Text(log *Log) string {
	if len(l.runs) == 1 && l.runs[0].mark == 0 && !bytes.ContainsFunc(l.runs[0].text, IsMark) {
		return string(l.runs[0].text) // nearly all lines
	}
	shown := l.shown(log)
	var out text
	for i, r := range shown {
		next := ' '
		if i+1 < len(shown) {
			next, _ = utf8.DecodeRuneInString(shown[i+1].text)
		}
		switch {
		case r.mark&NoteRef != 0:
			log.tell(noteMark, out.end(quoted)+r.text, said.Sentence{})
		case r.mark&Raised != 0:
			out.raise(r.text, log)
		case r.mark&Lowered != 0:
			out.lower(r.text, next)
		default:
			out = append(out, []rune(r.text)...)
		}
	}
	return string(out)
}

// shown returns the runs that are not dropped, with small characters that were typed as
// such (²) in runs of their own.
func (l *Line) shown(log *Log) []run {
	var out []run
	var before text
	for i := 0; i < len(l.runs); i++ {
		r := run{string(l.runs[i].text), l.runs[i].mark}
		reason, dropped := r.mark.dropped()
		if !dropped {
			before = append(before, []rune(r.text)...)
			out = append(out, split(r)...)
			continue
		}
		gone := []byte(r.text)
		for i+1 < len(l.runs) { // runs of other looks that go for the same reason
			next := l.runs[i+1]
			if again, also := next.mark.dropped(); !also || again != reason {
				break
			}
			gone = append(gone, next.text...)
			i++
		}
		log.tell(reason, string(gone), after(before.end(quoted)))
	}
	return out
}

func (m Mark) dropped() (kind, bool) {
	switch {
	case m&Deleted != 0:
		return deletion, true
	case m&Hidden != 0:
		return hidden, true
	case m&Struck != 0:
		return strike, true
	}
	return 0, false
}

// split parts a run before and after small characters that were typed.
func split(r run) []run {
	if r.mark != 0 || !strings.ContainsFunc(r.text, IsMark) {
		return []run{r}
	}
	var parts []added
	var last rune
	for _, c := range r.text {
		m := Mark(0)
		if small, ok := fromRaised[c]; ok {
			c, m = small, Raised
		} else if isCircled(c) && isDigit(last) {
			m = NoteRef
		}
		if n := len(parts); n == 0 || parts[n-1].mark != m {
			parts = append(parts, added{mark: m})
		}
		now := &parts[len(parts)-1]
		now.text = utf8.AppendRune(now.text, c)
		last = c
	}
	out := make([]run, len(parts))
	for i, p := range parts {
		out[i] = run{string(p.text), p.mark}
	}
	return out
}

// Typed returns plain text with the marks that are typed in it (², ①) decided as those
// of runs are.
func Typed(s string, log *Log) string {
	if !strings.ContainsFunc(s, IsMark) {
		return s
	}
	lines := strings.SplitAfter(s, "\n")
	for i, one := range lines {
		l := Line{[]added{{text: []byte(one)}}}
		lines[i] = l.Text(log)
	}
	return strings.Join(lines, "")
}

// IsMark reports whether a character may be a mark by itself: ², ①.
func IsMark(c rune) bool {
	_, small := fromRaised[c]
	return small || isCircled(c)
}

func isCircled(c rune) bool { return c >= '①' && c <= '⑳' || c >= '❶' && c <= '❿' }

func isDigit(c rune) bool { return c >= '0' && c <= '9' || c >= '０' && c <= '９' }

func isLatin(c rune) bool {
	return unicode.In(c, unicode.Latin, unicode.Greek) || c == 'µ' || c == 'Ω'
}
