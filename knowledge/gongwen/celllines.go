package gongwen

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/said"
)

// Text copied from a web page has the cells of its tables one below the other. Such a
// table is put together again: its head is a run of lines that are headings, and each
// line under it goes to the column that it fits best, from left to right and row by
// row. Blank cells leave no line, and merged ones only one.

const (
	fewestColumns = 3
	mostColumns   = 12
	mostLines     = 4000 // of one table
)

// rebuildTables replaces cells on lines of their own by rows.
func (r *reader) rebuildTables(blocks []block) []block {
	var out []block
	reader := newLineReader(r.source, blocks)
	for i := 0; i < len(blocks); {
		t := reader.table(i)
		if t.lines == 0 {
			out = append(out, blocks[i])
			i++
			continue
		}
		width := len(t.titles)
		out = append(out, rowOf(blocks[i:i+width], t.titles))
		for _, row := range t.rows {
			if t.guessed(row) {
				r.doubt("table", rowText(row), row.start, said.Of("这一行的格数少于列数，文字里看不出空的是哪一格，各格归入哪一列请核对。",
					"This row has fewer cells than the table has columns, and the text does not show which is blank; please check which column each belongs to."))
			}
		}
		out = append(out, t.rows...)
		i += t.lines
	}
	return out
}

// lineTable is a table whose cells stand on lines of their own.
type lineTable struct {
	tableHead
	rows  []block
	lines int // of head and rows
}

// guessed tells a row with blank cells of which nothing says where they stand: others
// of their kind are not blank.
func (t lineTable) guessed(row block) bool {
	blank, filled := map[column]bool{}, map[column]bool{}
	for i, of := range t.of {
		if of == goalColumn || of == placeColumn {
			blank[of] = blank[of] || row.cells[i] == ""
			filled[of] = filled[of] || row.cells[i] != ""
		}
	}
	return !row.exact && (blank[goalColumn] && filled[goalColumn] || blank[placeColumn] && filled[placeColumn])
}

// table reads the lines from the block at i on as a table. Where a heading ends and the
// first row begins is settled by the width that deals the lines out best.
func (l *lineReader) table(i int) lineTable {
	even, ok := l.even(i)
	if ok && (i+even.lines >= len(l.blocks) || endsTable(l.blocks[i+even.lines]) || !even.typed(squeeze(l.blocks[i+even.lines].text))) {
		return even
	}
	for k := i + 1; k <= i+nearTable && k < len(l.blocks); k++ {
		if l.evenAt(k).end > i+even.lines {
			return lineTable{} // it begins there
		}
	}
	if t, found := l.anchored(i); found && t.lines > even.lines {
		return t
	}
	blocks := l.blocks[i:]
	titles := headLines(blocks)
	var best lineTable
	score := 0.4 // of a line, on the average
	for width := len(titles); width >= fewestColumns; width-- {
		h, ok := lineHead(titles[:width])
		if !ok {
			continue
		}
		lines := blocks[width:]
		lines = lines[:lineTableEnd(h, lines)]
		if len(lines) < width {
			continue
		}
		if rows, s := lineRows(h, lines); s > score+0.05 {
			best, score = lineTable{h, rows, width + len(lines)}, s
		}
	}
	if best.lines <= even.lines {
		return even
	}
	return best
}

// headLines gives the run of lines that can be the headings of a table.
func headLines(blocks []block) []string {
	var titles []string
	for _, b := range blocks[:min(len(blocks), mostColumns)] {
		t := squeeze(b.text)
		if b.isRow() || runes(t) > 14 || columnOf(t) == otherColumn || strings.ContainsAny(t, "。；，：") || strings.HasSuffix(t, "表") {
			break
		}
		if _, numbered := headingOf(b.text); numbered || attachmentRe.MatchString(b.text) || slices.Contains(titles, t) {
			break
		}
		titles = append(titles, t)
	}
	return titles
}

// lineHead reads lines as the head of a table.
func lineHead(titles []string) (tableHead, bool) {
	h := newHead([][]string{titles})
	if h.has(yearColumn) && !h.has(placeColumn) {
		h.of[h.at(yearColumn)] = dueColumn
	}
	if i := slices.Index(titles, "单位"); i >= 0 && !h.has(goalColumn) && !h.has(baseColumn) {
		h.of[i] = dutyColumn
	}
	kinds := 0
	for _, c := range []column{serialColumn, leadColumn, supportColumn, dutyColumn, dueColumn, goalColumn, measureColumn, kindColumn, yearColumn, placeColumn, baseColumn, areaColumn} {
		if h.has(c) {
			kinds++
		}
	}
	return h, kinds >= 2 && h.at(serialColumn) <= 0 // nothing stands before the number
}

// lineTableEnd counts the lines that can belong to the table.
func lineTableEnd(h tableHead, blocks []block) int {
	last := 0 // behind the last line that only a table has
	gap := 0
	for i, b := range blocks[:min(len(blocks), mostLines)] {
		text := squeeze(b.text)
		if endsTable(b) {
			break
		}
		if i > 0 && len(headLines(blocks[i:])) >= fewestColumns {
			if _, ok := lineHead(headLines(blocks[i:])); ok && !h.typed(text) {
				break
			}
		}
		if h.typed(text) {
			last, gap = i+1, 0
			continue
		}
		hd, numbered := headingOf(b.text)
		if gap++; gap > 2+h.count(projectColumn)+h.count(contentColumn)+h.count(nameColumn) || strings.HasSuffix(text, "。") && runes(text) > 200 ||
			numbered && hd.level <= clauseLevel && gap > 1 {
			break
		}
	}
	return last
}

// endsTable tells lines that no table holds.
func endsTable(b block) bool {
	text := squeeze(b.text)
	return b.isRow() || attachmentRe.MatchString(b.text) || listedRe.MatchString(b.text) || copyRe.MatchString(b.text) || noteRe.MatchString(b.text) ||
		remarkRe.MatchString(text) || captionedRe.MatchString(text) && runes(text) < 40
}

// typed tells a line that stands in a table rather than in running text.
func (h tableHead) typed(text string) bool {
	for _, of := range h.of {
		if fit := fitOf(of, text); fit >= 2 && of != projectColumn && of != contentColumn && of != nameColumn {
			return true
		}
	}
	return false
}

var (
	integerRe = regexp.MustCompile(`^\d{1,3}[.、．]?$`)
	kindRe    = regexp.MustCompile(`^(?:约束性|预期性|引导性|指导性|正向|逆向|考核性|监测性)(?:指标)?$`)
	valueRe   = regexp.MustCompile(`^[\[〔（(]?(?:≥|≤|＞|＜|>|<|约|超过|不低于|不超过|控制在|达到)?[0-9０-９][\d.,]*.{0,8}[\]〕）)]?$|^[—–\-－/]+$|^.{0,6}(?:完成|达到).{0,10}(?:任务|要求|目标|标准)$`)
	termRe2   = regexp.MustCompile(`^(?:\d{4}年|\d{1,2}月|长期|持续|每年|每季|每月|常态|全年|年底|年内|贯穿|“十).{0,16}$|^\d{4}[.\-/]\d{1,2}.{0,6}$`)
)

// fitOf says how well a line fits a column: 3 very well, negative not.
func fitOf(of column, text string) float64 {
	unitLike := isUnitList(text)
	value := valueRe.MatchString(text)
	term := termRe2.MatchString(text) && runes(text) <= 24
	yes := func(ok bool, not float64) float64 {
		if ok {
			return 3
		}
		return not
	}
	switch of {
	case serialColumn:
		return yes(integerRe.MatchString(text), -6)
	case leadColumn, supportColumn, dutyColumn:
		if !unitLike && (text == "—" || text == "-" || text == "/") {
			return 1
		}
		return yes(unitLike, -3)
	case dueColumn:
		return yes(term, -4)
	case yearColumn:
		return yes(yearOf(text) > 0, -5)
	case goalColumn, baseColumn, growthColumn:
		return yes(value, -3)
	case measureColumn:
		if value && runes(text) > 1 && text != "%" {
			return -3
		}
		return yes(isMeasure(text) && !integerRe.MatchString(text), -4)
	case kindColumn:
		return yes(kindRe.MatchString(text), -4)
	case placeColumn:
		if runes(text) > 30 {
			return -2
		}
		return 0.5
	case areaColumn:
		return yes(placeRe.MatchString(text) || cityWideRe.MatchString(text), -3)
	}
	switch {
	case integerRe.MatchString(text), kindRe.MatchString(text):
		return -3
	case unitLike && runes(text) < 60, term, value && runes(text) <= 12:
		return -1.5
	}
	return 1
}

// noUnitRe finds words that end as names of units do.
var noUnitRe = regexp.MustCompile(`(?:布局|格局|大局|全局|新局|开局|机会|社会|协会建设|公益|提高|平台|舞台|队伍|学校|学会|聚会|商业|产业)$`)

// isUnitList tells a line that is nothing but names of units.
func isUnitList(text string) bool {
	text = strings.TrimRight(text, "。；;，,、")
	if i := strings.LastIndex(text, "等"); i > 0 && (i+len("等") == len(text) || etcRe.MatchString(text[i:])) {
		text = text[:i]
	}
	if text == "" || len(text) > 600 || strings.ContainsAny(text, "。；") {
		return false
	}
	units := splitUnits(text)
	for _, u := range units {
		if runes(u) > longestUnit+8 || noUnitRe.MatchString(u) || !(unitEndRe.MatchString(u) || strings.HasPrefix(u, "各") || placeRe.MatchString(u)) {
			return false
		}
	}
	return len(units) > 0
}

// lineRows finds the best way to deal the lines out to the columns (Viterbi), and how
// well a line fits on the average.
func lineRows(h tableHead, lines []block) ([]block, float64) {
	cols := len(h.of)
	lines = unbroken(lines)
	type step struct {
		score float64
		from  int
		wrap  bool
	}
	text := func(c int) bool {
		of := h.of[c]
		return of == projectColumn || of == contentColumn || of == nameColumn || of == noteColumn || of == otherColumn
	}
	path := make([][]step, len(lines))
	for i, b := range lines {
		path[i] = make([]step, cols)
		words := squeeze(b.text)
		for c := range cols {
			fit := fitOf(h.of[c], words)
			best := step{score: -1e9}
			try := func(score float64, from int, wrap bool) {
				if score > best.score {
					best = step{score, from, wrap}
				}
			}
			if i == 0 {
				try(-0.6*float64(c), -1, true)
			} else {
				for p := range cols {
					was := path[i-1][p].score
					switch {
					case p == c && text(c):
						try(was-1.2, p, false)
					case p == c && (h.of[c] == leadColumn || h.of[c] == supportColumn || h.of[c] == dutyColumn):
						try(was-1.6, p, false)
					case p < c:
						try(was-1.1*float64(c-p-1), p, false)
					}
					// A new row; its first cells may be merged with those above.
					fresh := was - 1.1*float64(cols-1-p) - 0.6*float64(c) - 0.3
					if s := h.at(serialColumn); s >= 0 && c > s {
						fresh -= 3 // a row without its number is rare
					}
					try(fresh, p, true)
				}
			}
			path[i][c] = step{best.score + fit, best.from, best.wrap}
		}
	}
	c := 0
	for k := range cols {
		if path[len(lines)-1][k].score-1.1*float64(cols-1-k) > path[len(lines)-1][c].score-1.1*float64(cols-1-c) {
			c = k
		}
	}
	score := path[len(lines)-1][c].score / float64(len(lines))
	place, begins := make([]int, len(lines)), make([]bool, len(lines))
	for i := len(lines) - 1; i >= 0; i-- {
		place[i], begins[i] = c, path[i][c].wrap
		c = path[i][c].from
	}
	var rows []block
	start := 0
	for i := 1; i <= len(lines); i++ {
		if i < len(lines) && !begins[i] {
			continue
		}
		cells := make([]string, cols)
		for k := start; k < i; k++ {
			if at := &cells[place[k]]; *at == "" {
				*at = squeeze(lines[k].text)
			} else {
				*at += " " + squeeze(lines[k].text)
			}
		}
		rows = append(rows, rowOf(lines[start:i], cells))
		start = i
	}
	return rows, score
}

// unbroken joins a line that ends in the middle of a list with the next one.
func unbroken(lines []block) []block {
	var out []block
	for _, l := range lines {
		if n := len(out); n > 0 && strings.ContainsRune("、，", lastRune(out[n-1].text)) {
			out[n-1].text += l.text
			out[n-1].end = l.end
			continue
		}
		out = append(out, l)
	}
	return out
}

// rowOf makes a row of lines.
func rowOf(lines []block, cells []string) block {
	return block{text: strings.Join(cells, "\t"), start: lines[0].start, end: lines[len(lines)-1].end, cells: cells, gap: lines[0].gap}
}
