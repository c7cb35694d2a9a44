package reminders

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTogether(t *testing.T) {
	for _, c := range []struct{ all, want string }{
		{"甲", "甲"},
		{"甲 乙/配合", "甲 乙/配合"},
		{"甲/配合 乙 丙/牵头", "丙/牵头 甲/配合 乙"},
		{"甲/配合 乙", "乙 甲/配合"},
		{"甲/配合 乙/指导", "甲/配合 乙/指导"},
		{"甲 乙 甲/配合 乙/牵头", "甲 乙"}, // the first role of each
	} {
		var all []Party
		for _, s := range strings.Fields(c.all) {
			unit, role, _ := strings.Cut(s, "/")
			all = append(all, Party{unit, role})
		}
		var got []string
		for _, p := range Together(all) {
			got = append(got, strings.TrimSuffix(p.Unit+"/"+p.Role, "/"))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %s", c.all, got, c.want)
		}
	}
}

// shared is a goal of a lead, a responsible unit and one that supports, and people who
// serve them.
func shared() (Milestone, map[string]Person) {
	m := Milestone{ID: 7, Unit: "市教育局", Role: RoleLead, Others: []Party{{"柯桥区", ""}, {"市财政局", "配合"}}, Goal: "达到", Status: Open, Due: 19000, Original: 19000}
	return m, map[string]Person{
		"lead": {ID: "l", Role: Liaison, Units: []string{"市教育局"}}, "responsible": {ID: "k", Role: Liaison, Units: []string{"柯桥区"}},
		"support": {ID: "f", Role: Liaison, Units: []string{"市财政局"}}, "both": {ID: "b", Role: Liaison, Units: []string{"柯桥区", "市教育局"}},
		"other": {ID: "o", Role: Liaison, Units: []string{"越城区"}}, "admin": {ID: "a", Role: Admin},
	}
}

// TestWhoMayWhat: all who have a part report, those who owe acknowledge and ask for more
// time, and a supervisor closes once for all.
func TestWhoMayWhat(t *testing.T) {
	m, people := shared()
	reported := m
	reported.Status = Reported
	for name, want := range map[string]string{
		"lead": "acknowledge report extend | report", "responsible": "acknowledge report extend | report", "support": "report | report",
		"both": "acknowledge report extend | report", "other": " | ", "admin": "acknowledge report extend close urge | report close return",
	} {
		list := func(m Milestone) string {
			var all []string
			for _, a := range Actions(m, people[name], 18000) {
				all = append(all, string(a))
			}
			return strings.Join(all, " ")
		}
		if got := list(m) + " | " + list(reported); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if _, _, err := Act(m, Step{Action: Report, Words: "好"}, people["other"]); !errors.Is(err, ErrForbidden) {
		t.Error(err)
	}
}

// TestReminderOfAll: those who owe are reminded, each once, however many of their units
// share it; whoever only supports is told in digests.
func TestReminderOfAll(t *testing.T) {
	m, people := shared()
	all := []Person{people["lead"], people["responsible"], people["support"], people["both"], people["other"], people["admin"]}
	m.Since = Day(18000).In(time.UTC, 0)
	to := func(l Ledger, from, to Day) string {
		var got []string
		for _, p := range Simulate(l, nil, from, to, time.UTC) {
			for _, i := range p.Items {
				got = append(got, fmt.Sprintf("%s:%s%v", p.To.ID, i.Kind, i.Unserved))
			}
		}
		slices.Sort(got)
		return strings.Join(got, " ")
	}
	settings := DefaultSettings()
	settings.Rule.Quarter, settings.Rule.YearSum, settings.Rule.Monthly = false, false, false
	l := Ledger{Milestones: []Milestone{m}, People: all, Settings: settings}
	if got := to(l, 18999, 18999); got != "b:before-1[] k:before-1[] l:before-1[]" {
		t.Error(got)
	}
	// Where one of those who owe has nobody, the supervisors hear for whom, and the others
	// all the same.
	l.People = []Person{people["lead"], people["support"], people["admin"]}
	if got := to(l, 18999, 18999); got != "a:before-1[柯桥区] l:before-1[]" {
		t.Error(got)
	}
	settings.Rule.Monthly, settings.Rule.Before, settings.Rule.OnDay = true, nil, false
	l.Settings, l.People = settings, all
	first := DateDay(2022, 1, 1).AddDate(0, 0, 0) // 18993
	if got := to(l, first, first); got != "a:month[] b:month[] f:month[] k:month[] l:month[]" {
		t.Error(got)
	}
}

// TestWithoutADeadline: nothing is owed for it, it is never late, cannot be put off or
// extended, and is asked about in digests from its beginning on.
func TestWithoutADeadline(t *testing.T) {
	m := Milestone{ID: 1, Unit: "柯桥区", Goal: "健全机制", Status: Open, Since: Day(18000).In(time.UTC, 0)}
	k := Person{ID: "k", Role: Liaison, Units: []string{"柯桥区"}}
	if m.Overdue(30000) || DefaultLightRule().Light(m, 30000) != Green || m.DaysLeft(18000) < 1_000_000 {
		t.Error("is late")
	}
	if got := Actions(m, k, 18000); !slices.Equal(got, []Action{Acknowledge, Report}) {
		t.Error(got)
	}
	if _, err := Snoozed(m, k, []Person{k}, 3, DefaultRule(), nil, time.UTC, Day(18000).In(time.UTC, 9)); err == nil {
		t.Error("put off")
	}
	l := Ledger{Milestones: []Milestone{m}, People: []Person{k}, Settings: DefaultSettings()}
	kinds := func(l Ledger) string {
		count := map[Kind]int{}
		for _, p := range Simulate(l, nil, DateDay(2021, 1, 1), DateDay(2021, 12, 31), time.UTC) {
			for _, i := range p.Items {
				count[i.Kind]++
			}
		}
		return fmt.Sprint(count)
	}
	if got := kinds(l); got != "map[month:3 year:1]" {
		t.Error(got)
	}
	l.Milestones[0].Begins = DateDay(2021, 10, 1)
	if got := kinds(l); got != "map[month:1 year:1]" {
		t.Error(got)
	}
	dated := m
	dated.Due, dated.ID = 20000, 2
	if s := Summarize([]Milestone{m, dated}, nil, 18000, DefaultLightRule()); len(s.Next) != 2 || s.Next[0].ID != 2 {
		t.Errorf("%+v", s.Next)
	}
}

// TestNotBeforeItBegins: what begins later is not asked for before.
func TestNotBeforeItBegins(t *testing.T) {
	m := Milestone{ID: 1, Unit: "柯桥区", Status: Open, Begins: 18990, Due: 19000, Original: 19000}
	k := Person{ID: "k", Role: Liaison, Units: []string{"柯桥区"}}
	settings := Settings{Rule: Rule{Before: []int{30, 7}, OnDay: true, Overdue: []int{1}, Hour: 9}, Lights: DefaultLightRule()}
	var got []Kind
	for _, p := range Simulate(Ledger{Milestones: []Milestone{m}, People: []Person{k}, Settings: settings}, nil, 18000, 19001, time.UTC) {
		got = append(got, p.Items[0].Kind)
	}
	if !slices.Equal(got, []Kind{"before-7", "due", "overdue-1"}) {
		t.Error(got)
	}
}

// TestCountedOnce: a goal that several share counts once in the whole, and with each of
// its units, or those that are asked about.
func TestCountedOnce(t *testing.T) {
	m, _ := shared()
	own := Milestone{ID: 8, Unit: "柯桥区", Status: Closed, Due: 19000}
	counts := func(units ...string) string {
		s := Summarize([]Milestone{m, own}, units, 18000, DefaultLightRule())
		out := fmt.Sprint(s.Total)
		for _, u := range s.Units {
			out += fmt.Sprintf(" %s%d", u.Unit, u.Total)
		}
		return out
	}
	if got := counts(); got != "2 市教育局1 柯桥区2 市财政局1" {
		t.Error(got)
	}
	if got := counts("柯桥区"); got != "2 柯桥区2" {
		t.Error(got)
	}
}

// TestReviseMerges: copies of one goal, as there once was one for each unit, become one
// with the state of all, without losing what was reported.
func TestReviseMerges(t *testing.T) {
	due := mustDay(t, "2025-12-31")
	copyFor := func(id int64, unit string, s Status) Milestone {
		return Milestone{ID: id, Key: "target/（九）/学校/15/" + unit, Unit: unit, Project: "学校", Goal: "建成15所", Clause: "（九）", Year: 2025, Due: due, Original: due, Status: s,
			Shared: "各区、市教育局", Since: time.Unix(100+id, 0)}
	}
	text := Milestone{Key: "target/（九）/学校/15", Unit: "市教育局", Others: []Party{{"柯桥区", ""}, {"越城区", ""}}, Project: "学校", Goal: "建成15所", Clause: "（九）", Year: 2025,
		Due: due, Shared: "市教育局、各区"}
	open, reported, closed, extended := copyFor(1, "柯桥区", Open), copyFor(2, "越城区", Reported), copyFor(3, "市教育局", Closed), copyFor(2, "越城区", Returned)
	reported.Report, reported.Percent, closed.Report, closed.Remark = "建成3所", 60, "建成5所", "已验收"
	extended.Due, extended.Report, extended.Remark = due+30, "建成3所", "不全"
	other := Milestone{ID: 9, Key: "cell/学校/2025/柯桥区", Unit: "柯桥区", Project: "学校", Goal: "达到100%", Clause: "附件", Year: 2025, Due: due, Original: due, Status: Open}
	cell := other
	cell.ID, cell.Original, cell.Status = 0, 0, ""
	for _, c := range []struct {
		name           string
		ledger         []Milestone
		status         Status
		report, remark string
		due            Day
	}{
		{"one reported", []Milestone{open, reported, closed, other}, Reported, "市教育局：建成5所\n越城区：建成3所", "已验收", due},
		{"one extended", []Milestone{open, extended, other}, Returned, "建成3所", "不全", due + 30},
		{"all closed", []Milestone{closed, withStatus(open, Closed), other}, Closed, "建成5所", "已验收", due},
		{"some closed", []Milestone{closed, open, other}, Open, "建成5所", "已验收", due},
	} {
		r := Revise(c.ledger, []Milestone{text, cell}, 20000)
		if len(r.Changed) != 1 || r.Merged() != len(c.ledger)-2 || r.Kept != 1 || len(r.Added)+len(r.Cancelled)+len(r.Struck) != 0 {
			t.Errorf("%s: %+v", c.name, r)
			continue
		}
		m := r.Changed[0].After
		if m.Status != c.status || m.Report != c.report || m.Remark != c.remark || m.Due != c.due || m.Original != due || m.Key != text.Key ||
			!slices.Equal(m.Units(), []string{"市教育局", "柯桥区", "越城区"}) || !strings.Contains(r.Changed[0].Words(), "合并为一项") {
			t.Errorf("%s: %+v\n%s", c.name, m, r.Changed[0].Words())
		}
		if new := len(c.ledger) < 4; r.Changed[0].Touches() != new { // a unit that had no copy is told
			t.Errorf("%s: touches %v", c.name, !new)
		}
		again := append([]Milestone{m}, other)
		if r := Revise(again, []Milestone{text, cell}, 20000); !r.Empty() {
			t.Errorf("%s, again: %+v", c.name, r)
		}
	}
}

func withStatus(m Milestone, s Status) Milestone {
	m.Status = s
	return m
}

// TestReviseStruckOut: what somebody has left out is not brought in, is taken out where
// it was, and comes back with its history when that is taken back.
func TestReviseStruckOut(t *testing.T) {
	text := Milestone{Key: "k", Unit: "柯桥区", Goal: "达到", Due: 20000}
	out := withStatus(text, Cancelled)
	if r := Revise(nil, []Milestone{out}, 19000); len(r.Struck) != 1 || r.Struck[0].ID != 0 || len(r.Added) != 0 {
		t.Errorf("new: %+v", r)
	}
	ledger := Milestone{ID: 1, Key: "k", Unit: "柯桥区", Goal: "达到", Due: 20000, Original: 20000, Status: Reported}
	if r := Revise([]Milestone{ledger}, []Milestone{out}, 19000); len(r.Struck) != 1 || r.Struck[0].ID != 1 || len(r.Cancelled) != 0 {
		t.Errorf("known: %+v", r)
	}
	gone := withStatus(ledger, Cancelled)
	if r := Revise([]Milestone{gone}, []Milestone{out}, 19000); !r.Empty() {
		t.Errorf("out already: %+v", r)
	}
	if r := Revise([]Milestone{gone}, []Milestone{text}, 19000); len(r.Changed) != 1 || r.Changed[0].After.ID != 1 || !reflect.DeepEqual(r.Changed[0].Before, gone) {
		t.Errorf("back: %+v", r)
	}
}
