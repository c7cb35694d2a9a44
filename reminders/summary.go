package reminders

import (
	"cmp"
	"slices"
)

// Tally is a number of milestones that stand the same way.
type Tally struct {
	Unit   string // empty: they count in the whole alone
	Again  bool   // they count for Unit alone, as somebody else's with whom it shares them
	Status Status
	Held   bool
	Due    Day // or another day that makes the same light
	N      int
}

// tallies counts milestones by how they stand, for those of the units that have a part in
// them; all, where none are given.
func tallies(all []Milestone, units []string) []Tally {
	count := map[Tally]int{}
	var keys []Tally
	for _, m := range all {
		add := func(unit string, again bool) {
			k := Tally{Unit: unit, Again: again, Status: m.Status, Held: m.Held, Due: m.Due}
			if count[k]++; count[k] == 1 {
				keys = append(keys, k)
			}
		}
		asked := m.Among(units)
		if len(asked) == 0 {
			add("", false)
		}
		for i, u := range asked {
			add(u, i > 0)
		}
	}
	for i, k := range keys {
		keys[i].N = count[k]
	}
	return keys
}

// Counts counts milestones. Lights add up to Total, and so do Statuses.
type Counts struct {
	Total    int
	Overdue  int // as many as there are red lights
	Lights   map[Light]int
	Statuses map[Status]int
}

func (c *Counts) add(n int, s Status, l Light) {
	if c.Lights == nil {
		c.Lights, c.Statuses = map[Light]int{}, map[Status]int{}
	}
	c.Total += n
	c.Lights[l] += n
	c.Statuses[s] += n
	if l == Red {
		c.Overdue += n
	}
}

// Closed gives how many are closed, and of how many: those that a revision cancelled
// do not count.
func (c Counts) Closed() (n, of int) {
	return c.Statuses[Closed], c.Total - c.Statuses[Cancelled]
}

// UnitCounts counts one unit's milestones.
type UnitCounts struct {
	Unit string
	Counts
}

// Late is an overdue milestone.
type Late struct {
	Milestone Milestone
	Days      int // since the due day, at least 1
}

// Summary says how things stand on one day.
type Summary struct {
	Counts
	Next  []Milestone  // what units have to do next, the soonest first; at most Shown
	Late  []Late       // what is overdue, the latest first; at most Shown of Overdue
	Units []UnitCounts // in the order in which the units first appear; what several share is counted with each
}

// Shown is the most milestones that a Summary names as late, and as next.
const Shown = 5

// Summarize counts the milestones as they stand on that day, and by unit, those of the
// units that are given, or of all.
func Summarize(all []Milestone, units []string, today Day, rule LightRule) Summary {
	var late, next []Milestone
	for _, m := range all {
		switch {
		case m.Overdue(today):
			late = append(late, m)
		case m.AwaitsUnit():
			next = append(next, m)
		}
	}
	soonest := func(a, b Milestone) int {
		return cmp.Or(cmp.Compare(a.Due.orNever(), b.Due.orNever()), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.ID, b.ID))
	}
	slices.SortStableFunc(late, soonest)
	slices.SortStableFunc(next, soonest)
	return SummaryOf(tallies(all, units), late, next, today, rule)
}

// SummaryOf makes a summary of milestones that have been counted: late are the first of
// those that are overdue on that day, next the first of the others for which it is the
// unit's turn, both by due day, unit and id.
func SummaryOf(all []Tally, late, next []Milestone, today Day, rule LightRule) Summary {
	var s Summary
	index := map[string]int{}
	for _, t := range all {
		light := rule.Light(Milestone{Status: t.Status, Held: t.Held, Due: t.Due}, today)
		if !t.Again {
			s.add(t.N, t.Status, light)
		}
		if t.Unit == "" {
			continue
		}
		i, known := index[t.Unit]
		if !known {
			i = len(s.Units)
			index[t.Unit] = i
			s.Units = append(s.Units, UnitCounts{Unit: t.Unit})
		}
		s.Units[i].add(t.N, t.Status, light)
	}
	s.Next = next[:min(len(next), Shown)]
	for _, m := range late[:min(len(late), Shown)] {
		s.Late = append(s.Late, Late{m, -m.DaysLeft(today)})
	}
	return s
}
