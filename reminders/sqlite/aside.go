package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"duban/reminders"
)

// TryUpdate counts an attempt at a pending update, before it is handled, and returns the
// number of attempts. SaveUpdates has counted the first.
func (s *Store) TryUpdate(ctx context.Context, source string, id int64) (attempts int, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "UPDATE updates SET attempts = attempts + 1 WHERE source = ? AND id = ? RETURNING attempts", source, id).Scan(&attempts)
	})
	return attempts, err
}

// PassUpdate notes that an attempt was survived: the update is again as when it came.
func (s *Store) PassUpdate(ctx context.Context, source string, id int64) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE updates SET attempts = 1 WHERE source = ? AND id = ? AND finished_at IS NULL", source, id)
		return err
	})
}

// SetUpdateAside sets an update aside, which is pending no more, and stores the
// reminders.AsideNotices with it.
func (s *Store) SetUpdateAside(ctx context.Context, source string, id int64, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if hit, err := affects(tx.ExecContext(ctx, "UPDATE updates SET aside_at = ? WHERE source = ? AND id = ? AND finished_at IS NULL", now.Unix(), source, id)); !hit {
			return errors.Join(reminders.ErrNotFound, err)
		}
		everybody, err := people(ctx, tx)
		if err != nil {
			return err
		}
		_, err = insertDeliveries(ctx, tx, reminders.AsideNotices(fmt.Sprintf("%s:%d", source, id), everybody, now))
		return err
	})
}

// UpdatesAside returns what was set aside, the oldest first.
func (s *Store) UpdatesAside(ctx context.Context) ([]reminders.Aside, error) {
	return list(ctx, s.r, func(r row) (a reminders.Aside, err error) { return a, r.Scan(&a.Source, &a.ID, &a.Size, unix{&a.At}) },
		"SELECT source, id, length(body), aside_at FROM updates WHERE aside_at IS NOT NULL AND finished_at IS NULL ORDER BY aside_at, id")
}

// RetryUpdate lets an update that was set aside be tried again; with drop it is given up
// instead. Error: reminders.ErrNotFound.
func (s *Store) RetryUpdate(ctx context.Context, source string, id int64, drop bool) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		query := "UPDATE updates SET aside_at = NULL, attempts = 0 WHERE source = ? AND id = ? AND aside_at IS NOT NULL AND finished_at IS NULL"
		if drop {
			query = "UPDATE updates SET finished_at = unixepoch(), body = x'' WHERE source = ? AND id = ? AND aside_at IS NOT NULL AND finished_at IS NULL"
		}
		hit, err := affects(tx.ExecContext(ctx, query, source, id))
		if !hit {
			return errors.Join(reminders.ErrNotFound, err)
		}
		return err
	})
}

// RetriedUpdates returns the updates of the source that are to be tried again since
// RetryUpdate, each once.
func (s *Store) RetriedUpdates(ctx context.Context, source string) (retried map[int64][]byte, err error) {
	var waiting bool
	if err := s.r.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM updates WHERE source = ? AND finished_at IS NULL AND aside_at IS NULL AND attempts = 0)", source).Scan(&waiting); err != nil || !waiting {
		return nil, err
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		retried, err = bodies(ctx, tx, "UPDATE updates SET attempts = 1 WHERE source = ? AND finished_at IS NULL AND aside_at IS NULL AND attempts = 0 RETURNING id, body", source)
		return err
	})
	return retried, err
}
