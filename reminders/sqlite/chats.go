package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// LoadSession gives what a chat has remembered, or nil.
func (s *Store) LoadSession(ctx context.Context, chat string) ([]byte, error) {
	var data []byte
	err := s.read.QueryRowContext(ctx, `SELECT data FROM sessions WHERE chat = ?`, chat).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return data, err
}

// SaveSession keeps what a chat is to remember.
func (s *Store) SaveSession(ctx context.Context, chat string, data []byte, now time.Time) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO sessions (chat, data, at) VALUES (?, ?, ?)
		ON CONFLICT (chat) DO UPDATE SET data = excluded.data, at = excluded.at`, chat, data, now.Unix())
	return err
}

// SaveUpdates stores updates, all or none. One that is there already stays.
func (s *Store) SaveUpdates(ctx context.Context, source string, bodies map[int64][]byte) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		for id, body := range bodies {
			if _, err := tx.ExecContext(ctx, `INSERT INTO updates (source, id, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, source, id, body); err != nil {
				return err
			}
		}
		return nil
	})
}

// PendingUpdates gives what was saved and not finished.
func (s *Store) PendingUpdates(ctx context.Context, source string) (map[int64][]byte, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, body FROM updates WHERE source = ? AND done = 0`, source)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64][]byte{}
	for rows.Next() {
		var id int64
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		out[id] = body
	}
	return out, rows.Err()
}

// FinishUpdate marks an update as dealt with. Its words are not kept, only that it
// was there.
func (s *Store) FinishUpdate(ctx context.Context, source string, id int64) error {
	_, err := s.write.ExecContext(ctx, `UPDATE updates SET done = 1, body = x'' WHERE source = ? AND id = ?`, source, id)
	return err
}

// NextOffset gives the highest id ever saved plus one; 0 if there is none.
func (s *Store) NextOffset(ctx context.Context, source string) (int64, error) {
	var next int64
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(id) + 1, 0) FROM updates WHERE source = ?`, source).Scan(&next)
	return next, err
}

// Prune forgets sessions and finished updates that are no longer needed: sessions
// older than before, and all finished updates but the newest of each source.
func (s *Store) Prune(ctx context.Context, before time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE at < ?`, before.Unix()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM updates WHERE done = 1
			AND id < (SELECT max(id) - 1000 FROM updates n WHERE n.source = updates.source)`)
		return err
	})
}
