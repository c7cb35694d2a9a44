package reminders

import (
	"strings"
	"testing"
	"time"
	"unicode"
)

// TestKinds holds what a kind of delivery says of itself.
func TestKinds(t *testing.T) {
	type kind struct {
		series, label, subject                         string
		notice, digest, overdue, asks, unknown, counts bool
		days                                           int
	}
	for k, want := range map[Kind]kind{
		"before-30":        {label: "提前30天", counts: true, days: 30},
		"due":              {label: "到期当天", counts: true},
		"overdue-14":       {label: "逾期14天", overdue: true, counts: true, days: -14},
		"snooze":           {label: "按您的要求再提醒"},
		"year":             {series: "year", label: "年度任务清单", digest: true},
		"month":            {series: "month", label: "每月小结", digest: true},
		"quarter":          {series: "quarter", label: "季度简报", digest: true},
		"reported#12":      {series: "reported", label: "填报待审核", subject: "12", notice: true},
		"returned#1":       {series: "returned", label: "退回", subject: "1", notice: true},
		"closed#1":         {series: "closed", label: "销号", subject: "1", notice: true},
		"revised#1":        {series: "revised", label: "计划修订", subject: "1", notice: true},
		"urged#1":          {series: "urged", label: "催办", subject: "1", notice: true},
		"extension#1":      {series: "extension", label: "延期申请", subject: "1", notice: true},
		"granted#1":        {series: "granted", label: "同意延期", subject: "1", notice: true},
		"refused#1":        {series: "refused", label: "不同意延期", subject: "1", notice: true},
		"unreachable#tg:1": {series: "unreachable", label: "联系不上", subject: "tg:1", notice: true},
		"held#绍政办发#6":      {series: "held", label: "过期任务待定", subject: "绍政办发#6", notice: true, asks: true},
		"calendar#2027":    {series: "calendar", label: "缺节假日数据", subject: "2027", notice: true, unknown: true},
		"before-x":         {label: "before-x"},
		"":                 {},
	} {
		days, counts := k.days()
		got := kind{k.Series(), k.Label(), k.Subject(), k.Notice(), k.Digest(), k.Overdue(), k.Asks(), k.Unknown(), counts, days}
		if got != want {
			t.Errorf("%q:\n got %+v\nwant %+v", k, got, want)
		}
	}
	for n := range 400 {
		if days, ok := beforeKind(n).days(); !ok || days != n {
			t.Errorf("%s: %d", beforeKind(n), days)
		}
		if days, ok := overdueKind(n).days(); !ok || days != -n {
			t.Errorf("%s: %d", overdueKind(n), days)
		}
	}
}

// TestEverythingHasAName: whatever a reader may see has a name of its own in Chinese.
func TestEverythingHasAName(t *testing.T) {
	labels := map[string]map[string]string{} // of each type, who has the name
	see := func(what, value, label string) {
		t.Helper()
		if labels[what] == nil {
			labels[what] = map[string]string{}
		}
		if other, taken := labels[what][label]; taken || !strings.ContainsFunc(label, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s %q is called %q, as is %q", what, value, label, other)
		}
		labels[what][label] = value
	}
	for _, s := range Statuses() {
		see("status", string(s), s.Label())
	}
	for _, l := range Lights() {
		see("light", string(l), l.Label())
	}
	for _, r := range append(roles, Group, "") {
		see("role", string(r), r.Label())
	}
	for _, a := range append(steps, Issue, ReviseAction, Cancel, snooze) {
		see("action", string(a), a.Label())
	}
	for _, v := range []Verdict{Accept, Correct, Dismiss, Reopen} {
		see("verdict", string(v), v.Label())
	}
	for _, f := range []Fault{Missing, Unlinked, Altered} {
		see("fault", string(f), (&BrokenError{Event: 3, Fault: f}).Error())
	}
	if Status("x").Label() != "x" || Light("x").Label() != "x" || Action("x").Label() != "x" || Verdict("x").Label() != "x" {
		t.Error("what has no name does not show what it is")
	}
}

// TestItems: a message that was sent is put together as it stands today.
func TestItems(t *testing.T) {
	o := crowd()
	rows := []Unsent{o.owes(t, 1, "w 0/month 0"), o.owes(t, 2, "w 1/before-7 0"), o.owes(t, 3, "w 2/overdue-7 0")}
	items := Items(rows, o.People, today+3, time.UTC)
	if len(items) != 3 || items[0].DeliveryID != 3 || items[0].DaysLeft != -10 || items[1].DaysLeft != 4 || items[2].Kind != MonthDigest {
		t.Errorf("%+v", items)
	}
	if items := Items(nil, o.People, today, time.UTC); items != nil {
		t.Errorf("%+v", items)
	}
}
