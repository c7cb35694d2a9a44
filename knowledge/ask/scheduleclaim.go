package ask

import (
	"slices"
	"strings"

	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// cellClaim says whether what a message claims of cells is so; nil where it claims
// nothing.
func (a *Asker) cellClaim(r *reading, c cellReading) *Answer {
	if len(c.units) == 0 && len(c.projects) == 1 && c.placed && c.has(opAll, opBoth) && c.want == 0 && r.wants(asksConfirm|asksClaim) {
		return a.allClaim(c)
	}
	if !r.wants(asksConfirm|asksClaim|asksState) || len(c.units)+len(c.projects) == 0 || c.want != 0 {
		return nil
	}
	figures := slices.DeleteFunc(slices.Clone(r.figures), func(f zh.Figure) bool { return f.Measure == "月数" }) // 23年
	if len(figures) == 0 && r.wants(asksList|asksCompare|asksWho) && !r.wants(asksClaim) {
		return nil
	}
	cells := a.cellsOf(c.pick())
	if len(c.units) == 1 && len(c.years) == 1 && c.has(opNone) {
		if len(cells) == 0 {
			return nil
		}
		answer := Answer{Intent: IntentAnswer, Verdict: No, Lines: lead(said.Of("不是，有安排。", "No, something is scheduled."), describeCells(cells, c)), Citations: citeCells(cells), Focus: focusOf(c)}
		return &answer
	}
	right := cellReading{units: c.units, projects: c.projects}
	own := a.cellsOf(right.pick())
	if len(own) == 0 {
		return nil
	}
	tell := func(v Verdict, head said.Sentence, cells []fact.Fact) *Answer {
		return &Answer{Intent: IntentAnswer, Verdict: v, Lines: lead(head, describeCells(cells, right)), Citations: citeCells(cells), Focus: focusOf(c)}
	}
	if len(figures) > 0 {
		if answer := a.cellFigures(r, c, own, figures[len(figures)-1], tell); answer != nil {
			return answer
		}
	}
	switch {
	case c.grade != "" && len(c.projects) > 0:
		held := cells
		if len(held) == 0 {
			held = own
		}
		if graded := slices.ContainsFunc(held, func(f fact.Fact) bool { return f.Value == c.grade }); graded && (len(c.years) == 0 || len(cells) > 0) {
			return tell(Yes, said.Of("是的，没错。", "Yes, that is right."), held)
		}
		return tell(No, said.Of("不对，不是“{grade}”。", "That is not right, not “{grade}”.", c.grade), held)
	case len(c.units) > 0 && len(c.projects) > 0 && len(c.years) > 0 && !c.span:
		missing := a.missing(c)
		switch {
		case len(missing) == 0 && len(c.years) == 1:
			return tell(Yes, said.Of("是的，没错，是{n}年。", "Yes, that is right, in {n}.", c.years[0]), cells)
		case len(missing) == 0:
			return tell(Yes, said.Of("是的，没错。", "Yes, that is right."), cells)
		case len(cells) == 0 && len(c.years) == 1:
			return tell(No, said.Of("不对，不是{n}年，没有安排在这一年。",
				"That is not right: nothing is scheduled for {n}.", c.years[0]), own)
		}
		return tell(No, said.Of("不对，不都是：{missing}，附件为空白，没有安排。",
			"That is not right, not all; blank in the annex: {missing}.", said.Join("{one}、{other}", "{one}, {other}", missing)), own)
	}
	return nil
}

// missing names what of units by projects by years has no cell.
func (a *Asker) missing(c cellReading) []said.Sentence {
	var out []said.Sentence
	for _, u := range c.units {
		for _, p := range c.projects {
			for _, y := range c.years {
				one := cellReading{units: []string{u}, projects: []string{p}, yearsRead: yearsRead{years: []int{y}}}
				if len(a.cellsOf(one.pick())) == 0 {
					out = append(out, said.Of("{words}{n}年{words2}", "{words}: {words2} in {n}", u, y, p))
				}
			}
		}
	}
	return out
}

// cellFigures compares a figure of the message with those in the cells.
func (a *Asker) cellFigures(r *reading, c cellReading, own []fact.Fact, g zh.Figure, tell func(Verdict, said.Sentence, []fact.Fact) *Answer) *Answer {
	words := r.text[g.Start:g.End]
	cells := a.cellsOf(c.pick())
	if len(cells) == 0 {
		cells = own
	}
	for _, f := range cells {
		for _, h := range zh.Figures(zh.Fold(f.Value)) {
			if !h.Comparable(g) || h.Measure == "" {
				continue
			}
			year := len(c.years) == 0 || slices.Contains(c.years, f.Year)
			s := stated{part: zh.Fold(f.Value), figure: h}
			meant := asState
			if r.wants(asksClaim) && !r.wants(asksState) || strings.Contains(r.whole, "是吧") || strings.Contains(r.whole, "对吧") {
				meant = asClaim
			}
			if strings.Contains(s.part, "高于") || strings.Contains(s.part, "平均") {
				s.figure.Bound = ">="
			}
			line, yes := compare(r, g, s, words, meant)
			v := No
			if yes && year {
				v = Yes
			}
			if yes && !year {
				line = said.Of("不对，不是{years}，是{year}年。",
					"That is not right, not {years} but {year}.", yearsSaid(c.years), f.Year)
			}
			return tell(v, line, cells)
		}
	}
	return nil
}

// allClaim says whether every unit has a project, in the years that are named.
func (a *Asker) allClaim(c cellReading) *Answer {
	cells := a.cellsOf(c.pick(), a.counties())
	answer := Answer{Intent: IntentAnswer, Verdict: Yes, Lines: []said.Sentence{said.Of("是的，都有。", "Yes, all of them have.")}, Citations: citeCells(cells), Focus: focusOf(c)}
	if idle := a.others(fact.FieldUnit, distinct(cells, fact.FieldUnit), c); len(idle) > 0 {
		answer.Verdict, answer.Lines = No, []said.Sentence{said.Of("不是都有，{idle}没有安排，附件为空白。",
			"Not all: {idle} has nothing scheduled and is blank in the annex.", inTurn(idle))}
	}
	answer.Lines = append(answer.Lines, describeCells(cells, c)...)
	return &answer
}
