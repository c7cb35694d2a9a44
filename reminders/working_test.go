package reminders_test

import (
	"testing"

	"duban/reminders"
	"duban/reminders/calendar"
)

// atWork gives a world with China's calendar and the reminders of a new diary, without
// its digests and anchors. 2023-09-29 to 10-06 and 2024-01-01 are off, 2023-10-07 and 10-08 are a
// Saturday and a Sunday that are worked; 2023-12-24 and 12-31, on which most is due, are
// Sundays.
func atWork(t *testing.T, imported string, besides ...string) *world {
	t.Helper()
	w := newWorld(t, imported, besides...)
	w.Calendar = calendar.China()
	w.set(func(s *reminders.Settings) {
		s.Rule = reminders.DefaultRule()
		s.Rule.YearSum, s.Rule.Monthly, s.Rule.Quarter, s.Rule.Anchor = false, false, false, false
	})
	return w
}

// TestOnWorkingDays: before the day a reminder comes earlier, after it later, and what
// falls on the same day is one.
func TestOnWorkingDays(t *testing.T) {
	w := atWork(t, "2023-09-01 10:00")
	w.run("2023-09-25 09:00", "k: 2/before-90")
	w.run("2023-09-28 09:00", "k: 1/before-90", "a: 3/before-90!", "b: 3/before-90!") // of 10-02
	w.run("2023-10-02 09:00")
	w.run("2023-11-24 09:00", "k: 2/before-30")
	w.run("2023-12-01 09:00", "k: 1/before-30", "a: 3/before-30!", "b: 3/before-30!")
	w.run("2023-12-15 09:00", "k: 2/before-7")                                           // a Friday
	w.run("2023-12-22 09:00", "k: 2/due 1/before-7", "a: 3/before-7!", "b: 3/before-7!") // before-1 of 2 too
	if d := w.deliveries(2); !d["k before-1"].Superseded || d["k due"].Day.String() != "2023-12-24" || !d["k due"].DueAt.Equal(at("2023-12-22 09:00")) {
		t.Errorf("%+v", d)
	}
	w.run("2023-12-24 09:00")
	w.run("2023-12-25 09:00", "k: 2/overdue-1")
	w.run("2023-12-29 09:00", "k: 2/overdue-3 1/due", "a: 3/due!", "b: 3/due!") // after it: is late by five days, and of the 27th
	w.run("2024-01-01 09:00")
	w.run("2024-01-02 09:00", "k: 2/overdue-7 1/overdue-1", "a: 3/overdue-1!", "b: 3/overdue-1!")
}

// TestLateRowsWaitForTheMorning: what could not be sent on its day goes at the person's
// hour of a working day, unless the deadline would pass first.
func TestLateRowsWaitForTheMorning(t *testing.T) {
	w := atWork(t, "2023-12-04 10:00")
	w.run("2023-12-15 09:00", "k: 2/before-7")
	w.down(true)
	w.run("2023-12-22 09:00") // a Friday
	w.down(false)
	w.run("2023-12-23 00:30")
	w.run("2023-12-23 08:59")
	w.run("2023-12-23 09:00", "k: 2/due") // is due tomorrow; 1 and 3 can wait for Monday
	w.run("2023-12-25 00:01")
	w.run("2023-12-25 08:59")
	w.run("2023-12-25 09:00", "k: 2/overdue-1 1/before-7", "a: 3/before-7!", "b: 3/before-7!")
	w.down(true)
	w.run("2023-12-29 09:00") // a Friday again: 2/overdue-3 and 1/due
	w.down(false)
	w.run("2023-12-30 12:00", "k: 1/due", "a: 3/due!", "b: 3/due!") // 2 is overdue anyway
	w.run("2023-12-31 12:00")
	w.run("2024-01-02 09:00", "k: 2/overdue-7 1/overdue-1", "a: 3/overdue-1!", "b: 3/overdue-1!")
}

// TestWhatHasHappenedDoesNotWait: notices go on any day, at any hour that is not quiet.
func TestWhatHasHappenedDoesNotWait(t *testing.T) {
	w := atWork(t, "2023-12-04 10:00")
	w.down(true)
	w.clock("2023-12-22 23:50")
	w.act(1, reminders.Close, "a", "补登已完成")
	w.run("2023-12-22 23:51")
	w.down(false)
	w.run("2023-12-23 00:30", "k: 1/closed#4")
}

// TestImportedWithinAFestival: what names a day to come is sent at once.
func TestImportedWithinAFestival(t *testing.T) {
	w := atWork(t, "2023-10-03 15:00", "2023-10-05")
	w.run("2023-10-03 15:00", "k: 4/due")
	w.run("2023-10-04 09:00")
	w.run("2023-10-07 09:00", "k: 4/overdue-1")
}

// TestDueDayThatChangesWithinAFestival: so it is where the day is moved into one, whose
// reminders were to be sent before it began.
func TestDueDayThatChangesWithinAFestival(t *testing.T) {
	w := atWork(t, "2023-09-01 10:00", "2023-10-20")
	w.run("2023-09-20 09:00", "k: 4/before-30")
	w.run("2023-09-28 09:00", "k: 2/before-90 1/before-90", "a: 3/before-90!", "b: 3/before-90!")
	w.clock("2023-09-30 10:00")
	w.text[3].Due = w.text[3].Due - 15 // 10-05
	w.apply(reminders.System)
	w.run("2023-09-30 10:00", "k: 4/due 4/revised#5")
	w.run("2023-09-30 10:01")
	w.bind("k2", "柯桥区") // did not hear of it
	w.run("2023-10-01 08:59")
	w.run("2023-10-01 09:00", "k2: 4/due")
	w.run("2023-10-05 09:00")
	w.run("2023-10-07 09:00", "k: 4/overdue-1", "k2: 4/overdue-1 1/before-90") // of 10-02, which was to come as well
}

// TestUnknownYearIsToldOnce: from December on supervisors hear that the next year has no
// holiday data, until it has.
func TestUnknownYearIsToldOnce(t *testing.T) {
	_, last := calendar.China().Years()
	if last != 2026 {
		t.Skipf("the calendar now ends with %d: move the days below", last)
	}
	w := atWork(t, "2026-11-02 10:00")
	w.run("2026-11-02 10:00", "a: 0/held#plan", "b: 0/held#plan")
	w.run("2026-11-30 23:59")
	w.run("2026-12-01 00:01") // not in the night
	w.down(true)
	w.run("2026-12-01 09:00")
	w.fail = func(to reminders.Recipient) error {
		if to == "b" {
			return reminders.ErrUnreachable
		}
		return nil
	}
	w.run("2026-12-01 09:01", "a: 0/calendar#2027")
	w.run("2026-12-01 09:02", "a: 0/unreachable#b")
	w.run("2027-01-04 09:00")
	w.fail = nil
	next, err := calendar.China().With([]byte("2027-01-01,休,元旦\n"))
	w.must(err)
	w.Calendar = next
	w.must(w.store.MarkSeen(t.Context(), "b", "", w.time()))
	w.run("2027-01-05 09:00")
	if d := w.deliveries(0)["b calendar#2027"]; !d.Superseded {
		t.Errorf("%+v", d)
	}
}
