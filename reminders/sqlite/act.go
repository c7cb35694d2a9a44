package sqlite

import (
	"context"
	"errors"

	"duban/reminders"
)

// Act is reminders.ActIn in a transaction of its own.
func (s *Store) Act(ctx context.Context, id int64, by reminders.Recipient, step reminders.Step) (m reminders.Milestone, err error) {
	err = s.change(ctx, func(tx *change) error {
		m, err = reminders.ActIn(ctx, tx, id, by, step)
		return err
	})
	return m, err
}

// ActAll is reminders.ActAllIn in a transaction of its own: all steps are done, or none.
func (s *Store) ActAll(ctx context.Context, by reminders.Recipient, steps []reminders.Entry) (faults map[int]error, err error) {
	err = s.change(ctx, func(tx *change) error {
		if faults, err = reminders.ActAllIn(ctx, tx, by, steps); err == nil && len(faults) > 0 {
			return errFaults
		}
		return err
	})
	if errors.Is(err, errFaults) {
		return faults, nil
	}
	return nil, err
}

// errFaults undoes a transaction whose steps were not all taken.
var errFaults = errors.New("some steps were refused")

// ActOnHeld is reminders.ActOnHeldIn in a transaction of its own.
func (s *Store) ActOnHeld(ctx context.Context, plan string, by reminders.Recipient, step reminders.Step) (n int, err error) {
	err = s.change(ctx, func(tx *change) error {
		n, err = reminders.ActOnHeldIn(ctx, tx, plan, by, step)
		return err
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}
