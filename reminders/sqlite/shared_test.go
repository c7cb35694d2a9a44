package sqlite

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/storetest"
)

// oldCopies makes a file as a ledger of version 5 had it: one goal of three units as three
// milestones, of which the second was reported with a photo, and the third was closed.
func oldCopies(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "duban.db")
	writeVersion(t, path, 5)
	db := connect(path, "", &plain)
	run := func(query string, args ...any) {
		t.Helper()
		_, err := db.ExecContext(t.Context(), query, args...)
		must(t, err)
	}
	chain := reminders.Chain{}
	must(t, db.QueryRow("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").Scan(&chain.ID, &chain.Hash))
	event := func(e reminders.Event) {
		e.At = now
		e = chain.Append(e)
		e.Form = 2 // as that version did
		e.Hash = e.Sum()
		chain.Hash = e.Hash
		files, err := evidence{&e.Evidence}.Value()
		must(t, err)
		run("INSERT INTO events ("+strings.Replace(eventColumns, "source, ", "", 1)+") VALUES ("+places(17)+")", e.ID, e.Milestone, e.Action, e.Actor, e.Role, e.At.Unix(), e.From, e.To, e.Reason, e.RequestID,
			e.Percent, files, nil, e.Confirms, e.Form, e.PrevHash, e.Hash)
	}
	for i, unit := range []string{"柯桥区", "越城区", "市教育局"} {
		id := int64(11 + i)
		run(`INSERT INTO milestones (id, plan, key, unit, project, year, goal, clause, due, original, convention, status, held, report, remark, shared, role, since, updated_at)
			VALUES (?, 'plan', ?, ?, '学校', 2025, '建成15所', '（九）', '2025-12-31', '2025-12-31', 1, 'open', 0, '', '', '各区、市教育局', '', 1, 1)`,
			id, "target/（九）/学校/15/"+unit, unit)
		event(reminders.Event{Milestone: id, Action: reminders.Issue, Actor: reminders.System, To: reminders.Open})
	}
	photo := []reminders.Evidence{{Hash: fmt.Sprintf("%064d", 1), Name: "照片.jpg", Size: 3}}
	event(reminders.Event{Milestone: 12, Action: reminders.Report, Actor: "k", Role: reminders.Liaison, From: reminders.Open, To: reminders.Reported, Reason: "建成3所", Percent: 60, Evidence: photo})
	run("UPDATE milestones SET status = 'reported', report = '建成3所', percent = 60 WHERE id = 12")
	event(reminders.Event{Milestone: 13, Action: reminders.Close, Actor: "b", Role: reminders.Admin, From: reminders.Open, To: reminders.Closed, Reason: "已验收", Confirms: "建成15所"})
	run("UPDATE milestones SET status = 'closed', remark = '已验收' WHERE id = 13")
	run(`INSERT INTO deliveries (id, milestone, kind, day, recipient, event, due_at, sent_at, message) VALUES (30, 12, 'before-30', '2025-12-01', 'k', NULL, 10, 11, 'm30')`)
	must(t, db.Close())
	return path
}

// TestCopiesBecomeOne: a ledger of the old form is brought up to date and the plan imported
// again. The copies are one milestone with all that was reported; what points to one of
// them finds it; and the trail is whole.
func TestCopiesBecomeOne(t *testing.T) {
	s := open(t, oldCopies(t))
	defer s.Close()
	goal := reminders.Milestone{Key: "target/（九）/学校/15", Unit: "市教育局", Role: reminders.RoleLead, Others: []reminders.Party{{Unit: "柯桥区"}, {Unit: "越城区", Role: "配合"}},
		Project: "学校", Year: 2025, Goal: "建成15所", Clause: "（九）", Due: day(t, "2025-12-31"), Convention: true, Shared: "市教育局、各区"}
	cell := reminders.Milestone{Key: "k1", Unit: "柯桥区", Project: "p", Year: 2023, Goal: "达到", Clause: "附件", Due: day(t, "2023-12-31"), Convention: true}
	later := now.Add(time.Hour)
	done, err := storetest.Apply(t, s, []reminders.Milestone{goal, cell}, "2023-12-01", later)
	if err != nil || done.Merged != 2 || done.Changed != 1 || done.Kept != 1 || done.Added != 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	all, err := s.Milestones(t.Context(), reminders.Filter{Project: "学校"})
	must(t, err)
	if len(all) != 1 || all[0].Status != reminders.Reported || all[0].Report != "建成3所" || all[0].Remark != "已验收" || all[0].Percent != 60 ||
		!slices.Equal(all[0].Units(), []string{"市教育局", "柯桥区", "越城区"}) {
		t.Fatalf("%+v", all)
	}
	one := all[0]
	for _, id := range []int64{11, 12, 13} {
		if m, err := s.Milestone(t.Context(), id); err != nil || m.ID != one.ID {
			t.Errorf("%d: %+v, %v", id, m, err)
		}
	}
	events, err := s.Events(t.Context(), one.ID)
	must(t, err)
	var happened []string
	files := 0
	for _, e := range events {
		happened = append(happened, fmt.Sprintf("%d %s", e.Milestone, e.Action))
		files += len(e.Evidence)
	}
	slices.Sort(happened)
	want := []string{"11 cancel", "11 issue", "12 cancel", "12 issue", "12 report", "13 close", "13 issue", "13 revise"}
	if files != 1 || !slices.Equal(happened, want) {
		t.Errorf("%q, %d files", happened, files)
	}
	if rows, err := s.Message(t.Context(), "k", "m30"); err != nil || len(rows) != 1 || rows[0].Milestone.ID != one.ID {
		t.Errorf("%+v, %v", rows, err)
	}
	if m, err := s.Act(t.Context(), 12, "b", reminders.Step{Action: reminders.Close, Confirms: "建成15所", At: later, Today: day(t, "2023-12-01")}); err != nil || m.ID != one.ID || m.Status != reminders.Closed {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := s.VerifyChain(t.Context()); err != nil {
		t.Error(err)
	}
	// Again nothing changes, and the copies do not come back.
	again := later.Add(time.Hour)
	if done, err := storetest.Apply(t, s, []reminders.Milestone{goal, cell}, "2023-12-01", again); err != nil || done != (reminders.Imported{Kept: 2}) {
		t.Errorf("%+v, %v", done, err)
	}
	// Nor when the goal is gone, and is there once more.
	if done, err := storetest.Apply(t, s, []reminders.Milestone{cell}, "2023-12-01", again); err != nil || done.Cancelled != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	if done, err := storetest.Apply(t, s, []reminders.Milestone{goal, cell}, "2023-12-01", again); err != nil || done.Changed != 1 || done.Added != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	if m, err := s.Milestone(t.Context(), 11); err != nil || m.Status != reminders.Closed {
		t.Errorf("%+v, %v", m, err)
	}
}
