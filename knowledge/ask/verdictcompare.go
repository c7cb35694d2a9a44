package ask

import (
	"regexp"
	"strings"

	"duban/knowledge"
	"duban/knowledge/ask/judge"
	"duban/knowledge/quantity"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// mode says how a figure of a message is meant.
type mode int

const (
	asState mode = iota // 我们现在90%
	asClaim             // 文件要求95%，对吧
	asReach             // 19蒸吨的锅炉要不要装: whether a rule reaches what one has
)

// modeOf reads how a figure is meant: what was said, or asked without a word that judges,
// is a claim; what is judged is a state; what is due or among others is reached by a rule.
func modeOf(r *reading, g zh.Figure) mode {
	switch p := r.polar; {
	case p.said && !p.own:
		return asClaim
	case p.bears == bearsFits || p.bears == bearsFails || r.wants(asksGap):
		return asState
	case p.bears == bearsSo:
		return asClaim
	case p.bears == bearsMust || p.bears == bearsWithin:
		return asReach
	case p.bears == bearsMay || p.own:
		return asState
	}
	return asClaim
}

// comparators are the bounds of figures as comparators.
var comparators = map[string]knowledge.Comparator{">=": knowledge.AtLeast, "<=": knowledge.AtMost, ">": knowledge.More, "<": knowledge.Less, "~": knowledge.About}

// said gives what a figure says by itself.
func boundSays(f zh.Figure) judge.Bound {
	if f.High > f.Value {
		return judge.Bound{Comparator: knowledge.Range, Value: f.Value, Upper: f.High}
	}
	return judge.Bound{Comparator: comparators[f.Bound], Value: f.Value}
}

var (
	limits   = regexp.MustCompile(`以内|之内|不超过|控制|有效期|期限|最长|延期|缓|为期`)
	validFor = regexp.MustCompile(`管用|有效|还能用|能领|往后(?:延|拖)|缓|拖|过期|用了`)
)

// required gives what the plan asks for with a figure. One that no word compares is at
// least so much, or at most where it is something that falls or a time that ends.
func required(r *reading, s stated) judge.Bound {
	b := boundSays(s.figure)
	if b.Comparator != "" {
		return b
	}
	b.Comparator = knowledge.AtLeast
	change := quantity.NoChange
	for _, q := range quantity.Find(s.part) {
		if q.Start <= s.figure.Start && s.figure.Start < q.End {
			change = q.Change
			if q.Compared || q.Bounded {
				b.Comparator = q.Comparator
			}
		}
	}
	span := s.figure.Measure == "月数" || s.figure.Measure == "天"
	if b.Comparator == knowledge.Equals || span && (limits.MatchString(s.part) || validFor.MatchString(r.text)) {
		b.Comparator = knowledge.AtLeast
		if change == quantity.Fall || span {
			b.Comparator = knowledge.AtMost
		}
	}
	return b
}

// agrees reports whether a claimed figure is that of the plan, or the end of its range that
// the claim names: 最多3个月 with 1-3个月.
func agrees(claim, plan zh.Figure) bool {
	if plan.High > plan.Value && claim.High == claim.Value {
		switch claim.Bound {
		case "<=":
			return judge.Near(claim.Value, plan.High)
		case ">=":
			return judge.Near(claim.Value, plan.Value)
		}
	}
	return judge.Same(boundSays(claim), boundSays(plan))
}

// compare says how a figure of the message stands to the plan's.
func compare(r *reading, g zh.Figure, s stated, given string, m mode) (line said.Sentence, yes bool) {
	printed := printed(s)
	words := boundWords(s.figure, printed)
	if m == asClaim {
		if agrees(g, s.figure) {
			return said.Of("是的，没错，是{words}。", "Yes, that is right: {words}.", words), true
		}
		return said.Of("不对，不是{given}，文件写的是{words}。",
			"That is not right, not {given}: the document says {words}.", given, words), false
	}
	bound := required(r, s)
	if (strings.Contains(r.text, "差"+given) || strings.Contains(r.text, "降了"+given) && strings.Contains(s.part, "降")) && bound.Comparator != knowledge.Range {
		bound.Comparator = knowledge.AtLeast
	}
	return saidOf(judge.State(g.Value, bound), bound, said.Words(given), words, gapUnit(s.figure, g), m)
}

// saidOf says a finding in words.
func saidOf(f judge.Finding, bound judge.Bound, given, words said.Sentence, measure string, m mode) (line said.Sentence, yes bool) {
	yes = f.Holds()
	gap := gapSaid(f.Gap, measure)
	upper := bound.Comparator == knowledge.AtMost || bound.Comparator == knowledge.Less
	switch {
	case m == asReach && yes:
		return said.Of("是的，可以，在范围内：文件写的是{words}，符合条件。", "Yes, it is within: the document says {words}.", words), true
	case m == asReach:
		return said.Of("不是，不在范围内，不符合条件：文件写的是{words}。", "No, it is not within: the document says {words}.", words), false
	case f.Outcome == judge.Undetermined:
		return said.Of("文件写的是{words}，{given}算不算，文件没有说明。",
			"The document says {words}; whether {given} counts it does not say.", words, given), false
	case bound.Comparator == knowledge.Range && yes:
		return said.Of("够，{given}在{words}的范围内，符合要求。",
			"Yes, {given} is within {words}: the requirement is met.", given, words), true
	case bound.Comparator == knowledge.Range && f.Outcome == judge.Short:
		return said.Of("不够，没有达到{words}的要求，还差{gap}。", "No, {words} is not reached: {gap} short.", words, gap), false
	case bound.Comparator == knowledge.Range:
		return said.Of("不符合要求，{given}超出了{words}的范围。",
			"No, the requirement is not met: {given} is beyond {words}.", given, words), false
	case upper && yes:
		return said.Of("符合要求，没有超过（{words}），可以，算达标。",
			"Yes, the requirement is met: not more than allowed ({words}).", words), true
	case upper && f.Gap == 0:
		return said.Of("不达标，不符合要求：要求{words}，{given}没有低于它。",
			"No, the requirement is not met: it is {words}, and {given} is not below it.", words, given), false
	case upper:
		return said.Of("不行，不符合要求（{words}），没有达到，超出{gap}。",
			"No, the requirement is not met ({words}): {gap} too much.", words, gap), false
	case f.Outcome == judge.Exact:
		return said.Of("够，刚好达到要求（{words}），符合要求，算达标。", "Yes, the requirement is just met ({words}).", words), true
	case yes:
		return said.Of("够，{given}已达到要求（{words}），符合要求，算达标。",
			"Yes, {given} meets the requirement ({words}).", given, words), true
	case f.Gap == 0:
		return said.Of("不够，不达标，要求是{words}，{given}没有超过。",
			"No, the requirement is not met: it is {words}, and {given} is not more than that.", words, given), false
	}
	return said.Of("不够，没有达到要求（{words}），不达标，还差{gap}。",
		"No, the requirement is not met ({words}): {gap} short.", words, gap), false
}

// boundWords says a figure with the bound that its own words do not hold: 超过200所.
func boundWords(f zh.Figure, printed string) said.Sentence {
	if f.High > f.Value {
		return said.Words(printed)
	}
	switch f.Bound {
	case ">":
		return said.Of("超过{printed}", "more than {printed}", printed)
	case "<":
		return said.Of("小于{printed}", "less than {printed}", printed)
	}
	return said.Words(printed)
}
