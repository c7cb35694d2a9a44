package ask

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// extreme keeps the cells of the first year, or of the last.
func extreme(cells []knowledge.Cell, last bool) []knowledge.Cell {
	order := func(x, y knowledge.Cell) int { return cmp.Compare(x.Year, y.Year) }
	year := slices.MinFunc(cells, order).Year
	if last {
		year = slices.MaxFunc(cells, order).Year
	}
	var out []knowledge.Cell
	for _, c := range cells {
		if c.Year == year {
			out = append(out, c)
		}
	}
	return out
}

// leftOut asks for the units that have nothing to do.
var leftOut = regexp.MustCompile(`(不用|不需要|无需|不必|没有?任务|没有?安排|未安排|不涉及|没有?排|没排|没有?列|没列|未列|没有?写|空白|空着)`)

// yearsLeftOut names the years of which all cells of a unit are blank.
func (a *Asker) yearsLeftOut(unit string, cells []knowledge.Cell) string {
	var out []int
	for y := a.words.minYear; y <= a.words.maxYear; y++ {
		if !slices.ContainsFunc(cells, func(c knowledge.Cell) bool { return c.Year == y }) {
			out = append(out, y)
		}
	}
	if len(out) == 0 {
		return "附件每年都给" + unitName(unit) + "安排了任务。"
	}
	return selection{years: out}.when() + "附件没有给" + unitName(unit) + "安排任务，均为空白。"
}

// unitsLeftOut names the units whose cells of a project are all blank.
func (a *Asker) unitsLeftOut(project string, cells []knowledge.Cell) string {
	busy := unitsOf(cells)
	var out []string
	for _, u := range a.plan.Units() {
		if !slices.Contains(busy, u) {
			out = append(out, u)
		}
	}
	if len(out) == 0 {
		return "没有这样的区县，附件给每个都安排了" + project + "。"
	}
	return "附件没有给" + strings.Join(out, "、") + "安排" + project + "，各年均为空白。"
}

// mostListed is how many cells an answer lists besides the count.
const mostListed = 12

func superlative(q question, cells []knowledge.Cell) string {
	word := "最早"
	if q.wants[wantLatest] {
		word = "最晚"
	}
	return fmt.Sprintf("%s的是%s，%d年。", word, strings.Join(unitsOf(cells), "、"), cells[0].Year)
}

// most counts cells by year for one unit, else by unit.
func most(cells []knowledge.Cell, byYear bool) []string {
	key := func(c knowledge.Cell) string { return unitName(c.Unit) }
	if byYear {
		key = func(c knowledge.Cell) string { return fmt.Sprintf("%d年", c.Year) }
	}
	count := map[string]int{}
	var order []string
	for _, c := range cells {
		if knowledge.IsWhole(c.Unit) && !byYear {
			continue
		}
		order = appendNew(order, key(c))
		count[key(c)]++
	}
	if len(order) == 0 {
		return nil
	}
	best := slices.MaxFunc(order, func(x, y string) int { return cmp.Compare(count[x], count[y]) })
	var winners []string
	var chosen []knowledge.Cell
	for _, k := range order {
		if count[k] == count[best] {
			winners = append(winners, k)
		}
	}
	for _, c := range cells {
		if slices.Contains(winners, key(c)) {
			chosen = append(chosen, c)
		}
	}
	head := fmt.Sprintf("最多的是%s，%d项。", strings.Join(winners, "、"), count[best])
	if len(chosen) > mostListed {
		return []string{head}
	}
	return append([]string{head}, byUnit(chosen, selection{units: unitsOf(chosen)})...)
}

// verdict confirms or corrects what the question presumes: a figure or a grade.
func verdict(q question, cells []knowledge.Cell) string {
	if q.grade != "" && !slices.ContainsFunc(cells, func(c knowledge.Cell) bool { return goal(c) == q.grade }) {
		if q.wants[wantConfirm] {
			return "不是“" + q.grade + "”。"
		}
		return "附件在这里没有写“" + q.grade + "”。"
	}
	if counting.MatchString(q.text) {
		return fmt.Sprintf("共%d项。", len(cells))
	}
	if !q.wants[wantConfirm] {
		return ""
	}
	for _, f := range q.figures {
		if f.measure == "" {
			continue
		}
		said := trimZeros(f.value) + f.measure
		if !slices.ContainsFunc(cells, func(c knowledge.Cell) bool { return holdsFigure(goal(c), said) }) {
			return "不是" + said + "。"
		}
	}
	if q.wantsAny(wantCompare, wantCount) || len(unitsOf(cells)) > 1 || len(cells) != 1 {
		return ""
	}
	switch {
	case q.grade != "" || slices.ContainsFunc(q.figures, func(f figure) bool { return f.measure != "" }):
		return "是的。"
	case len(q.years) == 1:
		return fmt.Sprintf("是%d年。", q.years[0])
	}
	return ""
}

// holdsFigure tells whether the text holds the figure as a whole number of its
// own: 0% does not stand in 100%.
func holdsFigure(text, said string) bool {
	for i := 0; ; {
		j := strings.Index(text[i:], said)
		if j < 0 {
			return false
		}
		at := i + j
		if at == 0 || !strings.ContainsRune("0123456789.", rune(text[at-1])) {
			return true
		}
		i = at + len(said)
	}
}

// contrast adds what a comparison of units comes to.
func contrast(q question, cells []knowledge.Cell) string {
	if !q.wantsAny(wantCompare) && !(q.wants[wantConfirm] && strings.Contains(q.text, "一样")) {
		return ""
	}
	if len(q.projects) == 1 && len(q.units) == 2 && len(cells) == 2 {
		first, second := cells[0], cells[1]
		if first.Year > second.Year {
			first, second = second, first
		}
		grades := ""
		if goal(first) != goal(second) {
			grades = "要求不一样。"
		}
		if n := second.Year - first.Year; n > 0 {
			return grades + fmt.Sprintf("%s先，比%s早%d年。", unitName(first.Unit), unitName(second.Unit), n)
		}
	}
	if len(cells) < 2 {
		return ""
	}
	if len(q.projects) == 2 && len(q.units) == 1 && len(cells) == 2 && cells[0].Project != cells[1].Project {
		first, second := cells[0], cells[1]
		if n := second.Year - first.Year; n > 0 {
			return fmt.Sprintf("%s先，比%s早%d年。", first.Project, second.Project, n)
		}
		return "两项在同一年。"
	}
	// What each unit has to do; the year belongs to it where units are compared as
	// a whole.
	does := map[string]string{}
	for _, c := range cells {
		does[c.Unit] += c.Project + goal(c)
		if len(q.projects) != 1 {
			does[c.Unit] += fmt.Sprint(c.Year)
		}
	}
	if all := slices.Compact(slices.Sorted(maps.Values(does))); len(all) > 1 {
		return "要求不一样。"
	}
	return "要求一样。"
}

var counting = regexp.MustCompile(`(几|多少)(项|件|个任务|个节点)`)

// shortGrade is how many characters of a cell's words a question has to share with
// it at least: 评估验收 for 通过评估验收.
const shortGrade = 4

// readGrade finds the cell's words that the question names, if it names one's more
// than any other's.
func (a *Asker) readGrade(text string) string {
	var best string
	for _, g := range a.words.grades {
		if len(g) > len(best) && strings.Contains(text, zh.Fold(g)) {
			best = g
		}
	}
	if best != "" {
		return best
	}
	most, tied := shortGrade-1, false
	for _, g := range a.words.grades {
		switch n := commonRun([]rune(text), []rune(zh.Fold(g))); {
		case n > most:
			most, best, tied = n, g, false
		case n == most:
			tied = true
		}
	}
	if tied {
		return ""
	}
	return best
}

// commonRun gives the length of the longest run of characters that both share.
func commonRun(x, y []rune) int {
	best := 0
	row := make([]int, len(y)+1)
	for i := range x {
		last := 0
		for j := range y {
			above := row[j+1]
			row[j+1] = 0
			if x[i] == y[j] {
				row[j+1] = last + 1
				best = max(best, row[j+1])
			}
			last = above
		}
	}
	return best
}

// blank answers where the selection holds no words: a blank cell, or a place that
// the tables do not have.
func (a *Asker) blank(q question, pick selection, all []knowledge.Cell) (Answer, bool, error) {
	who := strings.Join(mapped(pick.units, unitName), "、")
	what := strings.Join(pick.projects, "、")
	for _, y := range pick.years {
		if a.outside(y) {
			return a.silent(q, OutsidePlan, fmt.Sprintf("%s不在本计划范围，计划没有安排。附件安排的是%d—%d年。", pick.when(), a.words.minYear, a.words.maxYear), nil), true, nil
		}
	}
	inTable := slices.ContainsFunc(all, pick.holds)
	elsewhere := selection{units: pick.units, projects: pick.projects}.from(all)
	if !inTable && len(elsewhere) == 0 {
		return a.silent(q, NotStipulated, fmt.Sprintf("计划没有规定：附件里%s%s没有%s的安排，其他年份也是空白。", who, orNothing("的", what), strings.TrimSuffix(pick.when(), "年")+"年"), nil), true, nil
	}
	of := ""
	if who != "" {
		of = "的"
	}
	line := fmt.Sprintf("没有。附件里%s%s%s为空白，计划未安排。", pick.when(), who, orNothing(of, what))
	if q.wants[wantConfirm] && !strings.Contains(q.text, "有") {
		line = "不是。" + strings.TrimPrefix(line, "没有。")
	}
	answer := Answer{Intent: IntentAnswer, Lines: []string{line}, Focus: a.remember(q, Focus{Clause: annexName})}
	if len(pick.projects) > 0 && len(pick.units) > 0 && len(elsewhere) > 0 {
		answer.Lines = append(answer.Lines, describe(elsewhere, selection{units: pick.units, projects: pick.projects})...)
		answer.Citations = a.citeCells(elsewhere)
		return answer, true, nil
	}
	quote := what
	if len(pick.projects) != 1 {
		quote = ""
		for _, c := range all {
			if pick.holds(c) {
				quote = c.Column
				break
			}
		}
	}
	if quote == "" && len(pick.projects) > 0 {
		quote = pick.projects[0]
	}
	if quote != "" {
		answer.Citations = []knowledge.Citation{{Clause: annexName, Detail: joinParts(what, pick.when(), who), Quote: quote}}
	}
	return answer, true, nil
}

func joinParts(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

func orNothing(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

func mapped[T any](list []T, f func(T) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}
