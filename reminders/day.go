// Package reminders is the diary: what each unit owes under a plan, what people did
// about it, and who is to be told when. It uses the standard library alone and
// knows neither the plan's text nor any chat; a Recipient is opaque.
package reminders

import (
	"fmt"
	"time"
)

// Day is a calendar day, counted from 1970-01-01. A deadline is a day, not an
// instant: what moment it starts and ends at depends on the place.
type Day int

// ParseDay reads 2006-01-02.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("day %q: want the form 2006-01-02", s)
	}
	return dayOfUTC(t), nil
}

// NewDay gives the day of a date; months and days beyond their range carry over.
func NewDay(year int, month time.Month, day int) Day {
	return dayOfUTC(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DayOf gives the calendar day of a moment in a place.
func DayOf(t time.Time, loc *time.Location) Day {
	y, m, d := t.In(loc).Date()
	return NewDay(y, m, d)
}

const secondsADay = 24 * 60 * 60

func dayOfUTC(t time.Time) Day {
	s := t.Unix()
	if s < 0 {
		s -= secondsADay - 1
	}
	return Day(s / secondsADay)
}

// Time gives midnight of the day in UTC, for its year, month and weekday.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsADay, 0).UTC() }

// At gives the moment of that hour (0 to 23) of the day in a place.
func (d Day) At(hour int, loc *time.Location) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, hour, 0, 0, 0, loc)
}

// Year gives the day's year.
func (d Day) Year() int { return d.Time().Year() }

// String writes 2006-01-02.
func (d Day) String() string { return d.Time().Format(time.DateOnly) }
