package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"duban/reminders"
)

const milestoneColumns = "m.id, m.plan, m.key, m.unit, m.project, m.year, m.goal, m.clause, m.due, m.convention, m.status, m.held, m.report, m.remark, m.shared, m.since, m.updated_at"

// fields gives the places to scan milestoneColumns into.
func fields(m *reminders.Milestone) []any {
	return []any{&m.ID, &m.Plan, &m.Key, &m.Unit, &m.Project, &m.Year, &m.Goal, &m.Clause, date{&m.Due}, &m.Convention,
		&m.Status, &m.Held, &m.Report, &m.Remark, &m.Shared, unix{&m.Since}, unix{&m.UpdatedAt}}
}

func scanMilestone(r row) (m reminders.Milestone, err error) {
	err = r.Scan(fields(&m)...)
	return m, err
}

// ImportMilestones adds the plan's milestones that are not there yet and leaves the
// others as people have made them, in one transaction. Of the new ones those that
// were due before today are held. Plan is the plan's stable key; ID, Plan, Status,
// Held, Report, Since and UpdatedAt of what is passed are not used. A milestone
// without key, unit or goal, or a key that comes twice, is an error.
func (s *Store) ImportMilestones(ctx context.Context, plan, title string, milestones []reminders.Milestone, today reminders.Day, now time.Time) (reminders.Imported, error) {
	var done reminders.Imported
	if plan == "" {
		return done, errors.New("import milestones: plan without key")
	}
	seen := map[string]bool{}
	for _, m := range milestones {
		if m.Key == "" || m.Unit == "" || m.Goal == "" {
			return done, fmt.Errorf("import milestones: %q has no key, unit or goal", m.Key+m.Unit+m.Goal)
		}
		if seen[m.Key] {
			return done, fmt.Errorf("import milestones: key %q comes twice", m.Key)
		}
		seen[m.Key] = true
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO plans (key, title, imported_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET title = excluded.title",
			plan, title, now.Unix())
		if err != nil {
			return err
		}
		chain, err := lastLink(ctx, tx)
		if err != nil {
			return err
		}
		for _, m := range milestones {
			m.Plan, m.Status, m.Held, m.Since = plan, reminders.Open, m.Due < today, now
			added, err := insertMilestone(ctx, tx, &m)
			switch {
			case err != nil:
				return err
			case !added:
				done.Kept++
				continue
			}
			e := reminders.Event{Milestone: m.ID, Action: reminders.Issue, Actor: reminders.System, At: now, To: reminders.Open}
			done.Added++
			if m.Held {
				done.Held++
				e.Reason = "导入时已过期限，待督查员核实"
			}
			if err := insertEvent(ctx, tx, chain.Append(e)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return reminders.Imported{}, fmt.Errorf("import milestones: %w", err)
	}
	return done, nil
}

// insertMilestone adds m and sets its ID, unless the plan has that key already.
func insertMilestone(ctx context.Context, tx *sql.Tx, m *reminders.Milestone) (added bool, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO milestones
		(plan, key, unit, project, year, goal, clause, due, convention, status, held, report, remark, shared, since, updated_at)
		VALUES (`+places(16)+`) ON CONFLICT (plan, key) DO NOTHING RETURNING id`,
		m.Plan, m.Key, m.Unit, m.Project, m.Year, m.Goal, m.Clause, m.Due.String(), m.Convention, m.Status, m.Held, "", "", m.Shared,
		m.Since.Unix(), m.Since.Unix()).Scan(&m.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
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
