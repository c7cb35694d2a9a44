package ask

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed negators.txt
var negatorFile string

// denial is what a word of negators.txt does.
type denial string

const (
	denies     denial = "deny"
	behind     denial = "behind"
	exceptFrom denial = "but"
	exceptTo   denial = "out"
	until      denial = "until"
)

// negatorWord is a word with what it does.
type negatorWord struct {
	word string
	does denial
}

// negators has the words by their first character, the longer first.
var negators = func() map[rune][]negatorWord {
	out := map[rune][]negatorWord{}
	for line := range strings.Lines(negatorFile) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		for _, w := range fields[1:] {
			first, _ := utf8.DecodeRuneInString(w)
			out[first] = append(out[first], negatorWord{w, denial(fields[0])})
		}
	}
	for _, words := range out {
		slices.SortStableFunc(words, func(x, y negatorWord) int { return cmp.Compare(len(y.word), len(x.word)) })
	}
	return out
}()

// denied tells of each byte of folded text whether it stands under a denial: 关闭 in 无正当
// 理由不得关闭, 货物 in 除危险货物以外. A denial reaches to the end of its stretch between
// marks, or to a word that ends it, and back to the topic where hardly anything follows it:
// 滞纳金就不收了.
func denied(text string) []bool {
	out := make([]bool, len(text))
	mark := func(from, to int) {
		for i := from; i < to; i++ {
			out[i] = true
		}
	}
	stretch, topic := 0, 0 // where the stretch begins, and what a denial in it may look back to
	since := -1            // behind the last denial that still reaches
	excepted := -1         // behind 除
	end := func(at int) {
		if since >= 0 && since <= at {
			mark(since, at)
			if bare := strings.Trim(text[since:at], "再也就了的过"); utf8.RuneCountInString(bare) < 2 {
				mark(topic, since)
			}
		}
		since = -1
	}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if strings.ContainsRune(",;。:!?()", r) {
			if end(at); r != ',' && r != '(' && r != ')' {
				excepted = -1
			}
			at += size
			stretch, topic = at, at
			continue
		}
		does := denial("")
		for _, w := range negators[r] {
			if strings.HasPrefix(text[at:], w.word) {
				does, size = w.does, len(w.word)
				break
			}
		}
		switch does {
		case denies:
			if end(at); since < 0 {
				since = at + size
			}
		case behind:
			mark(stretch, at)
		case exceptFrom:
			excepted = at + size
		case exceptTo:
			if excepted >= 0 {
				mark(excepted, at)
				excepted = -1
			}
		case until:
			end(at)
			topic = at + size
		}
		at += size
	}
	end(len(text))
	return out
}
