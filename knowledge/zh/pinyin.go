package zh

import (
	"sync"

	"github.com/mozillazg/go-pinyin"
)

var (
	toneless  = pinyin.NewArgs()
	syllables sync.Map // rune to string
)

// Syllable gives the usual reading of a Chinese character without its tone (柯 is
// ke), and any other character as itself.
func Syllable(r rune) string {
	if !IsHan(r) {
		return string(r)
	}
	if s, ok := syllables.Load(r); ok {
		return s.(string)
	}
	s := string(r)
	if py := pinyin.SinglePinyin(r, toneless); len(py) > 0 {
		s = py[0]
	}
	syllables.Store(r, s)
	return s
}

// Syllables gives the readings of every character of s.
func Syllables(s string) []string {
	out := make([]string, 0, len(s)/3)
	for _, r := range s {
		out = append(out, Syllable(r))
	}
	return out
}
