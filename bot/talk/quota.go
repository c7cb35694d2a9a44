package talk

import (
	"sync"

	"duban/reminders"
)

// What one person may add to the evidence in a day: it is kept for good, and nobody else
// looks at the disk meanwhile.
const (
	filesADay = 60
	bytesADay = 300 << 20
)

// quota counts what people have sent today. Its zero value is ready.
type quota struct {
	mu   sync.Mutex
	day  reminders.Day
	sent map[reminders.Recipient]sent
}

type sent struct{ files, bytes int }

// take counts a file, unless the person has sent their share on that day; ok reports
// whether it may be kept.
func (q *quota) take(person reminders.Recipient, bytes int, today reminders.Day) (ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.sent == nil || q.day != today {
		q.day, q.sent = today, map[reminders.Recipient]sent{}
	}
	s := q.sent[person]
	s.files, s.bytes = s.files+1, s.bytes+bytes
	if s.files > filesADay || s.bytes > bytesADay {
		return false
	}
	q.sent[person] = s
	return true
}
