package sqlite

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"time"
)

// SaveUpdates stores updates of a chat service by their ids, all or none, and gives the
// ids of those that were not there, in order. One that is there already, finished or
// not, stays as it is.
func (s *Store) SaveUpdates(ctx context.Context, source string, bodies map[int64][]byte) (fresh []int64, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		for _, id := range slices.Sorted(maps.Keys(bodies)) {
			body := bodies[id]
			if body == nil {
				body = []byte{} // nil is NULL
			}
			r, err := tx.ExecContext(ctx, "INSERT INTO updates (source, id, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", source, id, body)
			if err != nil {
				return err
			}
			n, err := r.RowsAffected()
			if err != nil {
				return err
			}
			if n > 0 {
				fresh = append(fresh, id)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return fresh, nil
}

// PendingUpdates gives what was saved and neither finished nor set aside.
func (s *Store) PendingUpdates(ctx context.Context, source string) (map[int64][]byte, error) {
	return bodies(ctx, s.r, "SELECT id, body FROM updates WHERE source = ? AND finished_at IS NULL AND aside_at IS NULL", source)
}

// bodies reads updates by their ids.
func bodies(ctx context.Context, q querier, query string, args ...any) (map[int64][]byte, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[int64][]byte{}
	for rows.Next() {
		var id int64
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		all[id] = body
	}
	return all, rows.Err()
}

// FinishUpdates marks updates as dealt with, all or none. Their bodies are no longer
// kept; that they were there is, until PruneUpdates.
func (s *Store) FinishUpdates(ctx context.Context, source string, ids ...int64) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			_, err := tx.ExecContext(ctx, "UPDATE updates SET finished_at = unixepoch(), body = x'' WHERE source = ? AND id = ? AND finished_at IS NULL", source, id)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// NextOffset gives the highest id on record plus one; 0 if there is none.
func (s *Store) NextOffset(ctx context.Context, source string) (next int64, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT coalesce(max(id) + 1, 0) FROM updates WHERE source = ?", source).Scan(&next)
	return next, err
}

// PruneUpdates forgets what was finished before that moment of the machine's clock,
// and gives the number. Telegram keeps updates for 24 hours and may number them anew
// after a week without any (Bot API, Update.update_id): three days are a good age,
// and NextOffset then rightly starts from 0.
func (s *Store) PruneUpdates(ctx context.Context, before time.Time) (n int64, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, "DELETE FROM updates WHERE finished_at < ?", before.Unix())
		if err != nil {
			return err
		}
		n, err = r.RowsAffected()
		return err
	})
	return n, err
}
