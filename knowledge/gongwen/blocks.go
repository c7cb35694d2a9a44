package gongwen

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const bom = "\ufeff"

// block is one paragraph or one table row, the unit that all rules read. Every
// file format is brought to this form.
type block struct {
	text       string    // the reading, on one line
	start, end int       // where it stands in the source, in bytes
	cells      []string  // of a table row; nil for a paragraph
	gap        bool      // a blank line stands before it
	opens      numbering // of the provision that it opens, if it opens one
	exact      bool      // a row whose blank cells are known to be blank
}

func (b block) isRow() bool { return b.cells != nil }

// heading is the number of the provision that the block opens.
func (b block) heading() (heading, bool) {
	if b.opens == noNumbering {
		return heading{}, false
	}
	return numberOf(b.text)
}

// blocksOf cuts a text into blocks: at its line ends, at white space that stands for
// line ends, and at the provisions that run on inside a line.
func blocksOf(text string) []block {
	var (
		out  []block
		gap  bool
		rows bool // the line before was a table row
	)
	at := 0
	if strings.HasPrefix(text, bom) {
		at = len(bom)
	}
	for at < len(text) {
		line, next := text[at:], len(text)
		if i := strings.IndexAny(line, "\n\r"); i >= 0 {
			line, next = line[:i], at+i+1
			if strings.HasPrefix(text[at+i:], "\r\n") {
				next++
			}
		}
		start, end := trim(text, at, at+len(line))
		switch {
		case start == end && !(rows && strings.Contains(line, "\t")):
			gap, rows = true, false
		case strings.Contains(text[start:end], "\t") || rows && strings.Contains(line, "\t"):
			out = append(out, block{text: line, start: at, end: at + len(line), cells: cellsOf(line), gap: gap})
			gap, rows = false, true
		default:
			whole := block{text: text[start:end], start: start, end: end, gap: gap}
			out = append(out, whole.cut(lostLineEnds(whole.text))...)
			gap, rows = false, false
		}
		at = next
	}
	return outlined(out)
}

// cut gives the parts of a paragraph between these offsets in its text.
func (b block) cut(at []int) []block {
	if len(at) == 0 {
		return []block{b}
	}
	var out []block
	from, gap := 0, b.gap
	for _, cut := range append(at, len(b.text)) {
		if s, e := trim(b.text, from, max(from, cut)); s < e {
			out = append(out, block{text: b.text[s:e], start: b.start + s, end: b.start + e, gap: gap})
			gap = false
		}
		from = max(from, cut)
	}
	return out
}

func cellsOf(line string) []string {
	cells := strings.Split(line, "\t")
	for i, c := range cells {
		cells[i] = strings.TrimSpace(c)
	}
	return cells
}

// trim narrows text[start:end] to what stands between its outer white space.
func trim(text string, start, end int) (int, int) {
	s := strings.TrimLeftFunc(text[start:end], isBlank)
	start = end - len(s)
	return start, start + len(strings.TrimRightFunc(s, isBlank))
}

// isBlank tells white space, also such as has no width.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r >= '\u200b' && r <= '\u200d' || r == '\u2060' || r == '\ufeff'
}

// squeeze removes white space: the text of a PDF has spaces where it has no words.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if isBlank(r) {
			return -1
		}
		return r
	}, s)
}

func runes(s string) int { return utf8.RuneCountInString(s) }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// tail gives the last n runes of s.
func tail(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// head gives the first n runes of s.
func head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
