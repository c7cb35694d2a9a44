package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/reminders"
)

func TestBackOff(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	tries := 0
	w.fail = func(to reminders.Recipient) error { tries++; return errors.New("坏了") }
	now := at("2023-11-24 09:00")
	for i, pause := range []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, time.Hour, time.Hour, time.Hour, time.Hour, time.Hour, time.Hour, time.Hour, time.Hour} {
		w.run(now.Format("2006-01-02 15:04"))
		if d := w.deliveries(2)["k before-30"]; tries != i+1 || d.Attempts != tries || !d.TriedAt.Equal(now) || !d.NextTry.Equal(now.Add(pause)) || d.LastError != "坏了" {
			t.Fatalf("try %d of %d: %+v", tries, i+1, d)
		}
		now = now.Add(pause - time.Minute)
		if pause > time.Minute {
			w.run(now.Format("2006-01-02 15:04")) // too early
		}
		now = now.Add(time.Minute)
	}
	w.fail = nil
	w.run(now.Format("2006-01-02 15:04"), "k: 2/before-30")
}

func TestRetryAfterIsNoFailure(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.fail = func(reminders.Recipient) error {
		return fmt.Errorf("send: %w", &reminders.RetryAfter{Wait: 7 * time.Minute, Err: errors.New("too many requests")})
	}
	w.run("2023-11-24 09:00")
	if d := w.deliveries(2)["k before-30"]; d.Attempts != 0 || !d.NextTry.Equal(at("2023-11-24 09:07")) {
		t.Errorf("%+v", d)
	}
	w.fail = nil
	w.run("2023-11-24 09:06")
	w.run("2023-11-24 09:07", "k: 2/before-30")
}

func TestUnreachable(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.fail = func(to reminders.Recipient) error {
		if to == "k" {
			return fmt.Errorf("forbidden: %w", reminders.ErrUnreachable)
		}
		return nil
	}
	w.run("2023-11-24 09:00")
	// The supervisors hear of it once, and are told in the liaison's place.
	w.run("2023-11-24 09:01", "a: 2/before-30! 0/unreachable#k", "b: 2/before-30! 0/unreachable#k")
	w.run("2023-11-24 09:02")
	w.run("2023-12-17 09:00", "a: 2/before-7! 1/before-30! 3/before-30!", "b: 2/before-7! 1/before-30! 3/before-30!")
	w.fail = nil
	w.run("2023-12-17 09:30")
	w.must(w.store.MarkSeen(t.Context(), "k", "甲", w.time()))
	w.run("2023-12-17 09:31", "k: 2/before-7 1/before-30")
	if d := w.deliveries(2)["k before-30"]; !d.Superseded {
		t.Errorf("%+v", d)
	}
}

func TestReachableAgainBeforeAnybodyHeard(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.fail = func(reminders.Recipient) error { return reminders.ErrUnreachable }
	w.run("2023-11-24 09:00")
	w.must(w.store.MarkSeen(t.Context(), "k", "", w.time()))
	w.fail = nil
	w.run("2023-11-24 09:01", "k: 2/before-30")
}

func TestASentRowStaysSent(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.run("2023-11-24 09:00", "k: 2/before-30")
	sent := w.deliveries(2)["k before-30"]
	late := sent
	late.SentAt, late.MessageID, late.Superseded = time.Time{}, "", true
	w.must(w.store.Record(t.Context(), []reminders.Delivery{late}))
	if again := w.deliveries(2)["k before-30"]; again != sent {
		t.Errorf("%+v", again)
	}
}

func TestATerminalIsToldNothing(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.must(w.store.AdmitLocal(t.Context(), "local", "", reminders.Liaison, []string{"越城区"}, w.time()))
	w.must(w.store.AdmitLocal(t.Context(), "console", "", reminders.Admin, nil, w.time()))
	w.run("2023-12-01 09:00", "k: 2/before-30 1/before-30", "a: 3/before-30!", "b: 3/before-30!")
}

func TestWhoHasLeftGetsNothing(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.fail = func(reminders.Recipient) error { return errors.New("坏了") }
	w.run("2023-11-24 09:00")
	w.fail = nil
	w.must(w.store.Unbind(t.Context(), "k", "柯桥区", "a", w.time()))
	w.run("2023-11-24 10:00", "a: 2/before-30!", "b: 2/before-30!")
}

// amnesiac is a diary that cannot write down what was sent, as after a crash
// between sending and marking, or on a full disk.
type amnesiac struct {
	reminders.Diary
	broken bool
}

func (a *amnesiac) Record(ctx context.Context, rows []reminders.Delivery) error {
	if a.broken && slices.ContainsFunc(rows, func(d reminders.Delivery) bool { return !d.SentAt.IsZero() }) {
		return errors.New("disk is full")
	}
	return a.Diary.Record(ctx, rows)
}

func TestCrashBetweenSendAndMark(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	diary := &amnesiac{Diary: w.store, broken: true}
	w.Scheduler.Diary = diary
	w.now = at("2023-11-24 09:00")
	if _, err := w.RunOnce(t.Context()); err == nil {
		t.Error("a diary that cannot be written is no error")
	}
	w.expect("before the crash", "k: 2/before-30")
	// The same process knows what it has sent: it sends nothing until that is marked.
	if _, err := w.RunOnce(t.Context()); err == nil {
		t.Error("still no error")
	}
	w.expect("the disk still full", "k: 2/before-30")
	crashed := w.scheduler()
	diary.broken = false
	w.run("2023-11-24 09:01")
	if d := w.deliveries(2)["k before-30"]; d.SentAt.IsZero() || d.MessageID == "" {
		t.Errorf("not marked later: %+v", d)
	}
	if _, err := crashed.RunOnce(t.Context()); err != nil {
		t.Error(err)
	}
	w.expect("another process, after it was marked")
}

func TestANewProcessRepeatsWhatWasNotMarked(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.Scheduler.Diary = &amnesiac{Diary: w.store, broken: true}
	w.now = at("2023-11-24 09:00")
	_, _ = w.RunOnce(t.Context())
	w.Scheduler = w.scheduler()
	w.run("2023-11-24 09:01", "k: 2/before-30")
	w.run("2023-11-24 09:02")
}

func TestAPanicStopsOneMessageOnly(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.fail = func(to reminders.Recipient) error {
		if to == "k" {
			panic("no words for this")
		}
		return nil
	}
	w.run("2023-12-24 09:00", "a: 3/before-7!", "b: 3/before-7!")
	if d := w.deliveries(2)["k due"]; !strings.Contains(d.LastError, "no words") {
		t.Errorf("%+v", d)
	}
}

func TestAClockThatJumps(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.run("2023-11-24 09:00", "k: 2/before-30")
	w.run("2023-11-20 09:00") // back
	w.run("2023-11-24 09:00") // there again: nothing twice
	w.run("2023-12-01 09:00", "k: 1/before-30", "a: 3/before-30!", "b: 3/before-30!")
}

// slow is a sender that waits until it is let go.
type slow struct {
	started, release chan struct{}
	mu               sync.Mutex
	now, most        int
}

func (s *slow) Send(ctx context.Context, _ reminders.Recipient, _ []reminders.Item) (string, error) {
	s.mu.Lock()
	s.now++
	s.most = max(s.most, s.now)
	s.mu.Unlock()
	s.started <- struct{}{}
	select {
	case <-s.release:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	s.mu.Lock()
	s.now--
	s.mu.Unlock()
	return "m", nil
}

// TestStopFinishesWhatIsInFlight: two sends are in flight when the context ends; both
// are marked, the third never starts.
func TestStopFinishesWhatIsInFlight(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	s := &slow{started: make(chan struct{}), release: make(chan struct{})}
	w.Scheduler.Sender = s
	w.now = at("2023-12-24 09:00")
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan reminders.Result)
	go func() {
		done, err := w.RunOnce(ctx)
		if err != nil {
			t.Error(err)
		}
		result <- done
	}()
	<-s.started
	<-s.started
	cancel()
	close(s.release)
	if done := <-result; done.Messages != 2 || done.Failed != 0 {
		t.Errorf("%+v", done)
	}
	if s.most != 2 {
		t.Errorf("%d in flight", s.most)
	}
	marked := 0
	for id := range int64(3) {
		for _, d := range w.deliveries(id + 1) {
			if !d.SentAt.IsZero() {
				marked++
			}
		}
	}
	if marked != 3 { // two for k, one for a
		t.Errorf("%d deliveries marked", marked)
	}
}
