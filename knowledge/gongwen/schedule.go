package gongwen

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
)

// axis says how the columns of a schedule are to be read.
type axis struct {
	project, area, when int   // columns that say what, who and when a row is about, or -1
	duty                []int // columns that name who answers for a row
	cells               []int // columns of what has to be reached
	labels              []string
	units               bool // the labels of the columns are units
	labelled            bool // they tell the columns apart
	year                int  // of what gives none itself
}

// schedule reads a table that says who has to reach what when. A cell takes its
// project, its unit and its term from its row and its column, whichever names them, and
// what neither names from the table's caption. It gives how many cells there are.
func (b *bodyReader) schedule(t table) int {
	b.plan.Tables[t.index].Kind = knowledge.ScheduleTable
	out := knowledge.Schedule{Annex: cmp.Or(b.annex, t.caption), Columns: slices.Clone(t.titles)}
	a := b.axisOf(t)
	subject := b.subject(t)
	project, group, area, within, undated := "", "", "", period{}, false
	leads := map[int]string{} // the last words of columns of units
	for _, row := range t.rows {
		if t.isMerged(row) { // a heading among the rows
			group = withoutNumber(wordIn(row))
			continue
		}
		if wordsIn(row) == 0 {
			continue
		}
		if s := squeeze(row.cell(a.project)); s != "" && s != project {
			project = s
			if a.when > a.project { // its years stand under it
				within = period{}
			}
			if a.area >= 0 && a.project < a.area && squeeze(row.cell(a.area)) != "" {
				area = ""
			}
		}
		if s := row.cell(a.area); squeeze(s) != "" {
			area = s
		}
		if a.when >= 0 {
			words := row.cell(a.when)
			p, ok := periodCell(words)
			switch {
			case ok:
				within = p.in(a.year)
			case sumRe.MatchString(squeeze(words)): // a total over the years
				continue
			case squeeze(words) != "" || within == (period{}):
				b.doubt("table", strings.Join(row.cells, " "), row.start, said.Of("这一行没有读出年度，没有读成节点，请核对。",
					"No year was found in this row, and it was not read as a milestone; please check."))
				continue
			}
		}
		if a.sums(t, row) {
			continue
		}
		for _, k := range a.duty {
			if words := row.cell(k); !isDitto(words) && (squeeze(words) != "" || k > a.project) { // left of the projects it reaches over them
				leads[k] = words
			}
		}
		blank := true
		for n, i := range a.cells {
			cell := knowledge.Cell{Project: cmp.Or(project, group, subject), Unit: b.plan.Whole(), Column: t.titles[i], Start: row.start}
			when := t.when[i].in(within.year)
			if within.last > 0 {
				when.last = within.last
			}
			if when = when.in(a.year); when.year == 0 {
				undated = true
				continue
			}
			cell.Year, cell.Due = when.year, when.due()
			label := a.labels[n]
			switch {
			case a.units:
				cell.Unit = b.unitOf(label)
			case a.labelled && project+group != "" && a.project >= 0:
				cell.Project += " " + squeeze(label)
			case a.labelled:
				cell.Project = squeeze(label)
			}
			if a.area >= 0 {
				if squeeze(area) == "" {
					continue
				}
				cell.Unit = b.unitOf(area)
			} else if !a.units {
				for _, k := range a.duty {
					for _, d := range t.dutiesIn(t.of[k], leads[k]) {
						cell.Duties = appendDuty(cell.Duties, d)
					}
				}
				cell.Unit = cmp.Or(unitsOf(cell.Duties), cell.Unit)
			}
			cell.Text = b.scheduled(row.cell(i), row.start)
			blank = blank && cell.Text == ""
			out.Cells = append(out.Cells, cell)
		}
		if blank && a.when >= 0 {
			b.doubt("blank-cell", strings.TrimSpace(fmt.Sprintf("%s %d年", project, within.year)), row.start,
				said.Of("“{project}”{year}年这一行各格都是空的，可能原文如此，也可能是合并的格没有读出，请核对。",
					"All cells of “{project}” in {year} are blank, in the text itself or because merged cells were not read; please check.", cmp.Or(project, subject), within.year))
		}
	}
	if undated {
		b.doubt("table", rowText(t.first), t.first.start, said.Of("这张表的列只写了季度、月份，没有写哪一年，标题里也没有，没有读成节点，请核对。",
			"The columns of this table name quarters or months without a year, and so does its title; no milestones were read. Please check."))
	}
	if len(out.Cells) > 0 {
		b.plan.Schedules = append(b.plan.Schedules, out)
	}
	return len(out.Cells)
}

// unitsOf gives the units that lead, as printed.
func unitsOf(duties []knowledge.Duty) string {
	var all []string
	for _, d := range duties {
		if d.Role != knowledge.Support {
			all = append(all, d.Unit)
		}
	}
	return strings.Join(all, "、")
}

// axisOf settles what rows and columns of a schedule stand for.
func (b *bodyReader) axisOf(t table) axis {
	a := axis{area: t.at(areaColumn), when: t.at(yearColumn), year: b.yearOfTable(t)}
	if t.dated() > 0 && a.when >= 0 && !(t.of[a.when] == yearColumn && a.area < 0) {
		a.when = -1
	}
	a.project = t.projectOf(a)
	for i, of := range t.of {
		switch {
		case i == a.project || i == a.area || i == a.when:
		case of == leadColumn || of == dutyColumn || of == supportColumn:
			a.duty = append(a.duty, i)
		case of == serialColumn, of == noteColumn, of == measureColumn, of == kindColumn, of == personColumn, of == dueColumn, squeeze(t.titles[i]) == "":
		case t.dated() > 0 && a.when < 0:
			if t.when[i] != (period{}) && (of == goalColumn || of == baseColumn) && !t.addsUp(i) {
				a.cells = append(a.cells, i)
			}
		case a.when < 0 && a.area < 0 && of != placeColumn:
		case a.when >= 0 && (of == projectColumn || of == contentColumn) && i < a.when:
		default:
			a.cells = append(a.cells, i)
		}
	}
	for _, i := range a.cells {
		label := ""
		for _, words := range t.paths[i] {
			if _, dated := periodOf(words); !dated {
				label = words
			}
		}
		a.labels = append(a.labels, label)
	}
	a.labelled = len(a.labels) > 1 && slices.ContainsFunc(a.labels, func(l string) bool { return squeeze(l) != squeeze(a.labels[0]) }) ||
		len(a.labels) == 1 && a.labels[0] != "" && t.dated() == 0
	a.units = a.labelled && a.area < 0 && unitLabels(a.labels, a.project >= 0)
	if !a.units { // a column that adds up the others is no goal of its own
		for n := len(a.cells) - 1; n >= 0; n-- {
			if a.labelled && sumRe.MatchString(squeeze(a.labels[n])) {
				a.cells, a.labels = slices.Delete(a.cells, n, n+1), slices.Delete(a.labels, n, n+1)
			}
		}
	}
	return a
}

// addsUp tells a column for a stretch of years that has columns of their own: 2021—2025年.
func (t table) addsUp(i int) bool {
	p := t.when[i]
	if p.from == 0 {
		return false
	}
	n := 0
	for k, o := range t.when {
		if k != i && o.from == 0 && o.year >= p.from && o.year <= p.year && o.last == 0 {
			n++
		}
	}
	return n > 1
}

// sums tells a row that adds up others and is no unit's: the total of projects, or of
// a part of the units.
func (a axis) sums(t table, row block) bool {
	if a.area >= 0 {
		return squeeze(row.cell(a.area)) == "小计" || squeeze(row.cell(a.area)) == "" && t.isTotal(row)
	}
	return t.isTotal(row) && !(a.when >= 0 && sumRe.MatchString(squeeze(row.cell(a.when))))
}

// unitLabels tells columns of units from columns of projects by their headings: one is
// a place, or the whole area; else they are short names beside a column of projects.
func unitLabels(labels []string, projects bool) bool {
	short := 0
	for _, l := range labels {
		l = squeeze(l)
		if placeRe.MatchString(l) || cityWideRe.MatchString(l) && !sumRe.MatchString(l) {
			return true
		}
		if sumRe.MatchString(l) || runes(l) <= 5 && hanOnly(l) && columnOf(l) == otherColumn || unitEndRe.MatchString(l) {
			short++
		}
	}
	return short == len(labels) && (projects || short >= 3)
}

// projectOf is the column that says what a row is about, or -1: of several the one that
// tells more rows apart.
func (t table) projectOf(a axis) int {
	best, most := -1, 0
	for _, c := range []column{nameColumn, projectColumn, contentColumn, otherColumn} {
		for i, of := range t.of {
			if of != c || i == a.area || i == a.when || t.when[i] != (period{}) || c == otherColumn && i > 1 || a.when >= 0 && i > a.when && !t.has(placeColumn) {
				continue
			}
			if p := profileOf(t.rows, i); p.distinct > most && (c != otherColumn || p.count < 0.5) {
				best, most = i, p.distinct
			}
		}
		if best >= 0 {
			break
		}
	}
	return best
}

// yearOfTable is the year of what a table says without naming one: that of its caption,
// of the annex, of the plan.
func (b *bodyReader) yearOfTable(t table) int {
	if y := cmp.Or(yearIn(t.caption), yearIn(b.annex)); y > 0 {
		return y
	}
	for _, title := range []string{b.plan.Title, b.plan.Notice} {
		if m := periodEndRe.FindStringSubmatch(title); m != nil {
			return validYear(m[1])
		}
		if y := yearIn(title); y > 0 {
			return y
		}
	}
	return 0
}

// subject is what a table without a column of projects is about: its caption.
func (b *bodyReader) subject(t table) string {
	s := t.caption
	if m := captionedRe.FindStringSubmatch(s); m != nil && m[3] != "" {
		s = m[3]
	}
	if _, found := measureIn(s); found {
		s = measureNoteRe.ReplaceAllString(s, "")
	}
	return cmp.Or(squeeze(s), b.annex, squeeze(b.plan.Title))
}

// withoutNumber takes the number from a heading among the rows: 一、新建学校.
func withoutNumber(words string) string {
	if h, ok := headingOf(words); ok {
		words = h.rest
	}
	return squeeze(words)
}

// brokenRe finds what a spreadsheet prints where a formula has no value.
var brokenRe = regexp.MustCompile(`#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)`)

// scheduled gives the words of a schedule's cell. A dash stands for none.
func (b *bodyReader) scheduled(words string, start int) string {
	switch {
	case squeeze(words) == "" || noneRe.MatchString(squeeze(words)) || squeeze(words) == "无":
		return ""
	case brokenRe.MatchString(words):
		b.doubtBroken(words, start)
		return ""
	}
	return words
}

func (b *bodyReader) doubtBroken(words string, start int) {
	b.doubt("table", words, start, said.Of("表格里这一格是“{words}”，是公式算不出结果的记号，没有读入，请在原表里补上这一格的内容再导入。",
		"This cell of the table says “{words}”, the mark of a formula that failed, and was not read. Please fill in the cell in the original and import it again.", words))
}
