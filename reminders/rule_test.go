package reminders

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func day(t testing.TB, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOwed(t *testing.T) {
	open := Milestone{Due: day(t, "2024-03-30"), Status: Open}
	with := func(f func(*Milestone)) Milestone { m := open; f(&m); return m }
	for name, c := range map[string]struct {
		m        Milestone
		rule     Rule
		from, to string
		want     string
	}{
		"over a leap day":        {open, DefaultRule, "2024-02-01", "2024-04-15", "02-29 before-30, 03-23 before-7, 03-29 before-1, 03-30 due, 04-06 overdue-7, 04-13 overdue-14"},
		"only part":              {open, DefaultRule, "2024-03-24", "2024-03-30", "03-29 before-1, 03-30 due"},
		"long overdue":           {open, DefaultRule, "2024-12-01", "2024-12-14", "12-07 overdue-252, 12-14 overdue-259"},
		"on an overdue day":      {open, DefaultRule, "2024-04-06", "2024-04-06", "04-06 overdue-7"},
		"not before it was here": {with(func(m *Milestone) { m.Since = day(t, "2024-03-25") }), DefaultRule, "2024-01-01", "2024-03-30", "03-29 before-1, 03-30 due"},
		"held":                   {with(func(m *Milestone) { m.Held = true }), DefaultRule, "2024-01-01", "2024-12-31", ""},
		"reported":               {with(func(m *Milestone) { m.Status = Reported }), DefaultRule, "2024-01-01", "2024-12-31", ""},
		"closed":                 {with(func(m *Milestone) { m.Status = Closed }), DefaultRule, "2024-01-01", "2024-12-31", ""},
		"returned":               {with(func(m *Milestone) { m.Status = Returned }), Rule{OnDay: true}, "2024-01-01", "2024-12-31", "03-30 due"},
		"backwards":              {open, DefaultRule, "2024-12-31", "2024-01-01", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, o := range c.rule.Owed(c.m, day(t, c.from), day(t, c.to)) {
				got = append(got, o.Day.String()[5:]+" "+string(o.Kind))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// TestOwedInParts: what is owed does not depend on how often one looks.
func TestOwedInParts(t *testing.T) {
	m := Milestone{Due: day(t, "2023-12-31"), Status: Open, Since: day(t, "2023-01-01")}
	from, to := day(t, "2023-10-01"), day(t, "2024-06-30")
	whole := DefaultRule.Owed(m, from, to)
	var parts []Owed
	for d := from; d <= to; d++ {
		parts = append(parts, DefaultRule.Owed(m, d, d)...)
	}
	if !slices.Equal(whole, parts) {
		t.Errorf("at once %v\nday by day %v", whole, parts)
	}
}

func TestKindWords(t *testing.T) {
	got := fmt.Sprintln(beforeKind(30), onDay, overdueKind(14), NoticeKind(Event{ID: 3, Action: Report}))
	if got != "提前30天 当天到期 逾期14天 填报通知\n" {
		t.Error(got)
	}
}
