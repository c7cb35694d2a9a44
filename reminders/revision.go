package reminders

import (
	"fmt"
	"strings"
)

// Revision is what a new text of a plan, or a new reading of it, does to the ledger.
type Revision struct {
	Added     []Milestone // new, without ID
	Changed   []Change
	Cancelled []Milestone // in the ledger, and in the text no more
	Kept      int         // the same as before
}

// Change is one milestone before and after. After has the ID and the state of Before.
type Change struct{ Before, After Milestone }

// Touches tells whether the change matters to the unit: another goal, another day, or
// a milestone that had been cancelled. A clause's new number does not.
func (c Change) Touches() bool {
	return c.Before.Goal != c.After.Goal || c.Before.Due != c.After.Due || c.Before.Status == Cancelled
}

// Words says what has changed.
func (c Change) Words() string {
	var parts []string
	add := func(what, from, to string) {
		if from != to {
			parts = append(parts, fmt.Sprintf("%s由“%s”改为“%s”", what, from, to))
		}
	}
	if c.Before.Status == Cancelled {
		parts = append(parts, "恢复此前取消的任务")
	}
	add("目标", c.Before.Goal, c.After.Goal)
	add("期限", c.Before.Due.Words(), c.After.Due.Words())
	if c.Before.Due == c.After.Due { // it was extended until the very day that the plan has now
		add("计划期限", c.Before.Original.Words(), c.After.Original.Words())
	}
	add("名称", c.Before.Project, c.After.Project)
	add("出处", c.Before.Clause, c.After.Clause)
	add("分工", c.Before.Role, c.After.Role)
	add("共同责任", c.Before.Shared, c.After.Shared)
	if c.Before.Status == Closed && c.After.Status == Open {
		parts = append(parts, "原已销号，目标改了，请重新办理")
	}
	return strings.Join(parts, "；")
}

// Revise compares the ledger's milestones of a plan with those of its text. A
// milestone is the same as one with its key; where the key is gone, as one of the
// same unit with the same project in the same year, or the same project and goal, or
// the same place of the text. Those of the text have no Original. It stays what people have made of it; only when the
// goal of a closed one changes it opens again, for it is another goal that was reached.
func Revise(ledger, text []Milestone) Revision {
	var r Revision
	taken := make([]bool, len(ledger))
	found := make([]int, len(text))
	for i := range found {
		found[i] = -1
	}
	match := func(key func(Milestone) string, revive bool) {
		index := map[string][]int{}
		for j, m := range ledger {
			if !taken[j] && (revive || m.Status != Cancelled) {
				index[key(m)] = append(index[key(m)], j)
			}
		}
		for i, m := range text {
			if found[i] >= 0 {
				continue
			}
			best := -1 // the one that was due nearest
			for _, j := range index[key(m)] {
				if !taken[j] && (best < 0 || distance(ledger[j].Original, m.Due) < distance(ledger[best].Original, m.Due)) {
					best = j
				}
			}
			if best >= 0 {
				found[i], taken[best] = best, true
			}
		}
	}
	match(func(m Milestone) string { return m.Key }, true)
	for _, of := range []func(Milestone) []any{
		func(m Milestone) []any { return []any{m.Unit, m.Project, m.Year} },
		func(m Milestone) []any { return []any{m.Unit, m.Project, m.Goal} },
		func(m Milestone) []any { return []any{m.Unit, m.Clause, m.Year} },
	} {
		match(func(m Milestone) string { return fmt.Sprintf("%q", of(m)) }, false)
	}
	for i, m := range text {
		if found[i] < 0 {
			r.Added = append(r.Added, m)
			continue
		}
		before := ledger[found[i]]
		c := Change{before, before}
		after := &c.After
		after.Key, after.Unit, after.Project, after.Year, after.Goal = m.Key, m.Unit, m.Project, m.Year, m.Goal
		after.Clause, after.Convention, after.Shared, after.Role = m.Clause, m.Convention, m.Shared, m.Role
		if before.Original != m.Due { // an extension holds as long as the plan's day does
			after.Original, after.Due, after.Wish, after.Plea = m.Due, m.Due, 0, ""
		}
		if before.Status == Cancelled || before.Status == Closed && before.Goal != m.Goal {
			after.Status = Open
		}
		if c.Before == c.After {
			r.Kept++
			continue
		}
		r.Changed = append(r.Changed, c)
	}
	for j, m := range ledger {
		if !taken[j] && m.Status != Cancelled {
			r.Cancelled = append(r.Cancelled, m)
		}
	}
	return r
}

func distance(a, b Day) int { return max(int(a-b), int(b-a)) }

// Empty tells whether nothing changes.
func (r Revision) Empty() bool { return len(r.Added)+len(r.Changed)+len(r.Cancelled) == 0 }
