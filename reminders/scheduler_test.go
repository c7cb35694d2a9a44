package reminders_test

import (
	"errors"
	"testing"

	"duban/reminders"
)

func TestAYearOfReminders(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	if done := w.run("2023-11-24 08:59"); done.Owed != 0 { // who is told is decided at nine
		t.Errorf("before the hour: %+v", done)
	}
	w.run("2023-11-24 09:00", "k: 2/before-30")
	w.run("2023-11-24 09:01")
	w.run("2023-12-01 09:00", "k: 1/before-30", "a: 3/before-30!", "b: 3/before-30!")
	w.run("2023-12-17 23:59", "k: 2/before-7")
	w.run("2023-12-18 09:00")
	w.run("2023-12-24 09:00", "k: 2/due 1/before-7", "a: 3/before-7!", "b: 3/before-7!")
	w.bind("y", "越城区") // from now on the supervisors need not
	w.run("2023-12-30 09:00", "k: 1/before-1", "y: 3/before-1")
	w.run("2023-12-31 09:00", "k: 2/overdue-7 1/due", "y: 3/due")
	if d := w.deliveries(1)["k due"]; d.MessageID == "" || !d.SentAt.Equal(at("2023-12-31 09:00")) {
		t.Errorf("not marked: %+v", d)
	}
	if n := len(w.deliveries(4)); n != 0 {
		t.Errorf("%d deliveries for a held milestone", n)
	}
}

func TestHeldIsChasedFromItsReleaseOn(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.run("2023-11-07 09:00")
	w.act(4, reminders.Chase, "a", "")
	w.run("2023-11-07 09:30") // overdue for 311 days; the past is not filled in
	w.run("2023-11-11 09:00", "k: 4/overdue-315")
}

func TestNothingBeforeTheImport(t *testing.T) {
	w := newWorld(t, "2023-12-20 15:00")
	w.run("2023-12-20 15:00")
	for id := range int64(4) {
		if n := len(w.deliveries(id + 1)); n != 0 {
			t.Errorf("milestone %d: %d deliveries", id+1, n)
		}
	}
	w = newWorld(t, "2023-12-24 15:00") // on a day that owes something, after its hour
	w.run("2023-12-24 15:00", "k: 2/due 1/before-7", "a: 3/before-7!", "b: 3/before-7!")
}

func TestOutageSendsTheNewestOnly(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.run("2023-11-02 10:00")
	done := w.run("2024-01-10 10:00", "k: 2/overdue-14 1/overdue-7", "a: 3/overdue-7!", "b: 3/overdue-7!")
	if want := 6 + 5 + 2*5; done.Owed != want || done.Superseded != want-4 || done.Messages != 3 || done.Items != 4 {
		t.Errorf("%+v, want %d owed", done, want)
	}
	if d := w.deliveries(1); !d["k due"].Superseded || !d["k due"].SentAt.IsZero() || d["k overdue-7"].SentAt.IsZero() {
		t.Errorf("%+v", d)
	}
	w.run("2024-01-10 10:01")
}

func TestWhatHasLostItsReasonIsNotSent(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	down := errors.New("network is down")
	w.fail = func(reminders.Recipient) error { return down }
	if done := w.run("2023-12-24 09:00"); done.Failed != 3 {
		t.Errorf("%+v", done)
	}
	w.act(1, reminders.Report, "k", "已完成")
	w.act(2, reminders.Close, "a", "补登已完成")
	w.bind("y", "越城区")
	w.fail = nil
	w.run("2023-12-24 09:10", "k: 2/closed#6", "a: 1/reported#5", "b: 1/reported#5", "y: 3/before-7")
	if d := w.deliveries(3)["a before-7"]; !d.Superseded || d.Attempts != 1 || d.LastError != down.Error() {
		t.Errorf("a supervisor in the place of a liaison that came: %+v", d)
	}
	w.act(1, reminders.Return, "a", "请补充材料")
	w.run("2023-12-24 09:11", "k: 1/returned#7")
	w.fail = func(reminders.Recipient) error { return down }
	w.act(1, reminders.Report, "k", "补充如下")
	w.act(1, reminders.Return, "a", "仍不够")
	w.run("2023-12-24 09:12")
	w.act(1, reminders.Report, "k", "再补充") // before k heard of the return
	w.fail = nil
	w.run("2023-12-24 09:20", "a: 1/reported#10", "b: 1/reported#10")
}

func TestNoticesGoToThoseConcerned(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.bind("k2", "柯桥区")
	w.act(1, reminders.Acknowledge, "k", "")
	w.run("2023-11-01 10:01")
	w.act(1, reminders.Report, "a", "代填：已完成") // not to the one who did it
	w.run("2023-11-01 10:02", "b: 1/reported#6")
	w.act(1, reminders.Close, "b", "")
	w.run("2023-11-01 10:03", "k: 1/closed#7", "k2: 1/closed#7")
	w.act(4, reminders.Close, "b", "补登已完成") // was held: nobody was ever asked for it
	w.run("2023-11-01 10:04")
	w.act(2, reminders.Report, "k", "一") // the later report replaces the earlier
	w.act(2, reminders.Report, "k", "二")
	w.run("2023-11-01 10:05", "a: 2/reported#10", "b: 2/reported#10")
}
