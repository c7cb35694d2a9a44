package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"duban/reminders"
)

// KeyName is the name of the file with the trail's key, in the diary's folder unless
// UseKey says otherwise.
const KeyName = "duban.key"

// Why nothing can be written.
var (
	ErrNoKey    = errors.New("key of the trail is missing") // and it has links
	ErrOtherKey = errors.New("key is another trail's")
	ErrEmptied  = errors.New("trail is empty though its key is there") // and things have happened
)

// keyFile is where the trail's key is kept.
type keyFile struct {
	mu    sync.Mutex
	path  string
	key   *reminders.Key // nil: not read yet
	right atomic.Bool    // the trail was begun with it
}

// UseKey has the key of the trail be in that file. It is called before anything is written.
func (s *Store) UseKey(path string) {
	s.key.mu.Lock()
	defer s.key.mu.Unlock()
	s.key.path, s.key.key = path, nil
	s.key.right.Store(false)
}

// KeyPath returns the name of the file with the key of the trail.
func (s *Store) KeyPath() string { return s.key.path }

// emptied returns ErrEmptied where there are more events than these, and the key of a
// trail: it had begun, and somebody has taken it away.
func (s *Store) emptied(ctx context.Context, q querier, fresh int) error {
	if _, err := os.Stat(s.key.path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var events int
	if err := q.QueryRowContext(ctx, "SELECT count(*) FROM events").Scan(&events); err != nil || events <= fresh {
		return err
	}
	return fmt.Errorf("%w: %s", ErrEmptied, s.key.path)
}

// BeginTrail begins the trail of a diary that has none, for somebody who has put one of an
// older version in the place of another, whose key is there.
func (s *Store) BeginTrail(ctx context.Context) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		end, err := trailEnd(ctx, tx)
		if err != nil || end.ID > 0 {
			return err
		}
		key, err := s.signingKey(ctx, tx, end)
		if err != nil {
			return err
		}
		w := &signing{signer: reminders.NewSigner(key, end), tx: tx}
		return w.begin(ctx, key)
	})
}

// CheckKey returns ErrNoKey, ErrOtherKey, ErrEmptied or reminders.ErrKey where nothing can be written
// because of the key.
func (s *Store) CheckKey(ctx context.Context) error {
	end, err := trailEnd(ctx, s.r)
	if err != nil {
		return err
	}
	if end.ID == 0 {
		return s.emptied(ctx, s.r, 0)
	}
	_, err = s.signingKey(ctx, s.r, end)
	return err
}

// signingKey gives the key for the links behind the end: the one with which the trail was
// begun, or a new one where it has not begun.
func (s *Store) signingKey(ctx context.Context, q querier, end reminders.Anchor) (reminders.Key, error) {
	key, err := s.key.load(end.ID == 0)
	if err != nil || end.ID == 0 || s.key.right.Load() {
		return key, err
	}
	var first string
	if err := q.QueryRowContext(ctx, "SELECT body FROM trail WHERE id = 1").Scan(&first); err != nil {
		return key, fmt.Errorf("trail: %w", err)
	}
	if seal, ok := reminders.SealOf(first); !ok || seal.Key != key.Name() {
		return key, fmt.Errorf("%w: %s", ErrOtherKey, s.key.path)
	}
	s.key.right.Store(true)
	return key, nil
}

// load reads the key, or makes it where there is none and it may be made. Errors:
// ErrNoKey, reminders.ErrKey.
func (f *keyFile) load(fresh bool) (reminders.Key, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.key != nil {
		return *f.key, nil
	}
	text, err := os.ReadFile(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && fresh:
		key := reminders.NewKey()
		if err := writeKey(f.path, key); err != nil {
			return key, fmt.Errorf("key of the trail: %w", err)
		}
		f.key = &key
		return key, nil
	case errors.Is(err, fs.ErrNotExist):
		return reminders.Key{}, fmt.Errorf("%w: %s", ErrNoKey, f.path)
	case err != nil:
		return reminders.Key{}, fmt.Errorf("key of the trail: %w", err)
	}
	key, err := reminders.ParseKey(string(text))
	if err != nil {
		return key, fmt.Errorf("%s: %w", f.path, err)
	}
	f.key = &key
	return key, nil
}

// writeKey writes a key to a new file that lasts, wholly or not at all.
func writeKey(path string, key reminders.Key) error {
	out, err := os.CreateTemp(filepath.Dir(path), ".key-*") // only its owner may read it
	if err != nil {
		return err
	}
	_, err = out.WriteString(key.String() + "\n")
	if err = errors.Join(err, out.Sync(), out.Close()); err == nil {
		err = os.Link(out.Name(), path) // never in the place of another
	}
	return errors.Join(err, os.Remove(out.Name()))
}
