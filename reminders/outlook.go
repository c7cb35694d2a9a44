package reminders

import (
	"slices"
	"time"
)

// outlook is the ledger with what is needed to say who is owed what on which day.
type outlook struct {
	Ledger
	calendar WorkDays // nil: every day is a working day
	location *time.Location
	doubt    string // about the clock, as notices name it; empty: none

	byID     map[Recipient]Person
	admins   []Person
	bound    map[string][]Person // to the unit, besides the admins
	audience map[string][]Person
	snoozed  map[Snooze]Day // Until by the rest
	units    map[string]unitOutlook
}

// unitOutlook says what a unit has before it.
type unitOutlook struct {
	due     Day  // the earliest of the milestones that it has a part in and that await somebody; never: only such without a deadline
	asks    Day  // the first day on which one without a deadline is asked about; 0: there is none
	awaits  bool // any does
	waiting bool // any waits for a supervisor
}

func newOutlook(l Ledger, c WorkDays, loc *time.Location) *outlook {
	l.Settings = l.Settings.Sorted()
	o := &outlook{Ledger: l, calendar: c, location: loc, byID: map[Recipient]Person{}, bound: map[string][]Person{}, audience: map[string][]Person{},
		snoozed: map[Snooze]Day{}, units: map[string]unitOutlook{}}
	for _, p := range l.People {
		o.byID[p.ID] = p
		if p.Role == Admin {
			o.admins = append(o.admins, p)
			continue
		}
		for _, unit := range p.Units {
			o.bound[unit] = append(o.bound[unit], p)
		}
	}
	for _, z := range l.Snoozes {
		until := z.Until
		z.Until = 0
		o.snoozed[z] = until
	}
	for _, m := range l.Milestones {
		o.units[m.Unit] = o.units[m.Unit].with(m)
		for _, p := range m.Others {
			o.units[p.Unit] = o.units[p.Unit].with(m)
		}
	}
	return o
}

// with adds a milestone to what a unit has before it.
func (u unitOutlook) with(m Milestone) unitOutlook {
	switch {
	case m.AwaitsUnit():
		if due := m.Due.orNever(); !u.awaits || due < u.due {
			u.due = due
		}
		if from := max(m.Begins, 1); !m.Dated() && (u.asks == 0 || from < u.asks) {
			u.asks = from
		}
		u.awaits = true
	case !m.Done() && !m.Held:
		u.waiting = true
	}
	return u
}

// told gives those who are told about a milestone: the people of all units that owe it,
// each once.
func (o *outlook) told(m Milestone) []Person {
	if len(m.Others) == 0 {
		return o.of(m.Unit)
	}
	var all []Person
	for _, unit := range m.Owing() {
		for _, p := range o.of(unit) {
			if !slices.ContainsFunc(all, func(q Person) bool { return q.ID == p.ID }) {
				all = append(all, p)
			}
		}
	}
	return all
}

// unserved gives the units that owe m and have nobody who can be reached.
func (o *outlook) unserved(m Milestone) []string {
	return slices.DeleteFunc(m.Owing(), func(unit string) bool {
		return slices.ContainsFunc(o.bound[unit], func(p Person) bool { return p.Serves(unit) && !p.Silent && !p.Unreachable }) ||
			slices.ContainsFunc(o.admins, func(p Person) bool { return p.Serves(unit) && !p.Silent && !p.Unreachable })
	})
}

// of gives those who are told about the unit's milestones.
func (o *outlook) of(unit string) []Person {
	told, known := o.audience[unit]
	if !known {
		told = audience(unit, slices.Concat(o.bound[unit], o.admins))
		o.audience[unit] = told
	}
	return told
}

// hour gives the local hour at which the person is reminded.
func (o *outlook) hour(p Person) int { return p.Hours.Sending(o.Settings.Rule.Hour) }

// until gives the day up to which the person has put the milestone off; 0: not at all,
// or beyond a due day that a revision has moved forward since.
func (o *outlook) until(m Milestone, p Recipient) Day {
	if day := o.snoozed[Snooze{Milestone: m.ID, Person: p}]; day <= m.Due.orNever() {
		return day
	}
	return 0
}

// reminds tells whether a reminder still has a reason: it is the unit's turn, the
// person is told about it, the due day is still the one that it was worked out from,
// and it was not put off.
func (o *outlook) reminds(r Unsent) bool {
	d, m := r.Delivery, r.Milestone
	if !m.AwaitsUnit() || !m.Dated() || !slices.ContainsFunc(o.told(m), func(p Person) bool { return p.ID == d.Recipient }) {
		return false
	}
	until := o.until(m, d.Recipient)
	if d.Kind == kindSnooze {
		return until == d.Day
	}
	n, ok := d.Kind.days()
	return ok && m.Due.AddDays(-n) == d.Day && (d.Kind.Overdue() || DayOf(d.DueAt, o.location) >= until)
}

// soon is how many days ahead a month's digest looks.
const soon = 62

// digests tells whether the person is owed a digest that is owed for that day: those
// who have something to do, and leaders, who want to know. For what has no deadline alone
// nobody is asked more often than once a quarter.
func (o *outlook) digests(p Person, k Kind, day Day) bool {
	until := day.AddDays(soon)
	if k == YearList {
		until = day.AddDate(1, 0, -1)
	}
	quarterly := (day.Month()-1)%3 == 0
	has := func(unit string) bool {
		what := o.units[unit]
		return what.awaits && what.due <= until || quarterly && what.asks != 0 && what.asks <= until
	}
	switch {
	case p.Silent:
		return false
	case k == QuarterBrief:
		return p.Role == Leader && len(o.Milestones) > 0
	case p.Role == Group && len(p.Units) > 0:
		return slices.ContainsFunc(p.Units, has)
	case p.Role != Admin && p.Role != Group:
		return slices.ContainsFunc(p.Units, func(unit string) bool { return p.Serves(unit) && has(unit) })
	}
	for unit, what := range o.units {
		if has(unit) || p.Role == Admin && what.waiting {
			return true
		}
	}
	return false
}
