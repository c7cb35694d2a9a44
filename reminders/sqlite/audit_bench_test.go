package sqlite

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"duban/reminders"
)

// BenchmarkAudit1000000: a ledger of 20,000 tasks to which a million things have happened is
// replayed and compared. Meant to stay under 10 s.
func BenchmarkAudit1000000(b *testing.B) {
	const tasks = 20_000
	events := 1_000_000
	if n, err := strconv.Atoi(os.Getenv("DUBAN_EVENTS")); err == nil {
		events = n
	}
	s := open(b, filepath.Join(b.TempDir(), "duban.db"))
	b.Cleanup(func() { must(b, s.Close()) })
	must(b, s.write(b.Context(), func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO plans (key, title, imported_at) VALUES ('plan', '计划', 1)")
		for i := range tasks {
			m := reminders.Milestone{Plan: "plan", Key: fmt.Sprint(i), Unit: fmt.Sprintf("第%03d街道办事处", i%200), Project: "市现代化学校", Year: 2025, Goal: "达到创建标准，通过评估验收", Clause: "附件",
				Due: reminders.DateDay(2025, 12, 31), Status: reminders.Open, Since: now}
			if err == nil {
				err = insertMilestone(b.Context(), tx, &m)
			}
		}
		return err
	}))
	must(b, func() error {
		var path string // written on a connection that does not watch itself
		must(b, s.r.QueryRow("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&path))
		db := connect(path, "&_pragma=synchronous(0)", &plain)
		defer db.Close()
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Rollback()
		end, err := trailEnd(b.Context(), tx)
		if err != nil {
			return err
		}
		key, err := s.key.load(false)
		if err != nil {
			return err
		}
		signer, batch := reminders.NewSigner(key, end), &prepared{tx, map[string]*sql.Stmt{}}
		var chain reminders.Chain
		statuses := []string{`"open"`, `"reported"`, `"returned"`}
		for i := range events {
			id := int64(i%tasks + 1)
			was, to := statuses[i/tasks%3], statuses[(i/tasks+1)%3]
			e := chain.Append(reminders.Event{Milestone: id, Action: reminders.Report, Actor: "tg:1001", Role: reminders.Liaison, At: now, From: reminders.Open, To: reminders.Reported,
				Reason: "已建成3所，其余2所主体结构完工，正在装修", RequestID: fmt.Sprint("tg:", i), Percent: 60})
			if err := insertEvent(b.Context(), batch, e); err != nil {
				return err
			}
			l := signer.Append(reminders.Edit{Table: "events", Key: fmt.Sprint("[", e.ID, "]"), Now: []reminders.Value{{Column: "hash", JSON: `"` + e.Hash + `"`}}}.String() + "\n" +
				reminders.Edit{Table: "milestones", Key: fmt.Sprint("[", id, "]"), Was: reminders.WasOf([]string{was}), Now: []reminders.Value{{Column: "status", JSON: to}}}.String())
			if _, err := batch.ExecContext(b.Context(), "INSERT INTO trail (id, body, mac) VALUES (?, ?, ?)", l.ID, l.Body, l.MAC[:]); err != nil {
				return err
			}
			if i >= events-tasks {
				if _, err := batch.ExecContext(b.Context(), "UPDATE milestones SET status = json_extract(?, '$') WHERE id = ?", to, id); err != nil {
					return err
				}
			}
		}
		return tx.Commit()
	}())
	for b.Loop() {
		a, err := s.Audit(b.Context())
		if err != nil || len(a.Faults) > 0 || a.Trail.End.ID != int64(events) {
			b.Fatal(a.Faults[:min(len(a.Faults), 5)], err)
		}
	}
}
