package judge_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"duban/knowledge"
	"duban/knowledge/ask/judge"
)

var all = []knowledge.Comparator{knowledge.AtLeast, knowledge.AtMost, knowledge.Less, knowledge.More, knowledge.Equals, knowledge.Range}

func bound(r *rand.Rand) judge.Bound {
	b := judge.Bound{Comparator: all[r.IntN(len(all))], Value: float64(r.IntN(200)) / 4}
	if b.Comparator == knowledge.Range {
		b.Upper = b.Value + float64(1+r.IntN(40))
	}
	return b
}

// holds says by the meaning of the comparators alone whether a value keeps a bound.
func holds(v float64, b judge.Bound) bool {
	return map[knowledge.Comparator]bool{
		knowledge.AtLeast: v >= b.Value, knowledge.AtMost: v <= b.Value, knowledge.Less: v < b.Value, knowledge.More: v > b.Value,
		knowledge.Equals: v == b.Value, knowledge.Range: v >= b.Value && v <= b.Upper,
	}[b.Comparator]
}

func TestState(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 9))
	for range 20000 {
		b, v := bound(r), float64(r.IntN(240))/4-5
		f := judge.State(v, b)
		if f.Holds() != holds(v, b) {
			t.Fatalf("%v under %+v: %+v", v, b, f)
		}
		if f.Gap < 0 {
			t.Fatalf("%v under %+v: the gap is %v", v, b, f.Gap)
		}
		closed := v
		switch f.Outcome {
		case judge.Short:
			closed = v + f.Gap
		case judge.Over:
			closed = v - f.Gap
		default:
			continue
		}
		strict := b.Comparator == knowledge.More || b.Comparator == knowledge.Less
		if g := judge.State(closed, b); g.Outcome != judge.Exact && !(strict && g.Gap == 0) {
			t.Fatalf("%v under %+v falls short by %v, which does not close it: %+v", v, b, f.Gap, g)
		}
	}
	for _, c := range append(all, "", knowledge.All) {
		if f := judge.State(math.NaN(), judge.Bound{Comparator: c, Value: 1}); f.Outcome != judge.Undetermined {
			t.Errorf("nothing under %q: %+v", c, f)
		}
	}
}

// TestStateIsMonotonic: what keeps a lower bound keeps it when it grows, and what keeps an
// upper one keeps it when it falls.
func TestStateIsMonotonic(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	for range 5000 {
		b, v, by := bound(r), float64(r.IntN(200))/4, float64(r.IntN(50))
		switch b.Comparator {
		case knowledge.AtLeast, knowledge.More:
		case knowledge.AtMost, knowledge.Less:
			by = -by
		default:
			continue
		}
		if judge.State(v, b).Holds() && !judge.State(v+by, b).Holds() {
			t.Fatalf("%v keeps %+v and %v does not", v, b, v+by)
		}
	}
}

func TestSame(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	for range 5000 {
		x, y := bound(r), bound(r)
		if !judge.Same(x, x) {
			t.Fatalf("%+v is not what it is", x)
		}
		if judge.Same(x, y) != judge.Same(y, x) {
			t.Fatalf("%+v and %+v agree one way", x, y)
		}
		if judge.Same(x, y) && x.Value != y.Value {
			t.Fatalf("%+v and %+v agree", x, y)
		}
	}
	for _, c := range []struct {
		claim, plan knowledge.Comparator
		want        bool
	}{
		{knowledge.AtLeast, knowledge.More, false}, {knowledge.More, knowledge.AtLeast, false}, {knowledge.Less, knowledge.AtMost, false},
		{knowledge.Equals, knowledge.More, true}, {knowledge.Equals, knowledge.AtMost, true}, {knowledge.AtMost, knowledge.AtLeast, false},
	} {
		if got := judge.Same(judge.Bound{Comparator: c.claim, Value: 200}, judge.Bound{Comparator: c.plan, Value: 200}); got != c.want {
			t.Errorf("%s for %s: %v", c.claim, c.plan, got)
		}
	}
}
