package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/storetest"
)

// TestSnapshotWhileOthersWrite: each copy is the diary of one moment, with all of every
// transaction or nothing of it.
func TestSnapshotWhileOthersWrite(t *testing.T) {
	const batch = 20 // updates of a transaction
	s := fresh(t)
	storetest.Imported(t, s)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	writer := func(write func(n int) error) {
		wg.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				if err := write(n); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writer(func(n int) error {
		bodies := map[int64][]byte{}
		for i := range batch {
			bodies[int64(n*batch+i)] = make([]byte, 500)
		}
		_, err := s.SaveUpdates(t.Context(), "tg:1", bodies)
		return err
	})
	writer(func(n int) error {
		at := now.Add(time.Duration(n) * time.Second)
		_, err := s.Act(t.Context(), 3, "k", reminders.Step{Action: reminders.Report, Words: fmt.Sprint("第", n, "次填报"), At: at, Today: reminders.DayOf(at, time.UTC)})
		return err
	})
	dir := t.TempDir()
	var before reminders.Chain
	for i := range 10 {
		path := filepath.Join(dir, fmt.Sprint(i, ".db"))
		must(t, s.Snapshot(t.Context(), path))
		c := open(t, path)
		chain, err := c.VerifyChain(t.Context())
		if err != nil || chain.ID < before.ID {
			t.Errorf("chain %+v after %+v, %v", chain, before, err)
		}
		before = chain
		updates, err := c.PendingUpdates(t.Context(), "tg:1")
		if err != nil || len(updates)%batch != 0 {
			t.Errorf("%d updates, %v", len(updates), err)
		}
		m, err := c.Milestone(t.Context(), 3)
		must(t, err)
		events, err := c.Events(t.Context(), 3)
		must(t, err)
		if last := events[len(events)-1]; last.Action == reminders.Report && last.Reason != m.Report {
			t.Errorf("the milestone says %q, its last event %q", m.Report, last.Reason)
		}
		must(t, c.Close())
	}
	close(stop)
	wg.Wait()
	if before.ID <= 4 {
		t.Errorf("nothing happened meanwhile: %+v", before)
	}
}

// TestSnapshotIsADiary: the copy is the same to whoever opens it, and goes on.
func TestSnapshotIsADiary(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	path := filepath.Join(t.TempDir(), "备份 100%?#&a=b.db")
	must(t, s.Snapshot(t.Context(), path))
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
	c := open(t, path)
	c.UseKey(s.KeyPath())
	defer c.Close()
	want, err := s.VerifyChain(t.Context())
	must(t, err)
	if got, err := c.VerifyChain(t.Context()); err != nil || got != want {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	schema, err := s.Schema(t.Context())
	must(t, err)
	if got, err := c.Schema(t.Context()); err != nil || got != schema || got < 4 {
		t.Errorf("schema %d, %v, want %d", got, err, schema)
	}
	if _, err := c.w.Exec("DELETE FROM events"); err == nil {
		t.Error("the copy forgets")
	}
	_, err = c.Act(t.Context(), 3, "k", reminders.Step{Action: reminders.Report, Words: "建成", At: now, Today: reminders.DayOf(now, time.UTC)})
	must(t, err)
}

func TestSnapshotRefuses(t *testing.T) {
	s := fresh(t)
	dir := t.TempDir()
	taken, link, folder := filepath.Join(dir, "taken"), filepath.Join(dir, "link"), filepath.Join(dir, "folder")
	must(t, errors.Join(os.WriteFile(taken, nil, 0o600), os.Symlink(filepath.Join(dir, "none"), link), os.Mkdir(folder, 0o700)))
	for _, path := range []string{taken, link, folder} {
		if err := s.Snapshot(t.Context(), path); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if info, err := os.Stat(taken); err != nil || info.Size() != 0 {
		t.Error("what was there has changed", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	path := filepath.Join(dir, "new")
	if err := s.Snapshot(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something is left: %v", err)
	}
	if err := s.Snapshot(t.Context(), filepath.Join(dir, "none", "new")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}
