package reminders

// WorkDays tells the days on which people are at work; see reminders/calendar.
type WorkDays interface {
	Working(d Day) bool
	// Known tells whether the holidays of a year are known. If not, Working goes by
	// weekdays.
	Known(year int) bool
}

// longestRest is more days than people are ever off in a row. A calendar that says
// otherwise is not believed beyond it.
const longestRest = 31

// workingBefore gives d, or the last working day before it. Without a calendar every
// day is one.
func workingBefore(c WorkDays, d Day) Day { return working(c, d, -1) }

// workingFrom gives d, or the first working day after it.
func workingFrom(c WorkDays, d Day) Day { return working(c, d, 1) }

func working(c WorkDays, d Day, step int) Day {
	for n := range longestRest {
		if day := d.AddDays(n * step); c == nil || c.Working(day) {
			return day
		}
	}
	return d
}
