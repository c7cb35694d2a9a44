package telegram

import (
	"context"
	"slices"
	"sync"
)

// Rank is the place of what a person asks for among what others do, while more is asked
// than can be done at once.
type Rank int

const (
	Known    Rank = iota // in turn
	First                // before the others
	Stranger             // after everybody, and after reminders; dropped where there is no room
	ranks
)

// inTurn are the ranks, the first first.
var inTurn = [ranks]Rank{First, Known, Stranger}

// priority gives that of the answers.
func (r Rank) priority() priority {
	return [ranks]priority{First: urgent, Known: answer, Stranger: courtesy}[r]
}

// rank gives the rank of the person who has asked for something.
func (e *Edge) rank(in incoming) Rank {
	if e.cfg.Rank == nil || in.request == nil {
		return Known
	}
	return e.cfg.Rank(in.request.Person.ID)
}

// workers gives out a number of places, to the first rank first.
type workers struct {
	mu      sync.Mutex
	free    int
	waiting [ranks][]chan struct{} // in order of arrival
}

// enter waits for a place, or until ctx ends. Each nil needs a leave.
func (w *workers) enter(ctx context.Context, r Rank) error {
	w.mu.Lock()
	if w.free > 0 {
		w.free--
		w.mu.Unlock()
		return nil
	}
	place := make(chan struct{})
	w.waiting[r] = append(w.waiting[r], place)
	w.mu.Unlock()
	select {
	case <-place:
		return nil
	case <-ctx.Done():
	}
	w.mu.Lock()
	i := slices.Index(w.waiting[r], place)
	if i >= 0 {
		w.waiting[r] = slices.Delete(w.waiting[r], i, i+1)
	}
	w.mu.Unlock()
	if i < 0 { // given at the same moment
		w.leave()
	}
	return ctx.Err()
}

// leave passes the place on.
func (w *workers) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range inTurn {
		if len(w.waiting[r]) > 0 {
			close(w.waiting[r][0])
			w.waiting[r] = w.waiting[r][1:]
			return
		}
	}
	w.free++
}
