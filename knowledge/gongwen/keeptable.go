package gongwen

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
)

var (
	measureNoteRe = regexp.MustCompile(`[（(]?\s*(?:计量|金额|数据|面积|投资|资金)?单位\s*[：:]\s*([^（）()；;，。\s]+)\s*[）)]?`)
	remarkRe      = regexp.MustCompile(`^(?:注|备注|说明)\s*\d{0,2}\s*[：:]`)
)

// measureIn gives the unit of measure that a line above a table states for all of it:
// 单位：万元, （单位：公里、万元）. A bare 责任单位 is none.
func measureIn(words string) (string, bool) {
	m := measureNoteRe.FindStringSubmatchIndex(words)
	if m == nil {
		return "", false
	}
	if before := strings.TrimSpace(words[:m[0]]); strings.HasSuffix(before, "责任") || strings.HasSuffix(before, "牵头") {
		return "", false
	}
	measure := words[m[2]:m[3]]
	for part := range strings.FieldsFuncSeq(measure, func(r rune) bool { return strings.ContainsRune("、，,/／", r) }) {
		if !isMeasure(part) {
			return "", false
		}
	}
	return measure, true
}

// around looks at the paragraphs next to a table's rows for its unit of measure, its
// notes, and a caption above the line with the unit.
func (b *bodyReader) around(rows []block, caption *string) (measure string, notes []string) {
	at := func(start int) int {
		i, _ := slices.BinarySearchFunc(b.blocks, start, func(x block, start int) int { return cmp.Compare(x.start, start) })
		return i
	}
	if words, found := measureIn(*caption); found {
		measure = words
	}
	for k := at(rows[0].start) - 1; k >= 0 && k >= at(rows[0].start)-2 && !b.blocks[k].isRow(); k-- {
		words, found := measureIn(b.blocks[k].text)
		if !found {
			continue
		}
		measure = cmp.Or(measure, words)
		if whole := squeeze(measureNoteRe.ReplaceAllString(b.blocks[k].text, "")); whole == "" && squeeze(b.blocks[k].text) == *caption {
			*caption = b.annex
			if k > 0 && !b.blocks[k-1].isRow() && isCaption(b.blocks[k-1].text) {
				*caption = squeeze(b.blocks[k-1].text)
			}
		}
	}
	for _, n := range b.notesAt(at(rows[len(rows)-1].start) + 1) {
		notes = append(notes, n.text)
	}
	return measure, notes
}

// notesAt gives the remarks that begin with the block at i: 注：…, and the items of
// their list.
func (b *bodyReader) notesAt(i int) []block {
	k, list := i, false
	for ; k < len(b.blocks) && !b.blocks[k].isRow(); k++ {
		words := strings.TrimSpace(b.blocks[k].text)
		h, numbered := headingOf(words)
		if remark := remarkRe.FindString(words); remark != "" {
			rest := strings.TrimSpace(words[len(remark):])
			list = rest == "" || isNumbered(rest)
		} else if !list || !(numbered && h.level == itemLevel || listRe.MatchString(words)) {
			break
		}
	}
	return b.blocks[min(i, len(b.blocks)):k]
}

// isCaption tells a line that can be the title of a table.
func isCaption(text string) bool {
	_, numbered := headingOf(text)
	return runes(text) <= 50 && !numbered && !strings.ContainsAny(text, "。；") && !isFixture(text)
}

// keep adds a table to the plan as it was printed.
func (b *bodyReader) keep(t *table, measure string, notes []string) {
	k := knowledge.Table{Place: t.place, Caption: t.caption, Kind: knowledge.OtherTable, Measure: measure, Head: t.paths, Notes: notes, Start: t.first.start}
	width := len(t.titles)
	for _, r := range t.rows {
		width = max(width, min(len(r.cells), maxColumns))
	}
	if len(k.Head) > 0 {
		for len(k.Head) < width {
			k.Head = append(k.Head, nil)
		}
	}
	above := make([]string, width)
	for _, r := range t.rows {
		row := knowledge.TableRow{Cells: make([]string, width), Start: r.start, Total: t.isTotal(r)}
		for i := range width {
			row.Cells[i] = strings.TrimSpace(strings.ReplaceAll(r.cell(i), "\n", ""))
		}
		if !row.Total {
			t.fillMerged(row.Cells, above)
		}
		copy(above, row.Cells)
		k.Rows = append(k.Rows, row)
	}
	t.index = len(b.plan.Tables)
	b.plan.Tables = append(b.plan.Tables, k)
	if b.box == nil && b.open != nil && t.place == "" {
		switch n := len(b.clauses); {
		case n > 0 && b.open == &b.clauses[n-1].blocks:
			b.tableClauses = append(b.tableClauses, [2]int{t.index, n - 1})
		case len(b.chapters) > 0:
			b.plan.Tables[t.index].Place = b.chapters[len(b.chapters)-1].no
		}
	}
}

// placeTables gives the tables of running text the clause that holds them.
func (b *bodyReader) placeTables(refs []string) {
	for _, t := range b.tableClauses {
		b.plan.Tables[t[0]].Place = refs[t[1]]
	}
}

// fillMerged repeats the words of a row head that reaches over several rows: the first
// cells of a row are blank, the cell above is not, and another cell of the row is not.
func (t *table) fillMerged(cells, above []string) {
	for i := range cells {
		if i >= len(t.of) || t.of[i] == serialColumn {
			continue
		}
		switch t.of[i] {
		case projectColumn, nameColumn, areaColumn, otherColumn:
		default:
			return
		}
		if cells[i] != "" || above[i] == "" {
			return
		}
		if t.has(yearColumn) || slices.ContainsFunc(cells[i+1:], func(c string) bool { return c != "" }) {
			cells[i] = above[i]
		}
	}
}

// isTotal tells a row that adds up others: one of its first words says so.
func (t table) isTotal(row block) bool {
	n := 0
	for _, c := range row.cells {
		if c = squeeze(c); c == "" {
			continue
		}
		if sumRe.MatchString(c) {
			return true
		}
		if n++; n == 2 {
			break
		}
	}
	return false
}

// wholeTable makes one provision of a table, so that its rows can be found and quoted;
// reason says why nothing else was made of it.
func (b *bodyReader) wholeTable(t table, kind knowledge.TableKind, reason said.Sentence) {
	ref := b.freePlace(t.place, []string{""})
	all := append(slices.Clone(t.top), t.rows...)
	c := knowledge.Clause{Ref: ref, No: ref, Row: true, Title: b.subject(t)}
	var lines []string
	for _, r := range all {
		if line := rowText(r); line != "" {
			lines = append(lines, line)
		}
	}
	b.plan.Tables[t.index].Kind = kind
	if !reason.IsZero() {
		b.doubt("table", rowText(t.first), t.first.start, reason)
	}
	if len(lines) == 0 {
		return
	}
	c.Passage = knowledge.Passage{Text: strings.Join(lines, "\n"), Found: b.source[all[0].start:all[len(all)-1].end], Start: all[0].start}
	b.rowClauses = append(b.rowClauses, c)
	for i := range b.plan.Tables[t.index].Rows {
		b.plan.Tables[t.index].Rows[i].Ref = ref
	}
	b.withoutTargets(ref)
}

// rowText is what a row says on one line.
func rowText(row block) string {
	if isTitleRow(row) {
		return wordIn(row)
	}
	var out []string
	for _, c := range row.cells {
		if squeeze(c) != "" {
			out = append(out, strings.ReplaceAll(c, "\n", " "))
		}
	}
	return strings.Join(out, " ")
}

// withoutTargets keeps the text of a table's provision from being read for goals.
func (b *bodyReader) withoutTargets(ref string) {
	if b.tabled == nil {
		b.tabled = map[string]bool{}
	}
	b.tabled[ref] = true
}

// continuedRe finds the words with which a page says that its table began on another.
var continuedRe = regexp.MustCompile(`^[（(]?\s*续\s*(?:上?页?表)?\s*(?:\d{1,2}|一|二|三)?\s*[）)]?$|[（(]\s*续\s*(?:表|\d)?\s*[）)]$|^续\s*(?:附?表)`)

// withoutContinued takes out the lines that stand between two parts of one table and
// only say that it goes on.
func (r *reader) withoutContinued(blocks []block) []block {
	var out []block
	dropped := false
	for i, b := range blocks {
		words := squeeze(wordIn(b))
		if !b.isRow() {
			words = squeeze(b.text)
		}
		between := len(out) > 0 && i+1 < len(blocks) && out[len(out)-1].isRow() == blocks[i+1].isRow()
		if !between || runes(words) > longestTitle || !continuedRe.MatchString(words) || b.isRow() && wordsIn(b) > 1 && !isTitleRow(b) {
			b.gap = b.gap && !dropped
			out, dropped = append(out, b), false
			continue
		}
		dropped = true
		r.plan.Repairs = append(r.plan.Repairs, knowledge.Repair{Kind: "continued-table", Found: r.source[b.start:b.end], Start: b.start, Reason: said.Of("这是续表的标记，已去掉，前后两部分并作一张表。",
			"This only says that the table goes on; it was left out, and both parts were joined.")})
	}
	return out
}
