package ask

import (
	"math"
	"strings"

	"duban/knowledge"
	"duban/knowledge/ask/judge"
	"duban/knowledge/quantity"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// onTwo judges two figures of one measure together, where the plan speaks of their
// relation: a share (不超过年度利润12%), a change (下浮10%以上), or one against the other
// (不低于上年同期).
func (a *Asker) onTwo(r *reading, found []match, figures []zh.Figure) (compared, bool) {
	base, part, ok := pairOf(r, figures)
	if !ok || len(found) == 0 {
		return compared{}, false
	}
	given := func(f zh.Figure) string { return r.text[f.Start:f.End] }
	if sentence, bound, ok := a.againstBase(r, found, base, part); ok {
		line, yes := saidOf(judge.State(part.Value, bound), bound, said.Words(given(part)), said.Of("相比的是{given}", "compared with {given}", given(base)), gapUnit(part, base), asState)
		return compared{a.judged(r, sentence, line, yes), sentence}, true
	}
	claimed := modeOf(r, part) == asClaim
	if base.Value == 0 || base.Measure == "%" && base.Value <= part.Value && !falls(r.text) {
		return compared{}, false
	}
	share := base.Measure != "%"
	if share { // the part of the whole
		if part.Value > base.Value {
			base, part = part, base
		}
		if s, ok := a.statedFor(r, found, a.contextOf(r.text, part), nil, func(f zh.Figure) bool { return f.Measure != "" && f.Measure != "%" && f.Comparable(part) }, never); ok && s.match == 0 && !claimed {
			return compared{}, false // the plan gives such a figure itself
		}
	}
	s, ok := a.statedFor(r, found, a.contextOf(r.text, part), nil, func(f zh.Figure) bool { return f.Measure == "%" }, never)
	if !ok {
		return compared{}, false
	}
	changes := false
	for _, q := range quantity.Find(s.part) {
		changes = changes || q.Start <= s.figure.Start && s.figure.Start < q.End && q.Change != quantity.NoChange
	}
	bound := required(r, s)
	value := 100 * part.Value / base.Value
	switch {
	case share && !changes:
	case changes && !strings.Contains(s.part[s.figure.Start:], "百分点"):
		value = 100 * math.Abs(base.Value-part.Value) / base.Value
		if bound.Comparator != knowledge.Range {
			bound.Comparator = knowledge.AtLeast
		}
	default:
		return compared{}, false
	}
	if claimed && !(judge.Near(value, s.figure.Value) && s.figure.High == s.figure.Value) {
		return compared{}, false
	}
	finding := judge.State(value, bound)
	gap := "个百分点"
	if share && !changes {
		finding.Gap, gap = finding.Gap/100*base.Value, base.Measure
	}
	percent := number(math.Round(value*100) / 100)
	told := said.Of("{given}是{given2}的{percent}%", "{given} is {percent}% of {given2}", given(part), given(base), percent)
	if changes {
		told = said.Of("从{given}到{given2}变化{percent}%",
			"from {given} to {given2}, a change of {percent}%", given(base), given(part), percent)
	}
	line, yes := saidOf(finding, bound, told, boundWords(s.figure, printed(s)), gap, asState)
	return compared{a.judged(r, s.sentence, line, yes), s.sentence}, true
}

func never(zh.Figure) bool { return false }

// judged makes an answer of a line on a sentence.
func (a *Asker) judged(r *reading, sentence int, line said.Sentence, yes bool) Answer {
	p := a.text.passages[a.text.sentences[sentence].passage]
	answer := Answer{Intent: IntentAnswer, Verdict: No, Lines: []said.Sentence{line}, Focus: Focus{Clause: p.ref, Quote: a.text.sentences[sentence].printed},
		Citations: []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, sentence)}}}
	if yes {
		answer.Verdict = Yes
	}
	return answer
}

// pairOf gives the two figures of a message that are of one measure, where there are two:
// the one to compare with, and the one that is compared.
func pairOf(r *reading, given []zh.Figure) (base, part zh.Figure, ok bool) {
	if summed.MatchString(r.text) {
		return base, part, false
	}
	for i, f := range given {
		for _, g := range given[i+1:] {
			if f.Measure != g.Measure && (f.Measure == "" || g.Measure == "") || f.Measure == "" && min(f.Value, g.Value) < bareAmount || !f.Comparable(g) || f.Measure == "月数" || f.High > f.Value || g.High > g.Value {
				continue
			}
			if ok {
				return base, part, false // three of them
			}
			base, part, ok = f, g, true
		}
	}
	return base, part, ok && modeOf(r, part) != asReach
}

// bareAmount is from where on a number without a measure is an amount: 4100亿.
const bareAmount = 1e4

func falls(text string) bool {
	return strings.ContainsAny(text, "降减缩压") || strings.Contains(text, "下浮")
}

// bases are what a comparison without a number compares with.
var bases = []string{"上年", "去年", "同期", "原", "往年", "上一年", "前一年", "现有", "平均"}

// againstBase finds the sentence that compares with an earlier state: 不低于2019年同期余额.
func (a *Asker) againstBase(r *reading, found []match, base, part zh.Figure) (int, judge.Bound, bool) {
	for _, m := range found[:min(len(found), 2)] {
		p := a.text.passages[m.passage]
		for n := p.first; n < p.end; n++ {
			s := a.text.sentences[n]
			if m.held[n-p.first] < halfHeld*m.held[m.best-p.first] {
				continue
			}
			for _, c := range quantity.Comparisons(s.folded) {
				rest := s.folded[c.End:]
				if days := zh.Days(rest); len(days) > 0 && days[0].Start == 0 && days[0].Year > 0 {
					rest = rest[days[0].Stop:]
				}
				for _, b := range bases {
					if strings.HasPrefix(strings.TrimPrefix(rest, "年"), b) && c.Comparator != knowledge.Equals {
						return n, judge.Bound{Comparator: c.Comparator, Value: base.Value}, true
					}
				}
			}
		}
	}
	return 0, judge.Bound{}, false
}
