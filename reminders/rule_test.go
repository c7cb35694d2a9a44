package reminders

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// plain is a rule with few reminders and no digests.
var plain = Rule{Before: []int{30, 7, 1}, OnDay: true, Every: 7, Hour: 9}

// text writes reminders as before-30 2023-12-01, with the day of sending where it is
// another one: before-1 2023-12-30>29.
func text(all []owed) string {
	var parts []string
	for _, o := range all {
		s := fmt.Sprintf("%s %s", o.kind, o.day)
		if o.send != o.day {
			s += ">" + o.send.String()[5:]
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

func TestOwed(t *testing.T) {
	c := china(t)
	for _, test := range []struct {
		name, due, since, from, to string
		rule                       Rule
		calendar                   WorkDays
		want                       string
	}{
		{"whole life", "2023-12-31", "", "2023-11-01", "2024-01-15", plain, nil,
			"before-30 2023-12-01, before-7 2023-12-24, before-1 2023-12-30, due 2023-12-31, overdue-7 2024-01-07, overdue-14 2024-01-14"},
		{"both ends count", "2023-12-31", "", "2023-12-30", "2023-12-31", plain, nil, "before-1 2023-12-30, due 2023-12-31"},
		{"over a leap day", "2024-03-01", "", "2024-01-01", "2024-03-08", plain, nil,
			"before-30 2024-01-31, before-7 2024-02-23, before-1 2024-02-29, due 2024-03-01, overdue-7 2024-03-08"},
		{"the same in a common year", "2023-03-01", "", "2023-01-01", "2023-03-08", plain, nil,
			"before-30 2023-01-30, before-7 2023-02-22, before-1 2023-02-28, due 2023-03-01, overdue-7 2023-03-08"},
		{"due on a leap day", "2024-02-29", "", "2024-02-29", "2024-03-07", plain, nil, "due 2024-02-29, overdue-7 2024-03-07"},
		{"years late", "2021-12-31", "", "2023-12-01", "2023-12-08", plain, nil, "overdue-700 2023-12-01, overdue-707 2023-12-08"},
		{"nothing in between", "2023-12-31", "", "2023-12-02", "2023-12-23", plain, nil, ""},
		{"backwards", "2023-12-31", "", "2024-01-31", "2023-10-01", plain, nil, ""},
		{"no rule", "2023-12-31", "", "2023-01-01", "2025-01-01", Rule{}, nil, ""},
		{"days unsorted and twice", "2023-12-31", "", "2023-12-01", "2024-12-31", Rule{Before: []int{1, 3, 1}, Overdue: []int{5, 2, 5}}, nil,
			"before-3 2023-12-28, before-1 2023-12-30, overdue-2 2024-01-02, overdue-5 2024-01-05"},
		{"as a new diary has it", "2023-12-31", "", "2023-01-01", "2024-01-25", DefaultRule(), nil,
			"before-90 2023-10-02, before-30 2023-12-01, before-7 2023-12-24, before-1 2023-12-30, due 2023-12-31, " +
				"overdue-1 2024-01-01, overdue-3 2024-01-03, overdue-7 2024-01-07, overdue-14 2024-01-14, overdue-21 2024-01-21"},
		{"the same on working days", "2023-12-31", "", "2023-01-01", "2024-01-25", DefaultRule(), c,
			"before-90 2023-10-02>09-28, before-30 2023-12-01, before-7 2023-12-24>12-22, before-1 2023-12-30>12-29, due 2023-12-31>12-29, " +
				"overdue-1 2024-01-01>01-02, overdue-3 2024-01-03, overdue-7 2024-01-07>01-08, overdue-14 2024-01-14>01-15, overdue-21 2024-01-21>01-22"},
		{"in the Golden Week", "2023-10-05", "", "2023-09-01", "2023-10-31", DefaultRule(), c,
			"before-30 2023-09-05, before-7 2023-09-28, before-1 2023-10-04>09-28, due 2023-10-05>09-28, " +
				"overdue-1 2023-10-06>10-07, overdue-3 2023-10-08, overdue-7 2023-10-12, overdue-14 2023-10-19, overdue-21 2023-10-26"},
		{"over the Spring Festival", "2024-02-12", "", "2024-02-01", "2024-02-26", DefaultRule(), c,
			"before-7 2024-02-05, before-1 2024-02-11>02-09, due 2024-02-12>02-09, " +
				"overdue-1 2024-02-13>02-18, overdue-3 2024-02-15>02-18, overdue-7 2024-02-19, overdue-14 2024-02-26"},
		{"a Sunday that is worked", "2024-02-04", "", "2024-02-01", "2024-02-05", DefaultRule(), c,
			"before-1 2024-02-03>02-02, due 2024-02-04, overdue-1 2024-02-05"},
		{"the day of sending counts, not the day named: before", "2023-10-05", "", "2023-09-29", "2023-10-06", DefaultRule(), c, ""},
		{"the day of sending counts, not the day named: after", "2023-10-05", "", "2023-10-07", "2023-10-07", DefaultRule(), c, "overdue-1 2023-10-06>10-07"},
		{"imported within days that are off", "2023-10-05", "2023-10-02", "2023-09-01", "2023-10-06", DefaultRule(), c,
			"before-1 2023-10-04>10-02, due 2023-10-05>10-02"},
		{"imported on the day named", "2023-10-05", "2023-10-05", "2023-09-01", "2023-10-06", DefaultRule(), c, "due 2023-10-05"},
		{"nothing for days before the import", "2023-10-05", "2023-10-05", "2023-09-01", "2023-10-08", Rule{Before: []int{1}, Overdue: []int{1}}, c,
			"overdue-1 2023-10-06>10-07"},
		{"nor sent later", "2023-09-29", "2023-10-03", "2023-09-01", "2023-10-08", Rule{Overdue: []int{1, 2, 4}}, c, "overdue-4 2023-10-03>10-07"},
	} {
		m := Milestone{Status: Open, Due: mustDay(t, test.due)}
		from, to, since := mustDay(t, test.from), mustDay(t, test.to), Day(0)
		if test.since != "" {
			since = mustDay(t, test.since)
		}
		if got := text(test.rule.sorted().owed(m, since, from, to, test.calendar)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
		for _, quiet := range []Milestone{{Status: Closed}, {Status: Reported}, {Status: Cancelled}, {Status: Open, Held: true}} {
			quiet.Due = m.Due
			if o := test.rule.sorted().owed(quiet, since, from, to, test.calendar); o != nil {
				t.Errorf("%s: %s, held %v is owed %v", test.name, quiet.Status, quiet.Held, o)
			}
		}
	}
}

// TestOwedDayByDay: a window owes what its days owe one by one, whatever the window.
func TestOwedDayByDay(t *testing.T) {
	m := Milestone{Status: Returned, Due: mustDay(t, "2024-02-29")}
	rule := Rule{Before: []int{90, 30, 7, 1}, OnDay: true, Every: 3}
	from, to := m.Due.AddDays(-100), m.Due.AddDays(50)
	var single []owed
	for d := from; d <= to; d++ {
		single = append(single, rule.owed(m, 0, d, d, nil)...)
	}
	if whole := rule.owed(m, 0, from, to, nil); fmt.Sprint(whole) != fmt.Sprint(single) || len(whole) != 4+1+16 {
		t.Errorf("whole window %v\n day by day %v", whole, single)
	}
}

// TestOwedOnce makes milestones, rules, calendars and runs at random, as the Scheduler
// makes them: each from the last day of the one before to its own. Against a list that
// is made in the plainest way, each reminder has to come in the first run that can send
// it, once, on a working day, or on the day of the import where that day came too late,
// and never after the due day if it is one that comes before.
func TestOwedOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	some := func(most, below int) (days []int) {
		for range random.IntN(most) {
			days = append(days, 1+random.IntN(below))
		}
		return days
	}
	type key struct {
		kind Kind
		day  Day
	}
	for range 400 {
		rule := Rule{Before: some(5, 120), OnDay: random.IntN(2) == 0, Overdue: some(4, 30), Every: random.IntN(12)}.sorted()
		start := mustDay(t, "2023-06-01").AddDays(random.IntN(300))
		m := Milestone{Status: Open, Due: start.AddDays(random.IntN(250) - 60)}
		since := start.AddDays(random.IntN(60))
		c := holidays{}
		for range random.IntN(12) { // spans of days off, some longer than any festival, and days that are worked
			first, worked := start.AddDays(random.IntN(300)), random.IntN(3) == 0
			for d := range Day(1 + random.IntN(9)) {
				c[first+d] = worked
			}
		}
		runs := []Day{start}
		for runs[len(runs)-1] < start+250 {
			runs = append(runs, runs[len(runs)-1].AddDays(random.IntN(4)*random.IntN(12)))
		}

		want := map[key]int{} // by the number of the run
		expect := func(kind Kind, day Day, step Day) {
			if day < since {
				return
			}
			send := day
			for !c.Working(send) && max(send-day, day-send) < longestRest {
				send += step
			}
			if !c.Working(send) {
				send = day
			}
			send = max(send, since)
			if i := slices.IndexFunc(runs, func(run Day) bool { return run >= send }); i >= 0 {
				want[key{kind, day}] = i
			}
		}
		for _, n := range rule.Before {
			expect(beforeKind(n), m.Due.AddDays(-n), -1)
		}
		if rule.OnDay {
			expect(kindDue, m.Due, -1)
		}
		last := 0
		for _, n := range rule.Overdue {
			expect(overdueKind(n), m.Due.AddDays(n), 1)
			last = n
		}
		for n := last + rule.Every; rule.Every > 0 && n < 1000; n += rule.Every {
			expect(overdueKind(n), m.Due.AddDays(n), 1)
		}

		got := map[key]int{}
		through := runs[0]
		for i, run := range runs {
			if run < since { // is not in the ledger yet
				through = run
				continue
			}
			if i == 0 {
				through = 0 // the first run of a diary goes back to the import
			}
			seen := map[key]bool{}
			for _, o := range rule.owed(m, since, through, run, c) {
				k := key{o.kind, o.day}
				if seen[k] {
					t.Fatalf("%s %s comes twice in one run", o.kind, o.day)
				}
				seen[k] = true
				if _, known := got[k]; !known {
					got[k] = i
				}
				if !c.Working(o.send) && o.send != since || o.day <= m.Due && o.send > m.Due || o.send < since || o.send > run {
					t.Fatalf("%s %s is sent on %s; due %s, since %s, run %s", o.kind, o.day, o.send, m.Due, since, run)
				}
			}
			through = run
		}
		for k, i := range want {
			if run, some := got[k]; !some || run != i {
				t.Fatalf("%+v of %+v, since %s: in run %d (%v), want %d; runs %v, calendar %v", k, m, since, run, some, i, runs, c)
			}
		}
		if len(got) != len(want) {
			maps.DeleteFunc(got, func(k key, _ int) bool { _, wanted := want[k]; return wanted })
			t.Fatalf("%+v, since %s, is owed too much: %v; calendar %v", m, since, got, c)
		}
	}
}

func TestRuleCheck(t *testing.T) {
	for _, good := range []Rule{DefaultRule(), plain, {Every: 1, Hour: FirstHour}, {Overdue: []int{maxDays}, Hour: LastHour}, {Before: make12(), Every: 7, Hour: 9}} {
		if err := good.Check(); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
	for name, change := range map[string]func(r *Rule){
		"before 0": func(r *Rule) { r.Before = []int{0} }, "before -1": func(r *Rule) { r.Before = []int{-1} },
		"before 367": func(r *Rule) { r.Before = []int{7, 367} }, "overdue 0": func(r *Rule) { r.Overdue = []int{0} },
		"overdue 367": func(r *Rule) { r.Overdue = []int{367} }, "every -1": func(r *Rule) { r.Every = -1 }, "every 367": func(r *Rule) { r.Every = 367 },
		"hour 5": func(r *Rule) { r.Hour = 5 }, "hour 23": func(r *Rule) { r.Hour = 23 },
		"13 before":               func(r *Rule) { r.Before = append(make12(), 13) },
		"13 overdue":              func(r *Rule) { r.Overdue = append(make12(), 13) },
		"silent after the day":    func(r *Rule) { r.Overdue, r.Every = nil, 0 },
		"nothing but its own day": func(r *Rule) { *r = Rule{OnDay: true, Hour: 9} },
	} {
		r := DefaultRule()
		change(&r)
		if err := r.Check(); err == nil || !strings.HasSuffix(err.Error(), "。") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// make12 gives as many days as a rule may have.
func make12() (days []int) {
	for n := range maxSteps {
		days = append(days, n+1)
	}
	return days
}

func TestSettingsCheck(t *testing.T) {
	if err := DefaultSettings().Check(); err != nil {
		t.Error(err)
	}
	for warn, ok := range map[int]bool{0: false, 1: true, maxDays: true, maxDays + 1: false, -30: false} {
		s := DefaultSettings()
		if s.Lights.WarnDays = warn; (s.Check() == nil) != ok {
			t.Errorf("yellow %d days before: %v", warn, s.Check())
		}
	}
	s := DefaultSettings()
	if s.Rule.Hour = 3; s.Check() == nil {
		t.Error("a bad rule is accepted with the settings")
	}
	days := []int{1, 30, 7, 30}
	s.Rule.Before, s.Rule.Overdue = days, []int{3, 1, 3}
	if sorted := s.Sorted().Rule; fmt.Sprint(sorted.Before, sorted.Overdue, days) != "[30 7 1] [1 3] [1 30 7 30]" {
		t.Errorf("%v %v, from %v", sorted.Before, sorted.Overdue, days)
	}
}
