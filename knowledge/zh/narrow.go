package zh

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Narrowed is a text in the form that the grammars of numbers and terms read, with the
// way back to the text as printed.
type Narrowed struct {
	Text     string // full-width forms narrow, dashes one, no white space but where it parts two numbers or words
	from, to []int  // of each byte of Text, the bytes of the original that its character stands for
}

// Narrow brings a text to that form.
func Narrow(s string) Narrowed {
	n := Narrowed{from: make([]int, 0, len(s)), to: make([]int, 0, len(s))}
	text := make([]byte, 0, len(s))
	put := func(r rune, from, to int) {
		text = utf8.AppendRune(text, r)
		for len(n.from) < len(text) {
			n.from, n.to = append(n.from, from), append(n.to, to)
		}
	}
	var last rune
	gap := -1 // where white space begins that has been left out
	for i, r := range s {
		if unicode.IsSpace(r) {
			if gap < 0 {
				gap = i
			}
			continue
		}
		size := utf8.RuneLen(r)
		if size < 0 {
			size = 1
		}
		to := r
		if other, ok := narrow[r]; ok {
			to = other
		} else if r > 0xff00 && r < 0xff5f && !strings.ContainsRune("，：；！？", r) { // full-width forms of ASCII
			to = r - 0xfee0
		}
		if gap >= 0 && isWord(last) && isWord(to) && !grouped(text, s[i:]) {
			put(' ', gap, i)
		}
		gap = -1
		put(to, i, i+size)
		last = to
	}
	n.Text = string(text)
	return n
}

// narrow has the characters of which print uses several for one thing.
var narrow = map[rune]rune{
	'—': '-', '–': '-', '―': '-', '－': '-', '～': '-', '~': '-', '〜': '-', '−': '-', '─': '-', '∼': '-',
	'〔': '(', '〕': ')', '【': '(', '】': ')', '［': '(', '］': ')', '○': '〇', '≧': '≥', '≦': '≤', '“': '"', '”': '"',
}

// grouped reports whether the white space between what was read and what follows only
// groups the digits of one number: 1 200.
func grouped(before []byte, after string) bool {
	lead := len(before)
	for lead > 0 && before[lead-1] >= '0' && before[lead-1] <= '9' {
		lead--
	}
	n := len(before) - lead
	if n < 1 || n > 3 || before[lead] == '0' || lead > 0 && strings.IndexByte(". ,-/", before[lead-1]) >= 0 {
		return false
	}
	digits := 0
	for _, r := range after {
		if r >= '０' && r <= '９' {
			r -= 0xfee0
		}
		if r < '0' || r > '9' {
			break
		}
		digits++
	}
	return digits == 3
}

// Span gives the bytes of the original that Text[start:end] stands for.
func (n Narrowed) Span(start, end int) (from, to int) {
	switch {
	case start >= len(n.from):
		if len(n.to) == 0 {
			return 0, 0
		}
		return n.to[len(n.to)-1], n.to[len(n.to)-1]
	case end <= start:
		return n.from[start], n.from[start]
	}
	return n.from[start], n.to[end-1]
}

// At gives the offset in Text of what stands at, or next behind, a byte of the original.
func (n Narrowed) At(offset int) int {
	low, high := 0, len(n.to)
	for low < high {
		if mid := (low + high) / 2; n.to[mid] <= offset {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}
