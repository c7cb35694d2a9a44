package reminders_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"duban/reminders"
)

// watched is a world whose clock is judged. The process is awake for as long as the test
// says, whatever the clock shows.
type watched struct {
	*world
	awake time.Duration
}

func newWatched(t *testing.T, imported string, besides ...string) *watched {
	w := &watched{world: newWorld(t, imported, besides...)}
	w.process()
	return w
}

// process begins a process anew.
func (w *watched) process() {
	w.Scheduler, w.awake = w.scheduler(), 0
	w.Witness = &reminders.Witness{Diary: w.store, Apart: true, Running: func() time.Duration { return w.awake }}
}

// after lets the process be awake for so long until the clock says now.
func (w *watched) after(d time.Duration, now string, want ...string) {
	w.Helper()
	w.awake += d
	w.run(now, want...)
}

// rows gives who is owed what and was not superseded, all milestones together.
func (w *watched) rows() (unsent, sent, superseded int) {
	w.Helper()
	for id := range int64(len(w.text) + 1) {
		for _, d := range w.deliveries(id) {
			switch {
			case d.Superseded:
				superseded++
			case d.SentAt.IsZero():
				unsent++
			default:
				sent++
			}
		}
	}
	return unsent, sent, superseded
}

// TestClockAYearAhead: the clock stands a year ahead for five seconds, in the process or
// with another one, or a year behind. Nothing is sent by it, and no reminder is lost.
func TestClockAYearAhead(t *testing.T) {
	for _, wrong := range []string{"2024-11-25 09:00", "2022-11-25 09:00"} {
		for name, restart := range map[string]bool{"in the process": false, "with a restart": true} {
			t.Run(wrong+" "+name, func(t *testing.T) {
				w := newWatched(t, "2023-11-20 10:00")
				w.after(time.Minute, "2023-11-24 08:00") // k is owed before-30 of milestone 2 at 09:00
				unsent, sent, superseded := w.rows()
				for i := range 6 {
					if restart && i%3 == 0 {
						w.process()
					}
					w.after(time.Second, wrong)
				}
				if u, s, d := w.rows(); u != unsent || s != sent || d != superseded {
					t.Errorf("%d unsent, %d sent, %d superseded; were %d, %d, %d", u, s, d, unsent, sent, superseded)
				}
				if restart {
					w.process()
				}
				w.after(time.Second, "2023-11-24 09:00", "k: 2/before-30")
				w.after(7*24*time.Hour, "2023-12-01 09:00", "k: 1/before-30", "a: 3/before-30!", "b: 3/before-30!")
				w.after(16*24*time.Hour, "2023-12-17 09:00", "k: 2/before-7")
			})
		}
	}
}

// TestDoubtIsToldOnce: a doubt that lasts is told to the supervisors, when Telegram could
// have cleared it and has not; once, also by the next process.
func TestDoubtIsToldOnce(t *testing.T) {
	w := newWatched(t, "2023-11-20 10:00")
	w.run("2023-11-24 08:00")
	w.after(time.Minute, "2024-11-24 08:01")
	w.after(time.Minute, "2024-11-24 08:02") // offline: Telegram may yet agree
	w.Witness.Answered(time.Time{})
	w.down(true)
	w.after(time.Minute, "2024-11-24 08:03")
	w.down(false)
	told := "0/clock#2023-11-24/2024-11-24"
	w.Witness.Answered(time.Time{})
	w.after(time.Minute, "2024-11-24 08:05", "a: "+told, "b: "+told)
	w.after(time.Hour, "2024-11-24 09:05")
	w.process()
	w.run("2024-11-24 09:06")
	w.Witness.Answered(time.Time{})
	w.after(time.Hour, "2024-11-24 10:06")
	if d := w.Witness.Doubt(); reminders.DayOf(d.Shown, shanghai).String() != "2024-11-24" {
		t.Errorf("%+v", d)
	}
	// Back: all is as if nothing had been. A notice that nobody has had is superseded.
	w.after(time.Hour, "2023-11-24 11:06", "k: 2/before-30")
	if w.Witness.Doubt().Some() {
		t.Error("still in doubt")
	}
}

// TestDoubtIsConfirmed: a supervisor says that the clock is right; nobody else can, nor of
// another date.
func TestDoubtIsConfirmed(t *testing.T) {
	w := newWatched(t, "2023-11-20 10:00")
	w.run("2023-11-24 08:00")
	if _, err := w.store.ConfirmClock(t.Context(), "a", at("2023-11-24 08:00")); err == nil {
		t.Error("there was no doubt")
	}
	w.after(time.Minute, "2024-11-25 10:00")
	for who, now := range map[reminders.Recipient]string{"k": "2024-11-25 10:00", "stranger": "2024-11-25 10:00", "a": "2023-11-24 08:00"} {
		if _, err := w.store.ConfirmClock(t.Context(), who, at(now)); err == nil {
			t.Errorf("%s confirms %s", who, now)
		}
	}
	w.after(time.Minute, "2024-11-25 10:01")
	_, err := w.store.ConfirmClock(t.Context(), "a", at("2024-11-25 10:01"))
	w.must(err)
	w.after(time.Second, "2024-11-25 10:01", "k: 2/overdue-336 1/overdue-329", "a: 3/overdue-329!", "b: 3/overdue-329!")
	w.process()
	w.after(time.Minute, "2024-11-25 10:03")
	if w.Witness.Doubt().Some() {
		t.Error("in doubt again")
	}
}

// TestSleepIsNoJump: the machine sleeps for three days. Telegram says that they have
// passed; offline the scheduler waits until it does.
func TestSleepIsNoJump(t *testing.T) {
	w := newWatched(t, "2023-11-20 10:00")
	w.Witness.Answered(at("2023-11-22 10:00"))
	w.run("2023-11-22 10:00")
	w.after(time.Second, "2023-11-25 10:00")
	w.after(time.Minute, "2023-11-25 10:01")
	w.Witness.Answered(at("2023-11-25 10:01"))
	w.after(time.Second, "2023-11-25 10:01", "k: 2/before-30")
}

// TestTelegramIsAsked: where nobody writes, as behind a webhook, Telegram is asked for the
// time as soon as there is a doubt, and again while it does not answer.
func TestTelegramIsAsked(t *testing.T) {
	w := newWatched(t, "2023-11-20 10:00")
	asked, online := 0, false
	w.Witness.Ask = func(context.Context) {
		if asked++; online {
			w.Witness.Answered(w.time())
		}
	}
	w.run("2023-11-22 10:00")
	for range 12 {
		w.after(time.Second, "2023-11-25 10:00")
	}
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
	online = true
	w.after(time.Minute, "2023-11-25 10:01")
	w.after(time.Second, "2023-11-25 10:01", "k: 2/before-30")
	w.after(time.Minute, "2023-11-25 10:02")
	if asked != 3 {
		t.Errorf("asked %d times", asked)
	}
}

// TestJumpWithoutWitness: what was superseded by a clock that nobody doubted, as a
// simulated one, comes back when the day is still to come.
func TestJumpWithoutWitness(t *testing.T) {
	w := newWatched(t, "2023-11-20 10:00")
	w.Witness.Simulated = true
	w.run("2023-11-22 10:00")
	w.process()
	w.Witness.Simulated = true
	w.down(true)
	w.run("2024-11-22 10:00")
	w.down(false)
	if _, _, superseded := w.rows(); superseded < 10 {
		t.Fatalf("%d superseded: nothing has happened", superseded)
	}
	w.process()
	w.Witness.Simulated = true
	w.run("2023-11-22 10:00")
	if _, _, superseded := w.rows(); superseded > 0 {
		t.Errorf("%d are lost", superseded)
	}
	var sent []string
	for d := range reminders.Day(60) {
		w.clock((reminders.DateDay(2023, 11, 23) + d).String() + " 09:00")
		_, err := w.RunOnce(t.Context())
		w.must(err)
		for _, s := range w.sent {
			if strings.HasPrefix(s, "k:") {
				sent = append(sent, w.now.Format("01-02")+strings.TrimPrefix(s, "k:"))
			}
		}
	}
	want := "[11-24 2/before-30 12-01 1/before-30 12-17 2/before-7 12-23 2/before-1 12-24 2/due 1/before-7 12-30 1/before-1 12-31 2/overdue-7 1/due 01-07 2/overdue-14 1/overdue-7 01-14 2/overdue-21 1/overdue-14 01-21 2/overdue-28 1/overdue-21]"
	if got := fmt.Sprint(sent); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
