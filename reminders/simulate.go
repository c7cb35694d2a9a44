package reminders

import (
	"cmp"
	"maps"
	"slices"
	"strings"
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

// firstSimulated is the number of the first occurrence that no ledger has yet.
const firstSimulated = 1 << 40

// nobody marks the stand-in for a unit that has nobody.
const nobody = "nobody:"

// Simulate gives every message that would be sent on the days from from to to, both
// included, if the ledger stayed as it is, but for what recurs, which comes with its periods: the same rules as in the Scheduler, except
// that a unit without liaison, where there are no supervisors either, is listed by
// itself. See AsOf for days in the past.
func Simulate(l Ledger, c WorkDays, from, to Day, loc *time.Location) []Planned {
	l.People = slices.Clone(l.People)
	l.Milestones = slices.Clone(l.Milestones)
	for _, m := range Recurring(l.Milestones, to) {
		m.ID, m.Status, m.Since = firstSimulated+int64(len(l.Milestones)), Open, m.Begins.In(loc, 0)
		l.Milestones = append(l.Milestones, m)
	}
	known := newOutlook(l, c, loc)
	standIns := map[string]bool{}
	for _, m := range l.Milestones {
		for _, unit := range m.Owing() {
			if len(known.of(unit)) == 0 && !standIns[unit] {
				standIns[unit] = true
				l.People = append(l.People, Person{ID: Recipient(nobody + unit), Role: Liaison, Units: []string{unit}})
			}
		}
	}
	o := newOutlook(l, c, loc)
	moments := map[time.Time][]Unsent{}
	for _, r := range slices.Concat(o.reminders(from, to), o.snoozes(from, to), o.digestRows(from, to)) {
		at := r.Delivery.DueAt
		moments[at] = append(moments[at], r)
	}
	var planned []Planned
	for _, at := range slices.SortedFunc(maps.Keys(moments), time.Time.Compare) {
		day := DayOf(at, loc)
		rows, _ := sift(numbered(moments[at]), o)
		for _, b := range o.batches(rows, day) {
			p := Planned{Day: day, At: at, To: b.to, Items: b.items}
			if unit, stands := strings.CutPrefix(string(b.to.ID), nobody); stands {
				p.To, p.Unit = Person{}, unit
				for i := range p.Items {
					p.Items[i].Unserved = []string{unit}
				}
			}
			planned = append(planned, p)
		}
	}
	return planned
}

// numbered gives the rows the numbers that the diary would give them, by which the newer
// is told from the older.
func numbered(rows []Unsent) []Unsent {
	for i := range rows {
		rows[i].Delivery.ID = int64(i + 1)
	}
	return rows
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
		m.Due, m.Wish, m.Plea = m.Original, 0, ""
		m.Status, m.Held, m.Report, m.Percent = Open, m.Past(day), "", 0
		if start := day.In(loc, 0); m.Since.After(start) {
			m.Since = start
		}
		m.UpdatedAt = m.Since
		then[i] = m
	}
	return then
}
