package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"duban/reminders"
)

// Recur implements reminders.Diary.
func (s *Store) Recur(ctx context.Context, today reminders.Day, now time.Time) (n int, err error) {
	var some bool // so that a diary in which nothing recurs is not written to
	if err := s.r.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM milestones WHERE period <> '')").Scan(&some); err != nil || !some {
		return 0, err
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		chain, err := lastLink(ctx, tx)
		if err != nil {
			return err
		}
		n, err = recur(ctx, &prepared{tx, map[string]*sql.Stmt{}}, &chain, "", today, now)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("bring in what recurs: %w", err)
	}
	return n, nil
}

// recur brings the occurrences that come on that day into the ledger, of a plan or of all.
// One that is past when it comes is held, as on an import.
func recur(ctx context.Context, batch *prepared, chain *reminders.Chain, plan string, today reminders.Day, now time.Time) (int, error) {
	where, args := conditions(reminders.Filter{Plan: plan})
	ledger, err := list(ctx, batch.tx, scanMilestone, "SELECT "+milestoneColumns+" FROM milestones m WHERE m.period <> '' AND "+where+" ORDER BY m.id", args...)
	if err != nil {
		return 0, err
	}
	all := reminders.Recurring(ledger, today)
	now = time.Unix(now.Unix(), 0).UTC()
	for _, m := range all {
		m.Status, m.Held, m.Since = reminders.Open, m.Past(today), now
		if err := insertMilestone(ctx, batch, &m); err != nil {
			return 0, err
		}
		next := *chain
		e := next.Append(reminders.Event{Milestone: m.ID, Action: reminders.Issue, Actor: reminders.System, At: now, To: m.Status, Reason: "按“" + m.Recurrence + "”下达" + m.Period + "的任务"})
		if err := insertEvent(ctx, batch, e); err != nil {
			return 0, err
		}
		*chain = next
	}
	return len(all), nil
}
