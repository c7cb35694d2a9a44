package reminders

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// crowd is a supervisor a, k of 柯桥区, y of 越城区, and w who is a leader and serves
// both, in a ledger with a milestone of each.
func crowd() *outlook {
	return newOutlook(Ledger{
		People: []Person{{ID: "a", Role: Admin}, {ID: "k", Name: "甲", Role: Liaison, Units: []string{"柯桥区"}},
			{ID: "w", Role: Leader, Units: []string{"柯桥区", "越城区"}}, {ID: "y", Role: Liaison, Units: []string{"越城区"}}},
		Milestones: []Milestone{{ID: 1, Unit: "柯桥区", Status: Open, Due: today + 7}, {ID: 2, Unit: "越城区", Status: Open, Due: today - 7},
			{ID: 3, Unit: "市教育局", Status: Open, Due: today - 30}},
		Settings: DefaultSettings(),
	}, nil, time.UTC)
}

// owes gives a row that is due: "k 1/before-7 5" for person, milestone, kind and the
// days since the day that it names. Notices are about an event of the milestone.
func (o *outlook) owes(t *testing.T, id int64, row string) Unsent {
	t.Helper()
	var u Unsent
	var ago Day
	if _, err := fmt.Sscanf(strings.Replace(row, "/", " ", 1), "%s %d %s %d", &u.Delivery.Recipient, &u.Delivery.Milestone, &u.Delivery.Kind, &ago); err != nil {
		t.Fatal(row, err)
	}
	u.Delivery.ID, u.Delivery.Day, u.Delivery.DueAt = id, today-ago, noon.AddDate(0, 0, -int(ago))
	if m := u.Delivery.Milestone; m > 0 {
		u.Milestone = o.Milestones[m-1]
		if u.Delivery.Kind.Notice() {
			u.Delivery.Event = id
			u.Event = Event{ID: id, Milestone: m, Actor: "a", To: u.Milestone.Status}
		}
	}
	return u
}

// TestSift: of one milestone, person and series the newest day goes out, and of two
// rows of a day the later.
func TestSift(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []string
		live []int64
	}{
		{"the newest of a milestone", []string{"k 1/before-30 23", "k 1/before-90 83", "k 1/before-7 0"}, []int64{3}},
		{"in any order", []string{"k 1/before-7 0", "k 1/before-30 23"}, []int64{1}},
		{"each person and milestone by itself", []string{"k 1/before-7 0", "w 1/before-7 0", "w 2/overdue-7 0", "y 2/overdue-7 0"}, []int64{1, 2, 3, 4}},
		{"the due day before what was to come earlier on the same day", []string{"k 1/before-30 23", "k 1/due -7", "k 1/before-1 -6"}, []int64{2}},
		{"a series of notices by itself", []string{"k 1/returned#1 0", "k 1/before-7 0", "k 1/urged#3 0"}, []int64{1, 2, 3}},
		{"the newer notice", []string{"k 1/urged#1 1", "k 1/urged#2 0"}, []int64{2}},
		{"the newer notice of a day", []string{"k 1/urged#1 0", "k 1/urged#2 0"}, []int64{2}},
		{"digests, each by its kind", []string{"w 0/month 31", "w 0/month 0", "w 0/year 59", "w 0/quarter 59"}, []int64{2, 3, 4}},
		{"what nobody is told any more", []string{"a 1/before-7 0", "r 1/before-7 0", "y 1/before-7 0"}, nil},
		{"a supervisor, where nobody else is", []string{"a 3/overdue-30 0", "k 3/overdue-30 0"}, []int64{1}},
		{"another due day since", []string{"k 1/before-7 1", "k 1/before-6 0", "k 1/due 7"}, nil},
		{"what has no reason overtakes nothing", []string{"k 1/before-7 0", "k 1/before-6 0"}, []int64{1}},
		{"a kind that nobody knows", []string{"k 1/after-7 0", "k 1/before-x 0"}, nil},
	} {
		o := crowd()
		var rows []Unsent
		for i, row := range c.rows {
			rows = append(rows, o.owes(t, int64(i+1), row))
		}
		live, superseded := sift(rows, o)
		var ids []int64
		for _, r := range live {
			ids = append(ids, r.Delivery.ID)
		}
		if !slices.Equal(ids, c.live) || len(live)+len(superseded) != len(rows) {
			t.Errorf("%s: live %v, want %v; %d superseded", c.name, ids, c.live, len(superseded))
		}
		for _, d := range superseded {
			if !d.Superseded || slices.Contains(c.live, d.ID) {
				t.Errorf("%s: %+v", c.name, d)
			}
		}
	}
}

// TestSiftNoticesOfNoMilestone: each is about something else, so none replaces another.
func TestSiftNoticesOfNoMilestone(t *testing.T) {
	o := crowd()
	for i := range o.People {
		o.People[i].Unreachable = true
		o.byID[o.People[i].ID] = o.People[i]
	}
	o.Held = []Hold{{Plan: "p1"}, {Plan: "p2"}}
	o.calendar = holidays{}
	var rows []Unsent
	for i, row := range []string{"a 0/unreachable#k 0", "a 0/unreachable#y 0", "a 0/held#p1 0", "a 0/held#p2 3", "a 0/calendar#2030 0", "a 0/calendar#2031 0",
		"a 0/unreachable#x 0", "a 0/held#p3 0", "a 0/calendar#2029 0", "k 0/held#p1 0", "w 0/calendar#2030 0"} {
		rows = append(rows, o.owes(t, int64(i+1), row))
	}
	live, superseded := sift(rows, o)
	if len(live) != 6 || len(superseded) != 5 || superseded[0].ID != 7 {
		t.Errorf("live %+v, superseded %+v", live, superseded)
	}
}

// TestOneMessageEach: reminders come before digests and these before notices, what is
// longest overdue first; whoever is told of what somebody has just done comes first.
func TestOneMessageEach(t *testing.T) {
	o := crowd()
	var rows []Unsent
	for i, row := range []string{"w 0/month 0", "w 1/before-7 0", "a 3/overdue-30 0", "y 1/urged#4 0", "w 2/overdue-7 0", "k 1/before-7 0", "k 1/returned#7 0", "y 2/overdue-7 0"} {
		rows = append(rows, o.owes(t, int64(i+1), row))
	}
	var got []string
	for _, b := range o.batches(rows, today) {
		line := string(b.to.ID) + ":"
		for _, i := range b.items {
			line += fmt.Sprintf(" %d/%s", i.Milestone.ID, i.Kind)
			if len(i.Unserved) > 0 {
				line += "!"
			}
		}
		got = append(got, line)
		if len(b.rows) != len(b.items) {
			t.Errorf("%s: %d rows", line, len(b.rows))
		}
	}
	want := []string{"y: 2/overdue-7 1/urged#4", "k: 1/before-7 1/returned#7", "a: 3/overdue-30!", "w: 2/overdue-7 1/before-7 0/month"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestItem(t *testing.T) {
	o := crowd()
	late := o.owes(t, 9, "y 2/overdue-7 0")
	if i := o.item(late, today+1); i.DeliveryID != 9 || i.Milestone.ID != 2 || i.Day != today || i.DaysLeft != -8 || i.Notice || len(i.Unserved) > 0 || i.About.ID != "" {
		t.Errorf("%+v", i)
	}
	told := o.owes(t, 9, "y 2/urged#9 1")
	told.Event.Actor = "k"
	told.Delivery.DueAt = time.Date(2023, 11, 30, 23, 30, 0, 0, time.UTC)
	o.location = shanghai(t)
	if i := o.item(told, today); i.Day != today || !i.Notice || i.About.Name != "甲" || i.Event.ID != 9 {
		t.Errorf("%+v", i)
	}
	for kind, about := range map[Kind]Recipient{"unreachable#k": "k", "unreachable#left": "left", "held#p": ""} {
		if i := o.item(Unsent{Delivery: Delivery{Kind: kind, Recipient: "a"}}, today); i.About.ID != about || len(i.Unserved) > 0 {
			t.Errorf("%s: %+v", kind, i)
		}
	}
}

// TestNotices holds who is told of what, by whomever it is done.
func TestNotices(t *testing.T) {
	serves := []string{"柯桥区"}
	everybody := []Person{{ID: "a", Role: Admin}, {ID: "b", Role: Admin}, {ID: "s", Role: Admin, Silent: true}, {ID: "u", Role: Admin, Unreachable: true},
		{ID: "k", Role: Liaison, Units: serves}, {ID: "k2", Role: Liaison, Units: serves}, {ID: "t", Role: Liaison, Units: serves, Silent: true},
		{ID: "l", Role: Leader, Units: serves}, {ID: "z", Role: Leader}, {ID: "r", Role: Reader, Units: serves}, {ID: "y", Role: Liaison, Units: []string{"越城区"}}}
	for _, c := range []struct {
		action Action
		by     Recipient
		held   bool
		told   string
	}{
		{Report, "k", false, "a b u"}, {Report, "a", false, "b u"}, {Report, "k", true, "a b u"}, {Extend, "k", false, "a b u"}, {Extend, "a", false, "b u"},
		{Return, "a", false, "k k2 l"}, {Close, "a", false, "k k2 l"}, {Close, "a", true, ""}, {Grant, "a", false, "k k2 l"}, {Refuse, "a", false, "k k2 l"},
		{Urge, "a", false, "k k2 l"}, {Urge, "l", false, "k k2"}, // a leader who serves and supervises
		{Acknowledge, "k", false, ""}, {Chase, "a", true, ""}, {Issue, System, false, ""}, {Cancel, "a", false, ""}, {ReviseAction, "a", false, ""},
	} {
		e := Event{ID: 12, Milestone: 7, Action: c.action, Actor: c.by, At: time.Date(2023, 12, 1, 23, 0, 0, 0, time.FixedZone("", 8*3600))}
		var told []string
		for _, d := range Notices(Milestone{ID: 7, Unit: "柯桥区", Held: c.held}, e, everybody) {
			told = append(told, string(d.Recipient))
			if d.Milestone != 7 || d.Event != 12 || !d.DueAt.Equal(e.At) || d.Day != today || d.Kind.Subject() != "12" || !d.Kind.Notice() {
				t.Errorf("%s: %+v", c.action, d)
			}
		}
		if got := strings.Join(told, " "); got != c.told {
			t.Errorf("%s by %s, held %v: told %q, want %q", c.action, c.by, c.held, got, c.told)
		}
	}
}
