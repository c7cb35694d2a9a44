package ask

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge/fact"
	"duban/knowledge/zh"
)

var (
	earliestForm = regexp.MustCompile(`最早|最先|头一个|率先|最快|第一(?:个|家)|打头`)
	latestForm   = regexp.MustCompile(`最晚|最迟|最后|靠后|最慢|垫底|压轴`)
	mostForm     = regexp.MustCompile(`最多|最忙|最重|最集中`)
	fewestForm   = regexp.MustCompile(`最少|最轻|最闲`)
	earlierForm  = regexp.MustCompile(`比(\p{Han}{1,6}?)(?:早|先)`)
	onlyYear     = regexp.MustCompile(`只有\d{2,4}年|只在\d{2,4}年`)
	sameYear     = regexp.MustCompile(`同一年|同年|同时`)
)

// cellSets answers which unit, project or year is first, last, most, alone or common.
func (a *Asker) cellSets(r *reading, c cellReading) (Answer, bool) {
	filled := fact.Filter{Field: fact.FieldValue, Filled: true}
	where := fact.Filter{All: []fact.Filter{filled, c.pick()}}
	if len(c.units) == 0 {
		where.All = append(where.All, a.counties())
	}
	answer := func(head string, cells []fact.Fact, units []string) (Answer, bool) {
		shown := cellReading{units: units, projects: c.projects, years: c.years, span: true}
		lines := []string{head}
		if len(cells) <= 14 {
			lines = append(lines, describeCells(cells, shown)...)
		}
		f := focusOf(c)
		if len(f.Units) == 0 {
			f.Found = distinct(cells, fact.FieldUnit)
		}
		return Answer{Intent: IntentAnswer, Lines: lines, Citations: citeCells(cells), Focus: f}, true
	}
	rows := func(groups []fact.Group) []fact.Fact {
		var out []fact.Fact
		for _, g := range groups {
			out = append(out, g.Rows...)
		}
		return out
	}
	keys := func(groups []fact.Group) []string {
		var out []string
		for _, g := range groups {
			out = append(out, g.Key)
		}
		return out
	}
	switch {
	case earliestForm.MatchString(r.text) || latestForm.MatchString(r.text):
		pick, word := fact.First, "最早"
		if latestForm.MatchString(r.text) {
			pick, word = fact.Last, "最晚"
		}
		groups := a.store.Run(fact.Query{From: fact.Cell, Where: where, Group: fact.FieldYear, Pick: pick})
		if len(groups) == 0 {
			return Answer{}, false
		}
		units := distinct(groups[0].Rows, fact.FieldUnit)
		return answer(fmt.Sprintf("%s的是%s，%s年。", word, strings.Join(units, "、"), groups[0].Key), groups[0].Rows, nil)
	case mostForm.MatchString(r.text) || fewestForm.MatchString(r.text):
		pick, word := fact.Most, "最多"
		if fewestForm.MatchString(r.text) {
			pick, word = fact.Least, "最少"
		}
		by, suffix := fact.FieldUnit, ""
		if len(c.units) == 1 || askYear.MatchString(r.text) {
			by, suffix = fact.FieldYear, "年"
		}
		groups := a.store.Run(fact.Query{From: fact.Cell, Where: where, Group: by, Pick: pick})
		if len(groups) == 0 {
			return Answer{}, false
		}
		return answer(fmt.Sprintf("%s的是%s%s，%d项。", word, strings.Join(keys(groups), "、"), suffix, len(groups[0].Rows)), rows(groups), nil)
	case earlierForm.MatchString(r.text) && len(c.units) == 1 && askUnit.MatchString(r.text) && len(c.projects) == 1:
		own := a.cellsOf(c.pick())
		if len(own) == 0 {
			return Answer{}, false
		}
		cells := a.cellsOf(fact.Filter{Field: fact.FieldSubject, In: c.projects}, fact.Filter{Field: fact.FieldYear, To: own[0].Year - 1}, a.counties())
		units := distinct(cells, fact.FieldUnit)
		return answer(fmt.Sprintf("有%d个比%s早：%s。", len(units), c.units[0], strings.Join(units, "、")), append(cells, own...), nil)
	case onlyYear.MatchString(r.text) && len(c.years) == 1 && len(c.units) == 0:
		groups := a.store.Run(fact.Query{From: fact.Cell, Where: filled, Group: fact.FieldSubject, Having: []fact.Having{{Field: fact.FieldYear, All: []string{strconv.Itoa(c.years[0])}, Only: true}}})
		if len(groups) > 0 {
			return answer(fmt.Sprintf("只有%d年有安排的是%s。", c.years[0], strings.Join(keys(groups), "、")), rows(groups), nil)
		}
	case len(c.units) == 0 && len(c.years) >= 2 && !c.span && len(c.projects) == 0 && askUnit.MatchString(r.text) && !r.wants(asksCompare):
		var years []string
		for _, y := range c.years {
			years = append(years, strconv.Itoa(y))
		}
		having := fact.Having{Field: fact.FieldYear, All: years}
		if m := cellsetsForm1.FindStringSubmatch(r.text); m != nil {
			y, _ := strconv.Atoi(m[1])
			without := strconv.Itoa(y%100 + 2000)
			having = fact.Having{Field: fact.FieldYear, None: []string{without}, All: slices.DeleteFunc(years, func(s string) bool { return s == without })}
		}
		groups := a.store.Run(fact.Query{From: fact.Cell, Where: fact.Filter{All: []fact.Filter{filled, a.counties()}}, Group: fact.FieldUnit, Having: []fact.Having{having}})
		if len(groups) > 0 {
			cells := slices.DeleteFunc(rows(groups), func(f fact.Fact) bool { return !slices.Contains(c.years, f.Year) })
			only := ""
			if len(groups) == 1 {
				only = "只有"
			}
			return answer(fmt.Sprintf("符合的%s有%d个：%s。", only, len(groups), strings.Join(keys(groups), "、")), cells, nil)
		}
	case len(c.years) == 2 && !c.span && len(c.units) == 0 && r.wants(asksCompare):
		count := func(y int) int {
			return len(distinct(a.cellsOf(a.counties(), fact.Filter{Field: fact.FieldYear, In: []string{strconv.Itoa(y)}}), fact.FieldUnit))
		}
		x, y := count(c.years[0]), count(c.years[1])
		head := "一样多。"
		if x != y {
			more := c.years[0]
			if y > x {
				more = c.years[1]
			}
			head = fmt.Sprintf("%d年多。", more)
		}
		cells := a.cellsOf(c.pick(), a.counties())
		return answer(fmt.Sprintf("%s%d年有%d个，%d年有%d个。", head, c.years[0], x, c.years[1], y), cells, nil)
	case len(c.projects) >= 2 && sameYear.MatchString(r.text) && len(c.units) == 0:
		var units []string
		var cells []fact.Fact
		for _, g := range a.store.Run(fact.Query{From: fact.Cell, Where: where, Group: fact.FieldUnit, Having: []fact.Having{{Field: fact.FieldSubject, All: c.projects}}}) {
			if len(distinct(g.Rows, fact.FieldYear)) == 1 {
				units = append(units, g.Key)
				cells = append(cells, g.Rows...)
			}
		}
		if len(units) > 0 {
			return answer(fmt.Sprintf("有%d个：%s。", len(units), strings.Join(units, "、")), cells, units)
		}
	case len(c.units) >= 2 && sameYear.MatchString(r.text) && askProject.MatchString(r.text):
		for _, g := range a.store.Run(fact.Query{From: fact.Cell, Where: where, Group: fact.FieldSubject, Having: []fact.Having{{Field: fact.FieldUnit, All: c.units}}}) {
			if len(distinct(g.Rows, fact.FieldYear)) == 1 && (c.grade == "" || g.Rows[0].Value == c.grade) {
				return answer(fmt.Sprintf("是%s，都在%d年。", g.Key, g.Rows[0].Year), g.Rows, c.units)
			}
		}
	case len(c.projects) >= 2 && len(c.units) == 0 && len(c.years) >= 1 && askUnit.MatchString(r.text):
		if pairs := pairedGoals(r.text, c); len(pairs) > 1 {
			groups := a.store.Run(fact.Query{From: fact.Cell, Where: fact.Filter{All: []fact.Filter{filled, a.counties(), {Any: pairs}}}, Group: fact.FieldUnit})
			groups = slices.DeleteFunc(groups, func(g fact.Group) bool {
				return slices.ContainsFunc(pairs, func(p fact.Filter) bool { return !slices.ContainsFunc(g.Rows, p.Holds) })
			})
			if len(groups) > 0 {
				return answer(fmt.Sprintf("有%d个：%s。", len(groups), strings.Join(keys(groups), "、")), rows(groups), nil)
			}
		}
	case len(c.projects) == 2 && len(c.units) == 0 && cellsetsForm2.MatchString(r.text) && askUnit.MatchString(r.text):
		late := strings.Contains(r.text, "晚")
		var units []string
		var cells []fact.Fact
		for _, g := range a.store.Run(fact.Query{From: fact.Cell, Where: where, Group: fact.FieldUnit, Having: []fact.Having{{Field: fact.FieldSubject, All: c.projects}}}) {
			year := map[string]int{}
			for _, f := range g.Rows {
				year[f.Subject] = f.Year
			}
			if d := year[c.projects[0]] - year[c.projects[1]]; late && d > 0 || !late && d < 0 {
				units = append(units, g.Key)
				cells = append(cells, g.Rows...)
			}
		}
		if len(units) == 1 {
			return answer("只有"+units[0]+"。", cells, units)
		}
		if len(units) > 1 {
			return answer(fmt.Sprintf("有%d个：%s。", len(units), strings.Join(units, "、")), cells, units)
		}
	}
	return Answer{}, false
}

// pairedGoals reads 22年示范乡镇…而且24年省教育现代化县…: a project with the year before it.
func pairedGoals(text string, c cellReading) []fact.Filter {
	var out []fact.Filter
	parts := cellsetsForm3.Split(text, -1)
	for _, part := range parts {
		m := cellsetsForm4.FindStringSubmatch(part)
		if m == nil {
			continue
		}
		y, _ := strconv.Atoi(m[1])
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

// emptyCells answers for whom, or when, the tables have nothing.
func (a *Asker) emptyCells(r *reading, c cellReading) (Answer, bool) {
	switch {
	case len(c.units) == 1 && len(c.years) == 0 && len(c.projects) == 0 && askYear.MatchString(r.text):
		var empty []int
		for y := a.firstYear; y <= a.lastYear; y++ {
			if len(a.cellsOf(fact.Filter{Field: fact.FieldUnit, In: c.units}, fact.Filter{Field: fact.FieldYear, In: []string{strconv.Itoa(y)}})) == 0 {
				empty = append(empty, y)
			}
		}
		line := "附件每年都给" + unitName(c.units[0]) + "安排了任务。"
		if len(empty) > 0 {
			var words []string
			for _, y := range empty {
				words = append(words, yearWords(y))
			}
			line = strings.Join(words, "、") + "附件没有给" + unitName(c.units[0]) + "安排任务，均为空白。"
		}
		cells := a.cellsOf(fact.Filter{Field: fact.FieldUnit, In: c.units})
		return Answer{Intent: IntentAnswer, Lines: append([]string{line}, describeCells(cells, c)...), Citations: citeCells(cells), Focus: focusOf(c)}, true
	case len(c.units) == 0 && (askUnit.MatchString(r.text) || r.wants(asksWho)):
		busy := distinct(a.cellsOf(c.pick(), a.counties()), fact.FieldUnit)
		var idle []string
		for _, u := range a.plan.Units() {
			if !slices.Contains(busy, u) {
				idle = append(idle, u)
			}
		}
		if len(idle) == 0 {
			return Answer{Intent: IntentAnswer, Verdict: No, Lines: []string{"没有这样的区县，附件给每个都安排了。"}, Focus: focusOf(c)}, true
		}
		only := ""
		if len(idle) == 1 {
			only = "只有"
		}
		what := yearsWords(c.years) + strings.Join(c.projects, "、")
		f := focusOf(c)
		f.Found = idle
		cells := a.cellsOf(c.pick(), a.counties())
		line := fmt.Sprintf("%s%s没有安排，附件里%s为空白。", only, strings.Join(idle, "、"), what)
		return Answer{Intent: IntentAnswer, Lines: []string{line}, Citations: citeCells(cells[:min(len(cells), 6)]), Focus: f}, true
	}
	return Answer{}, false
}

// cellClaim says whether what a message claims of cells is so; nil where it claims
// nothing.
func (a *Asker) cellClaim(r *reading, c cellReading) *Answer {
	if !r.wants(asksConfirm|asksClaim|asksState) || len(c.units)+len(c.projects) == 0 || r.wants(asksList|asksCompare|asksWho) && !r.wants(asksClaim) {
		return nil
	}
	cells := a.cellsOf(c.pick())
	if len(c.units) == 1 && len(c.years) == 1 && noCell.MatchString(r.text) {
		if len(cells) == 0 {
			return nil
		}
		answer := Answer{Intent: IntentAnswer, Verdict: No, Lines: append([]string{"不是，有安排。"}, describeCells(cells, c)...), Citations: citeCells(cells), Focus: focusOf(c)}
		return &answer
	}
	if len(c.units) > 2 || len(c.projects) > 2 {
		return nil
	}
	right := cellReading{units: c.units, projects: c.projects}
	own := a.cellsOf(right.pick())
	if len(own) == 0 {
		return nil
	}
	tell := func(v Verdict, head string, cells []fact.Fact) *Answer {
		return &Answer{Intent: IntentAnswer, Verdict: v, Lines: append([]string{head}, describeCells(cells, right)...), Citations: citeCells(cells), Focus: focusOf(c)}
	}
	if len(r.figures) > 0 {
		return a.cellFigures(r, c, own, tell)
	}
	switch {
	case c.grade != "" && len(c.projects) > 0:
		held := cells
		if len(held) == 0 {
			held = own
		}
		if graded := slices.ContainsFunc(held, func(f fact.Fact) bool { return f.Value == c.grade }); graded && (len(c.years) == 0 || len(cells) > 0) {
			return tell(Yes, "是的，没错。", held)
		}
		return tell(No, "不对，不是“"+c.grade+"”。", held)
	case len(c.years) == 1 && len(c.projects) > 0 && len(c.units) > 0 && len(cells) == 0:
		return tell(No, fmt.Sprintf("不对，不是%d年，没有安排在这一年。", c.years[0]), own)
	case len(c.years) == 1 && len(c.projects) == 1 && len(cells) > 0 && r.wants(asksClaim):
		return tell(Yes, fmt.Sprintf("是的，没错，是%d年。", c.years[0]), cells)
	}
	return nil
}

// cellFigures compares a figure of the message with those in the cells.
func (a *Asker) cellFigures(r *reading, c cellReading, own []fact.Fact, tell func(Verdict, string, []fact.Fact) *Answer) *Answer {
	g := r.figures[len(r.figures)-1]
	said := r.text[g.Start:g.End]
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
			claim := r.wants(asksClaim) && !r.wants(asksState) || strings.Contains(r.whole, "是吧") || strings.Contains(r.whole, "对吧")
			if strings.Contains(s.part, "高于") || strings.Contains(s.part, "平均") {
				s.figure.Bound = ">="
			}
			line, yes := compare(r, g, s, said, claim)
			v := No
			if yes && year {
				v = Yes
			}
			if yes && !year {
				line = fmt.Sprintf("不对，不是%s，是%d年。", yearsWords(c.years), f.Year)
			}
			return tell(v, line, cells)
		}
	}
	return nil
}

// Patterns that are used in one place.
var (
	cellsetsForm1 = regexp.MustCompile(`(\d{2,4})年(?:没有?|未)`)
	cellsetsForm2 = regexp.MustCompile(`比.{2,10}[早晚]`)
	cellsetsForm3 = regexp.MustCompile(`而且|并且|同时|且|,|又`)
	cellsetsForm4 = regexp.MustCompile(`(20\d\d|\d\d)年`)
)
