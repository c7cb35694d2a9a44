package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"duban/reminders/sqlite"
)

const (
	wholeEvery = 7 * 24 * time.Hour // how often the whole ledger is looked through
	wholeLook  = time.Hour          // how often it is seen whether it is time; again and again while something is wrong
)

// wholeness looks through the whole ledger each week, also over starts.
type wholeness struct {
	store *sqlite.Store
	now   func() time.Time
	wake  func() // has the scheduler look at what is due
	log   *slog.Logger

	mu    sync.Mutex
	fault error
}

// err gives what was found last.
func (w *wholeness) err() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.fault
}

// run looks until ctx ends.
func (w *wholeness) run(ctx context.Context) {
	every := time.NewTicker(wholeLook)
	defer every.Stop()
	for {
		if err := w.look(ctx); err != nil && ctx.Err() == nil {
			w.log.Error("台账没有查成，一小时后再查", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// look looks through the ledger if it is time, and has the supervisors told what is wrong.
func (w *wholeness) look(ctx context.Context) error {
	now := w.now()
	last, err := w.store.CheckedAt(ctx)
	if age := now.Sub(last); err != nil || !last.IsZero() && age >= 0 && age < wholeEvery {
		return err
	}
	began := time.Now()
	found, err := w.store.Examine(ctx)
	if err != nil {
		return err
	}
	trail, err := w.store.Audit(ctx)
	if err != nil {
		return err
	}
	faults := append(wholeWords(found), trail.Faults...)
	var fault error
	for _, words := range faults {
		w.log.Error("台账有误", "fault", words)
		fault = errors.New("有误，请运行 duban doctor 看详情")
	}
	w.mu.Lock()
	w.fault = fault
	w.mu.Unlock()
	if err := w.store.NoteCheck(ctx, fault == nil, now); err != nil {
		return err
	}
	if fault != nil {
		w.wake()
		return nil
	}
	w.log.Info("台账全部查过，完好", "took", time.Since(began).Round(time.Millisecond))
	return nil
}
