package sqlite

import (
	"cmp"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"duban/reminders"
)

// TestSummaryCountsAsGoDoes makes ledgers and filters at random: what SQL counts is what
// Summarize counts of the milestones that the filter lets through.
func TestSummaryCountsAsGoDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	pick := func(all ...string) string { return all[random.IntN(len(all))] }
	today := day(t, "2023-12-01")
	near := func() reminders.Day { return today.AddDays(random.IntN(200) - 100) }
	s := fresh(t)
	units := []string{"越城区", "柯桥区", "上虞区", "市教育局"}
	for _, plan := range []string{"p1", "p2"} {
		_, err := s.w.Exec("INSERT INTO plans (key, title, imported_at) VALUES (?, ?, 1)", plan, plan)
		must(t, err)
	}
	for round := range 20 {
		must(t, s.write(t.Context(), func(tx *sql.Tx) error {
			if _, err := tx.Exec("DELETE FROM milestones"); err != nil {
				return err
			}
			for i := range random.IntN(120) {
				m := reminders.Milestone{Plan: pick("p1", "p2"), Key: fmt.Sprint(i), Unit: pick(units...), Project: pick("甲", "乙"), Year: 2022 + random.IntN(3), Goal: "达到",
					Due: near(), Status: reminders.Statuses()[random.IntN(6)], Held: random.IntN(6) == 0, Since: now}
				if random.IntN(6) == 0 {
					m.Due, m.Year = 0, 0
				}
				for _, p := range units {
					if p != m.Unit && random.IntN(6) == 0 {
						m.Others = append(m.Others, reminders.Party{Unit: p, Role: pick("", "配合")})
					}
				}
				m.Original = m.Due
				if err := insertMilestone(t.Context(), tx, &m); err != nil {
					return err
				}
			}
			_, err := tx.Exec("UPDATE milestones SET wish = '2024-06-30' WHERE id % 7 = 0")
			return err
		}))
		set := reminders.DefaultSettings()
		set.Lights.WarnDays = 1 + random.IntN(60)
		must(t, s.SetSettings(t.Context(), set, "a", now))
		for range 15 {
			var f reminders.Filter
			maybe := func(set func()) {
				if random.IntN(4) == 0 {
					set()
				}
			}
			maybe(func() { f.Plan = pick("p1", "p2", "p3") })
			maybe(func() { f.Units = units[:1+random.IntN(3)] })
			maybe(func() { f.Project = pick("甲", "丙") })
			maybe(func() { f.Year = 2022 + random.IntN(4) })
			maybe(func() { f.Statuses = reminders.Statuses()[random.IntN(5):] })
			maybe(func() { f.HeldOnly = random.IntN(3) == 0 })
			maybe(func() { f.Awaiting = true })
			maybe(func() { f.Wishing = true })
			maybe(func() { f.DueFrom = near() })
			maybe(func() { f.DueUntil = near() })
			maybe(func() { f.Undated = random.IntN(3) == 0 })
			maybe(func() { f.Cancelled = true })
			all, err := s.Milestones(t.Context(), f)
			must(t, err)
			got, err := s.Summary(t.Context(), f, today)
			must(t, err)
			want := reminders.Summarize(all, f.Units, today, set.Lights)
			for _, sum := range []*reminders.Summary{&got, &want} { // in no order that matters
				slices.SortFunc(sum.Units, func(a, b reminders.UnitCounts) int { return cmp.Compare(a.Unit, b.Unit) })
				if len(sum.Next) == 0 {
					sum.Next = nil
				}
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("round %d, %+v:\n got %+v\nwant %+v", round, f, got, want)
			}
			lights := 0
			for _, n := range got.Lights {
				lights += n
			}
			if got.Total != len(all) || lights != len(all) {
				t.Fatalf("%d counted, %d lights, %d listed", got.Total, lights, len(all))
			}
			for _, u := range got.Units {
				if u.Total == 0 || u.Total > got.Total || len(f.Units) > 0 && !slices.Contains(f.Units, u.Unit) {
					t.Fatalf("%+v of %d, asked about %q", u, got.Total, f.Units)
				}
			}
		}
	}
}
