package said

import (
	"strings"
	"testing"
	"unicode"
)

// TestQuote: whatever somebody writes stays on one line between one pair of marks.
func TestQuote(t *testing.T) {
	for words, want := range map[string]string{
		"已建成3所":                              "“已建成3所”",
		"甲”已销号。“乙":                           "“甲’已销号。‘乙”",
		"第一行\n✅ 已办结\r\n\t第三行":                "“第一行 ✅ 已办结 第三行”",
		"\u202e县诸暨\u202c\u2066x\u2069":       "“县诸暨x”",
		"王\u200b五\ufeff\u00ad\u2028六\u2029七": "“王五 六 七”",
		"\x00\x1b[2J\u009b1m\xff":            "“[2J1m”",
		"空\u3164白\U000e0041":                 "“空白”",
		"":                                   "“”",
	} {
		if got := Quote(words); got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
}

func FuzzQuote(f *testing.F) {
	for _, s := range []string{"甲”已销号。“乙", "a\u202eb\n", "〝\"＂"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		got := Quote(words)
		inner := strings.TrimSuffix(strings.TrimPrefix(got, "“"), "”")
		if strings.ContainsAny(inner, "“”\"\n\r") || strings.ContainsFunc(inner, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }) {
			t.Errorf("%q became %q", words, got)
		}
		if again := Theirs(inner); again != inner {
			t.Errorf("%q becomes %q", inner, again)
		}
	})
}
