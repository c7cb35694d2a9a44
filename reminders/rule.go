package reminders

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Rule says on which days people are reminded, and at which hour.
type Rule struct {
	Before       []int // days before the due day
	OnDay        bool  // on the due day
	OverdueEvery int   // every so many days after it; 0: never
	Hour         int   // local hour of sending, 0 to 23
}

// DefaultRule reminds 30, 7 and 1 days before, on the day, and weekly while overdue,
// at nine in the morning.
func DefaultRule() Rule {
	return Rule{Before: []int{30, 7, 1}, OnDay: true, OverdueEvery: 7, Hour: 9}
}

// Check gives what is wrong with the rule, or nil.
func (r Rule) Check() error {
	switch {
	case slices.ContainsFunc(r.Before, func(n int) bool { return n < 1 || n > 366 }):
		return errors.New("提前的天数应在 1 到 366 之间")
	case r.OverdueEvery < 0:
		return errors.New("逾期提醒的间隔不能为负")
	case r.Hour < 0 || r.Hour > 23:
		return errors.New("发送时间应在 0 到 23 点之间")
	}
	return nil
}

// Owed is one reminder that a rule yields for a milestone.
type Owed struct {
	Day      Day
	Kind     Kind
	DaysLeft int // until the due day, seen from Day; negative after it
}

// Owed gives the reminders of m on the days from from to to, both included, in the
// order of the days. There are none while m does not wait for its unit.
func (r Rule) Owed(m Milestone, from, to Day) []Owed {
	if !m.AwaitsUnit() {
		return nil
	}
	var owed []Owed
	add := func(left int, kind Kind) {
		if day := m.Due.AddDays(-left); day >= from && day <= to {
			owed = append(owed, Owed{Day: day, Kind: kind, DaysLeft: left})
		}
	}
	days := slices.Clone(r.Before)
	slices.Sort(days)
	slices.Reverse(days)
	for _, n := range slices.Compact(days) {
		if n > 0 {
			add(n, Kind(fmt.Sprintf("before-%d", n)))
		}
	}
	if r.OnDay {
		add(0, "due")
	}
	if every := r.OverdueEvery; every > 0 && to > m.Due {
		first := max(every, (int(from-m.Due)+every-1)/every*every)
		for late := first; m.Due.AddDays(late) <= to; late += every {
			add(-late, Kind(fmt.Sprintf("overdue-%d", late)))
		}
	}
	return owed
}

// Kind says what a delivery is about. Reminders: before-30, due, overdue-14. Notices
// name what they are about after a #: reported#12 is about event 12.
type Kind string

// What notices are about; the part before the #.
const (
	noticeReported    = "reported"
	noticeReturned    = "returned"
	noticeClosed      = "closed"
	noticeUnreachable = "unreachable"
	noticeRevised     = "revised"
)

// Series gives what the kind has in common with the kinds that it replaces: the
// newest of a series is enough. All reminders are one series, the empty one.
func (k Kind) Series() string {
	series, _, notice := strings.Cut(string(k), "#")
	if !notice {
		return ""
	}
	return series
}

// Notice tells whether the kind is a notice of something that happened, not a reminder.
func (k Kind) Notice() bool { return k.Series() != "" }

// subject gives what stands after the #.
func (k Kind) subject() string {
	_, s, _ := strings.Cut(string(k), "#")
	return s
}

// Label gives the kind's name in Chinese: 提前30天, 到期当天, 逾期14天.
func (k Kind) Label() string {
	switch k.Series() {
	case noticeReported:
		return "填报待审核"
	case noticeReturned:
		return "退回"
	case noticeClosed:
		return "销号"
	case noticeUnreachable:
		return "联系不上"
	case noticeRevised:
		return "计划修订"
	}
	if n, ok := strings.CutPrefix(string(k), "before-"); ok {
		return "提前" + n + "天"
	}
	if n, ok := strings.CutPrefix(string(k), "overdue-"); ok {
		return "逾期" + n + "天"
	}
	if k == "due" {
		return "到期当天"
	}
	return string(k)
}

// LeftWords says how many days are left: 还有7天到期, 今天到期, 已逾期3天.
func LeftWords(daysLeft int) string {
	switch {
	case daysLeft > 0:
		return "还有" + strconv.Itoa(daysLeft) + "天到期"
	case daysLeft == 0:
		return "今天到期"
	}
	return "已逾期" + strconv.Itoa(-daysLeft) + "天"
}
