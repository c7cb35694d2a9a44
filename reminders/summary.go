package reminders

import (
	"cmp"
	"slices"
)

// Summary says where things stand. Its counts add up: every milestone has one
// light and one status.
type Summary struct {
	Total    int
	ByLight  map[Light]int
	ByStatus map[Status]int
	ByUnit   []UnitSummary // in the order in which the units first occur
	Next     []Milestone   // waiting and not late, the nearest due day first
	Late     []Milestone   // overdue, the longest first
}

// UnitSummary is one unit's part.
type UnitSummary struct {
	Unit    string
	Total   int
	Closed  int
	ByLight map[Light]int
}

// Summarize counts the milestones as they stand on a day.
func Summarize(milestones []Milestone, today Day, lights LightRule) Summary {
	s := Summary{Total: len(milestones), ByLight: map[Light]int{}, ByStatus: map[Status]int{}}
	at := map[string]int{}
	for _, m := range milestones {
		i, ok := at[m.Unit]
		if !ok {
			i = len(s.ByUnit)
			at[m.Unit] = i
			s.ByUnit = append(s.ByUnit, UnitSummary{Unit: m.Unit, ByLight: map[Light]int{}})
		}
		light := lights.Light(m, today)
		s.ByLight[light]++
		s.ByStatus[m.Status]++
		s.ByUnit[i].Total++
		s.ByUnit[i].ByLight[light]++
		if m.Status == Closed {
			s.ByUnit[i].Closed++
		}
		switch {
		case m.Overdue(today):
			s.Late = append(s.Late, m)
		case m.Waiting():
			s.Next = append(s.Next, m)
		}
	}
	byDue := func(x, y Milestone) int {
		return cmp.Or(cmp.Compare(x.Due, y.Due), cmp.Compare(x.ID, y.ID))
	}
	slices.SortFunc(s.Late, byDue)
	slices.SortFunc(s.Next, byDue)
	return s
}
