package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"duban/reminders"
)

// State gives all that steps may leave behind.
func State(t *testing.T, s Store) string {
	t.Helper()
	all, err := s.Milestones(t.Context(), reminders.Filter{Cancelled: true})
	must(t, err)
	chain, err := s.VerifyChain(t.Context())
	must(t, err)
	unsent, err := s.Unsent(t.Context(), now.AddDate(1, 0, 0))
	must(t, err)
	return fmt.Sprintf("%+v\n%+v\n%+v", all, chain, unsent)
}

// testActAll: all steps or none, and every fault by its place in the list.
func testActAll(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	before := State(t, s)
	report := func(id int64, words string) reminders.Entry {
		return reminders.Entry{Milestone: id, Step: Step(reminders.Report, words, "")}
	}
	percent := report(3, "建成")
	percent.Step.Percent = 101
	wrong := reminders.Entry{Milestone: 3, Step: Step(reminders.Close, "补登", "")}
	wrong.Step.Confirms = "达到 80%"
	seen := report(3, "建成")
	seen.Step.Seen = now.Add(-time.Hour)
	faults, err := s.ActAll(t.Context(), "a", []reminders.Entry{
		report(3, "建成"), report(3, ""), report(99, "建成"), percent, wrong, seen, report(4, "建成"), {Milestone: 4, Step: Step(reminders.Chase, "", "")},
	})
	must(t, err)
	for i, want := range map[int]error{1: reminders.ErrReasonNeeded, 2: reminders.ErrNotFound, 3: reminders.ErrPercent, 4: reminders.ErrUnconfirmed} {
		if !errors.Is(faults[i], want) {
			t.Errorf("step %d: %v, want %v", i, faults[i], want)
		}
	}
	var no *reminders.StateError
	if !errors.As(faults[7], &no) || no.From != reminders.Reported { // as step 6 has left it
		t.Errorf("step 7: %v", faults[7])
	}
	if !errors.Is(faults[5], reminders.ErrChanged) || len(faults) != 6 {
		t.Errorf("%v", faults)
	}
	if after := State(t, s); after != before {
		t.Errorf("something was done all the same:\n%s\nbefore:\n%s", after, before)
	}
	faults, err = s.ActAll(t.Context(), "k", []reminders.Entry{report(3, "建成"), report(4, "建成")}) // 4 is not k's
	if err != nil || len(faults) != 1 || !errors.Is(faults[1], reminders.ErrForbidden) {
		t.Errorf("%v, %v", faults, err)
	}
	if faults, err := s.ActAll(t.Context(), "stranger", []reminders.Entry{report(3, "建成")}); !errors.Is(err, reminders.ErrForbidden) || faults != nil {
		t.Errorf("a stranger: %v, %v", faults, err)
	}
	if faults, err := s.ActAll(t.Context(), "a", nil); err != nil || faults != nil {
		t.Errorf("nothing: %v, %v", faults, err)
	}
	if after := State(t, s); after != before {
		t.Error("something was done all the same")
	}
	all := []reminders.Entry{report(3, "建成"), {Milestone: 3, Step: Step(reminders.Close, "", "r1")}, report(4, "建成"), report(1, "补报")}
	for range 2 { // the second time changes what has no request id
		faults, err = s.ActAll(t.Context(), "a", all)
		if err != nil || faults != nil {
			t.Fatalf("%v, %v", faults, err)
		}
		all = all[1:3]
	}
	chain, err := s.VerifyChain(t.Context())
	if err != nil || chain.ID != 4+4+1 {
		t.Errorf("%+v, %v", chain, err)
	}
}

// testActOnWhatWasSeen: of two supervisors who have the same card before them the second
// is told that it has changed.
func testActOnWhatWasSeen(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	reported, err := s.Act(t.Context(), 3, "k", Step(reminders.Report, "建成", ""))
	must(t, err)
	first := Step(reminders.Return, "请补充", "r1")
	first.Seen, first.At = reported.UpdatedAt, now.Add(time.Minute)
	second := Step(reminders.Close, "", "r2")
	second.Seen, second.At = reported.UpdatedAt, now.Add(2*time.Minute)
	returned, err := s.Act(t.Context(), 3, "a", first)
	must(t, err)
	if m, err := s.Act(t.Context(), 3, "a", second); !errors.Is(err, reminders.ErrChanged) || !reflect.DeepEqual(m, returned) {
		t.Errorf("%+v, %v", m, err)
	}
	if again, err := s.Act(t.Context(), 3, "a", first); err != nil || !reflect.DeepEqual(again, returned) { // the same press, delivered twice
		t.Errorf("%+v, %v", again, err)
	}
}

// testUrgeNobody: an urging that nobody would get is refused, and leaves nothing behind.
func testUrgeNobody(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	must(t, s.Unbind(t.Context(), "y", "越城区", "a", now))
	must(t, s.Bind(t.Context(), "a", "", reminders.Liaison, "越城区", reminders.System, now)) // would be told of what they do themselves
	must(t, s.AdmitLocal(t.Context(), "local", "", reminders.Liaison, []string{"越城区"}, now))
	before := State(t, s)
	if m, err := s.Act(t.Context(), 4, "a", Step(reminders.Urge, "", "r1")); !errors.Is(err, reminders.ErrNobody) || m.Urged != 0 {
		t.Errorf("%+v, %v", m, err)
	}
	faults, err := s.ActAll(t.Context(), "a", []reminders.Entry{{Milestone: 3, Step: Step(reminders.Urge, "", "r2")}, {Milestone: 4, Step: Step(reminders.Urge, "", "r1")}})
	if err != nil || len(faults) != 1 || !errors.Is(faults[1], reminders.ErrNobody) {
		t.Errorf("%v, %v", faults, err)
	}
	if after := State(t, s); after != before {
		t.Errorf("%s\nbefore:\n%s", after, before)
	}
	must(t, s.Bind(t.Context(), "y", "", reminders.Liaison, "越城区", "a", now))
	m, err := s.Act(t.Context(), 4, "a", Step(reminders.Urge, "", "r1"))
	if err != nil || m.Urged != Step("", "", "").Today {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := s.Act(t.Context(), 4, "a", Step(reminders.Urge, "", "r3")); !errors.Is(err, reminders.ErrUrgedToday) {
		t.Errorf("again: %v", err)
	}
	if _, err := s.Act(t.Context(), 4, "a", Step(reminders.Urge, "", "r1")); err != nil {
		t.Errorf("the same request again: %v", err)
	}
}

// testStepsOfALocalTime: what a step says of the time is stored in whole seconds.
func testStepsOfALocalTime(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	report := Step(reminders.Report, "建成", "")
	report.At = now.Add(1500 * time.Millisecond).In(time.FixedZone("", 8*3600))
	given, err := s.Act(t.Context(), 3, "k", report)
	must(t, err)
	stored, err := s.Milestone(t.Context(), 3)
	if err != nil || !reflect.DeepEqual(given, stored) || !stored.UpdatedAt.Equal(now.Add(time.Second)) {
		t.Errorf("given %s, stored %s, %v", given.UpdatedAt, stored.UpdatedAt, err)
	}
	report.Seen, report.At = given.UpdatedAt, now.Add(time.Minute)
	if _, err := s.Act(t.Context(), 3, "k", report); err != nil {
		t.Errorf("as it was given: %v", err)
	}
}
