package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"duban/reminders"
)

var _ reminders.Tx = (*change)(nil)

// change is a transaction as the rules of the ledger see it.
type change struct {
	tx    *sql.Tx
	batch *prepared
}

// change runs f in a transaction that has the right to write from its start.
func (s *Store) change(ctx context.Context, f func(*change) error) error {
	return s.write(ctx, func(tx *sql.Tx) error { return f(newChange(tx)) })
}

func newChange(tx *sql.Tx) *change { return &change{tx, &prepared{tx, map[string]*sql.Stmt{}}} }

// People implements reminders.Tx.
func (c *change) People(ctx context.Context) ([]reminders.Person, error) { return people(ctx, c.tx) }

// Milestone implements reminders.Tx.
func (c *change) Milestone(ctx context.Context, id int64) (reminders.Milestone, error) {
	return milestone(ctx, c.tx, id)
}

// Milestones implements reminders.Tx.
func (c *change) Milestones(ctx context.Context, f reminders.Filter) ([]reminders.Milestone, error) {
	return milestones(ctx, c.tx, f)
}

// AddMilestone implements reminders.Tx.
func (c *change) AddMilestone(ctx context.Context, m *reminders.Milestone) error {
	return insertMilestone(ctx, c.batch, m)
}

// SaveMilestone implements reminders.Tx.
func (c *change) SaveMilestone(ctx context.Context, m reminders.Milestone) error {
	_, err := c.batch.ExecContext(ctx, `UPDATE milestones SET key = ?, unit = ?, project = ?, year = ?, goal = ?, clause = ?, due = ?, convention = ?,
		shared = ?, role = ?, status = ?, held = ?, original = ?, wish = ?, plea = ?, since = ?, updated_at = ?,
		others = ?, begins = ?, recurrence = ?, period = ?, until = ?, report = ?, percent = ?, remark = ?, urged = ? WHERE id = ?`, m.Key, m.Unit, m.Project, m.Year, m.Goal,
		m.Clause, deadline{&m.Due}, m.Convention, m.Shared, m.Role, m.Status, m.Held, deadline{&m.Original}, dated(m.Wish), m.Plea, m.Since.Unix(), m.UpdatedAt.Unix(),
		parties{&m.Others}, dated(m.Begins), m.Recurrence, m.Period, dated(m.Until), m.Report, m.Percent, m.Remark, dated(m.Urged), m.ID)
	return err
}

// FreeKey implements reminders.Tx.
func (c *change) FreeKey(ctx context.Context, m reminders.Milestone) error {
	_, err := c.batch.ExecContext(ctx, "UPDATE milestones SET key = key || '#' || id WHERE plan = ? AND key = ? AND id <> ?", m.Plan, m.Key, m.ID)
	return err
}

// MergeMilestone implements reminders.Tx.
func (c *change) MergeMilestone(ctx context.Context, id, into int64) error {
	_, err := c.batch.ExecContext(ctx, "UPDATE milestones SET merged = ? WHERE id = ? OR merged = ?", into, id, id)
	return err
}

// EventOf implements reminders.Tx.
func (c *change) EventOf(ctx context.Context, request string) (reminders.Event, error) {
	return found(scanEvent(c.batch.QueryRowContext(ctx, "SELECT "+eventColumns+" FROM events WHERE request = ?", request)))
}

// LastEvent implements reminders.Tx.
func (c *change) LastEvent(ctx context.Context, milestone int64, a reminders.Action) (reminders.Event, error) {
	return found(scanEvent(c.batch.QueryRowContext(ctx, "SELECT "+eventColumns+" FROM events WHERE milestone = ? AND action = ? ORDER BY id DESC LIMIT 1", milestone, a)))
}

// Chain implements reminders.Tx.
func (c *change) Chain(ctx context.Context) (reminders.Chain, error) { return chainEnd(ctx, c.tx) }

func chainEnd(ctx context.Context, q querier) (end reminders.Chain, err error) {
	err = q.QueryRowContext(ctx, "SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").Scan(&end.ID, &end.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		return reminders.Chain{}, nil
	}
	return end, err
}

// AddEvent implements reminders.Tx.
func (c *change) AddEvent(ctx context.Context, e reminders.Event) error {
	return insertEvent(ctx, c.batch, e)
}

// AddDeliveries implements reminders.Tx.
func (c *change) AddDeliveries(ctx context.Context, rows []reminders.Delivery) error {
	_, err := insertDeliveries(ctx, c.tx, rows)
	return err
}

// found turns the error of a row that is not there into reminders.ErrNotFound.
func found[T any](v T, err error) (T, error) {
	if errors.Is(err, sql.ErrNoRows) {
		err = reminders.ErrNotFound
	}
	return v, err
}
