package reminders

import "time"

// DamagedNotices gives what the supervisors are owed because the diary's file was found
// damaged.
func DamagedNotices(people []Person, now time.Time) []Delivery {
	return supervisorNotices(Kind(noticeDamaged+"#"), DayOf(now, time.UTC), "", people, now)
}

// Damaged reports whether the kind says that the diary's file was found damaged.
func (k Kind) Damaged() bool { return k.Series() == noticeDamaged }
