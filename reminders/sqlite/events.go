package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"duban/reminders"
)

const eventColumns = "id, milestone, action, actor, role, at, from_status, to_status, reason, request, prev_hash, hash"

func scanEvent(r row) (e reminders.Event, err error) {
	err = r.Scan(&e.ID, &e.Milestone, &e.Action, &e.Actor, &e.Role, unix{&e.At}, &e.From, &e.To, &e.Reason, &e.RequestID, &e.PrevHash, &e.Hash)
	return e, err
}

// Events gives a milestone's events, the oldest first.
func (s *Store) Events(ctx context.Context, milestone int64) ([]reminders.Event, error) {
	return list(ctx, s.r, scanEvent, "SELECT "+eventColumns+" FROM events WHERE milestone = ? ORDER BY id", milestone)
}

// VerifyChain proves that no event was changed, taken out or put in, and gives the
// end of the chain. The first broken link is a *reminders.BrokenError.
func (s *Store) VerifyChain(ctx context.Context) (reminders.Chain, error) {
	var chain reminders.Chain
	rows, err := s.r.QueryContext(ctx, "SELECT "+eventColumns+" FROM events ORDER BY id")
	if err != nil {
		return chain, err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := scanEvent(rows)
		if err != nil {
			return chain, err
		}
		if err := chain.Check(e); err != nil {
			return chain, err
		}
	}
	return chain, rows.Err()
}

// lastLink gives the end of the chain.
func lastLink(ctx context.Context, tx *sql.Tx) (c reminders.Chain, err error) {
	err = tx.QueryRowContext(ctx, "SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").Scan(&c.ID, &c.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		return reminders.Chain{}, nil
	}
	return c, err
}

func insertEvent(ctx context.Context, tx execer, e reminders.Event) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO events ("+eventColumns+") VALUES ("+places(12)+")",
		e.ID, e.Milestone, e.Action, e.Actor, e.Role, e.At.Unix(), e.From, e.To, e.Reason, e.RequestID, e.PrevHash, e.Hash)
	return err
}
