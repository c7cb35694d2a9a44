package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// ErrLocked: another process works in the data folder.
var ErrLocked = errors.New("数据文件夹正由另一个督办程序使用，请先停掉那一个，或用 DUBAN_DATA 另选文件夹。")

const lockPatience = 500 * time.Millisecond

// Lock keeps other processes out of the data folder until release is called or the
// process ends, however it ends. A second one gets ErrLocked after a moment: a process
// that is being started by one that is killed just then still holds the lock until it
// has become another program.
func Lock(ctx context.Context, dir string) (release func() error, err error) {
	l := flock.New(filepath.Join(dir, "duban.lock"))
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	held, err := l.TryLockContext(ctx, lockPatience/20)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	if !held {
		return nil, ErrLocked
	}
	return l.Unlock, nil
}
