package gongwen

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
)

// indicatorTable reads a table of indicators: each goal column gives a target. The
// table as a whole is one provision, so that its rows can be found and quoted.
func (b *bodyReader) indicatorTable(t table) {
	ref := b.freePlace(t.place, []string{""})
	c := knowledge.Clause{Ref: ref, No: ref, Row: true, Title: b.subject(t)}
	var lines []string
	b.plan.Tables[t.index].Kind = knowledge.IndicatorTable
	of := t.projectOf(axis{area: -1, when: -1})
	carried := ""
	for _, row := range t.rows {
		if t.isMerged(row) { // a heading among the rows
			lines = append(lines, row.cell(0))
			continue
		}
		var cells []string
		for i := range t.titles {
			if s := row.cell(i); s != "" && t.of[i] != serialColumn {
				cells = append(cells, s)
			}
		}
		b.refer(t, row, ref)
		if len(cells) > 0 {
			lines = append(lines, strings.Join(cells, " "))
		}
		name := row.cell(of)
		if name == "" {
			name = carried
		}
		carried = name
		b.goals(t, row, ref, name, strings.Join(cells, " "))
	}
	if len(lines) == 0 {
		return
	}
	first, last := t.rows[0], t.rows[len(t.rows)-1]
	c.Passage = knowledge.Passage{Text: strings.Join(lines, "\n"), Found: b.source[first.start:last.end], Start: first.start}
	b.rowClauses = append(b.rowClauses, c)
	b.withoutTargets(ref)
}

// goals makes targets of a row's goal cells; quote is what its provision has of the row.
func (b *bodyReader) goals(t table, row block, ref, name, quote string) {
	measure := row.cell(t.at(measureColumn))
	if m := nameMeasureRe.FindStringSubmatch(squeeze(name)); m != nil && isMeasure(m[2]) {
		measure = cmp.Or(measure, m[2])
	}
	for i, of := range t.of {
		if of != goalColumn {
			continue
		}
		words := row.cell(i)
		target, ok := cellGoal(words)
		if !ok {
			if squeeze(words) != "" && hasDigitRe.MatchString(words) {
				b.doubt("quantity", ref+" "+words, row.start, said.Of("{place}中的“{words}”没有读成目标，请核对。",
					"“{words}” in {place} was not read as a target; please check.", ref, words))
			}
			continue
		}
		target.Clause, target.Indicator = ref, squeeze(name)
		target.Measure = cmp.Or(target.Measure, strings.Trim(measure, "（）()"))
		target.Quote = quote
		b.tableMeasure(&target, t, i)
		switch year := cmp.Or(t.when[i].year, yearIn(t.titles[i]), yearIn(t.caption)); {
		case year > 0:
			if target.Due = strconv.Itoa(year); b.isPast(target.Due) { // where things stood
				continue
			}
		default:
			if m := periodEndRe.FindStringSubmatch(b.plan.Title); m != nil {
				target.Due = m[1]
			}
		}
		b.plan.Targets = append(b.plan.Targets, target)
	}
}

var (
	nameMeasureRe = regexp.MustCompile(`^(.*?)[（(]([^（）()]{1,10})[）)]$`)
	hasDigitRe    = regexp.MustCompile(`\d`)
	periodEndRe   = regexp.MustCompile(`\d{4}年?\s*[—–－～~-]+\s*(\d{4})年?`)
)

// tableMeasure gives a goal without a unit of measure that of its column's heading, or
// of the whole table.
func (b *bodyReader) tableMeasure(target *knowledge.Target, t table, i int) {
	if target.Measure != "" {
		return
	}
	if m := nameMeasureRe.FindStringSubmatch(squeeze(t.titles[i])); m != nil && isMeasure(m[2]) {
		target.Measure = m[2]
		return
	}
	if m := b.plan.Tables[t.index].Measure; isMeasure(m) {
		target.Measure = m
	}
}
