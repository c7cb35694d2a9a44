package evaluation

import (
	"maps"
	"math"
	"slices"
	"time"

	"duban/knowledge/ask"
)

// Lesson is a question with what competed for its answer, and which of it was right.
type Lesson struct {
	passages []ask.Considered
	right    []bool
	signs    map[string]float64
	silent   bool    // silence is right
	counts   float64 // how much that says about silence; 0 where an exact query answers
	exact    bool    // one does
	grounds  map[string]float64
	verdict  string // yes or no, where the question wants one
}

// considered is how many passages of a question are learned from; those behind them
// never win.
const considered = 30

// Lessons reads what can be learned from questions about one plan: those of one turn.
func Lessons(a *ask.Asker, questions []Question, now time.Time) []Lesson {
	var out []Lesson
	for _, q := range questions {
		if len(q.Turns) != 1 || q.Expect != "" {
			continue
		}
		l := Lesson{}
		c := a.Consider(q.Turns[0], now)
		l.signs, l.exact = c.Silence.Features, c.Way != ""
		if !l.exact {
			l.silent, l.counts = q.silence(c)
		}
		silent := q.Type == "silent" || !q.Answerable
		if c.Verdict.Way != "" && !silent {
			l.grounds, l.verdict = c.Verdict.Features, q.wanted()
		}
		l.passages = c.Passages[:min(len(c.Passages), considered)]
		for _, p := range l.passages {
			l.right = append(l.right, !silent && slices.ContainsFunc(q.Cite, func(c string) bool { return samePlace(p.Place, c) }))
		}
		out = append(out, l)
	}
	return out
}

// silence tells whether it is right to say that the plan does not say it, as the judge finds
// of both answers, and how much that counts: to deny what the plan says is worse than to
// answer past the question.
func (q Question) silence(c ask.Consideration) (silent bool, counts float64) {
	spoken, quiet := q.Judge(c.Spoken) == "", q.Judge(c.Quiet) == ""
	switch {
	case quiet && !spoken:
		return true, 1
	case q.Type == "silent" || !q.Answerable:
		return true, 0
	case spoken:
		return false, denial
	}
	return false, denial / 2
}

// denial is how many answers past the question a denial weighs.
const denial = 1.1

const (
	rounds   = 200
	pace     = 0.1
	held     = 0.002 // how strongly weights of passages are held to where they began
	heldSign = 0.0005
	heldSay  = 0.003 // of verdicts, of which there are fewer
)

// Learn fits the weights: those of passages so that the right ones come first (softmax
// regression), those of silence by logistic regression. It begins with the given ones.
func Learn(lessons []Lesson, from ask.Weights) ask.Weights {
	return ask.Weights{Passage: learnPassages(lessons, from.Passage), Silence: learnSilence(lessons), Verdict: learnVerdict(lessons)}
}

func learnPassages(lessons []Lesson, from map[string]float64) map[string]float64 {
	names := slices.Sorted(maps.Keys(from))
	start := row(names, from)
	type example struct {
		rows  [][]float64
		right []bool
	}
	var examples []example
	for _, l := range lessons {
		if !slices.Contains(l.right, true) {
			continue
		}
		e := example{right: l.right}
		for _, p := range l.passages {
			e.rows = append(e.rows, row(names, p.Features))
		}
		examples = append(examples, e)
	}
	w := ascend(start, start, held, func(w, gradient []float64) {
		for _, e := range examples {
			scores := make([]float64, len(e.rows))
			for i, r := range e.rows {
				scores[i] = dot(w, r)
			}
			top := slices.Max(scores)
			all, good := 0.0, 0.0
			for i := range scores {
				scores[i] = math.Exp(scores[i] - top)
				all += scores[i]
				if e.right[i] {
					good += scores[i]
				}
			}
			for i, r := range e.rows {
				g := -scores[i] / all
				if e.right[i] {
					g += scores[i] / (good + 1e-300)
				}
				for f, v := range r {
					gradient[f] += g * v / float64(len(examples))
				}
			}
		}
	})
	return rounded(names, w)
}

func learnSilence(lessons []Lesson) map[string]float64 {
	var signs []map[string]float64
	var silent []bool
	var counts []float64
	for _, l := range lessons {
		if l.counts > 0 {
			signs, silent, counts = append(signs, l.signs), append(silent, l.silent), append(counts, l.counts)
		}
	}
	return learnYes(signs, silent, counts, heldSign, nil)
}

func learnVerdict(lessons []Lesson) map[string]float64 {
	var all []map[string]float64
	var yes []bool
	for _, l := range lessons {
		if l.verdict != "" && !l.exact {
			all, yes = append(all, l.grounds), append(yes, l.verdict == "yes")
		}
	}
	return learnYes(all, yes, nil, heldSay, against)
}

// against are the grounds that can only speak against a claim, and for those that can only
// speak for it: what chance has them say otherwise in a few hundred questions is not learned.
var against = map[string]float64{
	"bias": 1, "both": 1, "allows": 1, "actor": 1, "met": 1, "passage": -1, "denied": -1, "undenied": -1, "contrast": -1, "limits": -1, "swapped": -1,
	"typed-lacks": -1, "typed-denied": -1, "typed-contrast": -1, "typed-strong": -1,
}

// learnYes fits a logistic regression from nought. Rows count as given, or alike. A weight
// whose sign is given keeps it.
func learnYes(signs []map[string]float64, yes []bool, counts []float64, hold float64, sign map[string]float64) map[string]float64 {
	all := map[string]float64{}
	for _, s := range signs {
		maps.Copy(all, s)
	}
	names := slices.Sorted(maps.Keys(all))
	var rows [][]float64
	for _, s := range signs {
		rows = append(rows, row(names, s))
	}
	if counts == nil {
		counts = slices.Repeat([]float64{1}, len(rows))
	}
	total := 0.0
	for _, c := range counts {
		total += c
	}
	zero := make([]float64, len(names))
	w := ascend(zero, zero, hold, func(w, gradient []float64) {
		for i, r := range rows {
			g := -1 / (1 + math.Exp(-dot(w, r)))
			if yes[i] {
				g++
			}
			for f, v := range r {
				gradient[f] += counts[i] * g * v / total
			}
		}
		for f, name := range names {
			if w[f]*sign[name] < 0 {
				w[f] = 0
			}
		}
	})
	for f, name := range names {
		if w[f]*sign[name] < 0 {
			w[f] = 0
		}
	}
	return rounded(names, w)
}

// ascend climbs by Adam from a start; weights are held to others.
func ascend(start, to []float64, hold float64, slope func(w, gradient []float64)) []float64 {
	w := slices.Clone(start)
	first, second, g := make([]float64, len(w)), make([]float64, len(w)), make([]float64, len(w))
	for i := 1; i <= rounds; i++ {
		clear(g)
		slope(w, g)
		for f, v := range g {
			v -= hold * (w[f] - to[f])
			first[f] = 0.9*first[f] + 0.1*v
			second[f] = 0.99*second[f] + 0.01*v*v
			w[f] += pace * (first[f] / (1 - math.Pow(0.9, float64(i)))) / (math.Sqrt(second[f]/(1-math.Pow(0.99, float64(i)))) + 1e-8)
		}
	}
	return w
}

func row(names []string, values map[string]float64) []float64 {
	out := make([]float64, len(names))
	for i, n := range names {
		out[i] = values[n]
	}
	return out
}

func dot(x, y []float64) float64 {
	sum := 0.0
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

func rounded(names []string, w []float64) map[string]float64 {
	out := map[string]float64{}
	for i, n := range names {
		out[n] = math.Round(w[i]*100) / 100
	}
	return out
}
