package said

import (
	"strings"
	"unicode"
)

// Line returns words that somebody wrote, or a name that they gave themselves, as they can
// stand within a line of ours: on one line, with single spaces, and without characters that
// are not seen or that turn the line around (Unicode, Default_Ignorable_Code_Point and
// General_Category Cc, Cf, Co, Zl, Zp).
func Line(words string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.White_Space, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			return -1
		}
		return r
	}, strings.ToValidUTF8(words, ""))), " ")
}

// Theirs returns words as Line does that can stand between “ and ”: nothing in them ends the
// quotation. Whatever people write or call themselves is shown that way, so that it cannot
// pose as ours.
func Theirs(words string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '“', '„', '‟', '❝', '〝':
			return '‘'
		case '”', '"', '＂', '❞', '〞', '〟', '″':
			return '’'
		}
		return r
	}, Line(words))
}

// Quote returns words as Theirs does, between quotation marks.
func Quote(words string) string { return "“" + Theirs(words) + "”" }

// Visible returns a text of several lines without control characters, but tabs and line
// breaks, and without those that turn a line around (Unicode, Bidi_Control).
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cc, r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}
