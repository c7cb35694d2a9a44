package reminders

import "time"

// Aside is a message of a chat service that could not be handled: it ended the program
// each time.
type Aside struct {
	Source string // the bot that it came to
	ID     int64  // of the update
	Size   int    // bytes
	At     time.Time
}

// AsideNotices gives what the supervisors are owed because a message was set aside.
func AsideNotices(update string, people []Person, now time.Time) []Delivery {
	return supervisorNotices(Kind(noticeAside+"#"+update), DayOf(now, time.UTC), "", people, now)
}

// SetAside reports whether the kind says that a message, the Subject, could not be handled.
func (k Kind) SetAside() bool { return k.Series() == noticeAside }
