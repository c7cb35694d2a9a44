package sqlite

import (
	"context"
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
	err = s.change(ctx, func(tx *change) error {
		n, err = reminders.RecurIn(ctx, tx, today, now)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("bring in what recurs: %w", err)
	}
	return n, nil
}
