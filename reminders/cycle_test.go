package reminders

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestCycleWords: what is due in the periods of 2025 and on, from the day on which it is
// asked, by the words of a term.
func TestCycleWords(t *testing.T) {
	for _, c := range []struct {
		words string
		due   string // the first two from 2025-01-01 on; empty: no periods are named
	}{
		{"每月", "2025-01-31约定 2025-02-28约定"},
		{"每个月", "2025-01-31约定 2025-02-28约定"},
		{"每月底前", "2025-01-31 2025-02-28"},
		{"每月10日前", "2025-01-10 2025-02-10"},
		{"每月 5 日前报送", "2025-01-05 2025-02-05"},
		{"每月上旬", "2025-01-10 2025-02-10"},
		{"每月下旬", "2025-01-31 2025-02-28"},
		{"按月调度", "2025-01-31约定 2025-02-28约定"},
		{"每季度", "2025-03-31约定 2025-06-30约定"},
		{"每季度末", "2025-03-31 2025-06-30"},
		{"每季末月25日前", "2025-03-25 2025-06-25"},
		{"每季度首月10日前", "2025-01-10 2025-04-10"},
		{"每季度第一个月底前", "2025-01-31 2025-04-30"},
		{"逐季通报", "2025-03-31约定 2025-06-30约定"},
		{"每半年", "2025-06-30约定 2025-12-31约定"},
		{"每半年一次", "2025-06-30约定 2025-12-31约定"},
		{"每年", "2025-12-31约定 2026-12-31约定"},
		{"每年底", "2025-12-31 2026-12-31"},
		{"每年2月底前", "2025-02-28 2026-02-28"},
		{"每年二月底前", "2025-02-28 2026-02-28"},
		{"每年12月10日前", "2025-12-10 2026-12-10"},
		{"每年十二月二十五日前", "2025-12-25 2026-12-25"},
		{"每年上半年", "2025-06-30 2026-06-30"},
		{"每年一季度", "2025-03-31 2026-03-31"},
		{"每年至少1次", "2025-12-31约定 2026-12-31约定"},
		{"年度", "2025-12-31约定 2026-12-31约定"},
		{"每年6月底和12月底前", ""}, // two days in a period
		{"每年13月", ""},
		{"每年10日前", ""}, // of which month
		{"每两年", ""},
		{"每周五", ""},
		{"每学期", ""},
		{"定期", ""},
		{"长期", ""},
		{"", ""},
	} {
		got := ""
		if Recurs(c.words) {
			series := Milestone{Key: "k", Unit: "柯桥区", Recurrence: c.words}
			r := Revise(nil, []Milestone{series}, mustDay(t, "2025-01-01"))
			first := r.Added[0]
			first.Status = Closed
			second := Recurring([]Milestone{first}, first.Due)[0]
			for _, m := range []Milestone{first, second} {
				got += " " + m.Due.String()
				if m.Convention {
					got += "约定"
				}
				if m.Original != m.Due || m.Year != m.Due.Year() || m.Begins > m.Due {
					t.Errorf("%s: %+v", c.words, m)
				}
			}
		}
		if got = strings.TrimSpace(got); got != c.due {
			t.Errorf("%s: %q, want %q", c.words, got, c.due)
		}
	}
}

func FuzzCycleWords(f *testing.F) {
	for _, s := range []string{"每年2月底前", "每季度第三个月二十五日前", "每月上旬", "每年一十百次", "按季度末月下旬", "每年31月31日"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		c, ok := cycleOf(words)
		if !ok {
			return
		}
		for start := c.start(DateDay(2024, 1, 1)); start.Year() < 2026; start = start.AddDate(0, c.months, 0) {
			if due, next := c.due(start), start.AddDate(0, c.months, 0); due < start || due >= next || c.start(due) != start || c.name(start) == c.name(next) {
				t.Errorf("%q: %s is due on %s", words, start, due)
			}
		}
	})
}

// occur lists occurrences with what matters of them.
func occur(all []Milestone) string {
	var parts []string
	for _, m := range all {
		parts = append(parts, fmt.Sprintf("%s %s %s", m.Key, m.Period, m.Due))
	}
	return strings.Join(parts, "; ")
}

// TestFirstOccurrence: an import brings in one occurrence, the first that is not past, or
// the last of all where that is over.
func TestFirstOccurrence(t *testing.T) {
	for _, c := range []struct{ words, today, begins, until, want string }{
		{"每季度末", "2025-02-10", "", "2025-12-31", "k@2025-01 2025年第一季度 2025-03-31"},
		{"每季度末", "2025-03-31", "", "2025-12-31", "k@2025-01 2025年第一季度 2025-03-31"},
		{"每季度首月10日前", "2025-01-11", "", "2025-12-31", "k@2025-04 2025年第二季度 2025-04-10"},
		{"每年2月底前", "2025-03-01", "", "2026-12-31", "k@2026-01 2026年 2026-02-28"},
		{"每年2月底前", "2025-03-01", "", "2025-12-31", "k@2025-01 2025年 2025-02-28"}, // the last there was
		{"每季度末", "2021-01-01", "2025-10-01", "", "k@2025-10 2025年第四季度 2025-12-31"},
		{"每月", "2030-01-01", "", "2025-12-31", "k@2025-12 2025年12月 2025-12-31"},
		{"每年底", "2030-01-01", "", "2025-06-30", "k@2024-01 2024年 2024-12-31"},
	} {
		m := Milestone{Key: "k", Unit: "柯桥区", Recurrence: c.words}
		if c.begins != "" {
			m.Begins = mustDay(t, c.begins)
		}
		if c.until != "" {
			m.Until = mustDay(t, c.until)
		}
		if got := occur(Revise(nil, []Milestone{m}, mustDay(t, c.today)).Added); got != c.want {
			t.Errorf("%+v:\n got %s", c, got)
		}
	}
}

// TestRecurring: the next occurrence comes when its period begins or the last is closed,
// with a key of its own and nothing of what became of the last.
func TestRecurring(t *testing.T) {
	last := Milestone{ID: 1, Plan: "p", Key: "k@2025-01", Unit: "柯桥区", Others: []Party{{"市教育局", "配合"}}, Goal: "通报", Recurrence: "每季度末", Period: "2025年第一季度",
		Begins: mustDay(t, "2025-01-01"), Due: mustDay(t, "2025-04-15"), Original: mustDay(t, "2025-03-31"), Until: mustDay(t, "2025-12-31"), Status: Reported, Report: "已报", Percent: 40}
	closed, cancelled := last, last
	closed.Status, cancelled.Status = Closed, Cancelled
	second := last
	second.Key, second.Period, second.Due = "k@2025-04", "2025年第二季度", mustDay(t, "2025-06-30")
	fourth := last
	fourth.Key, fourth.Period, fourth.Status = "k@2025-10", "2025年第四季度", Closed
	for _, c := range []struct {
		name   string
		ledger []Milestone
		today  string
		want   string
	}{
		{"within the period", []Milestone{last}, "2025-03-31", ""},
		{"the next has begun", []Milestone{last}, "2025-04-01", "k@2025-04 2025年第二季度 2025-06-30"},
		{"is there already", []Milestone{second, last}, "2025-04-01", ""},
		{"closed early", []Milestone{closed}, "2025-02-01", "k@2025-04 2025年第二季度 2025-06-30"},
		{"closed, and long ago", []Milestone{closed}, "2025-07-02", "k@2025-04 2025年第二季度 2025-06-30; k@2025-07 2025年第三季度 2025-09-30"},
		{"cancelled", []Milestone{cancelled}, "2025-07-01", ""},
		{"the last of all", []Milestone{fourth}, "2026-07-01", ""},
		{"another plan's", []Milestone{second, {Plan: "q", Key: "k@2025-01", Unit: "柯桥区", Recurrence: "每季度末", Period: "2025年第一季度"}}, "2025-04-01", "k@2025-04 2025年第二季度 2025-06-30"},
		{"does not recur", []Milestone{{Plan: "p", Key: "k", Unit: "柯桥区", Recurrence: "定期"}}, "2025-04-01", ""},
	} {
		all := Recurring(c.ledger, mustDay(t, c.today))
		if got := occur(all); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		for _, m := range all {
			if m.ID != 0 || m.Status != "" || m.Report != "" || m.Percent != 0 || m.Original != m.Due || m.Begins.Month() != m.begun().Month() || !slices.Equal(m.Others, c.ledger[0].Others) && m.Plan == "p" {
				t.Errorf("%s: %+v", c.name, m)
			}
		}
	}
}

// TestReviseWhatRecurs: a new text changes the occurrences that are open, leaves those
// that are closed as they were, and cancels all when it has the duty no more.
func TestReviseWhatRecurs(t *testing.T) {
	at := func(id int64, key, period, due string, s Status) Milestone {
		return Milestone{ID: id, Key: key, Unit: "柯桥区", Project: "通报", Goal: "通报进展", Recurrence: "每季度末", Period: period, Begins: mustDay(t, due).AddDate(0, -3, 1),
			Due: mustDay(t, due), Original: mustDay(t, due), Year: 2025, Status: s}
	}
	ledger := []Milestone{at(1, "k@2025-01", "2025年第一季度", "2025-03-31", Closed), at(2, "k@2025-04", "2025年第二季度", "2025-06-30", Acknowledged)}
	ledger[0].Begins, ledger[1].Begins = mustDay(t, "2025-01-01"), mustDay(t, "2025-04-01")
	today := mustDay(t, "2025-05-01")
	same := Milestone{Key: "k", Unit: "柯桥区", Project: "通报", Goal: "通报进展", Recurrence: "每季度末"}
	if r := Revise(ledger, []Milestone{same}, today); !r.Empty() || r.Kept != 2 {
		t.Errorf("the same: %+v", r)
	}
	other := same
	other.Key, other.Goal = "k2", "通报进展和问题"
	r := Revise(ledger, []Milestone{other}, today)
	if len(r.Changed) != 2 || len(r.Added)+len(r.Cancelled) != 0 {
		t.Fatalf("another goal: %+v", r)
	}
	if c := r.Changed[0]; c.After.Key != "k2@2025-01" || c.After.Goal != "通报进展" || c.After.Status != Closed || c.Touches() {
		t.Errorf("closed: %+v", c)
	}
	if c := r.Changed[1]; c.After.Key != "k2@2025-04" || c.After.Goal != "通报进展和问题" || c.After.Status != Acknowledged || !c.Touches() {
		t.Errorf("open: %+v", c)
	}
	monthly := same
	monthly.Recurrence = "每月"
	if r := Revise(ledger, []Milestone{monthly}, today); len(r.Changed) != 1 || r.Kept != 1 || r.Changed[0].After.Due != mustDay(t, "2025-04-30") || r.Changed[0].After.Period != "2025年4月" {
		t.Errorf("another cycle: %+v", r)
	}
	if r := Revise(ledger, nil, today); len(r.Cancelled) != 2 {
		t.Errorf("gone: %+v", r)
	}
	struck := same
	struck.Status = Cancelled
	if r := Revise(ledger, []Milestone{struck}, today); len(r.Struck) != 2 || len(r.Changed)+len(r.Cancelled)+len(r.Added) != 0 {
		t.Errorf("struck out: %+v", r)
	}
}
