package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
)

// compareCells says how two units compare.
func (a *Asker) compareCells(c cellReading, cells []fact.Fact) []said.Sentence {
	by := map[string][]fact.Fact{}
	for _, f := range cells {
		by[f.Unit] = append(by[f.Unit], f)
	}
	x, y := by[c.units[0]], by[c.units[1]]
	var lines []said.Sentence
	same := true
	for _, f := range x {
		i := slices.IndexFunc(y, func(g fact.Fact) bool { return g.Subject == f.Subject })
		if i < 0 {
			same = false
			lines = append(lines, said.Of("{unit}有“{subject}”，{unit2}没有。",
				"{unit} has “{subject}”, {unit2} has not.", f.Unit, f.Subject, c.units[1]))
			continue
		}
		g := y[i]
		if f.Value != g.Value {
			same = false
		}
		switch {
		case f.Year < g.Year:
			lines = append(lines, said.Of("{unit}先，比{unit2}早{year}年。",
				"{unit} is first, {year} year(s) before {unit2}.", f.Unit, g.Unit, numeral(g.Year-f.Year)))
			same = same && len(c.projects) == 1
		case f.Year > g.Year:
			lines = append(lines, said.Of("{unit}先，比{unit2}早{year}年（{unit3}晚{year2}年）。",
				"{unit} is first, {year} year(s) before {unit2} ({unit3} is {year2} later).", g.Unit, f.Unit, numeral(f.Year-g.Year), f.Unit, numeral(f.Year-g.Year)))
			same = same && len(c.projects) == 1
		}
	}
	for _, g := range y {
		if !slices.ContainsFunc(x, func(f fact.Fact) bool { return g.Subject == f.Subject }) {
			same = false
			lines = append(lines, said.Of("{unit}有“{subject}”，{unit2}没有。",
				"{unit} has “{subject}”, {unit2} has not.", g.Unit, g.Subject, c.units[0]))
		}
	}
	if same {
		return lead(said.Of("要求一样。", "The same is required."), lines)
	}
	if len(c.projects) != 1 || x == nil || y == nil || x[0].Value != y[0].Value {
		return lead(said.Of("要求不一样。", "Not the same is required."), lines)
	}
	return lines
}

func distinct(cells []fact.Fact, field fact.Field) []string {
	var out []string
	for _, f := range cells {
		out = appendNew(out, f.Get(field))
	}
	return out
}

// citeCells cites cells one by one.
func citeCells(cells []fact.Fact) []knowledge.Citation {
	var out []knowledge.Citation
	for _, f := range cells {
		out = append(out, knowledge.Citation{Clause: fact.AnnexPlace, Detail: fmt.Sprintf("%s · %d年 · %s", f.Subject, f.Year, f.Under), Quote: f.Quote})
	}
	return out
}

func yearWords(y int) string { return strconv.Itoa(y) + "年" }

// yearsWords names years: 2022年, 2021—2023年, 2021、2023年.
func yearsWords(years []int) string {
	switch n := len(years); {
	case n == 0:
		return ""
	case n == 1:
		return yearWords(years[0])
	case years[n-1]-years[0] == n-1:
		return fmt.Sprintf("%d—%d年", years[0], years[n-1])
	}
	var out []string
	for _, y := range years {
		out = append(out, strconv.Itoa(y))
	}
	return strings.Join(out, "、") + "年"
}

// describeCells tells what the cells say: by unit where units were named or all are of
// one unit, else by project and year.
func describeCells(cells []fact.Fact, c cellReading) []said.Sentence {
	if len(cells) == 1 {
		f := cells[0]
		return []said.Sentence{said.Of("{unit}{year}年：{subject}，{value}。", "{unit} in {year}: {subject}, {value}.", f.Unit, f.Year, f.Subject, f.Value)}
	}
	units := distinct(cells, fact.FieldUnit)
	if len(c.units) > 0 || len(units) == 1 || len(c.projects) == 0 {
		return cellsByUnit(cells, c, units)
	}
	var lines []said.Sentence
	for _, p := range distinct(cells, fact.FieldSubject) {
		lines = append(lines, said.Of("{words}：", "{words}:", p))
		type row struct {
			year  int
			value string
		}
		var rows []row
		held := map[row][]string{}
		for _, f := range cells {
			if f.Subject == p {
				one := row{f.Year, f.Value}
				if held[one] == nil {
					rows = append(rows, one)
				}
				held[one] = append(held[one], f.Unit)
			}
		}
		slices.SortStableFunc(rows, func(x, y row) int { return cmp.Compare(x.year, y.year) })
		for _, one := range rows {
			lines = append(lines, said.Of("{year}年：{held}，{value}。", "{year}: {held}, {value}.", one.year, inTurn(held[one]), one.value))
		}
	}
	return lines
}

func cellsByUnit(cells []fact.Fact, c cellReading, units []string) []said.Sentence {
	if len(c.units) > 0 {
		units = c.units
	}
	var lines []said.Sentence
	for _, u := range units {
		by := map[int][]said.Sentence{}
		var years []int
		for _, f := range cells {
			if f.Unit == u {
				if by[f.Year] == nil {
					years = append(years, f.Year)
				}
				by[f.Year] = append(by[f.Year], said.Of("{subject}，{value}", "{subject}, {value}", f.Subject, f.Value))
			}
		}
		if len(by) == 0 {
			lines = append(lines, said.Of("{words}：{years}附件没有安排，为空白。",
				"{words}: nothing in the annex for {years}, it is blank.", u, yearsSaid(c.years)))
			continue
		}
		lines = append(lines, said.Of("{words}：", "{words}:", u))
		if len(c.years) > 0 && !c.span {
			years = c.years
		}
		slices.Sort(years)
		for _, y := range years {
			if goals := by[y]; len(goals) > 0 {
				lines = append(lines, said.Of("{n}年：{goals}。", "{n}: {goals}.", y, oneByOne(goals)))
			} else {
				lines = append(lines, said.Of("{n}年：附件没有安排，为空白。", "{n}: nothing in the annex, it is blank.", y))
			}
		}
	}
	return lines
}
