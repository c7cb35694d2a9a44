package reminders

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Rule says on which days a waiting milestone is brought to mind.
type Rule struct {
	Before       []int // days before the due day
	OnDay        bool
	OverdueEvery int // days between reminders once overdue; 0 for none
	Hour         int // hour of sending, 0 to 23, in the place of the deadlines
}

// DefaultRule reminds 30, 7 and 1 days before, on the day, and weekly while
// overdue, at nine in the morning.
var DefaultRule = Rule{Before: []int{30, 7, 1}, OnDay: true, OverdueEvery: 7, Hour: 9}

// Kind names one reminder of a milestone, or a notice of an event. With the
// milestone, the day and the recipient it is the unique key of a delivery.
type Kind string

const onDay Kind = "due"

func beforeKind(days int) Kind  { return Kind("before-" + strconv.Itoa(days)) }
func overdueKind(days int) Kind { return Kind("overdue-" + strconv.Itoa(days)) }

// NoticeKind is the kind of a notice of an event: somebody has reported, returned
// or closed.
func NoticeKind(e Event) Kind { return Kind(fmt.Sprintf("%s#%d", string(e.Action), e.ID)) }

// Notice tells whether the kind is a notice, and of which action.
func (k Kind) Notice() (Action, bool) {
	action, _, ok := strings.Cut(string(k), "#")
	return Action(action), ok
}

// String says the kind in a few words.
func (k Kind) String() string {
	if a, ok := k.Notice(); ok {
		return a.String() + "通知"
	}
	switch name, days, _ := strings.Cut(string(k), "-"); name {
	case "before":
		return "提前" + days + "天"
	case "overdue":
		return "逾期" + days + "天"
	}
	return "当天到期"
}

// Owed is one reminder that a rule yields.
type Owed struct {
	Day  Day
	Kind Kind
}

// Owed gives the reminders of a milestone from one day to another, both included,
// in order. A milestone that does not wait, and any day before the milestone came
// into the diary, owes none.
func (r Rule) Owed(m Milestone, from, to Day) []Owed {
	from = max(from, m.Since)
	if !m.Waiting() || from > to {
		return nil
	}
	var out []Owed
	add := func(d Day, k Kind) {
		if d >= from && d <= to {
			out = append(out, Owed{d, k})
		}
	}
	before := slices.Clone(r.Before)
	slices.Sort(before)
	for _, n := range slices.Backward(before) {
		add(m.Due-Day(n), beforeKind(n))
	}
	if r.OnDay {
		add(m.Due, onDay)
	}
	if r.OverdueEvery > 0 {
		first := 1
		if late := int(from - m.Due); late > r.OverdueEvery {
			first = (late + r.OverdueEvery - 1) / r.OverdueEvery
		}
		for n := first * r.OverdueEvery; m.Due+Day(n) <= to; n += r.OverdueEvery {
			add(m.Due+Day(n), overdueKind(n))
		}
	}
	return out
}
