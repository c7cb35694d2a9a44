package gongwen

import (
	"unicode"
	"unicode/utf8"

	"duban/knowledge"
)

// locator finds where words of a passage's reading stand in the source. It walks
// reading and source side by side, so offsets must be asked in rising order.
type locator struct {
	passage     knowledge.Passage
	text, found int
}

// source gives the byte offset in the plan's source for one in the passage's text.
func (l *locator) source(offset int) int {
	for l.text < offset && l.text < len(l.passage.Text) && l.found < len(l.passage.Found) {
		a, n := utf8.DecodeRuneInString(l.passage.Text[l.text:])
		b, m := utf8.DecodeRuneInString(l.passage.Found[l.found:])
		switch {
		case a == b:
			l.text += n
			l.found += m
		case unicode.IsSpace(a):
			l.text += n
		default: // white space, or a character that a repair took away
			l.found += m
		}
	}
	for l.found < len(l.passage.Found) {
		c, m := utf8.DecodeRuneInString(l.passage.Found[l.found:])
		if !unicode.IsSpace(c) {
			break
		}
		l.found += m
	}
	return l.passage.Start + l.found
}
