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
	passTime  = 5 * time.Second  // after which a long run looks anew at what is owed
	lookTime  = 10 * time.Minute // after which all is worked out anew, also when nobody has called Wake
	sendTime  = time.Minute      // the longest that a send may take
	sendGrace = 5 * time.Second  // what a send in flight still has when the Scheduler is stopped
	markTime  = 10 * time.Second // the longest that marking it may take
)

// Scheduler sends what people are owed: each thing is a row in the diary, sent, then
// marked at once. Rows that a crash leaves between the two are sent again; nothing
// else is repeated, and nothing lost. All fields are needed, but Calendar, Witness and Log may be nil.
type Scheduler struct {
	Diary    Diary
	Sender   Sender
	Calendar WorkDays       // nil: every day is a working day
	Location *time.Location // whose days and hours count
	Now      func() time.Time
	Witness  *Witness // of the time; nil: what Now says is believed
	Log      *slog.Logger

	running  sync.Mutex // held by a pass
	outlook  *outlook   // of the last pass that read the ledger, so that one with nothing due is cheap; guarded by running
	looked   time.Time  // when that was; guarded by running
	clock    clockwork  // guarded by running
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

// Run sends what is owed now, then looks whenever that time has passed or Wake is
// called, until ctx ends. It returns when what is in flight has been marked. Errors are
// logged. Changes of the diary need a Wake to be seen at once.
func (s *Scheduler) Run(ctx context.Context, every time.Duration) {
	s.init()
	fresh := true
	for {
		select {
		case <-s.wake: // this pass sees what it was for
			fresh = true
		default:
		}
		_, more, err := s.pass(ctx, fresh, passTime)
		if err != nil && ctx.Err() == nil {
			s.Log.Error("提醒没有办完，稍后再试", "err", err)
		}
		fresh = err != nil || more
		if more && err == nil && ctx.Err() == nil {
			continue
		}
		t := time.NewTimer(every)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-s.wake:
			t.Stop()
			fresh = true
		case <-t.C:
		}
	}
}

// RunOnce works out what is owed by now and sends all of it. When ctx ends it starts
// nothing new, and waits for what is in flight. An error means that the diary could not
// be read or written; a message that fails is no error, but a row to be tried again.
func (s *Scheduler) RunOnce(ctx context.Context) (Result, error) {
	s.init()
	done, _, err := s.pass(ctx, true, 0)
	return done, err
}

// pass sends what is due. It reads the ledger and works out what is owed first; one
// that is not fresh does so only when the day has changed, now and then, or when there
// is something to send, which goes by things as they stand then. It ends before all is
// sent, and says that there is more, after the time limit (0: none) or on Wake, so that
// what has just happened does not wait behind a long line.
func (s *Scheduler) pass(ctx context.Context, fresh bool, limit time.Duration) (done Result, more bool, err error) {
	s.running.Lock()
	defer s.running.Unlock()
	if err := s.settle(ctx); err != nil {
		return done, false, err
	}
	now := s.Now()
	today := DayOf(now, s.Location)
	if s.Witness != nil {
		if believed, err := s.believes(ctx, now, &done); err != nil || !believed {
			return done, false, err
		}
	}
	if age := now.Sub(s.looked); !fresh && s.outlook != nil && DayOf(s.looked, s.Location) == today && age >= 0 && age <= lookTime {
		unsent, err := s.unsent(ctx, now)
		if err != nil {
			return done, false, err
		}
		if ready, superseded := s.outlook.due(unsent, now, today); len(ready)+len(superseded) == 0 {
			return done, false, nil
		}
	}
	if err := s.Diary.Revive(ctx, now); err != nil {
		return done, false, fmt.Errorf("take back what was superseded at a time that is still to come: %w", err)
	}
	if _, err := s.Diary.Recur(ctx, today, now); err != nil {
		return done, false, err
	}
	if err := s.look(ctx); err != nil {
		return done, false, err
	}
	if done.Owed, err = s.owe(ctx, now, today); err != nil {
		return done, false, fmt.Errorf("store what is owed: %w", err)
	}
	s.looked = now
	unsent, err := s.unsent(ctx, now)
	if err != nil {
		return done, false, err
	}
	ready, superseded := s.outlook.due(unsent, now, today)
	if len(superseded) > 0 {
		// A row may have been written after the ledger was read, which then does not have
		// its reason. Only what was read after it may give it up.
		if err := s.look(ctx); err != nil {
			return done, false, err
		}
		ready, superseded = s.outlook.due(unsent, now, today)
		if err := s.Diary.Record(ctx, superseded); err != nil {
			return done, false, fmt.Errorf("mark what is superseded: %w", err)
		}
		done.Superseded = len(superseded)
	}
	more, err = s.deliver(ctx, s.outlook.batches(ready, today), limit, &done)
	return done, more, err
}

// look reads the ledger.
func (s *Scheduler) look(ctx context.Context) error {
	ledger, err := s.Diary.Ledger(ctx)
	if err != nil {
		return fmt.Errorf("read the ledger: %w", err)
	}
	s.outlook = newOutlook(ledger, s.Calendar, s.Location)
	return nil
}

func (s *Scheduler) unsent(ctx context.Context, now time.Time) ([]Unsent, error) {
	unsent, err := s.Diary.Unsent(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("read what is unsent: %w", err)
	}
	return unsent, nil
}

// due gives what may be sent now, and what never will be.
func (o *outlook) due(unsent []Unsent, now time.Time, today Day) (ready []Unsent, superseded []Delivery) {
	live, superseded := sift(unsent, o)
	for i := range superseded {
		superseded[i].SupersededAt = now
	}
	for _, r := range live {
		if o.mayGo(r, now, today) {
			ready = append(ready, r)
		}
	}
	return ready, superseded
}

// mayGo tells whether what is due may be sent at this moment. What has waited since an
// earlier day goes out at the person's hour, and on a working day, unless the deadline
// comes before the next one.
func (o *outlook) mayGo(r Unsent, now time.Time, today Day) bool {
	to := o.byID[r.Delivery.Recipient]
	waits := r.Delivery.NextTry.After(now) && !r.Delivery.TriedAt.After(now) // else it was tried by a clock that was ahead
	if waits || to.Unreachable || to.Hours.Quiet(now.In(o.location).Hour()) {
		return false
	}
	if r.Delivery.Kind.Notice() || DayOf(r.Delivery.DueAt, o.location) == today {
		return true
	}
	if now.Before(today.In(o.location, o.hour(to))) {
		return false
	}
	next := workingFrom(o.calendar, today)
	return next == today || r.Milestone.Due >= today && r.Milestone.Due < next
}

// owe stores the reminders and digests of the days since the last run. Today is worked
// out again each time, for those who were bound or released meanwhile, and so is what
// was to be sent before and names a day that is still to come: the due day, the calendar
// or the audience may have changed since. A clock that jumped back yields nothing twice:
// rows are unique.
func (s *Scheduler) owe(ctx context.Context, now time.Time, today Day) (int, error) {
	o := s.outlook
	from, digestsFrom := min(o.Through, today), min(o.Through, today)
	if !o.Started {
		from, digestsFrom = DateDay(1970, time.January, 1), today // in fact from the day of each import
	}
	rows := append(o.unknownYears(today, now), o.anchorNotices(today)...)
	for _, h := range o.Held {
		rows = append(rows, heldNotices(h, o.People, now)...)
	}
	for _, r := range o.reminders(from.AddDays(-longestRest), today) {
		if d := r.Delivery; d.Day >= today || DayOf(d.DueAt, s.Location) >= from {
			rows = append(rows, d)
		}
	}
	for _, r := range o.digestRows(digestsFrom, today) {
		// Who comes in after a digest's hour, or a new diary, is not sent it.
		if fresh := o.Started && DayOf(r.Delivery.DueAt, s.Location) > o.Through; fresh || r.Delivery.DueAt.After(now) {
			rows = append(rows, r.Delivery)
		}
	}
	return s.Diary.Owe(ctx, rows, today)
}

// deliver sends the batches, few at a time. It stops when the limit has passed or
// something has happened, and tells whether anything is left.
func (s *Scheduler) deliver(ctx context.Context, all []batch, limit time.Duration, done *Result) (more bool, err error) {
	var wg sync.WaitGroup
	var mu sync.Mutex // guards done and faults
	var faults error
	places := make(chan struct{}, inFlight)
	began := time.Now()
	for i, b := range all {
		places <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		// A few go out in any case, or a busy chat would stop them all.
		if limit > 0 && i >= inFlight && (len(s.wake) > 0 || time.Since(began) > limit) {
			more = true
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
	return more, faults
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
			rows[i] = d.postponed(failure, now, time.Time{}) // goes out when they write again
		case errors.As(failure, &wait):
			rows[i] = d.postponed(failure, now, now.Add(max(wait.Wait, time.Second)))
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
		err = s.Diary.MarkUnreachable(marking, b.to.ID, now)
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
