package storetest

import (
	"errors"
	"testing"
	"time"

	"duban/reminders"
)

// testClock: what is known of the clock is kept; a doubt is confirmed by a supervisor, of
// the date that is in doubt, and that ends with the doubt.
func testClock(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	ctx := t.Context()
	if m, err := s.ClockMark(ctx); err != nil || m != (reminders.ClockMark{}) {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := s.ConfirmClock(ctx, "a", now); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("nothing is known: %v", err)
	}
	year := now.AddDate(1, 0, 0)
	mark := reminders.ClockMark{Tick: now, Simulated: true, Ahead: -time.Hour, Doubt: reminders.Doubt{Expected: now, Shown: year}}
	must(t, s.MarkClock(ctx, mark))
	if m, err := s.ClockMark(ctx); err != nil || m != mark {
		t.Errorf("%+v, %v", m, err)
	}
	for _, who := range []reminders.Recipient{"k", "stranger"} {
		if _, err := s.ConfirmClock(ctx, who, year); !errors.Is(err, reminders.ErrForbidden) {
			t.Errorf("%s: %v", who, err)
		}
	}
	if _, err := s.ConfirmClock(ctx, "a", now); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("another date: %v", err)
	}
	if d, err := s.ConfirmClock(ctx, "a", year); err != nil || d != mark.Doubt {
		t.Errorf("%+v, %v", d, err)
	}
	must(t, s.MarkClock(ctx, mark)) // who has not seen it keeps it
	if m, err := s.ClockMark(ctx); err != nil || !m.Confirmed.Equal(year) {
		t.Errorf("%+v, %v", m, err)
	}
	mark.Doubt = reminders.Doubt{}
	must(t, s.MarkClock(ctx, mark))
	if m, err := s.ClockMark(ctx); err != nil || m != mark {
		t.Errorf("%+v, %v", m, err)
	}
}
