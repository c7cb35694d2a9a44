package main

import (
	"context"
	"slices"
	"time"

	"duban/bot/talk"
	"duban/knowledge"
	"duban/knowledge/document"
	"duban/knowledge/gongwen"
	"duban/knowledge/said"
	"duban/reminders"
)

// Read implements talk.Imports: it turns a document into a draft that waits to be applied.
func (l *library) Read(ctx context.Context, name string, data []byte, doc *document.Document, by reminders.Recipient, now time.Time) (talk.Draft, error) {
	plan, err := gongwen.Parse(doc.Text)
	if err != nil {
		return talk.Draft{}, err
	}
	v := reminders.Version{Plan: l.keyOf(plan), Title: plan.Title, File: name, Format: string(doc.Format), Hash: plan.Hash, Text: doc.Text,
		ReadBy: by, ReadAt: now}
	if err := keepPlaces(&v, doc); err != nil {
		return talk.Draft{}, err
	}
	if doc.Format != document.TXT || doc.Encoding != "UTF-8" {
		v.Source = data
	}
	if v.ID, err = l.store.SaveDraft(ctx, v); err != nil {
		return talk.Draft{}, err
	}
	carryPlaces(plan, doc)
	if err := l.correct(ctx, v, plan); err != nil {
		return talk.Draft{}, err
	}
	l.mu.Lock()
	l.drafted = drafted{v.ID, plan}
	l.mu.Unlock()
	return l.compare(ctx, v, plan, now)
}

// drafted is a draft as it was read, so that it need not be read again to be applied.
type drafted struct {
	id   int64
	plan *knowledge.Plan
}

// takeDrafted gives the plan of a draft if it is the one that was read last. Afterwards
// it is read from the store.
func (l *library) takeDrafted(id int64) *knowledge.Plan {
	l.mu.Lock()
	defer l.mu.Unlock()
	last := l.drafted
	l.drafted = drafted{}
	if last.id != id {
		return nil
	}
	return last.plan
}

// keyOf is the key of the plan in the diary: that of a plan with the same document
// number or title, where there is one.
func (l *library) keyOf(p *knowledge.Plan) string {
	for _, b := range l.all() {
		if b.plan.DocNo != "" && b.plan.DocNo == p.DocNo || b.plan.Title == p.Title {
			return b.shown.Key
		}
	}
	return planKey(p)
}

// draft reads a draft again, and compares it.
func (l *library) draft(ctx context.Context, id int64, now time.Time) (talk.Draft, error) {
	v, err := l.store.Version(ctx, id)
	if err != nil {
		return talk.Draft{}, err
	}
	plan := l.takeDrafted(id)
	if plan == nil {
		if plan, err = l.planOf(ctx, v); err != nil {
			return talk.Draft{}, err
		}
	}
	return l.compare(ctx, v, plan, now)
}

// compare tells what a draft would change.
func (l *library) compare(ctx context.Context, v reminders.Version, plan *knowledge.Plan, now time.Time) (talk.Draft, error) {
	d := talk.Draft{ID: v.ID, Version: v, Plan: plan, Notes: keptNotes(v)}
	for _, b := range l.all() {
		if b.shown.Key == v.Plan {
			d.Old = b.plan
		}
	}
	left, err := l.leftOut(ctx, v)
	if err != nil {
		return talk.Draft{}, err
	}
	for _, t := range plan.Tasks {
		d.Left = append(d.Left, left.has(t))
	}
	text, err := milestonesOf(v.Plan, plan, left)
	if err != nil {
		return talk.Draft{}, err
	}
	ledger, err := l.store.Milestones(ctx, reminders.Filter{Plan: v.Plan, Cancelled: true})
	if err != nil {
		return talk.Draft{}, err
	}
	d.Revision = reminders.Revise(ledger, text, reminders.DayOf(now, l.config.location))
	return d, nil
}

// Apply implements talk.Imports.
func (l *library) Apply(ctx context.Context, id int64, by reminders.Recipient, now time.Time) (talk.Draft, reminders.Imported, error) {
	l.imports.Lock()
	defer l.imports.Unlock()
	d, err := l.draft(ctx, id, now)
	if err != nil || d.Version.Number > 0 {
		return d, reminders.Imported{}, err
	}
	left, err := l.leftOut(ctx, d.Version)
	if err != nil {
		return d, reminders.Imported{}, err
	}
	milestones, err := milestonesOf(d.Version.Plan, d.Plan, left)
	if err != nil {
		return d, reminders.Imported{}, err
	}
	done, err := l.store.Apply(ctx, id, milestones, by, reminders.DayOf(now, l.config.location), now)
	if err != nil {
		return d, done, err
	}
	v, err := l.current(ctx, d.Version.Plan)
	if err != nil {
		return d, done, err
	}
	return d, done, l.show(d.Plan, v)
}

// current gives the version of a plan that holds, or reminders.ErrNotFound.
func (l *library) current(ctx context.Context, key string) (reminders.Version, error) {
	plans, err := l.store.Plans(ctx)
	if err != nil {
		return reminders.Version{}, err
	}
	for _, v := range plans {
		if v.Plan == key {
			return v, nil
		}
	}
	return reminders.Version{}, reminders.ErrNotFound
}

// show makes a version, read anew, the book of its plan.
func (l *library) show(plan *knowledge.Plan, v reminders.Version) error {
	b, err := openBookOf(l.data, plan, v.Number)
	if err != nil {
		return err
	}
	b.shown.Key = v.Plan
	l.put(b)
	return nil
}

// Drop implements talk.Imports.
func (l *library) Drop(ctx context.Context, id int64) error { return l.store.DropDraft(ctx, id) }

// Versions implements talk.Imports.
func (l *library) Versions(ctx context.Context, key string) ([]reminders.Version, error) {
	return l.store.Versions(ctx, key)
}

// Version implements talk.Imports.
func (l *library) Version(ctx context.Context, key string, number int) (reminders.Version, error) {
	all, err := l.store.Versions(ctx, key)
	if err != nil {
		return reminders.Version{}, err
	}
	i := slices.IndexFunc(all, func(v reminders.Version) bool { return v.Number == number })
	if i < 0 {
		return reminders.Version{}, reminders.ErrNotFound
	}
	return l.store.Version(ctx, all[i].ID)
}

// Settle implements talk.Imports: the decision is kept beside the source, and the
// ledger follows.
func (l *library) Settle(ctx context.Context, key string, d knowledge.Doubt, verdict reminders.Verdict, words string, by reminders.Recipient, now time.Time) error {
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
		return said.Errorf("这一处没有做过决定，不用撤销。")
	}
	decisions = slices.DeleteFunc(decisions, decided)
	settle(plan, decisions)
	if verdict != reminders.Reopen {
		if err := gongwen.Settle(plan, d, verdicts[verdict], words); err != nil {
			return err
		}
	}
	milestones, err := milestonesOf(key, plan, leftOutBy(decisions))
	if err != nil {
		return err
	}
	decision := reminders.Correction{Plan: key, Version: v.Number, Kind: d.Kind, Place: d.Place, Quote: d.Quote, Verdict: verdict, Reading: words, By: by, At: now}
	_, err = l.store.SaveCorrections(ctx, []reminders.Correction{decision}, milestones, reminders.DayOf(now, l.config.location))
	if err != nil {
		return err
	}
	return l.show(plan, v)
}

// Withdraw implements talk.Imports.
func (l *library) Withdraw(ctx context.Context, key string, by reminders.Recipient, now time.Time) (reminders.Imported, error) {
	l.imports.Lock()
	defer l.imports.Unlock()
	if len(l.all()) == 1 {
		return reminders.Imported{}, said.Errorf("这是唯一的一份计划，不能停用。请先导入新的计划。")
	}
	done, err := l.store.Withdraw(ctx, key, by, reminders.DayOf(now, l.config.location), now)
	if err != nil {
		return done, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.IndexFunc(l.books, func(b *book) bool { return b.shown.Key == key }); i >= 0 {
		l.retire(l.books[i])
		l.books = slices.Delete(slices.Clone(l.books), i, i+1)
	}
	return done, nil
}
