package watch

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"
)

// Check looks whether one thing is as it has to be. Name is a word for people; Label is
// for the figures. Test gives a sentence in Chinese that says what is wrong, and has to
// return soon.
type Check struct {
	Name, Label string
	Test        func(ctx context.Context) error
}

// Standing is what a Check gave.
type Standing struct {
	Check
	Err error // nil: all is well
}

// How long what was found stays good, so that who asks often costs nothing, and how long
// looking may take.
const (
	freshFor = 2 * time.Second
	lookTime = 5 * time.Second
)

// Health knows whether the program does its work.
type Health struct {
	checks []Check
	mu     sync.Mutex
	found  []Standing
	at     time.Time
}

// NewHealth gives a Health that goes by these checks.
func NewHealth(checks ...Check) *Health { return &Health{checks: checks} }

// Look gives what each check finds, in their order; what was found a moment ago counts.
func (h *Health) Look(ctx context.Context) []Standing {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.found != nil && time.Since(h.at) < freshFor {
		return h.found
	}
	// It counts for others too, who have not gone away.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookTime)
	defer cancel()
	found := make([]Standing, len(h.checks))
	for i, c := range h.checks {
		found[i] = Standing{c, c.Test(ctx)}
	}
	h.found, h.at = found, time.Now()
	return found
}

// Faults gives the checks that failed.
func (h *Health) Faults(ctx context.Context) (faults []Standing) {
	for _, s := range h.Look(ctx) {
		if s.Err != nil {
			faults = append(faults, s)
		}
	}
	return faults
}

// write writes the checks as figures: 1 for what is well, else 0.
func (h *Health) write(ctx context.Context, w io.Writer) {
	for _, s := range h.Look(ctx) {
		well := 1
		if s.Err != nil {
			well = 0
		}
		fmt.Fprintf(w, "duban_ready{check=%q} %d\n", s.Label, well)
	}
}

// Pulse is when something happened last, such as a look at what is due. Its zero value
// has not happened yet.
type Pulse struct {
	mu sync.Mutex
	at time.Time
}

// Beat notes that it happens now.
func (p *Pulse) Beat() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = time.Now()
}

// Age gives for how long it has not happened; ok is false when it never has.
func (p *Pulse) Age() (age time.Duration, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Since(p.at), !p.at.IsZero()
}
