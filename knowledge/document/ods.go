package document

import "duban/knowledge/said"

// sheets writes the visible tables of a spreadsheet as those of a workbook are.
func (r *odfReader) sheets(e *element) {
	for _, t := range e.children {
		if r.full() {
			return
		}
		switch name := plain(t.attr("name")); {
		case t.name == "tracked-changes":
			r.revised = true
		case t.name != "table":
		case r.hiddenSheets[t.attr("style-name")]:
			r.note(said.Of("隐藏的工作表“{name}”没有读入。", "The hidden sheet “{name}” was not read.", name))
		default:
			r.sheet(t, name)
		}
	}
}

// odsMerged is a merged cell of a sheet.
type odsMerged struct {
	col, row, lastCol, lastRow int
}

// sheet writes one table. Rows and columns without words are passed over: files say of
// the rest of a sheet, a million rows, that it is blank.
func (r *odfReader) sheet(t *element, name string) {
	hidden := columnsHidden(t)
	var s sheet
	var merged []odsMerged
	cells, hiddenRows, fromHidden := 0, 0, 0
	ok := r.rows(t, func(row *element, times int, isHidden bool) bool {
		texts, spans := r.sheetRow(row, len(s.rows))
		switch {
		case len(texts) == 0 && len(merged) == 0:
			return true
		case len(texts) == 0:
			times = min(times, maxSpan) // a merged cell may reach down over them
		case isHidden:
			hiddenRows += times
		}
		for range times {
			if cells += len(texts) + 1; cells > maxCells {
				r.err = ErrCells
				return false
			}
			if isHidden { // its place stays, so that merged cells keep theirs
				texts = nil
			}
			s.rows = append(s.rows, texts)
			merged = append(merged, spans...)
		}
		return !r.full()
	})
	if !ok {
		return
	}
	for _, m := range merged {
		s.merge(m.col, m.row, m.lastCol, m.lastRow)
	}
	for i := range s.rows {
		for j := range s.rows[i] {
			if hidden[j] && plain(s.rows[i][j]) != "" {
				s.rows[i][j] = ""
				fromHidden++
			}
		}
	}
	if hiddenRows > 0 {
		r.note(said.Of("工作表“{name}”里隐藏的{hiddenRows}行没有读入。",
			"In the sheet “{name}” {hiddenRows} hidden {row was|rows were} not read.", name, hiddenRows))
	}
	if fromHidden > 0 {
		r.note(said.Of("工作表“{name}”里隐藏的列没有读入，共{fromHidden}格有内容。",
			"In the sheet “{name}” hidden columns were not read, with {fromHidden} {cell|cells} that {is|are} not blank.", name, fromHidden))
	}
	r.page(sheetName(name))
	s.write(r.writer)
}

// sheetRow gives the texts of a row's cells, without blank ones at its end, and those
// of its cells that are merged.
func (r *odfReader) sheetRow(row *element, at int) (texts []string, merged []odsMerged) {
	col, end := 0, 0
	for _, c := range row.children {
		if c.name != "table-cell" && c.name != "covered-table-cell" {
			continue
		}
		times := min(max(1, number(c.attr("number-columns-repeated"))), maxColumns-col)
		text := ""
		if c.name == "table-cell" {
			text = r.cellText(c, r.styled("table-cell", c.attr("style-name"), odfLook{}))
		}
		cols, rows := clamp(number(c.attr("number-columns-spanned"))), clamp(number(c.attr("number-rows-spanned")))
		for range times {
			if texts = append(texts, text); text == "" {
				col++
				continue
			}
			if cols > 1 || rows > 1 {
				merged = append(merged, odsMerged{col, at, col + cols - 1, at + rows - 1})
			}
			col++
			end = max(end, min(col+cols-1, maxColumns))
		}
	}
	for len(texts) < end {
		texts = append(texts, "")
	}
	return texts[:end], merged
}

// columnsHidden gives the columns that are not shown.
func columnsHidden(t *element) map[int]bool {
	hidden := map[int]bool{}
	at := 0
	var walk func(e *element)
	walk = func(e *element) {
		for _, c := range e.children {
			switch c.name {
			case "table-column":
				v := c.attr("visibility")
				for range max(1, min(number(c.attr("number-columns-repeated")), maxColumns)) {
					hidden[at] = v == "collapse" || v == "filter"
					at++
				}
			case "table-header-columns", "table-column-group", "table-columns":
				walk(c)
			}
		}
	}
	walk(t)
	return hidden
}
