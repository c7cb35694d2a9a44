package reminders

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Revision is what a new text of a plan, or a new reading of it, does to the ledger.
type Revision struct {
	Added     []Milestone // new, without ID
	Changed   []Change
	Cancelled []Milestone // in the ledger, and in the text no more
	Struck    []Milestone // in the text, and left out by decision; without ID where the ledger has never had it
	Kept      int         // the same as before
}

// Change is one milestone before and after. After has the ID of Before, and the state of
// it and of all that are merged with it.
type Change struct {
	Before, After Milestone
	Merged        []Milestone // copies for other units, which are one with it now
}

// Touches tells whether the change matters to the units: another goal, another day,
// other units, or a milestone that had been cancelled. A clause's new number does not.
func (c Change) Touches() bool {
	moved := c.Before.Due != c.After.Due
	if len(c.Merged) > 0 { // the extension of one holds for all
		moved = c.Before.Original != c.After.Original
	}
	return c.Before.Goal != c.After.Goal || moved || !c.sameUnits() || c.Before.Status == Cancelled
}

// sameUnits tells whether all units that have a part in it had one before.
func (c Change) sameUnits() bool {
	before := c.Before.Units()
	for _, m := range c.Merged {
		before = append(before, m.Units()...)
	}
	after := c.After.Units()
	return !slices.ContainsFunc(after, func(u string) bool { return !slices.Contains(before, u) })
}

// Words says what has changed.
func (c Change) Words() string { return wordsOf(c.Sayings()) }

// Sayings says what has changed, one by one.
func (c Change) Sayings() []Saying {
	var all []Saying
	say := func(form, from, to string) {
		if from != to {
			all = append(all, Saying{Form: form, Args: []string{from, to}})
		}
	}
	sayDays := func(form string, from, to Day) {
		if from != to {
			all = append(all, Saying{Form: form, Days: []Day{from, to}})
		}
	}
	if c.Before.Status == Cancelled {
		all = append(all, Saying{Form: "恢复此前取消的任务"})
	}
	say("目标由“%s”改为“%s”", c.Before.Goal, c.After.Goal)
	sayDays("期限由“%s”改为“%s”", c.Before.Due, c.After.Due)
	if c.Before.Due == c.After.Due { // it was extended until the very day that the plan has now
		sayDays("计划期限由“%s”改为“%s”", c.Before.Original, c.After.Original)
	}
	say("名称由“%s”改为“%s”", c.Before.Project, c.After.Project)
	say("出处由“%s”改为“%s”", c.Before.Clause, c.After.Clause)
	if len(c.Merged) > 0 {
		var of []string
		for _, m := range append([]Milestone{c.Before}, c.Merged...) {
			of = append(of, fmt.Sprintf("%s（编号%d，%s）", m.Unit, m.ID, m.Status.Label()))
		}
		all = append(all, Saying{Form: "同一目标不再按单位分列，合并为一项：%s", Args: []string{strings.Join(of, "、")}})
	} else {
		say("责任单位由“%s”改为“%s”", strings.Join(c.Before.Units(), "、"), strings.Join(c.After.Units(), "、"))
	}
	say("分工由“%s”改为“%s”", c.Before.Role, c.After.Role)
	say("共同责任由“%s”改为“%s”", c.Before.Shared, c.After.Shared)
	if c.Before.Status == Closed && c.After.Status == Open {
		all = append(all, Saying{Form: "原已销号，目标改了，请重新办理"})
	}
	return all
}

// Revise compares the ledger's milestones of a plan with those of its text. A
// milestone is the same as one with its key; where the key is gone, as one of any of its
// units with the same project in the same year, or the same project and goal, or the same
// place of the text. Those of the text have no Original, and one that is Cancelled is left
// out by decision; what recurs stands there once, as a series without a Period. A milestone stays what people have made of it; only when the
// goal of a closed one changes it opens again, for it is another goal that was reached.
// Copies of one goal, as ledgers once had for each of its units, become one.
func Revise(ledger, text []Milestone, today Day) Revision {
	text, pinned := occurrences(ledger, text, today)
	p := newPairing(ledger, text)
	for i, j := range pinned {
		p.found[i], p.taken[j] = j, true
	}
	p.match(one(func(m Milestone) string { return m.Key }), one(func(m Milestone) string { return m.Key }), true)
	p.match(one(func(m Milestone) string { return m.Key }), eachUnit(func(m Milestone, unit string) []any { return []any{m.Key, unit} }, "%s/%s"), true)
	for _, of := range []func(m Milestone, unit string) []any{
		func(m Milestone, unit string) []any { return []any{unit, m.Project, m.Year} },
		func(m Milestone, unit string) []any { return []any{unit, m.Project, m.Goal} },
		func(m Milestone, unit string) []any { return []any{unit, m.Clause, m.Year} },
	} {
		keys := eachUnit(of, "%q %q %v")
		p.match(keys, keys, false)
	}
	return p.revision()
}

// revision says what becomes of the ledger.
func (p *pairing) revision() Revision {
	var r Revision
	for i, m := range p.text {
		if p.found[i] < 0 {
			if m.Status == Cancelled {
				r.Struck = append(r.Struck, m)
			} else {
				r.Added = append(r.Added, m)
			}
			continue
		}
		before := p.ledger[p.found[i]]
		if m.Status == Cancelled {
			if before.Status != Cancelled {
				r.Struck = append(r.Struck, before)
			}
			r.Struck = append(r.Struck, p.copies[i]...)
			continue
		}
		c := Change{Before: before, After: p.merged(i), Merged: p.copies[i]}
		after := &c.After
		was := *after
		after.Key, after.Unit, after.Role, after.Others, after.Project, after.Year, after.Goal = m.Key, m.Unit, m.Role, m.Others, m.Project, m.Year, m.Goal
		after.Clause, after.Convention, after.Shared, after.Begins = m.Clause, m.Convention, m.Shared, m.Begins
		after.Recurrence, after.Period, after.Until = m.Recurrence, m.Period, m.Until
		if before.Original != m.Due { // an extension holds as long as the plan's day does
			after.Original, after.Due, after.Wish, after.Plea = m.Due, m.Due, 0, ""
		}
		if before.Status == Cancelled || was.Status == Closed && before.Goal != m.Goal {
			after.Status = Open
		}
		if len(c.Merged) == 0 && reflect.DeepEqual(c.Before, c.After) {
			r.Kept++
			continue
		}
		r.Changed = append(r.Changed, c)
	}
	for j, m := range p.ledger {
		if !p.taken[j] && m.Status != Cancelled {
			r.Cancelled = append(r.Cancelled, m)
		}
	}
	return r
}

// Empty tells whether nothing changes.
func (r Revision) Empty() bool {
	return len(r.Added)+len(r.Changed)+len(r.Cancelled)+len(r.Struck) == 0
}

// Merged counts the copies that become one with others.
func (r Revision) Merged() (n int) {
	for _, c := range r.Changed {
		n += len(c.Merged)
	}
	return n
}

// deadline writes a due day.
func deadline(d Day) string {
	if d == 0 {
		return "没有期限"
	}
	return d.Words()
}
