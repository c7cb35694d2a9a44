package office

import (
	"context"
	"slices"
	"time"

	"duban/knowledge/said"
	"duban/reminders"
)

// current gives the version of a plan that holds, or reminders.ErrNotFound.
func (l *Library) current(ctx context.Context, key string) (reminders.Version, error) {
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

// Versions returns the applied versions of a plan, the oldest first.
func (l *Library) Versions(ctx context.Context, key string) ([]reminders.Version, error) {
	return l.store.Versions(ctx, key)
}

// Version returns an applied version with its text, or reminders.ErrNotFound.
func (l *Library) Version(ctx context.Context, key string, number int) (reminders.Version, error) {
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

// Withdraw takes a plan out of use, and its milestones out of the ledger.
func (l *Library) Withdraw(ctx context.Context, key string, by reminders.Recipient, now time.Time) (reminders.Imported, error) {
	l.imports.Lock()
	defer l.imports.Unlock()
	if len(l.Books()) == 1 {
		return reminders.Imported{}, said.Errorf("这是唯一的一份计划，不能停用。请先导入新的计划。",
			"This is the only plan and cannot be withdrawn. Please import a new one first.")
	}
	done, err := l.store.Withdraw(ctx, key, by, reminders.DayOf(now, l.location), now)
	if err != nil {
		return done, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.IndexFunc(l.books, func(b *Book) bool { return b.Key == key }); i >= 0 {
		l.books = slices.Delete(slices.Clone(l.books), i, i+1)
	}
	return done, nil
}
