package sqlite

import (
	"context"
	"database/sql"
	"time"

	"duban/reminders"
)

// NotedFiles gives the SHA-256 of what was written last, by the files' names; empty: the
// file was taken away.
func (s *Store) NotedFiles(ctx context.Context) (map[string]string, error) {
	noted := map[string]string{}
	_, err := list(ctx, s.r, func(r row) (name string, err error) {
		var sum string
		err = r.Scan(&name, &sum)
		noted[name] = sum
		return name, err
	}, "SELECT name, sha256 FROM files")
	return noted, err
}

// NoteFile notes that a file of the data folder, of that name, was written, with the
// SHA-256 of what it holds now.
func (s *Store) NoteFile(ctx context.Context, name, sha256 string, by reminders.Recipient, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO files (name, sha256, by, at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, by = excluded.by, at = excluded.at",
			name, sha256, by, now.Unix())
		return err
	})
}
