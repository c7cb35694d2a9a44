package reminders

import (
	"math/rand/v2"
	"testing"
)

// TestSummaryAddsUp: whatever the ledger, every milestone is counted once by light,
// once by status and once by unit.
func TestSummaryAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		today := Day(20000)
		var all []Milestone
		for i := range r.IntN(60) {
			all = append(all, Milestone{ID: int64(i), Unit: string(rune('A' + r.IntN(4))), Due: today + Day(r.IntN(200)-100),
				Status: Statuses[r.IntN(len(Statuses))], Held: r.IntN(5) == 0})
		}
		s := Summarize(all, today, DefaultLights)
		lights, statuses, units, closed, unitLights := 0, 0, 0, 0, 0
		for _, n := range s.ByLight {
			lights += n
		}
		for _, n := range s.ByStatus {
			statuses += n
		}
		for _, u := range s.ByUnit {
			units += u.Total
			closed += u.Closed
			for _, n := range u.ByLight {
				unitLights += n
			}
		}
		if s.Total != len(all) || lights != s.Total || statuses != s.Total || units != s.Total || unitLights != s.Total || closed != s.ByStatus[Closed] {
			t.Fatalf("%+v does not add up to %d", s, len(all))
		}
		if len(s.Late) != s.ByLight[Red] {
			t.Fatalf("%d late, %d red", len(s.Late), s.ByLight[Red])
		}
		for i := 1; i < len(s.Late); i++ {
			if s.Late[i].Due < s.Late[i-1].Due {
				t.Fatal("the longest overdue does not come first")
			}
		}
	}
}

func TestLight(t *testing.T) {
	due := Day(1000)
	for _, c := range []struct {
		m     Milestone
		today Day
		want  Light
	}{
		{Milestone{Due: due, Status: Open}, due - 31, Green},
		{Milestone{Due: due, Status: Open}, due - 30, Yellow},
		{Milestone{Due: due, Status: Returned}, due, Yellow},
		{Milestone{Due: due, Status: Open}, due + 1, Red},
		{Milestone{Due: due, Status: Reported}, due, Green},
		{Milestone{Due: due, Status: Reported}, due + 1, Red},
		{Milestone{Due: due, Status: Closed}, due + 99, Green},
		{Milestone{Due: due, Status: Open, Held: true}, due + 99, Grey},
	} {
		if got := DefaultLights.Light(c.m, c.today); got != c.want {
			t.Errorf("%+v on %d: %s, want %s", c.m, c.today, string(got), string(c.want))
		}
	}
}

func TestSimulate(t *testing.T) {
	shanghai := someTime.Location()
	milestones := []Milestone{
		{ID: 1, Unit: "东区", Due: day(t, "2023-12-31"), Status: Open},
		{ID: 2, Unit: "东区", Due: day(t, "2023-12-31"), Status: Open},
		{ID: 3, Unit: "西区", Due: day(t, "2023-12-31"), Status: Closed},
		{ID: 4, Unit: "西区", Due: day(t, "2023-12-31"), Status: Open},
	}
	from, to := day(t, "2023-12-20"), day(t, "2024-01-08")
	// Nobody yet: one recipient stands for each unit; 24, 30, 31 December and 7 January.
	if got := Simulate(milestones, nil, DefaultRule, from, to, shanghai); len(got) != 8 || len(got[0].Items) != 2 || got[0].To != "东区" {
		t.Errorf("%d messages, %+v", len(got), got)
	}
	people := []Person{{ID: "a", Role: Admin}, {ID: "e", Role: Liaison, Units: []string{"东区"}}, {ID: "silent", Role: Liaison, Units: []string{"西区"}, Silent: true}}
	got := Simulate(milestones, people, DefaultRule, from, to, shanghai)
	if len(got) != 8 {
		t.Fatalf("%d messages", len(got))
	}
	for _, p := range got {
		switch {
		case p.To == "e" && len(p.Items) == 2 && !p.Items[0].Orphan:
		case p.To == "a" && len(p.Items) == 1 && p.Items[0].Orphan:
		default:
			t.Errorf("unexpected %+v", p)
		}
	}
}
