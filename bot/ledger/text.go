package ledger

import (
	"strings"
	"unicode/utf8"
)

// maxCell is how much a cell of a workbook can hold, in UTF-16 code units.
const maxCell = 32767

// cut stands at the end of words that had no room.
const cut = "……"

// clean makes words fit for a cell: valid UTF-8 without the characters that XML has no
// place for, lines that end in \n alone, and no longer than a cell.
func clean(s string) string {
	if fits(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if !writable(r) {
			return -1
		}
		return r
	}, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
	units, end := 0, 0 // end: how much leaves room for the mark of the cut
	for i, r := range s {
		if units <= maxCell-utf8.RuneCountInString(cut) {
			end = i
		}
		if units += width16(r); units > maxCell {
			return s[:end] + cut
		}
	}
	return s
}

// fits tells that s needs no cleaning, which is nearly always so.
func fits(s string) bool {
	if len(s) > maxCell || !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if !writable(r) {
			return false
		}
	}
	return true
}

// writable tells whether XML can hold the character and gives it back as it was.
func writable(r rune) bool {
	switch {
	case r < ' ':
		return r == '\t' || r == '\n'
	case r == 0xFFFE || r == 0xFFFF:
		return false
	}
	return true
}

// width16 gives how many UTF-16 code units the character takes.
func width16(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// leaders are the characters with which a spreadsheet program may take words for a
// formula, also in full width, and the apostrophe, so that unguarded undoes guarded.
const leaders = "=+-@\t\r\n'＝＋－＠"

// Guarded puts an apostrophe before words of a CSV that might be taken for a formula.
func Guarded(s string) string {
	if led(s) {
		return "'" + s
	}
	return s
}

// unguarded takes away an apostrophe that Guarded has put there.
func unguarded(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && led(rest) {
		return rest
	}
	return s
}

// led tells whether s begins with one of the leaders.
func led(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune(leaders, r)
}
