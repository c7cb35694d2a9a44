package reminders

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func chainOf(n int) []Event {
	var c Chain
	var events []Event
	for i := range n {
		events = append(events, c.Append(Event{Milestone: int64(i % 3), Action: Report, Actor: "tg:1", Role: Liaison,
			At: noon.Add(time.Duration(i) * time.Second), From: Open, To: Reported, Reason: "进展",
			Percent: 40, Evidence: []Evidence{proof("报告.pdf"), proof("照片.jpg")}, Day: today, Confirms: "达到"}))
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
		"percent":  {func(e []Event) []Event { e[2].Percent = 90; return e }, 3, Altered},
		"day":      {func(e []Event) []Event { e[2].Day++; return e }, 3, Altered},
		"no day":   {func(e []Event) []Event { e[2].Day = 0; return e }, 3, Altered},
		"confirms": {func(e []Event) []Event { e[2].Confirms = ""; return e }, 3, Altered},
		"form":     {func(e []Event) []Event { e[2].Form = 1; return e }, 3, Altered},
		"file":     {func(e []Event) []Event { e[2].Evidence[1].Hash = strings.Repeat("f0", 32); return e }, 3, Altered},
		"name":     {func(e []Event) []Event { e[2].Evidence[1].Name = "改.jpg"; return e }, 3, Altered},
		"size":     {func(e []Event) []Event { e[2].Evidence[1].Size++; return e }, 3, Altered},
		"a file":   {func(e []Event) []Event { e[2].Evidence = e[2].Evidence[:1]; return e }, 3, Altered},
		"order":    {func(e []Event) []Event { slices.Reverse(e[2].Evidence); return e }, 3, Altered},
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
	for _, pair := range [][2]Event{
		{{Form: 1, Reason: "ab", RequestID: "c"}, {Form: 1, Reason: "a", RequestID: "bc"}},
		{{Form: 2, Reason: "ab", RequestID: "c"}, {Form: 2, Reason: "a", RequestID: "bc"}},
		{{Form: 1}, {Form: 2}},
		{{Form: 2, RequestID: "1"}, {Form: 2, Percent: 1}},
		{{Form: 2, Confirms: "1"}, {Form: 2, Evidence: []Evidence{{}}}},
		{{Form: 2, Evidence: []Evidence{{Hash: "a", Name: "b"}}}, {Form: 2, Evidence: []Evidence{{Hash: "ab"}}}},
		{{Form: 3, Source: Source{Place: "1"}}, {Form: 3, Confirms: "1"}},
		{{Form: 2, Evidence: []Evidence{{Size: 12}}}, {Form: 2, Evidence: []Evidence{{Name: "1", Size: 2}}}},
	} {
		if pair[0].Sum() == pair[1].Sum() {
			t.Errorf("%+v has the same hash as %+v", pair[0], pair[1])
		}
	}
	local := Event{At: noon.In(time.FixedZone("", 3600))}
	if local.Sum() != (Event{At: noon}).Sum() {
		t.Error("the hash depends on the zone")
	}
}

// TestSumStaysWhatItWas: these hashes lie in diaries. A form is never changed, but
// followed by the next one.
func TestSumStaysWhatItWas(t *testing.T) {
	e := Event{ID: 2, Milestone: 7, Action: Report, Actor: "tg:1", Role: Liaison, At: noon, From: Open, To: Reported, Reason: "建成3所", RequestID: "r1",
		PrevHash: "ab", Percent: 40, Evidence: []Evidence{proof("报告.pdf")}, Day: today, Confirms: "达到", Source: Source{proof("台账.xlsx"), "甲!S7"}}
	for form, want := range map[int]string{1: "6707cc620411a72457a68d928cb64a9d63b297bfd48bae91c7a605fff1b99ee4", 3: "53cff0a044768c545bcca8399c6fe970a584196755141b6c0dec60bc7bc29854", 2: "41bd432c01e66b83fdc3124aa68e88674410f8fc19eb9bc8956523e265f7e3f7"} {
		if e.Form = form; e.Sum() != want {
			t.Errorf("form %d: %s", form, e.Sum())
		}
	}
}
