package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"duban/bot/telegram"
	"duban/reminders"
)

const (
	ranksFresh = time.Second // for how long what was read of people counts
	ranksTime  = time.Second // what reading it may take
)

// ranks tells supervisors and strangers from the others, so that a flood of questions does
// not keep those waiting who run the thing. It goes by the people of a moment ago: rights
// are not decided here.
type ranks struct {
	people func(ctx context.Context) ([]reminders.Person, error)
	log    *slog.Logger
	mu     sync.Mutex
	read   time.Time
	roles  map[string]reminders.Role // nil: never read
}

// of gives the rank of a person. While people cannot be read nobody is a stranger.
func (r *ranks) of(person string) telegram.Rank {
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.read) >= ranksFresh {
		r.refresh()
	}
	role, known := r.roles[person]
	switch {
	case role == reminders.Admin:
		return telegram.First
	case known || r.roles == nil:
		return telegram.Known
	}
	return telegram.Stranger
}

func (r *ranks) refresh() {
	ctx, cancel := context.WithTimeout(context.Background(), ranksTime)
	defer cancel()
	r.read = time.Now()
	all, err := r.people(ctx)
	if err != nil {
		r.log.Warn("人员读不出来，先后次序按上次的算", "err", err)
		return
	}
	r.roles = make(map[string]reminders.Role, len(all))
	for _, p := range all {
		r.roles[string(p.ID)] = p.Role
	}
}
