package gongwen

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
)

var (
	yearColumnRe    = regexp.MustCompile(`^(?:时间|年份|年度|完成时间|完成时限|创建时间)$`)
	projectColumnRe = regexp.MustCompile(`项目|任务|指标|内容|事项|名称`)
	unitColumnRe    = regexp.MustCompile(`单位|^(?:地区|区域|各?区、?县.*|县[（(、].*)$`)
	cityWideRe      = regexp.MustCompile(`^(?:合计|总计|全(?:国|省|市|区|县|州|域).*)$`)
	cellYearRe      = regexp.MustCompile(`(\d{4})\s*年?\s*$`)
)

// header says what the columns of a schedule mean: years down the side and units
// across, or the other way round.
type header struct {
	columns             []string
	project, year, unit int         // column numbers, -1 where there is none
	years               map[int]int // column to year, where years stand across
}

// A table that is larger than this is no schedule.
const (
	maxColumns = 100
	maxCells   = 100_000
)

// headerOf reads a row as the head of a schedule table.
func headerOf(cells []string) (header, bool) {
	h := header{columns: cells, project: -1, year: -1, unit: -1, years: map[int]int{}}
	for i, c := range cells {
		c = squeeze(c)
		switch {
		case yearColumnRe.MatchString(c) && h.year < 0:
			h.year = i
		case yearOf(c) > 0:
			h.years[i] = yearOf(c)
		case projectColumnRe.MatchString(c) && h.project < 0:
			h.project = i
		case unitColumnRe.MatchString(c) && h.unit < 0:
			h.unit = i
		}
	}
	if len(cells) > maxColumns {
		return h, false
	}
	byYear := h.year >= 0 && len(cells) > h.year+1 && len(h.years) == 0
	byUnit := len(h.years) > 0 && (h.project >= 0 || h.unit >= 0)
	return h, byYear || byUnit
}

// explains tells whether cells can be a row of data under this head.
func (h header) explains(cells []string) bool {
	if h.year >= 0 {
		return h.year < len(cells) && yearOf(cells[h.year]) > 0
	}
	for i := range h.years {
		if i < len(cells) && yearOf(cells[i]) > 0 {
			return false
		}
	}
	return true
}

// readTables reads consecutive rows as schedule tables. A repeated head begins a
// new table. Rows that no head explains become a doubt.
func (r *reader) readTables(annex string, rows []block) {
	var (
		t       *knowledge.Table
		h       header
		project string
		year    int
	)
	for i, row := range rows {
		if head, ok := headerOf(row.cells); ok && (t == nil || !h.explains(row.cells)) {
			h, project, year = head, annex, 0 // a table without a project column has one project
			r.plan.Tables = append(r.plan.Tables, knowledge.Table{Annex: annex, Columns: slices.Clone(row.cells)})
			t = &r.plan.Tables[len(r.plan.Tables)-1]
			continue
		}
		if t == nil {
			if i == 0 {
				r.doubt("table", strings.Join(row.cells, " "), row.start, "这张表不是按年度和单位排列的进度表，没有读成节点，请核对。")
			}
			continue
		}
		if r.cells += len(h.columns); r.cells > maxCells {
			r.doubt("table", strings.Join(row.cells, " "), row.start, "表格过大，从这一行起没有读成节点，请核对。")
			return
		}
		if len(row.cells) > len(h.columns) {
			r.doubt("table", strings.Join(row.cells, " "), row.start, "这一行的格数多于表头，多出的格没有读入，请核对。")
		}
		cell := func(i int) string {
			if i < 0 || i >= len(row.cells) {
				return ""
			}
			return row.cells[i]
		}
		if s := squeeze(cell(h.projectColumn())); s != "" && s != project {
			project, year = s, 0
		}
		if len(h.years) > 0 {
			r.rowByUnit(t, h, row, cell, project)
			continue
		}
		if y := yearOf(cell(h.year)); y > 0 {
			year = y
		} else if cell(h.year) != "" || year == 0 {
			r.doubt("table", strings.Join(row.cells, " "), row.start, "这一行没有读出年度，没有读成节点，请核对。")
			continue
		}
		r.rowByYear(t, h, row, cell, project, year)
	}
}

// projectColumn is the named column, else the first where it means nothing else.
func (h header) projectColumn() int {
	switch {
	case h.project >= 0:
		return h.project
	case h.unit == 0 || h.year == 0:
		return -1
	}
	return 0
}

func (r *reader) rowByYear(t *knowledge.Table, h header, row block, cell func(int) string, project string, year int) {
	blank := true
	for i, column := range h.columns {
		if i == h.year || i == h.projectColumn() || squeeze(column) == "" {
			continue
		}
		blank = blank && cell(i) == ""
		t.Cells = append(t.Cells, knowledge.Cell{Project: project, Year: year, Unit: unitOf(column), Column: column, Text: cell(i), Start: row.start})
	}
	if blank {
		r.doubt("blank-cell", strings.TrimSpace(strings.Join(row.cells, " ")), row.start,
			fmt.Sprintf("“%s”%d年这一行各格都是空的，可能原文如此，也可能是合并的格没有读出，请核对。", project, year))
	}
}

func (r *reader) rowByUnit(t *knowledge.Table, h header, row block, cell func(int) string, project string) {
	unit := knowledge.CityWide
	if s := cell(h.unit); s != "" {
		unit = unitOf(s)
	}
	for i, column := range h.columns {
		if y, ok := h.years[i]; ok {
			t.Cells = append(t.Cells, knowledge.Cell{Project: project, Year: y, Unit: unit, Column: column, Text: cell(i), Start: row.start})
		}
	}
}

func unitOf(column string) string {
	s := squeeze(column)
	if cityWideRe.MatchString(s) {
		return knowledge.CityWide
	}
	return s
}

// yearOf reads the year that ends a cell: 2021, 2021年, 2021—2025年 (the last).
func yearOf(s string) int {
	m := cellYearRe.FindStringSubmatch(s)
	if m == nil || runes(s) > 12 {
		return 0
	}
	y, _ := strconv.Atoi(m[1])
	if y < 1949 || y > 2100 {
		return 0
	}
	return y
}
