package reminders_test

import (
	"testing"

	"duban/reminders"
)

// withDigests gives a world with China's calendar, all digests and no reminders between
// the 2nd of a month and the due days, with a leader z and a reader r of 柯桥区.
func withDigests(t *testing.T, imported string, besides ...string) *world {
	t.Helper()
	w := atWork(t, imported, besides...)
	w.set(func(s *reminders.Settings) {
		s.Rule = reminders.Rule{Overdue: []int{100}, Hour: 9, YearSum: true, Monthly: true, Quarter: true}
	})
	w.must(w.store.Bind(t.Context(), "z", "丙", reminders.Leader, "", reminders.System, w.time()))
	w.must(w.store.Bind(t.Context(), "r", "", reminders.Reader, "柯桥区", reminders.System, w.time()))
	w.must(w.store.AdmitLocal(t.Context(), "console", "", reminders.Admin, nil, w.time()))
	return w
}

// TestDigests: on the first working day of a month to those who have something to do,
// the list of the year in place of January's, each quarter to leaders.
func TestDigests(t *testing.T) {
	w := withDigests(t, "2023-09-11 10:00")
	w.bind("y", "新昌县") // which has nothing to do
	w.run("2023-10-01 09:00")
	w.run("2023-10-07 08:59")
	w.run("2023-10-07 09:00", "z: 0/quarter") // a Saturday that is worked; nothing is due within 62 days
	w.run("2023-10-07 09:01")
	w.run("2023-11-01 09:00", "k: 0/month", "a: 0/month", "b: 0/month")
	w.run("2023-12-01 09:00", "k: 0/month", "a: 0/month", "b: 0/month")
	w.run("2024-01-01 09:00")
	w.run("2024-01-02 09:00", "k: 0/year", "a: 0/year", "b: 0/year", "z: 0/quarter")
	w.act(1, reminders.Report, "k", "已完成")
	w.act(2, reminders.Report, "k", "已完成")
	w.run("2024-01-02 09:01", "a: 2/reported#5 1/reported#4", "b: 2/reported#5 1/reported#4")
	w.act(3, reminders.Close, "a", "补登已完成")
	w.run("2024-02-01 09:00", "a: 0/month", "b: 0/month") // k has nothing to do, supervisors have to verify
	w.act(1, reminders.Close, "a", "")
	w.act(2, reminders.Return, "a", "请补充")
	w.run("2024-02-01 09:01", "k: 2/returned#8 1/closed#7")
	w.run("2024-03-01 09:00", "k: 0/month", "a: 0/month", "b: 0/month")
	w.act(2, reminders.Close, "a", "补登")
	w.run("2024-03-01 09:01", "k: 2/closed#9")
	w.run("2024-04-01 09:00") // all is done, for leaders too
	w.run("2025-01-02 09:00")
}

// TestDigestsAsTheRuleHasThem: January's month comes where there is no list of the year.
func TestDigestsAsTheRuleHasThem(t *testing.T) {
	for _, c := range []struct {
		year, month, quarter bool
		january, february    []string
	}{
		{true, true, true, []string{"k: 0/year", "z: 0/quarter"}, []string{"k: 0/month"}},
		{false, true, false, []string{"k: 0/month"}, []string{"k: 0/month"}},
		{true, false, false, []string{"k: 0/year"}, nil},
		{false, false, true, []string{"z: 0/quarter"}, nil},
		{false, false, false, nil, nil},
	} {
		w := withDigests(t, "2023-12-11 10:00")
		w.must(w.store.EnsureAdmins(t.Context(), nil, w.time()))
		w.set(func(s *reminders.Settings) {
			s.Rule.YearSum, s.Rule.Monthly, s.Rule.Quarter = c.year, c.month, c.quarter
		})
		w.run("2023-12-12 09:00")
		w.run("2024-01-02 09:00", c.january...)
		w.run("2024-02-01 09:00", c.february...)
	}
}

// TestNoDigestOfAMorningBefore: a new diary has none of a day whose hour is over.
func TestNoDigestOfAMorningBefore(t *testing.T) {
	w := withDigests(t, "2023-12-01 10:00")
	w.run("2023-12-01 10:00")
	w = withDigests(t, "2023-12-01 08:00")
	w.run("2023-12-01 08:00")
	w.run("2023-12-01 09:00", "k: 0/month", "a: 0/month", "b: 0/month")
}

// TestDigestsAfterAnOutage: of each kind the newest, at the hour of a working day.
func TestDigestsAfterAnOutage(t *testing.T) {
	w := withDigests(t, "2023-11-02 10:00")
	w.run("2023-11-02 10:00")
	w.run("2024-03-02 12:00") // a Saturday
	w.run("2024-03-04 08:59")
	done := w.run("2024-03-04 09:00", "k: 0/year 0/month", "a: 0/year 0/month", "b: 0/year 0/month", "z: 0/quarter")
	if done.Superseded != 0 { // was done on Saturday: the months of December and February
		t.Errorf("%+v", done)
	}
	rows, err := w.store.Deliveries(t.Context(), 0)
	w.must(err)
	months := 0
	for _, d := range rows {
		if d.Kind == reminders.MonthDigest {
			if months++; d.Superseded != (d.Day.String() != "2024-03-01") {
				t.Errorf("%+v", d)
			}
		}
	}
	if months != 3*3 {
		t.Errorf("%d months", months)
	}
}

// TestDigestThatHasLostItsReason: is not sent to somebody who has done all meanwhile.
func TestDigestThatHasLostItsReason(t *testing.T) {
	w := withDigests(t, "2023-11-02 10:00")
	w.run("2023-11-02 10:00")
	w.down(true)
	w.run("2023-12-01 09:00")
	w.act(1, reminders.Report, "k", "已完成")
	w.act(2, reminders.Report, "k", "已完成")
	w.down(false)
	w.run("2023-12-01 10:00", "a: 0/month 2/reported#5 1/reported#4", "b: 0/month 2/reported#5 1/reported#4")
}

// TestDigestsOfGroups: a group is told of what it is bound to, and of nothing else.
func TestDigestsOfGroups(t *testing.T) {
	w := withDigests(t, "2023-11-02 10:00")
	w.must(w.store.EnsureAdmins(t.Context(), nil, w.time()))
	for chat, unit := range map[reminders.Recipient]string{"all": "", "own": "柯桥区", "other": "新昌县"} {
		w.must(w.store.BindChat(t.Context(), chat, "群", unit, reminders.System, w.time()))
	}
	w.run("2023-11-02 10:00")
	w.run("2023-12-01 09:00", "k: 0/month", "all: 0/month", "own: 0/month")
	w.fail = func(to reminders.Recipient) error {
		if to == "own" {
			return reminders.ErrUnreachable // has put the bot out
		}
		return nil
	}
	w.run("2024-01-02 09:00", "k: 0/year", "all: 0/year", "z: 0/quarter")
	w.fail = nil
	w.run("2024-02-01 09:00", "k: 0/month", "all: 0/month")
}
