package ask

import (
	"fmt"
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// stated is a figure or date of the plan with what stands around it.
type stated struct {
	match    int // place among the matches
	sentence int
	part     string // between marks, folded
	figure   zh.Figure
	day      zh.Day
	score    float64
	due      string // of a goal
}

// key tells one figure of the plan from another.
func (s stated) key() string { return fmt.Sprint(s.sentence, s.part, s.figure.Start) }

// statedFor gives the figure of the plan that a figure of the question is about: of the
// same measure, where the question's words stand closest.
func (a *Asker) statedFor(r *reading, found []match, context string, taken map[string]bool, fits, same func(zh.Figure) bool) (stated, bool) {
	best := stated{score: -1}
	var alike []stated // of the value that is said
	for i, m := range found[:min(len(found), statedFrom)] {
		p := a.text.passages[m.passage]
		for n := p.first; n < p.end; n++ {
			s := a.text.sentences[n]
			if s.bracket || s.holds&holdsNumber == 0 || m.held[n-p.first] == 0 {
				continue
			}
			before := ""
			last := zh.Day{}
			for _, part := range splitAfter(s.folded, ",;。、") {
				next, days := 0, zh.Days(part)
				for _, f := range zh.Figures(part) {
					label := next                                                                                          // what stands before the figure, behind the one before it
					dated := slices.ContainsFunc(days, func(d zh.Day) bool { return f.Start < d.Stop && d.Start < f.End }) // 30日 is a length, 3月30日 none
					if next = f.End; !fits(f) || dated && f.Measure == "日" {
						continue
					}
					score := a.heldIn(r, context, part, label, f.Start) + 0.5*a.heldIn(r, context, before, 0, len(before)) + 0.6*m.held[n-p.first]/a.total(r) + 0.5*(m.score-found[0].score)
					if p.opening {
						score -= 0.1
					}
					if len(r.years) > 0 {
						score += yearFits(r, last, part[:f.Start])
					}
					if taken[fmt.Sprint(n, part, f.Start)] {
						score -= 0.8
					}
					one := stated{match: i, sentence: n, part: part, figure: f, score: score}
					if score > best.score+1e-9 {
						best = one
					}
					if same(f) {
						alike = append(alike, one)
					}
				}
				if len(days) > 0 {
					last = days[len(days)-1]
				}
				before = part
			}
		}
	}
	for _, one := range alike { // 由5年延长至8年
		if one.sentence == best.sentence && one.score > best.score-alikeStated {
			return one, true
		}
	}
	return best, best.score >= 0
}

// alikeStated is by how little the fit of two figures of one sentence differs of which
// either may be meant.
const alikeStated = 0.2

// yearFits weighs whether the day that governs a figure, the one before it in its part or
// the last before that, is in a year that the question names.
func yearFits(r *reading, last zh.Day, before string) float64 {
	if days := zh.Days(before); len(days) > 0 {
		last = days[len(days)-1]
	}
	switch {
	case last.Year == 0:
		return 0
	case slices.Contains(r.years, last.Year):
		return 0.5
	}
	return -0.4
}

// statedFrom is in how many passages a figure is looked for.
const statedFrom = 5

func (a *Asker) total(r *reading) float64 {
	sum := 1e-9
	for _, t := range r.terms {
		sum += t.weight
	}
	return sum
}

// heldIn gives the share of the question's weight that a part holds; words of the
// figure's own context count three times, those that label the figure, from one place to
// another, more.
func (a *Asker) heldIn(r *reading, context, part string, label, at int) float64 {
	held, total := 0.0, 1e-9
	for _, t := range r.terms {
		w := t.weight
		if context != "" && strings.Contains(context, t.word) {
			w *= 3
		}
		total += w
		for _, way := range t.ways {
			i := strings.Index(part, way.pairs[0])
			if i < 0 {
				continue
			}
			near := 1.0
			if last := strings.LastIndex(part[:at], way.pairs[0]); last >= label {
				i = last
			}
			if i < label || at-i < 0 || at-i > 60 {
				near = 0.7
			}
			held += w * near
			break
		}
	}
	return held / total
}
