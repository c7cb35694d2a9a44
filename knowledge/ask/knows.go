package ask

import (
	"log/slog"
	"math"
	"slices"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// known is what the library's index says of one plan for a question: the shares of the
// question's weight that it holds.
type known struct {
	all    float64 // anywhere
	best   float64 // in one sentence
	window float64 // in one sentence and the two beside it
}

// mostHolding is how many texts may hold a word for the word to tell plans apart.
const mostHolding = 4000

// knows looks the words of a message up in the index, words that few plans have weighing
// more, and those that none has half as much as if one had. words are all of them, with
// what they weigh.
func (l *Library) knows(folded string) (plans map[int]known, words map[string]float64) {
	pairs := pairsOf(unspoken.Replace(folded))
	slices.Sort(pairs)
	pairs = slices.Compact(pairs)
	words = map[string]float64{}
	held := map[string][]knowledge.Text{}
	for _, p := range pairs {
		n := l.index.Count(p)
		if n == 0 {
			if r := []rune(p); !function[r[0]] && !function[r[len(r)-1]] {
				words[p] = math.Log(1+float64(l.size())) / 2
			}
			continue
		}
		if n > mostHolding {
			words[p] = math.Log(1+float64(l.index.Size())/float64(n)) / 4
			continue
		}
		seen := map[int]bool{}
		l.holding(p, func(t knowledge.Text) {
			held[p] = append(held[p], t)
			seen[t.Plan] = true
		})
		words[p] = math.Log(1 + float64(l.size())/float64(len(seen)))
		if r := []rune(p); len(r) == 2 && (function[r[0]] || function[r[1]]) {
			words[p] *= 0.4
		}
	}
	total := 1e-9
	for _, w := range words {
		total += w
	}
	sentence := map[knowledge.Text]float64{}
	all := map[int]float64{}
	for p, texts := range held {
		w := words[p] / total
		last := -1
		slices.SortFunc(texts, func(x, y knowledge.Text) int { return x.Plan - y.Plan })
		for _, t := range texts {
			sentence[t] += w
			if t.Plan != last {
				all[t.Plan] += w
				last = t.Plan
			}
		}
	}
	plans = map[int]known{}
	for p, share := range all {
		plans[p] = known{all: share}
	}
	for t, share := range sentence {
		k := plans[t.Plan]
		k.best = max(k.best, share)
		k.window = max(k.window, share+0.5*(sentence[knowledge.Text{Plan: t.Plan, At: t.At - 1}]+sentence[knowledge.Text{Plan: t.Plan, At: t.At + 1}]))
		plans[t.Plan] = k
	}
	return plans, words
}

// holding calls found with every text that holds a word.
func (l *Library) holding(word string, found func(knowledge.Text)) {
	if err := l.index.Holding(word, found); err != nil {
		slog.Error("the index cannot be read", "word", word, "error", err)
	}
}

// heldBy gives the share of the words' weight that a text holds.
func heldBy(words map[string]float64, text string) float64 {
	held, total := 0.0, 1e-9
	folded := pairSet(zh.Fold(text))
	for w, weight := range words {
		total += weight
		if folded[w] {
			held += weight
		}
	}
	return held / total
}

func pairSet(folded string) map[string]bool {
	out := map[string]bool{}
	for _, p := range pairsOf(folded) {
		out[p] = true
	}
	return out
}
