package reminders

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2023, 12, 1, 4, 0, 0, 0, time.UTC)

func people() map[string]Person {
	return map[string]Person{
		"admin":    {ID: "a", Role: Admin},
		"leader":   {ID: "b", Role: Leader},
		"own":      {ID: "c", Role: Liaison, Units: []string{"上虞区", "柯桥区"}},
		"other":    {ID: "d", Role: Liaison, Units: []string{"越城区"}},
		"reader":   {ID: "e", Role: Reader, Units: []string{"柯桥区"}},
		"stranger": {ID: "f", Units: []string{"柯桥区"}},
	}
}

// TestWhoMayDoWhat holds the table role × action for a milestone that would allow it.
func TestWhoMayDoWhat(t *testing.T) {
	allowed := map[Action][]string{
		Acknowledge: {"admin", "own"}, Report: {"admin", "own"},
		Return: {"admin"}, Close: {"admin"}, Chase: {"admin"}, Issue: nil,
	}
	ready := map[Action]Milestone{
		Acknowledge: {Status: Open}, Report: {Status: Open}, Return: {Status: Reported}, Close: {Status: Reported},
		Chase: {Status: Open, Held: true}, Issue: {Status: Open},
	}
	for action, who := range allowed {
		for name, p := range people() {
			m := ready[action]
			m.Unit = "柯桥区"
			_, e, err := Act(m, action, p, "已完成", noon)
			if slices.Contains(who, name) {
				if err != nil {
					t.Errorf("%s by %s: %v", action, name, err)
				} else if e.Actor != p.ID || e.Role != p.Role || e.Action != action {
					t.Errorf("%s by %s: event %+v", action, name, e)
				}
				continue
			}
			var state *StateError
			if name == "admin" && action == Issue {
				if !errors.As(err, &state) {
					t.Errorf("issue by admin: %v", err)
				}
			} else if !errors.Is(err, ErrForbidden) {
				t.Errorf("%s by %s: %v, want forbidden", action, name, err)
			}
		}
	}
}

// TestTransitions holds what an action leads to from every state, for a supervisor:
// a status, a trailing ! where words are needed, or - where it is refused.
func TestTransitions(t *testing.T) {
	table := map[Action]map[string]string{
		Acknowledge: {"open": "acknowledged", "acknowledged": "-", "reported": "-", "returned": "-", "closed": "-", "held": "-"},
		Report:      {"open": "reported!", "acknowledged": "reported!", "reported": "reported!", "returned": "reported!", "closed": "-", "held": "reported!"},
		Return:      {"open": "-", "acknowledged": "-", "reported": "returned!", "returned": "-", "closed": "returned!", "held": "-"},
		Close:       {"open": "closed!", "acknowledged": "closed!", "reported": "closed", "returned": "closed!", "closed": "-", "held": "closed!"},
		Chase:       {"open": "-", "acknowledged": "-", "reported": "-", "returned": "-", "closed": "-", "held": "open"},
	}
	admin := people()["admin"]
	for action, row := range table {
		for from, want := range row {
			m := Milestone{Unit: "柯桥区", Status: Status(from)}
			if from == "held" {
				m.Status, m.Held = Open, true
			}
			to, needed := strings.CutSuffix(want, "!")
			if NeedsWords(m, action) != needed {
				t.Errorf("%s from %s: needs words %v", action, from, !needed)
			}
			if can := slices.Contains(Actions(m, admin), action); can != (want != "-") {
				t.Errorf("%s from %s: offered %v", action, from, can)
			}
			got, _, err := Act(m, action, admin, " \r\n\t ", noon)
			if needed && !errors.Is(err, ErrReasonNeeded) {
				t.Errorf("%s from %s without words: %v", action, from, err)
			}
			if needed {
				got, _, err = Act(m, action, admin, " 补登已完成 ", noon)
			}
			if want == "-" {
				var state *StateError
				if !errors.As(err, &state) || state.Action != action || state.From != m.Status || state.Held != m.Held {
					t.Errorf("%s from %s: %v", action, from, err)
				}
				continue
			}
			if err != nil || got.Status != Status(to) || got.Held || !got.UpdatedAt.Equal(noon) {
				t.Errorf("%s from %s: %+v, %v; want %s", action, from, got, err, to)
			}
		}
	}
}

func TestWords(t *testing.T) {
	m := Milestone{ID: 7, Unit: "柯桥区", Status: Open}
	own := people()["own"]
	got, e, err := Act(m, Report, own, "\x00 已建成\r\n3所\x1b \xff\n", noon)
	if want := "已建成\n3所 �"; err != nil || got.Report != want || e.Reason != want || e.Milestone != 7 {
		t.Errorf("report %q, event %+v, %v", got.Report, e, err)
	}
	if _, _, err := Act(m, Report, own, strings.Repeat("字", MaxReason), noon); err != nil {
		t.Errorf("%d characters: %v", MaxReason, err)
	}
	if _, _, err := Act(m, Report, own, strings.Repeat("字", MaxReason+1), noon); !errors.Is(err, ErrReasonTooLong) {
		t.Errorf("%d characters: %v", MaxReason+1, err)
	}
	if m.Status != Open {
		t.Error("the milestone that was passed has changed")
	}
}

func TestLights(t *testing.T) {
	due := mustDay(t, "2023-12-31")
	rule := DefaultLightRule()
	for _, c := range []struct {
		m     Milestone
		today string
		want  Light
	}{
		{Milestone{Status: Open}, "2023-11-30", Green},
		{Milestone{Status: Open}, "2023-12-01", Yellow},
		{Milestone{Status: Acknowledged}, "2023-12-31", Yellow},
		{Milestone{Status: Acknowledged}, "2024-01-01", Red},
		{Milestone{Status: Returned}, "2024-01-01", Red},
		{Milestone{Status: Reported}, "2023-12-31", Green},
		{Milestone{Status: Reported}, "2024-01-01", Yellow},
		{Milestone{Status: Closed}, "2030-01-01", Green},
		{Milestone{Status: Open, Held: true}, "2024-01-01", Grey},
	} {
		c.m.Due = due
		today := mustDay(t, c.today)
		if got := rule.Light(c.m, today); got != c.want {
			t.Errorf("%s (held %v) on %s: %s, want %s", c.m.Status, c.m.Held, c.today, got, c.want)
		}
		if c.m.Overdue(today) != (c.want == Red) {
			t.Errorf("%s on %s: overdue %v", c.m.Status, c.today, c.m.Overdue(today))
		}
	}
}
