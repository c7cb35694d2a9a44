package reminders

import "time"

// Delivery is one thing that one person is owed. Milestone, Kind, Day and Recipient
// together are unique, so nothing is owed twice. It goes out once DueAt has come,
// unless something newer has taken its place (Superseded).
type Delivery struct {
	ID         int64
	Milestone  int64 // 0: about none in particular
	Kind       Kind
	Day        Day // that a reminder's rule names, even where it is sent on another; of a notice: the day in UTC on which it happened
	Recipient  Recipient
	Event      int64 // of a notice: what it is about; 0 if it is about no event
	DueAt      time.Time
	SentAt     time.Time // zero: not sent
	MessageID  string    // the edge's id of the message
	Attempts   int       // failed so far
	TriedAt    time.Time // of the last attempt, also of the one that went well; zero: none
	LastError  string
	NextTry    time.Time // not before that; zero: at once
	Superseded bool      // will not be sent

	SupersededAt time.Time // by the clock as it was then; zero: not, or not known
}

// backoff is the pause after the first, second, … failed attempt; the last one repeats.
var backoff = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, time.Hour}

// stuckAfter is the number of failed attempts at which the log says so aloud.
const stuckAfter = 10

// maxError is the most runes that are kept of an error.
const maxError = 300

func (d Delivery) sent(message string, at time.Time) Delivery {
	d.SentAt, d.TriedAt, d.MessageID, d.LastError, d.NextTry = at, at, message, "", time.Time{}
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
	return d.postponed(err, at, at.Add(pause))
}

func (d Delivery) postponed(err error, at, until time.Time) Delivery {
	words := []rune(clean(err.Error()))
	d.TriedAt, d.LastError, d.NextTry = at, string(words[:min(len(words), maxError)]), until
	return d
}
