package office

import (
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

// planEnd gives the last day of a plan: of the last year that its title names, or in which
// anything is due; 0 where there is none.
func planEnd(p *knowledge.Plan) reminders.Day {
	last := 0
	title := zh.Fold(p.Title)
	for i := range title {
		if year, err := time.Parse("2006", title[i:min(i+4, len(title))]); err == nil && year.Year() >= 1990 && year.Year() < 2100 {
			last = max(last, year.Year())
		}
	}
	if last == 0 {
		for _, t := range p.Tasks {
			if due, _, err := dayIn(t.Due, lastDay); err == nil && due != 0 {
				last = max(last, due.Year())
			}
		}
	}
	if last == 0 {
		return 0
	}
	return lastDay(last)
}

// dayIn reads a day, of which a year alone is the one that ofYear gives, by convention of
// the system. Nothing is no day.
func dayIn(s string, ofYear func(year int) reminders.Day) (day reminders.Day, convention bool, err error) {
	switch len(s) {
	case 0:
		return 0, false, nil
	case len("2006"):
		year, err := time.Parse("2006", s)
		return ofYear(year.Year()), true, err
	}
	day, err = reminders.ParseDay(s)
	return day, false, err
}

func firstDay(year int) reminders.Day { return reminders.DateDay(year, time.January, 1) }
func lastDay(year int) reminders.Day  { return reminders.DateDay(year, time.December, 31) }
