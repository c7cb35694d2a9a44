// Package judge compares what people state with what a plan states. It knows numbers and
// comparators, no words: days are numbers here as well, counted from any day.
package judge

import (
	"math"

	"duban/knowledge"
)

// Bound is what a plan, or a message, says of a value.
type Bound struct {
	Comparator knowledge.Comparator
	Value      float64
	Upper      float64 // of a Range; else not read
}

// Outcome is how a state stands to a bound.
type Outcome string

// The outcomes.
const (
	Exact        Outcome = "exact"    // it is the very value that the bound allows last
	Met          Outcome = "met"      // it lies within
	Exceeded     Outcome = "exceeded" // it is better than what was asked for at least
	Short        Outcome = "short"    // it lies below; Finding.Gap says by how much
	Over         Outcome = "over"     // it lies above
	Undetermined Outcome = "undetermined"
)

// Finding is an outcome with its distance from the bound, which is never negative.
type Finding struct {
	Outcome Outcome
	Gap     float64
}

// Holds reports whether the bound is kept.
func (f Finding) Holds() bool {
	return f.Outcome == Exact || f.Outcome == Met || f.Outcome == Exceeded
}

// State says whether a value keeps a bound. A value that is exactly at a strict bound
// (超过200, 小于0.35) does not, and its gap is nought.
func State(value float64, b Bound) Finding {
	low, high := math.Inf(-1), math.Inf(1)
	open := false
	switch b.Comparator {
	case knowledge.AtLeast, knowledge.About:
		low = b.Value
	case knowledge.More:
		low, open = b.Value, true
	case knowledge.AtMost:
		high = b.Value
	case knowledge.Less:
		high, open = b.Value, true
	case knowledge.Equals:
		low, high = b.Value, b.Value
	case knowledge.Range:
		low, high = math.Min(b.Value, b.Upper), math.Max(b.Value, b.Upper)
	default:
		return Finding{Outcome: Undetermined}
	}
	at := func(x float64) bool { return Near(value, x) }
	switch {
	case math.IsNaN(value) || math.IsNaN(b.Value):
		return Finding{Outcome: Undetermined}
	case open && at(low):
		return Finding{Outcome: Short}
	case open && at(high):
		return Finding{Outcome: Over}
	case at(low) || at(high):
		return Finding{Outcome: Exact}
	case value < low:
		return Finding{Short, low - value}
	case value > high:
		return Finding{Over, value - high}
	case math.IsInf(high, 1):
		return Finding{Exceeded, value - low}
	case math.IsInf(low, -1):
		return Finding{Met, high - value}
	}
	return Finding{Outcome: Met}
}

// Same reports whether a claim says what the plan says. A claim that gives the number
// alone agrees with any comparator; one that gives another comparator does not: 超过200 is
// not 200以上.
func Same(claim, plan Bound) bool {
	if !Near(claim.Value, plan.Value) {
		return false
	}
	if (claim.Comparator == knowledge.Range) != (plan.Comparator == knowledge.Range) {
		return false
	}
	if claim.Comparator == knowledge.Range {
		return Near(claim.Upper, plan.Upper)
	}
	loose := func(c knowledge.Comparator) bool {
		return c == "" || c == knowledge.Equals || c == knowledge.About
	}
	return loose(claim.Comparator) || loose(plan.Comparator) || claim.Comparator == plan.Comparator
}

// Near reports whether two numbers are one but for rounding.
func Near(x, y float64) bool {
	return x == y || !math.IsInf(y, 0) && math.Abs(x-y) <= 1e-6*math.Max(1, math.Abs(y))
}
