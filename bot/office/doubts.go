package office

import (
	"context"
	"slices"
	"time"

	"duban/knowledge"
	"duban/knowledge/gongwen"
	"duban/knowledge/said"
	"duban/reminders"
)

// Settle decides about a doubt of a plan's reading, by its Kind, Place and Quote; words are
// those of a correction. The decision is kept beside the source, and the
// ledger follows.
func (l *Library) Settle(ctx context.Context, key string, d knowledge.Doubt, verdict reminders.Verdict, words string, by reminders.Recipient, now time.Time) error {
	l.imports.Lock()
	defer l.imports.Unlock()
	l.takeDrafted(0) // a draft of the plan is read anew, with this decision
	v, err := l.current(ctx, key)
	if err != nil {
		return err
	}
	plan, err := l.readVersion(ctx, v)
	if err != nil {
		return err
	}
	decisions, err := l.store.Corrections(ctx, key, v.Number)
	if err != nil {
		return err
	}
	decided := func(c reminders.Correction) bool { return about(c, d) }
	if verdict == reminders.Reopen && !slices.ContainsFunc(decisions, decided) {
		return said.Errorf("这一处没有做过决定，不用撤销。", "Nothing was decided about this place; there is nothing to undo.")
	}
	decisions = slices.DeleteFunc(decisions, decided)
	settle(plan, decisions)
	if verdict != reminders.Reopen {
		if err := gongwen.Settle(plan, d, verdicts[verdict], words); err != nil {
			return err
		}
	}
	milestones, err := Milestones(key, plan, LeftOutBy(decisions))
	if err != nil {
		return err
	}
	decision := reminders.Correction{Plan: key, Version: v.Number, Kind: d.Kind, Place: d.Place, Quote: d.Quote, Verdict: verdict, Reading: words, By: by, At: now}
	_, err = l.store.SaveCorrections(ctx, []reminders.Correction{decision}, milestones, reminders.DayOf(now, l.location))
	if err != nil {
		return err
	}
	return l.show(plan, v)
}
