package office

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"duban/knowledge/ask"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/reminders"
)

// IndexName is the folder of the library's index in the data folder.
const IndexName = "index"

// Library holds the plans of a data folder, and changes them.
type Library struct {
	folder   string
	location *time.Location // of deadlines
	store    Store          // nil where there is no diary yet

	imports sync.Mutex // held while a plan is being changed
	mu      sync.RWMutex
	drafted drafted // the draft that was read last; guarded by mu
	books   []*Book // in the order in which they came; guarded by mu
	shelf   *ask.Shelf
}

// Store is what the library needs of the diary.
type Store interface {
	texts
	drafts
	decisions
	Milestones(ctx context.Context, f reminders.Filter) ([]reminders.Milestone, error)
}

// texts are the plans as they were imported.
type texts interface {
	// Plans returns the version of each plan that holds, in the order in which they came.
	Plans(ctx context.Context) ([]reminders.Version, error)
	// Versions returns the applied versions of a plan, the oldest first, without their text.
	Versions(ctx context.Context, plan string) ([]reminders.Version, error)
	// Version returns a version, or a draft, with its text.
	Version(ctx context.Context, id int64) (reminders.Version, error)
	// VersionOf returns the newest text of a plan with that hash, applied or not.
	VersionOf(ctx context.Context, plan, hash string) (reminders.Version, error)
}

// drafts are texts that wait to be applied.
type drafts interface {
	SaveDraft(ctx context.Context, v reminders.Version) (id int64, err error)
	DropDraft(ctx context.Context, id int64) error
	Apply(ctx context.Context, id int64, milestones []reminders.Milestone, by reminders.Recipient, today reminders.Day, now time.Time) (reminders.Imported, error)
	// ClockMark tells whether the machine's clock is believed.
	ClockMark(ctx context.Context) (reminders.ClockMark, error)
	Withdraw(ctx context.Context, plan string, by reminders.Recipient, today reminders.Day, now time.Time) (reminders.Imported, error)
}

// decisions are what people have decided about what was read.
type decisions interface {
	// Corrections returns those that count for a version of a plan.
	Corrections(ctx context.Context, plan string, version int) ([]reminders.Correction, error)
	SaveCorrections(ctx context.Context, all []reminders.Correction, milestones []reminders.Milestone, today reminders.Day) (reminders.Imported, error)
	SaveDraftCorrections(ctx context.Context, all []reminders.Correction, by reminders.Recipient) error
}

// Open opens the plans of the store, or the plan that ships where the store keeps none or
// is nil. The folder is where their indexes and lessons are. Deadlines are in location.
func Open(ctx context.Context, folder string, location *time.Location, store Store) (*Library, error) {
	l := &Library{folder: folder, location: location, store: store, shelf: ask.NewShelf(filepath.Join(folder, IndexName))}
	var plans []reminders.Version
	var err error
	if store != nil {
		if plans, err = store.Plans(ctx); err != nil {
			return nil, trouble("台账里的计划读不出来，请检查数据文件夹的权限。", err)
		}
	}
	for _, v := range plans {
		b, err := l.OpenVersion(ctx, v)
		if err != nil {
			return nil, err
		}
		l.put(b)
	}
	if len(plans) == 0 {
		plan, err := gongwen.Parse(seed.Text())
		if err != nil {
			return nil, err
		}
		b, err := OpenBook(folder, plan, 1) // as which it will be applied
		if err != nil {
			return nil, err
		}
		l.put(b)
	}
	return l, nil
}

// Unopened returns a library that has opened none of the store's plans yet, to look at
// them one by one, see OpenVersion.
func Unopened(folder string, location *time.Location, store Store) *Library {
	return &Library{folder: folder, location: location, store: store}
}

// Folder returns the data folder.
func (l *Library) Folder() string { return l.folder }

// Location returns the zone of deadlines.
func (l *Library) Location() *time.Location { return l.location }

// Books returns the open plans in the order in which they came, at least one. What it
// returns stays good when a plan is replaced.
func (l *Library) Books() Shelf {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.Clone(l.books)
}

// put makes b the book of its plan.
func (l *Library) put(b *Book) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b.shelf = l.shelf
	i := slices.IndexFunc(l.books, func(o *Book) bool { return o.Key == b.Key })
	if i < 0 {
		l.books = append(l.books, b)
		return
	}
	l.books = slices.Clone(l.books)
	l.books[i] = b
}
