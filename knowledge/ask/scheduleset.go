package ask

import (
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// listed is a set of units, projects or years that the schedules give, with the cells that
// put them there.
type listed struct {
	keys  []string
	cells []fact.Fact
}

func listedIn(groups []fact.Group) listed {
	var l listed
	for _, g := range groups {
		l.keys, l.cells = append(l.keys, g.Key), append(l.cells, g.Rows...)
	}
	return l
}

// cellsTold makes an answer of a line about cells.
func (a *Asker) cellsTold(c cellReading, head said.Sentence, cells []fact.Fact, units []string) (Answer, bool) {
	lines := []said.Sentence{head}
	if len(cells) <= mostCells {
		lines = append(lines, describeCells(cells, cellReading{units: units, projects: c.projects, yearsRead: yearsRead{years: c.years, span: true}})...)
	}
	f := focusOf(c)
	if len(f.Units) == 0 {
		f.Found = distinct(cells, fact.FieldUnit)
	}
	return Answer{Intent: IntentAnswer, Lines: lines, Citations: citeCells(cells), Focus: f}, true
}

// mostCells is how many cells are told one by one beside what was counted of them.
const mostCells = 14

// numbered gives the number of what was found and its names: 有2个：甲、乙。
func (l listed) numbered() said.Sentence {
	if len(l.keys) == 1 {
		return said.Of("只有1个：{key}。", "Only one: {key}.", l.keys[0])
	}
	return said.Of("有{n}个：{keys}。", "There are {n}: {keys}.", len(l.keys), inTurn(l.keys))
}

// fitting says so of those that fulfil what is asked.
func (l listed) fitting() said.Sentence {
	if len(l.keys) == 1 {
		return said.Of("符合的只有1个：{key}。", "Only one fulfils it: {key}.", l.keys[0])
	}
	return said.Of("符合的有{n}个：{keys}。", "{n} {fulfils|fulfil} it: {keys}.", len(l.keys), inTurn(l.keys))
}

// cellSet answers which units, projects or years are first, most, alone, left out or
// common.
func (a *Asker) cellSet(r *reading, c cellReading) (Answer, bool) {
	where := fact.Filter{All: []fact.Filter{filled, c.pick()}}
	if len(c.units) == 0 {
		where.All = append(where.All, a.counties())
	}
	group := func(by fact.Field, q fact.Query) listed {
		q.From, q.Group = fact.Cell, by
		if q.Where.All == nil {
			q.Where = where
		}
		return listedIn(a.store.Run(q))
	}
	having := func(h fact.Having) []fact.Having { return []fact.Having{h} }
	switch {
	case c.has(opMost, opFewest):
		return a.mostCells(r, c, group)
	case c.has(opThan, opEarlier, opLater) && len(c.units) == 1 && c.asks(wantUnits) && len(c.projects) == 1 && len(c.years) == 0:
		return a.beforeUnit(r, c)
	case c.has(opFirst, opLast) && len(c.units) != 2:
		pick := fact.First
		if c.has(opLast) {
			pick = fact.Last
		}
		l := group(fact.FieldYear, fact.Query{Pick: pick})
		if len(l.keys) == 0 {
			return Answer{}, false
		}
		names := distinct(l.cells, fact.FieldUnit)
		if len(c.units) > 0 {
			names = distinct(l.cells, fact.FieldSubject)
		}
		line := said.Of("最早的是{names}，{key}年。", "First: {names}, in {key}.", inTurn(names), l.keys[0])
		if pick == fact.Last {
			line = said.Of("最晚的是{names}，{key}年。", "Last: {names}, in {key}.", inTurn(names), l.keys[0])
		}
		return a.cellsTold(c, line, l.cells, nil)
	case c.has(opNone) && len(c.without) == 0 && !(len(c.years) > 0 && len(c.units) > 0 && !c.asks(wantYears|wantProjects)):
		return a.emptyCells(c, where)
	case c.has(opOnly) && len(c.years) == 1 && len(c.units) == 0 && len(c.projects) == 0 && c.asks(wantProjects|wantUnits):
		by := fact.FieldSubject
		if c.asks(wantUnits) {
			by = fact.FieldUnit
		}
		l := group(by, fact.Query{Where: fact.Filter{All: []fact.Filter{filled, a.counties()}}, Having: having(fact.Having{Field: fact.FieldYear, All: texts(c.years), Only: true})})
		if len(l.keys) > 0 {
			return a.cellsTold(c, said.Of("只有{n}年有安排的是{keys}。", "With something in {n} alone: {keys}.", c.years[0], inTurn(l.keys)), l.cells, nil)
		}
	case len(c.units) == 0 && len(c.years)+len(c.without) >= 2 && !c.span && len(c.projects) == 0 && c.asks(wantUnits) && !r.wants(asksCompare):
		l := group(fact.FieldUnit, fact.Query{Where: fact.Filter{All: []fact.Filter{filled, a.counties()}}, Having: having(fact.Having{Field: fact.FieldYear, All: texts(c.years), None: texts(c.without)})})
		if len(l.keys) > 0 {
			return a.cellsTold(c, l.fitting(), slices.DeleteFunc(l.cells, func(f fact.Fact) bool { return !slices.Contains(c.years, f.Year) }), nil)
		}
	case len(c.years) == 2 && !c.span && len(c.units) == 0 && r.wants(asksCompare):
		return a.busierYear(c)
	case len(c.units) >= 2 && c.has(opSame) && c.asks(wantProjects):
		for _, g := range a.store.Run(fact.Query{From: fact.Cell, Where: where, Group: fact.FieldSubject, Having: having(fact.Having{Field: fact.FieldUnit, All: c.units})}) {
			if len(distinct(g.Rows, fact.FieldYear)) == 1 && (c.grade == "" || g.Rows[0].Value == c.grade) {
				return a.cellsTold(c, said.Of("是{key}，都在{year}年。", "It is {key}, in {year} for all.", g.Key, g.Rows[0].Year), g.Rows, c.units)
			}
		}
	case len(c.projects) >= 2 && len(c.units) == 0 && c.asks(wantUnits):
		if pairs := pairedGoals(r.text, c); len(pairs) > 1 {
			return a.meeting(c, fact.Filter{All: []fact.Filter{filled, a.counties(), {Any: pairs}}}, func(rows []fact.Fact) bool {
				return !slices.ContainsFunc(pairs, func(p fact.Filter) bool { return !slices.ContainsFunc(rows, p.Holds) })
			})
		}
		late := strings.Contains(r.text, "晚")
		year := func(rows []fact.Fact, project string) int {
			i := slices.IndexFunc(rows, func(f fact.Fact) bool { return f.Subject == project })
			if i < 0 {
				return 0
			}
			return rows[i].Year
		}
		all := func(rows []fact.Fact) bool { return len(distinct(rows, fact.FieldSubject)) == len(c.projects) }
		switch {
		case c.has(opThan) && len(c.projects) == 2:
			return a.meeting(c, where, func(rows []fact.Fact) bool {
				d := year(rows, c.projects[0]) - year(rows, c.projects[1])
				return all(rows) && (late && d > 0 || !late && d < 0)
			})
		case c.has(opSame) || c.has(opBoth) && len(c.years) == 0 && strings.Contains(r.text, "同时"):
			return a.meeting(c, where, func(rows []fact.Fact) bool { return all(rows) && len(distinct(rows, fact.FieldYear)) == 1 })
		case c.has(opBoth, opAll):
			return a.meeting(c, where, all)
		}
	}
	return Answer{}, false
}

// meeting gives the units whose cells fulfil a condition together.
func (a *Asker) meeting(c cellReading, where fact.Filter, holds func(rows []fact.Fact) bool) (Answer, bool) {
	groups := a.store.Run(fact.Query{From: fact.Cell, Where: where, Group: fact.FieldUnit})
	l := listedIn(slices.DeleteFunc(groups, func(g fact.Group) bool { return !holds(g.Rows) }))
	if len(l.keys) == 0 {
		return Answer{Intent: IntentAnswer, Verdict: No, Lines: []said.Sentence{said.Of("没有这样的，附件里没有哪一个都符合。",
			"There is none: nobody in the annex fulfils all of it.")}, Focus: focusOf(c)}, true
	}
	return a.cellsTold(c, l.numbered(), l.cells, l.keys)
}

// mostCells gives the units, years or projects with most or fewest cells; a unit that has
// none has fewest.
func (a *Asker) mostCells(r *reading, c cellReading, group func(by fact.Field, q fact.Query) listed) (Answer, bool) {
	pick := fact.Most
	if c.has(opFewest) {
		pick = fact.Least
	}
	by := fact.FieldUnit
	switch {
	case c.asks(wantYears) || len(c.units) == 1:
		by = fact.FieldYear
	case c.asks(wantProjects) && !c.asks(wantUnits) && len(c.projects) == 0:
		by = fact.FieldSubject
	}
	l := group(by, fact.Query{Pick: pick})
	if len(l.keys) == 0 {
		return Answer{}, false
	}
	if by == fact.FieldUnit && pick == fact.Least {
		if idle := a.others(by, group(by, fact.Query{}).keys, c); len(idle) > 0 {
			return Answer{Intent: IntentAnswer, Lines: []said.Sentence{said.Of("最少的是{idle}，附件里一项也没有安排。",
				"Fewest: {idle}, with nothing in the annex at all.", inTurn(idle))}, Citations: citeCells(l.cells[:min(len(l.cells), 3)]), Focus: focusOf(c)}, true
		}
	}
	names, n := inTurn(l.keys), len(l.cells)/len(l.keys)
	if by == fact.FieldYear {
		names = said.Of("{names}年", "{names}", names)
	}
	if pick == fact.Least {
		return a.cellsTold(c, said.Of("最少的是{names}，{n}项。", "Fewest: {names}, {n} {task|tasks}.", names, n), l.cells, nil)
	}
	return a.cellsTold(c, said.Of("最多的是{names}，{n}项。", "Most: {names}, {n} {task|tasks}.", names, n), l.cells, nil)
}

// beforeUnit gives the units that reach a project in an earlier or later year than one.
func (a *Asker) beforeUnit(r *reading, c cellReading) (Answer, bool) {
	own := a.cellsOf(c.pick())
	if len(own) == 0 {
		return Answer{}, false
	}
	year := fact.Filter{Field: fact.FieldYear, To: own[0].Year - 1}
	later := c.has(opLater) || strings.ContainsAny(r.text, "晚迟后")
	if later {
		year = fact.Filter{Field: fact.FieldYear, From: own[0].Year + 1}
	}
	cells := a.cellsOf(fact.Filter{Field: fact.FieldSubject, In: c.projects}, year, a.counties())
	units := distinct(cells, fact.FieldUnit)
	switch {
	case len(units) == 0 && later:
		return a.cellsTold(c, said.Of("没有比{unit}晚的。", "None is later than {unit}.", c.units[0]), own, nil)
	case len(units) == 0:
		return a.cellsTold(c, said.Of("没有比{unit}早的。", "None is earlier than {unit}.", c.units[0]), own, nil)
	case later:
		return a.cellsTold(c, said.Of("有{n}个比{unit}晚：{units}。", "{n} later than {unit}: {units}.", len(units), c.units[0], inTurn(units)), append(cells, own...), nil)
	}
	return a.cellsTold(c, said.Of("有{n}个比{unit}早：{units}。", "{n} earlier than {unit}: {units}.", len(units), c.units[0], inTurn(units)), append(cells, own...), nil)
}

// busierYear compares how many units have something to do in two years.
func (a *Asker) busierYear(c cellReading) (Answer, bool) {
	count := func(y int) int {
		return len(distinct(a.cellsOf(a.counties(), fact.Filter{Field: fact.FieldYear, In: []string{strconv.Itoa(y)}}), fact.FieldUnit))
	}
	x, y := count(c.years[0]), count(c.years[1])
	line := said.Of("一样多。{n}年有{n2}个，{n3}年有{n4}个。", "As many: {n2} in {n}, {n4} in {n3}.", c.years[0], x, c.years[1], y)
	switch {
	case x > y:
		line = said.Of("{n}年多。{n2}年有{n3}个，{n4}年有{n5}个。",
			"More in {n}: {n3} in {n2}, {n5} in {n4}.", c.years[0], c.years[0], x, c.years[1], y)
	case y > x:
		line = said.Of("{n}年多。{n2}年有{n3}个，{n4}年有{n5}个。",
			"More in {n}: {n3} in {n2}, {n5} in {n4}.", c.years[1], c.years[0], x, c.years[1], y)
	}
	return a.cellsTold(c, line, a.cellsOf(c.pick(), a.counties()), nil)
}

// pairedGoals reads 22年示范乡镇…而且24年省教育现代化县…: a project with the year before it.
func pairedGoals(text string, c cellReading) []fact.Filter {
	var out []fact.Filter
	ends := yearForm.FindAllStringSubmatchIndex(text, -1)
	for i, m := range ends {
		part := text[m[1]:]
		if i+1 < len(ends) {
			part = text[m[1]:ends[i+1][0]]
		}
		if m[2] < 0 {
			continue
		}
		y, _ := strconv.Atoi(text[m[2]:m[3]])
		best, most := "", 2
		for _, p := range c.projects {
			if n := commonRun([]rune(part), []rune(zh.Fold(p))); n > most {
				best, most = p, n
			}
		}
		if best != "" {
			out = append(out, fact.Filter{All: []fact.Filter{{Field: fact.FieldSubject, In: []string{best}}, {Field: fact.FieldYear, In: []string{strconv.Itoa(y%100 + 2000)}}}})
		}
	}
	return out
}

// others gives all units, projects or years of the schedules but some.
func (a *Asker) others(by fact.Field, but []string, c cellReading) []string {
	var all []string
	switch by {
	case fact.FieldUnit:
		all = a.plan.Units()
	case fact.FieldSubject:
		all = a.plan.Projects()
	case fact.FieldYear:
		for y := a.firstYear; y <= a.lastYear; y++ {
			all = append(all, strconv.Itoa(y))
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool {
		return slices.Contains(but, s) || slices.Contains(c.aside, s) || knowledge.IsWhole(s)
	})
}

// emptyCells answers for whom, for what or when the tables have nothing.
func (a *Asker) emptyCells(c cellReading, where fact.Filter) (Answer, bool) {
	by := fact.FieldUnit
	switch {
	case c.asks(wantYears) && len(c.units)+len(c.projects) > 0:
		by = fact.FieldYear
	case len(c.units) > 0 && c.asks(wantProjects) && len(c.projects) == 0:
		by = fact.FieldSubject
	case len(c.units) > 0 || !c.asks(wantUnits):
		return Answer{}, false
	}
	busy := listedIn(a.store.Run(fact.Query{From: fact.Cell, Where: where, Group: by}))
	idle := a.others(by, busy.keys, c)
	who := inTurn(c.units)
	f := focusOf(c)
	if len(idle) == 0 {
		return Answer{Intent: IntentAnswer, Verdict: No, Lines: []said.Sentence{noneEmpty(by, who)}, Citations: citeCells(busy.cells[:min(len(busy.cells), 6)]), Focus: f}, true
	}
	if by == fact.FieldUnit {
		f.Found = idle
		cells := busy.cells[:min(len(busy.cells), 6)]
		what := beside(yearsSaid(c.years), inTurn(c.projects))
		line := said.Of("{idle}没有安排，附件里{beside}为空白。",
			"{idle}: nothing is scheduled, the annex is blank ({beside}).", inTurn(idle), beside(who, what))
		if len(idle) == 1 {
			line = said.Of("只有{idle}没有安排，附件里{beside}为空白。",
				"Only {idle} has nothing scheduled: the annex is blank ({beside}).", idle[0], beside(who, what))
		}
		return Answer{Intent: IntentAnswer, Lines: []said.Sentence{line}, Citations: citeCells(cells), Focus: f}, true
	}
	if by == fact.FieldYear {
		for i := range idle {
			idle[i] += "年"
		}
	}
	line := said.Of("{idle}附件没有给{who}安排，均为空白。",
		"{idle}: the annex schedules nothing for {who}, it is blank.", inTurn(idle), who)
	if len(idle) == 1 {
		line = said.Of("只有{idle}附件没有给{who}安排，均为空白。",
			"Only {idle}: the annex schedules nothing for {who}, it is blank.", idle[0], who)
	}
	return Answer{Intent: IntentAnswer, Lines: lead(line, describeCells(busy.cells, c)), Citations: citeCells(busy.cells), Focus: f}, true
}

// noneEmpty says that no unit, project or year is left out of the tables.
func noneEmpty(by fact.Field, units said.Sentence) said.Sentence {
	switch by {
	case fact.FieldYear:
		return said.Of("没有这样的年份，附件给{units}每个都安排了。",
			"There is no such year: the annex has something for {units} in each.", units)
	case fact.FieldSubject:
		return said.Of("没有这样的项目，附件给{units}每个都安排了。",
			"There is no such project: the annex has something for {units} in each.", units)
	}
	return said.Of("没有这样的区县，附件给每个都安排了。", "There is none: the annex has something for each.")
}
