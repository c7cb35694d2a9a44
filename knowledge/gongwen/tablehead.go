package gongwen

import (
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// tableHead says what the columns of a table mean.
type tableHead struct {
	paths  [][]string // of each column the headings above it, from the top
	titles []string   // the lowest of them
	of     []column
	when   []period               // of goal and base columns that name one
	votes  [][columnKinds]float64 // what the headings alone say
}

// A table that is larger than this is no plan's.
const (
	maxColumns  = 100
	maxCells    = 100_000
	maxHeadRows = 4
	longestHead = 24 // runes of a heading
)

// headOf reads the first rows as the head of a table, by their words and their form
// alone, and gives how many they are, 0 where they are none.
func headOf(rows []block) (tableHead, int) { return headAbove(rows, false) }

// headAbove reads the first rows as a head. Where rows of data follow, a row of unknown
// headings is a head too if it differs in kind from what stands under it.
func headAbove(rows []block, data bool) (tableHead, int) {
	if len(rows) == 0 || len(rows[0].cells) > maxColumns || len(rows[0].cells) < 2 {
		return tableHead{}, 0
	}
	width := len(rows[0].cells)
	for _, r := range rows[1:min(len(rows), maxHeadRows)] {
		if data && len(r.cells) <= maxColumns {
			width = max(width, len(r.cells))
		}
	}
	levels := [][]string{padded(rows[0].cells, width)}
	for len(levels) < min(maxHeadRows, len(rows)) {
		below := rows[len(levels)].cells
		if len(below) > width || !spread(levels[len(levels)-1]) || !continuesHead(levels, padded(below, width)) {
			break
		}
		levels = append(levels, padded(below, width))
	}
	h := newHead(levels)
	if !h.headLike() && !(data && h.differs(rows[len(levels):])) {
		return tableHead{}, 0
	}
	return h, len(levels)
}

func padded(cells []string, width int) []string {
	out := slices.Clone(cells)
	for len(out) < width {
		out = append(out, "")
	}
	return out
}

// newHead makes a head of its rows: a heading that covers several columns stands above
// each of them.
func newHead(levels [][]string) tableHead {
	width := len(levels[0])
	h := tableHead{paths: make([][]string, width), titles: make([]string, width), of: make([]column, width), when: make([]period, width), votes: make([][columnKinds]float64, width)}
	above := ""
	for i := range width {
		for k, level := range levels {
			words := strings.TrimSpace(level[i])
			if words == "" && k+1 < len(levels) && k == 0 && below(levels[1:], i) != "" && (i > 0 && levels[0][i-1] == "" || i > 0 && below(levels[1:], i-1) != "") {
				words = above // a merged heading is printed once
			}
			if k == 0 {
				above = words
			}
			if words != "" && (len(h.paths[i]) == 0 || squeeze(h.paths[i][len(h.paths[i])-1]) != squeeze(words)) {
				h.paths[i] = append(h.paths[i], words)
			}
		}
		if n := len(h.paths[i]); n > 0 {
			h.titles[i] = h.paths[i][n-1]
		}
		h.vote(i)
	}
	h.yearsOfTwoDigits()
	return h
}

// below gives the heading that stands in the column in the rows of a head.
func below(levels [][]string, i int) string {
	for _, l := range levels {
		if squeeze(l[i]) != "" {
			return l[i]
		}
	}
	return ""
}

// vote reads a column's headings, the lowest first.
func (h *tableHead) vote(i int) {
	for k := len(h.paths[i]) - 1; k >= 0; k-- {
		words := h.paths[i][k]
		weight := 1.0
		if k < len(h.paths[i])-1 {
			weight = 0.6
		}
		for c, v := range votesOf(words) {
			h.votes[i][c] = max(h.votes[i][c], weight*v)
		}
		if p, ok := headingPeriod(words); ok {
			switch was := h.when[i]; {
			case was == period{}:
				h.when[i] = p
			case was.year == 0:
				h.when[i] = was.in(p.year)
			case was.last == 0 && p.year == 0:
				h.when[i].last = p.last
			}
			h.votes[i][goalColumn] = max(h.votes[i][goalColumn], 4.5)
		}
	}
	best := 2.0
	for c, v := range h.votes[i] {
		if v > best {
			best, h.of[i] = v, column(c)
		}
	}
}

// headingPeriod reads the period of a heading, which may stand in brackets at its end:
// 目标值（2025年）.
func headingPeriod(words string) (period, bool) {
	p, ok := periodOf(words)
	if m := nameMeasureRe.FindStringSubmatch(squeeze(words)); !ok && m != nil {
		p, ok = periodCell(m[2])
	}
	return p, ok
}

// yearsOfTwoDigits drops 15年 as a year where no other heading is one.
func (h *tableHead) yearsOfTwoDigits() {
	short := 0
	for _, p := range h.when {
		if p.short {
			short++
		}
	}
	for i, p := range h.when {
		if p.short && short < 2 {
			h.when[i] = period{}
			h.votes[i][goalColumn] = 0
			h.of[i] = otherColumn
		}
	}
}

// headLike tells headings from data by their words: they are short, and at least two
// of them, and half of all, are known.
func (h tableHead) headLike() bool {
	known, texts := 0, 0
	if h.repeats() {
		return false
	}
	if len(slices.Compact(slices.Clone(h.titles))) == 1 { // one merged cell
		return false
	}
	for i, t := range h.titles {
		if t = squeeze(t); t == "" {
			continue
		}
		texts++
		if isData(t) {
			return false
		}
		if h.of[i] != otherColumn {
			known++
		}
	}
	return texts >= 2 && known >= 2 && 2*known >= texts
}

// differs tells unknown headings by what stands under them: cells of one kind in
// column after column, of which the headings are none.
func (h tableHead) differs(rows []block) bool {
	rows = slices.DeleteFunc(slices.Clone(rows[:min(len(rows), mostProfiled)]), func(r block) bool { return squeeze(r.cell(0)) == squeeze(h.titles[0]) }) // the head again, on the next page
	if len(rows) < 2 {
		return false
	}
	typed, texts, known := 0, 0, 0
	seen := map[string]bool{}
	for i, t := range h.titles {
		if t = squeeze(t); t == "" {
			continue
		}
		texts++
		if isData(t) || seen[t] {
			return false
		}
		seen[t] = true
		if h.of[i] != otherColumn {
			known++
		}
		p := profileOf(rows, i)
		if p.n > 1 && max(p.serial, p.count, p.term, p.units, p.kind, p.year) >= 0.8 && !(isUnitList(t) && p.units >= 0.8) {
			typed++
		}
	}
	return texts >= 2 && texts == len(h.titles) && typed >= 1 && (known > 0 || 2*typed >= texts)
}

// repeats reports whether two columns that do not touch have the same headings, as
// rows of data have the same words.
func (h tableHead) repeats() bool {
	seen := map[string]int{}
	for i, path := range h.paths {
		words := squeeze(strings.Join(path, "/"))
		if last, again := seen[words]; again && last < i-1 && words != "" {
			return true
		}
		seen[words] = i
	}
	return false
}

// isData tells words that are no heading: a sentence, a figure, a day, a list of units.
func isData(words string) bool {
	if runes(words) > longestHead || strings.ContainsAny(words, "。；，") {
		return true
	}
	f := zh.Fold(words)
	_, dated := periodOf(words)
	return !dated && (countCellRe.MatchString(f) || serialRe.MatchString(f)) || dated && strings.HasSuffix(f, "前") || strings.Contains(words, "、") && isUnitList(words)
}

// spread tells whether a heading covers several columns.
func spread(titles []string) bool {
	for i := 1; i < len(titles); i++ {
		if titles[i] == titles[i-1] && squeeze(titles[i]) != "" || squeeze(titles[i]) == "" && squeeze(titles[i-1]) != "" {
			return true
		}
	}
	return false
}

// continuesHead tells whether a row goes on with the rows of a head above it: where a
// heading stands alone it is repeated or blank, and no cell is a figure or a sentence.
func continuesHead(levels [][]string, below []string) bool {
	titles := levels[len(levels)-1]
	differs := false
	for i, b := range below {
		b, t := squeeze(b), squeeze(titles[i])
		if b == "" || b == t {
			continue
		}
		differs = true
		alone := t != "" && (i == 0 || titles[i-1] != titles[i]) && (i+1 == len(titles) || titles[i+1] != titles[i] && squeeze(titles[i+1]) != "")
		_, dated := periodOf(b)
		f := zh.Fold(b)
		if alone || runes(b) > 16 || strings.ContainsAny(b, "。；") || !dated && (countCellRe.MatchString(f) || serialRe.MatchString(f) || strings.ContainsAny(f, "%")) {
			return false
		}
	}
	// In the first column a word of the data stands under a heading that is whole.
	if squeeze(titles[0]) != "" && squeeze(below[0]) != "" && squeeze(below[0]) != squeeze(titles[0]) && !(len(titles) > 1 && titles[1] == titles[0]) {
		return false
	}
	return differs
}

func (h tableHead) has(c column) bool { return slices.Contains(h.of, c) }

func (h tableHead) count(c column) int {
	n := 0
	for _, of := range h.of {
		if of == c {
			n++
		}
	}
	return n
}

// at is the first column of that meaning, or -1.
func (h tableHead) at(c column) int { return slices.Index(h.of, c) }

// dated counts the columns that are headed by a period and are no base.
func (h tableHead) dated() int {
	n := 0
	for i, p := range h.when {
		if p != (period{}) && h.of[i] == goalColumn {
			n++
		}
	}
	return n
}
