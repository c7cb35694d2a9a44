package telegram

import (
	"context"
	"sync"
	"time"
)

// Telegram brings the parts of an album as messages of their own, in order, and tells
// neither how many there are nor which is the last.
const (
	albumPause = time.Second     // without a further part an album is whole
	albumTime  = 5 * time.Second // and after so long in any case
)

// albumKey tells the albums apart.
type albumKey struct {
	chat   int64
	person string
	group  string
}

// albums puts the parts of an album together while the first of them waits in the queue
// of its chat, so that the conversation gets one request.
type albums struct {
	mu   sync.Mutex
	open map[albumKey]*album
}

type album struct {
	in   incoming
	came chan struct{} // holds a token when a part has come
}

func newAlbums() *albums { return &albums{open: map[albumKey]*album{}} }

func keyOf(in incoming) albumKey {
	return albumKey{in.to.chat, in.request.Person.ID, in.album}
}

// join adds a part to its album. It reports false where the part is the first, which whole
// has to wait for.
func (s *albums) join(id int64, in incoming) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.open[keyOf(in)]
	if a == nil {
		s.open[keyOf(in)] = &album{in, make(chan struct{}, 1)}
		return false
	}
	a.in.documents = append(a.in.documents, in.documents...)
	a.in.rest = append(a.in.rest, id)
	if in.request.Text != "" {
		r := *a.in.request
		if r.Text != "" {
			r.Text += "\n"
		}
		r.Text += in.request.Text
		a.in.request = &r
	}
	select {
	case a.came <- struct{}{}:
	default:
	}
	return true
}

// whole waits until all of in's album is there, and gives it as one; what is no part of an
// album it gives as it is, at once.
func (s *albums) whole(ctx context.Context, in incoming) incoming {
	if in.album == "" {
		return in
	}
	s.mu.Lock()
	a := s.open[keyOf(in)]
	s.mu.Unlock()
	end := time.After(albumTime)
	for waiting := true; waiting; {
		select {
		case <-a.came:
		case <-time.After(albumPause):
			waiting = false
		case <-end:
			waiting = false
		case <-ctx.Done():
			waiting = false
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, keyOf(in))
	return a.in
}
