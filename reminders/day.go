package reminders

import (
	"fmt"
	"time"
)

// Day is a calendar day, counted from 1970-01-01. It has no zone: the zone matters
// where an instant becomes a day (DayOf) or a day an instant (In).
type Day int

const dayLayout = time.DateOnly

// ParseDay reads a day written as 2021-12-31.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(dayLayout, s)
	if err != nil {
		return 0, fmt.Errorf("day %q is not of the form 2006-01-02", s)
	}
	return dayOf(t), nil
}

// DateDay gives the day with that date. Values out of range carry over, as with time.Date.
func DateDay(year int, month time.Month, day int) Day {
	return dayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DayOf gives the day that it is at t in loc.
func DayOf(t time.Time, loc *time.Location) Day {
	return DateDay(t.In(loc).Date())
}

// dayOf counts the days to t, which is midnight in UTC: there, every day has 86,400 seconds.
func dayOf(t time.Time) Day { return Day(t.Unix() / 86400) }

// utc gives midnight of d in UTC.
func (d Day) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// never comes after every day that a plan names. What has no deadline is put behind what
// has one.
var never = DateDay(9999, time.December, 31)

func (d Day) orNever() Day {
	if d == 0 {
		return never
	}
	return d
}

// Never returns the day as which the store keeps what has no deadline.
func Never() Day { return never }

// String writes the day as 2021-12-31.
func (d Day) String() string { return d.utc().Format(dayLayout) }

// Words gives the day as people write it: 2021年12月31日.
func (d Day) Words() string { return d.utc().Format("2006年1月2日") }

// Year gives the year of d.
func (d Day) Year() int { return d.utc().Year() }

// AddDays gives the day n days later.
func (d Day) AddDays(n int) Day { return d + Day(n) }

// AddDate adds years, months and days as time.Time.AddDate does: a day that the
// month does not have carries over into the next.
func (d Day) AddDate(years, months, days int) Day {
	return dayOf(d.utc().AddDate(years, months, days))
}

// In gives the instant at which that hour (0 to 23) of d begins in loc.
func (d Day) In(loc *time.Location, hour int) time.Time {
	t := d.utc()
	return time.Date(t.Year(), t.Month(), t.Day(), hour, 0, 0, 0, loc)
}

// Month gives the month of d.
func (d Day) Month() time.Month { return d.utc().Month() }
