package reminders

import (
	"errors"
	"testing"
	"time"
)

// TestSnoozed holds until when what is due on Sunday 2023-12-31 can be put off: not
// beyond the Friday before it.
func TestSnoozed(t *testing.T) {
	loc := shanghai(t)
	for _, c := range []struct {
		now  string
		days int
		c    WorkDays
		want string // empty: not at all
	}{
		{"2023-12-20", 1, china(t), "2023-12-21"},
		{"2023-12-22", 1, china(t), "2023-12-25"}, // Saturday is moved to Monday
		{"2023-12-22", 3, china(t), "2023-12-25"},
		{"2023-12-22", 7, china(t), "2023-12-29"},
		{"2023-12-22", 8, china(t), "2023-12-29"}, // would be the 2nd of January
		{"2023-12-22", 366, china(t), "2023-12-29"},
		{"2023-12-22", 367, china(t), ""},
		{"2023-12-22", 0, china(t), ""},
		{"2023-12-22", -7, china(t), ""},
		{"2023-12-28", 1, china(t), "2023-12-29"},
		{"2023-12-29", 1, china(t), ""}, // the last day on which anything comes
		{"2023-12-30", 1, china(t), ""},
		{"2023-12-31", 1, nil, ""},
		{"2024-01-05", 1, nil, ""},
		{"2023-12-29", 1, nil, "2023-12-30"},
		{"2023-12-29", 9, nil, "2023-12-31"},
		{"2023-12-30", 1, nil, "2023-12-31"},
	} {
		m := Milestone{ID: 7, Unit: "柯桥区", Status: Acknowledged, Due: mustDay(t, "2023-12-31")}
		k := Person{ID: "k", Role: Liaison, Units: []string{"柯桥区"}, Hours: Hours{Own: 14}}
		now := mustDay(t, c.now).In(loc, 7) // is the day before in UTC
		d, err := Snoozed(m, k, []Person{k}, c.days, plain, c.c, loc, now)
		if c.want == "" {
			if !errors.Is(err, ErrSnooze) {
				t.Errorf("on %s for %d days: %+v, %v", c.now, c.days, d, err)
			}
			continue
		}
		until := mustDay(t, c.want)
		if want := (Delivery{Milestone: 7, Kind: "snooze", Day: until, Recipient: "k", DueAt: until.In(loc, 14)}); err != nil || d != want {
			t.Errorf("on %s for %d days:\n got %+v, %v\nwant %+v", c.now, c.days, d, err, want)
		}
	}
}

// TestWhoMaySnooze: those who are reminded, of what it is the unit's turn to do.
func TestWhoMaySnooze(t *testing.T) {
	own := Person{ID: "k", Role: Liaison, Units: []string{"柯桥区"}}
	gone := own
	gone.Unreachable = true
	admin, leader := Person{ID: "a", Role: Admin}, Person{ID: "z", Role: Leader}
	other, reader := Person{ID: "y", Role: Liaison, Units: []string{"越城区"}}, Person{ID: "r", Role: Reader, Units: []string{"柯桥区"}}
	silent := Person{ID: "s", Role: Liaison, Units: []string{"柯桥区"}, Silent: true}
	open := Milestone{Unit: "柯桥区", Status: Open, Due: today + 30}
	for _, c := range []struct {
		what string
		who  Person
		all  []Person
		ok   bool
	}{
		{"the liaison", own, []Person{own, admin}, true},
		{"a supervisor beside one", admin, []Person{own, admin}, false},
		{"a supervisor in the place of one", admin, []Person{admin, other}, true},
		{"a supervisor in the place of one who cannot be reached", admin, []Person{gone, admin}, true},
		{"another unit's", other, []Person{own, other}, false},
		{"a leader", leader, []Person{own, leader}, false},
		{"a reader", reader, []Person{reader, admin}, false},
		{"somebody at a terminal", silent, []Person{silent, own}, false},
	} {
		_, err := Snoozed(open, c.who, c.all, 7, plain, nil, time.UTC, noon)
		if c.ok && err != nil || !c.ok && !errors.Is(err, ErrForbidden) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	for _, m := range []Milestone{{Status: Reported}, {Status: Closed}, {Status: Cancelled}, {Status: Open, Held: true}} {
		m.Unit, m.Due = open.Unit, open.Due
		var state *StateError
		if _, err := Snoozed(m, own, []Person{own}, 7, plain, nil, time.UTC, noon); !errors.As(err, &state) || state.Action != snooze || state.From != m.Status || state.Held != m.Held {
			t.Errorf("%s, held %v: %v", m.Status, m.Held, err)
		}
	}
}
