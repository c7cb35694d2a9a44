package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Snapshot writes a whole copy of the diary, as it is at one moment, to a new file at
// path, which it makes readable by its owner alone; a path where something is already is
// an error that wraps fs.ErrExist. Others read and write meanwhile. The copy is a diary
// by itself, to be opened with Open. Where that fails nothing is left at path.
func (s *Store) Snapshot(ctx context.Context, path string) (err error) {
	path, err = filepath.Abs(path) // relative to SQLite, file:x is no path
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	// The file is closed last: closing it would end the locks that SQLite has on it.
	if err = errors.Join(s.vacuumInto(ctx, path), out.Sync(), out.Close()); err != nil {
		return errors.Join(fmt.Errorf("snapshot: %w", err), os.Remove(path))
	}
	return nil
}

// vacuumInto copies the diary into an empty file (https://sqlite.org/lang_vacuum.html,
// "VACUUM with an INTO clause"), on a connection of its own: those that read refuse
// the statement, and the one that writes is not to be kept from others.
func (s *Store) vacuumInto(ctx context.Context, path string) error {
	db := connect(s.path, "&mode=ro", &plain)
	_, err := db.ExecContext(ctx, "VACUUM INTO ?", path)
	return errors.Join(err, db.Close())
}

// Schema gives the number of the last migration that the diary has.
func (s *Store) Schema(ctx context.Context) (version int64, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&version)
	return version, err
}
