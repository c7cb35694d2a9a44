package reminders

import (
	"cmp"
	"slices"
	"time"
)

// Planned is one message that would be sent.
type Planned struct {
	At    time.Time
	To    Recipient // empty where the unit has nobody and there is no supervisor
	Items []Item
}

// Simulate gives every message that the rule would send from one day to another,
// in order, if nobody did anything in the meantime. It uses the rule and the
// grouping of the scheduler itself. Milestones are taken as they are; where nobody
// at all was let in, one recipient stands for each unit.
func Simulate(milestones []Milestone, people []Person, rule Rule, from, to Day, loc *time.Location) []Planned {
	if len(people) == 0 {
		for _, m := range milestones {
			if !slices.ContainsFunc(people, func(p Person) bool { return p.ActsFor(m.Unit) }) {
				people = append(people, Person{ID: Recipient(m.Unit), Name: m.Unit, Role: Liaison, Units: []string{m.Unit}})
			}
		}
	}
	items := owe(milestones, people, rule, from, to, loc)
	slices.SortStableFunc(items, func(x, y Item) int { return cmp.Compare(x.DueAt, y.DueAt) })
	var out []Planned
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n].DueAt == items[0].DueAt {
			n++
		}
		for _, message := range group(items[:n]) {
			out = append(out, Planned{time.Unix(message[0].DueAt, 0).In(loc), message[0].Recipient, message})
		}
		items = items[n:]
	}
	return out
}
