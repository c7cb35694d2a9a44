package reminders

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Delivery is one thing that one recipient is owed: a row with the unique key
// (milestone, kind, day, recipient).
type Delivery struct {
	ID        int64
	Milestone int64
	Kind      Kind
	Day       Day
	Recipient Recipient
	DueAt     int64 // Unix seconds; to be sent at this moment or later
	Attempts  int
	Orphan    bool // the unit has nobody; goes to a supervisor in its place
}

// Item is a delivery with what it is about.
type Item struct {
	Delivery
	About Milestone
}

// Sender delivers one message with everything that a recipient is owed, and gives
// the message's id. It returns when the message has been accepted.
type Sender interface {
	Send(ctx context.Context, to Recipient, items []Item) (messageID string, err error)
}

// Lost is the action of the notice that somebody has become unreachable.
const Lost Action = "unreachable"

// ErrUnreachable is a Sender's word that the recipient cannot be reached until
// they write again.
var ErrUnreachable = errors.New("the recipient is unreachable")

// RetryError is a Sender's word to wait.
type RetryError struct{ After time.Duration }

func (e *RetryError) Error() string { return fmt.Sprintf("try again in %v", e.After) }

// group puts the items of each recipient together, the most urgent first:
// notices, then by due day.
func group(items []Item) [][]Item {
	by := map[Recipient][]Item{}
	var order []Recipient
	for _, i := range items {
		if by[i.Recipient] == nil {
			order = append(order, i.Recipient)
		}
		by[i.Recipient] = append(by[i.Recipient], i)
	}
	var out [][]Item
	for _, r := range order {
		slices.SortStableFunc(by[r], func(x, y Item) int {
			return cmp.Or(notices(x)-notices(y), cmp.Compare(x.About.Due, y.About.Due), cmp.Compare(x.About.ID, y.About.ID))
		})
		out = append(out, by[r])
	}
	return out
}

func notices(i Item) int {
	if _, ok := i.Kind.Notice(); ok {
		return 0
	}
	return 1
}

// recipients gives who is to be told about a unit: the people bound to it, or the
// supervisors in their place.
func recipients(unit string, people []Person) (to []Person, orphan bool) {
	for _, p := range people {
		if p.ActsFor(unit) && !p.Silent {
			to = append(to, p)
		}
	}
	if len(to) > 0 {
		return to, false
	}
	for _, p := range people {
		if p.Role == Admin && !p.Silent {
			to = append(to, p)
		}
	}
	return to, true
}

// owe gives the deliveries that the rule yields for the milestones from one day to
// another. Of one milestone's reminders on the way each recipient is owed every
// one; what an outage has made old is left out by newest.
func owe(milestones []Milestone, people []Person, rule Rule, from, to Day, loc *time.Location) []Item {
	var out []Item
	for _, m := range milestones {
		owed := rule.Owed(m, from, to)
		if len(owed) == 0 {
			continue
		}
		told, orphan := recipients(m.Unit, people)
		for _, o := range owed {
			for _, p := range told {
				out = append(out, Item{Delivery{Milestone: m.ID, Kind: o.Kind, Day: o.Day, Recipient: p.ID,
					DueAt: o.Day.At(rule.Hour, loc).Unix(), Orphan: orphan}, m})
			}
		}
	}
	return out
}

// Concerned gives who is to hear of an event at once: the supervisors of a report,
// the unit's people of a return or a closing; never the one who did it.
func Concerned(m Milestone, e Event, people []Person) []Person {
	var out []Person
	for _, p := range people {
		if p.ID == e.Actor || p.Silent {
			continue
		}
		switch e.Action {
		case Report:
			if p.Role == Admin {
				out = append(out, p)
			}
		case Return, Close:
			if p.ActsFor(m.Unit) {
				out = append(out, p)
			}
		}
	}
	return out
}
