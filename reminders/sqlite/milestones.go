package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"duban/reminders"
)

const milestoneColumns = "m.id, m.plan, m.key, m.unit, m.project, m.year, m.goal, m.clause, m.due, m.original, m.convention, m.status, m.held, m.report, m.percent, m.remark, m.shared, m.role, m.wish, m.plea, m.urged, m.since, m.updated_at, m.others, m.begins, m.recurrence, m.period, m.until"

// fields gives the places to scan milestoneColumns into.
func fields(m *reminders.Milestone) []any {
	return []any{&m.ID, &m.Plan, &m.Key, &m.Unit, &m.Project, &m.Year, &m.Goal, &m.Clause, deadline{&m.Due}, deadline{&m.Original}, &m.Convention,
		&m.Status, &m.Held, &m.Report, &m.Percent, &m.Remark, &m.Shared, &m.Role, date{&m.Wish}, &m.Plea, date{&m.Urged}, unix{&m.Since}, unix{&m.UpdatedAt},
		parties{&m.Others}, date{&m.Begins}, &m.Recurrence, &m.Period, date{&m.Until}}
}

func scanMilestone(r row) (m reminders.Milestone, err error) {
	err = r.Scan(fields(&m)...)
	return m, err
}

// insertMilestone adds m and sets its ID.
func insertMilestone(ctx context.Context, tx execer, m *reminders.Milestone) error {
	return tx.QueryRowContext(ctx, `INSERT INTO milestones
		(plan, key, unit, project, year, goal, clause, due, original, convention, status, held, report, remark, shared, role, since, updated_at, others, begins, recurrence, period, until)
		VALUES (`+places(23)+`) RETURNING id`,
		m.Plan, m.Key, m.Unit, m.Project, m.Year, m.Goal, m.Clause, deadline{&m.Due}, deadline{&m.Original}, m.Convention, m.Status, m.Held, "", "", m.Shared, m.Role,
		m.Since.Unix(), m.Since.Unix(), parties{&m.Others}, dated(m.Begins), m.Recurrence, m.Period, dated(m.Until)).Scan(&m.ID)
}

// Milestones gives those that the filter lets through, by due day, unit and id.
func (s *Store) Milestones(ctx context.Context, f reminders.Filter) ([]reminders.Milestone, error) {
	return milestones(ctx, s.r, f)
}

func milestones(ctx context.Context, q querier, f reminders.Filter) ([]reminders.Milestone, error) {
	where, args := conditions(f)
	by := "" // as SQLite sees fit
	if f.Awaiting && f.Limit > 0 && len(f.Units) == 0 {
		by = "INDEXED BY milestones_awaiting " // has the first few at its beginning: nothing is sorted
	}
	query := "SELECT " + milestoneColumns + " FROM milestones m " + by + "WHERE " + where + " ORDER BY m.due, m.unit, m.id"
	if f.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, f.Limit)
	}
	return list(ctx, q, scanMilestone, query, args...)
}

// awaiting is Milestone.AwaitsUnit, in the words of the index that serves it.
const awaiting = "m.held = 0 AND m.status IN ('open', 'acknowledged', 'returned')"

// conditions gives what a filter asks for in SQL.
func conditions(f reminders.Filter) (where string, args []any) {
	parts := []string{"TRUE"}
	and := func(condition string, values ...any) {
		parts = append(parts, condition)
		args = append(args, values...)
	}
	if f.Plan != "" {
		and("m.plan = ?", f.Plan)
	}
	if len(f.Units) > 0 {
		in := "unit IN (" + places(len(f.Units)) + ")"
		and("(m."+in+" OR m.id IN (SELECT milestone FROM parties WHERE "+in+"))", slices.Concat(anys(f.Units), anys(f.Units))...)
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
	if f.Awaiting {
		and(awaiting)
	}
	if f.Wishing {
		and("m.wish IS NOT NULL")
	}
	if f.DueFrom != 0 {
		and("m.due >= ?", f.DueFrom.String())
	}
	if f.DueUntil != 0 {
		and("m.due <= ?", f.DueUntil.String())
	}
	if f.Undated {
		and("m.due = ?", reminders.Never().String())
	}
	if f.Recurring {
		and("m.period <> ''")
	}
	if f.Cancelled && !f.Merged {
		and("m.merged IS NULL")
	}
	if !f.Cancelled {
		and("m.status <> ?", reminders.Cancelled)
	}
	return strings.Join(parts, " AND "), args
}

// Summary counts the milestones that the filter lets through as they stand on that day,
// without reading each.
func (s *Store) Summary(ctx context.Context, f reminders.Filter, today reminders.Day) (reminders.Summary, error) {
	var none reminders.Summary
	tx, err := s.r.BeginTx(ctx, nil)
	if err != nil {
		return none, err
	}
	defer tx.Rollback()
	lights := s.Settings().Lights
	// A light goes by whether the due day is over, near or far: three counts of each
	// group, in the order of an index, instead of a group for each day.
	over, near := today.AddDays(-1), today.AddDays(lights.WarnDays)
	counting := f
	counting.Cancelled, counting.Merged = true, true // these are left out below: to ask about each costs more
	where, args := conditions(counting)
	again := false
	count := func(r row) (all []reminders.Tally, err error) {
		t := reminders.Tally{Again: again}
		var untilOver, untilNear, total int
		err = r.Scan(&t.Unit, &t.Status, &t.Held, &untilOver, &untilNear, &total)
		for _, n := range []struct {
			due reminders.Day
			n   int
		}{{over, untilOver}, {near, untilNear - untilOver}, {near + 1, total - untilNear}} {
			if !again && len(f.Units) > 0 && !slices.Contains(f.Units, t.Unit) { // another has a part in them
				t.Unit = ""
			}
			if t.Due, t.N = n.due, n.n; t.N > 0 && (f.Cancelled || t.Status != reminders.Cancelled) {
				all = append(all, t)
			}
		}
		return all, err
	}
	const counts = ", m.status, m.held, count(*) FILTER (WHERE m.due <= ?), count(*) FILTER (WHERE m.due <= ?), count(*) "
	days := []any{over.String(), near.String()}
	counted, err := list(ctx, tx, count, "SELECT m.unit"+counts+"FROM milestones m INDEXED BY milestones_count WHERE "+where+
		" GROUP BY m.unit, m.status, m.held", slices.Concat(days, args)...)
	if err != nil {
		return none, err
	}
	again = true // CROSS: of those few, not of all
	shared, err := list(ctx, tx, count, "SELECT p.unit"+counts+"FROM parties p CROSS JOIN milestones m ON m.id = p.milestone WHERE "+where+
		askedOnly(f)+" GROUP BY p.unit, m.status, m.held ORDER BY p.unit", slices.Concat(days, args, anys(f.Units))...)
	if err != nil {
		return none, err
	}
	f.Awaiting, f.Limit = true, reminders.Shown
	late, next := f, f
	if next.DueFrom = max(f.DueFrom, today); f.DueUntil == 0 || f.DueUntil >= today {
		late.DueUntil = today.AddDays(-1)
	}
	lateOnes, err := milestones(ctx, tx, late)
	if err != nil {
		return none, err
	}
	nextOnes, err := milestones(ctx, tx, next)
	return reminders.SummaryOf(slices.Concat(slices.Concat(counted...), slices.Concat(shared...)), lateOnes, nextOnes, today, lights), err
}

// askedOnly keeps the parties that are asked about.
func askedOnly(f reminders.Filter) string {
	if len(f.Units) == 0 {
		return ""
	}
	return " AND p.unit IN (" + places(len(f.Units)) + ")"
}

func anys[T any](values []T) []any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v
	}
	return all
}

// Milestone gives the milestone with that id, or the one that it has become one with, or
// reminders.ErrNotFound.
func (s *Store) Milestone(ctx context.Context, id int64) (reminders.Milestone, error) {
	return milestone(ctx, s.r, id)
}

func milestone(ctx context.Context, q querier, id int64) (reminders.Milestone, error) {
	m, err := scanMilestone(q.QueryRowContext(ctx, "SELECT "+milestoneColumns+" FROM milestones m WHERE m.id = (SELECT coalesce(merged, id) FROM milestones WHERE id = ?)", id))
	if errors.Is(err, sql.ErrNoRows) {
		err = reminders.ErrNotFound
	}
	if err != nil {
		return m, fmt.Errorf("milestone %d: %w", id, err)
	}
	return m, nil
}
