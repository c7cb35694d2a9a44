package gongwen

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
)

// addTable begins a schedule table of the plan.
func (b *bodyReader) addTable(t table) *knowledge.Schedule {
	annex := b.annex
	if annex == "" {
		annex = t.caption
	}
	b.plan.Schedules = append(b.plan.Schedules, knowledge.Schedule{Annex: annex, Columns: slices.Clone(t.titles)})
	return &b.plan.Schedules[len(b.plan.Schedules)-1]
}

var measureNoteRe = regexp.MustCompile(`[（(]\s*(?:计量)?单位\s*[：:][^（）()]*[）)]`)

// scheduled gives the words of a schedule's cell. A dash stands for none.
func scheduled(words string) string {
	if strings.Trim(words, "—－–-/ 　") == "" || words == "无" {
		return ""
	}
	return words
}

// subject is what a table without a column of projects is about: its caption.
func (b *bodyReader) subject(t table) string {
	s := t.caption
	if m := captionedRe.FindStringSubmatch(s); m != nil && m[3] != "" {
		s = m[3]
	}
	if s = squeeze(measureNoteRe.ReplaceAllString(s, "")); s == "" {
		s = b.annex
	}
	return s
}

// projectOf is the column that says what a row is about, or -1.
func (t table) projectOf() int {
	for _, c := range []column{nameColumn, projectColumn, contentColumn} {
		if i := t.at(c); i >= 0 {
			return i
		}
	}
	if t.of[0] == otherColumn {
		return 0
	}
	return -1
}

// scheduleByYear reads a table with units across: years in a column of their own, or
// one year for all of it in the caption.
func (b *bodyReader) scheduleByYear(t table) {
	out := b.addTable(t)
	of, when := t.projectOf(), t.at(yearColumn)
	project, year := b.subject(t), 0
	if when < 0 {
		year = yearIn(t.caption)
	}
	for _, row := range t.rows {
		if t.isMerged(row) { // a heading among the rows
			continue
		}
		if s := squeeze(row.cell(of)); s != "" && s != project {
			project = s
			if when >= 0 {
				year = 0
			}
		}
		if y := yearOf(row.cell(when)); y > 0 {
			year = y
		} else if when >= 0 && (row.cell(when) != "" || year == 0) {
			b.doubt("table", strings.Join(row.cells, " "), row.start, "这一行没有读出年度，没有读成节点，请核对。")
			continue
		}
		blank := true
		for i, title := range t.titles {
			if i == when || i == of || squeeze(title) == "" || t.of[i] == serialColumn || t.of[i] == noteColumn || t.of[i] == measureColumn {
				continue
			}
			blank = blank && scheduled(row.cell(i)) == ""
			out.Cells = append(out.Cells, knowledge.Cell{Project: project, Year: year, Unit: b.unitOf(title), Column: title, Text: scheduled(row.cell(i)), Start: row.start})
		}
		if blank {
			b.doubt("blank-cell", strings.TrimSpace(fmt.Sprintf("%s %d年", project, year)), row.start,
				fmt.Sprintf("“%s”%d年这一行各格都是空的，可能原文如此，也可能是合并的格没有读出，请核对。", project, year))
		}
	}
}

// scheduleByUnit reads a table with years across; a row is a unit's, or the whole
// area's where the table names no units.
func (b *bodyReader) scheduleByUnit(t table) {
	out := b.addTable(t)
	of, area := t.projectOf(), t.at(areaColumn)
	if of == area {
		of = -1
	}
	project := b.subject(t)
	for _, row := range t.rows {
		if t.isMerged(row) { // a heading among the rows
			continue
		}
		if s := squeeze(row.cell(of)); s != "" {
			project = s
		}
		unit := b.plan.Whole()
		if s := row.cell(area); s != "" {
			unit = b.unitOf(s)
		}
		for i, title := range t.titles {
			if t.years[i] > 0 && (t.of[i] == goalColumn || t.of[i] == baseColumn) {
				out.Cells = append(out.Cells, knowledge.Cell{Project: project, Year: t.years[i], Unit: unit, Column: title, Text: scheduled(row.cell(i)), Start: row.start})
			}
		}
	}
}

// scheduleByColumn reads a table of units by indicators, all for the year in its
// caption.
func (b *bodyReader) scheduleByColumn(t table) {
	out := b.addTable(t)
	area, year := t.at(areaColumn), yearIn(t.caption)
	for _, row := range t.rows {
		if t.isMerged(row) { // a heading among the rows
			continue
		}
		if row.cell(area) == "" {
			continue
		}
		for i, title := range t.titles {
			switch t.of[i] {
			case areaColumn, serialColumn, noteColumn, measureColumn:
			default:
				out.Cells = append(out.Cells, knowledge.Cell{Project: squeeze(title), Year: year, Unit: b.unitOf(row.cell(area)), Column: title, Text: scheduled(row.cell(i)), Start: row.start})
			}
		}
	}
}
