package gongwen

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// review adds what can only be doubted once all is read, and gives each doubt the
// place that it stands in.
func (r *reader) review() {
	r.doubtNumbering()
	r.doubtNames()
	r.doubtSums()
	r.doubtDisagreement()
	places := r.places()
	for i := range r.plan.Doubts {
		if d := &r.plan.Doubts[i]; d.Place == "" {
			d.Place = placeAt(places, d.Start)
		}
	}
}

// place is a stretch of the source that belongs to one provision or chapter.
type place struct {
	start, end int
	ref        string
	table      bool // only its beginning tells anything: its rows are several provisions
}

// places gives them in the order in which they begin.
func (r *reader) places() []place {
	var all []place
	add := func(p knowledge.Passage, ref string, table bool) {
		if p.Found != "" {
			all = append(all, place{p.Start, p.Start + len(p.Found), ref, table})
		}
	}
	for _, c := range r.plan.Chapters {
		add(c.Body, c.No, false)
	}
	for _, c := range r.plan.Clauses {
		add(c.Passage, c.Ref, c.Row && strings.Contains(c.Found, "\n"))
	}
	slices.SortStableFunc(all, func(a, b place) int { return cmp.Compare(a.start, b.start) })
	return all
}

// placeAt names the clause or chapter that holds a place of the source: of several the
// one that begins last.
func placeAt(places []place, start int) string {
	const near = 100 // places that may lie within another
	i, _ := slices.BinarySearchFunc(places, start+1, func(p place, at int) int { return cmp.Compare(p.start, at) })
	for k := i - 1; k >= max(0, i-near); k-- {
		if p := places[k]; start < p.end && (!p.table || p.start == start) {
			return p.ref
		}
	}
	return ""
}

// doubtNumbering lists clauses whose number does not follow the one before.
func (r *reader) doubtNumbering() {
	type list struct {
		chapter, parent string
		level           level
	}
	last, lastNo := map[list]int{}, 0
	for _, c := range r.plan.Clauses {
		h, ok := headingOf(c.Text)
		if !ok || c.Row {
			continue
		}
		at := list{c.Chapter, c.Parent, h.level}
		previous, seen := last[at]
		follows := h.n == 1 || seen && h.n == previous+1 || h.n == lastNo+1 || h.level == itemLevel
		if !follows {
			r.doubt("number", c.No, c.Start, said.Of("这一条的序号是{numeral}，与前面的序号不连续，请核对是否有缺漏。",
				"The number of this clause is {numeral}, which does not follow the one before; please check whether something is missing.", zh.Numeral(h.n)))
		}
		last[at] = h.n
		if h.level != itemLevel {
			lastNo = h.n
		}
	}
}

// doubtNames lists places where the text has nearly the name of a project of the
// tables: a few characters more, or fewer.
func (r *reader) doubtNames() {
	const most = 4              // characters more or fewer
	const mostPairs = 5_000_000 // of a name and a clause
	var clauses []knowledge.Clause
	var texts []string
	for _, c := range r.plan.Clauses {
		if !c.Row {
			clauses, texts = append(clauses, c), append(texts, squeeze(c.Text))
		}
	}
	pairs := 0
	for _, project := range r.plan.Projects() {
		name := []rune(squeeze(project))
		if len(name) < 6 || len(name) > 30 {
			continue
		}
		if pairs += len(clauses); pairs > mostPairs { // no plan's: not worth the time
			return
		}
		for i, c := range clauses {
			other := nearName(texts[i], name, most)
			if other == "" {
				continue
			}
			start := c.Start
			if i := strings.Index(r.source[c.Start:], other); i >= 0 {
				start += i
			}
			r.doubt("wording", other, start, said.Of("附件写的是“{name}”，{place}写的是“{other}”，可能是同一个项目的两种叫法，请核对。",
				"The annex has “{name}”, {place} has “{other}”: perhaps two names of one project; please check.", string(name), c.Ref, other))
		}
	}
}

// nearName finds in the text the name with up to most characters put in somewhere in
// its middle, or left out there.
func nearName(text string, name []rune, most int) string {
	const ends = 3 // characters at either end that have to be the same
	if !strings.Contains(text, string(name[:ends])) || !strings.Contains(text, string(name[len(name)-ends:])) {
		return ""
	}
	for k := ends; k <= len(name)-ends; k++ {
		front, back := string(name[:k]), string(name[k:])
		for at := 0; ; {
			i := strings.Index(text[at:], front)
			if i < 0 {
				break
			}
			at += i + len(front)
			rest := text[at:]
			for n := range most {
				size := len(head(rest, n+1))
				if strings.HasPrefix(rest[size:], back) && hanOnly(rest[:size]) {
					return front + rest[:size] + back
				}
			}
		}
	}
	for k := ends; k <= len(name)-ends-2; k++ {
		for n := 2; n <= most && k+n <= len(name)-ends; n++ {
			short := string(name[:k]) + string(name[k+n:])
			if len(name)-n >= 2*ends && strings.Contains(text, short) {
				return short
			}
		}
	}
	return ""
}

var hanRe = regexp.MustCompile(`^\p{Han}+$`)

func hanOnly(s string) bool { return hanRe.MatchString(s) }

var wholeNumberRe = regexp.MustCompile(`^(\d{1,9})(\p{Han}{0,2})$`)

// doubtSums lists rows and columns of a schedule whose numbers do not add up to what
// is printed for the whole area.
func (r *reader) doubtSums() {
	type key struct {
		project string
		year    int
	}
	for _, t := range r.plan.Schedules {
		sums, wholes, start := map[key]int{}, map[key]int{}, map[key]int{}
		broken := map[key]bool{}
		var order []key
		for _, c := range t.Cells {
			k := key{c.Project, c.Year}
			if _, seen := start[k]; !seen {
				start[k] = c.Start
				order = append(order, k)
			}
			m := wholeNumberRe.FindStringSubmatch(squeeze(c.Text))
			switch {
			case c.Text == "":
			case m == nil:
				broken[k] = true
			case knowledge.IsWhole(c.Unit):
				wholes[k], _ = strconv.Atoi(m[1])
				start[k] = c.Start
			default:
				n, _ := strconv.Atoi(m[1])
				sums[k] += n
			}
		}
		for _, k := range order {
			if w, some := wholes[k]; some && !broken[k] && sums[k] > 0 && sums[k] != w {
				r.doubt("sum", fmt.Sprintf("%s%d年", k.project, k.year), start[k],
					said.Of("“{project}”{year}年各单位相加是{n}，合计写的是{n2}，请核对。",
						"“{project}” in {year}: the units add up to {n}, the total says {n2}; please check.", k.project, k.year, sums[k], w))
			}
		}
	}
}

// doneRe finds the verbs before the number of a cell: 建成12个.
var doneRe = regexp.MustCompile(`^(?:达到|建成|创建|创成|完成|新增|新建|改造|约|共)+`)

// doubtDisagreement lists goals of the text that differ from what a schedule says of a
// project of that name, for the whole area in that year.
func (r *reader) doubtDisagreement() {
	type key struct {
		project string
		year    string
	}
	cells := map[key][]knowledge.Cell{}
	var projects []string
	for _, c := range r.plan.Cells() {
		if c.Text == "" || !knowledge.IsWhole(c.Unit) {
			continue
		}
		k := key{squeeze(c.Project), strconv.Itoa(c.Year)}
		if !slices.Contains(projects, k.project) {
			projects = append(projects, k.project)
		}
		cells[k] = append(cells[k], c)
	}
	for _, t := range r.plan.Targets {
		name := squeeze(t.Indicator)
		if len(t.Due) < 4 || runes(name) < 4 {
			continue
		}
		for _, project := range projects {
			if project != name && !(runes(project) >= 6 && strings.Contains(name, project)) {
				continue
			}
			for _, c := range cells[key{project, t.Due[:4]}] {
				m := wholeNumberRe.FindStringSubmatch(doneRe.ReplaceAllString(squeeze(c.Text), ""))
				if m == nil || m[2] != "" && t.Measure != "" && m[2] != squeeze(t.Measure) || amount(m[1]) == t.Number {
					continue
				}
				r.doubt("disagreement", c.Text, c.Start, said.Of("“{project}”{words}年{unit}写的是“{text}”，{place}写的是“{quote}”，两处不一致，请核对。",
					"“{project}” in {words}: for {unit} it says “{text}”, in {place} “{quote}”, which do not agree; please check.", project, t.Due[:4], c.Unit, c.Text, t.Clause, t.Quote))
			}
		}
	}
}
