package reminders

import (
	"context"
	"fmt"
	"time"
)

// Why milestones are cancelled, as the trail says it.
const (
	LeftOut   = "修订后的计划里没有这项任务"
	Withdrawn = "计划已停用"
	struckOut = "督查员核对任务清单时划去"
)

// ReviseIn brings the milestones of a plan's text into the ledger, see Revise. why tells
// what has become of those that it cancels. Of the new ones those that were due before
// today are held. Those who serve the units that a revision touches are owed a notice. by
// is System or a supervisor; else ErrForbidden.
func ReviseIn(ctx context.Context, tx Tx, plan, why string, text []Milestone, by Recipient, today Day, now time.Time) (Imported, error) {
	if err := complete(text); err != nil {
		return Imported{}, err
	}
	w := &revising{Tx: tx, plan: plan, by: Person{ID: by}, today: today, now: stored(now)}
	var err error
	if w.everybody, err = tx.People(ctx); err != nil {
		return Imported{}, err
	}
	if by != System {
		for _, p := range w.everybody {
			if p.ID == by {
				w.by = p
			}
		}
		if err := Supervises(w.by); err != nil {
			return Imported{}, err
		}
	}
	ledger, err := tx.Milestones(ctx, Filter{Plan: plan, Cancelled: true})
	if err != nil {
		return Imported{}, err
	}
	if w.chain, err = tx.Chain(ctx); err != nil {
		return Imported{}, err
	}
	r := Revise(ledger, text, today)
	w.done.Kept = r.Kept
	err = w.carryOut(ctx, r, why, len(ledger) == 0)
	return w.done, err
}

// revising is a revision on its way into the ledger.
type revising struct {
	Tx
	plan      string
	by        Person
	everybody []Person
	today     Day
	now       time.Time
	chain     Chain
	done      Imported
}

// carryOut goes through the revision. A cancelled milestone gives its key up first, so
// that a new one may have it.
func (w *revising) carryOut(ctx context.Context, r Revision, why string, first bool) error {
	for _, m := range r.Cancelled {
		if err := w.cancel(ctx, m, why, true); err != nil {
			return err
		}
		w.done.Cancelled++
	}
	for _, m := range r.Struck {
		if err := w.strike(ctx, m); err != nil {
			return err
		}
		w.done.Struck++
	}
	for _, c := range r.Changed {
		if err := w.change(ctx, c); err != nil {
			return err
		}
		w.done.Changed++
	}
	for _, m := range r.Added {
		if err := w.add(ctx, m, first); err != nil {
			return err
		}
		w.done.Added++
	}
	return nil
}

// record stores the event of what has happened to m, and the notices if it is to be told.
func (w *revising) record(ctx context.Context, m Milestone, a Action, from Status, reason string, tell bool) error {
	e := w.chain.Append(Event{Milestone: m.ID, Action: a, Actor: w.by.ID, Role: w.by.Role, At: w.now, From: from, To: m.Status, Reason: reason})
	if err := w.AddEvent(ctx, e); err != nil || !tell {
		return err
	}
	return w.AddDeliveries(ctx, RevisionNotices(m, e, w.everybody))
}

func (w *revising) cancel(ctx context.Context, m Milestone, why string, tell bool) error {
	from := m.Status
	tell = tell && from != Closed && !m.Held
	m.Status, m.Held, m.Wish, m.Plea, m.UpdatedAt = Cancelled, false, 0, "", w.now
	if err := w.SaveMilestone(ctx, m); err != nil {
		return err
	}
	return w.record(ctx, m, Cancel, from, why, tell)
}

// strike cancels what is left out by decision. What the ledger has never had comes in
// first, so that the trail has it.
func (w *revising) strike(ctx context.Context, m Milestone) error {
	if m.ID == 0 {
		if err := w.insert(ctx, &m, false); err != nil {
			return err
		}
		if err := w.record(ctx, m, Issue, "", "", false); err != nil {
			return err
		}
	}
	return w.cancel(ctx, m, struckOut, true)
}

func (w *revising) change(ctx context.Context, c Change) error {
	m := c.After
	for _, other := range c.Merged {
		if err := w.cancel(ctx, other, fmt.Sprintf("几个单位的同一目标，合并为编号%d一项，填报和记录都在那里", m.ID), false); err != nil {
			return err
		}
		if err := w.MergeMilestone(ctx, other.ID, m.ID); err != nil {
			return err
		}
		w.done.Merged++
	}
	if c.Before.Status == Cancelled {
		if err := w.restore(ctx, c.Before, &m); err != nil {
			return err
		}
	}
	if c.Before.Key != m.Key {
		if err := w.FreeKey(ctx, m); err != nil {
			return err
		}
	}
	m.UpdatedAt = w.now
	if err := w.SaveMilestone(ctx, m); err != nil {
		return err
	}
	if m.Held && !c.Before.Held {
		w.done.Held++
	}
	return w.record(ctx, m, ReviseAction, c.Before.Status, reasonOf(c.Sayings()), c.Touches() && !m.Held && m.Status != Closed)
}

// restore gives a milestone that comes back the state that it had when it was cancelled,
// unless its goal is another. One that is past is held, and asked about anew.
func (w *revising) restore(ctx context.Context, before Milestone, after *Milestone) error {
	if before.Goal == after.Goal {
		e, err := w.LastEvent(ctx, before.ID, Cancel)
		if err != nil {
			return err
		}
		after.Status = e.From
	}
	after.Held, after.Since = !after.Done() && after.Past(w.today), w.now
	return nil
}

// add brings in a new milestone. Those of the first text of a plan are told to nobody.
func (w *revising) add(ctx context.Context, m Milestone, first bool) error {
	if err := w.insert(ctx, &m, m.Past(w.today)); err != nil {
		return err
	}
	reason := ""
	if m.Held {
		w.done.Held++
		reason = "导入时已过期限，待督查员核实"
	}
	return w.record(ctx, m, Issue, "", reason, !first && !m.Held)
}

func (w *revising) insert(ctx context.Context, m *Milestone, held bool) error {
	m.Plan, m.Original, m.Status, m.Held, m.Since, m.UpdatedAt = w.plan, m.Due, Open, held, w.now, w.now
	if err := w.FreeKey(ctx, *m); err != nil {
		return err
	}
	return w.AddMilestone(ctx, m)
}

// complete checks what an import brings.
func complete(all []Milestone) error {
	seen := map[string]bool{}
	for _, m := range all {
		switch {
		case m.Key == "" || m.Unit == "" || m.Goal == "":
			return fmt.Errorf("milestone %q has no key, unit or goal", m.Key+m.Unit+m.Goal)
		case seen[m.Key]:
			return fmt.Errorf("key %q comes twice", m.Key)
		}
		seen[m.Key] = true
	}
	return nil
}
