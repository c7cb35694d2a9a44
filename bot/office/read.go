package office

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"duban/knowledge"
	"duban/knowledge/document"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/reminders"
)

// OpenVersion reads a version's text, with what people have decided about its doubts.
func (l *Library) OpenVersion(ctx context.Context, v reminders.Version) (*Book, error) {
	plan, err := l.PlanOf(ctx, v)
	if err != nil {
		return nil, err
	}
	b, err := OpenBook(l.folder, plan, v.Number)
	if err == nil {
		b.Key = v.Plan
	}
	return b, err
}

// PlanOf reads a version, or a draft, with the decisions that count for it.
func (l *Library) PlanOf(ctx context.Context, v reminders.Version) (*knowledge.Plan, error) {
	plan, err := l.readVersion(ctx, v)
	if err != nil {
		return nil, err
	}
	return plan, l.correct(ctx, v, plan)
}

// correct carries out the decisions that count for a version, or a draft.
func (l *Library) correct(ctx context.Context, v reminders.Version, plan *knowledge.Plan) error {
	number := v.Number
	if number == 0 {
		number = math.MaxInt32 // a draft is the newest
	}
	decisions, err := l.store.Corrections(ctx, v.Plan, number)
	if err != nil {
		return trouble("核对记录读不出来，请检查数据文件夹的权限。", err)
	}
	settle(plan, decisions)
	return nil
}

// readVersion reads a version as it stands in the file.
func (l *Library) readVersion(ctx context.Context, v reminders.Version) (*knowledge.Plan, error) {
	v, err := l.store.Version(ctx, v.ID)
	if errors.Is(err, reminders.ErrNotFound) {
		return nil, err
	}
	if err != nil {
		return nil, trouble("计划《"+v.Title+"》的原文读不出来，请检查数据文件夹的权限。", err)
	}
	plan, err := gongwen.Parse(v.Text)
	if err != nil {
		return nil, err
	}
	return plan, keptPlaces(plan, v)
}

// settle carries out decisions about a plan's doubts. Those whose doubt the text does
// not raise any more rest.
func settle(plan *knowledge.Plan, decisions []reminders.Correction) {
	for _, c := range decisions {
		i := slices.IndexFunc(plan.Doubts, func(d knowledge.Doubt) bool { return about(c, d) })
		if i < 0 {
			continue
		}
		// A decision that does not fit the new text leaves its doubt on the list.
		_ = gongwen.Settle(plan, plan.Doubts[i], verdicts[c.Verdict], c.Reading)
	}
}

// about tells whether a decision is one about this doubt.
func about(c reminders.Correction, d knowledge.Doubt) bool {
	return d.Kind == c.Kind && d.Place == c.Place && d.Quote == c.Quote
}

var verdicts = map[reminders.Verdict]gongwen.Verdict{reminders.Accept: gongwen.Accept, reminders.Correct: gongwen.Correct, reminders.Dismiss: gongwen.Dismiss}

// EnsureSeed makes the plan that ships the first version of its own, where the diary
// keeps no plan yet.
func EnsureSeed(ctx context.Context, location *time.Location, store Store, now time.Time) (reminders.Imported, error) {
	plans, err := store.Plans(ctx)
	if err != nil || len(plans) > 0 {
		return reminders.Imported{}, err
	}
	plan, err := gongwen.Parse(seed.Text())
	if err != nil {
		return reminders.Imported{}, err
	}
	key := PlanKey(plan)
	milestones, err := Milestones(key, plan, nil)
	if err != nil {
		return reminders.Imported{}, err
	}
	id, err := store.SaveDraft(ctx, reminders.Version{Plan: key, Title: plan.Title, Format: string(document.TXT), Hash: plan.Hash, Text: plan.Source,
		ReadBy: reminders.System, ReadAt: now})
	if err != nil {
		return reminders.Imported{}, err
	}
	return store.Apply(ctx, id, milestones, reminders.System, reminders.DayOf(now, location), now)
}
