package talk

import (
	"slices"
	"strings"
	"unicode"

	"duban/knowledge/ask"
	"duban/knowledge/zh"
)

// longestCall is how many characters of a message are understood: no call is longer, and
// what stands behind its first word may be anything.
const longestCall = 60

// understand reads the beginning of a message: its meanings, then in what is left the names
// that the plans know. What a longer one has besides is left unexplained.
func (t *turn) understand(text string) understood {
	s := understood{text: []rune(zh.Fold(beginning(strings.TrimSpace(text), 2*longestCall))), slight: true}
	if len(s.text) > longestCall {
		s.rest, s.slight = string(s.text[longestCall:]), false
		s.text = s.text[:longestCall]
	}
	pieces, today := segment(s.text), t.today(t.Now)
	for i := 0; i < len(pieces); {
		if pieces[i].meaning != "" {
			i++
			continue
		}
		if from, to, named, ok := t.nameAt(s, pieces, i); ok {
			pieces = slices.Replace(pieces, from, to, named)
			i = from + 1
			continue
		}
		s.rest += pieces[i].text
		s.slight = s.slight && slight(pieces, i)
		i++
	}
	for _, k := range pieces {
		switch k.meaning {
		case filler, "":
			continue
		case slotUnit:
			s.units = appendNew(s.units, unitsNamed(t, k.text).Units...)
		case slotProject:
			s.projects = appendNew(s.projects, unitsNamed(t, k.text).Projects...)
		case slotPlan:
			s.plan = t.Library.Books().Named(k.text)
		case slotNumber:
			s.number = numberIn(k.text)
		case slotYear:
			s.years = appendNew(s.years, yearIn(k.text, today))
		case slotPeriod:
			if p, ok := spanIn(k.text, today); ok {
				s.periods = append(s.periods, p)
			}
		}
		s.pieces = append(s.pieces, k)
	}
	return s
}

// beginning cuts a text at so many characters.
func beginning(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// slight reports whether an unexplained piece is one character that stands between longer
// words: it belongs to no word that would mean something else.
func slight(pieces []piece, i int) bool {
	alone := func(j int) bool {
		return j < 0 || j >= len(pieces) || pieces[j].meaning != "" && pieces[j].to-pieces[j].from > 1
	}
	return pieces[i].to-pieces[i].from == 1 && alone(i-1) && alone(i+1)
}

// nameAt finds what the unexplained token at i names, together with up to two short words
// on each side that happen to be in the vocabulary too. from and to are the pieces that
// make up the name.
func (t *turn) nameAt(s understood, pieces []piece, i int) (from, to int, named piece, ok bool) {
	for width := range 5 {
		for left := range width + 1 {
			from, to := i-left, i+1+width-left
			if from < 0 || to > len(pieces) || left > 2 || width-left > 2 || slices.ContainsFunc(pieces[from:to], func(k piece) bool { return k.to-k.from > 2 && k.meaning != "" }) {
				continue
			}
			part := piece{text: string(s.text[pieces[from].from:pieces[to-1].to]), from: pieces[from].from, to: pieces[to-1].to}
			if part.meaning = t.nameOf(part.text); part.meaning != "" {
				return from, to, part, true
			}
		}
	}
	return 0, 0, piece{}, false
}

// nameOf tells what words name, if a plan has that name and they say nothing else.
func (t *turn) nameOf(words string) meaning {
	if len([]rune(words)) < 2 {
		return ""
	}
	latin := !strings.ContainsFunc(words, zh.IsHan)
	of := unitsNamed(t, words)
	taught := slices.ContainsFunc(t.book.Lessons.All(), func(l ask.Lesson) bool { return l.Kind == ask.Alias && zh.Fold(l.Says) == words })
	within := func(name string) bool { return latin || taught || isWithin(words, zh.Fold(name)) }
	switch {
	case len(of.Units) > 0 && slices.ContainsFunc(of.Units, within):
		return slotUnit
	case len(of.Projects) > 0 && slices.ContainsFunc(of.Projects, within):
		return slotProject
	}
	if k := t.Library.Books().Named(words); k != nil && within(k.Plan().Title+k.Plan().DocNo) {
		return slotPlan
	}
	return ""
}

// isWithin reports whether the characters of words stand in name, in their order.
func isWithin(words, name string) bool {
	rest := name
	for _, r := range words {
		i := strings.IndexRune(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+len(string(r)):]
	}
	return true
}

func appendNew[T comparable](list []T, more ...T) []T {
	for _, x := range more {
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}

// segment parts a message into words of the vocabulary and slots that have a form, so
// that the fewest characters stay unexplained, and of what does so into the fewest parts.
// What is not explained has no meaning.
func segment(text []rune) []piece {
	const unexplained, part = 100, 1
	const longestSlot = 40 // characters
	best := make([]int, len(text)+1)
	last := make([]piece, len(text)+1)
	for i := range text {
		best[i+1] = 1 << 30
	}
	reach := func(k piece, cost int) {
		if cost += best[k.from]; cost < best[k.to] {
			best[k.to], last[k.to] = cost, k
		}
	}
	for i := range text {
		reach(piece{"", string(text[i : i+1]), i, i + 1}, unexplained)
		if text[i] == ' ' {
			reach(piece{filler, " ", i, i + 1}, 0)
		}
		for n := min(longestWord, len(text)-i); n > 0; n-- {
			word := string(text[i : i+n])
			if m := meanings[word]; m != "" && wholeWord(text, i, i+n) {
				reach(piece{m, word, i, i + n}, part)
			}
		}
		for _, form := range slotForms {
			if m := form.pattern.FindString(string(text[i:min(i+longestSlot, len(text))])); m != "" {
				n := len([]rune(m))
				if wholeWord(text, i, i+n) {
					reach(piece{form.slot, m, i, i + n}, part)
				}
			}
		}
	}
	var out []piece
	for i := len(text); i > 0; i = last[i].from {
		k := last[i]
		if n := len(out); k.meaning == "" && n > 0 && out[n-1].meaning == "" { // one with what follows
			out[n-1].from, out[n-1].text = k.from, k.text+out[n-1].text
			continue
		}
		out = append(out, k)
	}
	slices.Reverse(out)
	return out
}

// wholeWord reports whether a part of a text cuts no Latin word and no number.
func wholeWord(text []rune, from, to int) bool {
	joined := func(a, b rune) bool {
		return a < 0x80 && b < 0x80 && (unicode.IsLetter(a) && unicode.IsLetter(b) || unicode.IsDigit(a) && unicode.IsDigit(b))
	}
	return (from == 0 || !joined(text[from-1], text[from])) && (to == len(text) || !joined(text[to-1], text[to]))
}

// leads reports whether nothing that means anything stands before a token.
func (s understood) leads(k piece) bool {
	for _, before := range segment(s.text[:k.from]) {
		if before.meaning != filler {
			return false
		}
	}
	return true
}
