package talk

import (
	"math/rand/v2"
	"testing"
)

// TestSenses learns from two thirds of what was written and heard and asks about the rest,
// in turn: hardly anything that is no report may be taken for one unseen, and hardly any
// report be taken for something else.
func TestSenses(t *testing.T) {
	all := senseExamples()
	rand.New(rand.NewPCG(5, 6)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	reports, unseen, shown, lost, others, taken, mistaken := 0, 0, 0, 0, 0, 0, 0
	for fold := range 3 {
		var known, asked []example
		for i, e := range all {
			if i%3 == fold {
				asked = append(asked, e)
			} else {
				known = append(known, e)
			}
		}
		s := fitSenses(known)
		for _, e := range asked {
			p := s.weighed(e.traits)
			likely := fills
			for of, v := range p {
				if v > p[likely] {
					likely = of
				}
			}
			plain, other := p[fills] >= plainly, likely != fills && p[fills] < otherwise
			if e.feature == string(fills) {
				reports++
				switch {
				case plain:
					unseen++
				case other:
					lost++
				default:
					shown++
				}
				continue
			}
			others++
			if plain {
				taken++
			} else if !other {
				mistaken++
			}
		}
	}
	t.Logf("of %d reports %d are taken at once, %d shown back, %d taken for something else; of %d others %d are taken for reports unseen, %d shown back",
		reports, unseen, shown, lost, others, taken, mistaken)
	if taken*100 > others*3 || lost*100 > reports*5 || unseen*100 < reports*60 {
		t.Error("that is too few or too many")
	}
}
