package gongwen

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/term"
)

var captionedRe = regexp.MustCompile(`^(?:(专栏|附?表|图表)\s*(\d{1,2}|` + numerals + `)(?:[-—.．]\d{1,2})?)\s*[：:.．]?\s*(.*)$`)

// table is a table on its way to be read: its head and rows, and where it stands.
type table struct {
	tableHead
	first     block   // the first row of the head
	top       []block // the rows of the head
	rows      []block
	place     string // 附件2, 专栏1, 表3; empty in running text
	caption   string // the words above it
	index     int    // in Plan.Tables
	scheduled bool   // the columns of periods have become cells of a schedule
}

// readTables reads consecutive rows. Another head begins a new table, the same head
// again goes on with it. Rows that no head explains become a doubt.
func (b *bodyReader) readTables(rows []block, place, caption string) {
	if isContents(rows) {
		return
	}
	measure, notes := b.around(rows, &caption)
	for i := 0; i < len(rows); {
		for i+1 < len(rows) && isTitleRow(rows[i]) { // the title, or the unit of measure, as a row of the table
			if _, n := headAbove(rows[i+1:], true); n == 0 {
				break
			}
			if words, found := measureIn(rows[i].cell(0)); found {
				measure = words
			} else if place == "" || caption == b.annex || caption == "" {
				caption = squeeze(wordIn(rows[i]))
			}
			i++
		}
		h, n := headAbove(rows[i:], true)
		t := table{tableHead: h, first: rows[i], top: rows[i : i+n], place: place, caption: caption}
		j := i + n
		if n == 0 {
			for j = i + 1; j < len(rows); j++ {
				if _, n := headOf(rows[j:]); n > 0 {
					break
				}
			}
			if t.rows = rows[i:j]; i == 0 && len(t.rows) > 2 && plainHead(t.rows[0]) {
				t.tableHead, t.top, t.rows = newHead([][]string{t.rows[0].cells}), t.rows[:1], t.rows[1:]
			}
			if len(t.top)+len(t.rows) > 1 || i == 0 && j < len(rows) || wordsIn(rows[i]) > 2 || b.open == nil && b.box == nil {
				b.keep(&t, measure, notes)
				b.wholeTable(t, knowledge.OtherTable, said.Of("这张表的表头认不出来，没有读成任务、指标或节点，请核对。",
					"The head of this table was not recognised, and it was not read; please check."))
			}
			i = j
			continue
		}
		above := map[string]bool{} // words of the rows so far
		for j < len(rows) {
			m := 0
			if j+n <= len(rows) && slices.EqualFunc(t.top, rows[j:j+n], sameRow) {
				m = n
			}
			if m > 0 && !(rows[j].gap && j+m < len(rows) && squeeze(rows[j+m].cell(0)) != "") {
				b.plan.Repairs = append(b.plan.Repairs, knowledge.Repair{Kind: "repeated-head", Found: b.source[rows[j].start:rows[j+n-1].end], Start: rows[j].start, Reason: said.Of("换页后重复的表头，已并入同一张表。",
					"The head of the table, repeated after the page break; both parts are one table.")})
				t.rows = joinBrokenRow(t.rows, rows[j+m:])
				if j += m; j < len(rows) && len(t.rows) > 0 && t.rows[len(t.rows)-1].end >= rows[j].end {
					j++
				}
				continue
			}
			if m > 0 {
				break
			}
			if h2, m := headOf(rows[j:]); m > 0 && !h.explains(rows[j]) && !t.isTotal(rows[j]) && !saidBefore(above, rows[j]) && (h.has(serialColumn) || h.has(yearColumn) || h.has(dueColumn) || h2.announces()) {
				break
			}
			for _, c := range rows[j].cells {
				above[squeeze(c)] = true
			}
			t.rows = append(t.rows, rows[j])
			j++
		}
		under := notes
		for n := len(t.rows); n > 0 && isTitleRow(t.rows[n-1]) && remarkRe.MatchString(wordIn(t.rows[n-1])); n = len(t.rows) {
			under = append([]string{wordIn(t.rows[n-1])}, under...) // a remark in a row of its own
			t.rows = t.rows[:n-1]
		}
		t.settle(t.rows)
		b.readTable(t, measure, under)
		i = j
	}
}

// saidBefore tells a row of data by its words, which the rows above it have too.
func saidBefore(above map[string]bool, row block) bool {
	n := 0
	for _, c := range row.cells {
		if c = squeeze(c); c != "" && above[c] {
			n++
		}
	}
	return 3*n >= wordsIn(row) && n > 0
}

// plainHead tells a first row that can be the head of a table of which nothing is known.
func plainHead(row block) bool {
	seen := map[string]bool{}
	for _, c := range row.cells {
		if c = squeeze(c); c == "" || seen[c] || isData(c) {
			return false
		}
		seen[c] = true
	}
	return len(row.cells) <= maxColumns
}

// sameRow reports whether two rows have the same words in the same cells.
func sameRow(a, b block) bool {
	for i := range max(len(a.cells), len(b.cells)) {
		if squeeze(a.cell(i)) != squeeze(b.cell(i)) {
			return false
		}
	}
	return true
}

// shortestBroken is how many runes stand above a page break that cuts a cell, at least.
const shortestBroken = 6

// joinBrokenRow gives the rows with the first of the next page joined to the last one
// where a page break cut it: nothing of it begins, and the cells go on in mid-sentence.
func joinBrokenRow(rows, next []block) []block {
	if len(rows) == 0 || len(next) == 0 {
		return rows
	}
	last, rest := rows[len(rows)-1], next[0]
	if squeeze(rest.cell(0)) != "" || wordsIn(rest) == 0 {
		return rows
	}
	for i := range rest.cells {
		above, words := squeeze(last.cell(i)), squeeze(rest.cell(i))
		if words != "" && (runes(above) < shortestBroken || kindOf(words) != textKind && kindOf(words) != unitsKind || strings.ContainsRune("。；;.", lastRune(above)) || isNumbered(words)) {
			return rows
		}
	}
	joined := last
	joined.cells = padded(last.cells, len(rest.cells))
	for i, words := range rest.cells {
		if squeeze(words) != "" {
			joined.cells[i] += "\n" + words // a line each, as they stand apart in the source
		}
	}
	joined.text, joined.end = strings.Join(joined.cells, "\t"), rest.end
	return append(slices.Clone(rows[:len(rows)-1]), joined)
}

// isContents tells a table of contents: each line ends with the number of a page, and
// the numbers rise.
func isContents(rows []block) bool {
	last := 0
	for _, r := range rows {
		n := pageNumber(r.cell(len(r.cells) - 1))
		if len(r.cells) > 3 || n < max(last, 1) || hasDigitRe.MatchString(strings.TrimLeft(r.cell(0), "0123456789.．第附件 ")) {
			return false
		}
		last = n
	}
	return len(rows) > 2 && slices.ContainsFunc(rows, func(r block) bool {
		h, numbered := headingOf(r.cell(0))
		return numbered && h.level != itemLevel
	})
}

func pageNumber(s string) int {
	s = strings.Trim(s, ".…·-— ")
	if !serialRe.MatchString(s) {
		return 0
	}
	return int(amount(s))
}

// isTitleRow tells a row of one cell, or of the same words in each place.
func isTitleRow(row block) bool {
	words := squeeze(wordIn(row))
	for _, c := range row.cells {
		if c = squeeze(c); c != "" && c != words {
			return false
		}
	}
	return words != ""
}

// wordIn gives the first cell of a row that is not blank.
func wordIn(row block) string {
	for _, c := range row.cells {
		if squeeze(c) != "" {
			return c
		}
	}
	return ""
}

// wordsIn counts the cells of a row that are not blank.
func wordsIn(row block) int {
	n := 0
	for _, c := range row.cells {
		if squeeze(c) != "" {
			n++
		}
	}
	return n
}

// explains tells whether a row can be one of data under this head: it has a number, a
// year or a term where the head says so.
func (h tableHead) explains(row block) bool {
	for i, of := range h.of {
		c := squeeze(row.cell(i))
		if c == squeeze(h.titles[i]) {
			continue
		}
		switch of {
		case serialColumn:
			if hasDigitRe.MatchString(c) {
				return true
			}
		case yearColumn, dueColumn:
			if yearOf(c) > 0 || isTerm(c) {
				return true
			}
		}
	}
	return false
}

// announces tells the head of another table from a row whose cells look like headings.
func (h tableHead) announces() bool {
	same := 0
	for _, c := range []column{goalColumn, yearColumn, placeColumn, areaColumn, dutyColumn, leadColumn, dueColumn, nameColumn, measureColumn} {
		if h.has(c) {
			same++
		}
	}
	return same >= 2 || h.has(serialColumn) && same > 0
}

// readTable keeps a table as printed and reads it by the view that explains it.
func (b *bodyReader) readTable(t table, measure string, notes []string) {
	if b.cells += len(t.titles) * len(t.rows); b.cells > maxCells {
		b.doubt("table", strings.Join(t.first.cells, " "), t.first.start, said.Of("表格过大，没有读成任务、指标或节点，请核对。",
			"This table is too large and was not read; please check."))
		return
	}
	b.keep(&t, measure, notes)
	for _, r := range t.rows {
		if len(r.cells) > len(t.titles) {
			b.doubt("table", strings.Join(r.cells, " "), r.start, said.Of("这一行的格数多于表头，多出的格没有读入，请核对。",
				"This row has more cells than the head, and the rest was not read; please check."))
		}
	}
	duties := t.has(leadColumn) || t.has(supportColumn) || t.has(dutyColumn)
	plain := !t.has(measureColumn) && !t.has(kindColumn) && !t.has(baseColumn) && !t.has(growthColumn)
	switch {
	case t.has(yearColumn) && !duties && t.at(yearColumn)+1 < len(t.titles):
		b.schedule(t)
	case t.has(areaColumn) && t.dated() > 0 && !t.has(measureColumn):
		b.schedule(t)
	case duties || t.has(dueColumn):
		if t.dated() >= 2 && plain && !t.has(nameColumn) {
			t.scheduled = b.schedule(t) > 0
		}
		b.taskTable(t)
	case t.has(goalColumn) && (t.has(nameColumn) || !plain):
		b.indicatorTable(t)
	case t.dated() > 0:
		b.schedule(t)
	case (t.count(placeColumn) >= 2 || t.has(areaColumn)) && b.yearOfTable(t) > 0:
		b.schedule(t)
	case t.has(goalColumn):
		b.indicatorTable(t)
	case t.has(amountColumn) && (t.has(projectColumn) || t.has(contentColumn)):
		b.wholeTable(t, knowledge.ProjectTable, said.Sentence{})
	default:
		b.wholeTable(t, knowledge.OtherTable, said.Of("这张表不是进度表、任务表或指标表，没有读成任务或节点，请核对。",
			"This is no schedule, task table or indicator table, and it was not read; please check."))
	}
}

// cell gives a cell's words, blank where the row is short.
func (r block) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// unitOf is the unit that a column or row of a schedule speaks of.
func (r *reader) unitOf(words string) string {
	s := squeeze(words)
	switch {
	case !cityWideRe.MatchString(s):
		return s
	case strings.HasPrefix(s, "全") && knowledge.IsWhole(head(s, 2)):
		return head(s, 2) // 全市 of 全市创建
	}
	return r.plan.Whole()
}

// isTerm reports whether a cell is nothing but a term.
func isTerm(words string) bool {
	_, ok := term.Cell(words, term.Context{Year: 2000})
	return ok
}
