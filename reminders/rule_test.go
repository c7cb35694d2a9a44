package reminders

import (
	"fmt"
	"strings"
	"testing"
)

func TestOwed(t *testing.T) {
	for _, c := range []struct {
		name, due, from, to string
		rule                Rule
		want                string
	}{
		{"whole life", "2023-12-31", "2023-11-01", "2024-01-15", DefaultRule(),
			"2023-12-01 before-30 30, 2023-12-24 before-7 7, 2023-12-30 before-1 1, 2023-12-31 due 0, 2024-01-07 overdue-7 -7, 2024-01-14 overdue-14 -14"},
		{"both ends count", "2023-12-31", "2023-12-30", "2023-12-31", DefaultRule(), "2023-12-30 before-1 1, 2023-12-31 due 0"},
		{"over a leap day", "2024-03-01", "2024-01-01", "2024-03-08", DefaultRule(),
			"2024-01-31 before-30 30, 2024-02-23 before-7 7, 2024-02-29 before-1 1, 2024-03-01 due 0, 2024-03-08 overdue-7 -7"},
		{"the same in a common year", "2023-03-01", "2023-01-01", "2023-03-08", DefaultRule(),
			"2023-01-30 before-30 30, 2023-02-22 before-7 7, 2023-02-28 before-1 1, 2023-03-01 due 0, 2023-03-08 overdue-7 -7"},
		{"due on a leap day", "2024-02-29", "2024-02-29", "2024-03-07", DefaultRule(), "2024-02-29 due 0, 2024-03-07 overdue-7 -7"},
		{"years late", "2021-12-31", "2023-12-01", "2023-12-08", DefaultRule(), "2023-12-01 overdue-700 -700, 2023-12-08 overdue-707 -707"},
		{"nothing in between", "2023-12-31", "2023-12-02", "2023-12-23", DefaultRule(), ""},
		{"backwards", "2023-12-31", "2024-01-31", "2023-10-01", DefaultRule(), ""},
		{"no rule", "2023-12-31", "2023-01-01", "2025-01-01", Rule{}, ""},
		{"days unsorted and twice", "2023-12-31", "2023-12-01", "2023-12-31", Rule{Before: []int{1, 3, 1, -2}}, "2023-12-28 before-3 3, 2023-12-30 before-1 1"},
	} {
		m := Milestone{Status: Open, Due: mustDay(t, c.due)}
		from, to := mustDay(t, c.from), mustDay(t, c.to)
		var got []string
		for _, o := range c.rule.Owed(m, from, to) {
			got = append(got, fmt.Sprintf("%s %s %d", o.Day, o.Kind, o.DaysLeft))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
		for _, quiet := range []Milestone{{Status: Closed}, {Status: Reported}, {Status: Open, Held: true}} {
			quiet.Due = m.Due
			if o := c.rule.Owed(quiet, from, to); o != nil {
				t.Errorf("%s: %s, held %v is owed %v", c.name, quiet.Status, quiet.Held, o)
			}
		}
	}
}

// TestOwedDayByDay: a window owes what its days owe one by one, whatever the window.
func TestOwedDayByDay(t *testing.T) {
	m := Milestone{Status: Returned, Due: mustDay(t, "2024-02-29")}
	rule := Rule{Before: []int{90, 30, 7, 1}, OnDay: true, OverdueEvery: 3}
	from, to := m.Due.AddDays(-100), m.Due.AddDays(50)
	var single []Owed
	for d := from; d <= to; d++ {
		single = append(single, rule.Owed(m, d, d)...)
	}
	if whole := rule.Owed(m, from, to); fmt.Sprint(whole) != fmt.Sprint(single) || len(whole) != 4+1+16 {
		t.Errorf("whole window %v\n day by day %v", whole, single)
	}
}

func TestKinds(t *testing.T) {
	for kind, want := range map[Kind][2]string{
		"before-30": {"", "提前30天"}, "due": {"", "到期当天"}, "overdue-14": {"", "逾期14天"},
		"reported#12": {"reported", "填报待审核"}, "returned#1": {"returned", "退回"}, "closed#1": {"closed", "销号"},
		"unreachable#tg:1": {"unreachable", "联系不上"},
	} {
		if got := [2]string{kind.Series(), kind.Label()}; got != want || kind.Notice() != (want[0] != "") {
			t.Errorf("%s: %q", kind, got)
		}
	}
	for left, want := range map[int]string{7: "还有7天到期", 0: "今天到期", -3: "已逾期3天"} {
		if got := LeftWords(left); got != want {
			t.Errorf("%d days left: %s", left, got)
		}
	}
}

func TestRuleCheck(t *testing.T) {
	if err := DefaultRule().Check(); err != nil {
		t.Error(err)
	}
	for _, r := range []Rule{{Before: []int{0}}, {Before: []int{-1}}, {Before: []int{4000}}, {OverdueEvery: -1}, {Hour: 24}, {Hour: -1}} {
		if r.Check() == nil {
			t.Errorf("%+v is accepted", r)
		}
	}
}
