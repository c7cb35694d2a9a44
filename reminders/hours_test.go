package reminders_test

import (
	"testing"

	"duban/reminders"
)

func (w *world) hours(id reminders.Recipient, h reminders.Hours) {
	w.Helper()
	w.must(w.store.SetHours(w.Context(), id, h, w.time()))
}

// alone closes what is not 柯桥区's.
func (w *world) alone() *world {
	w.Helper()
	w.act(3, reminders.Close, "a", "补登已完成")
	return w
}

// TestOwnHours: each person is reminded at their hour, also of what is late.
func TestOwnHours(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00").alone()
	w.bind("k2", "柯桥区")
	w.hours("k", reminders.Hours{Own: 14})
	w.hours("k2", reminders.Hours{Own: 7})
	w.run("2023-11-24 06:59")
	w.run("2023-11-24 07:00", "k2: 2/before-30")
	w.run("2023-11-24 09:00")
	w.run("2023-11-24 13:59")
	w.run("2023-11-24 14:00", "k: 2/before-30")
	w.down(true)
	w.run("2023-12-01 14:00")
	w.down(false)
	w.run("2023-12-02 13:59", "k2: 1/before-30")
	w.run("2023-12-02 14:00", "k: 1/before-30")
	w.hours("k", reminders.Hours{}) // as the rule has it
	w.set(func(s *reminders.Settings) { s.Rule.Hour = 11 })
	w.run("2023-12-17 10:59", "k2: 2/before-7")
	w.run("2023-12-17 11:00", "k: 2/before-7")
}

// TestQuietHoursPutOff: nothing comes while they last, and nothing is lost, be it a
// reminder, overdue or a notice.
func TestQuietHoursPutOff(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00").alone()
	w.hours("k", reminders.Hours{QuietFrom: 10, QuietTo: 14})
	w.down(true)
	w.run("2023-12-24 09:00")
	w.down(false)
	w.run("2023-12-24 10:00")
	w.act(1, reminders.Urge, "a", "")
	w.run("2023-12-24 13:59")
	w.run("2023-12-24 14:00", "k: 2/due 1/before-7 1/urged#5")
	w.down(true)
	w.run("2024-01-07 09:00")
	w.down(false)
	w.run("2024-01-07 12:00")
	w.run("2024-01-07 14:00", "k: 2/overdue-14 1/overdue-7")
}

// TestQuietOverNight: what falls due late in the evening comes when the night is over.
func TestQuietOverNight(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00").alone()
	w.hours("k", reminders.Hours{Own: 20, QuietFrom: 21, QuietTo: 7})
	w.down(true)
	w.run("2023-11-24 20:00")
	w.down(false)
	w.run("2023-11-24 21:00")
	w.act(1, reminders.Urge, "a", "")
	w.run("2023-11-25 06:59")
	w.run("2023-11-25 07:00", "k: 1/urged#5")
	w.run("2023-11-25 20:00", "k: 2/before-30") // late: at the person's hour
}

// TestARuleWithinQuietHours: the rule is moved into hours that somebody has made quiet
// before. They are reminded when these end, and not never.
func TestARuleWithinQuietHours(t *testing.T) {
	for _, c := range []struct {
		hours         reminders.Hours
		before, comes string
	}{
		{reminders.Hours{QuietFrom: 20, QuietTo: 8}, "07:59", "08:00"},
		{reminders.Hours{QuietFrom: 20, QuietTo: 3}, "05:59", "06:00"}, // not in the night
	} {
		w := newWorld(t, "2023-11-01 10:00").alone()
		w.hours("k", c.hours)
		w.set(func(s *reminders.Settings) { s.Rule.Hour = 22 })
		w.run("2023-11-24 " + c.before)
		w.run("2023-11-24 "+c.comes, "k: 2/before-30")
		w.down(true)
		w.run("2023-12-24 12:00")
		w.down(false)
		w.run("2023-12-25 " + c.before)
		w.run("2023-12-25 "+c.comes, "k: 2/due 1/before-7")
	}
}
