package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"duban/reminders"
)

// Owing gives every milestone that waits, and everybody who was let in.
func (s *Store) Owing(ctx context.Context) ([]reminders.Milestone, []reminders.Person, error) {
	waiting, err := collect(ctx, s.read, scanMilestone, `SELECT `+milestoneColumns+` FROM milestones m
		WHERE m.held = 0 AND m.status NOT IN ('reported', 'closed') ORDER BY m.due, m.id`)
	if err != nil {
		return nil, nil, err
	}
	all, err := s.People(ctx)
	return waiting, all, err
}

// Plan adds the deliveries that are not there yet, and marks as superseded the
// unsent reminders of which a newer one has come due. Notices are superseded by
// nothing.
func (s *Store) Plan(ctx context.Context, deliveries []reminders.Delivery, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		for _, d := range deliveries {
			if err := addDelivery(ctx, tx, d); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE deliveries SET superseded_at = ?1
			WHERE sent_at IS NULL AND superseded_at IS NULL AND kind NOT LIKE '%#%' AND EXISTS (
				SELECT 1 FROM deliveries n WHERE n.milestone = deliveries.milestone AND n.recipient = deliveries.recipient
				AND n.kind NOT LIKE '%#%' AND n.day > deliveries.day AND n.due_at <= ?1)`, now.Unix())
		return err
	})
}

func addDelivery(ctx context.Context, tx *sql.Tx, d reminders.Delivery) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO deliveries (milestone, kind, day, recipient, due_at, orphan) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (milestone, kind, day, recipient) DO NOTHING`, d.Milestone, d.Kind, d.Day.String(), d.Recipient, d.DueAt, d.Orphan)
	return err
}

// maxDue is how many rows one round of sending takes up.
const maxDue = 20_000

// Due gives what is to be sent now to people who can be reached. Reminders of a
// milestone that no longer waits, of people who are gone, and to supervisors in
// place of a unit that has somebody by now, are marked superseded.
func (s *Store) Due(ctx context.Context, now time.Time) ([]reminders.Item, error) {
	var pending bool
	if err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM deliveries WHERE due_at <= ? AND sent_at IS NULL AND superseded_at IS NULL)`,
		now.Unix()).Scan(&pending); err != nil || !pending {
		return nil, err
	}
	if _, err := s.write.ExecContext(ctx, `UPDATE deliveries SET superseded_at = ?1
		WHERE due_at <= ?1 AND sent_at IS NULL AND superseded_at IS NULL AND (
			kind NOT LIKE '%#%' AND milestone IN (SELECT id FROM milestones WHERE held = 1 OR status IN ('reported', 'closed'))
			OR recipient NOT IN (SELECT id FROM people)
			OR orphan = 1 AND EXISTS (SELECT 1 FROM milestones m JOIN bindings b ON b.unit = m.unit JOIN people p ON p.id = b.person
				WHERE m.id = deliveries.milestone AND p.silent = 0))`, now.Unix()); err != nil {
		return nil, err
	}
	return collect(ctx, s.read, scanItem, `SELECT d.id, d.kind, d.day, d.recipient, d.due_at, d.attempts, d.orphan, `+milestoneColumns+`
		FROM deliveries d JOIN milestones m ON m.id = d.milestone JOIN people p ON p.id = d.recipient
		WHERE d.due_at <= ? AND d.sent_at IS NULL AND d.superseded_at IS NULL AND p.unreachable = 0
		ORDER BY d.recipient, m.due, d.id LIMIT ?`, now.Unix(), maxDue)
}

func scanItem(row func(...any) error) (reminders.Item, error) {
	var i reminders.Item
	var day string
	fields, days := milestoneFields(&i.About)
	if err := row(append([]any{&i.ID, &i.Kind, &day, &i.Recipient, &i.DueAt, &i.Attempts, &i.Orphan}, fields...)...); err != nil {
		return i, err
	}
	i.Milestone = i.About.ID
	var err error
	if i.Day, err = reminders.ParseDay(day); err != nil {
		return i, err
	}
	return i, days()
}

// Sent marks deliveries as sent.
func (s *Store) Sent(ctx context.Context, ids []int64, messageID string, now time.Time) error {
	return s.eachDelivery(ctx, ids, `UPDATE deliveries SET sent_at = ?, message_id = ?, attempts = attempts + 1, last_error = '' WHERE id = ?`, now.Unix(), messageID)
}

// Failed notes an attempt that failed and when the next one may be made.
func (s *Store) Failed(ctx context.Context, ids []int64, reason string, next time.Time) error {
	return s.eachDelivery(ctx, ids, `UPDATE deliveries SET attempts = attempts + 1, last_error = ?, due_at = ? WHERE id = ?`, reason, next.Unix())
}

func (s *Store) eachDelivery(ctx context.Context, ids []int64, query string, args ...any) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, query, append(args[:len(args):len(args)], id)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// Unreachable notes that the person cannot be told anything until they write again,
// and owes the supervisors one notice, which names the first thing undelivered.
func (s *Store) Unreachable(ctx context.Context, who reminders.Recipient, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `UPDATE people SET unreachable = 1 WHERE id = ? AND unreachable = 0`, who)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		if err := logPerson(ctx, tx, who, "", "unreachable", "", now); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO deliveries (milestone, kind, day, recipient, due_at, orphan)
			SELECT (SELECT milestone FROM deliveries WHERE recipient = ?1 AND sent_at IS NULL AND superseded_at IS NULL ORDER BY due_at LIMIT 1),
				?2, ?3, id, ?4, 0 FROM people WHERE role = 'admin' AND id <> ?1
				AND EXISTS (SELECT 1 FROM deliveries WHERE recipient = ?1 AND sent_at IS NULL AND superseded_at IS NULL)
			ON CONFLICT DO NOTHING`,
			who, fmt.Sprintf("%s#%s", string(reminders.Lost), who), reminders.DayOf(now, time.UTC).String(), now.Unix())
		return err
	})
}

// addNotices owes those a notice whom the event concerns: the supervisors of a
// report, the unit's people of its return or closing; never the actor.
func addNotices(ctx context.Context, tx *sql.Tx, m reminders.Milestone, e reminders.Event, today reminders.Day) error {
	all, err := people(ctx, tx)
	if err != nil {
		return err
	}
	for _, p := range reminders.Concerned(m, e, all) {
		err := addDelivery(ctx, tx, reminders.Delivery{Milestone: m.ID, Kind: reminders.NoticeKind(e), Day: today, Recipient: p.ID, DueAt: e.At})
		if err != nil {
			return err
		}
	}
	return nil
}
