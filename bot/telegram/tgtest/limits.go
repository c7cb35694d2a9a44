package tgtest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// limits are how many messages Telegram takes
// (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). How
// long a burst in one chat may be it does not say.
type limits struct {
	all   []time.Time // of the last second
	chats map[int64][]time.Time
}

const (
	allPerSecond   = 30
	groupPerMinute = 20
	chatBurst      = 5 // messages in one chat in a second, and
	chatPerSecond  = 1 // so many more in each further second
	chatWindow     = 30 * time.Second
)

// Limit makes the server answer 429 to what comes faster than Telegram takes it.
func (s *Server) Limit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits = &limits{chats: map[int64][]time.Time{}}
}

// slowDown counts a message, or refuses it. s.mu is held.
func (s *Server) slowDown(method string, chat int64, now time.Time) *refusal {
	l := s.limits
	if l == nil || !strings.HasPrefix(method, "send") && !strings.HasPrefix(method, "editMessage") {
		return nil
	}
	l.all = within(l.all, now, time.Second)
	l.chats[chat] = within(l.chats[chat], now, time.Minute)
	mine := l.chats[chat]
	wait := 0
	switch {
	case len(l.all) >= allPerSecond, len(within(mine, now, time.Second)) >= chatBurst,
		len(within(mine, now, chatWindow)) >= chatBurst+chatPerSecond*int(chatWindow.Seconds()):
		wait = 1
	case chat < 0 && len(mine) >= groupPerMinute:
		wait = int(mine[0].Add(time.Minute).Sub(now).Seconds()) + 1
	}
	if wait > 0 {
		return &refusal{code: http.StatusTooManyRequests, description: usual[http.StatusTooManyRequests], parameters: map[string]any{"retry_after": wait}}
	}
	l.all = append(l.all, now)
	l.chats[chat] = append(mine, now)
	return nil
}

// within gives the times after now less the window; ts is in order.
func within(ts []time.Time, now time.Time, window time.Duration) []time.Time {
	i := slices.IndexFunc(ts, func(t time.Time) bool { return t.After(now.Add(-window)) })
	if i < 0 {
		return nil
	}
	return ts[i:]
}
