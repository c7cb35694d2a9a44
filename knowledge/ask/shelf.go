package ask

import (
	"container/list"
	"log/slog"
	"slices"
	"sync"

	"duban/knowledge"
)

// mostOpen is how many plans of a library are held open; the one that was not asked for
// longest gives way.
const mostOpen = 256

// shelf holds the plans of a library that are open.
type shelf struct {
	volumes []Volume
	mu      sync.Mutex
	open    map[int]*list.Element // of recent
	recent  *list.List            // of onShelf, the last asked first
}

type onShelf struct {
	plan  int
	asker *Asker
}

func newShelf(volumes []Volume) *shelf {
	return &shelf{volumes: volumes, open: map[int]*list.Element{}, recent: list.New()}
}

// at gives a plan, opened. One that cannot be opened is logged and knows nothing.
func (s *shelf) at(plan int) *Asker {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.open[plan]; ok {
		s.recent.MoveToFront(e)
		return e.Value.(onShelf).asker
	}
	a, err := s.volumes[plan].Open()
	if err != nil {
		slog.Error("a plan cannot be opened", "plan", s.volumes[plan].Key, "error", err)
		return New(&knowledge.Plan{})
	}
	s.open[plan] = s.recent.PushFront(onShelf{plan, a})
	if s.recent.Len() > mostOpen {
		last := s.recent.Back()
		delete(s.open, s.recent.Remove(last).(onShelf).plan)
	}
	return a
}

// Shelf keeps the library of the plans in force from one question to the next. It is safe
// for concurrent use.
type Shelf struct {
	dir     string
	mu      sync.Mutex
	askers  []*Asker
	library *Library
}

// NewShelf makes a shelf whose library has its index in the folder dir.
func NewShelf(dir string) *Shelf { return &Shelf{dir: dir} }

// Of gives the library of plans in the order of their adoption: the same as long as the
// plans are. Where the folder cannot be used its index is in memory, which is logged.
func (s *Shelf) Of(askers []*Asker) *Library {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.library != nil && slices.Equal(s.askers, askers) {
		return s.library
	}
	l, err := OpenLibrary(s.dir, opened(askers))
	if err != nil {
		slog.Warn("the index of the library is kept in memory", "error", err)
		l = NewLibrary(askers)
	}
	s.askers, s.library = slices.Clone(askers), l
	return l
}
