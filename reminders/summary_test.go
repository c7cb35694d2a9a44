package reminders

import (
	"math/rand/v2"
	"testing"
)

// TestSummaryAddsUp makes ledgers at random and counts them in other ways.
func TestSummaryAddsUp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	today := mustDay(t, "2023-12-01")
	units := []string{"越城区", "柯桥区", "上虞区", "市教育局"}
	for range 300 {
		var all []Milestone
		for i := range random.IntN(60) {
			all = append(all, Milestone{ID: int64(i + 1), Unit: units[random.IntN(len(units))], Status: Statuses()[random.IntN(5)],
				Held: random.IntN(5) == 0, Due: today.AddDays(random.IntN(200) - 100)})
		}
		s := Summarize(all, today, LightRule{WarnDays: random.IntN(60)})
		addsUp(t, s.Counts, len(all))
		total, red := 0, 0
		for _, u := range s.Units {
			n := 0
			for _, m := range all {
				if m.Unit == u.Unit {
					n++
				}
			}
			addsUp(t, u.Counts, n)
			total += u.Total
			red += u.Lights[Red]
		}
		if total != s.Total || red != s.Lights[Red] || len(s.Late) != red {
			t.Fatalf("units: %d of %d, red %d of %d, late %d", total, s.Total, red, s.Lights[Red], len(s.Late))
		}
		for i, l := range s.Late {
			if l.Days < 1 || l.Days != int(today-l.Milestone.Due) || i > 0 && s.Late[i-1].Days < l.Days {
				t.Fatalf("late: %+v", s.Late)
			}
		}
		if len(s.Next) > NextShown {
			t.Fatalf("%d next", len(s.Next))
		}
		for i, m := range s.Next {
			if m.Due < today || !m.AwaitsUnit() || i > 0 && s.Next[i-1].Due > m.Due {
				t.Fatalf("next: %+v", s.Next)
			}
		}
	}
}

func addsUp(t *testing.T, c Counts, total int) {
	t.Helper()
	lights, statuses := 0, 0
	for _, l := range Lights() {
		lights += c.Lights[l]
	}
	for _, s := range Statuses() {
		statuses += c.Statuses[s]
	}
	if c.Total != total || lights != total || statuses != total {
		t.Fatalf("total %d, lights %d, statuses %d; want %d", c.Total, lights, statuses, total)
	}
}
