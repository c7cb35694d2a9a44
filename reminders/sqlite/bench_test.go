package sqlite

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"duban/reminders"
)

// large gives a diary with 100,000 milestones: four plans of five years and 200 units,
// a third of them due on days within the year.
func large(b *testing.B) *Store {
	b.Helper()
	s := open(b, filepath.Join(b.TempDir(), "duban.db"))
	b.Cleanup(func() { must(b, s.Close()) })
	random := rand.New(rand.NewPCG(1, 1))
	must(b, s.write(b.Context(), func(tx *sql.Tx) error {
		batch := &prepared{tx, map[string]*sql.Stmt{}}
		for i := range 100_000 {
			plan := fmt.Sprint("plan", i/25_000)
			if i%25_000 == 0 {
				if _, err := tx.Exec("INSERT INTO plans (key, title, imported_at) VALUES (?, '计划', 1)", plan); err != nil {
					return err
				}
			}
			year := 2021 + random.IntN(5)
			m := reminders.Milestone{Plan: plan, Key: fmt.Sprint(i), Unit: fmt.Sprintf("第%03d街道办事处", random.IntN(200)), Project: "市现代化学校", Year: year,
				Goal: "达到创建标准，通过评估验收", Clause: "附件", Due: reminders.DateDay(year, 12, 31), Status: reminders.Statuses()[random.IntN(5)], Since: now}
			if random.IntN(3) == 0 {
				m.Due -= reminders.Day(random.IntN(365))
			}
			if m.Original = m.Due; year == 2021 && random.IntN(10) > 0 {
				m.Status = reminders.Closed
			}
			if err := insertMilestone(b.Context(), batch, &m); err != nil {
				return err
			}
		}
		return nil
	}))
	return s
}

// BenchmarkSummary100000: all that a supervisor sees first, of all plans, of one and of a
// unit. Meant to stay under 50 ms.
func BenchmarkSummary100000(b *testing.B) {
	s := large(b)
	today := day(b, "2023-12-01")
	for _, c := range []struct {
		name string
		f    reminders.Filter
	}{{"all", reminders.Filter{}}, {"plan", reminders.Filter{Plan: "plan1"}}, {"unit", reminders.Filter{Units: []string{"第007街道办事处"}}}, {"year", reminders.Filter{Year: 2023}}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				sum, err := s.Summary(b.Context(), c.f, today)
				if err != nil || sum.Total == 0 || len(sum.Next) == 0 {
					b.Fatal(sum.Total, err)
				}
			}
		})
	}
}
