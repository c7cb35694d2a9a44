// Package calendar knows China's working days: the weekends, the public holidays, and
// the Saturdays and Sundays that are worked to make up for them (调休上班).
//
// The State Council's General Office arranges them for a year in a notice that comes
// out the autumn before, so no formula gives them. The arrangements up to the present
// are embedded; a file adds the next year's, or an office's own (Calendar.With).
package calendar

import (
	_ "embed"
	"maps"
	"sync"
	"time"

	"duban/reminders"
)

//go:embed china.csv
var embedded []byte

// Calendar tells working days from days off. It never changes, so that any number of
// goroutines may use it. The zero Calendar knows no year.
type Calendar struct {
	listed map[reminders.Day]bool // whether the day is worked
	known  map[int]bool
}

var china = sync.OnceValue(func() *Calendar {
	c, err := new(Calendar).With(embedded)
	if err != nil {
		panic("calendar: embedded data: " + err.Error())
	}
	return c
})

// China gives the calendar that is embedded, with the years 2004 to 2026. It is read
// at the first call; later ones cost nothing.
func China() *Calendar { return china() }

// With gives a calendar in which the years that the file holds replace those of c,
// which stays as it is. File is a table as described at MaxFile. The error is a
// *FileError.
//
// A year is replaced wholly: of a day that the file leaves out, its weekday decides.
// Only a year of which the file has nothing but days in December keeps its other days
// and becomes known by that no more than before: an arrangement for a year begins with
// New Year's Day, and the one for the next year may reach back (2022-12-31 was off for
// the New Year of 2023).
func (c *Calendar) With(file []byte) (*Calendar, error) {
	listed, err := parse(file)
	if err != nil {
		return nil, err
	}
	replaced := make(map[int]bool)
	for d := range listed {
		if midnight(d).Month() != time.December {
			replaced[d.Year()] = true
		}
	}
	next := &Calendar{
		listed: make(map[reminders.Day]bool, len(c.listed)+len(listed)),
		known:  make(map[int]bool, len(c.known)+len(replaced)),
	}
	maps.Copy(next.listed, c.listed)
	maps.DeleteFunc(next.listed, func(d reminders.Day, _ bool) bool { return replaced[d.Year()] })
	maps.Copy(next.listed, listed)
	maps.Copy(next.known, c.known)
	maps.Copy(next.known, replaced)
	return next, nil
}

// Working says whether d is worked. A day that no file lists is worked from Monday to
// Friday; in a year that is not Known that is a guess, which no holiday corrects.
func (c *Calendar) Working(d reminders.Day) bool {
	if worked, ok := c.listed[d]; ok {
		return worked
	}
	weekday := midnight(d).Weekday()
	return weekday != time.Saturday && weekday != time.Sunday
}

// Known says whether c has the arrangement for that year.
func (c *Calendar) Known(year int) bool { return c.known[year] }

// Years gives the first and the last year that is Known, or 0 and 0 where none is.
// Files may have left gaps between them.
func (c *Calendar) Years() (first, last int) {
	for year := range c.known {
		if first == 0 || year < first {
			first = year
		}
		last = max(last, year)
	}
	return first, last
}

func midnight(d reminders.Day) time.Time { return d.In(time.UTC, 0) }
