package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrLocked: another process works in the data folder.
var ErrLocked = errors.New("数据文件夹正由另一个督办程序使用，请先停掉那一个，或用 DUBAN_DATA 另选文件夹。")

// Lock keeps other processes out of the data folder until release is called or the
// process ends, however it ends. It does not wait: a second one gets ErrLocked.
func Lock(dir string) (release func() error, err error) {
	l := flock.New(filepath.Join(dir, "duban.lock"))
	held, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	if !held {
		return nil, ErrLocked
	}
	return l.Unlock, nil
}
