package docx

import (
	"strings"
	"unicode"
)

// lines gives the lines of words, those without any left out.
func lines(words string) []string {
	var all []string
	for line := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }) {
		if line = clean(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// line gives words as one line.
func line(words string) string { return strings.Join(lines(words), " ") }

// clean makes a line fit for a document: without the spaces around it, tabs, and what XML
// 1.0 has no place for or advises against: broken UTF-8, controls, noncharacters.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}
