package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"duban/reminders"
)

func testInbox(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	offset := func(source string, want int64) {
		t.Helper()
		if got, err := s.NextOffset(t.Context(), source); err != nil || got != want {
			t.Errorf("offset of %s: %d, %v; want %d", source, got, err, want)
		}
	}
	pending := func(source string, want map[int64]string) {
		t.Helper()
		got, err := s.PendingUpdates(t.Context(), source)
		must(t, err)
		if len(got) != len(want) {
			t.Errorf("pending: %v, want %v", got, want)
		}
		for id, body := range want {
			if string(got[id]) != body {
				t.Errorf("pending %d: %q, want %q", id, got[id], body)
			}
		}
	}
	save := func(source string, bodies map[int64][]byte, fresh ...int64) {
		t.Helper()
		if got, err := s.SaveUpdates(t.Context(), source, bodies); err != nil || !slices.Equal(got, fresh) {
			t.Errorf("new: %v, %v; want %v", got, err, fresh)
		}
	}
	offset("bot1", 0)
	save("bot1", map[int64][]byte{9: nil, 7: []byte("七"), 8: []byte("八")}, 7, 8, 9)
	save("bot1", map[int64][]byte{8: []byte("again"), 6: []byte("六")}, 6)
	save("bot2", map[int64][]byte{1: []byte("一")}, 1)
	pending("bot1", map[int64]string{6: "六", 7: "七", 8: "八", 9: ""})
	offset("bot1", 10)
	offset("bot2", 2)
	must(t, s.FinishUpdates(t.Context(), "bot1", 7, 9))
	must(t, s.FinishUpdates(t.Context(), "bot1", 7, 100))
	save("bot1", map[int64][]byte{7: []byte("again")}) // finished
	pending("bot1", map[int64]string{6: "六", 8: "八"})
	pending("bot2", map[int64]string{1: "一"})
	if n, err := s.PruneUpdates(t.Context(), time.Now().Add(-72*time.Hour)); err != nil || n != 0 {
		t.Errorf("pruned %d, %v", n, err)
	}
	if n, err := s.PruneUpdates(t.Context(), time.Now().Add(time.Hour)); err != nil || n != 2 {
		t.Errorf("pruned %d, %v", n, err)
	}
	pending("bot1", map[int64]string{6: "六", 8: "八"})
	offset("bot1", 9)
}

// testAside: attempts are counted before an update is handled; one that is set aside is
// pending no more, a supervisor is owed a notice, and it can be tried again or given up.
func testAside(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	if _, err := s.SaveUpdates(t.Context(), "bot", map[int64][]byte{7: []byte("a"), 8: []byte("b")}); err != nil {
		t.Fatal(err)
	}
	for want := 2; want <= 4; want++ {
		if n, err := s.TryUpdate(t.Context(), "bot", 7); err != nil || n != want {
			t.Errorf("attempt %d, %v; want %d", n, err, want)
		}
	}
	must(t, s.PassUpdate(t.Context(), "bot", 7))
	if n, err := s.TryUpdate(t.Context(), "bot", 7); err != nil || n != 2 {
		t.Errorf("attempt %d, %v, after one that was survived", n, err)
	}
	must(t, s.SetUpdateAside(t.Context(), "bot", 7, now))
	pending, err := s.PendingUpdates(t.Context(), "bot")
	if err != nil || len(pending) != 1 || pending[8] == nil {
		t.Errorf("pending: %v, %v", pending, err)
	}
	owed, err := s.Deliveries(t.Context(), 0)
	if err != nil || len(owed) != 1 || !owed[0].Kind.SetAside() || owed[0].Kind.Subject() != "bot:7" {
		t.Errorf("owed: %+v, %v", owed, err)
	}
	aside, err := s.UpdatesAside(t.Context())
	if err != nil || len(aside) != 1 || aside[0] != (reminders.Aside{Source: "bot", ID: 7, Size: 1, At: now}) {
		t.Errorf("aside: %+v, %v", aside, err)
	}
	must(t, s.RetryUpdate(t.Context(), "bot", 7, false))
	for _, want := range []int{1, 0} { // once
		if again, err := s.RetriedUpdates(t.Context(), "bot"); err != nil || len(again) != want {
			t.Errorf("again: %v, %v", again, err)
		}
	}
	must(t, s.SetUpdateAside(t.Context(), "bot", 7, now))
	must(t, s.RetryUpdate(t.Context(), "bot", 7, true))
	if err := s.RetryUpdate(t.Context(), "bot", 7, false); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("what was given up is tried again: %v", err)
	}
}
