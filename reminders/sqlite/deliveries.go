package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"duban/reminders"
)

var _ reminders.Diary = (*Store)(nil)

// Ledger implements reminders.Diary. It leaves out what is closed or held.
func (s *Store) Ledger(ctx context.Context) (l reminders.Ledger, err error) {
	tx, err := s.r.BeginTx(ctx, nil)
	if err != nil {
		return l, err
	}
	defer tx.Rollback()
	l.Milestones, err = list(ctx, tx, scanMilestone, "SELECT "+milestoneColumns+" FROM milestones m WHERE m.held = 0 AND m.status NOT IN ('closed', 'cancelled') ORDER BY m.id")
	if err != nil {
		return l, err
	}
	if l.People, err = people(ctx, tx); err != nil {
		return l, err
	}
	err = tx.QueryRowContext(ctx, "SELECT through FROM progress").Scan(date{&l.Through})
	l.Started = err == nil
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return l, err
}

// Owe implements reminders.Diary.
func (s *Store) Owe(ctx context.Context, rows []reminders.Delivery, through reminders.Day) (n int, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		if n, err = insertDeliveries(ctx, tx, rows); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO progress (only, through) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET through = excluded.through", through.String())
		return err
	})
	return n, err
}

// insertDeliveries adds the rows that are not there yet and gives their number.
func insertDeliveries(ctx context.Context, tx *sql.Tx, rows []reminders.Delivery) (n int, err error) {
	if len(rows) == 0 {
		return 0, nil
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO deliveries (milestone, kind, day, recipient, event, due_at) VALUES (?, ?, ?, ?, nullif(?, 0), ?)
		ON CONFLICT (milestone, kind, day, recipient) DO NOTHING`)
	if err != nil {
		return 0, err
	}
	defer insert.Close()
	for _, d := range rows {
		r, err := insert.ExecContext(ctx, d.Milestone, d.Kind, d.Day.String(), d.Recipient, d.Event, d.DueAt.Unix())
		if err != nil {
			return n, err
		}
		added, err := r.RowsAffected()
		if err != nil {
			return n, err
		}
		n += int(added)
	}
	return n, nil
}

const deliveryColumns = "d.id, d.milestone, d.kind, d.day, d.recipient, coalesce(d.event, 0), d.due_at, d.sent_at, d.message, d.attempts, d.last_error, d.next_try, d.superseded"

func deliveryFields(d *reminders.Delivery) []any {
	return []any{&d.ID, &d.Milestone, &d.Kind, date{&d.Day}, &d.Recipient, &d.Event, unix{&d.DueAt}, unix{&d.SentAt}, &d.MessageID,
		&d.Attempts, &d.LastError, unix{&d.NextTry}, &d.Superseded}
}

// Deliveries gives everything that was or is to be sent about a milestone, in the
// order in which it fell due.
func (s *Store) Deliveries(ctx context.Context, milestone int64) ([]reminders.Delivery, error) {
	return list(ctx, s.r, func(r row) (d reminders.Delivery, err error) { return d, r.Scan(deliveryFields(&d)...) },
		"SELECT "+deliveryColumns+" FROM deliveries d WHERE d.milestone = ? ORDER BY d.due_at, d.id", milestone)
}

// Unsent implements reminders.Diary.
func (s *Store) Unsent(ctx context.Context, now time.Time) ([]reminders.Unsent, error) {
	scan := func(r row) (u reminders.Unsent, err error) {
		e := &u.Event
		err = r.Scan(append(append(deliveryFields(&u.Delivery), fields(&u.Milestone)...),
			&e.ID, &e.Action, &e.Actor, &e.Role, unix{&e.At}, &e.From, &e.To, &e.Reason, &e.RequestID, &e.PrevHash, &e.Hash)...)
		if e.ID != 0 {
			e.Milestone = u.Milestone.ID
		}
		return u, err
	}
	return list(ctx, s.r, scan, "SELECT "+deliveryColumns+", "+milestoneColumns+`,
		coalesce(e.id, 0), coalesce(e.action, ''), coalesce(e.actor, ''), coalesce(e.role, ''), e.at, coalesce(e.from_status, ''),
		coalesce(e.to_status, ''), coalesce(e.reason, ''), coalesce(e.request, ''), coalesce(e.prev_hash, ''), coalesce(e.hash, '')
		FROM deliveries d JOIN milestones m ON m.id = d.milestone LEFT JOIN events e ON e.id = d.event
		WHERE d.sent_at IS NULL AND d.superseded = 0 AND d.due_at <= ? ORDER BY d.due_at, d.id`, now.Unix())
}

// Record implements reminders.Diary.
func (s *Store) Record(ctx context.Context, rows []reminders.Delivery) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		update, err := tx.PrepareContext(ctx, `UPDATE deliveries SET sent_at = ?, message = ?, attempts = ?, last_error = ?, next_try = ?, superseded = ?
			WHERE id = ? AND sent_at IS NULL`)
		if err != nil {
			return err
		}
		defer update.Close()
		for _, d := range rows {
			_, err := update.ExecContext(ctx, seconds(d.SentAt), d.MessageID, d.Attempts, d.LastError, seconds(d.NextTry), d.Superseded, d.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
