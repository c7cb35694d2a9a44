package reminders

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// Queue is the diary as the scheduler sees it.
type Queue interface {
	// Owing gives every milestone that waits, and everybody who was let in.
	Owing(ctx context.Context) ([]Milestone, []Person, error)
	// Plan adds the deliveries that are not there yet. Of one milestone and
	// recipient only the newest reminder stays to be sent; older ones that were
	// not sent are marked superseded.
	Plan(ctx context.Context, deliveries []Delivery, now time.Time) error
	// Due gives what is to be sent now to people who can be reached. Reminders of
	// a milestone that no longer waits are marked superseded instead.
	Due(ctx context.Context, now time.Time) ([]Item, error)
	// Sent marks deliveries as sent, with the message that held them.
	Sent(ctx context.Context, ids []int64, messageID string, now time.Time) error
	// Failed notes an attempt; the next one is made at that moment or later.
	Failed(ctx context.Context, ids []int64, reason string, next time.Time) error
	// Unreachable keeps what the person is owed until they write again, and owes
	// the supervisors one notice of it.
	Unreachable(ctx context.Context, who Recipient, now time.Time) error
}

// Scheduler sends what is owed. Rows are the truth: a delivery is due when its
// moment has come and it is not sent; it is sent, then marked. A crash between the
// two repeats at most the InFlight messages on the way.
type Scheduler struct {
	Queue    Queue
	Sender   Sender
	Rule     Rule
	Location *time.Location
	Now      func() time.Time
	Log      *slog.Logger

	once    sync.Once
	wake    chan struct{}
	planned atomic.Int64 // the day that rows were last planned for; 0 when the diary has changed since
}

// InFlight is how many messages are on their way at once: few, because each is a
// message that a crash would repeat.
const InFlight = 2

// backOff is how long to wait after each failed attempt; the last one stays.
var backOff = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, time.Hour}

func (s *Scheduler) waker() chan struct{} {
	s.once.Do(func() { s.wake = make(chan struct{}, 1) })
	return s.wake
}

// Wake tells that the diary has changed: what is owed is planned anew, and Run
// looks at once.
func (s *Scheduler) Wake() {
	s.planned.Store(0)
	select {
	case s.waker() <- struct{}{}:
	default:
	}
}

// Run calls RunOnce at once, then every so often (real time) and when woken, until
// ctx ends. Failures are logged and the next round tries again.
func (s *Scheduler) Run(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if _, err := s.RunOnce(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("reminders could not be sent", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.waker():
		}
	}
}

// lookBack is how many days before today are planned at the start of a run: long
// enough that after any outage the newest weekly reminder is among them.
const lookBack = 31

// RunOnce plans the rows owed up to today and sends what is due now. It gives how
// many messages were sent. The error is the store's; what a Sender refuses is noted
// in the row.
func (s *Scheduler) RunOnce(ctx context.Context) (sent int, err error) {
	now := s.Now()
	today := DayOf(now, s.Location)
	if s.planned.Swap(int64(today)) != int64(today) {
		if err := s.plan(ctx, today, now); err != nil {
			s.planned.Store(0)
			return 0, err
		}
	}
	items, err := s.Queue.Due(ctx, now)
	if err != nil {
		return 0, fmt.Errorf("read what is due: %w", err)
	}
	return s.sendAll(ctx, group(items))
}

// plan adds the rows owed up to today. It has to be done again only on another day
// or after a change of the diary.
func (s *Scheduler) plan(ctx context.Context, today Day, now time.Time) error {
	milestones, people, err := s.Queue.Owing(ctx)
	if err != nil {
		return fmt.Errorf("read the diary: %w", err)
	}
	var rows []Delivery
	for _, i := range owe(milestones, people, s.Rule, today-lookBack, today, s.Location) {
		rows = append(rows, i.Delivery)
	}
	if err := s.Queue.Plan(ctx, rows, now); err != nil {
		return fmt.Errorf("plan reminders: %w", err)
	}
	return nil
}

// sendAll sends the messages, InFlight at a time, and marks each at once. When ctx
// ends, what is on its way is finished and marked, and nothing new is begun.
func (s *Scheduler) sendAll(ctx context.Context, messages [][]Item) (int, error) {
	var (
		group sync.WaitGroup
		mu    sync.Mutex
		sent  int
		fault error
		slots = make(chan struct{}, InFlight)
	)
	for _, items := range messages {
		slots <- struct{}{}
		mu.Lock()
		stop := fault != nil || ctx.Err() != nil
		mu.Unlock()
		if stop {
			break
		}
		group.Go(func() {
			defer func() { <-slots }()
			ok, err := s.send(context.WithoutCancel(ctx), items)
			mu.Lock()
			defer mu.Unlock()
			if ok {
				sent++
			}
			fault = errors.Join(fault, err)
		})
	}
	group.Wait()
	return sent, fault
}

// sendTime is how long one message may take until it counts as failed.
const sendTime = time.Minute

func (s *Scheduler) send(ctx context.Context, items []Item) (bool, error) {
	ids := make([]int64, len(items))
	attempts := 0
	for i, item := range items {
		ids[i] = item.ID
		attempts = max(attempts, item.Attempts)
	}
	to := items[0].Recipient
	sending, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	message, err := s.Sender.Send(sending, to, items)
	now := s.Now()
	var wait *RetryError
	switch {
	case err == nil:
		return true, s.Queue.Sent(ctx, ids, message, now)
	case errors.Is(err, ErrUnreachable):
		s.Log.Warn("a recipient is unreachable", "recipient", to)
		return false, s.Queue.Unreachable(ctx, to, now)
	case errors.As(err, &wait):
		return false, s.Queue.Failed(ctx, ids, err.Error(), now.Add(wait.After))
	}
	s.Log.Warn("a reminder was not sent", "recipient", to, "attempt", attempts+1, "error", err)
	return false, s.Queue.Failed(ctx, ids, err.Error(), now.Add(backOff[min(attempts, len(backOff)-1)]))
}
