package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
)

// fromCells answers from the schedules.
func (a *Asker) fromCells(r *reading, focus Focus) (Answer, bool) {
	if len(a.store.Of(fact.Cell)) == 0 {
		return Answer{}, false
	}
	if strings.Contains(r.text, "责任单位") || hasClause.MatchString(r.text) && strings.Contains(r.text, "条") {
		return Answer{}, false
	}
	c := a.readCells(r, focus.Home)
	about := aboutTable.MatchString(r.text)
	ranked := c.want != 0 && c.has(opFirst, opLast, opMost, opFewest, opNone, opAll, opOnly) && (c.placed || c.asks(wantYears)) && c.has(opProject) && c.known < leastRest
	tabled := c.named || len(c.projects) > 0 || len(c.years) > 0 && (cellWords.MatchString(r.text) || c.rest < leastRest) || about || ranked || c.grade != "" && (c.want != 0 || r.wants(asksWho|asksList|asksWhen))
	most := cellRest
	if about {
		most = 2 * cellRest
	}
	if !tabled || !ranked && c.rest > most || r.wants(asksMoney|asksContact|asksForm|asksName|asksNow) && !r.wants(asksClaim) && c.grade == "" || sharedOut.MatchString(r.text) && len(r.figures) > 0 {
		return Answer{}, false
	}
	if len(r.strange) > 0 {
		return a.silence(r, nil, a.signsOf(r, nil)), true
	}
	if !c.named && c.rest > leastRest && !c.asks(wantUnits|wantYears) && !c.has(opNone) {
		if found := a.match(r, ""); len(found) > 0 && found[0].features[featSentence] > 1-c.rest*a.text.unknown()/a.total(r)+0.05 {
			return Answer{}, false // the text says more of it
		}
	}
	if c.asks(wantUnits) && len(c.units) == 1 && knowledge.IsWhole(c.units[0]) && (len(c.projects) > 0 || len(c.years) > 0 || c.has(opFirst, opLast, opMost, opFewest)) {
		c.units = nil
	}
	if !c.named && len(c.projects) > 0 && len(c.years) == 0 && !c.asks(wantUnits|wantYears|wantProjects) && !c.has(opFirst, opLast, opAll, opBoth, opNone) && !cellAsk.MatchString(r.text) && c.grade == "" && len(c.units) == 0 {
		return Answer{}, false
	}
	if !c.named && len(c.projects) > 0 && (dutyVerb.MatchString(r.text) || r.wants(asksWhere)) {
		return Answer{}, false
	}
	if c.named && len(c.projects) == 0 && len(c.years) == 0 && !cellWords.MatchString(r.text) && c.rest > 0.6 {
		return Answer{}, false
	}
	return a.cellAnswer(r, c)
}

const (
	cellRest  = 1.6 // how much a message may be about besides units, projects and years
	leastRest = 0.3 // and how much where it names hardly anything of the tables
)

var (
	cellWords  = regexp.MustCompile(`任务|安排|目标|要求|完成|达标|做|干|创建|搞|创成|排|空|活|节点|进度|填|哪|几|谁|什么|啥`)
	cellAsk    = regexp.MustCompile(`哪|几|谁|时间|进度|轮到|达标|完成|要求|目标|多少|100%`)
	aboutTable = regexp.MustCompile(`进度表|进度安排|附件|那张表|表上|整张表|时间表`)
	dutyVerb   = regexp.MustCompile(`主体|负责|牵头|责任|归谁`) // asks who is bound, which the text says and not the tables
)

// cellsOf gives the filled cells for which all of the filters hold.
func (a *Asker) cellsOf(filters ...fact.Filter) []fact.Fact {
	groups := a.store.Run(fact.Query{From: fact.Cell, Where: fact.Filter{All: append([]fact.Filter{filled}, filters...)}})
	if len(groups) == 0 {
		return nil
	}
	return groups[0].Rows
}

var filled = fact.Filter{Field: fact.FieldValue, Filled: true}

// counties leaves the whole area out.
func (a *Asker) counties() fact.Filter {
	return fact.Filter{Not: &fact.Filter{Field: fact.FieldUnit, In: []string{a.plan.Whole()}}}
}

// cellAnswer makes a query of the reading, and an answer of its result.
func (a *Asker) cellAnswer(r *reading, c cellReading) (Answer, bool) {
	outside := slices.DeleteFunc(slices.Clone(c.years), func(y int) bool { return y >= a.firstYear && y <= a.lastYear })
	if len(outside) > 0 && len(outside) == len(c.years) && !c.span {
		return Answer{Intent: IntentAnswer, Silence: OutsidePlan, Lines: []said.Sentence{said.Of("{years}不在本计划范围，计划没有安排。附件安排的是{firstYear}—{lastYear}年。",
			"{years} is outside the plan, which schedules nothing for it. The annex schedules {firstYear} to {lastYear}.", yearsSaid(c.years), a.firstYear, a.lastYear)}}, true
	}
	if claim := a.cellClaim(r, c); claim != nil {
		return *claim, true
	}
	if answer, ok := a.cellSet(r, c); ok {
		return answer, true
	}
	cells := a.cellsOf(c.pick())
	if len(cells) == 0 {
		return a.blankCells(r, c), true
	}
	if len(c.units) == 0 && c.asks(wantUnits) && len(c.years)+len(c.projects) > 0 {
		if cells = a.cellsOf(c.pick(), a.counties()); len(cells) == 0 {
			return a.blankCells(r, c), true
		}
	}
	if c.grade != "" && c.asks(wantUnits) && len(c.units) == 0 {
		if graded := slices.DeleteFunc(slices.Clone(cells), func(f fact.Fact) bool { return f.Value != c.grade }); len(graded) > 0 {
			cells = graded
		}
	}
	if len(c.units)+len(c.projects) == 0 { // column by column
		columns := a.plan.Units()
		at := func(f fact.Fact) int {
			if i := slices.Index(columns, f.Unit); i >= 0 {
				return i
			}
			return len(columns)
		}
		slices.SortStableFunc(cells, func(x, y fact.Fact) int { return cmp.Compare(at(x), at(y)) })
	}
	answer := Answer{Intent: IntentAnswer, Lines: describeCells(cells, c), Citations: citeCells(cells), Focus: focusOf(c)}
	answer.Lines = append(a.cellHead(r, c, cells), answer.Lines...)
	if len(c.units) == 0 && c.asks(wantUnits) {
		answer.Focus.Found = distinct(cells, fact.FieldUnit)
	}
	if c.edge > 0 { // 2025年以前 does not hold 2025年, which is told beside it
		at := c
		at.years = []int{c.edge}
		if edge := a.cellsOf(at.pick(), a.counties()); len(edge) > 0 {
			answer.Lines = append(answer.Lines, said.Of("（不含{edge}年；{edge2}年当年的是{distinct}。）",
				"(Without {edge}; in {edge2} itself: {distinct}.)", c.edge, c.edge, inTurn(distinct(edge, fact.FieldUnit))))
		}
	}
	return answer, true
}

func focusOf(c cellReading) Focus {
	return Focus{Units: c.units, Projects: c.projects, Years: c.years, Clause: fact.AnnexPlace}
}

// cellHead says in one line what was counted or compared.
func (a *Asker) cellHead(r *reading, c cellReading, cells []fact.Fact) []said.Sentence {
	units := distinct(cells, fact.FieldUnit)
	switch {
	case c.asks(wantUnits) && len(c.units) == 0:
		if len(units) == 1 {
			return []said.Sentence{said.Of("只有1个：{unit}。", "Only one: {unit}.", units[0])}
		}
		return []said.Sentence{said.Of("有{n}个：{units}。", "There are {n}: {units}.", len(units), inTurn(units))}
	case c.asks(wantProjects) && c.asks(wantNumber):
		return []said.Sentence{said.Of("共{n}项。", "{n} in all.", len(cells))}
	case len(c.units) == 2 && (r.wants(asksCompare|asksConfirm) || c.has(opFirst, opEarlier, opThan)):
		return a.compareCells(c, cells)
	case len(c.projects) == 1 && len(c.units) == 1 && len(cells) == 1 && r.wants(asksConfirm) && len(c.years) == 1 && c.grade == "":
		return []said.Sentence{said.Of("是的，是{n}年。", "Yes, in {n}.", c.years[0])}
	}
	return nil
}

// blankCells answers where the tables hold nothing: a blank cell is an answer.
func (a *Asker) blankCells(r *reading, c cellReading) Answer {
	who, what := inTurn(c.units), inTurn(c.projects)
	elsewhere := a.cellsOf(cellReading{units: c.units, projects: c.projects}.pick())
	if len(c.years) == 0 && len(elsewhere) == 0 {
		return Answer{Intent: IntentAnswer, Silence: NotStipulated, Focus: focusOf(c), Lines: []said.Sentence{said.Of("附件里{who}的{what}各年都是空白，计划没有安排。",
			"The annex is blank for {who}, {what}, in all years: the plan schedules nothing.", who, what)}}
	}
	line, verdict := said.Of("没有。附件里{cells}为空白，计划未安排。",
		"No. The annex is blank for {cells}: the plan schedules nothing there.", cellsSaid(c)), No
	if c.has(opNone) && r.wants(asksConfirm) {
		line, verdict = said.Of("是的，没有安排。附件里{cells}为空白，计划未安排。",
			"Yes, there is nothing: the annex is blank for {cells}.", cellsSaid(c)), Yes
	} else if r.wants(asksConfirm) && !strings.Contains(r.text, "有") {
		line = said.Of("不是。附件里{cells}为空白，计划未安排。",
			"No. The annex is blank for {cells}: the plan schedules nothing there.", cellsSaid(c))
	}
	answer := Answer{Intent: IntentAnswer, Verdict: verdict, Lines: []said.Sentence{line}, Focus: focusOf(c)}
	if len(c.projects) > 0 && len(c.units) > 0 && len(elsewhere) > 0 {
		answer.Lines = append(answer.Lines, describeCells(elsewhere, cellReading{units: c.units, projects: c.projects})...)
		answer.Citations = citeCells(elsewhere)
		return answer
	}
	if len(c.projects) > 0 && len(elsewhere) == 0 {
		answer.Silence = NotStipulated
		answer.Lines = []said.Sentence{said.Of("没有。附件里{cells}没有安排，其他年份也是空白。",
			"No. The annex is blank for {cells}, and for the other years too.", cellsSaid(c))}
		return answer
	}
	quote := what.String()
	if len(c.projects) != 1 {
		quote = ""
		for _, f := range a.store.Of(fact.Cell) {
			if c.pick().Holds(f) {
				quote = f.Under
				break
			}
		}
	}
	if quote != "" {
		parts := slices.DeleteFunc([]string{what.String(), yearsSaid(c.years).String(), who.String()}, func(s string) bool { return s == "" })
		answer.Citations = []knowledge.Citation{{Clause: fact.AnnexPlace, Detail: strings.Join(parts, " · "), Quote: quote}}
	}
	return answer
}

// sharedOut asks how a figure is shared out, which no cell says.
var sharedOut = regexp.MustCompile(`分到|分给|分配|分摊|摊到|怎么分`)
