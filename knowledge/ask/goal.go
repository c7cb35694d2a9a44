package ask

import (
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// leastNamed is the share of a goal's name that a message has to hold to be about it.
const leastNamed = 0.6

// boundOf writes comparators as figures have them.
var boundOf = map[knowledge.Comparator]string{knowledge.AtLeast: ">=", knowledge.AtMost: "<=", knowledge.More: ">", knowledge.Less: "<", knowledge.About: "~"}

// goalsFor gives the goals of the plan that a figure of a message may be about, the best
// first: of the same measure, in one of the passages found, and named best by the words
// before the figure and by the message. Several are goals of different years, of which the
// message names none.
func (a *Asker) goalsFor(r *reading, found []match, context string, taken map[string]bool, fits func(zh.Figure) bool) []stated {
	var best []stated
	most := 0.0
	for _, t := range a.plan.Targets {
		at := slices.IndexFunc(found[:min(len(found), statedFrom)], func(m match) bool { return a.text.passages[m.passage].ref == t.Clause })
		if at < 0 || t.Comparator == knowledge.All {
			continue
		}
		pairs := pairsOf(zh.Fold(t.Indicator))
		if len(pairs) < 2 {
			continue
		}
		named := max(shareOf(pairs, r.text), termsIn(r, context, zh.Fold(t.Indicator)))
		if named < leastNamed {
			continue
		}
		score := named + 0.5*shareOf(pairs, context) + 0.01*float64(len(pairs)) - 0.02*float64(at)
		if len(r.years) > 0 && len(t.Due) >= 4 {
			score += 0.5 * (2*flag(slices.Contains(r.years, yearIn(t.Due))) - 1)
		}
		if score < most-alikeGoals {
			continue
		}
		s, ok := a.statedBy(t, found[at], at)
		if !ok || !fits(s.figure) || taken[s.key()] {
			continue
		}
		switch s.due = t.Due; {
		case score > most+alikeGoals:
			best, most = []stated{s}, score
		case !slices.ContainsFunc(best, func(o stated) bool { return o.due == s.due || o.figure.Value == s.figure.Value }):
			best = append(best, s)
		}
	}
	slices.SortStableFunc(best, func(x, y stated) int { return strings.Compare(x.due, y.due) })
	return best
}

// alikeGoals is by how little the fit of goals differs that are the same but for the year.
const alikeGoals = 0.09

// shareOf gives the share of pairs that a text holds.
func shareOf(pairs []string, text string) float64 {
	n := 0
	for _, p := range pairs {
		if strings.Contains(text, p) {
			n++
		}
	}
	return float64(n) / float64(max(len(pairs), 1))
}

// termsIn gives the share of the words before a figure that a goal's name holds; 0 where
// it holds but one of them.
func termsIn(r *reading, context, name string) float64 {
	held, all, n := 0.0, 1e-9, 0
	for _, t := range r.terms {
		if !strings.Contains(context, t.word) {
			continue
		}
		all += t.weight
		if strings.Contains(name, t.word) {
			held += t.weight
			n++
		}
	}
	if n < 2 {
		return 0
	}
	return held / all
}

// statedBy finds the sentence of a goal, and its figure in it.
func (a *Asker) statedBy(t knowledge.Target, m match, at int) (stated, bool) {
	p := a.text.passages[m.passage]
	value := zh.Fold(zh.Squeeze(t.Value + t.Measure))
	for n := p.first; n < p.end; n++ {
		if !strings.Contains(zh.Squeeze(a.text.sentences[n].printed), zh.Squeeze(t.Quote)) {
			continue
		}
		part := zh.Fold(zh.Squeeze(t.Quote))
		for _, f := range zh.Figures(part) {
			if f.End <= len(part) && strings.HasPrefix(part[f.Start:], value) {
				if own := f.Bound; len(own) < 2 || own[:1] != boundOf[t.Comparator] { // 超过20笔(含)
					f.Bound = boundOf[t.Comparator]
				}
				return stated{match: at, sentence: n, part: part, figure: f, score: 1}, true
			}
		}
	}
	return stated{}, false
}
