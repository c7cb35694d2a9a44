package ask

import (
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/ask/judge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// fewestAlike is how many places make a set.
const fewestAlike = 2

// fromValues lists what shares a figure: 按50%算的有哪几样, 上限500万的是哪些, 60%以上的有谁.
func (a *Asker) fromValues(r *reading) (Answer, bool) {
	if !dateSet.MatchString(r.text) || len(r.mentions) > 0 || r.wants(asksClaim|asksGap|asksMost|asksLeast) || r.wants(asksWho) && dutyAsked.MatchString(r.text) {
		return Answer{}, false
	}
	asked := slices.DeleteFunc(slices.Clone(r.figures), func(f zh.Figure) bool {
		return r.isYear(f) || f.Measure == "" && f.Value < 1e4 || f.Measure != "" && strings.Contains(countedBy+partsOfPlan, f.Measure)
	})
	if len(asked) != 1 {
		return Answer{}, false
	}
	f := asked[0]
	bound := judge.Bound{Comparator: comparatorOf(f.Bound), Value: f.Value}
	if strings.HasPrefix(r.text[f.End:], "及以上") || strings.HasPrefix(r.text[f.End:], "或以上") {
		bound.Comparator = knowledge.AtLeast
	}
	if f.High > f.Value {
		bound.Comparator, bound.Upper = knowledge.Range, f.High
	}
	rest := *r
	rest.terms = slices.DeleteFunc(slices.Clone(r.terms), func(t term) bool {
		return strings.Contains(r.text[f.Start:f.End], t.word) || strings.Contains(boundTalk, t.word)
	})
	var found []fact.Fact
	var shares []float64
	most := 0.0
	for _, one := range a.store.Of(fact.Figure) {
		if !f.Comparable(one.Figure) || f.Measure == "" && one.Figure.Measure != "元" || a.text.isFront(one.Place) || !judge.State(one.Figure.Value, bound).Holds() {
			continue
		}
		share := a.sharedBut(&rest, "", zh.Fold(a.stretchOf(one)+one.Subject))
		found, shares, most = append(found, one), append(shares, share), max(most, share)
	}
	var kept []fact.Fact
	for i, one := range found { // those of which the question's other words speak alike
		if shares[i] >= most/2 && !slices.ContainsFunc(kept, func(o fact.Fact) bool { return a.stretchOf(o) == a.stretchOf(one) }) {
			kept = append(kept, one)
		}
	}
	if len(kept) < fewestAlike || len(kept) > mostAlike {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer, Lines: []said.Sentence{said.Of("{words}的有{n}项：", "{words}, {n} {item|items}:", strings.TrimSpace(r.text[f.Start:f.End]), len(kept))}}
	for _, one := range kept {
		clause, _ := a.plan.Clause(one.Place)
		answer.Citations = append(answer.Citations, knowledge.Citation{Clause: one.Place, Detail: clause.Title, Quote: a.stretchOf(one)})
		answer.Focus.Items = appendNew(answer.Focus.Items, one.Place)
	}
	answer.Focus.Clause = kept[0].Place
	return answer, true
}

// partsOfPlan are the measures of what a plan is made of: 那一大块.
const partsOfPlan = "大部章节款层"

// mostAlike is how many places are told one by one.
const mostAlike = 10

// comparatorOf reads how a figure of a question binds; one that says nothing is equal.
func comparatorOf(bound string) knowledge.Comparator {
	switch bound {
	case ">=":
		return knowledge.AtLeast
	case ">":
		return knowledge.More
	case "<=":
		return knowledge.AtMost
	case "<":
		return knowledge.Less
	}
	return knowledge.Equals
}

// longestStretch is how many characters of a sentence are quoted around a figure.
const longestStretch = 80

// stretchOf gives the part of the sentence that a figure belongs to, with what leads up to
// it as far as there is room.
func (a *Asker) stretchOf(f fact.Fact) string {
	parts := splitAfter(f.Quote, "，；。")
	at := slices.IndexFunc(parts, func(p string) bool {
		return slices.ContainsFunc(zh.Figures(zh.Fold(p)), func(g zh.Figure) bool {
			return judge.Near(g.Value, f.Figure.Value) && g.Measure == f.Figure.Measure
		})
	})
	if at < 0 {
		return f.Quote
	}
	out := parts[at]
	for i := at - 1; i >= 0 && len([]rune(parts[i]+out)) <= longestStretch && !strings.HasSuffix(parts[i], "；"); i-- {
		out = parts[i] + out
	}
	if at+1 < len(parts) && strings.HasSuffix(parts[at], "，") && len([]rune(out+parts[at+1])) <= longestStretch { // 3个月内，由企业补缴
		out += parts[at+1]
	}
	return out
}

// boundTalk are words for a bound, which plans have others for.
const boundTalk = "上限 下限 最高 最低 最多 最少 封顶 不超过"

// isYear tells whether a figure is a year of two digits: 25年.
func (r *reading) isYear(f zh.Figure) bool {
	digits := strings.TrimSuffix(r.text[f.Start:f.End], "年")
	return len(digits) == 2 && slices.ContainsFunc(r.years, func(y int) bool { return itoa(y%100) == digits })
}
