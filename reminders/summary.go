package reminders

import (
	"cmp"
	"slices"
)

// Counts counts milestones. Lights add up to Total, and so do Statuses.
type Counts struct {
	Total    int
	Lights   map[Light]int
	Statuses map[Status]int
}

func (c *Counts) add(m Milestone, l Light) {
	if c.Lights == nil {
		c.Lights, c.Statuses = map[Light]int{}, map[Status]int{}
	}
	c.Total++
	c.Lights[l]++
	c.Statuses[m.Status]++
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
	Next  []Milestone  // what units have to do next, the soonest first; at most NextShown
	Late  []Late       // what is overdue, the latest first: as many as there are red lights
	Units []UnitCounts // in the order in which the units first appear; they add up to Counts
}

// NextShown is the most milestones that a Summary names as next.
const NextShown = 5

// Summarize counts the milestones as they stand on that day.
func Summarize(milestones []Milestone, today Day, rule LightRule) Summary {
	var s Summary
	index := map[string]int{}
	for _, m := range milestones {
		light := rule.Light(m, today)
		i, known := index[m.Unit]
		if !known {
			i = len(s.Units)
			index[m.Unit] = i
			s.Units = append(s.Units, UnitCounts{Unit: m.Unit})
		}
		s.add(m, light)
		s.Units[i].add(m, light)
		switch {
		case m.Overdue(today):
			s.Late = append(s.Late, Late{m, -m.DaysLeft(today)})
		case m.AwaitsUnit():
			s.Next = append(s.Next, m)
		}
	}
	soonest := func(a, b Milestone) int { return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.ID, b.ID)) }
	slices.SortStableFunc(s.Next, soonest)
	s.Next = s.Next[:min(len(s.Next), NextShown)]
	slices.SortStableFunc(s.Late, func(a, b Late) int { return soonest(a.Milestone, b.Milestone) })
	return s
}
