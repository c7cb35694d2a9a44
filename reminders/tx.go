package reminders

import (
	"context"
	"time"
)

// Tx is one transaction of a store, as far as the rules of the ledger need it: what they
// read and write through it stands or falls together. A store adds no rule of its own.
type Tx interface {
	// People returns everybody who has been let in, by id.
	People(ctx context.Context) ([]Person, error)
	// Milestone returns the milestone with that id, or the one that it has become one with,
	// or ErrNotFound.
	Milestone(ctx context.Context, id int64) (Milestone, error)
	// Milestones returns those that the filter lets through.
	Milestones(ctx context.Context, f Filter) ([]Milestone, error)
	// AddMilestone adds m and sets its ID; nothing has its key, see FreeKey.
	AddMilestone(ctx context.Context, m *Milestone) error
	// SaveMilestone writes everything of m but its plan in the place of what was there.
	SaveMilestone(ctx context.Context, m Milestone) error
	// FreeKey gives every milestone of m's plan that has m's key, but m itself, another one.
	FreeKey(ctx context.Context, m Milestone) error
	// MergeMilestone notes that a milestone, and all that have become one with it, is one
	// with another.
	MergeMilestone(ctx context.Context, id, into int64) error
	// EventOf returns the event that a request has led to, or ErrNotFound.
	EventOf(ctx context.Context, request string) (Event, error)
	// LastEvent returns the last event of a milestone with that action, or ErrNotFound.
	LastEvent(ctx context.Context, milestone int64, a Action) (Event, error)
	// Chain returns the end of the chain of events.
	Chain(ctx context.Context) (Chain, error)
	// AddEvent adds an event at the end of the chain.
	AddEvent(ctx context.Context, e Event) error
	// AddDeliveries adds the rows that are not there yet.
	AddDeliveries(ctx context.Context, rows []Delivery) error
}

// stored is the moment as a store keeps it: in whole seconds.
func stored(t time.Time) time.Time { return time.Unix(t.Unix(), 0).UTC() }
