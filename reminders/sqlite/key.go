package sqlite

import (
	"context"
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

// CheckKey returns ErrNoKey, ErrOtherKey or reminders.ErrKey where nothing can be written
// because of the key.
func (s *Store) CheckKey(ctx context.Context) error {
	end, err := trailEnd(ctx, s.r)
	if err != nil || end.ID == 0 {
		return err
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
