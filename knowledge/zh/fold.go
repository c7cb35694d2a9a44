package zh

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed traditional.txt
var traditional string

var simplified = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune, 3000)
	for line := range strings.Lines(traditional) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		pair := []rune(strings.TrimSpace(line))
		for i := 0; i+1 < len(pair); i += 2 {
			m[pair[i]] = pair[i+1]
		}
	}
	return m
})

// punctuation brings the many dashes, brackets and quotes of printed and typed
// text to one form each. NFKC has already made full-width forms narrow.
var punctuation = map[rune]rune{
	'—': '-', '–': '-', '―': '-', '－': '-', '～': '-', '~': '-', '〜': '-', '−': '-', '─': '-',
	'〔': '(', '〕': ')', '【': '(', '】': ')', '［': '(', '］': ')',
	'“': '"', '”': '"', '„': '"', '「': '"', '」': '"', '『': '"', '』': '"', '＂': '"',
	'‘': '\'', '’': '\'', '·': ' ', '•': ' ', '、': '、', '。': '。',
}

// Fold brings text to the form in which it is compared: compatibility forms made
// plain (NFKC), traditional characters made simplified, letters small, dashes,
// brackets and quotes unified, and all white space, control characters and loose
// combining marks gone, save one space between two Latin words or numbers.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	table := simplified()
	var last rune
	gap := false
	for _, r := range norm.NFKC.String(strings.ToValidUTF8(s, "")) {
		if to, ok := table[r]; ok {
			r = to
		}
		if to, ok := punctuation[r]; ok {
			r = to
		}
		if unicode.IsSpace(r) || r == ' ' {
			gap = true
			continue
		}
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.M) || r == unicode.ReplacementChar {
			continue
		}
		r = unicode.ToLower(r)
		if gap && isWord(last) && isWord(r) {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// Squeeze removes all white space after NFKC: the form in which a quotation is
// checked against its source.
func Squeeze(s string) string {
	return Spaceless(norm.NFKC.String(s))
}

// Spaceless removes all white space.
func Spaceless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// IsHan tells whether r is a Chinese character.
func IsHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isWord(r rune) bool {
	return r < unicode.MaxLatin1 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// Unspaced removes white space that stands beside a Chinese character, where print
// has put it for looks: 达到 100% is 达到100%.
func Unspaced(s string) string {
	var b strings.Builder
	runes := []rune(s)
	near := func(i, step int) bool {
		for i += step; i >= 0 && i < len(runes); i += step {
			if !unicode.IsSpace(runes[i]) {
				return runes[i] > unicode.MaxLatin1
			}
		}
		return true
	}
	for i, r := range runes {
		if unicode.IsSpace(r) && (near(i, -1) || near(i, 1)) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
