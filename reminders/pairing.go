package reminders

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// pairing finds which milestone of a ledger each one of a text is.
type pairing struct {
	ledger, text []Milestone
	taken        []bool              // of the ledger
	found        []int               // of the text: the ledger's; -1: none yet
	copies       map[int][]Milestone // of the text: those of the ledger that are one with what was found
}

func newPairing(ledger, text []Milestone) *pairing {
	p := &pairing{ledger: ledger, text: text, taken: make([]bool, len(ledger)), found: make([]int, len(text)), copies: map[int][]Milestone{}}
	for i := range p.found {
		p.found[i] = -1
	}
	return p
}

// keys gives what a milestone may be known by.
type keys func(Milestone) []string

func one(of func(Milestone) string) keys {
	return func(m Milestone) []string { return []string{of(m)} }
}

// eachUnit gives a key for each unit that has a part in a milestone.
func eachUnit(of func(m Milestone, unit string) []any, form string) keys {
	return func(m Milestone) []string {
		var all []string
		for _, u := range m.Units() {
			all = append(all, fmt.Sprintf(form, of(m, u)...))
		}
		return all
	}
}

// match pairs what has a key in common and is not paired yet; of several the one that was
// due nearest. revive takes those that were cancelled too.
func (p *pairing) match(ledger, text keys, revive bool) {
	index := map[string][]int{}
	for j, m := range p.ledger {
		if !p.taken[j] && (revive || m.Status != Cancelled) {
			for _, k := range ledger(m) {
				index[k] = append(index[k], j)
			}
		}
	}
	for i, m := range p.text {
		if p.found[i] >= 0 {
			continue
		}
		best := -1
		for _, k := range text(m) {
			for _, j := range index[k] {
				if !p.taken[j] && (best < 0 || distance(p.ledger[j].Original, m.Due) < distance(p.ledger[best].Original, m.Due)) {
					best = j
				}
			}
		}
		if best >= 0 {
			p.found[i], p.taken[best] = best, true
		}
	}
	p.absorb()
}

func distance(a, b Day) int { return max(int(a.orNever()-b.orNever()), int(b.orNever()-a.orNever())) }

// absorb finds the copies of a goal that others of its units have in the ledger.
func (p *pairing) absorb() {
	type goal struct {
		project, words, clause string
		due                    Day
		cancelled              bool
	}
	of := func(m Milestone) goal {
		return goal{m.Project, m.Goal, m.Clause, m.Original, m.Status == Cancelled}
	}
	same := map[goal][]int{}
	for j, m := range p.ledger {
		if !p.taken[j] && m.Period == "" && m.Status != Cancelled {
			same[of(m)] = append(same[of(m)], j)
		}
	}
	for i, m := range p.text {
		if p.found[i] < 0 || len(m.Others) == 0 {
			continue
		}
		for _, j := range same[of(p.ledger[p.found[i]])] {
			if !p.taken[j] && m.OfAny([]string{p.ledger[j].Unit}) {
				p.taken[j] = true
				p.copies[i] = append(p.copies[i], p.ledger[j])
			}
		}
	}
}

// merged gives the state of what was found for a milestone of the text together with its
// copies: done only if all are, and before a supervisor as soon as one is. What several
// have reported stands there with their names.
func (p *pairing) merged(i int) Milestone {
	m := p.ledger[p.found[i]]
	if len(p.copies[i]) == 0 {
		return m
	}
	all := append([]Milestone{m}, p.copies[i]...)
	order := []Status{Reported, Returned, Acknowledged, Open, Closed}
	m.Status = slices.MinFunc(all, func(a, b Milestone) int {
		return cmp.Compare(slices.Index(order, a.Status), slices.Index(order, b.Status))
	}).Status
	var reports, remarks []Milestone
	for _, c := range all {
		m.Held = m.Held && c.Held
		m.Due, m.Urged = max(m.Due, c.Due), max(m.Urged, c.Urged)
		if c.Wish > m.Wish {
			m.Wish, m.Plea = c.Wish, c.Plea
		}
		if c.Since.Before(m.Since) {
			m.Since = c.Since
		}
		if c.Percent > 0 && (m.Percent == 0 || c.Percent < m.Percent) {
			m.Percent = c.Percent
		}
		if c.Report != "" {
			reports = append(reports, c)
		}
		if c.Remark != "" {
			remarks = append(remarks, c)
		}
	}
	m.Report = named(reports, func(c Milestone) string { return c.Report })
	m.Remark = named(remarks, func(c Milestone) string { return c.Remark })
	return m
}

// named puts together what was said of several milestones, each with its unit; what is
// the same of all, once.
func named(all []Milestone, words func(Milestone) string) string {
	if len(all) == 0 {
		return ""
	}
	if first := words(all[0]); !slices.ContainsFunc(all, func(m Milestone) bool { return words(m) != first }) {
		return first
	}
	var lines []string
	for _, m := range all {
		lines = append(lines, m.Unit+"："+words(m))
	}
	return strings.Join(lines, "\n")
}
