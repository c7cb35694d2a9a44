package reminders_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"duban/reminders"
)

// putOff puts off what the first, second, … message to that person reminded them of, and
// wants that as milestone/day.
func (w *world) putOff(who reminders.Recipient, message int, days int, want string) {
	w.Helper()
	put, err := w.store.Snooze(w.Context(), who, fmt.Sprintf("%s%d", who, message), days, w.Calendar, shanghai, w.time())
	w.must(err)
	var got []string
	for _, z := range put {
		got = append(got, fmt.Sprintf("%d/%s", z.Milestone, z.Until))
		if z.Person != who {
			w.Errorf("put off for %s", z.Person)
		}
	}
	if s := strings.Join(got, " "); s != want {
		w.Errorf("put off %q, want %q", s, want)
	}
}

// TestPutOff: for one person, until one day, and what comes before it does not come.
func TestPutOff(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00").alone()
	w.run("2023-11-24 09:00", "k: 2/before-30")
	w.bind("k2", "柯桥区")
	w.putOff("k", 1, 1, "2/2023-11-25")
	w.run("2023-11-25 08:59")
	w.run("2023-11-25 09:00", "k: 2/snooze", "k2: 2/before-30") // who came in on the 24th
	w.putOff("k", 2, 24, "2/2023-12-19")                        // again, what came because it was put off
	w.run("2023-12-17 09:00", "k: 1/before-30", "k2: 2/before-7 1/before-30")
	w.run("2023-12-19 09:00", "k: 2/snooze")
	w.run("2023-12-23 09:00", "k: 2/before-1", "k2: 2/before-1")
}

// TestPutOffAWholeMessage: each of its milestones goes by its own due day.
func TestPutOffAWholeMessage(t *testing.T) {
	w := newWorld(t, "2023-11-20 10:00", "2023-12-20", "2023-11-28").alone()
	w.run("2023-12-05 09:00", "k: 5/overdue-7 4/before-30 2/before-30 1/before-30") // after an outage
	w.act(2, reminders.Report, "k", "已完成")
	w.putOff("k", 1, 20, "4/2023-12-20 1/2023-12-25") // 5 is overdue, and 2 is reported
	w.run("2023-12-05 09:01", "a: 2/reported#7", "b: 2/reported#7")
	w.run("2023-12-13 09:00", "k: 5/overdue-14")
	w.run("2023-12-20 09:00", "k: 5/overdue-21 4/due")
	w.run("2023-12-24 09:00")
	w.run("2023-12-25 09:00", "k: 1/snooze")
}

func TestPutOffIsForThePersonWhoGotTheMessage(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00").alone()
	w.act(1, reminders.Urge, "a", "")
	w.run("2023-11-02 09:00", "k: 1/urged#5")
	w.run("2023-11-24 09:00", "k: 2/before-30")
	w.bind("k2", "柯桥区")
	for _, c := range []struct {
		who     reminders.Recipient
		message string
		want    error
	}{
		{"k2", "k2", reminders.ErrNotFound}, {"a", "k2", reminders.ErrNotFound}, {"stranger", "k2", reminders.ErrForbidden},
		{"k", "k1", reminders.ErrNotFound}, // reminded of nothing
		{"k", "k3", reminders.ErrNotFound}, {"k", "", reminders.ErrNotFound},
	} {
		if put, err := w.store.Snooze(t.Context(), c.who, c.message, 3, nil, shanghai, w.time()); !errors.Is(err, c.want) || put != nil {
			t.Errorf("%s puts off %q: %v, %v", c.who, c.message, put, err)
		}
	}
	w.must(w.store.Unbind(t.Context(), "k", "柯桥区", "a", w.time()))
	w.putOff("k", 2, 3, "") // is no longer k's
}

// TestPutOffOnTheDay: what is due this morning and has not come yet does not come.
func TestPutOffOnTheDay(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00").alone()
	w.run("2023-11-24 09:00", "k: 2/before-30")
	w.run("2023-12-01 09:00", "k: 1/before-30")
	w.run("2023-12-17 00:01")
	w.putOff("k", 1, 3, "2/2023-12-20")
	w.run("2023-12-17 09:00")
	w.run("2023-12-20 09:00", "k: 2/snooze")
}

// TestPutOffAgain: the last wish holds, also when it is one that was there before.
func TestPutOffAgain(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00").alone()
	w.run("2023-11-24 09:00", "k: 2/before-30")
	w.putOff("k", 1, 3, "2/2023-11-27")
	w.putOff("k", 1, 5, "2/2023-11-29")
	w.run("2023-11-27 09:00")
	w.putOff("k", 1, 1, "2/2023-11-28")
	w.putOff("k", 1, 2, "2/2023-11-29")
	w.run("2023-11-28 09:00")
	w.run("2023-11-29 09:00", "k: 2/snooze")
	w.run("2023-11-30 09:00")
}

// TestPutOffUpToTheDay: the due day comes as one, and what is overdue cannot be silenced.
func TestPutOffUpToTheDay(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00").alone()
	w.run("2023-11-24 09:00", "k: 2/before-30")
	w.putOff("k", 1, 366, "2/2023-12-24")
	w.run("2023-12-23 09:00", "k: 1/before-30")
	w.run("2023-12-24 09:00", "k: 2/due 1/before-7")
	w.putOff("k", 3, 1, "1/2023-12-25")
	w.run("2023-12-31 09:00", "k: 2/overdue-7 1/due")
}

// TestPutOffWithoutReason: what was reported meanwhile does not come back, and a due day
// that is moved forward counts, not the wish.
func TestPutOffWithoutReason(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00", "2023-12-28").alone()
	w.run("2023-11-28 09:00", "k: 2/before-30 4/before-30")
	w.putOff("k", 1, 19, "2/2023-12-17 4/2023-12-17")
	w.act(2, reminders.Report, "k", "已完成")
	w.text[3].Due -= 15 // 12-13
	w.apply(reminders.System)
	w.run("2023-11-28 10:00", "k: 4/revised#7", "a: 2/reported#6", "b: 2/reported#6")
	w.run("2023-12-06 09:00", "k: 4/before-7 1/before-30")
	w.run("2023-12-13 09:00", "k: 4/due")
	w.run("2023-12-17 09:00")
	w.run("2023-12-20 09:00", "k: 4/overdue-7")
}
