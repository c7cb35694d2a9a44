package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"duban/reminders"
)

// Apply makes a text of the plan with these milestones the one that holds.
func Apply(t testing.TB, s Store, all []reminders.Milestone, today string, at time.Time) (reminders.Imported, error) {
	t.Helper()
	draft, err := s.SaveDraft(t.Context(), reminders.Version{Plan: "plan", Title: "行动计划", Text: "原文", Hash: "h", ReadBy: reminders.System, ReadAt: at})
	must(t, err)
	return s.Apply(t.Context(), draft, all, reminders.System, day(t, today), at)
}

// Imported fills the diary: 1 and 3 are 柯桥区's, 2 and 4 are 越城区's; 1 and 2 are past.
func Imported(t testing.TB, s Store) []reminders.Milestone {
	t.Helper()
	var all []reminders.Milestone
	for i := range 4 {
		year := 2022 + i/2
		all = append(all, reminders.Milestone{Key: fmt.Sprint("key", i), Unit: []string{"柯桥区", "越城区"}[i%2], Project: "市现代化学校", Year: year,
			Goal: "达到 100%", Clause: "附件", Due: day(t, fmt.Sprintf("%d-12-31", year)), Convention: true, Shared: "柯桥区、越城区"})
	}
	done, err := Apply(t, s, all, "2023-12-01", now)
	must(t, err)
	if done != (reminders.Imported{Added: 4, Held: 2}) {
		t.Fatalf("%+v", done)
	}
	return all
}

// Step is one that may be taken on any of these on the day of now.
func Step(a reminders.Action, words, request string) reminders.Step {
	return reminders.Step{Action: a, Words: words, Request: request, Confirms: "达到 100%", At: now, Today: reminders.DayOf(now, time.UTC)}
}

func testImportTwiceKeepsWhatPeopleDid(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	all := Imported(t, s)
	m, err := s.Act(t.Context(), 3, "k", Step(reminders.Report, "建成3所", "r1"))
	must(t, err)
	_, err = s.Act(t.Context(), 1, "a", Step(reminders.Close, "补登已完成", "r2"))
	must(t, err)
	all = append(all, reminders.Milestone{Key: "new", Unit: "市教育局", Goal: "15所", Clause: "（九）", Due: day(t, "2025-12-31")})
	done, err := Apply(t, s, all, "2026-01-01", now.AddDate(2, 1, 0))
	must(t, err)
	if done != (reminders.Imported{Added: 1, Kept: 4, Held: 1}) {
		t.Errorf("%+v", done)
	}
	again, err := s.Milestone(t.Context(), 3)
	must(t, err)
	if !reflect.DeepEqual(again, m) || again.Report != "建成3所" || again.Goal != "达到 100%" || again.Held {
		t.Errorf("%+v\nwas %+v", again, m)
	}
	first, err := s.Milestone(t.Context(), 1)
	must(t, err)
	if first.Held || first.Status != reminders.Closed || !first.Convention || first.Shared != "柯桥区、越城区" || first.Due.String() != "2022-12-31" {
		t.Errorf("%+v", first)
	}
	events, err := s.Events(t.Context(), 1)
	must(t, err)
	if len(events) != 2 || events[0].Action != reminders.Issue || events[0].Actor != reminders.System || events[0].To != reminders.Open ||
		events[1].Reason != "补登已完成" || events[1].Role != reminders.Admin || !events[1].At.Equal(now) || events[1].RequestID != "r2" {
		t.Errorf("%+v", events)
	}
	chain, err := s.VerifyChain(t.Context())
	if err != nil || chain.ID != 4+2+1 {
		t.Errorf("%+v, %v", chain, err)
	}
}

func testImportIsAllOrNothing(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	good := reminders.Milestone{Key: "1", Unit: "柯桥区", Goal: "达到", Due: day(t, "2023-12-31")}
	for name, bad := range map[string]reminders.Milestone{
		"no key": {Unit: "柯桥区", Goal: "达到"}, "no unit": {Key: "2", Goal: "达到"}, "no goal": {Key: "2", Unit: "柯桥区"},
		"same key": good, "no such day": {Key: "2", Unit: "柯桥区", Goal: "达到", Due: 9_000_000},
	} {
		if _, err := Apply(t, s, []reminders.Milestone{good, bad}, "1970-01-01", now); err == nil {
			t.Errorf("%s is accepted", name)
		}
		left, err := s.Milestones(t.Context(), reminders.Filter{})
		must(t, err)
		if len(left) != 0 {
			t.Errorf("%s: %d milestones stored", name, len(left))
		}
	}
}

func testFilter(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	all := Imported(t, s)
	_, err := s.Act(t.Context(), 3, "k", Step(reminders.Acknowledge, "", ""))
	must(t, err)
	wish := Step(reminders.Extend, "因故", "")
	wish.Day = day(t, "2024-03-31")
	_, err = s.Act(t.Context(), 4, "y", wish)
	must(t, err)
	gone := reminders.Milestone{Key: "gone", Unit: "上虞区", Goal: "达到", Due: day(t, "2025-12-31")}
	_, err = Apply(t, s, append(all, gone), "2023-12-01", now)
	must(t, err)
	_, err = Apply(t, s, all, "2023-12-01", now) // 5 is cancelled
	must(t, err)
	for _, c := range []struct {
		want string
		f    reminders.Filter
	}{
		{"[1 2 3 4]", reminders.Filter{}}, {"[1 2 3 4 5]", reminders.Filter{Cancelled: true}}, {"[1 3]", reminders.Filter{Units: []string{"柯桥区"}}},
		{"[1 2]", reminders.Filter{HeldOnly: true}}, {"[3 4]", reminders.Filter{Year: 2023, Plan: "plan"}}, {"[]", reminders.Filter{Plan: "another"}},
		{"[3]", reminders.Filter{Statuses: []reminders.Status{reminders.Acknowledged, reminders.Closed}}},
		{"[4]", reminders.Filter{Units: []string{"越城区", "上虞区"}, Project: "市现代化学校", Year: 2023}},
		{"[3 4]", reminders.Filter{Awaiting: true}}, {"[4]", reminders.Filter{Wishing: true}},
		{"[5]", reminders.Filter{Cancelled: true, Statuses: []reminders.Status{reminders.Cancelled}}},
		{"[]", reminders.Filter{Statuses: []reminders.Status{reminders.Cancelled}}},
		{"[3 4]", reminders.Filter{DueFrom: day(t, "2023-12-31")}}, {"[]", reminders.Filter{DueFrom: day(t, "2024-01-01")}},
		{"[1 2]", reminders.Filter{DueUntil: day(t, "2023-12-30")}}, {"[1 2 3 4]", reminders.Filter{DueUntil: day(t, "2023-12-31")}},
		{"[1 2 3]", reminders.Filter{Limit: 3}}, {"[3]", reminders.Filter{Awaiting: true, Limit: 1}},
	} {
		got, err := s.Milestones(t.Context(), c.f)
		must(t, err)
		ids := []int64{}
		for _, m := range got {
			ids = append(ids, m.ID)
		}
		if fmt.Sprint(ids) != c.want {
			t.Errorf("%+v: %v, want %s", c.f, ids, c.want)
		}
	}
}

func testActChecksTheActorAtThatMoment(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	for _, who := range []reminders.Recipient{"y", "r", "stranger", "", reminders.System} {
		if _, err := s.Act(t.Context(), 3, who, Step(reminders.Acknowledge, "", "")); !errors.Is(err, reminders.ErrForbidden) {
			t.Errorf("%s: %v", who, err)
		}
		if _, err := s.ActOnHeld(t.Context(), "plan", who, Step(reminders.Chase, "", "")); !errors.Is(err, reminders.ErrForbidden) {
			t.Errorf("all held by %s: %v", who, err)
		}
	}
	must(t, s.Unbind(t.Context(), "k", "柯桥区", "a", now))
	if _, err := s.Act(t.Context(), 3, "k", Step(reminders.Acknowledge, "", "")); !errors.Is(err, reminders.ErrForbidden) {
		t.Errorf("after being unbound: %v", err)
	}
	if _, err := s.Act(t.Context(), 99, "a", Step(reminders.Acknowledge, "", "")); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("no such milestone: %v", err)
	}
	if events, err := s.Events(t.Context(), 3); err != nil || len(events) != 1 {
		t.Errorf("refusals left %d events, %v", len(events), err)
	}
}

func testActOncePerRequest(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	for range 3 {
		m, err := s.Act(t.Context(), 3, "k", Step(reminders.Report, "建成3所", "tg:1:77"))
		must(t, err)
		if m.Status != reminders.Reported || m.Report != "建成3所" {
			t.Errorf("%+v", m)
		}
	}
	events, err := s.Events(t.Context(), 3)
	must(t, err)
	notices, err := s.Deliveries(t.Context(), 3)
	must(t, err)
	if len(events) != 2 || len(notices) != 1 || notices[0].Recipient != "a" || notices[0].Event != events[1].ID || !notices[0].DueAt.Equal(now) {
		t.Errorf("events %+v\nnotices %+v", events, notices)
	}
	if _, err := s.Act(t.Context(), 4, "a", Step(reminders.Report, "x", "tg:1:77")); !errors.Is(err, reminders.ErrRequestReused) {
		t.Errorf("the same request for something else: %v", err)
	}
}

func testActOnHeld(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	if _, err := s.ActOnHeld(t.Context(), "plan", "a", Step(reminders.Close, "", "r")); !errors.Is(err, reminders.ErrReasonNeeded) {
		t.Errorf("without reason: %v", err)
	}
	if _, err := s.ActOnHeld(t.Context(), "plan", "a", Step(reminders.Report, "x", "r")); err == nil {
		t.Error("report on all held")
	}
	if n, err := s.ActOnHeld(t.Context(), "another", "a", Step(reminders.Close, "补登", "r")); err != nil || n != 0 {
		t.Errorf("another plan: %d, %v", n, err)
	}
	later := Step(reminders.Chase, "", "r")
	later.At = now.Add(time.Hour)
	for _, want := range []int{2, 0} {
		if n, err := s.ActOnHeld(t.Context(), "plan", "a", later); err != nil || n != want {
			t.Errorf("%d released, want %d; %v", n, want, err)
		}
	}
	m, err := s.Milestone(t.Context(), 1)
	if err != nil || m.Held || m.Status != reminders.Open || !m.Since.Equal(now.Add(time.Hour)) {
		t.Errorf("%+v, %v", m, err)
	}
}

// testWritersTakeTurns: many at once, none is turned away, no event is lost and the
// chain holds.
func testWritersTakeTurns(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	const writers, each = 8, 10
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				request := fmt.Sprintf("%d/%d", w/2, i) // two writers share each request
				if _, err := s.Act(t.Context(), 3, "k", Step(reminders.Report, "进展", request)); err != nil {
					t.Errorf("%s: %v", request, err)
				}
				if _, err := s.Milestones(t.Context(), reminders.Filter{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if chain, err := s.VerifyChain(t.Context()); err != nil || chain.ID != 4+writers/2*each {
		t.Errorf("%d events, %v", chain.ID, err)
	}
}
