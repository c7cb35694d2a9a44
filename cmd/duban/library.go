package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"duban/bot/talk"
	"duban/knowledge"
	"duban/knowledge/document"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// retiredKept is how many replaced books stay open. A question takes milliseconds, a
// replacement a person's decision.
const retiredKept = 8

// library holds the plans of a data folder. It implements talk.Library, and talk.Imports
// (see imports.go).
type library struct {
	config config
	data   string
	store  *sqlite.Store // nil where there is no diary yet
	owned  bool          // the store is closed with the library

	reading sync.Mutex // held while a file is read: one at a time keeps the memory bounded
	imports sync.Mutex // held while a plan is being changed
	mu      sync.RWMutex
	drafted drafted // the draft that was read last; guarded by mu
	books   []*book // in the order in which they came; guarded by mu
	retired []*book // replaced, but perhaps still asked; guarded by mu
}

// openLibrary opens the plans of the store, or the plan that ships where the store
// keeps none.
func openLibrary(ctx context.Context, c config, store *sqlite.Store) (*library, error) {
	data, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	l := &library{config: c, data: data, store: store}
	var plans []reminders.Version
	if store != nil {
		if plans, err = store.Plans(ctx); err != nil {
			return nil, fail("台账里的计划读不出来，请检查数据文件夹的权限。", err)
		}
	}
	for _, v := range plans {
		b, err := l.openVersion(ctx, v)
		if err != nil {
			return nil, errors.Join(err, l.Close())
		}
		l.books = append(l.books, b)
	}
	if len(plans) == 0 {
		plan, err := parseText(seed.Text())
		if err != nil {
			return nil, err
		}
		b, err := openBookOf(data, plan, 0)
		if err != nil {
			return nil, err
		}
		b.shown.Version = 1 // as which it will be applied
		l.books = append(l.books, b)
	}
	return l, nil
}

// lookUpLibrary opens the plans for reading alone, without the lock, so that it works
// while the bot runs.
func lookUpLibrary(ctx context.Context, c config) (*library, error) {
	data, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	if unfinished(data) {
		return nil, fail(halfRestored, nil)
	}
	if _, err := os.Stat(filepath.Join(data, diaryName)); err != nil {
		return openLibrary(ctx, c, nil)
	}
	store, err := openStore(ctx, data)
	if err != nil {
		return nil, err
	}
	l, err := openLibrary(ctx, c, store)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	l.owned = true
	return l, nil
}

func parseText(text string) (*knowledge.Plan, error) {
	plan, err := gongwen.Parse(text)
	if err != nil {
		return nil, fail(err.Error(), nil)
	}
	return plan, nil
}

// openVersion reads a version's text, with what people have decided about its doubts.
func (l *library) openVersion(ctx context.Context, v reminders.Version) (*book, error) {
	plan, err := l.planOf(ctx, v)
	if err != nil {
		return nil, err
	}
	b, err := openBookOf(l.data, plan, v.Number)
	if err == nil {
		b.shown.Key = v.Plan
	}
	return b, err
}

// planOf reads a version, or a draft, with the decisions that count for it.
func (l *library) planOf(ctx context.Context, v reminders.Version) (*knowledge.Plan, error) {
	plan, err := l.readVersion(ctx, v)
	if err != nil {
		return nil, err
	}
	return plan, l.correct(ctx, v, plan)
}

// correct carries out the decisions that count for a version, or a draft.
func (l *library) correct(ctx context.Context, v reminders.Version, plan *knowledge.Plan) error {
	number := v.Number
	if number == 0 {
		number = math.MaxInt32 // a draft is the newest
	}
	decisions, err := l.store.Corrections(ctx, v.Plan, number)
	if err != nil {
		return fail("核对记录读不出来，请检查数据文件夹的权限。", err)
	}
	settle(plan, decisions)
	return nil
}

// readVersion reads a version as it stands in the file.
func (l *library) readVersion(ctx context.Context, v reminders.Version) (*knowledge.Plan, error) {
	v, err := l.store.Version(ctx, v.ID)
	if errors.Is(err, reminders.ErrNotFound) {
		return nil, err
	}
	if err != nil {
		return nil, fail("计划《"+v.Title+"》的原文读不出来，请检查数据文件夹的权限。", err)
	}
	plan, err := parseText(v.Text)
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

// Books implements talk.Library.
func (l *library) Books() []*talk.Book {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []*talk.Book
	for _, b := range l.books {
		out = append(out, b.shown)
	}
	return out
}

// all gives the open books.
func (l *library) all() []*book {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.Clone(l.books)
}

// put makes b the book of its plan.
func (l *library) put(b *book) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.books, func(o *book) bool { return o.shown.Key == b.shown.Key })
	if i < 0 {
		l.books = append(l.books, b)
		return
	}
	l.retire(l.books[i])
	l.books = slices.Clone(l.books)
	l.books[i] = b
}

// retire keeps a book that is replaced for those who are asking it just now. l.mu is held.
func (l *library) retire(b *book) {
	l.retired = append(l.retired, b)
	if len(l.retired) > retiredKept {
		_ = l.retired[0].Close() // only read, and by nobody any more
		l.retired = l.retired[1:]
	}
}

// Close closes all books, and the store where the library has opened it.
func (l *library) Close() error {
	var errs []error
	for _, b := range slices.Concat(l.books, l.retired) {
		errs = append(errs, b.Close())
	}
	if l.owned {
		errs = append(errs, l.store.Close())
	}
	return errors.Join(errs...)
}

// warn tells the lessons that cannot be used, a line each.
func (l *library) warn(stderr io.Writer) {
	for _, b := range l.all() {
		if b.faults != nil {
			fmt.Fprintf(stderr, "《%s》的常见问答和别名里有几条用不上：\n%v\n", b.plan.Title, b.faults)
		}
	}
}

// named finds the book that a person means by its document number, or by words of its
// title; with nothing said the newest.
func (l *library) named(words string) (*book, error) {
	books := l.all()
	if words == "" {
		return books[len(books)-1], nil
	}
	var found []*book
	var titles []string
	for _, b := range books {
		titles = append(titles, "《"+b.plan.Title+"》"+b.plan.DocNo)
		if b.shown.Key == words || b.plan.DocNo == words || strings.Contains(b.plan.Title, words) {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		return nil, usage(fmt.Sprintf("没有文件“%s”，也没有唯一一份计划叫这个名字。已导入的有：%s。", words, strings.Join(titles, "、")))
	}
	return found[0], nil
}

// ensureSeed makes the plan that ships the first version of its own, where the diary
// keeps no plan yet.
func ensureSeed(ctx context.Context, c config, store *sqlite.Store, now time.Time) (reminders.Imported, error) {
	plans, err := store.Plans(ctx)
	if err != nil || len(plans) > 0 {
		return reminders.Imported{}, err
	}
	plan, err := gongwen.Parse(seed.Text())
	if err != nil {
		return reminders.Imported{}, err
	}
	key := planKey(plan)
	milestones, err := milestonesOf(key, plan, nil)
	if err != nil {
		return reminders.Imported{}, err
	}
	id, err := store.SaveDraft(ctx, reminders.Version{Plan: key, Title: plan.Title, Format: string(document.TXT), Hash: plan.Hash, Text: plan.Source,
		ReadBy: reminders.System, ReadAt: now})
	if err != nil {
		return reminders.Imported{}, err
	}
	return store.Apply(ctx, id, milestones, reminders.System, reminders.DayOf(now, c.location), now)
}

// version finds an applied version of a plan by its number, for the command line.
func (l *library) version(ctx context.Context, key string, number int) (reminders.Version, error) {
	if l.store == nil {
		return reminders.Version{}, usage("还没有导入过计划，没有旧版本。")
	}
	v, err := l.Version(ctx, key, number)
	if errors.Is(err, reminders.ErrNotFound) {
		return v, usage(fmt.Sprintf("这份计划没有第%d版，用 duban plan list 看有哪些版本。", number))
	}
	if err != nil {
		return v, fail("台账里的计划读不出来，请检查数据文件夹的权限。", err)
	}
	return v, nil
}
