package gongwen

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/term"
	"duban/knowledge/zh"
)

// sound reports whether a row says anything besides the marks of formulas without a
// value, which it takes out.
func (b *bodyReader) sound(t table, row *block) bool {
	if brokenRe.MatchString(row.text) {
		row.cells = slices.Clone(row.cells)
		for i, c := range row.cells {
			if brokenRe.MatchString(c) {
				b.doubtBroken(c, row.start)
				row.cells[i] = ""
			}
		}
	}
	for i := range row.cells {
		if squeeze(row.cell(i)) != "" && (i >= len(t.of) || t.of[i] != serialColumn) {
			return true
		}
	}
	return false
}

// taskTable reads a table of tasks: each row is a provision with its own units and
// term. Where rows share a number they are its parts: 附件2/3/1.
func (b *bodyReader) taskTable(t table) {
	b.plan.Tables[t.index].Kind = knowledge.TaskTable
	serial := t.at(serialColumn)
	item := func(row block) string {
		s := strings.Trim(squeeze(row.cell(serial)), ".．、（）()")
		if n, ok := zh.Number(s); ok {
			return strconv.Itoa(n)
		}
		return s
	}
	// A head that is repeated on the next page goes on with the same table.
	same := strings.Join(append([]string{t.place}, t.titles...), "\t")
	n := b.counted[same]
	annual := annualRe.FindStringSubmatch(cmp.Or(t.caption, b.annex, b.plan.Title))
	carried := make([]string, len(t.titles))
	last := "" // number of the row above
	var rows []block
	var numbers []string
	var parts []bool
	times := map[string]int{} // rows under one number
	for _, row := range t.rows {
		if t.isSection(row) || t.isTotal(row) || !b.sound(t, &row) {
			continue
		}
		n++
		no := strconv.Itoa(n)
		if serial >= 0 {
			no = cmp.Or(item(row), last, no)
		}
		times[no]++
		rows, numbers, parts = append(rows, row), append(numbers, no), append(parts, serial >= 0 && no == last)
		last = no
	}
	b.counted[same] = n
	refs, seen := make([]string, len(rows)), map[string]int{}
	for i, no := range numbers {
		refs[i] = "/" + no
		if seen[no]++; times[no] > 1 {
			refs[i] += "/" + strconv.Itoa(seen[no])
		}
	}
	place := b.freePlace(t.place, refs)
	for i, row := range rows {
		b.taskRow(t, row, place+refs[i], carried, parts[i], annual)
	}
}

// freePlace names the place of a table so that none of the refs under it is taken by an
// earlier table: 附件2, 附件2表2.
func (b *bodyReader) freePlace(place string, refs []string) string {
	free := cmp.Or(place, "表")
	for n := 2; slices.ContainsFunc(b.rowClauses, func(c knowledge.Clause) bool {
		rest, under := strings.CutPrefix(c.Ref, free)
		return under && slices.Contains(refs, rest)
	}); n++ {
		free = place + "表" + strconv.Itoa(n)
	}
	return free
}

// annualRe finds the year of a list of one year's tasks.
var annualRe = regexp.MustCompile(`^[^—－～至-]*?(\d{4})年度?[^\d—－～-]*(?:任务|要点|工作|清单|目标|计划|方案)[^\d—－～-]*$`)

// isSection tells a row that only groups those below it: one cell with words, or one
// merged over the whole row.
func (t table) isSection(row block) bool {
	words := 0
	for i := range t.titles {
		switch c := squeeze(row.cell(i)); {
		case c == "", t.of[i] == serialColumn && hanOnly(c): // 一 is the number of a group
		default:
			words++
		}
	}
	return words <= 1 && len(t.titles) > 2 || t.isMerged(row)
}

// isMerged tells a row of one cell: its words are repeated in each place.
func (t table) isMerged(row block) bool {
	for i := range t.titles {
		if row.cell(i) != row.cell(0) {
			return false
		}
	}
	return len(t.titles) > 2 && squeeze(row.cell(0)) != ""
}

// taskRow makes one provision. carried holds the last words of columns whose cells
// reach over several rows; part tells that the row belongs to the number above.
func (b *bodyReader) taskRow(t table, row block, ref string, carried []string, part bool, annual []string) {
	c := knowledge.Clause{Ref: ref, No: ref, Row: true, Chapter: b.tableName(t)}
	var texts, lines []string
	var due string
	dated := false
	for i, of := range t.of {
		printed := row.cell(i)
		words := printed
		blank := squeeze(words) == ""
		if isDitto(words) {
			words = carried[i]
		}
		switch of {
		case serialColumn, noteColumn:
			continue
		case projectColumn, contentColumn, nameColumn, otherColumn:
			if blank { // under a cell that reaches over several rows
				if c.Title == "" && of == projectColumn && runes(carried[i]) <= longestTitle {
					c.Title = carried[i]
				}
				continue
			}
			carried[i] = words
			texts = append(texts, words)
			if of == contentColumn && c.Title == "" && len(texts) > 1 && runes(texts[len(texts)-2]) <= longestTitle {
				c.Title = texts[len(texts)-2]
			}
		case leadColumn, supportColumn, dutyColumn:
			if blank && (part || i < t.at(projectColumn)) { // left of the tasks it reaches over them
				words = carried[i]
			} else if blank && of != supportColumn {
				b.doubt("blank-cell", ref+" "+t.titles[i], row.start, said.Of("{place}的“{title}”是空的，可能原文如此，也可能与上一行是合并的格，请核对。",
					"“{title}” of {place} is blank, in the text itself or because it is merged with the row above; please check.", ref, t.titles[i]))
			}
			carried[i] = words
			for _, d := range t.dutiesIn(of, words) {
				c.Duties = appendDuty(c.Duties, d)
				if reason := oddUnit(d.Unit); !reason.IsZero() {
					b.doubt("unit", d.Unit, row.start, reason)
				}
			}
		case dueColumn, yearColumn:
			if blank && part {
				words = carried[i]
			}
			carried[i], dated = words, true
			due = b.dueOfCell(words, annual)
			c.Term = squeeze(words)
		}
		if !blank {
			lines = append(lines, printed)
		}
	}
	if len(texts) == 0 && len(lines) == 0 {
		return
	}
	if !dated && annual != nil && !t.scheduled {
		due = annual[1]
	}
	c.Due, c.Title = due, strings.ReplaceAll(c.Title, "\n", "")
	between := "\n"
	if t.has(goalColumn) { // targets quote the row
		between = cellBreak
	}
	c.Passage = knowledge.Passage{Text: strings.Join(lines, between), Found: b.source[row.start:row.end], Start: row.start}
	b.rowClauses = append(b.rowClauses, c)
	name := strings.Join(texts, " ")
	if len(texts) > 0 {
		name = texts[len(texts)-1]
	}
	b.refer(t, row, ref)
	if !t.scheduled {
		b.goals(t, row, ref, name, c.Text)
	}
}

// isDitto reports whether a cell only points to the one above it.
func isDitto(words string) bool {
	return slices.Contains([]string{"同上", "同前", "〃", "″", "\"", "”"}, squeeze(words))
}

// refer notes the provision that was made of a row.
func (b *bodyReader) refer(t table, row block, ref string) {
	rows := b.plan.Tables[t.index].Rows
	if i, ok := slices.BinarySearchFunc(rows, row.start, func(r knowledge.TableRow, start int) int { return cmp.Compare(r.Start, start) }); ok {
		rows[i].Ref = ref
	}
}

// tableName is what stands for the chapter of a table's rows.
func (b *bodyReader) tableName(t table) string {
	if t.place == "" || strings.HasPrefix(t.caption, t.place) {
		return cmp.Or(t.caption, b.annex)
	}
	return t.place + cmp.Or(t.caption, b.annex)
}

func appendDuty(all []knowledge.Duty, d knowledge.Duty) []knowledge.Duty {
	for _, have := range all {
		if have == d {
			return all
		}
	}
	return append(all, d)
}

// dutiesIn reads the units of one cell. The column gives their role, unless the cell
// names roles itself.
func (t table) dutiesIn(of column, words string) []knowledge.Duty {
	note := strings.Trim(squeezeLists(words), "。；;，,")
	if hasRoleAtEnd(note) || labelRe.MatchString(note) || slices.ContainsFunc(splitUnits(note), hasOwnRole) {
		if all := readDuty(note, false); len(all) > 0 {
			return all
		}
	}
	role := knowledge.Responsible
	switch of {
	case leadColumn:
		role = knowledge.Lead
	case supportColumn:
		role = knowledge.Support
	case dutyColumn:
		if t.has(leadColumn) {
			role = knowledge.Support
		}
	}
	var out []knowledge.Duty
	for _, u := range splitUnits(note) {
		if u != "—" && u != "-" && u != "/" && u != "无" {
			out = append(out, knowledge.Duty{Unit: u, Role: role})
		}
	}
	return out
}

// squeezeLists puts 、 where only a blank parts two units, and takes out other blanks.
func squeezeLists(words string) string {
	fields := strings.Fields(words)
	var b strings.Builder
	for i, f := range fields {
		if i > 0 && unitEndRe.MatchString(fields[i-1]) {
			b.WriteString("、")
		}
		b.WriteString(f)
	}
	return b.String()
}

// dueOfCell reads the cell of a column of terms.
func (b *bodyReader) dueOfCell(words string, annual []string) string {
	c := b.time
	if annual != nil {
		c.Year = validYear(annual[1])
	}
	if t, ok := term.Cell(words, c); ok && t.Recurrence == "" {
		return t.Due
	}
	return ""
}
