package sqlite

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"duban/reminders"
)

// oldCopies makes a file as a ledger of version 5 had it: one goal of three units as three
// milestones, of which the second was reported with a photo, and the third was closed.
func oldCopies(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "duban.db")
	writeVersion(t, path, 5)
	db := connect(path, "")
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
		files, err := evidence{&e.Evidence}.Value()
		must(t, err)
		run("INSERT INTO events ("+eventColumns+") VALUES ("+places(17)+")", e.ID, e.Milestone, e.Action, e.Actor, e.Role, e.At.Unix(), e.From, e.To, e.Reason, e.RequestID,
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
	done, err := apply(t, s, []reminders.Milestone{goal, cell}, "2023-12-01", later)
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
	if done, err := apply(t, s, []reminders.Milestone{goal, cell}, "2023-12-01", again); err != nil || done != (reminders.Imported{Kept: 2}) {
		t.Errorf("%+v, %v", done, err)
	}
	// Nor when the goal is gone, and is there once more.
	if done, err := apply(t, s, []reminders.Milestone{cell}, "2023-12-01", again); err != nil || done.Cancelled != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	if done, err := apply(t, s, []reminders.Milestone{goal, cell}, "2023-12-01", again); err != nil || done.Changed != 1 || done.Added != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	if m, err := s.Milestone(t.Context(), 11); err != nil || m.Status != reminders.Closed {
		t.Errorf("%+v, %v", m, err)
	}
}

// TestRecurInTheStore: one occurrence at a time; the next when its period begins, or at
// once when the last is closed. One that is past when it comes is held.
func TestRecurInTheStore(t *testing.T) {
	s := fresh(t)
	must(t, s.EnsureAdmins(t.Context(), []reminders.Recipient{"a"}, now))
	series := reminders.Milestone{Key: "k", Unit: "柯桥区", Others: []reminders.Party{{Unit: "市教育局"}}, Project: "通报", Goal: "通报进展", Recurrence: "每季度末", Until: day(t, "2024-12-31")}
	done, err := apply(t, s, []reminders.Milestone{series}, "2023-12-01", now)
	if err != nil || done.Added != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	list := func() string {
		all, err := s.Milestones(t.Context(), reminders.Filter{Units: []string{"市教育局"}})
		must(t, err)
		out := ""
		for _, m := range all {
			out += fmt.Sprintf("%s %s %s %v; ", m.Period, m.Due, m.Status, m.Held)
		}
		return out
	}
	recur := func(today string, want int) {
		t.Helper()
		n, err := s.Recur(t.Context(), day(t, today), now)
		if err != nil || n != want {
			t.Errorf("on %s: %d, %v", today, n, err)
		}
	}
	recur("2023-12-31", 0)
	if got := list(); got != "2023年第四季度 2023-12-31 open false; " {
		t.Error(got)
	}
	recur("2024-01-01", 1)
	recur("2024-01-01", 0)
	all, err := s.Milestones(t.Context(), reminders.Filter{})
	must(t, err)
	_, err = s.Act(t.Context(), all[1].ID, "a", reminders.Step{Action: reminders.Close, Words: "已办", Confirms: "通报进展", At: now, Today: day(t, "2024-01-10")})
	must(t, err)
	if got := list(); got != "2023年第四季度 2023-12-31 open false; 2024年第一季度 2024-03-31 closed false; 2024年第二季度 2024-06-30 open false; " {
		t.Error(got)
	}
	recur("2024-10-02", 2)
	recur("2030-01-01", 0)
	if got := list(); got != "2023年第四季度 2023-12-31 open false; 2024年第一季度 2024-03-31 closed false; 2024年第二季度 2024-06-30 open false; 2024年第三季度 2024-09-30 open true; 2024年第四季度 2024-12-31 open false; " {
		t.Error(got)
	}
	if done, err := apply(t, s, []reminders.Milestone{series}, "2024-10-02", now.Add(time.Hour)); err != nil || done != (reminders.Imported{Kept: 5}) {
		t.Errorf("%+v, %v", done, err)
	}
	if _, err := s.VerifyChain(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestStruckOutStandsInTheTrail: what a supervisor leaves out of a plan has been issued and
// cancelled in the trail, and is as it was when that is taken back.
func TestStruckOutStandsInTheTrail(t *testing.T) {
	s := fresh(t)
	text := reminders.Milestone{Key: "k", Unit: "柯桥区", Goal: "达到", Due: day(t, "2024-12-31")}
	out := text
	out.Status = reminders.Cancelled
	done, err := apply(t, s, []reminders.Milestone{out}, "2023-12-01", now)
	if err != nil || done != (reminders.Imported{Struck: 1}) {
		t.Fatalf("%+v, %v", done, err)
	}
	if all, err := s.Milestones(t.Context(), reminders.Filter{}); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	done, err = apply(t, s, []reminders.Milestone{text}, "2023-12-01", now.Add(time.Hour))
	if err != nil || done.Changed != 1 || done.Added != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	all, err := s.Milestones(t.Context(), reminders.Filter{})
	if err != nil || len(all) != 1 || all[0].Status != reminders.Open || all[0].Held {
		t.Fatalf("%+v, %v", all, err)
	}
	var did []string
	events, err := s.Events(t.Context(), all[0].ID)
	must(t, err)
	for _, e := range events {
		did = append(did, string(e.Action)+" "+e.Reason)
	}
	if want := []string{"issue ", "cancel 督查员核对任务清单时划去", "revise 恢复此前取消的任务"}; !slices.Equal(did, want) {
		t.Errorf("%q", did)
	}
}
