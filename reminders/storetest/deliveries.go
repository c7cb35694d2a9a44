package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"duban/reminders"
)

// testOwe: a row is there once, by milestone, kind, day and person, also where it is
// about no milestone; the day that was dealt with is kept with it.
func testOwe(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	d := day(t, "2023-12-24")
	rows := []reminders.Delivery{
		{Milestone: 3, Kind: "before-7", Day: d, Recipient: "k", DueAt: now}, {Milestone: 3, Kind: "before-7", Day: d, Recipient: "a", DueAt: now},
		{Milestone: 4, Kind: "before-7", Day: d, Recipient: "a", DueAt: now}, {Milestone: 3, Kind: "due", Day: d, Recipient: "k", DueAt: now},
		{Milestone: 3, Kind: "before-7", Day: d + 1, Recipient: "k", DueAt: now},
		{Kind: "month", Day: d, Recipient: "k", DueAt: now}, {Kind: "month", Day: d, Recipient: "a", DueAt: now}, {Kind: "year", Day: d, Recipient: "k", DueAt: now},
	}
	for _, want := range []int{len(rows), 0} {
		n, err := s.Owe(t.Context(), append(rows, rows[0], rows[5]), d)
		if err != nil || n != want {
			t.Errorf("%d new rows, %v; want %d", n, err, want)
		}
	}
	later := slices.Clone(rows[:1])
	later[0].DueAt = now.Add(time.Hour) // the first word about the hour holds
	if n, err := s.Owe(t.Context(), later, d-3); err != nil || n != 0 {
		t.Errorf("%d new rows, %v", n, err)
	}
	l, err := s.Ledger(t.Context())
	if err != nil || !l.Started || l.Through != d-3 { // a clock that jumped back
		t.Errorf("through %s, started %v, %v", l.Through, l.Started, err)
	}
	if n, err := s.Owe(t.Context(), []reminders.Delivery{{Milestone: 1, Kind: "due", Day: d, Recipient: "k", DueAt: now}, {Milestone: 99, Kind: "due", Day: d, Recipient: "k", DueAt: now}}, d+7); err == nil {
		t.Errorf("a milestone that does not exist: %d", n)
	}
	if l, err := s.Ledger(t.Context()); err != nil || l.Through != d-3 {
		t.Errorf("a day was dealt with whose rows are not there: %s, %v", l.Through, err)
	}
	if owed, err := s.Deliveries(t.Context(), 1); err != nil || len(owed) != 0 {
		t.Errorf("%+v, %v", owed, err)
	}
}

// testUnsentAndRecord: what is due and neither sent nor superseded, with what it is
// about; all that is recorded comes back.
func testUnsentAndRecord(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	must(t, s.Bind(t.Context(), "b", "", reminders.Admin, "", "a", now))
	_, err := s.Act(t.Context(), 3, "k", Step(reminders.Report, "建成", ""))
	must(t, err)
	at := func(minutes int) time.Time { return now.Add(time.Duration(minutes) * time.Minute) }
	d := day(t, "2023-12-24")
	_, err = s.Owe(t.Context(), []reminders.Delivery{
		{Milestone: 4, Kind: "before-7", Day: d, Recipient: "y", DueAt: at(2)}, {Milestone: 4, Kind: "due", Day: d, Recipient: "y", DueAt: at(60)},
		{Kind: "month", Day: d, Recipient: "y", DueAt: at(1)}, {Milestone: 3, Kind: "before-7", Day: d, Recipient: "k", DueAt: at(3)},
	}, d)
	must(t, err)
	unsent := func(now time.Time, want ...string) []reminders.Unsent {
		t.Helper()
		all, err := s.Unsent(t.Context(), now)
		must(t, err)
		var got []string
		for _, u := range all {
			got = append(got, fmt.Sprintf("%s %d/%s", u.Delivery.Recipient, u.Milestone.ID, u.Delivery.Kind))
			if u.Milestone.ID != u.Delivery.Milestone || u.Event.ID != u.Delivery.Event || u.Milestone.ID > 0 && u.Milestone.Unit == "" || u.Event.ID > 0 && u.Event.Reason != "建成" {
				t.Errorf("%+v", u)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("unsent %q, want %q", got, want)
		}
		return all
	}
	unsent(at(-1))
	unsent(at(0), "a 3/reported#5", "b 3/reported#5")
	all := unsent(at(59), "a 3/reported#5", "b 3/reported#5", "y 0/month", "y 4/before-7", "k 3/before-7")
	rows := make([]reminders.Delivery, len(all))
	for i, u := range all {
		rows[i] = u.Delivery
	}
	rows[0].SentAt, rows[0].TriedAt, rows[0].MessageID = at(5), at(5), "m1"
	rows[1].Superseded = true
	rows[2].Attempts, rows[2].TriedAt, rows[2].LastError, rows[2].NextTry = 3, at(6), "坏了", at(90)
	must(t, s.Record(t.Context(), rows[:4]))
	left := unsent(at(60), "y 0/month", "y 4/before-7", "k 3/before-7", "y 4/due")
	if left[0].Delivery != rows[2] || left[1].Delivery != all[3].Delivery {
		t.Errorf("%+v\nwant %+v", left[0].Delivery, rows[2])
	}
	told, err := s.Deliveries(t.Context(), 3)
	must(t, err)
	if len(told) != 3 || told[0] != rows[0] || told[1] != rows[1] {
		t.Errorf("%+v", told)
	}
	// What was sent stays so: a run that did not know of it is too late.
	again := rows[0]
	again.SentAt, again.MessageID, again.Superseded = at(70), "m2", false
	must(t, s.Record(t.Context(), []reminders.Delivery{again}))
	if told, err := s.Deliveries(t.Context(), 3); err != nil || told[0] != rows[0] {
		t.Errorf("%+v, %v", told[0], err)
	}
	both := rows[2]
	both.SentAt, both.Superseded = at(70), true
	if err := s.Record(t.Context(), []reminders.Delivery{{ID: rows[3].ID, SentAt: at(70)}, both}); err == nil {
		t.Error("a row is sent and will never be sent")
	}
	unsent(at(60), "y 0/month", "y 4/before-7", "k 3/before-7", "y 4/due") // nothing of the two was recorded
	none, err := s.Deliveries(t.Context(), 0)
	if err != nil || len(none) != 1 || none[0].Kind != "month" || none[0].Milestone != 0 {
		t.Errorf("%+v, %v", none, err)
	}
}

// testMessage: what one message told its reader of, and nobody else's.
func testMessage(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
	d := day(t, "2023-12-24")
	_, err := s.Owe(t.Context(), []reminders.Delivery{{Milestone: 3, Kind: "before-7", Day: d, Recipient: "k", DueAt: now}, {Kind: "month", Day: d, Recipient: "k", DueAt: now},
		{Milestone: 4, Kind: "before-7", Day: d, Recipient: "y", DueAt: now}, {Milestone: 3, Kind: "due", Day: d, Recipient: "k", DueAt: now}}, d)
	must(t, err)
	all, err := s.Unsent(t.Context(), now)
	must(t, err)
	for i := range all[:3] {
		sent := all[i].Delivery
		sent.SentAt, sent.MessageID = now, "m1" // ids are of a chat: another person's message may have the same
		must(t, s.Record(t.Context(), []reminders.Delivery{sent}))
	}
	for _, c := range []struct {
		to      reminders.Recipient
		message string
		n       int
	}{{"k", "m1", 2}, {"y", "m1", 1}, {"k", "m2", 0}, {"a", "m1", 0}, {"k", "", 0}} {
		got, err := s.Message(t.Context(), c.to, c.message)
		if err != nil || len(got) != c.n {
			t.Errorf("%s %q: %+v, %v", c.to, c.message, got, err)
		}
		for _, u := range got {
			if u.Delivery.Recipient != c.to || u.Milestone.ID != u.Delivery.Milestone {
				t.Errorf("%+v", u)
			}
		}
	}
}
