package reminders

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func schedule(t *testing.T) []Milestone {
	imported := time.Date(2021, 2, 1, 2, 0, 0, 0, time.UTC)
	all := []Milestone{
		{ID: 1, Unit: "柯桥区", Goal: "达到 100%", Due: mustDay(t, "2023-12-31"), Status: Open, Since: imported, UpdatedAt: imported},
		{ID: 2, Unit: "柯桥区", Goal: "达到创建标准", Due: mustDay(t, "2023-12-31"), Status: Open, Since: imported, UpdatedAt: imported},
		{ID: 3, Unit: "越城区", Goal: "达到创建标准", Due: mustDay(t, "2023-12-24"), Status: Acknowledged, Since: imported, UpdatedAt: imported},
		{ID: 4, Unit: "越城区", Goal: "达到 100%", Due: mustDay(t, "2022-12-31"), Status: Open, Held: true, Since: imported, UpdatedAt: imported},
	}
	for i, m := range all {
		all[i].Original = m.Due
	}
	return all
}

// ledger has the settings that the expectations below go by.
func ledger(all []Milestone, people ...Person) Ledger {
	return Ledger{Milestones: all, People: people, Settings: Settings{Rule: plain, Lights: DefaultLightRule()}}
}

func listed(planned []Planned) string {
	var b strings.Builder
	for _, p := range planned {
		fmt.Fprintf(&b, "%s %s:", p.At.Format("2006-01-02 15:04"), p.Who())
		for _, i := range p.Items {
			fmt.Fprintf(&b, " %d/%s/%v", i.Milestone.ID, i.Kind, len(i.Unserved) > 0)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestSimulate(t *testing.T) {
	from, to := mustDay(t, "2023-12-23"), mustDay(t, "2023-12-24")
	for name, c := range map[string]struct {
		people []Person
		want   string
	}{
		"nobody": {nil, `2023-12-23 09:00 越城区（尚无联络员）: 3/before-1/true
2023-12-24 09:00 越城区（尚无联络员）: 3/due/true
2023-12-24 09:00 柯桥区（尚无联络员）: 1/before-7/true 2/before-7/true
`},
		"a liaison and no supervisor": {[]Person{{ID: "k", Name: "甲", Role: Liaison, Units: []string{"柯桥区"}}}, `2023-12-23 09:00 越城区（尚无联络员）: 3/before-1/true
2023-12-24 09:00 越城区（尚无联络员）: 3/due/true
2023-12-24 09:00 联络员 甲: 1/before-7/false 2/before-7/false
`},
		"both": {[]Person{{ID: "a", Role: Admin}, {ID: "k", Name: "甲", Role: Liaison, Units: []string{"柯桥区"}}}, `2023-12-23 09:00 督查员 a: 3/before-1/true
2023-12-24 09:00 督查员 a: 3/due/true
2023-12-24 09:00 联络员 甲: 1/before-7/false 2/before-7/false
`},
		"only a supervisor": {[]Person{{ID: "a", Name: "乙", Role: Admin}}, `2023-12-23 09:00 督查员 乙: 3/before-1/true
2023-12-24 09:00 督查员 乙: 3/due/true 1/before-7/true 2/before-7/true
`},
	} {
		if got := listed(Simulate(ledger(schedule(t), c.people...), nil, from, to, shanghai(t))); got != c.want {
			t.Errorf("%s:\n%swant:\n%s", name, got, c.want)
		}
	}
}

func TestAsOf(t *testing.T) {
	later := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	all := schedule(t)
	for i := range all { // imported in 2026, when all were past; one was closed since
		all[i].Since, all[i].UpdatedAt, all[i].Held = later, later, true
	}
	all[0].Status, all[0].Held, all[0].Report, all[0].Percent = Closed, false, "完成", 100
	all[2].Due, all[2].Wish, all[2].Plea = all[2].Original+90, all[2].Original+120, "因故"
	from := mustDay(t, "2023-10-01")
	then := AsOf(all, from, shanghai(t))
	for i, m := range then {
		if held := i == 3; m.Status != Open || m.Held != held || m.Report != "" || m.Percent != 0 || m.Extended() || m.Wish != 0 || m.Plea != "" || DayOf(m.Since, shanghai(t)) != from {
			t.Errorf("%+v", m)
		}
	}
	if all[0].Status != Closed {
		t.Error("the ledger itself has changed")
	}
	if n := len(Simulate(ledger(all), nil, from, mustDay(t, "2024-01-31"), shanghai(t))); n != 0 {
		t.Errorf("%d messages from a ledger that did not exist then", n)
	}
	// 30, 7, 1, 0 days before and 4 or 5 weeks after 31 December and 24 December
	if n := len(Simulate(ledger(then), nil, from, mustDay(t, "2024-01-31"), shanghai(t))); n != 8+9 {
		t.Errorf("%d messages", n)
	}
	same := AsOf(all, mustDay(t, "2026-05-01"), shanghai(t))
	if same[0].Status != Closed || !same[1].Held {
		t.Errorf("a day after the last change alters %+v", same)
	}
}

// TestSimulateMoves: the days of sending, the hours that people have set, digests, and
// what was put off, as the Scheduler would have it.
func TestSimulateMoves(t *testing.T) {
	l := ledger(schedule(t),
		Person{ID: "a", Name: "乙", Role: Admin},
		Person{ID: "k", Name: "甲", Role: Liaison, Units: []string{"柯桥区"}, Hours: Hours{Own: 14}},
		Person{ID: "y", Name: "丁", Role: Liaison, Units: []string{"越城区"}},
		Person{ID: "z", Name: "丙", Role: Leader})
	l.Settings.Rule = DefaultRule()
	l.Settings.Rule.Hour = 8
	l.Snoozes = []Snooze{{Milestone: 2, Person: "k", Until: mustDay(t, "2023-12-27")}, {Milestone: 3, Person: "y", Until: mustDay(t, "2023-12-22")}}
	want := `2023-12-22 08:00 联络员 丁: 3/due/false
2023-12-22 14:00 联络员 甲: 1/before-7/false
2023-12-25 08:00 联络员 丁: 3/overdue-1/false
2023-12-27 08:00 联络员 丁: 3/overdue-3/false
2023-12-27 14:00 联络员 甲: 2/snooze/false
2023-12-29 14:00 联络员 甲: 1/due/false 2/due/false
2024-01-02 08:00 联络员 丁: 3/overdue-7/false 0/year/false
2024-01-02 08:00 督查员 乙: 0/year/false
2024-01-02 08:00 领导 丙: 0/quarter/false
2024-01-02 14:00 联络员 甲: 1/overdue-1/false 2/overdue-1/false 0/year/false
`
	if got := listed(Simulate(l, china(t), mustDay(t, "2023-12-18"), mustDay(t, "2024-01-02"), shanghai(t))); got != want {
		t.Errorf("\n%swant:\n%s", got, want)
	}
}
