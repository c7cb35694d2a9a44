package reminders

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2023, 12, 1, 4, 0, 0, 0, time.UTC)

func people() map[string]Person {
	return map[string]Person{
		"admin":    {ID: "a", Role: Admin},
		"leader":   {ID: "b", Role: Leader},
		"own":      {ID: "c", Role: Liaison, Units: []string{"上虞区", "柯桥区"}},
		"other":    {ID: "d", Role: Liaison, Units: []string{"越城区"}},
		"reader":   {ID: "e", Role: Reader, Units: []string{"柯桥区"}},
		"stranger": {ID: "f", Units: []string{"柯桥区"}},
	}
}

// today is the day of noon, and of every step in these tests.
var today = DayOf(noon, time.UTC)

// ready gives a milestone of 柯桥区 on which the action may be taken.
func ready(a Action) Milestone {
	m := Milestone{ID: 7, Unit: "柯桥区", Goal: "达到创建标准", Status: Open, Due: today + 30, Original: today + 30}
	switch a {
	case Return, Close:
		m.Status = Reported
	case Chase:
		m.Held = true
	case Grant, Refuse:
		m.Wish, m.Plea = m.Due+30, "连日降雨"
	}
	return m
}

// stepFor gives a step that has all that the action may ask for.
func stepFor(a Action, m Milestone) Step {
	return Step{Action: a, Words: "已完成", Day: m.Due + 30, Confirms: m.Goal, At: noon, Today: today}
}

// steps are the actions that people take; the others come of an import.
var steps = []Action{Acknowledge, Report, Extend, Grant, Refuse, Close, Return, Chase, Urge}

// TestWhoMayDoWhat holds the table role × action for a milestone that would allow it.
func TestWhoMayDoWhat(t *testing.T) {
	allowed := map[Action][]string{
		Acknowledge: {"admin", "own"}, Report: {"admin", "own"}, Extend: {"admin", "own"},
		Return: {"admin"}, Close: {"admin"}, Chase: {"admin"}, Grant: {"admin"}, Refuse: {"admin"}, Urge: {"admin"},
		Issue: nil, ReviseAction: nil, Cancel: nil, snooze: nil, "": nil, "drop": nil,
	}
	for action, who := range allowed {
		m := ready(action)
		for name, p := range people() {
			after, e, err := Act(m, stepFor(action, m), p)
			offered := slices.Contains(Actions(m, p, today), action)
			var state *StateError
			switch {
			case slices.Contains(who, name):
				if err != nil || !offered {
					t.Errorf("%s by %s: %v, offered %v", action, name, err, offered)
				}
				if e.Milestone != 7 || e.Actor != p.ID || e.Role != p.Role || e.Action != action || e.From != m.Status || e.To != after.Status || !e.At.Equal(noon) {
					t.Errorf("%s by %s: event %+v", action, name, e)
				}
			case name == "admin": // may do all that people can do
				if !errors.As(err, &state) || offered {
					t.Errorf("%s by admin: %v, offered %v", action, err, offered)
				}
			default:
				if !errors.Is(err, ErrForbidden) || offered {
					t.Errorf("%s by %s: %v, offered %v; want forbidden", action, name, err, offered)
				}
			}
		}
	}
}

// TestTransitions holds what an action leads to from every state, for a supervisor: a
// status, a trailing ! where words are needed, or why it is refused: - by the state,
// late after the day, urged twice.
func TestTransitions(t *testing.T) {
	// Wishing is open with an extension asked for, late is open after the due day, due
	// is open on it.
	table := []struct{ action, open, acknowledged, reported, returned, closed, held, cancelled, wishing, due, late, urged string }{
		{"acknowledge", "acknowledged", "-", "-", "-", "-", "-", "-", "acknowledged", "acknowledged", "acknowledged", "acknowledged"},
		{"report", "reported!", "reported!", "reported!", "reported!", "-", "reported!", "-", "reported!", "reported!", "reported!", "reported!"},
		{"return", "-", "-", "returned!", "-", "returned!", "-", "-", "-", "-", "-", "-"},
		{"close", "closed!", "closed!", "closed", "closed!", "-", "closed!", "-", "closed!", "closed!", "closed!", "closed!"},
		{"chase", "-", "-", "-", "-", "-", "open", "-", "-", "-", "-", "-"},
		{"extend", "open!", "acknowledged!", "-", "returned!", "-", "-", "-", "open!", "late", "late", "open!"},
		{"grant", "-", "-", "-", "-", "-", "-", "-", "open", "-", "-", "-"},
		{"refuse", "-", "-", "-", "-", "-", "-", "-", "open!", "-", "-", "-"},
		{"urge", "open", "acknowledged", "-", "returned", "-", "-", "-", "open", "open", "open", "twice"},
	}
	plain := ready(Acknowledge)
	with := func(change func(*Milestone)) Milestone {
		m := plain
		change(&m)
		return m
	}
	admin := people()["admin"]
	refused := map[string]error{"late": ErrTooLate, "twice": ErrUrgedToday}
	for _, row := range table {
		action := Action(row.action)
		for _, c := range []struct {
			name, want string
			from       Milestone
		}{
			{"open", row.open, plain},
			{"acknowledged", row.acknowledged, with(func(m *Milestone) { m.Status = Acknowledged })},
			{"reported", row.reported, with(func(m *Milestone) { m.Status = Reported })},
			{"returned", row.returned, with(func(m *Milestone) { m.Status = Returned })},
			{"closed", row.closed, with(func(m *Milestone) { m.Status = Closed })},
			{"held", row.held, with(func(m *Milestone) { m.Held, m.Due = true, today-300 })},
			{"cancelled", row.cancelled, with(func(m *Milestone) { m.Status = Cancelled })},
			{"wishing", row.wishing, with(func(m *Milestone) { m.Wish, m.Plea = m.Due+30, "连日降雨" })},
			{"due today", row.due, with(func(m *Milestone) { m.Due = today })},
			{"late", row.late, with(func(m *Milestone) { m.Due = today - 1 })},
			{"urged today", row.urged, with(func(m *Milestone) { m.Urged = today })},
			{"urged yesterday", strings.Replace(row.urged, "twice", "open", 1), with(func(m *Milestone) { m.Urged = today - 1 })},
		} {
			what := row.action + " from " + c.name
			to, wordy := strings.CutSuffix(c.want, "!")
			goes := slices.Contains(Statuses(), Status(to)) // it is no refusal
			if offered := slices.Contains(Actions(c.from, admin, today), action); offered != goes {
				t.Errorf("%s: offered %v", what, offered)
			}
			if NeedsWords(c.from, action, today) != wordy {
				t.Errorf("%s: needs words %v", what, !wordy)
			}
			step := stepFor(action, c.from)
			step.Words = " \r\n\t "
			got, _, err := Act(c.from, step, admin)
			if wordy {
				if !errors.Is(err, ErrReasonNeeded) {
					t.Errorf("%s without words: %v", what, err)
				}
				step.Words = " 如附件 "
				got, _, err = Act(c.from, step, admin)
			}
			var state *StateError
			switch {
			case goes:
				if err != nil || got.Status != Status(to) || got.Held || !got.UpdatedAt.Equal(noon) {
					t.Errorf("%s: %+v, %v; want %s", what, got, err, to)
				}
			case refused[to] != nil:
				if !errors.Is(err, refused[to]) {
					t.Errorf("%s: %v, want %v", what, err, refused[to])
				}
			case !errors.As(err, &state) || state.Action != action || state.From != c.from.Status || state.Held != c.from.Held:
				t.Errorf("%s: %v", what, err)
			}
			if !goes && !reflect.DeepEqual(got, c.from) {
				t.Errorf("%s: refused, and changed all the same: %+v", what, got)
			}
		}
	}
}

// TestSinceMovesWithTheRelease: nothing is owed for the days of a hold.
func TestSinceMovesWithTheRelease(t *testing.T) {
	past := noon.AddDate(0, -1, 0)
	for _, a := range steps {
		for _, held := range []bool{true, false} {
			m := ready(a)
			m.Since, m.Held = past, held
			got, _, err := Act(m, stepFor(a, m), people()["admin"])
			if err != nil {
				continue
			}
			if released := held && (a == Chase || a == Report); released != got.Since.Equal(noon) {
				t.Errorf("%s, held %v: since %s", a, held, got.Since)
			}
		}
	}
}

func TestWords(t *testing.T) {
	m := Milestone{ID: 7, Unit: "柯桥区", Status: Open}
	own := people()["own"]
	report := func(words string) (Milestone, Event, error) {
		return Act(m, Step{Action: Report, Words: words, At: noon, Today: today}, own)
	}
	got, e, err := report("\x00 已建成\r\n3所\x1b \xff\n")
	if want := "已建成\n3所 �"; err != nil || got.Report != want || e.Reason != want || e.Milestone != 7 {
		t.Errorf("report %q, event %+v, %v", got.Report, e, err)
	}
	if _, _, err := report(strings.Repeat("字", MaxReason)); err != nil {
		t.Errorf("%d characters: %v", MaxReason, err)
	}
	if _, _, err := report(strings.Repeat("字", MaxReason+1)); !errors.Is(err, ErrReasonTooLong) {
		t.Errorf("%d characters: %v", MaxReason+1, err)
	}
	if m.Status != Open {
		t.Error("the milestone that was passed has changed")
	}
}

func TestPercent(t *testing.T) {
	for percent, want := range map[int]error{-1: ErrPercent, 0: nil, 1: nil, 100: nil, 101: ErrPercent} {
		m := ready(Report)
		m.Percent = 40
		step := stepFor(Report, m)
		step.Percent = percent
		got, e, err := Act(m, step, people()["own"])
		if !errors.Is(err, want) || err == nil && (got.Percent != percent || e.Percent != percent) {
			t.Errorf("%d%%: %v, %d, event %d", percent, err, got.Percent, e.Percent)
		}
	}
	m := ready(Return)
	m.Percent = 40
	step := stepFor(Return, m)
	step.Percent, step.Evidence = 80, []Evidence{proof("a")} // are of a report alone
	if got, e, err := Act(m, step, people()["admin"]); err != nil || got.Percent != 40 || e.Percent != 0 || e.Evidence != nil {
		t.Errorf("return with per cent: %d, %+v, %v", got.Percent, e, err)
	}
}

func proof(name string) Evidence {
	return Evidence{Hash: strings.Repeat("0f", 32), Name: name, Size: 12}
}

func TestEvidence(t *testing.T) {
	report := func(all ...Evidence) ([]Evidence, error) {
		step := stepFor(Report, ready(Report))
		step.Evidence = all
		_, e, err := Act(ready(Report), step, people()["own"])
		return e.Evidence, err
	}
	if got, err := report(slices.Repeat([]Evidence{proof("a")}, MaxEvidence)...); err != nil || len(got) != MaxEvidence {
		t.Errorf("%d files: %d, %v", MaxEvidence, len(got), err)
	}
	if _, err := report(slices.Repeat([]Evidence{proof("a")}, MaxEvidence+1)...); !errors.Is(err, ErrTooMuchEvidence) {
		t.Errorf("%d files: %v", MaxEvidence+1, err)
	}
	for name, want := range map[string]string{
		"验收报告.pdf": "验收报告.pdf", " a\r\nb\t.pdf ": "ab.pdf", "../../etc/passwd": "....etcpasswd", `C:\报告.doc`: "C:报告.doc",
		"\u202efdp.exe": "fdp.exe", "零\u200b宽": "零宽", "\xff.pdf": "�.pdf", "上\u2028下\u2029": "上下", "/ 报告 /": "报告", "": "",
		strings.Repeat("长", maxName) + ".pdf": strings.Repeat("长", maxName),
	} {
		given := []Evidence{proof(name)}
		got, err := report(given...)
		if err != nil || len(got) != 1 || got[0] != proof(want) {
			t.Errorf("%q: %+v, %v; want %q", name, got, err, want)
		}
		if given[0] != proof(name) {
			t.Errorf("%q: the list that was passed has changed", name)
		}
	}
	for what, bad := range map[string]Evidence{
		"no hash": {}, "half a hash": {Hash: "0f"}, "capitals": {Hash: strings.Repeat("0F", 32)}, "no hex": {Hash: strings.Repeat("0g", 32)},
		"less than nothing": {Hash: proof("").Hash, Size: -1},
	} {
		if got, err := report(proof("a"), bad); err == nil {
			t.Errorf("%s is accepted: %+v", what, got)
		}
	}
}

// TestCloseConfirmsTheGoal: a supervisor closes what they have read, in the plan's words,
// whatever else they write.
func TestCloseConfirmsTheGoal(t *testing.T) {
	for _, wrong := range []string{"", "达到创建标准 ", "基本达到创建标准", "达到"} {
		step := stepFor(Close, ready(Close))
		step.Confirms = wrong
		if _, _, err := Act(ready(Close), step, people()["admin"]); !errors.Is(err, ErrUnconfirmed) {
			t.Errorf("confirming %q: %v", wrong, err)
		}
	}
	m := ready(Close)
	step := stepFor(Close, m) // the card was drawn, then the plan was revised
	m.Goal = "达到 100%"
	if _, _, err := Act(m, step, people()["admin"]); !errors.Is(err, ErrUnconfirmed) {
		t.Errorf("another goal: %v", err)
	}
	step.Confirms = m.Goal
	got, e, err := Act(m, step, people()["admin"])
	if err != nil || e.Confirms != m.Goal || got.Remark != "已完成" {
		t.Errorf("%+v, %+v, %v", got, e, err)
	}
}

// TestSeen: what has changed since a person saw it is not acted on.
func TestSeen(t *testing.T) {
	m := ready(Close)
	m.UpdatedAt = noon.Add(-time.Hour)
	for seen, want := range map[time.Time]error{
		{}: nil, m.UpdatedAt: nil, m.UpdatedAt.In(time.FixedZone("", 3600)): nil,
		m.UpdatedAt.Add(-time.Second): ErrChanged, m.UpdatedAt.Add(time.Second): ErrChanged,
	} {
		step := stepFor(Close, m)
		step.Seen = seen
		if _, _, err := Act(m, step, people()["admin"]); !errors.Is(err, want) {
			t.Errorf("seen %s: %v, want %v", seen, err, want)
		}
	}
}

// TestExtensions plays a milestone through wishes and verdicts. The plan's day stays.
func TestExtensions(t *testing.T) {
	due := today + 30
	m := Milestone{Unit: "柯桥区", Goal: "达到", Status: Acknowledged, Due: due, Original: due, Remark: "旧"}
	own, admin := people()["own"], people()["admin"]
	do := func(by Person, a Action, on, day Day, words string) (e Event, err error) {
		t.Helper()
		m, e, err = Act(m, Step{Action: a, Words: words, Day: day, At: noon, Today: on}, by)
		return e, err
	}
	want := func(what string, due, wish Day, plea, remark string) {
		t.Helper()
		got := Milestone{Unit: "柯桥区", Goal: "达到", Status: Acknowledged, Due: due, Original: today + 30, Wish: wish, Plea: plea, Remark: remark, UpdatedAt: noon}
		if !reflect.DeepEqual(m, got) {
			t.Errorf("%s:\n got %+v\nwant %+v", what, m, got)
		}
	}
	refused := func(err error) func(Event, error) {
		return func(_ Event, got error) {
			t.Helper()
			if !errors.Is(got, err) {
				t.Errorf("%v, want %v", got, err)
			}
		}
	}
	if m.Extended() {
		t.Error("is extended from the start")
	}
	_, err := do(own, Extend, today, due+10, "设备未到")
	must(t, err)
	want("a wish", due, due+10, "设备未到", "旧")
	e, err := do(own, Extend, today, due+20, "设备改为月底到")
	must(t, err)
	want("another wish", due, due+20, "设备改为月底到", "旧")
	if e.Day != due+20 || e.Reason != "设备改为月底到" {
		t.Errorf("event %+v", e)
	}
	e, err = do(admin, Refuse, today, 0, "请按原计划")
	must(t, err)
	want("refused", due, 0, "", "请按原计划")
	if e.Day != due+20 {
		t.Errorf("the event does not say which day was refused: %+v", e)
	}
	_, err = do(admin, Refuse, today, 0, "再说一遍")
	if state := (*StateError)(nil); !errors.As(err, &state) {
		t.Errorf("refused twice: %v", err)
	}
	_, err = do(own, Extend, today, due+20, "再请")
	must(t, err)
	refused(ErrDay)(do(admin, Grant, today, due, ""))
	e, err = do(admin, Grant, today, due+15, "只延15天") // another day than was wished for
	must(t, err)
	want("granted", due+15, 0, "", "请按原计划")
	if e.Day != due+15 || e.Reason != "只延15天" || !m.Extended() {
		t.Errorf("event %+v", e)
	}
	refused(ErrTooLate)(do(own, Extend, due+15, due+40, "晚了"))
	_, err = do(own, Extend, due+14, due+40, "再延") // the last day in time, a second extension
	must(t, err)
	_, err = do(admin, Grant, due+20, due+40, "") // the supervisor came after the due day
	must(t, err)
	want("a second time", due+40, 0, "", "请按原计划")
}

// TestDaysOfAnExtension holds which days may be wished for and given.
func TestDaysOfAnExtension(t *testing.T) {
	for _, c := range []struct {
		due, day Day
		want     error
	}{
		{today + 30, 0, ErrDay}, {today + 30, today, ErrDay}, {today + 30, today + 30, ErrDay}, {today + 30, today + 31, nil},
		{today + 30, today + 30 + maxExtension, nil}, {today + 30, today + 31 + maxExtension, ErrDay},
		{today - 30, today, ErrDay}, {today - 30, today + 1, nil}, // a wish that came in time, a verdict after the day
		{today - 30, today + maxExtension, nil}, {today - 30, today + maxExtension + 1, ErrDay},
	} {
		for a, by := range map[Action]string{Extend: "own", Grant: "admin"} {
			m := ready(a)
			m.Due = c.due
			want := c.want
			if a == Extend && c.due <= today {
				want = ErrTooLate
			}
			if _, _, err := Act(m, Step{Action: a, Words: "因故", Day: c.day, At: noon, Today: today}, people()[by]); !errors.Is(err, want) {
				t.Errorf("%s, due in %d days, to %d days from now: %v, want %v", a, c.due-today, c.day-today, err, want)
			}
		}
	}
}

// TestWhatEndsAWish: a report too, since whoever reports needs no more time.
func TestWhatEndsAWish(t *testing.T) {
	for a, ends := range map[Action]bool{Acknowledge: false, Urge: false, Report: true, Close: true, Grant: true, Refuse: true} {
		m := ready(Grant)
		got, _, err := Act(m, stepFor(a, m), people()["admin"])
		if err != nil || (got.Wish == 0) != ends || (got.Plea == "") != ends {
			t.Errorf("%s: wish %d, plea %q, %v", a, got.Wish, got.Plea, err)
		}
	}
}

func TestUrgeOnceADay(t *testing.T) {
	m := ready(Urge)
	for _, c := range []struct {
		on   Day
		want error
	}{{today, nil}, {today, ErrUrgedToday}, {today + 1, nil}, {today + 1, ErrUrgedToday}} {
		after, _, err := Act(m, Step{Action: Urge, At: noon, Today: c.on}, people()["admin"])
		if !errors.Is(err, c.want) || after.Urged != c.on {
			t.Errorf("on %s: %v, urged %s", c.on, err, after.Urged)
		}
		m = after
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestLights(t *testing.T) {
	due := mustDay(t, "2023-12-31")
	rule := DefaultLightRule()
	for _, c := range []struct {
		m     Milestone
		today string
		want  Light
	}{
		{Milestone{Status: Open}, "2023-11-30", Green},
		{Milestone{Status: Open}, "2023-12-01", Yellow},
		{Milestone{Status: Acknowledged}, "2023-12-31", Yellow},
		{Milestone{Status: Acknowledged}, "2024-01-01", Red},
		{Milestone{Status: Returned}, "2024-01-01", Red},
		{Milestone{Status: Reported}, "2023-12-31", Green},
		{Milestone{Status: Reported}, "2024-01-01", Yellow},
		{Milestone{Status: Closed}, "2030-01-01", Green},
		{Milestone{Status: Open, Held: true}, "2024-01-01", Grey},
		{Milestone{Status: Cancelled}, "2030-01-01", Green},
	} {
		c.m.Due = due
		today := mustDay(t, c.today)
		if got := rule.Light(c.m, today); got != c.want {
			t.Errorf("%s (held %v) on %s: %s, want %s", c.m.Status, c.m.Held, c.today, got, c.want)
		}
		if c.m.Overdue(today) != (c.want == Red) {
			t.Errorf("%s on %s: overdue %v", c.m.Status, c.today, c.m.Overdue(today))
		}
	}
}
