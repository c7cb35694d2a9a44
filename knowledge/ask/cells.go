package ask

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/zh"
)

// cellReading is what a message says of the schedules: which units, projects and years,
// which words of a cell, and what is left that it is about besides.
type cellReading struct {
	units    []string
	aside    []string // 除了柯桥
	projects []string
	years    []int
	span     bool // the years are a range: 2023年以后
	grade    string
	rest     float64 // weight of the words that say something else
	named    bool    // a unit with a column of its own is named, or spoken for
}

// leastProject is how many characters of a project's name have to be said in their order.
const leastProject = 3

// readCells reads a message as one about the schedules.
func (a *Asker) readCells(r *reading, home []string) cellReading {
	c := cellReading{}
	runes := []rune(r.text)
	covered := make([]bool, len(runes))
	cover := func(from, to int) {
		for i := from; i < to; i++ {
			covered[i] = true
		}
	}
	except := exceptForm.FindStringSubmatchIndex(r.text)
	var wholes []mention
	for _, m := range r.mentions {
		if m.unit < 0 || !m.column {
			continue
		}
		full := a.names.units[m.unit].full
		if knowledge.IsWhole(full) {
			wholes = append(wholes, m)
			continue
		}
		c.named = true
		at := len(string(runes[:m.start]))
		if except != nil && at >= except[0] && at < except[1] {
			c.aside = appendNew(c.aside, full)
		} else {
			c.units = appendNew(c.units, full)
		}
		cover(m.start, m.end)
	}
	for _, m := range r.mentions { // 市教育局 is no project
		if m.unit < 0 || !m.column {
			cover(m.start, m.end)
		}
	}
	c.projects = a.readProjects(runes, covered)
	for _, m := range wholes { // 绍兴市 in 绍兴市现代化学校 is no unit
		if !covered[m.start] || !covered[m.end-1] {
			if m.end < len(runes) && covered[m.end] && covered[m.end-1] && len(c.units) == 0 && strings.HasSuffix(m.words, "市") && !strings.HasPrefix(m.words, "全") {
				continue
			}
			c.units = appendNew(c.units, a.names.units[m.unit].full)
			cover(m.start, m.end)
		}
	}
	if len(c.units) == 0 && regexpOwn.MatchString(r.text) {
		for _, h := range home {
			if a.hasColumn(h) {
				c.units, c.named = appendNew(c.units, h), true
			}
		}
		for _, u := range r.mine {
			if a.names.units[u].column {
				c.units, c.named = appendNew(c.units, a.names.units[u].full), true
			}
		}
	}
	c.years, c.span = a.cellYears(r)
	for _, y := range r.years {
		for _, words := range []string{yearWords(y), strconv.Itoa(y%100) + "年", strconv.Itoa(y % 100)} {
			for at := 0; at+len([]rune(words)) <= len(runes); at++ {
				if string(runes[at:at+len([]rune(words))]) == words {
					cover(at, at+len([]rune(words)))
				}
			}
		}
	}
	c.grade = a.readGrade(string(runes))
	rest := make([]rune, len(runes))
	for i, x := range runes {
		rest[i] = x
		if covered[i] {
			rest[i] = ' '
		}
	}
	var terms []term
	var unknown []string
	at := 0
	for i, part := range strings.Split(string(rest), ",") {
		size := len([]rune(part))
		held, lost, torn := a.text.terms(part, 1)
		lost = append(lost, torn...)
		aside := i < len(r.segments) && r.segments[i].share < 0.5
		if i > 0 && !asksAny.MatchString(part) && !slices.Contains(covered[min(at, len(covered)):min(at+size, len(covered))], true) && (aside || len(held) == 0) {
			at += size + 1
			continue // 写材料要用
		}
		at += size + 1
		terms, unknown = append(terms, held...), append(unknown, lost...)
	}
	for _, t := range terms {
		if cellTalk[t.word] || strings.Contains(a.goals, t.word) || c.grade != "" && strings.Contains(zh.Fold(c.grade), t.word) {
			continue
		}
		c.rest += t.weight
	}
	for _, u := range unknown {
		if !cellTalk[u] {
			c.rest += 0.4 * a.text.unknown() * float64(len([]rune(u))-1)
		}
	}
	c.rest /= a.text.unknown()
	return c
}

var regexpOwn = regexp.MustCompile(`我们|我县|我区|我市|咱|本县|本区|俺`)

func (a *Asker) hasColumn(name string) bool {
	return slices.ContainsFunc(a.names.units, func(u unit) bool { return u.full == name && u.column })
}

// cellTalk are pairs of words by which people speak of any table of tasks.
var cellTalk = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("任务 目标 指标 节点 要求 工作 安排 进度 计划 时间表 进度表 附件 表格 格子 这一栏 那一行 区县 县区 县市 乡镇 创建 创成 达标 完成 搞定 收官 全部 满格 内容 有内容 项目 空白 空着 空的 没排 没事 填了 今年 明年 年底 之前 以后 之后 以前 同一年 办完 要求一样 分别 各自 最早 最晚 靠后 先实现 年份 对应 几件事 清单 所有 下面 全市 全省 进展 实现 标准 达到 时间 一年 哪年 年有 年要 年的 几个 一项 一样 任务最 任务最多 里头 头总 整张 表里 那个 同时 比较 两年 三样 事情 我们 咱们 领导 差不多 好像 还有 剩什么 成为 成的 定在 定的 排在 轮到 到哪 一步 哪一步 做到 到那年 那年 要干 要做 也说 顺便 这项 一项 几年") {
		for _, p := range pairsOf(w) {
			out[p] = true
		}
		out[w] = true
	}
	return out
}()

// readProjects finds the projects that the words name: by the longest run of their
// characters in order, several where they fit equally.
func (a *Asker) readProjects(runes []rune, covered []bool) []string {
	var names []string
	for _, f := range a.store.Of(fact.Cell) {
		names = appendNew(names, f.Subject)
	}
	if len(names) == 0 {
		return nil
	}
	folded := make([][]rune, len(names))
	for i, n := range names {
		folded[i] = []rune(zh.Fold(n))
	}
	var out []string
	for range names {
		at, size := 0, 0
		var best []string
		for i := range runes {
			if covered[i] || !zh.IsHan(runes[i]) {
				continue
			}
			for j, name := range folded {
				n := inOrder(runes[i:], covered[i:], name)
				if n < leastProject && !(n == 2 && i+n <= len(runes) && a.onlyProject(string(runes[i:i+n]), names)) {
					continue
				}
				switch {
				case n > size:
					at, size, best = i, n, []string{names[j]}
				case n == size && i == at:
					best = appendNew(best, names[j])
				}
			}
		}
		if size == 0 {
			break
		}
		for i := at; i < at+size; i++ {
			covered[i] = true
		}
		for _, b := range best {
			out = appendNew(out, b)
		}
	}
	return out
}

// onlyProject tells whether two characters stand in one project's name only, and in no
// other words of the plan.
func (a *Asker) onlyProject(pair string, names []string) bool {
	n := 0
	for _, name := range names {
		if strings.Contains(zh.Fold(name), pair) {
			n++
		}
	}
	return n == 1 && a.text.index.Count(pair) == 0
}

// inOrder gives how many of the first characters stand in the name in their order, the
// gaps between them small.
func inOrder(runes []rune, covered []bool, name []rune) int {
	best := 0
	for start := range name {
		if name[start] != runes[0] {
			continue
		}
		at, n := start, 1
		for n < len(runes) && !covered[n] {
			next := slices.Index(name[at+1:], runes[n])
			if next < 0 {
				break
			}
			at += 1 + next
			n++
		}
		best = max(best, n)
	}
	return best
}

// readGrade finds the cell's words that the message names.
func (a *Asker) readGrade(text string) string {
	best, most, tied := "", 3, false
	var seen []string
	for _, f := range a.store.Of(fact.Cell) {
		g := zh.Fold(f.Value)
		if g == "" || slices.Contains(seen, f.Value) {
			continue
		}
		seen = append(seen, f.Value)
		n := commonRun([]rune(text), []rune(g))
		if strings.Contains(text, g) {
			n += 10
		}
		if n > most {
			best, most, tied = f.Value, n, false
		} else if n == most {
			tied = true
		}
	}
	if tied && most < 10 {
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

var (
	yearRange = regexp.MustCompile(`(20\d\d|\d\d)年?底?(?:到|至|-)(20\d\d|\d\d)年?`)
	yearAfter = regexp.MustCompile(`(20\d\d|\d\d)年底?(?:之后|以后|往后|后面|后)`)
	yearUntil = regexp.MustCompile(`(?:到|截至|截止)(20\d\d|\d\d)年底?|(20\d\d|\d\d)年底?(?:之前|以前|前)`)
)

// cellYears gives the years that a message means, ranges written out.
func (a *Asker) cellYears(r *reading) ([]int, bool) {
	first, last := a.firstYear, a.lastYear
	year := func(s string) int {
		n, _ := strconv.Atoi(s)
		if n < 100 {
			n += 2000
		}
		return n
	}
	span := func(from, to int) ([]int, bool) {
		var out []int
		for y := from; y <= to && to-from < 60; y++ {
			out = append(out, y)
		}
		return out, true
	}
	if m := yearRange.FindStringSubmatch(r.text); m != nil && year(m[1]) < year(m[2]) && year(m[2]) < 2100 {
		return span(year(m[1]), year(m[2]))
	}
	if m := yearAfter.FindStringSubmatch(r.text); m != nil && last > 0 {
		return span(year(m[1])+1, last)
	}
	if m := yearUntil.FindStringSubmatch(r.text); m != nil && first > 0 && (r.wants(asksCount|asksList) || strings.Contains(r.text, "已经")) && len(r.years) == 1 {
		return span(first, year(m[1]+m[2]))
	}
	return r.years, false
}

// fromCells answers from the schedules.
func (a *Asker) fromCells(r *reading, focus Focus) (Answer, bool) {
	if len(a.store.Of(fact.Cell)) == 0 {
		return Answer{}, false
	}
	if strings.Contains(r.text, "责任单位") || hasClause.MatchString(r.text) && strings.Contains(r.text, "条") {
		return Answer{}, false
	}
	c := a.readCells(r, focus.Home)
	tabled := c.named || len(c.projects) > 0 || len(c.years) > 0 && (cellWords.MatchString(r.text) || c.rest < 0.3) || aboutTable.MatchString(r.text) || c.grade != "" && r.wants(asksWho|asksList|asksWhen)
	most := cellRest
	if aboutTable.MatchString(r.text) {
		most = 2 * cellRest
	}
	if !tabled || c.rest > most || r.wants(asksMoney|asksContact|asksForm|asksName|asksNow) && !r.wants(asksClaim) || asksSplit.MatchString(r.text) && len(r.figures) > 0 {
		return Answer{}, false
	}
	if len(r.strange) > 0 {
		return a.silence(r, nil, a.signsOf(r, nil)), true
	}
	if !c.named && c.rest > 0.3 && !askUnit.MatchString(r.text) && !askYear.MatchString(r.text) && !noCell.MatchString(r.text) {
		if found := a.match(r, ""); len(found) > 0 && found[0].features[featSentence] > 1-c.rest*a.text.unknown()/a.total(r)+0.05 {
			return Answer{}, false // the text says more of it
		}
	}
	if askUnit.MatchString(r.text) && len(c.units) == 1 && knowledge.IsWhole(c.units[0]) {
		c.units = nil
	}
	if !c.named && len(c.projects) > 0 && len(c.years) == 0 && !cellAsk.MatchString(r.text) && c.grade == "" && len(c.units) == 0 {
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

// dutyVerb asks who is bound, which the text says and not the tables.
var dutyVerb = regexp.MustCompile(`主体|负责|牵头|责任|归谁`)

// cellRest is how much a message may be about besides units, projects and years.
const cellRest = 1.6

var (
	cellWords  = regexp.MustCompile(`任务|安排|目标|要求|完成|达标|做|干|创建|搞|创成|排|空|活|节点|进度|填|哪|几|谁|什么|啥`)
	cellAsk    = regexp.MustCompile(`哪|几|谁|什么时候|啥时|何时|几时|时间|进度|最[早晚先后]|轮到|达标|完成|要求|目标|多少|100%`)
	aboutTable = regexp.MustCompile(`进度表|进度安排|附件|那张表|表上|整张表|时间表`)
	askYear    = regexp.MustCompile(`哪[一几]?(?:个)?年|什么时候|啥时|何时|几时|几年|年份|哪些年`)
	askUnit    = regexp.MustCompile(`(?:哪|几|多少|谁家)(?:一)?(?:些|几|个|几个|家)*(?:区、?县|县|区|市|地方|单位)|一共几个|有几个|谁|就哪个|哪几个$|哪几个[,，]|还有哪个|哪些(?:地方)?$|(?:的|有)(?:是)?哪(?:几|些)个?$`)
	askProject = regexp.MustCompile(`(?:哪|几|多少|什么|啥)(?:些|个|几个|几|几样|样|三|两|四|五)*(?:项目|创建项目|任务|项|件|样|活|事|创建)|干(?:啥|什么)|做(?:啥|什么)|有什么|有啥|哪些`)
	noCell     = regexp.MustCompile(`没有?(?:任务|安排|排|事|内容|填|列|写)|没排|不用|无需|空白|空着|是空|没事|空的|啥也没|啥都没|未安排`)
)

// pick gives the filter of what was named.
func (c cellReading) pick() fact.Filter {
	var all []fact.Filter
	if len(c.units) > 0 {
		all = append(all, fact.Filter{Field: fact.FieldUnit, In: c.units})
	}
	if len(c.aside) > 0 {
		all = append(all, fact.Filter{Not: &fact.Filter{Field: fact.FieldUnit, In: c.aside}})
	}
	if len(c.projects) > 0 {
		all = append(all, fact.Filter{Field: fact.FieldSubject, In: c.projects})
	}
	if len(c.years) > 0 {
		var years []string
		for _, y := range c.years {
			years = append(years, strconv.Itoa(y))
		}
		all = append(all, fact.Filter{Field: fact.FieldYear, In: years})
	}
	return fact.Filter{All: all}
}

func (a *Asker) cellsOf(filters ...fact.Filter) []fact.Fact {
	groups := a.store.Run(fact.Query{From: fact.Cell, Where: fact.Filter{All: append([]fact.Filter{{Field: fact.FieldValue, Filled: true}}, filters...)}})
	if len(groups) == 0 {
		return nil
	}
	return groups[0].Rows
}

// counties leaves the whole area out.
func (a *Asker) counties() fact.Filter {
	return fact.Filter{Not: &fact.Filter{Field: fact.FieldUnit, In: []string{a.plan.Whole()}}}
}

// cellAnswer makes a query of the reading, and an answer of its result.
func (a *Asker) cellAnswer(r *reading, c cellReading) (Answer, bool) {
	var outside []int
	for _, y := range c.years {
		if y < a.firstYear || y > a.lastYear {
			outside = append(outside, y)
		}
	}
	if len(outside) > 0 && len(outside) == len(c.years) && !c.span {
		return Answer{Intent: IntentAnswer, Silence: OutsidePlan, Lines: []string{fmt.Sprintf("%s不在本计划范围，计划没有安排。附件安排的是%d—%d年。", yearsWords(c.years), a.firstYear, a.lastYear)}}, true
	}
	claim := a.cellClaim(r, c)
	switch {
	case claim != nil:
		return *claim, true
	case noCell.MatchString(r.text) && !(len(c.years) > 0 && len(c.units) > 0 && !r.wants(asksWhen)):
		if answer, ok := a.emptyCells(r, c); ok {
			return answer, true
		}
	}
	if answer, ok := a.cellSets(r, c); ok {
		return answer, true
	}
	cells := a.cellsOf(c.pick())
	if len(cells) == 0 {
		return a.blankCells(r, c), true
	}
	if len(c.units) == 0 && askUnit.MatchString(r.text) && len(c.years)+len(c.projects) > 0 {
		cells = a.cellsOf(c.pick(), a.counties())
		if len(cells) == 0 {
			return a.blankCells(r, c), true
		}
	}
	if c.grade != "" && askUnit.MatchString(r.text) && len(c.units) == 0 {
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
	if len(c.units) == 0 && askUnit.MatchString(r.text) {
		answer.Focus.Found = distinct(cells, fact.FieldUnit)
	}
	return answer, true
}

func focusOf(c cellReading) Focus {
	return Focus{Units: c.units, Projects: c.projects, Years: c.years, Clause: fact.AnnexPlace}
}

// cellHead says in one line what was counted or compared.
func (a *Asker) cellHead(r *reading, c cellReading, cells []fact.Fact) []string {
	units := distinct(cells, fact.FieldUnit)
	switch {
	case askUnit.MatchString(r.text) && len(c.units) == 0 && r.wants(asksCount|asksList|asksWho|asksOnly):
		only := ""
		if len(units) == 1 {
			only = "只有"
		}
		return []string{fmt.Sprintf("%s%d个：%s。", cmp.Or(only, "有"), len(units), strings.Join(spokenUnits(units), "、"))}
	case cellsForm1.MatchString(r.text):
		return []string{fmt.Sprintf("共%d项。", len(cells))}
	case len(c.units) == 2 && r.wants(asksCompare|asksConfirm):
		return a.compareCells(c, cells)
	case len(c.projects) == 1 && len(c.units) == 1 && len(cells) == 1 && r.wants(asksConfirm) && len(c.years) == 1 && c.grade == "":
		return []string{fmt.Sprintf("是的，是%d年。", c.years[0])}
	}
	return nil
}

// compareCells says how two units compare.
func (a *Asker) compareCells(c cellReading, cells []fact.Fact) []string {
	by := map[string][]fact.Fact{}
	for _, f := range cells {
		by[f.Unit] = append(by[f.Unit], f)
	}
	x, y := by[c.units[0]], by[c.units[1]]
	var lines []string
	same := true
	for _, f := range x {
		i := slices.IndexFunc(y, func(g fact.Fact) bool { return g.Subject == f.Subject })
		if i < 0 {
			same = false
			lines = append(lines, fmt.Sprintf("%s有“%s”，%s没有。", f.Unit, f.Subject, c.units[1]))
			continue
		}
		g := y[i]
		if f.Value != g.Value {
			same = false
		}
		switch {
		case f.Year < g.Year:
			lines = append(lines, fmt.Sprintf("%s先，比%s早%s年。", f.Unit, g.Unit, zh.Numeral(g.Year-f.Year)))
			same = same && len(c.projects) == 1
		case f.Year > g.Year:
			lines = append(lines, fmt.Sprintf("%s先，比%s早%s年（%s晚%s年）。", g.Unit, f.Unit, zh.Numeral(f.Year-g.Year), f.Unit, zh.Numeral(f.Year-g.Year)))
			same = same && len(c.projects) == 1
		}
	}
	for _, g := range y {
		if !slices.ContainsFunc(x, func(f fact.Fact) bool { return g.Subject == f.Subject }) {
			same = false
			lines = append(lines, fmt.Sprintf("%s有“%s”，%s没有。", g.Unit, g.Subject, c.units[0]))
		}
	}
	if same {
		return append([]string{"要求一样。"}, lines...)
	}
	if len(c.projects) != 1 || x == nil || y == nil || x[0].Value != y[0].Value {
		return append([]string{"要求不一样。"}, lines...)
	}
	return lines
}

func distinct(cells []fact.Fact, field fact.Field) []string {
	var out []string
	for _, f := range cells {
		out = appendNew(out, f.Get(field))
	}
	return out
}

func spokenUnits(units []string) []string {
	var out []string
	for _, u := range units {
		out = append(out, unitName(u))
	}
	return out
}

// unitName is how a unit is spoken of in an answer.
func unitName(u string) string { return u }

// citeCells cites cells one by one.
func citeCells(cells []fact.Fact) []knowledge.Citation {
	var out []knowledge.Citation
	for _, f := range cells {
		out = append(out, knowledge.Citation{Clause: fact.AnnexPlace, Detail: fmt.Sprintf("%s · %d年 · %s", f.Subject, f.Year, f.Under), Quote: f.Quote})
	}
	return out
}

func yearWords(y int) string { return strconv.Itoa(y) + "年" }

// yearsWords names years: 2022年, 2021—2023年, 2021、2023年.
func yearsWords(years []int) string {
	switch n := len(years); {
	case n == 0:
		return ""
	case n == 1:
		return yearWords(years[0])
	case years[n-1]-years[0] == n-1:
		return fmt.Sprintf("%d—%d年", years[0], years[n-1])
	}
	var out []string
	for _, y := range years {
		out = append(out, strconv.Itoa(y))
	}
	return strings.Join(out, "、") + "年"
}

// describeCells tells what the cells say: by unit where units were named or all are of
// one unit, else by project and year.
func describeCells(cells []fact.Fact, c cellReading) []string {
	if len(cells) == 1 {
		f := cells[0]
		return []string{fmt.Sprintf("%s%d年：%s，%s。", unitName(f.Unit), f.Year, f.Subject, f.Value)}
	}
	units := distinct(cells, fact.FieldUnit)
	if len(c.units) > 0 || len(units) == 1 || len(c.projects) == 0 {
		return cellsByUnit(cells, c, units)
	}
	var lines []string
	for _, p := range distinct(cells, fact.FieldSubject) {
		lines = append(lines, p+"：")
		type row struct {
			year  int
			value string
		}
		var rows []row
		held := map[row][]string{}
		for _, f := range cells {
			if f.Subject == p {
				one := row{f.Year, f.Value}
				if held[one] == nil {
					rows = append(rows, one)
				}
				held[one] = append(held[one], unitName(f.Unit))
			}
		}
		slices.SortStableFunc(rows, func(x, y row) int { return cmp.Compare(x.year, y.year) })
		for _, one := range rows {
			lines = append(lines, fmt.Sprintf("%d年：%s，%s。", one.year, strings.Join(held[one], "、"), one.value))
		}
	}
	return lines
}

func cellsByUnit(cells []fact.Fact, c cellReading, units []string) []string {
	if len(c.units) > 0 {
		units = c.units
	}
	var lines []string
	for _, u := range units {
		by := map[int][]string{}
		var years []int
		for _, f := range cells {
			if f.Unit == u {
				if by[f.Year] == nil {
					years = append(years, f.Year)
				}
				by[f.Year] = append(by[f.Year], f.Subject+"，"+f.Value)
			}
		}
		if len(by) == 0 {
			lines = append(lines, unitName(u)+"："+yearsWords(c.years)+"附件没有安排，为空白。")
			continue
		}
		lines = append(lines, unitName(u)+"：")
		if len(c.years) > 0 && !c.span {
			years = c.years
		}
		slices.Sort(years)
		for _, y := range years {
			if goals := by[y]; len(goals) > 0 {
				lines = append(lines, fmt.Sprintf("%d年：%s。", y, strings.Join(goals, "；")))
			} else {
				lines = append(lines, fmt.Sprintf("%d年：附件没有安排，为空白。", y))
			}
		}
	}
	return lines
}

// blankCells answers where the tables hold nothing: a blank cell is an answer.
func (a *Asker) blankCells(r *reading, c cellReading) Answer {
	who, what := strings.Join(spokenUnits(c.units), "、"), strings.Join(c.projects, "、")
	elsewhere := a.cellsOf(cellReading{units: c.units, projects: c.projects}.pick())
	if len(c.years) == 0 && len(elsewhere) == 0 {
		return Answer{Intent: IntentAnswer, Silence: NotStipulated, Focus: focusOf(c), Lines: []string{fmt.Sprintf("附件里%s的%s各年都是空白，计划没有安排。", who, what)}}
	}
	of := ""
	if who != "" && what != "" {
		of = "的"
	}
	line := fmt.Sprintf("附件里%s%s%s%s为空白，计划未安排。", yearsWords(c.years), who, of, what)
	head := "没有。"
	verdict := No
	if noCell.MatchString(r.text) && r.wants(asksConfirm) {
		head, verdict = "是的，没有安排。", Yes
	} else if r.wants(asksConfirm) && !strings.Contains(r.text, "有") {
		head = "不是。"
	}
	answer := Answer{Intent: IntentAnswer, Verdict: verdict, Lines: []string{head + line}, Focus: focusOf(c)}
	if len(c.projects) > 0 && len(c.units) > 0 && len(elsewhere) > 0 {
		answer.Lines = append(answer.Lines, describeCells(elsewhere, cellReading{units: c.units, projects: c.projects})...)
		answer.Citations = citeCells(elsewhere)
		return answer
	}
	if len(c.projects) > 0 && len(elsewhere) == 0 {
		answer.Silence = NotStipulated
		answer.Lines = []string{fmt.Sprintf("没有。附件里%s%s%s%s没有安排，其他年份也是空白。", yearsWords(c.years), who, of, what)}
		return answer
	}
	quote := what
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
		parts := slices.DeleteFunc([]string{what, yearsWords(c.years), who}, func(s string) bool { return s == "" })
		answer.Citations = []knowledge.Citation{{Clause: fact.AnnexPlace, Detail: strings.Join(parts, " · "), Quote: quote}}
	}
	return answer
}

// Patterns that are used in one place.
var (
	cellsForm1 = regexp.MustCompile(`(?:几|多少)(?:项|件|个任务|样|个项目)`)
)
