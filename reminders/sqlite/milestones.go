package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"duban/reminders"
)

const milestoneColumns = `m.id, m.plan, m.key, m.unit, m.project, m.year, m.goal, m.clause, m.shared, m.due,
	m.convention, m.status, m.held, m.report, m.remark, m.since, m.updated_at`

// milestoneFields gives where a row's milestoneColumns go, and a function that
// reads the days once the row is scanned.
func milestoneFields(m *reminders.Milestone) ([]any, func() error) {
	var due, since string
	fields := []any{&m.ID, &m.Plan, &m.Key, &m.Unit, &m.Project, &m.Year, &m.Goal, &m.Clause, &m.Shared, &due,
		&m.Convention, &m.Status, &m.Held, &m.Report, &m.Remark, &since, &m.UpdatedAt}
	return fields, func() (err error) {
		if m.Due, err = reminders.ParseDay(due); err != nil {
			return err
		}
		m.Since, err = reminders.ParseDay(since)
		return err
	}
}

func scanMilestone(row func(...any) error) (m reminders.Milestone, err error) {
	fields, days := milestoneFields(&m)
	if err := row(fields...); err != nil {
		return m, err
	}
	return m, days()
}

// Imported counts what an import did.
type Imported struct {
	Added, Kept, Held int // Held are among Added
}

// ImportMilestones adds the plan's milestones that the diary does not know yet, by
// Plan and Key; what people did about the others is kept. One that is already past
// is held. Everything happens in one transaction, each addition with its event.
func (s *Store) ImportMilestones(ctx context.Context, milestones []reminders.Milestone, now time.Time, today reminders.Day) (Imported, error) {
	var done Imported
	err := s.change(ctx, func(tx *sql.Tx) error {
		done = Imported{}
		for _, m := range milestones {
			m.Held = m.Due < today
			res, err := tx.ExecContext(ctx, `INSERT INTO milestones
				(plan, key, unit, project, year, goal, clause, shared, due, convention, status, held, report, remark, since, updated_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, '', '', ?, ?) ON CONFLICT (plan, key) DO NOTHING`,
				m.Plan, m.Key, m.Unit, m.Project, m.Year, m.Goal, m.Clause, m.Shared, m.Due.String(), m.Convention, m.Held, today.String(), now.Unix())
			if err != nil {
				return err
			}
			if n, err := res.RowsAffected(); err != nil || n == 0 {
				done.Kept++
				if err != nil {
					return err
				}
				continue
			}
			if m.ID, err = res.LastInsertId(); err != nil {
				return err
			}
			done.Added++
			if m.Held {
				done.Held++
			}
			event := reminders.Event{Milestone: m.ID, Action: reminders.Issue, At: now.Unix(), To: reminders.Open}
			if _, err := addEvent(ctx, tx, event); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// Milestones gives those that the filter chooses, by due day, then in the order of
// import.
func (s *Store) Milestones(ctx context.Context, f reminders.Filter) ([]reminders.Milestone, error) {
	where, args := []string{"1"}, []any(nil)
	if f.Plan != "" {
		where, args = append(where, "m.plan = ?"), append(args, f.Plan)
	}
	if len(f.Units) > 0 {
		where, args = append(where, "m.unit IN ("+marks(len(f.Units))+")"), append(args, anys(f.Units)...)
	}
	if f.Year != 0 {
		where, args = append(where, "m.year = ?"), append(args, f.Year)
	}
	if len(f.Statuses) > 0 {
		where, args = append(where, "m.status IN ("+marks(len(f.Statuses))+")"), append(args, anys(f.Statuses)...)
	}
	if f.Held {
		where = append(where, "m.held = 1")
	}
	return collect(ctx, s.read, scanMilestone,
		`SELECT `+milestoneColumns+` FROM milestones m WHERE `+strings.Join(where, " AND ")+` ORDER BY m.due, m.id`, args...)
}

// Milestone gives one, or reminders.ErrUnknown.
func (s *Store) Milestone(ctx context.Context, id int64) (reminders.Milestone, error) {
	return milestone(ctx, s.read, id)
}

func milestone(ctx context.Context, q querier, id int64) (reminders.Milestone, error) {
	m, err := scanMilestone(q.QueryRowContext(ctx, `SELECT `+milestoneColumns+` FROM milestones m WHERE m.id = ?`, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return m, reminders.ErrUnknown
	}
	return m, err
}

// Act lets a person take one step with a milestone. Rights and status are checked
// inside the transaction; the step, its event and the notices that it owes happen
// together. The same request acts once: again, it changes nothing and gives the
// milestone as it stands.
func (s *Store) Act(ctx context.Context, id int64, action reminders.Action, actor reminders.Recipient, words, request string, now time.Time, today reminders.Day) (reminders.Milestone, error) {
	var m reminders.Milestone
	err := s.change(ctx, func(tx *sql.Tx) error {
		who, err := person(ctx, tx, actor)
		if err != nil {
			return err
		}
		if m, err = milestone(ctx, tx, id); err != nil {
			return err
		}
		var done int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM events WHERE request = ? AND request <> '' AND milestone = ? AND action = ?`,
			request, id, action).Scan(&done); err != nil || done > 0 {
			return err
		}
		after, event, err := reminders.Act(m, action, who, words, now, today)
		if err != nil {
			return err
		}
		event.Request = request
		if event, err = addEvent(ctx, tx, event); err != nil {
			return err
		}
		m = after
		if _, err := tx.ExecContext(ctx, `UPDATE milestones SET status = ?, held = ?, report = ?, remark = ?, since = ?, updated_at = ? WHERE id = ?`,
			m.Status, m.Held, m.Report, m.Remark, m.Since.String(), m.UpdatedAt, m.ID); err != nil {
			return err
		}
		return addNotices(ctx, tx, m, event, today)
	})
	return m, err
}
