package gongwen

import (
	"cmp"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/quantity"
	"duban/knowledge/said"
	"duban/knowledge/term"
)

// readTargets reads the quantified goals of every section, and the duties with a term.
func (r *reader) readTargets() {
	r.readContext()
	for _, sec := range r.sections() {
		place := locator{passage: sec.passage}
		all := r.statements(sec)
		for _, s := range all {
			if len(s.text) > longestPart {
				r.doubt("quantity", head(s.text, 40), place.source(s.from), said.Of("这一句过长，没有从中读取目标，请核对。",
					"This sentence is too long, and no targets were read from it; please check."))
				continue
			}
			r.targetsOf(s, func() int { return place.source(s.from) })
		}
		r.duties(sec, all)
	}
	for _, f := range r.plan.Front {
		r.frontTerms(f)
	}
}

// frontTerms lists what the notice that issues the plan asks for by a day: 请于5月20日前报送.
func (r *reader) frontTerms(f knowledge.Passage) {
	place := locator{passage: f}
	for _, s := range r.statements(section{text: f.Text, passage: f}) {
		if t, ok := bindingOf(s); ok && t.Kind == term.By && len(t.Due) == len(time.DateOnly) && !s.pastDue(t) && !closes(s, t) {
			r.unmade(knowledge.Task{Clause: "发文信息", Quote: strings.Trim(s.text, " 　\n"), Start: place.source(s.from)}, said.Of("写在印发通知里，不在计划正文里，没有读成任务，请核对。",
				"This stands in the notice that issues the plan, not in the plan; no task was made of it. Please check."))
		}
	}
}

// targetsOf reads the goals of one statement; place gives its offset in the source.
func (r *reader) targetsOf(s statement, place func() int) {
	all := figuresOf(s)
	var set []figure
	before := 0.0 // the probability of the amount before
	for _, c := range all {
		p := probability(goalWeights(), featuresOf(s, c))
		if c.shares {
			p = before
		}
		if c.Kind == quantity.Rank || c.Kind == quantity.Times && c.Compared { // 居全省前四位, 翻一番
			p = 1
		}
		before = p
		switch {
		case s.pastDue(c.term), c.base, s.background && !c.termed: // where things stand
		case s.row && (s.scheduled || s.of == "" || c.Measure == "") && strings.TrimSpace(s.text) == s.text[min(c.Subject, c.Start):c.End]: // a cell that its column explains
		case p >= 0.5:
			set = append(set, c)
		case p >= doubtful && c.Measure != "":
			words := s.text[c.Start:c.End]
			r.doubt("quantity", words, place(), said.Of("“{head}”中的“{words}”没有读成目标，可能只是说明，请核对。",
				"“{words}” in “{head}” was not read as a target; it may only explain. Please check.", head(strings.TrimSpace(s.text), 40), words))
		}
	}
	for _, t := range goalsOf(s, set) {
		if runes(t.Indicator) < 2 { // 共 names nothing
			t.Indicator = s.of
		}
		if n := len(r.plan.Targets); t.Indicator == "" && n > 0 && r.plan.Targets[n-1].Clause == s.ref {
			t.Indicator = r.plan.Targets[n-1].Indicator // 其中2023年8万亩 is about what was said before
		}
		r.plan.Targets = append(r.plan.Targets, t)
	}
	if len(set) == 0 && s.due != "" && !s.background && !r.time.Past(s.due) {
		if w, at, ok := wholeIn(s.masked); ok {
			name := cleanName(withoutTerms(s, 0, at) + s.text[at+len(w):])
			r.plan.Targets = append(r.plan.Targets, knowledge.Target{Clause: s.ref, Indicator: name, Comparator: knowledge.All, Value: w, Due: s.due, Quote: strings.Trim(s.text, " 　、")})
		}
	}
}

// goalsOf makes targets of amounts of one statement that are goals.
func goalsOf(s statement, set []figure) []knowledge.Target {
	var out []knowledge.Target
	groups := groupsOf(s.masked, set)
	names := namesOf(s, groups)
	for i, g := range groups {
		for j, name := range names[i] {
			c := g.set[min(j, len(g.set)-1)]
			t := knowledge.Target{Clause: s.ref, Indicator: name, Comparator: c.Comparator, Value: c.Value, Measure: c.Measure, Number: c.Number,
				Due: c.term.Due, Recurrence: c.term.Recurrence, Quote: strings.Trim(s.text[g.start:g.end], " 　、")}
			if c.Comparator == knowledge.Range {
				t.Min, t.Max = c.Number, c.Upper
			}
			out = append(out, t)
		}
	}
	return out
}

// figuresOf gives the amounts of a statement with the term of each: the one that was
// stated last before it.
func figuresOf(s statement) []figure {
	var out []figure
	for _, q := range quantity.Find(s.masked) {
		c := figure{Quantity: q}
		if s.said != nil {
			c.term, c.termed = *s.said, s.explicit
		}
		within := false
		for _, t := range s.terms {
			within = within || q.Start < t.End && t.Start < q.End
			switch {
			case t.End > q.Start || !binds(t) && t.Kind != term.Reference:
			case t.Kind == term.Reference: // 2020年的30%: where things stood
				c.base = !endsWith(s.masked[:t.Start], "比", "较") && strings.Trim(s.masked[t.End:max(t.End, q.Subject)], " 　的为是达") == ""
			default:
				c.term, c.termed, c.base = t, true, false
			}
		}
		if within {
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].described = true
			last := out[n-1]
			between := s.masked[last.End:max(last.End, q.Subject)]
			c.listed = listedAfter(between)
			if andOnlyRe.MatchString(between) && !c.Compared && c.Change == quantity.NoChange && c.Comparator == knowledge.Equals { // 65%和55%
				c.Comparator, c.Compared, c.Change, c.Subject, c.shares = last.Comparator, last.Compared, last.Change, last.End, last.Compared || last.Change != quantity.NoChange
			}
		}
		out = append(out, c)
	}
	return shareTerms(s, out)
}

// listedAfter reports whether the words between two amounts only go on with a list.
func listedAfter(between string) bool {
	return strings.Contains(between, "、") || strings.TrimLeft(between, " 　") == "" || endsWith(strings.TrimRight(between, " 　"), "和", "及", "与")
}

// wholeIn finds the word by which a statement asks for all there is: 覆盖所有, 均达到.
func wholeIn(masked string) (word string, at int, ok bool) {
	for _, w := range []string{"所有", "全部", "均"} {
		i := strings.Index(masked, w)
		if i < 0 {
			continue
		}
		reaches := endsWith(head(strings.TrimLeft(masked[i+len(w):], "要应 　"), 2), "达到", "符合", "通过", "实现", "完成")
		if reaches || w != "均" && endsWith(strings.TrimRight(masked[:i], "到 　"), "覆盖") {
			return w, i, true
		}
	}
	return "", 0, false
}

// isPast reports whether a term lies before the plan: its numbers are where it begins.
func (r *reader) isPast(due string) bool { return r.time.Past(due) }

// cellGoal reads a goal cell. A number alone is an amount as printed: the table says
// nothing of at least or at most.
func cellGoal(words string) (knowledge.Target, bool) {
	s := strings.Trim(squeeze(words), "[]〔〕（）()")
	all := quantity.Find(s)
	if len(all) != 1 || all[0].Start > all[0].Subject && all[0].Subject > 0 || all[0].Subject > 0 || all[0].End < len(s) {
		return knowledge.Target{}, false
	}
	q := all[0]
	t := knowledge.Target{Comparator: q.Comparator, Value: q.Value, Measure: q.Measure, Number: q.Number}
	if q.Comparator == knowledge.Range {
		t.Min, t.Max = q.Number, q.Upper
	}
	t.Comparator = cmp.Or(t.Comparator, knowledge.Equals)
	return t, true
}

// amount reads a printed number with or without a measure; what is not one is 0.
func amount(s string) float64 {
	if all := quantity.Find(s); len(all) == 1 && all[0].Start == 0 && all[0].End == len(s) {
		return all[0].Number
	}
	return 0
}
