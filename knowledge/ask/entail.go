package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// The grounds on which a claim is held to be so. Their weights are learned, see
// weights.json; a sum above zero is yes. Those from groundTyped on are of a claim with a
// figure or a day that is compared with the plan's, of which nothing else counts.
const (
	groundBias       = iota
	groundPassage    // share of the claim's words that the sentence lacks and the rest of the passage holds
	groundDenied     // share of those it has that the sentence denies and the claim does not
	groundUndenied   // that the claim denies and the sentence does not
	groundBoth       // that both deny
	groundContrast   // the sentence has a word that excludes one of the claim's
	groundLimits     // the sentence limits what it says, by the share that it lacks
	groundAllows     // it is asked whether it is allowed, and the sentence says that something is
	groundActor      // the claim names who does it, and the sentence does: 1, or names others: -1
	groundSwapped    // share of its characters in whose place the sentence has others
	groundTyped      // a figure or a day is compared
	groundMet        // it agrees: 1, or does not: -1
	groundTypedLacks // share of the claim's words that the sentence lacks
	groundTypedDeny  // share on which the claim and the sentence differ in denying
	groundTypedNot   // the sentence has a word that excludes one of the claim's
	groundTypedAll   // the claim says all, only or any
	grounds
)

var groundNames = [grounds]string{"bias", "passage", "denied", "undenied", "both", "contrast", "limits", "allows", "actor", "swapped",
	"typed", "met", "typed-lacks", "typed-denied", "typed-contrast", "typed-strong"}

func (w Weights) verdict() [grounds]float64 {
	var g [grounds]float64
	for i, name := range groundNames {
		g[i] = w.Verdict[name]
	}
	return g
}

// entailment is how a sentence bears a claim out.
type entailment struct {
	match, sentence int // place among the matches, and in text.sentences
	grounds         [grounds]float64
	claimed, stated string  // words that exclude each other
	held, part      float64 // share of the claim's words in the sentence or its title, and in its best stretch
	score           float64
}

// speaksAgainst tells whether the sentence says something else than the claim, not only less.
func (e entailment) speaksAgainst() bool {
	g := e.grounds
	return g[groundDenied]+g[groundUndenied]+g[groundContrast]+g[groundSwapped] > 0 || g[groundActor] < 0
}

// placed is a word of a claim that a sentence has.
type placed struct {
	weight  float64
	claimed bool  // the claim denies it
	at      []int // where it stands, by stretch between marks; -1 where it is not held
}

// aligned weighs a claim against a sentence of a passage.
func (a *Asker) aligned(r *reading, p polar, n int) entailment {
	t := a.text
	s := t.sentences[n]
	pass := &t.passages[s.passage]
	e := entailment{sentence: n}
	g := &e.grounds
	claimDenied, sentenceDenied := denied(p.claim), denied(s.folded)
	parts := splitAfter(s.folded, ",;:。")
	worth := make([]float64, len(parts))
	var words []placed
	all := 1e-9
	for _, term := range r.terms {
		at := strings.Index(p.claim, term.word)
		if at < 0 {
			continue // of the words that ask
		}
		all += term.weight
		places, held := term.placesIn(parts)
		for i, at := range places {
			if at >= 0 {
				worth[i] += term.weight
			}
		}
		switch {
		case held:
			e.held += term.weight
			words = append(words, placed{term.weight, claimDenied[at+len(term.word)-1], places})
		case term.heldBy(pass.head):
			e.held += term.weight
		case term.heldBy(pass.folded):
			g[groundPassage] += term.weight
		}
	}
	for _, w := range slices.Concat(r.unknown, r.torn) {
		if strings.Contains(p.claim, w) {
			all += unknownShare * t.unknown() * float64(len([]rune(w))-1)
		}
	}
	best := 0
	for i, v := range worth {
		if v > worth[best] {
			best = i
		}
	}
	e.held, e.part, g[groundPassage] = e.held/all, worth[best]/all, g[groundPassage]/all
	denials(g, words, sentenceDenied, best)
	near := strings.Join(parts[max(best-1, 0):min(best+2, len(parts))], "")
	if claimed, stated, ok := contrast(p.claim, near); ok {
		g[groundContrast], e.claimed, e.stated = 1, claimed, stated
	}
	if strings.ContainsAny(s.folded, "仅只限") || strings.Contains(s.folded, "方可") {
		g[groundLimits] = 1 - e.held
	}
	g[groundBias], g[groundActor], g[groundSwapped] = 1, actors(p.claim, s.folded), swapped(p.claim, s.folded)
	if p.bears == bearsMay && g[groundBoth]+g[groundUndenied] == 0 { // 能免 asks for no permission
		g[groundAllows] = 2*flag(slices.ContainsFunc(predicatesIn(s.folded), func(w string) bool { return predicates[w] == bearsMay })) - 1
	}
	return e
}

// unknownShare is how much a word counts in a claim that the plan does not know: it may
// say in other words what the plan says.
const unknownShare = 0.5

// denials weighs which words of a claim it and the sentence deny. A word that stands in
// several stretches is taken where most of the claim stands.
func denials(g *[grounds]float64, words []placed, sentenceDenied []bool, best int) {
	all := 1e-9
	for _, w := range words {
		at := w.at[best]
		for i := 0; at < 0; i++ {
			at = w.at[i]
		}
		all += w.weight
		switch there := sentenceDenied[at]; {
		case there && w.claimed:
			g[groundBoth] += w.weight
		case there:
			g[groundDenied] += w.weight
		case w.claimed:
			g[groundUndenied] += w.weight
		}
	}
	for _, i := range []int{groundBoth, groundDenied, groundUndenied} {
		g[i] /= all
	}
}

// onTyped gives the grounds of a claim with a figure or a day that was compared: met tells
// whether it agrees.
func (e entailment) onTyped(met bool, strong float64) [grounds]float64 {
	w := e.grounds
	return [grounds]float64{groundBias: 1, groundTyped: 1, groundMet: 2*flag(met) - 1, groundTypedLacks: 1 - e.held,
		groundTypedDeny: w[groundDenied] + w[groundUndenied], groundTypedNot: w[groundContrast], groundTypedAll: strong}
}

// placesIn gives where the parts of a text hold a word in one of its ways, by offsets in
// the text, -1 for a part that does not; held tells whether any does.
func (t term) placesIn(parts []string) (at []int, held bool) {
	from := 0
	for _, part := range parts {
		place := -1
		for _, w := range t.ways {
			if k := heldAt(part, w.pairs); k >= 0 {
				place, held = from+k, true
				break
			}
		}
		at = append(at, place)
		from += len(part)
	}
	return at, held
}

// heldAt gives where a text holds the first of pairs, where it holds all of them; else -1.
func heldAt(text string, pairs []string) int {
	for _, p := range pairs {
		if !strings.Contains(text, p) {
			return -1
		}
	}
	return strings.Index(text, pairs[0])
}

// heldBy tells whether a text holds a word in one of its ways.
func (t term) heldBy(text string) bool {
	return slices.ContainsFunc(t.ways, func(w way) bool { return heldAt(text, w.pairs) >= 0 })
}

// swapped gives the share of a claim's characters in whose place, beside the same words, a
// sentence has others: 一般 for 最高 before 信用等级, 正高 for 副高 behind 认定.
func swapped(claim, sentence string) float64 {
	runes, held := []rune(claim), []rune(sentence)
	has := func(s []rune) bool { return strings.Contains(sentence, string(s)) }
	word := func(s []rune) bool {
		return !slices.ContainsFunc(s, func(r rune) bool { return !zh.IsHan(r) || function[r] })
	}
	n := 0
	for i := 0; i+2 <= len(runes); i++ {
		two := runes[i : i+2]
		if !word(two) || has(two) || i > 0 && word(runes[i-1:i]) && has(runes[i-1:i+1]) || i+3 <= len(runes) && has(runes[i+1:i+3]) && word(runes[i+1:i+3]) {
			continue
		}
		for _, beside := range [][2]int{{i + 2, 0}, {i - 2, 2}} { // the words behind it, and those before it
			from := beside[0]
			if from < 0 || from+2 > len(runes) || !word(runes[from:from+2]) {
				continue
			}
			anchor := runes[from : from+2]
			for j := 0; j+2 <= len(held); j++ {
				if held[j] != anchor[0] || held[j+1] != anchor[1] {
					continue
				}
				at := j - 2
				if beside[1] > 0 {
					at = j + 2
				}
				if at >= 0 && at+2 <= len(held) && word(held[at:at+2]) && !strings.Contains(claim, string(held[at:at+2])) {
					n += 2
					j = len(held)
				}
			}
		}
	}
	return float64(n) / float64(len(runes)+1)
}

// strong are the words by which a claim says all, only or any.
var strong = []string{"都", "全", "只", "仅", "所有", "一律", "任何", "不管", "不论", "无论", "必须", "才", "唯一", "完全"}

// saysAll tells whether a claim says all, only or any.
func saysAll(claim string) bool {
	return slices.ContainsFunc(strong, func(w string) bool { return strings.Contains(claim, w) })
}

// actorForm finds who does something: bureaus, banks and the like.
var actorForm = regexp.MustCompile(`[\p{Han}]{2}(?:部|委|局|厅|办|署|行|院|处|司|协会|公司|中心|集团)(?:$|[^\p{Han}]|[和与及的是来牵负主出管吧吗对])`)

// actors tells whether a sentence names who a claim says does it: 1, or others alone: -1; 0
// where either names nobody.
func actors(claim, sentence string) float64 {
	said := actorForm.FindAllString(claim, -1)
	if len(said) == 0 || !actorForm.MatchString(sentence) {
		return 0
	}
	for _, w := range said {
		if r := []rune(w); strings.Contains(sentence, string(r[:2])) {
			return 1
		}
	}
	return -1
}

// borneBy gives the sentence by which a claim stands or falls: the one that holds most of
// it, in one of the best passages.
func (a *Asker) borneBy(r *reading, p polar, found []match) entailment {
	best := entailment{score: -1e9}
	for i, m := range found[:min(len(found), borneFrom)] {
		pass := a.text.passages[m.passage]
		for n := pass.first; n < pass.end; n++ {
			if s := a.text.sentences[n]; s.bracket || s.heading && !pass.bare || m.held[n-pass.first] == 0 {
				continue
			}
			e := a.aligned(r, p, n)
			e.match = i
			e.score = e.held + 0.3*e.part + 0.3*(m.score-found[0].score)
			if e.score > best.score+1e-9 {
				best = e
			}
		}
	}
	return best
}

// borneFrom is in how many passages a claim is looked for.
const borneFrom = 3
