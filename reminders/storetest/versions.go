package storetest

import (
	"errors"
	"slices"
	"testing"

	"duban/reminders"
)

// testRevision: new, changed and cancelled milestones carry their history, and only
// those whom the change touches are owed a notice.
func testRevision(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	all := Imported(t, s)
	// 3 is 柯桥区's of 2023, 4 is 越城区's of 2023.
	_, err := s.Act(t.Context(), 3, "k", Step(reminders.Report, "建成3所", "r1"))
	must(t, err)
	_, err = s.Act(t.Context(), 3, "a", Step(reminders.Close, "", "r2"))
	must(t, err)
	_, err = s.Act(t.Context(), 4, "y", Step(reminders.Acknowledge, "", "r3"))
	must(t, err)
	revised := slices.Clone(all[:1])
	three, four := all[2], all[3]
	three.Goal = "达到 80%"                                               // closed: opens again
	four.Key, four.Year, four.Due = "moved", 2024, day(t, "2024-12-31") // keeps its state
	added := reminders.Milestone{Key: "new", Unit: "市教育局", Goal: "15所", Clause: "（九）", Due: day(t, "2025-12-31")}
	revised = append(revised, three, four, added)
	done, err := Apply(t, s, revised, "2023-12-02", now.AddDate(0, 0, 1))
	must(t, err)
	if done != (reminders.Imported{Added: 1, Changed: 2, Cancelled: 1, Kept: 1}) {
		t.Errorf("%+v", done)
	}
	got, err := s.Milestone(t.Context(), 3)
	must(t, err)
	if got.Status != reminders.Open || got.Goal != "达到 80%" || got.Report != "建成3所" {
		t.Errorf("a closed milestone with another goal: %+v", got)
	}
	got, err = s.Milestone(t.Context(), 4)
	must(t, err)
	if got.Status != reminders.Acknowledged || got.Due.String() != "2024-12-31" || got.Key != "moved" {
		t.Errorf("a milestone with another year: %+v", got)
	}
	got, err = s.Milestone(t.Context(), 2)
	must(t, err)
	if got.Status != reminders.Cancelled {
		t.Errorf("a milestone that is gone: %+v", got)
	}
	if _, err := s.Act(t.Context(), 2, "y", Step(reminders.Report, "做了", "r4")); err == nil {
		t.Error("a cancelled milestone takes a report")
	}
	listed, err := s.Milestones(t.Context(), reminders.Filter{Plan: "plan"})
	must(t, err)
	if len(listed) != 4 {
		t.Errorf("%d milestones listed", len(listed))
	}
	unsent, err := s.Unsent(t.Context(), now.AddDate(0, 0, 2))
	must(t, err)
	var told []string
	for _, u := range unsent {
		if u.Delivery.Kind.Series() == "revised" {
			told = append(told, string(u.Delivery.Recipient)+" "+u.Milestone.Unit+" "+u.Event.Words())
		}
	}
	slices.Sort(told)
	want := []string{"k 柯桥区 目标由“达到 100%”改为“达到 80%”；原已销号，目标改了，请重新办理", "y 越城区 期限由“2023年12月31日”改为“2024年12月31日”"}
	if !slices.Equal(told, want) { // 2 was held: it was never put to the unit
		t.Errorf("told %q", told)
	}
	if _, err := s.VerifyChain(t.Context()); err != nil {
		t.Error(err)
	}
	// The text before comes back: what was cancelled returns with its history.
	done, err = Apply(t, s, all, "2023-12-03", now.AddDate(0, 0, 2))
	must(t, err)
	if done.Changed != 3 || done.Cancelled != 1 || done.Added != 0 {
		t.Errorf("%+v", done)
	}
	versions, err := s.Versions(t.Context(), "plan")
	must(t, err)
	if len(versions) != 3 || versions[2].Number != 3 {
		t.Errorf("%+v", versions)
	}
}

func testDrafts(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	v := reminders.Version{Plan: "某政发〔2023〕6号", Title: "意见", File: "意见.docx", Format: "DOCX", Hash: "h", Text: "一、目标\n", Source: []byte("PK"),
		Notes: []string{"甲", "乙"}, Pages: "p", Recognised: "r", Gaps: "g", ReadBy: "a", ReadAt: now}
	first, err := s.SaveDraft(t.Context(), v)
	must(t, err)
	v.Text = "一、总体目标\n"
	second, err := s.SaveDraft(t.Context(), v)
	must(t, err)
	if _, err := s.Apply(t.Context(), first, nil, "a", 0, now); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("the older draft: %v", err)
	}
	for _, by := range []reminders.Recipient{"k", "r", "nobody"} {
		if _, err := s.Apply(t.Context(), second, nil, by, 0, now); !errors.Is(err, reminders.ErrForbidden) {
			t.Errorf("%s applies: %v", by, err)
		}
	}
	if plans, err := s.Plans(t.Context()); err != nil || len(plans) != 0 {
		t.Errorf("%v, %v", plans, err)
	}
	for range 2 { // the second time changes nothing
		_, err := s.Apply(t.Context(), second, nil, "a", 0, now)
		must(t, err)
	}
	plans, err := s.Plans(t.Context())
	must(t, err)
	if len(plans) != 1 || plans[0].Number != 1 || plans[0].File != "意见.docx" || len(plans[0].Notes) != 2 || plans[0].AppliedBy != "a" {
		t.Fatalf("%+v", plans)
	}
	must(t, s.DropDraft(t.Context(), second)) // is applied, and stays
	whole, err := s.Version(t.Context(), plans[0].ID)
	must(t, err)
	if whole.Text != "一、总体目标\n" || whole.Pages != "p" || whole.Recognised != "r" || whole.Gaps != "g" {
		t.Errorf("%q", whole.Text)
	}
}

// testCorrections: the last word about a doubt holds, for the version about which it
// was said and for later ones.
func testCorrections(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	c := reminders.Correction{Plan: "plan", Version: 1, Kind: "unit", Place: "（八）", Quote: "市教育局财政局", Verdict: reminders.Correct, Reading: "市教育局、财政局", By: "a", At: now}
	save := func(c reminders.Correction) {
		t.Helper()
		_, err := s.SaveCorrections(t.Context(), []reminders.Correction{c}, nil, 0)
		must(t, err)
	}
	holds := func(version int, want ...reminders.Correction) {
		t.Helper()
		all, err := s.Corrections(t.Context(), "plan", version)
		must(t, err)
		if !slices.Equal(all, want) {
			t.Errorf("version %d: %+v", version, all)
		}
	}
	save(c)
	later, back := c, c
	later.Version, later.Verdict, later.Reading = 2, reminders.Dismiss, ""
	back.Version, back.Verdict, back.Reading = 3, reminders.Reopen, ""
	other := reminders.Correction{Plan: "plan", Version: 2, Kind: "place", Quote: "x", Verdict: reminders.Accept, By: "a", At: now}
	save(other)
	save(later)
	save(back)
	holds(1, c)
	holds(2, other, later)
	holds(3, other)
	c.By = "k"
	if _, err := s.SaveCorrections(t.Context(), []reminders.Correction{c}, nil, 0); !errors.Is(err, reminders.ErrForbidden) {
		t.Errorf("a liaison corrects: %v", err)
	}
	holds(1, func() reminders.Correction { c.By = "a"; return c }())
}

// testWithdraw: a plan that is withdrawn takes its milestones along; brought back, they
// are what they were, and those past are held.
func testWithdraw(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	all := Imported(t, s)
	_, err := s.Act(t.Context(), 3, "k", Step(reminders.Report, "建成3所", "r1"))
	must(t, err)
	_, err = s.Act(t.Context(), 3, "a", Step(reminders.Close, "", "r2"))
	must(t, err)
	for _, by := range []reminders.Recipient{"k", "nobody"} {
		if _, err := s.Withdraw(t.Context(), "plan", by, 0, now); !errors.Is(err, reminders.ErrForbidden) {
			t.Errorf("%s withdraws: %v", by, err)
		}
	}
	done, err := s.Withdraw(t.Context(), "plan", "a", day(t, "2023-12-01"), now)
	must(t, err)
	if done.Cancelled != len(all) {
		t.Errorf("%+v", done)
	}
	if _, err := s.Withdraw(t.Context(), "plan", "a", 0, now); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("again: %v", err)
	}
	plans, err := s.Plans(t.Context())
	must(t, err)
	left, err := s.Milestones(t.Context(), reminders.Filter{})
	must(t, err)
	if len(plans)+len(left) != 0 {
		t.Errorf("%v, %v", plans, left)
	}
	versions, err := s.Versions(t.Context(), "plan")
	must(t, err)
	if len(versions) != 1 {
		t.Errorf("%d versions", len(versions))
	}
	_, err = Apply(t, s, all, "2024-01-15", now)
	must(t, err)
	got, err := s.Milestone(t.Context(), 3)
	must(t, err)
	if got.Status != reminders.Closed || got.Held || got.Report != "建成3所" {
		t.Errorf("a closed one comes back as %+v", got)
	}
	got, err = s.Milestone(t.Context(), 4)
	must(t, err)
	if got.Status != reminders.Open || !got.Held {
		t.Errorf("one that is past comes back as %+v", got)
	}
}
