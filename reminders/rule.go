package reminders

import (
	"cmp"
	"slices"
)

// Rule says on which days people are reminded, and at which hour. A day that is not a
// working day is moved: up to the due day to the working day before, after it to the
// one behind.
type Rule struct {
	Before  []int `json:"before"`   // days before the due day
	OnDay   bool  `json:"on_day"`   // on the due day
	Overdue []int `json:"overdue"`  // days after it
	Every   int   `json:"every"`    // and then every so many days more; 0: not again
	Hour    int   `json:"hour"`     // local hour of sending
	YearSum bool  `json:"year"`     // on the first working day of a year: what is to be done in it
	Monthly bool  `json:"monthly"`  // on the first working day of a month: how things stand
	Quarter bool  `json:"quarters"` // on the first working day of a quarter: a brief for leaders
	Anchor  bool  `json:"anchor"`   // on each working day: the end of the trail, for supervisors
}

// The hours at which messages may be sent: a reminder at night helps nobody.
const (
	FirstHour = 6
	LastHour  = 22
)

// Limits of a Rule, in days.
const (
	maxDays  = 366
	maxSteps = 12 // entries of Before or Overdue
)

// DefaultRule reminds 90, 30, 7 and 1 days before, on the day, 1, 3 and 7 days after it
// and then weekly, at nine in the morning, with all digests.
func DefaultRule() Rule {
	return Rule{Before: []int{90, 30, 7, 1}, OnDay: true, Overdue: []int{1, 3, 7}, Every: 7, Hour: 9, YearSum: true, Monthly: true, Quarter: true, Anchor: true}
}

// Check returns a *SettingError that says what is wrong with the rule, or nil.
func (r Rule) Check() error {
	wrong := func(n int) bool { return n < 1 || n > maxDays }
	switch {
	case slices.ContainsFunc(r.Before, wrong), slices.ContainsFunc(r.Overdue, wrong):
		return wrongSetting("天数要在1到%d之间。", maxDays)
	case len(r.Before) > maxSteps, len(r.Overdue) > maxSteps:
		return wrongSetting("提前和逾期的天数各最多写%d个。", maxSteps)
	case r.Every < 0 || r.Every > maxDays:
		return wrongSetting("逾期后的间隔要在1到%d天之间，不再提醒写0。", maxDays)
	case r.Every == 0 && len(r.Overdue) == 0:
		return wrongSetting("逾期提醒不能全部停掉，至少写一个天数或间隔。")
	case r.Hour < FirstHour || r.Hour > LastHour:
		return wrongSetting("发送时间要在%d点到%d点之间。", FirstHour, LastHour)
	}
	return nil
}

// sorted gives the rule with its days in order, each once.
func (r Rule) sorted() Rule {
	days := func(all []int, order func(a, b int) int) []int {
		return slices.Compact(slices.SortedFunc(slices.Values(all), order))
	}
	r.Before = days(r.Before, func(a, b int) int { return cmp.Compare(b, a) })
	r.Overdue = days(r.Overdue, func(a, b int) int { return cmp.Compare(a, b) })
	return r
}

// owed is one reminder that a rule yields for a milestone.
type owed struct {
	kind Kind
	day  Day // that the rule names
	send Day // on which it is sent: day, or a working day near it
}

// owed gives the reminders of m that are to be sent on the days from from to to, both
// included, for a sorted rule in the order of their days. There are none while m does not wait for its unit
// or where it has no deadline, and none for days before its Since or before it begins; what was to be sent before and names a day
// since then is sent at once.
func (r Rule) owed(m Milestone, since, from, to Day, c WorkDays) []owed {
	if !m.AwaitsUnit() || !m.Dated() {
		return nil
	}
	since = max(since, m.Begins)
	from = max(from, since)
	var all []owed
	add := func(kind Kind, day, send Day) {
		send = max(send, since)
		if day >= since && send >= from && send <= to {
			all = append(all, owed{kind, day, send})
		}
	}
	before := func(kind Kind, n int) {
		// Only what can be sent within the days is moved, which costs.
		if day := m.Due.AddDays(-n); day >= from && day <= to.AddDays(longestRest) {
			add(kind, day, workingBefore(c, day))
		}
	}
	after := func(n int) {
		if day := m.Due.AddDays(n); day >= from.AddDays(-longestRest) && day <= to {
			add(overdueKind(n), day, workingFrom(c, day))
		}
	}
	for _, n := range r.Before {
		before(beforeKind(n), n)
	}
	if r.OnDay {
		before(kindDue, 0)
	}
	last := 0
	for _, n := range r.Overdue {
		after(n)
		last = n
	}
	if r.Every > 0 {
		first := last + r.Every
		if skip := int(from.AddDays(-longestRest)-m.Due) - first; skip > 0 {
			first += skip / r.Every * r.Every
		}
		for n := first; m.Due.AddDays(n) <= to; n += r.Every {
			after(n)
		}
	}
	return all
}
