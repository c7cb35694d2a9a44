package sqlite

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// steps gives what the migrations are carried out by.
func steps(s *Store) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, s.w, files, goose.WithDisableGlobalRegistry(true))
}

// migrate applies the migrations that the file lacks, after a copy of it was kept.
func (s *Store) migrate(ctx context.Context) error {
	p, err := steps(s)
	if err != nil {
		return err
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	sealed := false
	if current >= sealsSince {
		if sealed, err = s.wasSealed(ctx); err != nil {
			return err
		}
	}
	switch {
	case current > target:
		return fmt.Errorf("%w: version %d, known up to %d", errNewer, current, target)
	case current == target && sealed:
		return nil
	case current == 0: // a new diary: the mark is that of one that was taken away
		if err := os.Remove(s.path + MarkSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	case current < target:
		if err := s.keepCopy(ctx, current); err != nil {
			return fmt.Errorf("%w: %w", errNoCopy, err)
		}
	}
	var before []Unfit
	if sealed {
		if before, err = unfit(ctx, s.r, math.MaxInt); err != nil {
			return err
		}
	}
	if _, err = p.Up(ctx); err != nil {
		return err
	}
	return s.sealAll(ctx, before)
}

// mustBeCurrent refuses a file that lacks migrations or has others.
func (s *Store) mustBeCurrent(ctx context.Context) error {
	p, err := steps(s)
	if err != nil {
		return err
	}
	sources := p.ListSources()
	target := sources[len(sources)-1].Version
	var named int
	if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'").Scan(&named); err != nil {
		return err
	}
	var current int64 // of an empty file
	if named > 0 {
		if current, err = s.Schema(ctx); err != nil {
			return err
		}
	}
	switch {
	case current > target:
		return fmt.Errorf("%w: version %d, known up to %d", errNewer, current, target)
	case current < target:
		return fmt.Errorf("%w: version %d, known up to %d", errOlder, current, target)
	}
	return nil
}

const (
	copyName   = "before-upgrade-" // begins the names of the copies that are kept before migrations
	copyMaking = ".before-upgrade-"
	copiesKept = 3
)

// keepCopy keeps a copy of the diary, which has that schema, beside it: wholly, or not at
// all. Of those kept before the last few stay.
func (s *Store) keepCopy(ctx context.Context, schema int64) error {
	dir := filepath.Dir(s.path)
	work, err := os.MkdirTemp(dir, copyMaking)
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	made := filepath.Join(work, "copy")
	if err := s.Snapshot(ctx, made); err != nil {
		return err
	}
	target := filepath.Join(dir, fmt.Sprintf("%s%d.db", copyName, schema))
	for n := 2; ; n++ {
		if _, err := os.Lstat(target); errors.Is(err, fs.ErrNotExist) {
			break
		}
		target = filepath.Join(dir, fmt.Sprintf("%s%d-%d.db", copyName, schema, n))
	}
	if err := errors.Join(os.Rename(made, target), syncFolder(dir)); err != nil {
		return err
	}
	return pruneCopies(dir)
}

// pruneCopies removes all but the newest copies, and what a killed process left of one.
func pruneCopies(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var copies []os.FileInfo
	for _, e := range entries {
		switch info, err := e.Info(); {
		case err != nil: // gone meanwhile
		case strings.HasPrefix(e.Name(), copyMaking):
			err = os.RemoveAll(filepath.Join(dir, e.Name()))
			if err != nil {
				return err
			}
		case strings.HasPrefix(e.Name(), copyName) && info.Mode().IsRegular():
			copies = append(copies, info)
		}
	}
	slices.SortFunc(copies, func(a, b os.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), strings.Compare(b.Name(), a.Name()))
	})
	for _, old := range copies[min(copiesKept, len(copies)):] {
		if err := os.Remove(filepath.Join(dir, old.Name())); err != nil {
			return err
		}
	}
	return nil
}

// syncFolder makes the names in a folder last through a loss of power. Windows does so
// by itself, and has no other way.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
