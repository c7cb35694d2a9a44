package office

import (
	"context"
	"errors"
	"math"
	"time"

	"duban/knowledge/said"
	"duban/reminders"
)

// leftOut gives the tasks that are left out of a version, or a draft.
func (l *Library) leftOut(ctx context.Context, v reminders.Version) (LeftOut, error) {
	number := v.Number
	if number == 0 {
		number = math.MaxInt32 // a draft is the newest
	}
	decisions, err := l.store.Corrections(ctx, v.Plan, number)
	if err != nil {
		return nil, trouble("核对记录读不出来，请检查数据文件夹的权限。", err)
	}
	return LeftOutBy(decisions), nil
}

// Tasks returns a version, or a draft, with its tasks as they stand now.
func (l *Library) Tasks(ctx context.Context, id int64, now time.Time) (Draft, error) {
	v, err := l.store.Version(ctx, id)
	if err != nil {
		return Draft{}, err
	}
	plan, err := l.PlanOf(ctx, v)
	if err != nil {
		return Draft{}, err
	}
	return l.compare(ctx, v, plan, now)
}

// VersionOf returns the newest text of a plan with that hash, applied or not.
func (l *Library) VersionOf(ctx context.Context, plan, hash string) (int64, error) {
	v, err := l.store.VersionOf(ctx, plan, hash)
	return v.ID, err
}

// Strike says which of a version's tasks are left out, and returns it as it stands then. The
// decisions are kept beside the source, as those about
// doubts are, and the ledger follows where the version is the one that holds.
func (l *Library) Strike(ctx context.Context, id int64, left []bool, by reminders.Recipient, now time.Time) (Draft, error) {
	l.imports.Lock()
	defer l.imports.Unlock()
	d, err := l.Tasks(ctx, id, now)
	if err != nil {
		return d, err
	}
	if len(left) != len(d.Left) {
		return d, said.Errorf("任务清单和现在的不一样了，请重新看一遍再定。",
			"The list of tasks is not the same any more. Please look at it again.")
	}
	var decisions []reminders.Correction
	for i, t := range d.Plan.Tasks {
		if left[i] == d.Left[i] {
			continue
		}
		verdict := reminders.Reopen
		if left[i] {
			verdict = reminders.Dismiss
		}
		decisions = append(decisions, reminders.Correction{Plan: d.Version.Plan, Version: d.Version.Number, Kind: TaskKind, Place: t.Clause, Quote: TaskQuote(t),
			Verdict: verdict, By: by, At: now})
	}
	if err := l.keep(ctx, d, decisions, by, now); err != nil || len(decisions) == 0 {
		return d, err
	}
	return l.Tasks(ctx, id, now)
}

// keep stores decisions about tasks.
func (l *Library) keep(ctx context.Context, d Draft, decisions []reminders.Correction, by reminders.Recipient, now time.Time) error {
	if len(decisions) == 0 {
		return nil
	}
	if d.Version.Number == 0 {
		return l.store.SaveDraftCorrections(ctx, decisions, by)
	}
	holds, err := l.current(ctx, d.Version.Plan)
	if err != nil && !errors.Is(err, reminders.ErrNotFound) {
		return err
	}
	if holds.ID != d.ID {
		return said.Errorf("这份文本已经被后来的代替或停用了，请看现在用的任务清单（发“计划”）。",
			"This text was replaced by a later one or withdrawn. Please see the tasks of the one in use (send /plans).")
	}
	left, err := l.leftOut(ctx, d.Version)
	if err != nil {
		return err
	}
	for _, c := range decisions {
		left[[2]string{c.Place, c.Quote}] = c.Verdict == reminders.Dismiss
	}
	milestones, err := Milestones(d.Version.Plan, d.Plan, left)
	if err != nil {
		return err
	}
	_, err = l.store.SaveCorrections(ctx, decisions, milestones, reminders.DayOf(now, l.location))
	return err
}
