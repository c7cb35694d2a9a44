package reminders

import (
	"fmt"
	"time"
)

// Delivery is one thing that one person is owed. Milestone, Kind, Day and Recipient
// together are unique, so nothing is owed twice. It goes out once DueAt has come,
// unless something newer has taken its place (Superseded).
type Delivery struct {
	ID         int64
	Milestone  int64
	Kind       Kind
	Day        Day // for a notice: the day in UTC on which it happened
	Recipient  Recipient
	Event      int64 // for a notice: what it is about; 0 if it is about no event
	DueAt      time.Time
	SentAt     time.Time // zero: not sent
	MessageID  string    // the edge's id of the message
	Attempts   int       // failed so far
	LastError  string
	NextTry    time.Time // not before that; zero: at once
	Superseded bool      // will not be sent
}

// backoff is the pause after the first, second, … failed attempt; the last one repeats.
var backoff = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, time.Hour}

// stuckAfter is the number of failed attempts at which the log says so aloud.
const stuckAfter = 10

// maxError is the most runes that are kept of an error.
const maxError = 300

func (d Delivery) sent(message string, at time.Time) Delivery {
	d.SentAt, d.MessageID, d.LastError, d.NextTry = at, message, "", time.Time{}
	return d
}

func (d Delivery) superseded() Delivery {
	d.Superseded = true
	return d
}

// failed counts an attempt. There is no last one: an outage may last longer than any
// number of them, and a reminder must not be lost.
func (d Delivery) failed(err error, at time.Time) Delivery {
	pause := backoff[min(d.Attempts, len(backoff)-1)]
	d.Attempts++
	return d.postponed(err, at.Add(pause))
}

func (d Delivery) postponed(err error, until time.Time) Delivery {
	words := []rune(clean(err.Error()))
	d.LastError, d.NextTry = string(words[:min(len(words), maxError)]), until
	return d
}

// Notices gives what people are owed at once because of an event: a report goes to
// the supervisors, a verdict to those who serve the unit, never to the person who
// did it. Before is the milestone before the event: a hold that is closed was never
// put to the unit, so nobody is told.
func Notices(before Milestone, e Event, people []Person) []Delivery {
	var series string
	switch {
	case e.Action == Report:
		series = noticeReported
	case e.Action == Return:
		series = noticeReturned
	case e.Action == Close && !before.Held:
		series = noticeClosed
	default:
		return nil
	}
	var owed []Delivery
	for _, p := range people {
		told := p.Serves(before.Unit)
		if series == noticeReported {
			told = p.Role == Admin
		}
		if told && !p.Silent && p.ID != e.Actor {
			owed = append(owed, Delivery{Milestone: e.Milestone, Kind: Kind(fmt.Sprintf("%s#%d", series, e.ID)),
				Day: DayOf(e.At, time.UTC), Recipient: p.ID, Event: e.ID, DueAt: e.At})
		}
	}
	return owed
}

// UnreachableNotices gives what the other supervisors are owed because a message
// about the milestone could not reach that person.
func UnreachableNotices(milestone int64, lost Recipient, people []Person, now time.Time) []Delivery {
	var owed []Delivery
	for _, p := range people {
		if p.Role == Admin && !p.Silent && p.ID != lost {
			owed = append(owed, Delivery{Milestone: milestone, Kind: Kind(noticeUnreachable + "#" + string(lost)),
				Day: DayOf(now, time.UTC), Recipient: p.ID, DueAt: now})
		}
	}
	return owed
}

// warranted tells whether the row still has a reason, as things stand now.
func warranted(r Unsent, d *directory) bool {
	to, known := d.byID[r.Delivery.Recipient]
	if !known {
		return false
	}
	switch r.Delivery.Kind.Series() {
	case "":
		return r.Milestone.AwaitsUnit() && d.told(r.Milestone.Unit, to.ID)
	case noticeReported:
		return to.Role == Admin && r.Milestone.Status == r.Event.To
	case noticeUnreachable:
		lost, known := d.byID[Recipient(r.Delivery.Kind.subject())]
		return to.Role == Admin && known && lost.Unreachable
	}
	return to.Serves(r.Milestone.Unit) && r.Milestone.Status == r.Event.To
}
