package ask

import (
	"cmp"
	"slices"
	"strings"
)

// candidates is how many passages of a plan are weighed for a question: those that hold
// most of its words. The others never win.
const candidates = 40

// finding is where a plan holds the words of a question.
type finding struct {
	passages []int       // those that may answer, those that hold most of the words first
	held     [][]float64 // by term and sentence, how much of the term the sentence holds
}

// find looks a question's words up.
func (t *text) find(terms []term) finding {
	f := finding{held: make([][]float64, len(terms))}
	flat := make([]float64, len(terms)*len(t.sentences))
	worth := make([]float64, len(t.passages))
	best := make([]float64, len(t.passages)) // of one term
	var touched []int
	for i, w := range terms {
		held := flat[i*len(t.sentences) : (i+1)*len(t.sentences)]
		f.held[i] = held
		clear(best)
		hold := func(n int, share float64) {
			if share <= held[n] {
				return
			}
			held[n] = share
			p := t.sentences[n].passage
			if worth[p] == 0 {
				touched = append(touched, p)
			}
			if share > best[p] {
				worth[p] += max(w.weight, 1e-9) * (share - best[p])
				best[p] = share
			}
		}
		for _, way := range w.ways {
			if len(way.pairs) == 1 {
				for _, n := range t.holding[way.pairs[0]] {
					hold(n, way.share)
				}
				continue
			}
			parts := map[int]int{}
			for _, pair := range way.pairs {
				for _, n := range t.holding[pair] {
					parts[n]++
				}
			}
			for n, k := range parts {
				hold(n, way.share*float64(k)/float64(len(way.pairs)))
			}
		}
	}
	slices.SortFunc(touched, func(x, y int) int { return cmp.Or(cmp.Compare(worth[y], worth[x]), cmp.Compare(x, y)) })
	f.passages = touched[:min(len(touched), candidates)]
	return f
}

// saying gives the first sentence that holds words as they are written, one that says who
// does it only where no other does; ok is false where none holds them.
func (t *text) saying(words string) (found sentence, ok bool) {
	pairs := pairsOf(words)
	if len(pairs) == 0 {
		return sentence{}, false
	}
	rarest := slices.MinFunc(pairs, func(x, y string) int { return cmp.Compare(len(t.holding[x]), len(t.holding[y])) })
	first := -1
	order := func(n int) int { // brackets behind all others
		if t.sentences[n].bracket {
			return n + len(t.sentences)
		}
		return n
	}
	for _, n := range t.holding[rarest] {
		if strings.Contains(t.sentences[n].folded, words) && (first < 0 || order(n) < order(first)) {
			first = n
		}
	}
	if first < 0 {
		return sentence{}, false
	}
	return t.sentences[first], true
}
