package ask

import (
	"time"

	"duban/knowledge/zh"
)

// Use makes the asker weigh by other weights than those that are embedded. It must not
// be called while questions are being answered.
func (a *Asker) Use(w Weights) { a.scale, a.quiet = w.scale(), w.silence() }

// Consider gives the passages that compete for a question, with the features by which
// they are weighed, the best first, and the signs that the plan does not say it. Exact
// tells that a query took the question before passages were looked at.
func (a *Asker) Consider(question string, now time.Time) (passages []Considered, signs map[string]float64, exact bool) {
	r := a.read(zh.Fold(question), now)
	_, exact = a.exact(r, Focus{}, "")
	found := a.match(r, "")
	for _, m := range found {
		passages = append(passages, Considered{Way: "passage", Place: a.text.passages[m.passage].ref, Score: m.score, Features: named(m.features[:], featureNames[:])})
	}
	s := a.signsOf(r, found)
	return passages, named(s[:], signNames[:]), exact
}

func named(values []float64, names []string) map[string]float64 {
	out := map[string]float64{}
	for i, v := range values {
		if v != 0 {
			out[names[i]] = v
		}
	}
	return out
}
