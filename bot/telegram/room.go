package telegram

import (
	"context"
	"errors"
	"sync"
	"time"
)

// errCrowded: a chat has as many updates in memory as it may.
var errCrowded = errors.New("too many updates of one chat")

// room bounds the updates in memory: so many in all, and so many of one chat, so that
// a flood from one leaves room for the others.
type room struct {
	places chan struct{}
	mu     sync.Mutex
	chats  map[int64]int // updates of a chat
}

func newRoom() *room {
	return &room{places: make(chan struct{}, backlog), chats: map[int64]int{}}
}

// enter takes a place for an update of the chat, when there is one. It fails with
// errCrowded when the chat has its share, and when ctx ends.
func (r *room) enter(ctx context.Context, chat int64) error {
	r.mu.Lock()
	if r.chats[chat] >= chatBacklog {
		r.mu.Unlock()
		return errCrowded
	}
	r.chats[chat]++
	r.mu.Unlock()
	select {
	case r.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		r.forget(chat)
		return ctx.Err()
	}
}

// leave gives the place back.
func (r *room) leave(chat int64) {
	r.forget(chat)
	<-r.places
}

func (r *room) forget(chat int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.chats[chat]--; r.chats[chat] <= 0 {
		delete(r.chats, chat)
	}
}

// full tells whether enter would have to wait.
func (r *room) full() bool { return len(r.places) == cap(r.places) }

// seldom keeps what happens often from filling the log.
type seldom struct {
	mu   sync.Mutex
	next time.Time
	n    int
}

// count notes that it has happened, and tells whether to say so now, which is once a
// minute, and how often it has happened since that was said last.
func (s *seldom) count() (n int, say bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	now := time.Now()
	if now.Before(s.next) {
		return 0, false
	}
	n, s.n, s.next = s.n, 0, now.Add(time.Minute)
	return n, true
}
