package gongwen

import (
	"slices"
	"strings"

	"duban/knowledge/term"
)

// A term usually stands before what it governs. It may also close the sentence, behind
// what is to be done: 建成学校3所，2025年底前完成. And several terms may share what stands
// behind them: 上半年、下半年各召开一次.

// closes reports whether a statement has nothing but its term and words that something is
// done.
func closes(s statement, t term.Term) bool {
	const few = 2 // characters: 投用, 落地
	before := strings.TrimLeft(squeeze(s.text[:t.Start]), "并且在于到自从")
	rest := withoutWords("deontic", squeeze(s.text[t.End:]))
	return (before == "" || endsWith(before, "力争", "确保", "原则上")) && (runes(rest) <= few || withoutWords("made", rest) == "")
}

// withoutWords drops the words of a class that a text begins with.
func withoutWords(class, text string) string {
	for again := true; again; {
		again = false
		for _, w := range goalWords()[class] {
			if rest, ok := strings.CutPrefix(text, w); ok {
				text, again = rest, true
			}
		}
	}
	return text
}

// closed lets the term of the last statement, which closes its stretch of a sentence, govern
// those before it.
func closed(all []statement, t *term.Term) {
	last := all[len(all)-1]
	for i := len(all) - 2; i >= 0 && all[i].stretch == last.stretch && !all[i].explicit; i-- {
		all[i].said, all[i].explicit, all[i].due = t, true, t.Due
	}
}

// closedBy gives the first of the statements that the one at i closes, of those from done
// on: its stretch of the sentence, or the sentence before it where that is all it has.
func closedBy(all []statement, i, done int) int {
	first := i
	for first > done && all[first-1].stretch == all[i].stretch {
		first--
	}
	if first == i && first > done && all[first-1].paragraph == all[i].paragraph {
		for before := all[first-1].sentence; first > done && all[first-1].sentence == before; first-- {
		}
	}
	return first
}

// listed gives the terms of a statement that make a list with one of them, which is last,
// and bind each for itself: they are days by which, or 各 or 分别 stands behind them. Other
// lists are one time: 2月、3月房租减半.
func listed(s statement, last term.Term) []term.Term {
	list := []term.Term{last}
	i := slices.Index(s.terms, last)
	if i < 0 { // it is another statement's
		return list
	}
	for ; i > 0 && binds(s.terms[i-1]); i-- {
		between := strings.TrimSpace(s.text[s.terms[i-1].End:s.terms[i].Start])
		if !slices.Contains([]string{"、", "和", "及", "与", "以及"}, between) {
			break
		}
		list = slices.Insert(list, 0, s.terms[i-1])
	}
	apart := strings.ContainsAny(head(s.text[last.End:], 12), "各均") || strings.Contains(s.text[last.End:], "分别")
	if !apart && slices.ContainsFunc(list, func(t term.Term) bool { return t.Kind != term.By }) {
		return list[len(list)-1:]
	}
	return list
}

// shareTerms gives each amount that stands behind a list of terms those that are its own: with
// 各 or 均 every one of them, with 分别 one after the other.
func shareTerms(s statement, all []figure) []figure {
	if len(all) == 0 || !all[0].termed {
		return all
	}
	list := listed(s, all[0].term)
	if at := all[0].term; len(list) < 2 || at.End > all[0].Start || slices.ContainsFunc(all, func(c figure) bool { return c.term.Start != at.Start }) {
		return all
	}
	between := s.masked[all[0].term.End:all[0].Start]
	switch {
	case strings.Contains(between, "分别") && len(list) == len(all):
		for i := range all {
			all[i].term = list[i]
		}
	case strings.Contains(between, "各") || strings.Contains(between, "均") || strings.Contains(between, "分别") && len(all) == 1:
		var out []figure
		for _, c := range all {
			for _, t := range list {
				c.term = t
				out = append(out, c)
			}
		}
		return out
	}
	return all
}
