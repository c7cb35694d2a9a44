package ask

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// The features by which passages are weighed against each other. Their weights are
// learned, see weights.json.
const (
	featCover    = iota // share of the question's weight that the passage holds
	featSentence        // the same of its best sentence
	featWindow          // the same of its best sentence and the two beside it
	featItem            // the same of the stretch that one bracket of responsibilities closes
	featTitle           // share that its title holds
	featTitled          // share of its title that the question holds
	featPointer         // share of the words that point to a clause that its title holds
	featHead            // the same of all of it
	featRun             // longest run of characters shared, by eight
	featKind            // its best sentence holds the kind of thing asked for
	featUnit            // a unit named is bound by it
	featYear            // it holds a year named
	featFigure          // it holds a figure named
	featRare            // share of the rarest word
	featLength          // logarithm of its length
	featBare            // nothing but its title
	featOpening         // the preamble or the closing
	featRow             // no numbered provision
	featRef             // named by its number
	featBefore          // what the chat was about
	featNear            // beside or under it
	features
)

// featureNames are how weights.json and --why call them.
var featureNames = [features]string{"cover", "sentence", "window", "item", "title", "titled", "pointer", "head", "run", "kind", "unit", "year", "figure", "rare", "length", "bare", "opening", "row", "ref", "before", "near"}

//go:embed weights.json
var weightsFile []byte

// Weights are what was learned from questions with known answers.
type Weights struct {
	Passage map[string]float64 `json:"passage"` // of passages, by feature
	Silence map[string]float64 `json:"silence"` // of the signs that the plan does not say it
	Verdict map[string]float64 `json:"verdict"` // of the grounds on which a claim is so
}

var learned = func() Weights {
	var w Weights
	if err := json.Unmarshal(weightsFile, &w); err != nil {
		panic("ask: weights.json: " + err.Error())
	}
	return w
}()

// Learned gives the weights that are embedded.
func Learned() Weights { return learned }

// scale holds weights by feature.
type scale [features]float64

func (w Weights) scale() scale {
	var s scale
	for i, name := range featureNames {
		s[i] = w.Passage[name]
	}
	return s
}

// match is a passage that may answer.
type match struct {
	passage  int
	best     int // its best sentence
	features [features]float64
	score    float64
	held     []float64 // of each of its sentences the weight of the question's words held
}

// cover gives the share of the question's words that the best sentence holds.
func (m match) cover() float64 { return m.features[featSentence] }

// match weighs the plan's passages for a question, the best first.
func (a *Asker) match(r *reading, before string) []match {
	t := a.text
	total, headTotal, rarest := 0.0, 0.0, 0.0
	for _, w := range r.terms {
		total += w.weight
		rarest = max(rarest, w.weight)
		if w.head {
			headTotal += w.weight
		}
	}
	refs := a.refsIn(r)
	if total == 0 && before == "" && len(r.mentions) == 0 && len(refs) == 0 {
		return nil
	}
	total = max(total, 1e-9)
	found := t.find(r.terms)
	for p := range t.passages { // what is named is weighed whatever it holds
		if ref := t.passages[p].ref; (ref == before || slices.Contains(refs, ref)) && !slices.Contains(found.passages, p) {
			found.passages = append(found.passages, p)
		}
	}
	slices.Sort(found.passages)
	bound := map[string]bool{}
	for _, u := range append(r.units(), r.mine...) {
		for _, f := range a.dutiesOf(u) {
			bound[f.Place] = true
		}
	}
	out := make([]match, 0, len(found.passages))
	for _, p := range found.passages {
		out = append(out, a.weigh(r, p, found.held, total, headTotal, rarest, bound, refs, before))
	}
	scale := a.scale
	for i := range out {
		for f, v := range out[i].features {
			out[i].score += scale[f] * v
		}
	}
	slices.SortStableFunc(out, func(x, y match) int { return cmp.Compare(y.score, x.score) })
	return out
}

func (a *Asker) weigh(r *reading, p int, held [][]float64, total, headTotal, rarest float64, bound map[string]bool, refs []string, before string) match {
	t := a.text
	pass := &t.passages[p]
	m := match{passage: p, best: t.firstOf(pass), held: make([]float64, pass.end-pass.first)}
	f := &m.features
	size := pass.end - pass.first
	byItem := map[int][]float64{}
	best := -1.0
	for i, w := range r.terms {
		most := 0.0
		for n := pass.first; n < pass.end; n++ {
			h := held[i][n]
			if h == 0 {
				continue
			}
			most = max(most, h)
			m.held[n-pass.first] += w.weight * h
			item := t.sentences[n].item
			if byItem[item] == nil {
				byItem[item] = make([]float64, len(r.terms))
			}
			byItem[item][i] = max(byItem[item][i], h)
		}
		inHead := 0.0
		for _, way := range w.ways {
			k := 0
			for _, pair := range way.pairs {
				if strings.Contains(pass.head, pair) {
					k++
				}
			}
			inHead = max(inHead, way.share*float64(k)/float64(max(len(way.pairs), 1)))
		}
		f[featCover] += w.weight * max(most, inHead) / total
		f[featTitle] += w.weight * inHead / total
		if w.head && headTotal > 0 {
			f[featPointer] += w.weight * inHead / headTotal
			f[featHead] += w.weight * max(most, inHead) / headTotal
		}
		if w.weight == rarest {
			f[featRare] = max(f[featRare], most)
		}
	}
	for _, terms := range byItem {
		sum := 0.0
		for i, h := range terms {
			sum += r.terms[i].weight * h
		}
		f[featItem] = max(f[featItem], sum/total)
	}
	for i := range size {
		n := pass.first + i
		one := t.sentences[n]
		v := m.held[i] / total
		if v > 0 && !one.bracket {
			v += 0.02 * float64(kindFits(r, one.holds))
			v -= 0.0004 * float64(one.length)
		}
		if one.heading && size > 1 {
			v *= 0.2
		}
		if v > best {
			best, m.best = v, n
		}
		f[featSentence] = max(f[featSentence], m.held[i]/total)
		sum := 0.0
		for j := range r.terms {
			h := held[j][n]
			if i > 0 {
				h = max(h, held[j][n-1])
			}
			if i+1 < size {
				h = max(h, held[j][n+1])
			}
			sum += r.terms[j].weight * h
		}
		f[featWindow] = max(f[featWindow], sum/total)
	}
	if size == 0 {
		return m
	}
	title := pairsOf(zh.Fold(pass.title))
	if len(title) > 0 {
		k := 0
		for _, pair := range title {
			if strings.Contains(r.text, pair) {
				k++
			}
		}
		f[featTitled] = float64(k) / float64(len(title))
	}
	f[featRun] = float64(run(r.text, pass.folded)) / 8
	f[featKind] = float64(kindFits(r, t.sentences[m.best].holds))
	if bound[pass.ref] {
		f[featUnit] = 1
	}
	for _, y := range r.years {
		if strings.Contains(pass.folded, yearWords(y)) {
			f[featYear] = 1
		}
	}
	for _, g := range r.figures {
		if g.End <= len(r.text) && strings.Contains(pass.folded, r.text[g.Start:g.End]) {
			f[featFigure] = 1
		}
	}
	f[featLength] = math.Log(float64(len(pass.folded))+1) / 8
	f[featBare] = flag(pass.bare)
	f[featOpening] = flag(pass.opening)
	f[featRow] = flag(!pass.clause && !pass.opening)
	f[featRef] = flag(slices.Contains(refs, pass.ref))
	if before != "" {
		f[featBefore] = flag(pass.ref == before)
		f[featNear] = flag(strings.HasPrefix(pass.ref, before+"/") || strings.HasPrefix(before, pass.ref+"/"))
	}
	return m
}

// firstOf gives the first sentence of a passage that is not its heading.
func (t *text) firstOf(p *passage) int {
	for n := p.first; n < p.end; n++ {
		if !t.sentences[n].heading {
			return n
		}
	}
	return p.first
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// run gives the longest run of characters that two texts share, up to eight.
func run(question, text string) int {
	runes := []rune(question)
	longest := 1
	for i := range runes {
		for n := longest + 1; n <= 8 && i+n <= len(runes) && strings.Contains(text, string(runes[i:i+n])); n++ {
			longest = n
		}
	}
	return longest
}

// kindFits tells whether a sentence holds the kind of thing that is asked for: 1, or -1
// where it asks for one that is not there, else 0.
func kindFits(r *reading, k kinds) int {
	for _, need := range []struct {
		asks  asks
		kinds kinds
	}{
		{asksMean, holdsMeaning}, {asksMoney, holdsMoney | holdsNumber}, {asksShare, holdsShare}, {asksSpan, holdsSpan | holdsDate}, {asksWhen, holdsDate | holdsSpan},
		{asksCount | asksValue, holdsNumber}, {asksContact, holdsPhone}, {asksWho, holdsUnit}, {asksDocument, holdsDocument}, {asksWhy, holdsReason}, {asksList, holdsList},
	} {
		if r.wants(need.asks) {
			if k&need.kinds != 0 {
				return 1
			}
			return -1
		}
	}
	return 0
}
