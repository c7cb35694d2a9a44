package ocr

import (
	"strings"
	"unicode"
)

// Printed gives recognised words as Chinese is printed. The model knows the marks that
// have a narrow form by that form alone, writes blanks between words, and takes a dash
// between numbers for 一 and one bracket for another. A paragraph may be given again
// after its lines were, for brackets that open in one line and close in the next.
func Printed(s string) string {
	r := []rune(strings.TrimSpace(s))
	r = unspaced(r)
	for i := range r {
		switch c := r[i]; {
		case wideForm[c] != 0 && (i > 0 && wide(r[i-1]) || i+1 < len(r) && wide(r[i+1])):
			if (c == ',' || c == ':') && i > 0 && i+1 < len(r) && unicode.IsDigit(r[i-1]) && unicode.IsDigit(r[i+1]) {
				continue // 12,000 and 8:30
			}
			r[i] = wideForm[c]
		case c == '一' && i > 0 && i+1 < len(r) && dashed(r[i-1]) && dashed(r[i+1]):
			r[i] = '—'
		}
	}
	return string(paired(r))
}

var wideForm = map[rune]rune{',': '，', ':': '：', ';': '；', '?': '？', '!': '！', '％': '%'}

// wide tells the characters of a Chinese text from those of a Latin one.
func wide(r rune) bool {
	return r >= 0x2e80 || r >= 0x2018 && r <= 0x201d
}

func dashed(r rune) bool { return unicode.IsDigit(r) || r == '-' || r == '—' }

// unspaced drops the blanks but those between Latin words.
func unspaced(r []rune) []rune {
	narrow := func(r rune) bool { return !wide(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	var out []rune
	for i, c := range r {
		if unicode.IsSpace(c) {
			if len(out) == 0 || i+1 == len(r) || !narrow(out[len(out)-1]) || !narrow(r[i+1]) {
				continue
			}
			c = ' '
		}
		out = append(out, c)
	}
	return out
}

const openers, closers = "([{〈《【〔（「", ")]}〉》】〕）」"

// paired settles the kinds of brackets: those of a document's number are 〔〕, two that
// belong together and differ are （）, and so are narrow ones about Chinese.
func paired(r []rune) []rune {
	kind := func(set string, c rune) int {
		if i := strings.IndexRune(set, c); i >= 0 {
			return len([]rune(set[:i]))
		}
		return -1
	}
	var open []int
	for i, c := range r {
		if kind(openers, c) >= 0 {
			open = append(open, i)
			continue
		}
		k := kind(closers, c)
		if k < 0 || len(open) == 0 {
			continue
		}
		at := len(open) - 1
		for j := at; j >= 0; j-- { // one of its own kind, else the last one
			if kind(openers, r[open[j]]) == k {
				at = j
				break
			}
		}
		from := open[at]
		open = open[:at]
		switch inside := r[from+1 : i]; {
		case documentYear(inside) && from > 0 && unicode.Is(unicode.Han, r[from-1]) && numbered(r[i+1:]):
			r[from], r[i] = '〔', '〕'
		case kind(openers, r[from]) != k:
			r[from], r[i] = '（', '）'
		case from > 0 && wide(r[from-1]) || i+1 < len(r) && wide(r[i+1]) || strings.ContainsFunc(string(inside), wide):
			switch c {
			case ')':
				r[from], r[i] = '（', '）'
			case ']':
				r[from], r[i] = '〔', '〕'
			}
		}
	}
	// What has no partner on this line may have one on the next.
	for i, c := range r {
		near := i > 0 && wide(r[i-1]) || i+1 < len(r) && wide(r[i+1])
		switch {
		case c == '(' && near:
			r[i] = '（'
		case c == ')' && near:
			r[i] = '）'
		}
	}
	return r
}

func documentYear(r []rune) bool {
	return len(r) == 4 && !strings.ContainsFunc(string(r), func(c rune) bool { return c < '0' || c > '9' })
}

// numbered tells whether digits and 号 follow.
func numbered(r []rune) bool {
	i := 0
	for i < len(r) && unicode.IsDigit(r[i]) {
		i++
	}
	return i > 0 && i < len(r) && r[i] == '号'
}
