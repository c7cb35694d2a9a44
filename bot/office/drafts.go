package office

import (
	"context"
	"time"

	"duban/knowledge"
	"duban/knowledge/document"
	"duban/knowledge/gongwen"
	"duban/knowledge/said"
	"duban/reminders"
)

// Read turns a document into a draft that waits to be applied.
func (l *Library) Read(ctx context.Context, name string, data []byte, doc *document.Document, by reminders.Recipient, now time.Time) (Draft, error) {
	plan, err := gongwen.Parse(doc.Text)
	if err != nil {
		return Draft{}, err
	}
	v := reminders.Version{Plan: l.keyOf(plan), Title: plan.Title, File: name, Format: string(doc.Format), Hash: plan.Hash, Text: doc.Text,
		ReadBy: by, ReadAt: now}
	if err := keepPlaces(&v, doc); err != nil {
		return Draft{}, err
	}
	if doc.Format != document.TXT || doc.Encoding != "UTF-8" {
		v.Source = data
	}
	if v.ID, err = l.store.SaveDraft(ctx, v); err != nil {
		return Draft{}, err
	}
	CarryPlaces(plan, doc)
	if err := l.correct(ctx, v, plan); err != nil {
		return Draft{}, err
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
func (l *Library) takeDrafted(id int64) *knowledge.Plan {
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
func (l *Library) keyOf(p *knowledge.Plan) string {
	for _, b := range l.Books() {
		if b.Plan().DocNo != "" && b.Plan().DocNo == p.DocNo || b.Plan().Title == p.Title {
			return b.Key
		}
	}
	return PlanKey(p)
}

// draft reads a draft again, and compares it.
func (l *Library) draft(ctx context.Context, id int64, now time.Time) (Draft, error) {
	v, err := l.store.Version(ctx, id)
	if err != nil {
		return Draft{}, err
	}
	plan := l.takeDrafted(id)
	if plan == nil {
		if plan, err = l.PlanOf(ctx, v); err != nil {
			return Draft{}, err
		}
	}
	return l.compare(ctx, v, plan, now)
}

// compare tells what a draft would change.
func (l *Library) compare(ctx context.Context, v reminders.Version, plan *knowledge.Plan, now time.Time) (Draft, error) {
	d := Draft{ID: v.ID, Version: v, Plan: plan, Notes: keptNotes(v)}
	for _, b := range l.Books() {
		if b.Key == v.Plan {
			d.Old = b.Plan()
		}
	}
	left, err := l.leftOut(ctx, v)
	if err != nil {
		return Draft{}, err
	}
	for _, t := range plan.Tasks {
		d.Left = append(d.Left, left.Has(t))
	}
	text, err := Milestones(v.Plan, plan, left)
	if err != nil {
		return Draft{}, err
	}
	ledger, err := l.store.Milestones(ctx, reminders.Filter{Plan: v.Plan, Cancelled: true})
	if err != nil {
		return Draft{}, err
	}
	d.Revision = reminders.Revise(ledger, text, reminders.DayOf(now, l.location))
	return d, nil
}

// Apply makes a draft the version that holds; again it changes nothing. While the clock is
// in doubt it does not: what is past, and from when on is reminded, goes by the day.
func (l *Library) Apply(ctx context.Context, id int64, by reminders.Recipient, now time.Time) (Draft, reminders.Imported, error) {
	l.imports.Lock()
	defer l.imports.Unlock()
	d, err := l.draft(ctx, id, now)
	if err != nil || d.Version.Number > 0 {
		return d, reminders.Imported{}, err
	}
	if m, err := l.store.ClockMark(ctx); err != nil {
		return d, reminders.Imported{}, err
	} else if m.Doubt.Concerns(now) {
		return d, reminders.Imported{}, said.Errorf("机器的时钟可能不对，现在采用会算错哪些任务已经过期。请先校准时间，或发“时钟”确认，再按“采用”。",
			"The machine's clock may be wrong; to adopt now would reckon wrongly which tasks are past. Please have the clock set, or send /clock to confirm it, and press “Adopt” again.")
	}
	left, err := l.leftOut(ctx, d.Version)
	if err != nil {
		return d, reminders.Imported{}, err
	}
	milestones, err := Milestones(d.Version.Plan, d.Plan, left)
	if err != nil {
		return d, reminders.Imported{}, err
	}
	done, err := l.store.Apply(ctx, id, milestones, by, reminders.DayOf(now, l.location), now)
	if err != nil {
		return d, done, err
	}
	v, err := l.current(ctx, d.Version.Plan)
	if err != nil {
		return d, done, err
	}
	return d, done, l.show(d.Plan, v)
}

// show makes a version, read anew, the book of its plan.
func (l *Library) show(plan *knowledge.Plan, v reminders.Version) error {
	b, err := OpenBook(l.folder, plan, v.Number)
	if err != nil {
		return err
	}
	b.Key = v.Plan
	l.put(b)
	return nil
}

// Drop forgets a draft.
func (l *Library) Drop(ctx context.Context, id int64) error { return l.store.DropDraft(ctx, id) }
