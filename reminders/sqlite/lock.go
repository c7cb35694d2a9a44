package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrLocked says that another process works with the data folder.
var ErrLocked = errors.New("another process uses the data folder")

// Lock takes the data folder for this process, until release is called or the
// process ends, however it ends.
func Lock(dir string) (release func() error, err error) {
	lock := flock.New(filepath.Join(dir, "lock"))
	ok, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	case !ok:
		return nil, ErrLocked
	}
	return lock.Unlock, nil
}
