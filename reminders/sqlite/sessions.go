package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// LoadSession gives what was saved for the chat (an opaque key, such as chat and
// person), or nil.
func (s *Store) LoadSession(ctx context.Context, chat string) (body []byte, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT body FROM sessions WHERE chat = ?", chat).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return body, err
}

// SaveSession keeps the body for the chat in place of the earlier one; an empty body
// ends the session.
func (s *Store) SaveSession(ctx context.Context, chat string, body []byte, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if len(body) == 0 {
			_, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE chat = ?", chat)
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO sessions (chat, body, updated_at) VALUES (?, ?, ?) ON CONFLICT (chat) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at",
			chat, body, now.Unix())
		return err
	})
}
