package reminders

import "time"

// reminders gives the reminders that are to be sent on the days from from to to, both
// included, one for each person who is told. Days before a milestone was imported or
// released are never filled in.
func (o *outlook) reminders(from, to Day) []Unsent {
	var rows []Unsent
	for _, m := range o.Milestones {
		for _, w := range o.Settings.Rule.owed(m, DayOf(m.Since, o.location), from, to, o.calendar) {
			for _, p := range o.told(m) {
				if w.kind.Overdue() || w.send >= o.until(m, p.ID) {
					rows = append(rows, Unsent{Milestone: m, Delivery: Delivery{
						Milestone: m.ID, Kind: w.kind, Day: w.day, Recipient: p.ID, DueAt: w.send.In(o.location, o.hour(p))}})
				}
			}
		}
	}
	return rows
}

// snoozes gives the reminders on the days from from to to that people have put off. The
// diary has them as rows from that moment on.
func (o *outlook) snoozes(from, to Day) []Unsent {
	var rows []Unsent
	for _, m := range o.Milestones {
		for _, p := range o.told(m) {
			if until := o.until(m, p.ID); m.Dated() && until >= from && until <= to {
				rows = append(rows, Unsent{Milestone: m, Delivery: Delivery{
					Milestone: m.ID, Kind: kindSnooze, Day: until, Recipient: p.ID, DueAt: until.In(o.location, o.hour(p))}})
			}
		}
	}
	return rows
}

// digestRows gives the digests that are to be sent on the days from from to to: of a
// year, in place of January's, and of a month to those who serve units and to the
// supervisors, of a quarter to leaders.
func (o *outlook) digestRows(from, to Day) []Unsent {
	var rows []Unsent
	add := func(k Kind, first Day) {
		send := workingFrom(o.calendar, first)
		if send < from || send > to {
			return
		}
		for _, p := range o.People {
			if o.digests(p, k, first) {
				rows = append(rows, Unsent{Delivery: Delivery{Kind: k, Day: first, Recipient: p.ID, DueAt: send.In(o.location, o.hour(p))}})
			}
		}
	}
	rule := o.Settings.Rule
	date := from.AddDays(-longestRest).utc()
	for first := DateDay(date.Year(), date.Month(), 1); first <= to; first = first.AddDate(0, 1, 0) {
		month := first.utc().Month()
		january := month == time.January && rule.YearSum
		if january {
			add(YearList, first)
		}
		if rule.Monthly && !january {
			add(MonthDigest, first)
		}
		if rule.Quarter && month%3 == 1 {
			add(QuarterBrief, first)
		}
	}
	return rows
}

// unknownYears gives the notices that this year, or from December on the next, has no
// holiday data: the State Council announces them in autumn.
func (o *outlook) unknownYears(today Day, now time.Time) []Delivery {
	if o.calendar == nil {
		return nil
	}
	var rows []Delivery
	for _, year := range []int{today.Year(), today.AddDays(31).Year()} {
		if !o.calendar.Known(year) {
			for _, d := range calendarNotices(year, o.People, now) {
				d.DueAt = today.In(o.location, o.hour(o.byID[d.Recipient])) // it can wait for the morning
				rows = append(rows, d)
			}
		}
	}
	return rows
}
