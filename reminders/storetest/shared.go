package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"duban/reminders"
)

// testRecurInTheStore: one occurrence at a time; the next when its period begins, or at
// once when the last is closed. One that is past when it comes is held.
func testRecurInTheStore(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	must(t, s.EnsureAdmins(t.Context(), []reminders.Recipient{"a"}, now))
	series := reminders.Milestone{Key: "k", Unit: "柯桥区", Others: []reminders.Party{{Unit: "市教育局"}}, Project: "通报", Goal: "通报进展", Recurrence: "每季度末", Until: day(t, "2024-12-31")}
	done, err := Apply(t, s, []reminders.Milestone{series}, "2023-12-01", now)
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
	if done, err := Apply(t, s, []reminders.Milestone{series}, "2024-10-02", now.Add(time.Hour)); err != nil || done != (reminders.Imported{Kept: 5}) {
		t.Errorf("%+v, %v", done, err)
	}
	if _, err := s.VerifyChain(t.Context()); err != nil {
		t.Error(err)
	}
}

// testStruckOutStandsInTheTrail: what a supervisor leaves out of a plan has been issued and
// cancelled in the trail, and is as it was when that is taken back.
func testStruckOutStandsInTheTrail(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	text := reminders.Milestone{Key: "k", Unit: "柯桥区", Goal: "达到", Due: day(t, "2024-12-31")}
	out := text
	out.Status = reminders.Cancelled
	done, err := Apply(t, s, []reminders.Milestone{out}, "2023-12-01", now)
	if err != nil || done != (reminders.Imported{Struck: 1}) {
		t.Fatalf("%+v, %v", done, err)
	}
	if all, err := s.Milestones(t.Context(), reminders.Filter{}); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	done, err = Apply(t, s, []reminders.Milestone{text}, "2023-12-01", now.Add(time.Hour))
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
		did = append(did, string(e.Action)+" "+e.Words())
	}
	if want := []string{"issue ", "cancel 督查员核对任务清单时划去", "revise 恢复此前取消的任务"}; !slices.Equal(did, want) {
		t.Errorf("%q", did)
	}
}
