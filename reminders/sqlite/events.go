package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"duban/reminders"
)

const eventColumns = `id, milestone, action, actor, role, at, from_status, to_status, reason, request, prev, hash`

func scanEvent(row func(...any) error) (e reminders.Event, err error) {
	err = row(&e.ID, &e.Milestone, &e.Action, &e.Actor, &e.Role, &e.At, &e.From, &e.To, &e.Reason, &e.Request, &e.Prev, &e.Hash)
	return e, err
}

// addEvent seals the event behind the last one and stores it.
func addEvent(ctx context.Context, tx *sql.Tx, e reminders.Event) (reminders.Event, error) {
	last, err := scanEvent(tx.QueryRowContext(ctx, `SELECT `+eventColumns+` FROM events ORDER BY id DESC LIMIT 1`).Scan)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return e, err
	}
	e = e.Seal(last.ID+1, last.Hash)
	_, err = tx.ExecContext(ctx, `INSERT INTO events (`+eventColumns+`) VALUES (`+marks(12)+`)`,
		e.ID, e.Milestone, e.Action, e.Actor, e.Role, e.At, e.From, e.To, e.Reason, e.Request, e.Prev, e.Hash)
	return e, err
}

// Events gives the events of a milestone, the oldest first.
func (s *Store) Events(ctx context.Context, milestone int64) ([]reminders.Event, error) {
	return collect(ctx, s.read, scanEvent, `SELECT `+eventColumns+` FROM events WHERE milestone = ? ORDER BY id`, milestone)
}

// VerifyEvents goes through the whole audit trail. The error names the first
// broken link.
func (s *Store) VerifyEvents(ctx context.Context) (count int64, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+eventColumns+` FROM events ORDER BY id`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var before reminders.Event
	for rows.Next() {
		e, err := scanEvent(rows.Scan)
		if err != nil {
			return before.ID, err
		}
		if err := e.Follows(before); err != nil {
			return before.ID, err
		}
		before = e
	}
	return before.ID, rows.Err()
}
