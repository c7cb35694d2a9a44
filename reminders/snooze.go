package reminders

import (
	"errors"
	"slices"
	"time"
)

// ErrSnooze: what is due today or overdue cannot be put off.
var ErrSnooze = errors.New("what is due cannot be put off")

// Snoozed gives the reminder that a person is owed who puts a milestone off for so many
// days: on that day, or the working day after, but never later than the due day or the
// working day before it. Its Day is the one that was settled on. Only what those who
// are told about the milestone have before them can be put off. Errors: ErrForbidden,
// *StateError, ErrSnooze.
func Snoozed(m Milestone, p Person, everybody []Person, days int, rule Rule, c WorkDays, loc *time.Location, now time.Time) (Delivery, error) {
	if !slices.ContainsFunc(m.Owing(), func(unit string) bool {
		return slices.ContainsFunc(audience(unit, everybody), func(o Person) bool { return o.ID == p.ID })
	}) {
		return Delivery{}, ErrForbidden
	}
	today := DayOf(now, loc)
	last := workingBefore(c, m.Due)
	switch {
	case !m.AwaitsUnit() || !m.Dated():
		return Delivery{}, &StateError{Action: snooze, From: m.Status, Held: m.Held}
	case days < 1 || days > maxDays || today >= last:
		return Delivery{}, ErrSnooze
	}
	day := min(workingFrom(c, today.AddDays(days)), last)
	return Delivery{Milestone: m.ID, Kind: kindSnooze, Day: day, Recipient: p.ID, DueAt: day.In(loc, p.Hours.Sending(rule.Hour))}, nil
}

// snooze names putting off in a StateError; it is no step of a milestone's life.
const snooze Action = "snooze"
