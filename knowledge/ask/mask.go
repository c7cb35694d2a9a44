package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// mask is a message in which what has been understood is covered, so that no
// character is read twice.
type mask struct {
	runes   []rune
	sounds  []string // the syllable of each rune
	covered []bool
	others  []string // names of others that begin with a unit's
	shared  []int    // places of a 市 that ends one name and begins another
}

func newMask(text string) *mask {
	r := []rune(text)
	return &mask{runes: r, sounds: zh.Syllables(text), covered: make([]bool, len(r))}
}

// rest gives the text with a gap for everything covered.
func (m *mask) rest() string {
	var b strings.Builder
	for i, r := range m.runes {
		if m.covered[i] {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (m *mask) cover(at, n int) {
	for i := at; i < at+n; i++ {
		m.covered[i] = true
	}
}

// find gives the first place where the word stands uncovered, or -1.
func (m *mask) find(word string) int {
	w := []rune(word)
	for i := 0; i+len(w) <= len(m.runes); i++ {
		if slices.Equal(m.runes[i:i+len(w)], w) && !slices.Contains(m.covered[i:i+len(w)], true) {
			return i
		}
	}
	return -1
}

// findSound gives the first uncovered place that sounds like the syllables, where
// the characters there are no words of the text known; or -1.
func (m *mask) findSound(want []string, known string) int {
	for i := 0; i+len(want) <= len(m.runes); i++ {
		if slices.Equal(m.sounds[i:i+len(want)], want) && !slices.Contains(m.covered[i:i+len(want)], true) &&
			zh.IsHan(m.runes[i]) && !strings.Contains(known, string(m.runes[i:i+len(want)])) {
			return i
		}
	}
	return -1
}

// after gives what follows place i, covered or not.
func (m *mask) after(i int) string { return string(m.runes[min(i, len(m.runes)):]) }

// place gives where the word stands in the whole text, its first two characters
// standing for it; a word that is not there comes last.
func (m *mask) place(word string) int {
	r := []rune(zh.Fold(word))
	if i := strings.Index(string(m.runes), string(r[:min(2, len(r))])); i >= 0 {
		return i
	}
	return len(m.runes) * 4
}

// take covers every uncovered match of the pattern and gives them.
func (m *mask) take(pattern *regexp.Regexp) []string {
	var out []string
	rest := m.rest()
	for _, loc := range pattern.FindAllStringIndex(rest, -1) {
		at := len([]rune(rest[:loc[0]]))
		found := rest[loc[0]:loc[1]]
		m.cover(at, len([]rune(found)))
		out = append(out, found)
	}
	return out
}
