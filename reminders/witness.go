package reminders

import (
	"context"
	"sync"
	"time"
)

// ClockDiary keeps what is known of the clock over restarts.
type ClockDiary interface {
	ClockMark(ctx context.Context) (ClockMark, error)
	// MarkClock keeps m, but leaves Confirmed as it is while the Doubt stays the same.
	MarkClock(ctx context.Context, m ClockMark) error
}

// Witness gathers what is said of the time elsewhere, for a Scheduler. Its methods may be
// called by several goroutines. Diary is needed.
type Witness struct {
	Diary     ClockDiary
	Simulated bool                 // the Scheduler's clock is a simulated one
	Apart     bool                 // Telegram answers from another machine than this
	Running   func() time.Duration // see Reading; nil: since the first call of a method
	// Ask has Telegram answer, while there is a doubt that it might end; nil: it answers
	// without being asked.
	Ask func(ctx context.Context)

	mu      sync.Mutex
	began   time.Time
	reading Reading
	doubt   Doubt
}

// Answered notes that Telegram has answered, and what its clock says; zero: it does not say.
func (w *Witness) Answered(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.running()
	w.reading.Heard = now
	if was := w.reading.Answer; !at.IsZero() {
		w.reading.Answer = Statement{At: at, Running: now, Apart: w.Apart, Moves: was.Moves || !was.At.IsZero() && !was.At.Equal(at)}
	}
}

// Sent notes when somebody has sent a message that has just come in.
func (w *Witness) Sent(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reading.Message = Statement{At: at, Running: w.running()}
}

// Doubt returns the doubt that there was about the clock at the Scheduler's last look.
func (w *Witness) Doubt() Doubt {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.doubt
}

func (w *Witness) found(d Doubt) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.doubt = d
}

// read returns all that is known, where the clock says now.
func (w *Witness) read(now time.Time) Reading {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := w.reading
	r.Now, r.Simulated, r.Running = now, w.Simulated, w.running()
	return r
}

func (w *Witness) running() time.Duration {
	if w.Running != nil {
		return w.Running()
	}
	if w.began.IsZero() {
		w.began = time.Now()
	}
	return time.Since(w.began)
}
