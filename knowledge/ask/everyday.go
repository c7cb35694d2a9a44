package ask

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed everyday.txt
var everydayText string

// everydayWord is a word that people say, with what plans write for it.
type everydayWord struct {
	says   string
	means  []string
	always bool // also where the plan holds the word itself
}

// everyday holds the list, longest words first.
var everyday = func() []everydayWord {
	var out []everydayWord
	for line := range strings.Lines(everydayText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if at := strings.IndexAny(line, "=~"); at > 0 {
			out = append(out, everydayWord{strings.TrimSpace(line[:at]), strings.Fields(line[at+1:]), line[at] == '~'})
		}
	}
	slices.SortStableFunc(out, func(a, b everydayWord) int { return len(b.says) - len(a.says) })
	return out
}()

// knownEveryday gives the words of the list whose meaning the plan holds, each with
// only what it holds.
func (t *gramTable) knownEveryday() []everydayWord {
	var out []everydayWord
	for _, w := range everyday {
		means := slices.DeleteFunc(slices.Clone(w.means), func(m string) bool { return m == w.says || !strings.Contains(t.text, m) })
		if len(means) > 0 && (w.always || len([]rune(w.says)) == 1 || !strings.Contains(t.text, w.says)) { // else the plan says so itself
			out = append(out, everydayWord{w.says, means, w.always})
		}
	}
	return out
}

// otherWords is a word of a question that may be said otherwise: what it weighs, and
// the pairs of characters of each way to say it, its own first.
type otherWords struct {
	weight float64
	ways   [][]string
}

// joined tells whether the character at a place is part of a word of the plan there.
func (t *gramTable) joined(text string, at int) bool {
	_, n := utf8.DecodeRuneInString(text[at:])
	_, before := utf8.DecodeLastRuneInString(text[:at])
	_, after := utf8.DecodeRuneInString(text[at+n:])
	return before > 0 && t.rarity[text[at-before:at+n]] != 0 || after > 0 && t.rarity[text[at:at+n+after]] != 0
}

// reword finds the everyday words in the content's text. Words of one character
// count only where they stand alone.
func (t *gramTable) reword(text string) (found []otherWords, rest string) {
	rest = text
	for _, w := range t.everyday {
		at := strings.Index(rest, w.says)
		if at < 0 || len([]rune(w.says)) == 1 && t.joined(rest, at) {
			continue
		}
		o := otherWords{ways: [][]string{grams(w.says)}, weight: t.unknown}
		for _, m := range w.means {
			o.ways = append(o.ways, grams(m))
			var weight float64
			for _, g := range grams(m) {
				weight += t.weight(g)
			}
			o.weight = max(o.weight, weight/float64(len(grams(m))))
		}
		found = append(found, o)
		rest = rest[:at] + " " + rest[at+len(w.says):]
	}
	return found, rest
}

// spelled gives the content's words with every other way to say them.
func (c content) spelled() string {
	words := []string{c.text}
	for _, o := range c.other {
		for _, way := range o.ways[1:] {
			words = append(words, strings.Join(way, " "))
		}
	}
	return strings.Join(words, " ")
}

// held gives what the sentence holds of the word: the way to say it of which it
// holds most.
func (o otherWords) held(s sentence) float64 {
	var best float64
	for _, way := range o.ways {
		n := 0
		for _, g := range way {
			if s.grams[g] {
				n++
			}
		}
		if len(way) > 0 {
			best = max(best, float64(n)/float64(len(way)))
		}
	}
	return best * o.weight
}
