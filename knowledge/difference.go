package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// Difference is one place where two texts of a plan differ. What is gone has no New,
// what has come has no Old.
type Difference struct {
	Place said.Sentence // 第（八）条“标题”, or 附件 with project, year and unit
	Old   string
	New   string
}

// Compare lists the differences of two texts of a plan, clause by clause and cell by
// cell, in the order of the new text. White space says nothing.
func Compare(old, now *Plan) []Difference {
	var out []Difference
	add := func(place said.Sentence, from, to string) {
		if zh.Squeeze(from) != zh.Squeeze(to) {
			out = append(out, Difference{place, from, to})
		}
	}
	add(said.Of("标题", "title"), old.Title, now.Title)
	add(said.Of("文号", "document number"), old.DocNo, now.DocNo)
	add(PlaceName(PreambleRef), old.Preamble.Text, now.Preamble.Text)
	out = append(out, compareClauses(old, now)...)
	add(PlaceName(ClosingRef), old.Closing.Text, now.Closing.Text)
	add(PlaceName(NotesRef), old.Footnotes.Text, now.Footnotes.Text)
	return append(out, compareCells(old, now)...)
}

// provisions gives clauses and chapters, these with the text that belongs to no clause,
// in the order of the text.
func provisions(p *Plan) []Clause {
	all := slices.Clone(p.Clauses)
	for _, c := range p.Chapters {
		all = append(all, Clause{Ref: c.No, No: c.No, Title: c.Title, Passage: Passage{Text: c.No + c.Title + "\n" + c.Body.Text, Start: c.Start}})
	}
	slices.SortStableFunc(all, func(a, b Clause) int { return cmp.Compare(a.Start, b.Start) })
	return all
}

func compareClauses(old, now *Plan) []Difference {
	var out []Difference
	clauses := provisions(old)
	partner := partners(clauses, provisions(now))
	gone := make([]bool, len(clauses))
	for i := range gone {
		gone[i] = true
	}
	for i, c := range provisions(now) {
		j := partner[i]
		if j < 0 {
			out = append(out, Difference{placeOf(c), "", c.Text})
			continue
		}
		gone[j] = false
		before := clauses[j]
		if before.Ref != c.Ref {
			out = append(out, Difference{said.Of("序号", "number"), placeOf(before).String(), placeOf(c).String()})
		}
		from, to := changedSentences(body(before), body(c))
		if from != "" || to != "" {
			out = append(out, Difference{placeOf(c), from, to})
		}
	}
	for j, c := range clauses {
		if gone[j] {
			out = append(out, Difference{placeOf(c), c.Text, ""})
		}
	}
	return out
}

// body is a clause's text without its number, which says nothing by itself.
func body(c Clause) string { return strings.TrimPrefix(c.Text, c.No) }

func placeOf(c Clause) said.Sentence {
	if c.Title != "" {
		return said.Of("{place}“{title}”", "{place} “{title}”", PlaceName(c.Ref), c.Title)
	}
	return PlaceName(c.Ref)
}

// partners finds for each new clause the old one that it comes from, or -1: the same
// text, the same title, or the same place with a text that is mostly the same.
func partners(old, now []Clause) []int {
	partner := make([]int, len(now))
	taken := make([]bool, len(old))
	for i := range partner {
		partner[i] = -1
	}
	pair := func(same func(a, b Clause) bool) {
		for i, b := range now {
			for j := 0; partner[i] < 0 && j < len(old); j++ {
				if !taken[j] && same(old[j], b) {
					partner[i], taken[j] = j, true
				}
			}
		}
	}
	key := func(c Clause) string { return zh.Squeeze(body(c)) }
	byText := map[string][]int{}
	for j, c := range old {
		byText[key(c)] = append(byText[key(c)], j)
	}
	for i, c := range now {
		if js := byText[key(c)]; len(js) > 0 {
			partner[i], taken[js[0]] = js[0], true
			byText[key(c)] = js[1:]
		}
	}
	pair(func(a, b Clause) bool { return a.Title != "" && a.Title == b.Title && a.Chapter == b.Chapter })
	pair(func(a, b Clause) bool { return a.Ref == b.Ref && alike(key(a), key(b)) })
	pair(func(a, b Clause) bool { return a.Title != "" && a.Title == b.Title })
	return partner
}

// alike tells texts that share at least half of their pairs of characters.
func alike(a, b string) bool {
	pairs := func(s string) map[string]bool {
		all := map[string]bool{}
		r := []rune(s)
		for i := 1; i < len(r); i++ {
			all[string(r[i-1:i+1])] = true
		}
		return all
	}
	pa, pb := pairs(a), pairs(b)
	shared := 0
	for p := range pa {
		if pb[p] {
			shared++
		}
	}
	return 2*shared >= max(len(pa), len(pb), 1)
}

// changedSentences gives the sentences of either text that the other has not.
func changedSentences(old, now string) (from, to string) {
	missing := func(in, of string) string {
		have := map[string]int{}
		for _, s := range Sentences(of) {
			have[zh.Squeeze(s)]++
		}
		var out []string
		for _, s := range Sentences(in) {
			if k := zh.Squeeze(s); have[k] > 0 {
				have[k]--
			} else {
				out = append(out, s)
			}
		}
		return strings.Join(out, "")
	}
	return missing(old, now), missing(now, old)
}

func compareCells(old, now *Plan) []Difference {
	type key struct {
		project, unit, due string
		year               int
	}
	of := func(c Cell) key { return key{c.Project, c.Unit, c.Due, c.Year} }
	words := func(p *Plan) (map[key]string, []key) {
		all := map[key]string{}
		var order []key
		for _, c := range p.Cells() {
			if _, known := all[of(c)]; !known {
				order = append(order, of(c))
			}
			all[of(c)] = cmp.Or(all[of(c)], c.Text)
		}
		return all, order
	}
	before, first := words(old)
	after, then := words(now)
	var out []Difference
	for _, k := range append(then, slices.DeleteFunc(first, func(k key) bool { _, kept := after[k]; return kept })...) {
		if zh.Squeeze(before[k]) != zh.Squeeze(after[k]) {
			out = append(out, Difference{said.Of("附件“{project}”{year}年{unit}", "annex “{project}”, {unit}, {year}", k.project, k.year, k.unit), before[k], after[k]})
		}
	}
	return out
}
