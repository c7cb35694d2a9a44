package ask

import (
	"slices"
	"strings"
)

// content is the words of a question that carry its subject, weighed.
type content struct {
	text  string
	own   string // the text without words that may be said otherwise; empty where it begins with one
	grams []weighed
	other []otherWords
	sum   float64
}

type weighed struct {
	gram, sound string // sound only where the plan knows the pair by its sound alone
	weight      float64
	strange     bool // unknown to the plan, also by its sound
}

// weigh prepares words for covering sentences.
func (t *gramTable) weigh(text string) content {
	c := content{text: text}
	c.other, text = t.reword(text)
	if c.own = text; strings.HasPrefix(text, " ") {
		c.own = "" // the first word is known under another name
	}
	for _, o := range c.other {
		c.sum += o.weight
	}
	all := grams(text)
	heard, borders := t.heard(text), t.borders(text)
	slices.Sort(all)
	for _, g := range slices.Compact(all) {
		w := weighed{gram: g, weight: t.weight(g)}
		if t.rarity[g] == 0 && heard[g] {
			w.sound = sound(g)
		} else if borders[g] {
			w.weight *= borderShare
		} else {
			w.strange = t.rarity[g] == 0
		}
		c.grams = append(c.grams, w)
		c.sum += w.weight
	}
	return c
}

// subject gives the words of a text that carry its subject.
func (t *gramTable) subject(text string) string {
	return fillers.strip(text, func(pair string) bool { return t.rarity[pair] != 0 })
}

// borders gives the pairs of the text that are no words of their own but stand
// where two words of the plan meet: 高教 in 提高教师.
func (t *gramTable) borders(text string) map[string]bool {
	out := map[string]bool{}
	runes := []rune(text)
	for i := 1; i+3 <= len(runes); i++ {
		if pair := string(runes[i : i+2]); t.rarity[pair] == 0 && t.rarity[string(runes[i-1:i+1])] != 0 && t.rarity[string(runes[i+1:i+3])] != 0 {
			out[pair] = true
		}
	}
	return out
}

// borderShare is what a pair at the border of two words counts of its weight.
const borderShare = 0.3

// stress makes the words of another content count twice: what a follow-up says
// itself matters more than what it takes over.
func (c content) stress(words content) content {
	c.grams = slices.Clone(c.grams)
	for i, w := range c.grams {
		if slices.ContainsFunc(words.grams, func(x weighed) bool { return x.gram == w.gram }) {
			c.grams[i].weight *= 2
			c.sum += w.weight
		}
	}
	return c
}

// without leaves out what the sentence holds.
func (c content) without(s sentence) content {
	var kept []weighed
	for _, w := range c.grams {
		if s.grams[w.gram] {
			c.sum -= w.weight
		} else {
			kept = append(kept, w)
		}
	}
	c.grams = kept
	return c
}

// strange gives the weight of what the plan does not know.
func (c content) strange() float64 {
	var sum float64
	for _, w := range c.grams {
		if w.strange {
			sum += w.weight
		}
	}
	return sum
}

// held gives the weight of the content that the sentence holds. A pair that the
// plan knows only by its sound counts nearly as much.
func (c content) held(s sentence) float64 {
	var got float64
	for _, w := range c.grams {
		switch {
		case s.grams[w.gram]:
			got += w.weight
		case w.sound != "" && s.sounds[w.sound]:
			got += 0.8 * w.weight
		}
	}
	for _, o := range c.other {
		got += o.held(s)
	}
	return got
}

// cover gives the share of the content's weight that the sentence holds, from 0
// to 1.
func (c content) cover(s sentence) float64 {
	if c.sum == 0 {
		return 0
	}
	return c.held(s) / c.sum
}
