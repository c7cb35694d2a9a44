package reminders

import (
	"reflect"
	"slices"
	"testing"
)

// TestReviseAnExtension: what was granted or asked for holds as long as the plan's day
// does, whatever else a revision changes.
func TestReviseAnExtension(t *testing.T) {
	due := mustDay(t, "2023-12-31")
	stored := Milestone{ID: 1, Key: "1", Unit: "柯桥区", Goal: "达到", Due: due + 30, Original: due, Wish: due + 60, Plea: "因故", Status: Returned, Report: "进展", Percent: 40, Urged: due}
	for _, c := range []struct {
		name            string
		revise          func(m *Milestone)
		kept            bool // the extension and the wish
		changed, touchy bool
		words           string
	}{
		{"the same", func(m *Milestone) {}, true, false, false, ""},
		{"another clause", func(m *Milestone) { m.Clause = "（九）" }, true, true, false, "出处由“”改为“（九）”"},
		{"another goal", func(m *Milestone) { m.Goal = "达到 100%" }, true, true, true, "目标由“达到”改为“达到 100%”"},
		{"a later day", func(m *Milestone) { m.Due += 10 }, false, true, true, "期限由“2024年1月30日”改为“2024年1月10日”"},
		{"an earlier day", func(m *Milestone) { m.Due -= 30 }, false, true, true, "期限由“2024年1月30日”改为“2023年12月1日”"},
		{"the day of the extension", func(m *Milestone) { m.Due += 30 }, false, true, false, "计划期限由“2023年12月31日”改为“2024年1月30日”"},
	} {
		text := Milestone{Key: "1", Unit: "柯桥区", Goal: "达到", Due: due}
		c.revise(&text)
		r := Revise([]Milestone{stored}, []Milestone{text}, due)
		if len(r.Changed) != 1 {
			if c.changed || r.Kept != 1 || !r.Empty() {
				t.Errorf("%s: %+v", c.name, r)
			}
			continue
		}
		want := stored
		want.Clause, want.Goal = text.Clause, text.Goal
		if !c.kept {
			want.Due, want.Original, want.Wish, want.Plea = text.Due, text.Due, 0, ""
		}
		ch := r.Changed[0]
		if !c.changed || !reflect.DeepEqual(ch.Before, stored) || !reflect.DeepEqual(ch.After, want) || ch.Touches() != c.touchy || ch.Words() != c.words {
			t.Errorf("%s:\n got %+v, %v, %q\nwant %+v", c.name, ch.After, ch.Touches(), ch.Words(), want)
		}
	}
}

// TestReviseGoesByThePlansDay: of two milestones that could be the same, the one is
// taken whose day in the plan is nearest, however far it was extended.
func TestReviseGoesByThePlansDay(t *testing.T) {
	due := mustDay(t, "2023-06-30")
	half := Milestone{ID: 1, Key: "old1", Unit: "柯桥区", Project: "p", Year: 2023, Goal: "过半", Due: due + 184, Original: due, Status: Open}
	full := Milestone{ID: 2, Key: "old2", Unit: "柯桥区", Project: "p", Year: 2023, Goal: "完成", Due: due + 184, Original: due + 184, Status: Open}
	text := []Milestone{
		{Key: "new2", Unit: "柯桥区", Project: "p", Year: 2023, Goal: "完成", Due: due + 183},
		{Key: "new1", Unit: "柯桥区", Project: "p", Year: 2023, Goal: "过半", Due: due + 1},
	}
	r := Revise([]Milestone{half, full}, text, due)
	var pairs []string
	for _, c := range r.Changed {
		pairs = append(pairs, c.Before.Key+" "+c.After.Key)
	}
	if !slices.Equal(pairs, []string{"old2 new2", "old1 new1"}) || len(r.Added)+len(r.Cancelled) != 0 {
		t.Errorf("%q, %+v", pairs, r)
	}
}

// TestReviseBringsBack: what was cancelled is what it was, with the extension that it had.
func TestReviseBringsBack(t *testing.T) {
	due := mustDay(t, "2023-12-31")
	stored := Milestone{ID: 1, Key: "1", Unit: "柯桥区", Goal: "达到", Due: due + 30, Original: due, Status: Cancelled}
	r := Revise([]Milestone{stored}, []Milestone{{Key: "1", Unit: "柯桥区", Goal: "达到", Due: due}}, due)
	if len(r.Changed) != 1 || r.Changed[0].After.Due != due+30 || r.Changed[0].After.Status != Open || !r.Changed[0].Touches() || r.Changed[0].Words() != "恢复此前取消的任务" {
		t.Errorf("%+v", r)
	}
}

// TestSayings: what a revision says of a change comes back from its event, and words that
// were kept in older trails stay as they are.
func TestSayings(t *testing.T) {
	due := mustDay(t, "2023-06-30")
	c := Change{Before: Milestone{Goal: "80%", Due: due, Status: Cancelled}, After: Milestone{Goal: "90%；全部", Status: Open}}
	e := Event{Action: ReviseAction, Reason: reasonOf(c.Sayings())}
	if want := "恢复此前取消的任务；目标由“80%”改为“90%；全部”；期限由“2023年6月30日”改为“没有期限”"; e.Words() != want || c.Words() != want {
		t.Errorf("%s, %s", e.Words(), c.Words())
	}
	if got := e.Sayings(); !reflect.DeepEqual(got, c.Sayings()) {
		t.Errorf("%+v", got)
	}
	for _, e := range []Event{{Action: ReviseAction, Reason: "目标由“80%”改为“90%”"}, {Action: Report, Reason: `[{"form":"x"}]`}} {
		if e.Sayings() != nil || e.Words() != e.Reason {
			t.Errorf("%+v", e)
		}
	}
}
