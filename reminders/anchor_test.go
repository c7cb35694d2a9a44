package reminders_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/reminders"
	"duban/reminders/calendar"
)

// TestAnchor: each working day the supervisors are told the end of the trail, once, and
// what they were told is in the trail from then on.
func TestAnchor(t *testing.T) {
	w := newWorld(t, "2023-09-20 10:00").alone() // a Wednesday
	w.Calendar = calendar.China()
	w.set(func(s *reminders.Settings) { s.Rule.Anchor = true })
	anchor := func() string {
		a, err := w.store.Audit(t.Context())
		w.must(err)
		if len(a.Faults) > 0 {
			t.Error(a.Faults)
		}
		return fmt.Sprintf("0/anchor#%s", a.End)
	}
	end := anchor()
	w.run("2023-09-21 00:01")
	w.run("2023-09-21 09:00", "a: "+end, "b: "+end)
	w.act(1, reminders.Acknowledge, "k", "")
	w.run("2023-09-21 09:01")
	w.bind("k2", "柯桥区")
	end = anchor()
	w.run("2023-09-22 12:00", "a: "+end, "b: "+end) // late is better than not at all
	w.run("2023-09-22 13:00")
	w.run("2023-09-23 09:00")
	w.run("2023-09-24 09:00")
	end = anchor()
	w.run("2023-09-25 09:00", "a: "+end, "b: "+end)
	w.set(func(s *reminders.Settings) { s.Rule.Anchor = false })
	w.run("2023-09-26 09:00")
	if got := reminders.Kind(strings.TrimPrefix(end, "0/")); !got.Anchors() || got.Label() != "留痕锚" {
		t.Errorf("%s %s", got, got.Label())
	}
}
