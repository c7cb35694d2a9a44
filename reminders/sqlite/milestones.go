package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"duban/reminders"
)

const milestoneColumns = "m.id, m.plan, m.key, m.unit, m.project, m.year, m.goal, m.clause, m.due, m.convention, m.status, m.held, m.report, m.remark, m.shared, m.role, m.since, m.updated_at"

// fields gives the places to scan milestoneColumns into.
func fields(m *reminders.Milestone) []any {
	return []any{&m.ID, &m.Plan, &m.Key, &m.Unit, &m.Project, &m.Year, &m.Goal, &m.Clause, date{&m.Due}, &m.Convention,
		&m.Status, &m.Held, &m.Report, &m.Remark, &m.Shared, &m.Role, unix{&m.Since}, unix{&m.UpdatedAt}}
}

func scanMilestone(r row) (m reminders.Milestone, err error) {
	err = r.Scan(fields(&m)...)
	return m, err
}

// insertMilestone adds m and sets its ID. One that was cancelled gives up its key.
func insertMilestone(ctx context.Context, tx execer, m *reminders.Milestone) error {
	_, err := tx.ExecContext(ctx, "UPDATE milestones SET key = key || '#' || id WHERE plan = ? AND key = ? AND status = 'cancelled'", m.Plan, m.Key)
	if err != nil {
		return err
	}
	return tx.QueryRowContext(ctx, `INSERT INTO milestones
		(plan, key, unit, project, year, goal, clause, due, convention, status, held, report, remark, shared, role, since, updated_at)
		VALUES (`+places(17)+`) RETURNING id`,
		m.Plan, m.Key, m.Unit, m.Project, m.Year, m.Goal, m.Clause, m.Due.String(), m.Convention, m.Status, m.Held, "", "", m.Shared, m.Role,
		m.Since.Unix(), m.Since.Unix()).Scan(&m.ID)
}

// Milestones gives those that the filter lets through, by due day, unit and id.
func (s *Store) Milestones(ctx context.Context, f reminders.Filter) ([]reminders.Milestone, error) {
	return milestones(ctx, s.r, f)
}

func milestones(ctx context.Context, q querier, f reminders.Filter) ([]reminders.Milestone, error) {
	where := []string{"TRUE"}
	var args []any
	and := func(condition string, values ...any) {
		where = append(where, condition)
		args = append(args, values...)
	}
	if f.Plan != "" {
		and("m.plan = ?", f.Plan)
	}
	if len(f.Units) > 0 {
		and("m.unit IN ("+places(len(f.Units))+")", anys(f.Units)...)
	}
	if f.Project != "" {
		and("m.project = ?", f.Project)
	}
	if f.Year != 0 {
		and("m.year = ?", f.Year)
	}
	if len(f.Statuses) > 0 {
		and("m.status IN ("+places(len(f.Statuses))+")", anys(f.Statuses)...)
	}
	if f.HeldOnly {
		and("m.held = 1")
	}
	if !f.Cancelled {
		and("m.status <> ?", reminders.Cancelled)
	}
	return list(ctx, q, scanMilestone, "SELECT "+milestoneColumns+" FROM milestones m WHERE "+strings.Join(where, " AND ")+
		" ORDER BY m.due, m.unit, m.id", args...)
}

func anys[T any](values []T) []any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v
	}
	return all
}

// Milestone gives the milestone with that id, or reminders.ErrNotFound.
func (s *Store) Milestone(ctx context.Context, id int64) (reminders.Milestone, error) {
	return milestone(ctx, s.r, id)
}

func milestone(ctx context.Context, q querier, id int64) (reminders.Milestone, error) {
	m, err := scanMilestone(q.QueryRowContext(ctx, "SELECT "+milestoneColumns+" FROM milestones m WHERE m.id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		err = reminders.ErrNotFound
	}
	if err != nil {
		return m, fmt.Errorf("milestone %d: %w", id, err)
	}
	return m, nil
}
