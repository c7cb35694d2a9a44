package reminders

import (
	"cmp"
	"slices"
	"time"
)

// Planned is one message that would be sent.
type Planned struct {
	Day   Day
	At    time.Time
	To    Person // Name and ID are empty where nobody could be told
	Unit  string // the unit for which nobody could be told; else empty
	Items []Item
}

// Who says in Chinese who would get the message.
func (p Planned) Who() string {
	if p.Unit != "" {
		return p.Unit + "（尚无联络员）"
	}
	return p.To.Role.Label() + " " + cmp.Or(p.To.Name, string(p.To.ID))
}

// nobody marks the stand-in for a unit that has nobody.
const nobody = "nobody:"

// Simulate gives every message that would be sent on the days from from to to, both
// included, if the ledger stayed as it is: the same rules as in the Scheduler, except
// that a unit without liaison, where there are no supervisors either, is listed by
// itself. See AsOf for days in the past.
func Simulate(milestones []Milestone, people []Person, rule Rule, from, to Day, loc *time.Location) []Planned {
	people = slices.Clone(people)
	known := newDirectory(people)
	standIns := map[string]bool{}
	for _, m := range milestones {
		if len(known.of(m.Unit)) == 0 && !standIns[m.Unit] {
			standIns[m.Unit] = true
			people = append(people, Person{ID: Recipient(nobody + m.Unit), Role: Liaison, Units: []string{m.Unit}})
		}
	}
	all := newDirectory(people)
	days := map[Day][]Unsent{}
	for _, r := range rule.rows(milestones, all, from, to, loc) {
		days[r.Delivery.Day] = append(days[r.Delivery.Day], r)
	}
	var planned []Planned
	for day := from; day <= to; day++ {
		for _, b := range batches(days[day], all, day, loc) {
			p := Planned{Day: day, At: day.In(loc, rule.Hour), To: b.to, Items: b.items}
			if unit := b.items[0].Milestone.Unit; standIns[unit] {
				p.To, p.Unit = Person{}, unit
				for i := range p.Items {
					p.Items[i].NoLiaison = true
				}
			}
			planned = append(planned, p)
		}
	}
	return planned
}

// AsOf gives the ledger as it would be on the morning of that day: what was changed
// after the day is taken back, as if the plan had been imported on it and nobody had
// acted since. Milestones that were past by then are held.
func AsOf(milestones []Milestone, day Day, loc *time.Location) []Milestone {
	then := slices.Clone(milestones)
	for i, m := range then {
		if DayOf(m.UpdatedAt, loc) <= day {
			continue
		}
		m.Status, m.Held, m.Report = Open, m.Due < day, ""
		if start := day.In(loc, 0); m.Since.After(start) {
			m.Since = start
		}
		m.UpdatedAt = m.Since
		then[i] = m
	}
	return then
}
