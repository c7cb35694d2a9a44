package reminders

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func schedule(t *testing.T) []Milestone {
	imported := time.Date(2021, 2, 1, 2, 0, 0, 0, time.UTC)
	return []Milestone{
		{ID: 1, Unit: "柯桥区", Goal: "达到 100%", Due: mustDay(t, "2023-12-31"), Status: Open, Since: imported, UpdatedAt: imported},
		{ID: 2, Unit: "柯桥区", Goal: "达到创建标准", Due: mustDay(t, "2023-12-31"), Status: Open, Since: imported, UpdatedAt: imported},
		{ID: 3, Unit: "越城区", Goal: "达到创建标准", Due: mustDay(t, "2023-12-24"), Status: Acknowledged, Since: imported, UpdatedAt: imported},
		{ID: 4, Unit: "越城区", Goal: "达到 100%", Due: mustDay(t, "2022-12-31"), Status: Open, Held: true, Since: imported, UpdatedAt: imported},
	}
}

func calendar(planned []Planned) string {
	var b strings.Builder
	for _, p := range planned {
		fmt.Fprintf(&b, "%s %s:", p.At.Format("2006-01-02 15:04"), p.Who())
		for _, i := range p.Items {
			fmt.Fprintf(&b, " %d/%s/%v", i.Milestone.ID, i.Kind, i.NoLiaison)
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
		if got := calendar(Simulate(schedule(t), c.people, DefaultRule(), from, to, shanghai(t))); got != c.want {
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
	all[0].Status, all[0].Held, all[0].Report = Closed, false, "完成"
	from := mustDay(t, "2023-10-01")
	then := AsOf(all, from, shanghai(t))
	for i, m := range then {
		if held := i == 3; m.Status != Open || m.Held != held || m.Report != "" || DayOf(m.Since, shanghai(t)) != from {
			t.Errorf("%+v", m)
		}
	}
	if all[0].Status != Closed {
		t.Error("the ledger itself has changed")
	}
	if n := len(Simulate(all, nil, DefaultRule(), from, mustDay(t, "2024-01-31"), shanghai(t))); n != 0 {
		t.Errorf("%d messages from a ledger that did not exist then", n)
	}
	// 30, 7, 1, 0 days before and 4 or 5 weeks after 31 December and 24 December
	if n := len(Simulate(then, nil, DefaultRule(), from, mustDay(t, "2024-01-31"), shanghai(t))); n != 8+9 {
		t.Errorf("%d messages", n)
	}
	same := AsOf(all, mustDay(t, "2026-05-01"), shanghai(t))
	if same[0].Status != Closed || !same[1].Held {
		t.Errorf("a day after the last change alters %+v", same)
	}
}
