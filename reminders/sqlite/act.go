package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	driver "modernc.org/sqlite"

	"duban/reminders"
)

// Act does a step in the name of that person, whose rights are looked up at that
// moment, and stores the milestone, the event and the notices that people are owed in
// one transaction. A request id that has been dealt with changes nothing again; an
// empty one is never taken for another. It gives the milestone as it is then. Errors:
// those of reminders.Act (ErrForbidden also for strangers), reminders.ErrNotFound,
// reminders.ErrRequestReused, and reminders.ErrNobody for an urging that nobody would get.
func (s *Store) Act(ctx context.Context, id int64, by reminders.Recipient, step reminders.Step) (reminders.Milestone, error) {
	var m reminders.Milestone
	err := s.write(ctx, func(tx *sql.Tx) error {
		w, err := newActing(ctx, tx, by)
		if err != nil {
			return err
		}
		if m, err = milestone(ctx, tx, id); err != nil {
			return err
		}
		m, err = w.act(ctx, m, step)
		return err
	})
	return m, err
}

// ActAll does all steps in the name of that person in one transaction, or none. Faults
// are told together: by the place of the step in the list, errors as for Act. err is
// trouble that is not a step's.
func (s *Store) ActAll(ctx context.Context, by reminders.Recipient, steps []reminders.Entry) (faults map[int]error, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		w, err := newActing(ctx, tx, by)
		if err != nil {
			return err
		}
		for i, e := range steps {
			m, err := milestone(ctx, tx, e.Milestone)
			if err == nil {
				_, err = w.act(ctx, m, e.Step)
			}
			var trouble *driver.Error
			if errors.As(err, &trouble) || ctx.Err() != nil {
				return err
			}
			if err != nil {
				if faults == nil {
					faults = map[int]error{}
				}
				faults[i] = err
			}
		}
		if len(faults) > 0 {
			return errFaults
		}
		return nil
	})
	if errors.Is(err, errFaults) {
		return faults, nil
	}
	return nil, err
}

// errFaults undoes a transaction whose steps were not all taken.
var errFaults = errors.New("some steps were refused")

// ActOnHeld does the same step, a Close or a Chase, on all held milestones of a plan
// in one transaction, and gives their number. A Close confirms each one's goal. Errors
// as for Act.
func (s *Store) ActOnHeld(ctx context.Context, plan string, by reminders.Recipient, step reminders.Step) (n int, err error) {
	if step.Action != reminders.Close && step.Action != reminders.Chase {
		return 0, fmt.Errorf("%q is not for held milestones", step.Action)
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		w, err := newActing(ctx, tx, by)
		if err != nil {
			return err
		}
		if w.by.Role != reminders.Admin { // also where nothing is held
			return reminders.ErrForbidden
		}
		held, err := milestones(ctx, tx, reminders.Filter{Plan: plan, HeldOnly: true})
		if err != nil {
			return err
		}
		for _, m := range held {
			each := step
			if step.Action == reminders.Close {
				each.Confirms = m.Goal
			}
			if step.Request != "" {
				each.Request = fmt.Sprintf("%s/%d", step.Request, m.ID)
			}
			if _, err := w.act(ctx, m, each); err != nil {
				return err
			}
		}
		n = len(held)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// acting is somebody's steps within a transaction.
type acting struct {
	tx        *sql.Tx
	batch     *prepared
	by        reminders.Person
	everybody []reminders.Person
	chain     reminders.Chain
}

func newActing(ctx context.Context, tx *sql.Tx, by reminders.Recipient) (*acting, error) {
	w := &acting{tx: tx, batch: &prepared{tx, map[string]*sql.Stmt{}}}
	var err error
	if w.by, w.everybody, err = actorAmong(ctx, tx, by); err != nil {
		return nil, err
	}
	w.chain, err = lastLink(ctx, tx)
	return w, err
}

// act does one step. One that is refused leaves everything as it was.
func (w *acting) act(ctx context.Context, m reminders.Milestone, step reminders.Step) (reminders.Milestone, error) {
	if step.Request != "" {
		var of int64
		var did reminders.Action
		var who reminders.Recipient
		err := w.batch.QueryRowContext(ctx, "SELECT milestone, action, actor FROM events WHERE request = ?", step.Request).Scan(&of, &did, &who)
		switch {
		case err == nil && (of != m.ID || did != step.Action || who != w.by.ID):
			return m, reminders.ErrRequestReused
		case err == nil:
			return m, nil
		case !errors.Is(err, sql.ErrNoRows):
			return m, err
		}
	}
	step.At = time.Unix(step.At.Unix(), 0).UTC() // as it is stored
	after, e, err := reminders.Act(m, step, w.by)
	if err != nil {
		return m, err
	}
	chain := w.chain
	e = chain.Append(e)
	told := reminders.Notices(m, e, w.everybody)
	if step.Action == reminders.Urge && !w.reaches(told) {
		return m, reminders.ErrNobody
	}
	if err := insertEvent(ctx, w.batch, e); err != nil {
		return m, err
	}
	w.chain = chain
	_, err = w.batch.ExecContext(ctx, `UPDATE milestones SET status = ?, held = ?, due = ?, report = ?, percent = ?, remark = ?, wish = ?, plea = ?, urged = ?,
		since = ?, updated_at = ? WHERE id = ?`, after.Status, after.Held, deadline{&after.Due}, after.Report, after.Percent, after.Remark, dated(after.Wish),
		after.Plea, dated(after.Urged), after.Since.Unix(), after.UpdatedAt.Unix(), m.ID)
	if err != nil {
		return m, err
	}
	if _, err := insertDeliveries(ctx, w.tx, told); err != nil {
		return m, err
	}
	if after.Status == reminders.Closed && after.Period != "" {
		_, err = recur(ctx, w.batch, &w.chain, after.Plan, step.Today, step.At)
	}
	return after, err
}

// reaches tells whether any of those who are owed something can be reached.
func (w *acting) reaches(told []reminders.Delivery) bool {
	return slices.ContainsFunc(told, func(d reminders.Delivery) bool {
		return slices.ContainsFunc(w.everybody, func(p reminders.Person) bool { return p.ID == d.Recipient && !p.Unreachable })
	})
}

// actorAmong gives the actor and everybody who has been let in. A stranger is forbidden.
func actorAmong(ctx context.Context, tx *sql.Tx, actor reminders.Recipient) (reminders.Person, []reminders.Person, error) {
	everybody, err := people(ctx, tx)
	if err != nil {
		return reminders.Person{}, nil, err
	}
	for _, p := range everybody {
		if p.ID == actor {
			return p, everybody, nil
		}
	}
	return reminders.Person{}, nil, reminders.ErrForbidden
}
