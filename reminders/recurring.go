package reminders

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// RecurIn brings the occurrences that come on that day into the ledger, see Recurring, and
// returns their number.
func RecurIn(ctx context.Context, tx Tx, today Day, now time.Time) (int, error) {
	chain, err := tx.Chain(ctx)
	if err != nil {
		return 0, err
	}
	return recurIn(ctx, tx, &chain, "", today, stored(now))
}

// recurIn does so for one plan, or all. An occurrence that is past when it comes is held,
// as on an import.
func recurIn(ctx context.Context, tx Tx, chain *Chain, plan string, today Day, now time.Time) (int, error) {
	ledger, err := tx.Milestones(ctx, Filter{Plan: plan, Recurring: true})
	if err != nil {
		return 0, err
	}
	slices.SortFunc(ledger, func(a, b Milestone) int { return cmp.Compare(a.ID, b.ID) })
	all := Recurring(ledger, today)
	for _, m := range all {
		m.Status, m.Held, m.Since, m.UpdatedAt = Open, m.Past(today), now, now
		if err := tx.FreeKey(ctx, m); err != nil {
			return 0, err
		}
		if err := tx.AddMilestone(ctx, &m); err != nil {
			return 0, err
		}
		e := chain.Append(Event{Milestone: m.ID, Action: Issue, Actor: System, At: now, To: m.Status, Reason: "按“" + m.Recurrence + "”下达" + m.Period + "的任务"})
		if err := tx.AddEvent(ctx, e); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}
