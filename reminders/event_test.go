package reminders

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func chainOf(n int) []Event {
	var c Chain
	var events []Event
	for i := range n {
		events = append(events, c.Append(Event{Milestone: int64(i % 3), Action: Report, Actor: "tg:1", Role: Liaison,
			At: noon.Add(time.Duration(i) * time.Second), From: Open, To: Reported, Reason: "进展"}))
	}
	return events
}

func check(events []Event) error {
	var c Chain
	for _, e := range events {
		if err := c.Check(e); err != nil {
			return err
		}
	}
	return nil
}

func TestChainNamesTheFirstBrokenLink(t *testing.T) {
	if err := check(chainOf(5)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(e []Event) []Event
		at     int64
		fault  Fault
	}{
		"reason":   {func(e []Event) []Event { e[2].Reason = "改"; return e }, 3, Altered},
		"time":     {func(e []Event) []Event { e[2].At = e[2].At.Add(time.Second); return e }, 3, Altered},
		"rehashed": {func(e []Event) []Event { e[1].Actor = "tg:2"; e[1].Hash = e[1].Sum(); return e }, 3, Unlinked},
		"removed":  {func(e []Event) []Event { return slices.Delete(e, 1, 2) }, 2, Missing},
		"swapped":  {func(e []Event) []Event { e[3], e[4] = e[4], e[3]; return e }, 4, Missing},
		"first":    {func(e []Event) []Event { return e[1:] }, 1, Missing},
	} {
		var broken *BrokenError
		if err := check(c.change(chainOf(5))); !errors.As(err, &broken) || broken.Event != c.at || broken.Fault != c.fault {
			t.Errorf("%s: %v, want event %d %s", name, err, c.at, c.fault)
		}
	}
}

// TestSumKeepsFieldsApart: words that move from one field to the next change the hash.
func TestSumKeepsFieldsApart(t *testing.T) {
	a := Event{Reason: "ab", RequestID: "c"}
	b := Event{Reason: "a", RequestID: "bc"}
	if a.Sum() == b.Sum() {
		t.Error("two different events have the same hash")
	}
	local := Event{At: noon.In(time.FixedZone("", 3600))}
	if local.Sum() != (Event{At: noon}).Sum() {
		t.Error("the hash depends on the zone")
	}
}
