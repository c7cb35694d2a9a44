package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"duban/reminders"
)

var _ reminders.Diary = (*Store)(nil)

// Ledger implements reminders.Diary. It leaves out milestones that are closed or held.
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
	l.Settings = s.Settings()
	if l.People, err = recipients(ctx, tx); err != nil {
		return l, err
	}
	l.Snoozes, err = list(ctx, tx, func(r row) (z reminders.Snooze, err error) { return z, r.Scan(&z.Milestone, &z.Person, date{&z.Until}) },
		"SELECT milestone, person, until FROM snoozes")
	if err != nil {
		return l, err
	}
	if l.End, err = trailEnd(ctx, tx); err != nil {
		return l, err
	}
	if err = tx.QueryRowContext(ctx, "SELECT max(d.day)"+anchorRows).Scan(date{&l.Anchored}); err != nil {
		return l, err
	}
	if l.Held, err = held(ctx, tx); err != nil {
		return l, err
	}
	err = tx.QueryRowContext(ctx, "SELECT through FROM progress").Scan(date{&l.Through})
	l.Started = err == nil
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return l, err
}

// anchorRows are the deliveries of anchors, in the words of an index.
const anchorRows = " FROM deliveries d WHERE coalesce(d.milestone, 0) = 0 AND d.kind >= 'anchor#' AND d.kind < 'anchor$'"

// held counts the held milestones, by plan.
func held(ctx context.Context, q querier) ([]reminders.Hold, error) {
	return list(ctx, q, func(r row) (h reminders.Hold, err error) { return h, r.Scan(&h.Plan, &h.N, unix{&h.At}, &h.By) },
		`SELECT m.plan, count(*), max(m.since), coalesce(max(v.applied_by), '') FROM milestones m
		JOIN plans p ON p.key = m.plan LEFT JOIN versions v ON v.plan = p.key AND v.number = p.current
		WHERE m.held = 1 AND m.status <> 'cancelled' GROUP BY m.plan ORDER BY m.plan`)
}

// Owe implements reminders.Diary.
func (s *Store) Owe(ctx context.Context, rows []reminders.Delivery, through reminders.Day) (n int, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		if n, err = insertDeliveries(ctx, tx, rows); err != nil {
			return err
		}
		if through == 0 {
			return nil
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
	insert, err := tx.PrepareContext(ctx, `INSERT INTO deliveries (milestone, kind, day, recipient, event, due_at) VALUES (nullif(?, 0), ?, ?, ?, nullif(?, 0), ?)
		ON CONFLICT (coalesce(milestone, 0), kind, day, recipient) DO NOTHING`)
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

const deliveryColumns = "d.id, coalesce(d.milestone, 0), d.kind, d.day, d.recipient, coalesce(d.event, 0), d.due_at, d.sent_at, d.message, d.attempts, d.tried_at, d.last_error, d.next_try, d.superseded, d.superseded_at"

func deliveryFields(d *reminders.Delivery) []any {
	return []any{&d.ID, &d.Milestone, &d.Kind, date{&d.Day}, &d.Recipient, &d.Event, unix{&d.DueAt}, unix{&d.SentAt}, &d.MessageID,
		&d.Attempts, unix{&d.TriedAt}, &d.LastError, unix{&d.NextTry}, &d.Superseded, unix{&d.SupersededAt}}
}

// Deliveries gives everything that was or is to be sent about a milestone, or with 0
// about none in particular, in the order in which it fell due.
func (s *Store) Deliveries(ctx context.Context, milestone int64) ([]reminders.Delivery, error) {
	return list(ctx, s.r, func(r row) (d reminders.Delivery, err error) { return d, r.Scan(deliveryFields(&d)...) },
		"SELECT "+deliveryColumns+" FROM deliveries d WHERE coalesce(d.milestone, 0) = ? ORDER BY d.due_at, d.id", milestone)
}

// Unsent implements reminders.Diary.
func (s *Store) Unsent(ctx context.Context, now time.Time) ([]reminders.Unsent, error) {
	return s.rows(ctx, "d.sent_at IS NULL AND d.superseded = 0 AND d.due_at <= ?", now.Unix())
}

// Message gives what one message to a person told of, as it stands now; nothing where
// the message is not known.
func (s *Store) Message(ctx context.Context, to reminders.Recipient, message string) ([]reminders.Unsent, error) {
	return s.rows(ctx, "d.recipient = ? AND d.message = ? AND d.message <> ''", to, message)
}

// rows gives deliveries with what they are about.
func (s *Store) rows(ctx context.Context, where string, args ...any) ([]reminders.Unsent, error) {
	tx, err := s.r.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	from := "FROM deliveries d WHERE " + where
	all, err := list(ctx, tx, func(r row) (u reminders.Unsent, err error) { return u, r.Scan(deliveryFields(&u.Delivery)...) },
		"SELECT "+deliveryColumns+" "+from+" ORDER BY d.due_at, d.id", args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	about := map[int64]reminders.Milestone{}
	_, err = list(ctx, tx, func(r row) (m reminders.Milestone, err error) {
		var id int64 // of the row, which may have become one with another
		err = r.Scan(append([]any{&id}, fields(&m)...)...)
		about[id] = m
		return m, err
	}, "SELECT was.id, "+milestoneColumns+" FROM milestones was JOIN milestones m ON m.id = coalesce(was.merged, was.id) WHERE was.id IN (SELECT d.milestone "+from+")", args...)
	if err != nil {
		return nil, err
	}
	happened := map[int64]reminders.Event{}
	events, err := list(ctx, tx, scanEvent, "SELECT "+eventColumns+" FROM events WHERE id IN (SELECT d.event "+from+")", args...)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		happened[e.ID] = e
	}
	for i, u := range all {
		all[i].Milestone, all[i].Event = about[u.Delivery.Milestone], happened[u.Delivery.Event]
	}
	return all, nil
}

// Record implements reminders.Diary.
func (s *Store) Record(ctx context.Context, rows []reminders.Delivery) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		update, err := tx.PrepareContext(ctx, `UPDATE deliveries SET sent_at = ?, message = ?, attempts = ?, tried_at = ?, last_error = ?, next_try = ?, superseded = ?, superseded_at = ?
			WHERE id = ? AND sent_at IS NULL`)
		if err != nil {
			return err
		}
		defer update.Close()
		for _, d := range rows {
			_, err := update.ExecContext(ctx, seconds(d.SentAt), d.MessageID, d.Attempts, seconds(d.TriedAt), d.LastError, seconds(d.NextTry), d.Superseded, seconds(d.SupersededAt), d.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
