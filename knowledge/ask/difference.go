package ask

import (
	"fmt"
	"regexp"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

var asksDifference = regexp.MustCompile(`(?:相差|差了?|多了?|少了?|高了?|低了?|早|晚|提高?|往上提|增加?了?)(?:多少|几)|哪个(?:高|多|大|低|少)`)

// withDifference adds how far two figures of the plan lie apart, where a message asks for
// that and gives none itself.
func (a *Asker) withDifference(r *reading, found []match, answer Answer) Answer {
	if !asksDifference.MatchString(r.text) || len(r.figures) > 0 || r.wants(asksConfirm) || answer.Abstained() {
		return answer
	}
	taken := map[string]bool{}
	same := func(f zh.Figure) bool {
		return f.Measure != "年" && f.Measure != "月" && f.Measure != "日" && f.Measure != "月数"
	}
	first, ok := a.statedFor(r, found, "", taken, same, never)
	if !ok {
		return answer
	}
	taken[fmt.Sprint(first.sentence, first.part, first.figure.Start)] = true
	second, ok := a.statedFor(r, found, "", taken, func(f zh.Figure) bool { return same(f) && f.Comparable(first.figure) && f.Value != first.figure.Value }, never)
	if !ok || second.sentence == first.sentence && second.part == first.part && second.figure.Start == first.figure.Start || second.score < 0.5*first.score {
		return answer
	}
	x, y := first.figure, second.figure
	if x.Value < y.Value {
		x, y, first, second = y, x, second, first
	}
	gap := gapSaid(x.Value-y.Value, gapUnit(x, y))
	line := said.Of("相差{gap}（{printed}比{printed2}高、多{gap2}）。",
		"The difference is {gap} ({printed} is more than {printed2} by {gap2}).", gap, printed(first), printed(second), gap)
	answer.Lines = lead(line, answer.Lines)
	for _, s := range []stated{first, second} {
		p := a.text.passages[found[s.match].passage]
		quote := a.quoteSentence(r, s.sentence)
		held := false
		for _, c := range answer.Citations {
			held = held || c.Clause == p.ref && strings.Contains(c.Quote, quote)
		}
		if !held {
			answer.Citations = append(answer.Citations, knowledge.Citation{Clause: p.ref, Detail: p.title, Quote: quote})
		}
	}
	return answer
}

func printed(s stated) string { return strings.TrimSpace(s.part[s.figure.Start:s.figure.End]) }
