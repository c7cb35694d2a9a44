package ask

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// subjectWeight is how much known content a question must have to be about
// something other than the units and years that it names.
const subjectWeight = 7

// strangeWeight is how much content unknown to the plan makes a question one about
// something else: 想转学到越城区要什么材料.
const strangeWeight = 6

// fromTable answers from the cells of the annex.
func (a *Asker) fromTable(q question, focus Focus) (Answer, bool, error) {
	if !a.isAboutTable(q) {
		return Answer{}, false, nil
	}
	all := a.plan.Cells()
	pick := selection{units: q.units, projects: q.projects, years: q.years}
	if q.wants[wantUnits] && len(q.years) == 1 && byTheEnd.MatchString(q.text) { // also what was due before
		for y := a.words.minYear; y < q.years[0]; y++ {
			pick.years = append(pick.years, y)
		}
		slices.Sort(pick.years)
	}
	cells := slices.DeleteFunc(pick.from(all), func(c knowledge.Cell) bool { return slices.Contains(q.without, c.Unit) })
	if pairs := a.unitYears(q); len(pairs) > 1 {
		cells = slices.DeleteFunc(cells, func(c knowledge.Cell) bool { return pairs[c.Unit] != 0 && pairs[c.Unit] != c.Year })
		pick.years = nil
	}
	if q.grade != "" && (len(q.ownUnits()) == 0 || whichProject.MatchString(q.text)) && !q.wants[wantConfirm] {
		if graded := slices.DeleteFunc(slices.Clone(cells), func(c knowledge.Cell) bool { return goal(c) != q.grade }); len(graded) > 0 {
			cells = graded
		}
	}
	if q.wantsAny(wantUnits, wantEarliest, wantLatest) && len(q.units) == 0 {
		cells = slices.DeleteFunc(cells, func(c knowledge.Cell) bool { return knowledge.IsWhole(c.Unit) })
	}
	if len(cells) == 0 {
		return a.blank(q, pick, all)
	}
	if len(q.units)+len(q.projects) == 0 {
		slices.SortStableFunc(cells, func(x, y knowledge.Cell) int { return cmp.Compare(a.columnOf(x), a.columnOf(y)) })
	}
	answer := Answer{Intent: IntentAnswer, Citations: a.citeCells(cells)}
	if silent, ok := a.unsettled(q, strings.Join(mapped(cells, goal), " "), &answer.Citations[0]); ok {
		return silent, true, nil
	}
	switch {
	case len(q.units) == 1 && len(q.projects)+len(q.years) == 0 && wantsYear.MatchString(q.text) && leftOut.MatchString(q.text):
		answer.Lines = append([]string{a.yearsLeftOut(q.units[0], cells)}, describe(cells, pick)...)
	case len(q.projects) == 1 && len(q.units) == 0 && len(q.years) == 0 && leftOut.MatchString(q.text):
		answer.Lines = append([]string{a.unitsLeftOut(q.projects[0], cells)}, describe(cells, pick)...)
	case q.wantsAny(wantEarliest, wantLatest):
		cells = extreme(cells, q.wants[wantLatest])
		answer.Lines = append([]string{superlative(q, cells)}, describe(cells, pick)...)
		answer.Citations = a.citeCells(cells)
	case q.wants[wantMost]:
		answer.Lines = most(cells, len(q.units) == 1 || wantsYear.MatchString(q.text))
	case q.wantsAny(wantCount, wantUnits) && len(q.units) == 0 && len(q.years) <= 1 && len(q.projects) == 1 && q.wants[wantCount]:
		units := unitsOf(cells)
		answer.Lines = append([]string{fmt.Sprintf("有%d个：%s。", len(units), strings.Join(units, "、"))}, describe(cells, pick)...)
	default:
		answer.Lines = describe(cells, pick)
		if line := verdict(q, cells); line != "" {
			answer.Lines = append([]string{line}, answer.Lines...)
		}
		if line := contrast(q, cells); line != "" {
			answer.Lines = append(answer.Lines, line)
		}
	}
	answer.Focus = a.remember(q, Focus{Clause: annexName})
	return answer, true, nil
}

// columnOf gives the order of a cell's unit in the annex, the whole area last.
func (a *Asker) columnOf(c knowledge.Cell) int {
	units := a.plan.Units()
	if i := slices.Index(units, c.Unit); i >= 0 {
		return i
	}
	return len(units)
}

// unitYears reads 柯桥2021年和新昌2025年, where each unit has a year of its own.
func (a *Asker) unitYears(q question) map[string]int {
	if len(q.units) != len(q.years) {
		return nil
	}
	out := map[string]int{}
	rest := q.text
	for _, u := range q.units {
		short := zh.Fold(zh.ShortPlace(u))
		_, after, ok := strings.Cut(rest, short)
		m := ownYear.FindStringSubmatch(after)
		if !ok || m == nil {
			return nil
		}
		y, _ := strconv.Atoi(m[1])
		out[u], rest = y, after
	}
	return out
}

// ownYear is a year right behind a unit's short name.
var ownYear = regexp.MustCompile(`^[市县区]?(?:的|在)?(20\d\d)`)

// tableList matches words that ask for a project's rows of the annex.
var tableList = regexp.MustCompile(`时间表|进度表|安排|路线图|清单|一览`)

// annexName is how a cell's place is cited.
const annexName = "附件"

// isAboutTable tells whether cells can answer: a project together with a unit, a
// year or a question that cells answer, or a unit or year alone with no other
// subject; and no target fits clearly better.
func (a *Asker) isAboutTable(q question) bool {
	if len(a.plan.Schedules) == 0 || q.wants[wantMeaning] && len(q.units) == 0 && len(q.years) == 0 && len(q.projects) != 1 {
		return false
	}
	byGrade := q.grade != "" && (len(q.ownUnits()) > 0 || q.wantsAny(wantUnits, wantEarliest, wantLatest, wantWho))
	if byGrade && len(q.projects) == 0 {
		return true
	}
	if q.wants[wantMost] && len(q.projects) == 0 && a.known(q.content.without(a.words.tableTalk)) < subjectWeight && (wantsYear.MatchString(q.text) || q.wants[wantUnits]) {
		return true
	}
	hasTask := len(q.years) > 0 && len(q.projects) == 0 && whoHasTask.MatchString(q.text)
	if q.wants[wantWho] && !hasTask && !q.wantsAny(wantWhen, wantUnits, wantCompare, wantEarliest, wantLatest) || q.wants[wantTargets] && strings.Contains(q.text, "条") {
		return false
	}
	if len(q.projects) > 0 && (len(q.ownUnits()) > 0 || q.wantsAny(wantUnits, wantEarliest, wantLatest) || tableList.MatchString(q.text)) || byGrade {
		return true
	}
	tableWants := q.wantsAny(wantWhen, wantUnits, wantList, wantEarliest, wantLatest, wantMost, wantCompare, wantCount, wantConfirm, wantValue)
	if len(q.projects) > 0 {
		if len(q.units) == 0 && len(q.years) == 0 && !tableWants && len([]rune(q.named)) > 2 {
			return false
		}
		_, target := a.bestTarget(q.content)
		var project float64
		for _, p := range q.projects {
			project = max(project, q.content.cover(a.grams.projects[p]))
		}
		return target <= project+0.2
	}
	if len(q.units) == 0 && len(q.years) == 0 || q.wants[wantTargets] && len(q.ownUnits()) == 0 && strings.Contains(q.text, "指标") {
		return false
	}
	about := q.content.without(a.words.tableTalk)
	return a.known(about) < subjectWeight && (len(q.years) > 0 || q.wantsAny(wantList, wantWhen, wantUnits, wantCount, wantMost) || about.strange() < strangeWeight)
}

var (
	wantsYear    = regexp.MustCompile(`哪[一几]?年|哪个年|哪些年`)
	byTheEnd     = regexp.MustCompile(`到20\d\d年?底|截至20\d\d年|到20\d\d年为止`)
	whichProject = regexp.MustCompile(`(哪些|哪个|哪几个|哪几|哪)(项目|项|创建)`)
)

// whoHasTask asks for the units of a year.
var whoHasTask = regexp.MustCompile(`有谁|谁.{0,6}(有|要|得|该|会)|(哪些|哪个|哪几个)(单位|地方)`)

// known gives the weight of the content that the best sentence of the plan holds.
func (a *Asker) known(c content) float64 {
	var best float64
	for _, s := range a.grams.sentences {
		best = max(best, c.held(s))
	}
	return best
}

// selection is a part of the tables; an empty list means all.
type selection struct {
	units, projects []string
	years           []int
}

func (s selection) holds(c knowledge.Cell) bool {
	return (len(s.units) == 0 || slices.Contains(s.units, c.Unit)) &&
		(len(s.projects) == 0 || slices.Contains(s.projects, c.Project)) &&
		(len(s.years) == 0 || slices.Contains(s.years, c.Year))
}

// from gives the cells of the selection that are not blank, by year within each
// unit in the order of the question.
func (s selection) from(cells []knowledge.Cell) []knowledge.Cell {
	var out []knowledge.Cell
	for _, c := range cells {
		if c.Text != "" && s.holds(c) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(x, y knowledge.Cell) int {
		return cmp.Or(cmp.Compare(slices.Index(s.units, x.Unit), slices.Index(s.units, y.Unit)), cmp.Compare(x.Year, y.Year))
	})
	return out
}

func (a *Asker) citeCells(cells []knowledge.Cell) []knowledge.Citation {
	var out []knowledge.Citation
	for _, c := range cells {
		out = append(out, knowledge.Citation{Clause: annexName,
			Detail: fmt.Sprintf("%s · %d年 · %s", c.Project, c.Year, c.Column), Quote: c.Text})
	}
	return out
}

func unitsOf(cells []knowledge.Cell) []string {
	var out []string
	for _, c := range cells {
		out = appendNew(out, c.Unit)
	}
	return out
}

// goal gives a cell's words without the spaces that the print has put in.
func goal(c knowledge.Cell) string { return zh.Squeeze(c.Text) }

// describe tells what the cells say: by unit where units were named or all cells
// are of one unit, else by project and year.
func describe(cells []knowledge.Cell, pick selection) []string {
	if len(cells) == 1 {
		c := cells[0]
		return []string{fmt.Sprintf("%s%d年：%s，%s。", unitName(c.Unit), c.Year, c.Project, goal(c))}
	}
	if len(pick.units) > 0 || len(unitsOf(cells)) == 1 || len(pick.projects) == 0 {
		return byUnit(cells, pick)
	}
	return byProject(cells)
}

func byUnit(cells []knowledge.Cell, pick selection) []string {
	units := pick.units
	if len(units) == 0 {
		units = unitsOf(cells)
	}
	var lines []string
	for _, u := range units {
		byYear := map[int][]string{}
		for _, c := range cells {
			if c.Unit == u {
				byYear[c.Year] = append(byYear[c.Year], c.Project+"，"+goal(c))
			}
		}
		if len(byYear) == 0 {
			lines = append(lines, unitName(u)+"："+pick.when()+"附件没有安排。")
			continue
		}
		lines = append(lines, unitName(u)+"：")
		years := pick.years
		if len(years) == 0 {
			years = sortedKeys(byYear)
		}
		for _, y := range years {
			if goals := byYear[y]; len(goals) > 0 {
				lines = append(lines, fmt.Sprintf("%d年：%s。", y, strings.Join(goals, "；")))
			} else {
				lines = append(lines, fmt.Sprintf("%d年：附件没有安排。", y))
			}
		}
	}
	return lines
}

func sortedKeys[V any](m map[int]V) []int {
	var keys []int
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (s selection) when() string {
	switch n := len(s.years); {
	case n == 0:
		return ""
	case n == 1:
		return strconv.Itoa(s.years[0]) + "年"
	case s.years[n-1]-s.years[0] == n-1:
		return fmt.Sprintf("%d—%d年", s.years[0], s.years[n-1])
	default:
		var out []string
		for _, y := range s.years {
			out = append(out, strconv.Itoa(y))
		}
		return strings.Join(out, "、") + "年"
	}
}

func byProject(cells []knowledge.Cell) []string {
	var lines, projects []string
	for _, c := range cells {
		projects = appendNew(projects, c.Project)
	}
	for _, p := range projects {
		lines = append(lines, p+"：")
		type row struct {
			year int
			goal string
		}
		var rows []row
		units := map[row][]string{}
		for _, c := range cells {
			if c.Project != p {
				continue
			}
			r := row{c.Year, goal(c)}
			if units[r] == nil {
				rows = append(rows, r)
			}
			units[r] = append(units[r], unitName(c.Unit))
		}
		slices.SortStableFunc(rows, func(x, y row) int { return cmp.Compare(x.year, y.year) })
		for _, r := range rows {
			lines = append(lines, fmt.Sprintf("%d年：%s，%s。", r.year, strings.Join(units[r], "、"), r.goal))
		}
	}
	return lines
}
