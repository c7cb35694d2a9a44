package talk

import (
	"sync"
	"time"

	"duban/reminders"
)

// How much is answered within a minute, to one person and in one chat.
const (
	perPerson = 60
	perChat   = 120
)

// limiter counts what was asked within the last minute, by who asked and where. Its zero
// value is ready.
type limiter struct {
	mu    sync.Mutex
	asked map[string][]time.Time
	swept time.Time
}

// verdict is what becomes of a request.
type verdict int

const (
	taken  verdict = iota
	warned         // too much: say so
	silent         // has been said
)

// take counts a request at that moment.
func (l *limiter) take(person, chat string, now time.Time) verdict {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked == nil {
		l.asked = map[string][]time.Time{}
	}
	if age := now.Sub(l.swept); age > time.Minute || age < 0 {
		l.sweep(now)
	}
	worst := taken
	for _, c := range []struct {
		key  string
		most int
	}{{"person " + person, perPerson}, {"chat " + chat, perChat}} {
		recent := lastMinute(l.asked[c.key], now)
		switch {
		case len(recent) < c.most:
		case len(recent) == c.most:
			worst = max(worst, warned)
		default:
			worst = silent
		}
		if len(recent) <= c.most { // more need not be remembered
			recent = append(recent, now)
		}
		l.asked[c.key] = recent
	}
	return worst
}

// sweep forgets who has been quiet for a minute.
func (l *limiter) sweep(now time.Time) {
	l.swept = now
	for key, times := range l.asked {
		if len(lastMinute(times, now)) == 0 {
			delete(l.asked, key)
		}
	}
}

// lastMinute gives the times of the minute before now. After a clock was set back
// nothing counts.
func lastMinute(times []time.Time, now time.Time) []time.Time {
	for i, t := range times {
		if age := now.Sub(t); age < time.Minute && age >= 0 {
			return times[i:]
		}
	}
	return nil
}

// manyStrangers is how many people a daily remembers; what more come find it full.
const manyStrangers = 10_000

// daily remembers to whom something was said today, and in answer to which request. Its
// zero value is ready.
type daily struct {
	mu   sync.Mutex
	day  reminders.Day
	said map[string]string
}

// first reports whether the person has not been told yet on that day, or in answer to this
// very request, and remembers that they are told now. It does not when too many were.
func (d *daily) first(person, request string, today reminders.Day) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.said == nil || d.day != today {
		d.day, d.said = today, map[string]string{}
	}
	said, ok := d.said[person]
	if !ok && len(d.said) < manyStrangers {
		d.said[person] = request
		return true
	}
	return ok && said == request
}

// forget has the person told again.
func (d *daily) forget(person string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.said, person)
}
