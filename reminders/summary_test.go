package reminders

import (
	"math/rand/v2"
	"slices"
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
			all = append(all, Milestone{ID: int64(i + 1), Unit: units[random.IntN(len(units))], Status: Statuses()[random.IntN(len(Statuses()))],
				Held: random.IntN(5) == 0, Due: today.AddDays(random.IntN(200) - 100)})
		}
		s := Summarize(all, nil, today, LightRule{WarnDays: random.IntN(60)})
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
		if total != s.Total || red != s.Lights[Red] {
			t.Fatalf("units: %d of %d, red %d of %d", total, s.Total, red, s.Lights[Red])
		}
		var late, next, wantLate, wantNext []Day
		for _, m := range all {
			switch {
			case m.Overdue(today):
				wantLate = append(wantLate, m.Due)
			case m.AwaitsUnit():
				wantNext = append(wantNext, m.Due)
			}
		}
		for _, l := range s.Late {
			if !l.Milestone.Overdue(today) || l.Days != int(today-l.Milestone.Due) {
				t.Fatalf("late: %+v", l)
			}
			late = append(late, l.Milestone.Due)
		}
		for _, m := range s.Next {
			if m.Overdue(today) || !m.AwaitsUnit() {
				t.Fatalf("next: %+v", m)
			}
			next = append(next, m.Due)
		}
		if slices.Sort(wantLate); !slices.Equal(late, wantLate[:min(len(wantLate), Shown)]) || len(wantLate) != s.Overdue {
			t.Fatalf("late %v of %d, want %v", late, s.Overdue, wantLate)
		}
		if slices.Sort(wantNext); !slices.Equal(next, wantNext[:min(len(wantNext), Shown)]) {
			t.Fatalf("next %v, want %v", next, wantNext)
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
	if closed, of := c.Closed(); closed != c.Statuses[Closed] || of != total-c.Statuses[Cancelled] || c.Overdue != c.Lights[Red] {
		t.Fatalf("%d closed of %d, %d overdue; %+v", closed, of, c.Overdue, c)
	}
	if c.Total != total || lights != total || statuses != total {
		t.Fatalf("total %d, lights %d, statuses %d; want %d", c.Total, lights, statuses, total)
	}
}
