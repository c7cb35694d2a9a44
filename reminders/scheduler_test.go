package reminders_test

import (
	"errors"
	"testing"

	"duban/reminders"
)

func TestAYearOfReminders(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00", "2022-12-31")
	w.run("2023-11-01 10:01", "a: 0/held#plan", "b: 0/held#plan")
	if done := w.run("2023-11-24 08:59"); done.Owed != 1 { // goes at nine
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
	w := newWorld(t, "2023-11-01 10:00", "2022-12-31")
	w.run("2023-11-07 09:00", "a: 0/held#plan", "b: 0/held#plan")
	w.act(4, reminders.Chase, "a", "")
	w.run("2023-11-07 09:30") // overdue for 311 days; the past is not filled in
	w.run("2023-11-11 09:00", "k: 4/overdue-315")
}

func TestNothingBeforeTheImport(t *testing.T) {
	w := newWorld(t, "2023-12-20 15:00", "2022-12-31")
	w.run("2023-12-20 15:00", "a: 0/held#plan", "b: 0/held#plan")
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
	w.run("2023-12-24 09:10", "k: 2/closed#5", "a: 1/reported#4", "b: 1/reported#4", "y: 3/before-7")
	if d := w.deliveries(3)["a before-7"]; !d.Superseded || d.Attempts != 1 || d.LastError != down.Error() {
		t.Errorf("a supervisor in the place of a liaison that came: %+v", d)
	}
	w.act(1, reminders.Return, "a", "请补充材料")
	w.run("2023-12-24 09:11", "k: 1/returned#6")
	w.fail = func(reminders.Recipient) error { return down }
	w.act(1, reminders.Report, "k", "补充如下")
	w.act(1, reminders.Return, "a", "仍不够")
	w.run("2023-12-24 09:12")
	w.act(1, reminders.Report, "k", "再补充") // before k heard of the return
	w.fail = nil
	w.run("2023-12-24 09:20", "a: 1/reported#9", "b: 1/reported#9")
}

func TestNoticesGoToThoseConcerned(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00", "2022-12-31")
	w.bind("k2", "柯桥区")
	w.act(1, reminders.Acknowledge, "k", "")
	w.run("2023-11-01 10:01", "a: 0/held#plan", "b: 0/held#plan")
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

// TestWhoIsToldIsDecidedWhenItIsSent: the rows of a day are there from midnight on.
func TestWhoIsToldIsDecidedWhenItIsSent(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	if done := w.run("2023-12-01 00:00"); done.Owed != 2+2 { // k's, of which one is overtaken, and the supervisors'
		t.Errorf("%+v", done)
	}
	w.bind("y", "越城区")
	w.run("2023-12-01 09:00", "k: 2/before-30 1/before-30", "y: 3/before-30")
	if d := w.deliveries(3); !d["a before-30"].Superseded || !d["b before-30"].Superseded {
		t.Errorf("%+v", d)
	}
}

// TestHeldIsAskedAboutOnce: of what was past when its plan came in, each supervisor is
// asked once what is to become of it, until somebody has decided.
func TestHeldIsAskedAboutOnce(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00", "2022-12-31", "2022-06-30")
	w.run("2023-11-01 10:01", "a: 0/held#plan", "b: 0/held#plan")
	w.run("2023-11-01 10:02")
	w.run("2023-11-15 09:00")
	w.must(w.store.Bind(t.Context(), "c", "丙", reminders.Admin, "", reminders.System, w.time()))
	w.run("2023-11-15 09:01", "c: 0/held#plan")
	w.text[3].Due -= 30
	w.text[3].Key = "another"
	w.text[3].Clause, w.text[3].Year, w.text[3].Goal = "（八）", 2021, "达到 100%"
	w.apply("a") // was told by the reply to the import
	w.run("2023-11-15 09:02", "b: 0/held#plan", "c: 0/held#plan")
	w.down(true)
	w.must(w.store.Bind(t.Context(), "d", "丁", reminders.Admin, "", reminders.System, w.time()))
	w.run("2023-11-15 09:03")
	n, err := w.store.ActOnHeld(t.Context(), "plan", "a", reminders.Step{Action: reminders.Close, Words: "补登", At: w.time(), Today: reminders.DayOf(w.time(), shanghai)})
	if err != nil || n != 2 {
		t.Errorf("%d closed, %v", n, err)
	}
	w.down(false)
	w.run("2023-11-15 10:00")
	if d := w.deliveries(0)["d held#plan"]; !d.Superseded || d.Attempts != 1 {
		t.Errorf("%+v", d)
	}
}

// TestBackFromWithdrawal: what is past when a plan comes back is asked about anew.
func TestBackFromWithdrawal(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00", "2022-12-31")
	w.run("2023-11-01 10:01", "a: 0/held#plan", "b: 0/held#plan")
	w.clock("2024-03-04 09:30")
	_, err := w.store.Withdraw(t.Context(), "plan", "a", reminders.DayOf(w.time(), shanghai), w.time())
	w.must(err)
	w.run("2024-03-04 09:30", "k: 2/revised#6 1/revised#7")
	w.clock("2024-03-05 09:30")
	w.apply(reminders.System)
	w.run("2024-03-05 09:31", "a: 0/held#plan", "b: 0/held#plan")
}

// TestUrging: at once, to those who serve the unit and nobody else, while it is their turn.
func TestUrging(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	w.bind("k2", "柯桥区")
	urge := func(id int64, by reminders.Recipient, want error) {
		t.Helper()
		_, err := w.store.Act(t.Context(), id, by, reminders.Step{Action: reminders.Urge, Words: "请尽快", At: w.time(), Today: reminders.DayOf(w.time(), shanghai)})
		if !errors.Is(err, want) {
			t.Errorf("%d urged by %s: %v, want %v", id, by, err, want)
		}
	}
	w.clock("2023-11-02 23:30") // is 15:30 in UTC: the day is that of the deadlines
	urge(1, "a", nil)
	urge(1, "b", reminders.ErrUrgedToday)
	urge(1, "k", reminders.ErrForbidden)
	urge(3, "a", reminders.ErrNobody)
	w.run("2023-11-02 23:31", "k: 1/urged#4", "k2: 1/urged#4")
	if i := w.items[0]; i.Event.Reason != "请尽快" || i.About.ID != "a" || !i.Notice || len(i.Unserved) > 0 || i.DaysLeft != 59 {
		t.Errorf("%+v", i)
	}
	w.clock("2023-11-03 00:00")
	urge(1, "b", nil)
	w.down(true)
	w.run("2023-11-03 00:01")
	w.act(1, reminders.Report, "k", "已完成") // before it reached anybody
	w.down(false)
	w.run("2023-11-03 01:00", "a: 1/reported#6", "b: 1/reported#6")
}

// TestExtensionsAreToldAtOnce: a wish to the supervisors, the verdict to the unit, and
// nothing that has been overtaken meanwhile. Reminders go by the new day.
func TestExtensionsAreToldAtOnce(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	wish := func(day string) reminders.Step {
		d, err := reminders.ParseDay(day)
		w.must(err)
		return reminders.Step{Action: reminders.Extend, Words: "设备未到", Day: d}
	}
	grant := func(day string) reminders.Step {
		s := wish(day)
		s.Action = reminders.Grant
		return s
	}
	w.step(2, "k", wish("2024-01-31"))
	w.step(2, "k", wish("2024-02-29")) // replaces the one before
	w.run("2023-11-01 10:01", "a: 2/extension#5", "b: 2/extension#5")
	w.act(2, reminders.Refuse, "a", "请按原计划")
	w.run("2023-11-01 10:02", "k: 2/refused#6")
	w.step(2, "k", wish("2024-01-15"))
	w.act(2, reminders.Refuse, "b", "不行")
	w.step(2, "k", wish("2024-01-10")) // the refusal had not reached k; the last word is k's own
	w.run("2023-11-01 10:03", "a: 2/extension#9", "b: 2/extension#9")
	w.down(true)
	w.run("2023-11-24 09:00") // 2/before-30 of the day before the extension
	w.step(2, "a", grant("2024-01-12"))
	w.down(false)
	w.run("2023-11-24 10:00", "k: 2/granted#10")
	w.run("2023-12-01 09:00", "k: 1/before-30", "a: 3/before-30!", "b: 3/before-30!")
	w.run("2023-12-13 09:00", "k: 2/before-30")
	w.run("2023-12-24 09:00", "k: 1/before-7", "a: 3/before-7!", "b: 3/before-7!") // nothing on the plan's day of 2
	w.run("2024-01-05 09:00", "k: 1/due 2/before-7", "a: 3/due!", "b: 3/due!")
	w.run("2024-01-12 09:00", "k: 1/overdue-7 2/due", "a: 3/overdue-7!", "b: 3/overdue-7!")
}

// TestARevisedDayEndsAnExtension: a grant that nobody has heard of yet goes with it.
func TestARevisedDayEndsAnExtension(t *testing.T) {
	w := newWorld(t, "2023-11-01 10:00")
	day := w.text[1].Due + 30
	w.step(1, "k", reminders.Step{Action: reminders.Extend, Words: "因故", Day: day + 30})
	w.step(2, "k", reminders.Step{Action: reminders.Extend, Words: "因故", Day: day})
	w.step(2, "a", reminders.Step{Action: reminders.Grant, Day: day})
	w.text[0].Due++ // only a wish
	w.text[1].Due++ // an extension
	w.apply("a")
	w.run("2023-11-01 10:01", "k: 2/revised#8 1/revised#7")
	for id := range int64(2) {
		m, err := w.store.Milestone(t.Context(), id+1)
		w.must(err)
		if m.Due != w.text[id].Due || m.Original != m.Due || m.Wish != 0 || m.Plea != "" {
			t.Errorf("%+v", m)
		}
	}
}
