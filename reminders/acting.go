package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// acting is somebody's steps within a transaction.
type acting struct {
	Tx
	by        Person
	everybody []Person
	chain     Chain
}

func newActing(ctx context.Context, tx Tx, by Recipient) (*acting, error) {
	w := &acting{Tx: tx}
	var err error
	if w.everybody, err = tx.People(ctx); err != nil {
		return nil, err
	}
	i := slices.IndexFunc(w.everybody, func(p Person) bool { return p.ID == by })
	if i < 0 {
		return nil, ErrForbidden
	}
	w.by = w.everybody[i]
	w.chain, err = tx.Chain(ctx)
	return w, err
}

// ActIn does a step in the name of that person, whose rights are looked up at that
// moment, and stores the milestone, the event and the notices that people are owed. A
// request id that has been dealt with changes nothing again; an empty one is never taken
// for another. It returns the milestone as it is then. Errors: those of Act (ErrForbidden
// also for strangers), ErrNotFound, ErrRequestReused, and ErrNobody for an urging that
// nobody would get.
func ActIn(ctx context.Context, tx Tx, id int64, by Recipient, step Step) (Milestone, error) {
	w, err := newActing(ctx, tx, by)
	if err != nil {
		return Milestone{}, err
	}
	m, err := tx.Milestone(ctx, id)
	if err != nil {
		return m, err
	}
	m, refused, err := w.act(ctx, m, step)
	return m, errors.Join(refused, err)
}

// ActAllIn does all steps in the name of that person. Where some are refused, faults tells
// why, by their place in the list, with errors as for ActIn, and the transaction is to be
// undone. err is trouble that is not a step's.
func ActAllIn(ctx context.Context, tx Tx, by Recipient, steps []Entry) (faults map[int]error, err error) {
	w, err := newActing(ctx, tx, by)
	if err != nil {
		return nil, err
	}
	faults = map[int]error{}
	for i, e := range steps {
		m, err := tx.Milestone(ctx, e.Milestone)
		refused := err
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return nil, err
		default:
			if _, refused, err = w.act(ctx, m, e.Step); err != nil {
				return nil, err
			}
		}
		if refused != nil {
			faults[i] = refused
		}
	}
	return faults, nil
}

// ActOnHeldIn does the same step, a Close or a Chase, on all held milestones of a plan and
// returns their number. A Close confirms each one's goal. Errors as for ActIn.
func ActOnHeldIn(ctx context.Context, tx Tx, plan string, by Recipient, step Step) (n int, err error) {
	if step.Action != Close && step.Action != Chase {
		return 0, fmt.Errorf("%q is not for held milestones", step.Action)
	}
	w, err := newActing(ctx, tx, by)
	if err != nil {
		return 0, err
	}
	if err := Supervises(w.by); err != nil { // also where nothing is held
		return 0, err
	}
	held, err := tx.Milestones(ctx, Filter{Plan: plan, HeldOnly: true})
	if err != nil {
		return 0, err
	}
	for _, m := range held {
		each := step
		if step.Action == Close {
			each.Confirms = m.Goal
		}
		if step.Request != "" {
			each.Request = fmt.Sprintf("%s/%d", step.Request, m.ID)
		}
		if _, refused, err := w.act(ctx, m, each); refused != nil || err != nil {
			return 0, errors.Join(refused, err)
		}
	}
	return len(held), nil
}

// act does one step. One that is refused leaves everything as it was; err is the
// transaction's.
func (w *acting) act(ctx context.Context, m Milestone, step Step) (after Milestone, refused, err error) {
	if step.Request != "" {
		done, err := w.EventOf(ctx, step.Request)
		switch {
		case err == nil && (done.Milestone != m.ID || done.Action != step.Action || done.Actor != w.by.ID):
			return m, ErrRequestReused, nil
		case err == nil:
			return m, nil, nil
		case !errors.Is(err, ErrNotFound):
			return m, nil, err
		}
	}
	step.At = stored(step.At)
	after, e, refused := Act(m, step, w.by)
	if refused != nil {
		return m, refused, nil
	}
	chain := w.chain
	e = chain.Append(e)
	told := Notices(m, e, w.everybody)
	if step.Action == Urge && !w.reaches(told) {
		return m, ErrNobody, nil
	}
	w.chain = chain
	err = w.AddEvent(ctx, e)
	if err == nil {
		err = w.SaveMilestone(ctx, after)
	}
	if err == nil {
		err = w.AddDeliveries(ctx, told)
	}
	if err == nil && after.Status == Closed && after.Period != "" {
		_, err = recurIn(ctx, w.Tx, &w.chain, after.Plan, step.Today, step.At)
	}
	return after, nil, err
}

// reaches reports whether any of those who are owed something can be reached.
func (w *acting) reaches(told []Delivery) bool {
	return slices.ContainsFunc(told, func(d Delivery) bool {
		return slices.ContainsFunc(w.everybody, func(p Person) bool { return p.ID == d.Recipient && !p.Unreachable })
	})
}
