package reminders

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

const (
	inFlight  = 2                // sends at once: a crash repeats at most so many
	sendTime  = time.Minute      // the longest that a send may take
	sendGrace = 5 * time.Second  // what a send in flight still has when the Scheduler is stopped
	markTime  = 10 * time.Second // the longest that marking it may take
)

// Scheduler sends what people are owed: each thing is a row in the diary, sent, then
// marked at once. Rows that a crash leaves between the two are sent again; nothing
// else is repeated, and nothing lost. All fields are needed, but Log may be nil.
type Scheduler struct {
	Diary    Diary
	Sender   Sender
	Rule     Rule
	Location *time.Location // whose days and hours count
	Now      func() time.Time
	Log      *slog.Logger

	running  sync.Mutex // held by RunOnce
	wake     chan struct{}
	once     sync.Once
	mu       sync.Mutex
	unmarked []Delivery // sent, but the diary could not be written; guarded by mu
}

// Result counts what one run did.
type Result struct {
	Owed       int // new reminders
	Messages   int // sent
	Items      int // in these
	Superseded int // rows without a reason any more, or overtaken by newer ones
	Failed     int // messages that did not go out
}

func (s *Scheduler) init() {
	s.once.Do(func() {
		s.wake = make(chan struct{}, 1)
		if s.Log == nil {
			s.Log = slog.New(slog.DiscardHandler)
		}
	})
}

// Wake makes Run look at once, as when a notice has just been written.
func (s *Scheduler) Wake() {
	s.init()
	select {
	case s.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// Run calls RunOnce now, then whenever that time has passed or Wake is called, until
// ctx ends. It returns when what is in flight has been marked. Errors are logged.
func (s *Scheduler) Run(ctx context.Context, every time.Duration) {
	s.init()
	for {
		if _, err := s.RunOnce(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("提醒没有办完，稍后再试", "err", err)
		}
		t := time.NewTimer(every)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-s.wake:
			t.Stop()
		case <-t.C:
		}
	}
}

// RunOnce works out what is owed by now and sends it. When ctx ends it starts nothing
// new, and waits for what is in flight. An error means that the diary could not be
// read or written; a message that fails is no error, but a row to be tried again.
func (s *Scheduler) RunOnce(ctx context.Context) (Result, error) {
	s.init()
	s.running.Lock()
	defer s.running.Unlock()
	var done Result
	if err := s.settle(ctx); err != nil {
		return done, err
	}
	ledger, err := s.Diary.Ledger(ctx)
	if err != nil {
		return done, fmt.Errorf("read the ledger: %w", err)
	}
	people := newDirectory(ledger.People)
	now := s.Now()
	if done.Owed, err = s.owe(ctx, ledger, people, now); err != nil {
		return done, fmt.Errorf("store what is owed: %w", err)
	}
	unsent, err := s.Diary.Unsent(ctx, now)
	if err != nil {
		return done, fmt.Errorf("read what is unsent: %w", err)
	}
	live, superseded := sift(unsent, people)
	if len(superseded) > 0 {
		if err := s.Diary.Record(ctx, superseded); err != nil {
			return done, fmt.Errorf("mark what is superseded: %w", err)
		}
		done.Superseded = len(superseded)
	}
	var ready []Unsent
	for _, r := range live {
		if !r.Delivery.NextTry.After(now) && !people.byID[r.Delivery.Recipient].Unreachable {
			ready = append(ready, r)
		}
	}
	err = s.deliver(ctx, batches(ready, people, DayOf(now, s.Location), s.Location), &done)
	return done, err
}

// owe stores the reminders of the days since the last run, up to the last day whose
// hour has come. That day is worked out again each time, for those who were bound or
// released meanwhile. A clock that jumped back yields nothing twice: rows are unique.
func (s *Scheduler) owe(ctx context.Context, l Ledger, people *directory, now time.Time) (int, error) {
	through := DayOf(now, s.Location)
	if now.Before(through.In(s.Location, s.Rule.Hour)) {
		through--
	}
	from := min(l.Through, through)
	if !l.Started {
		from = DateDay(1970, time.January, 1) // in fact from the day of each import
	}
	var rows []Delivery
	for _, r := range s.Rule.rows(l.Milestones, people, from, through, s.Location) {
		rows = append(rows, r.Delivery)
	}
	return s.Diary.Owe(ctx, rows, through)
}

// deliver sends the batches, few at a time.
func (s *Scheduler) deliver(ctx context.Context, all []batch, done *Result) error {
	var wg sync.WaitGroup
	var mu sync.Mutex // guards done and faults
	var faults error
	places := make(chan struct{}, inFlight)
	for _, b := range all {
		places <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-places }()
			sent, err := s.send(ctx, b)
			mu.Lock()
			defer mu.Unlock()
			if sent {
				done.Messages++
				done.Items += len(b.items)
			} else {
				done.Failed++
			}
			faults = errors.Join(faults, err)
		})
	}
	wg.Wait()
	return faults
}

// send sends one batch and marks its rows. The error is the diary's.
func (s *Scheduler) send(ctx context.Context, b batch) (sent bool, err error) {
	sending, cancel := outlive(ctx)
	message, failure := s.call(sending, b)
	cancel()
	now := s.Now()
	marking, cancel := context.WithTimeout(context.WithoutCancel(ctx), markTime)
	defer cancel()
	rows := make([]Delivery, len(b.rows))
	var wait *RetryAfter
	for i, d := range b.rows {
		switch {
		case failure == nil:
			rows[i] = d.sent(message, now)
		case errors.Is(failure, ErrUnreachable):
			rows[i] = d.postponed(failure, time.Time{}) // goes out when they write again
		case errors.As(failure, &wait):
			rows[i] = d.postponed(failure, now.Add(max(wait.Wait, time.Second)))
		default:
			rows[i] = d.failed(failure, now)
			if rows[i].Attempts == stuckAfter {
				s.Log.Error("提醒多次未能送达，以后每小时再试一次", "recipient", b.to.ID, "delivery", d.ID, "attempts", stuckAfter, "err", failure)
			}
		}
	}
	if failure != nil {
		s.Log.Warn("提醒没有送出", "recipient", b.to.ID, "items", len(b.items), "err", failure)
	}
	if errors.Is(failure, ErrUnreachable) {
		err = s.Diary.MarkUnreachable(marking, b.to.ID, b.items[0].Milestone.ID, now)
		s.Wake() // the supervisors are owed a notice
	}
	if e := s.Diary.Record(marking, rows); e != nil {
		err = errors.Join(err, fmt.Errorf("mark deliveries to %s: %w", b.to.ID, e))
		if failure == nil {
			s.mu.Lock()
			s.unmarked = append(s.unmarked, rows...)
			s.mu.Unlock()
		}
	}
	return failure == nil, err
}

// settle marks what was sent while the diary could not be written. Until that works
// nothing may be sent, or it would be sent again.
func (s *Scheduler) settle(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.unmarked) == 0 {
		return nil
	}
	if err := s.Diary.Record(ctx, s.unmarked); err != nil {
		return fmt.Errorf("mark what was sent before: %w", err)
	}
	s.unmarked = nil
	return nil
}

// call sends the batch. A panic is an error: one message that cannot be put into
// words must not stop the others.
func (s *Scheduler) call(ctx context.Context, b batch) (message string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("sending panicked: %v", p)
		}
	}()
	return s.Sender.Send(ctx, b.to.ID, b.items)
}

// outlive gives a context that ends after sendTime, or sendGrace after ctx has ended.
func outlive(ctx context.Context) (context.Context, context.CancelFunc) {
	inner, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	stop := context.AfterFunc(ctx, func() {
		t := time.AfterFunc(sendGrace, cancel)
		context.AfterFunc(inner, func() { t.Stop() })
	})
	return inner, func() { stop(); cancel() }
}
