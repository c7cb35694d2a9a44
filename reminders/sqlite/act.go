package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"duban/reminders"
)

// Act does an action in the name of that person, whose rights are looked up at that
// moment, and stores the milestone, the event and the notices that people are owed in
// one transaction. A request id that has been dealt with changes nothing again; an
// empty one is never taken for another. It gives the milestone as it is then. Errors:
// those of reminders.Act (ErrForbidden also for strangers), reminders.ErrNotFound,
// reminders.ErrRequestReused.
func (s *Store) Act(ctx context.Context, id int64, a reminders.Action, actor reminders.Recipient, reason, request string, now time.Time) (reminders.Milestone, error) {
	var m reminders.Milestone
	err := s.write(ctx, func(tx *sql.Tx) error {
		by, everybody, err := actorAmong(ctx, tx, actor)
		if err != nil {
			return err
		}
		if m, err = milestone(ctx, tx, id); err != nil {
			return err
		}
		chain, err := lastLink(ctx, tx)
		if err != nil {
			return err
		}
		m, err = act(ctx, tx, &chain, m, a, by, everybody, reason, request, now)
		return err
	})
	return m, err
}

// ActOnHeld does the same action, Close or Chase, on all held milestones of a plan
// in one transaction, and gives their number. Reason and errors as for Act.
func (s *Store) ActOnHeld(ctx context.Context, plan string, a reminders.Action, actor reminders.Recipient, reason, request string, now time.Time) (int, error) {
	if a != reminders.Close && a != reminders.Chase {
		return 0, fmt.Errorf("%q is not for held milestones", a)
	}
	var n int
	err := s.write(ctx, func(tx *sql.Tx) error {
		by, everybody, err := actorAmong(ctx, tx, actor)
		if err != nil {
			return err
		}
		if by.Role != reminders.Admin { // also where nothing is held
			return reminders.ErrForbidden
		}
		held, err := milestones(ctx, tx, reminders.Filter{Plan: plan, HeldOnly: true})
		if err != nil {
			return err
		}
		chain, err := lastLink(ctx, tx)
		if err != nil {
			return err
		}
		for _, m := range held {
			each := request
			if each != "" {
				each = fmt.Sprintf("%s/%d", request, m.ID)
			}
			if _, err := act(ctx, tx, &chain, m, a, by, everybody, reason, each, now); err != nil {
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

// act does one action within a transaction.
func act(ctx context.Context, tx *sql.Tx, chain *reminders.Chain, m reminders.Milestone, a reminders.Action, by reminders.Person,
	everybody []reminders.Person, reason, request string, now time.Time) (reminders.Milestone, error) {
	if request != "" {
		var of int64
		var did reminders.Action
		var who reminders.Recipient
		err := tx.QueryRowContext(ctx, "SELECT milestone, action, actor FROM events WHERE request = ?", request).Scan(&of, &did, &who)
		switch {
		case err == nil && (of != m.ID || did != a || who != by.ID):
			return m, reminders.ErrRequestReused
		case err == nil:
			return m, nil
		case !errors.Is(err, sql.ErrNoRows):
			return m, err
		}
	}
	now = time.Unix(now.Unix(), 0).UTC() // as it is stored
	after, e, err := reminders.Act(m, a, by, reason, now)
	if err != nil {
		return m, err
	}
	e.RequestID = request
	e = chain.Append(e)
	if err := insertEvent(ctx, tx, e); err != nil {
		return m, err
	}
	_, err = tx.ExecContext(ctx, "UPDATE milestones SET status = ?, held = ?, report = ?, remark = ?, since = ?, updated_at = ? WHERE id = ?",
		after.Status, after.Held, after.Report, after.Remark, after.Since.Unix(), after.UpdatedAt.Unix(), m.ID)
	if err != nil {
		return m, err
	}
	_, err = insertDeliveries(ctx, tx, reminders.Notices(m, e, everybody))
	return after, err
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
