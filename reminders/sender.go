package reminders

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Sender brings items to a person as one message and gives its id. It should return
// soon after ctx ends. Errors that mean something to the Scheduler: ErrUnreachable
// and *RetryAfter, also wrapped. After any other one it tries again, later and later.
type Sender interface {
	Send(ctx context.Context, to Recipient, items []Item) (messageID string, err error)
}

// ErrUnreachable: the person has blocked us. Nothing is sent until they write again.
var ErrUnreachable = errors.New("recipient cannot be reached")

// RetryAfter asks to wait; the attempt does not count as failed.
type RetryAfter struct {
	Wait time.Duration
	Err  error // may be nil
}

func (e *RetryAfter) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("asked to wait %s", e.Wait)
	}
	return fmt.Sprintf("asked to wait %s: %s", e.Wait, e.Err)
}

func (e *RetryAfter) Unwrap() error { return e.Err }

// Diary is what the Scheduler needs of the store.
type Diary interface {
	// Ledger gives what reminders are worked out from.
	Ledger(ctx context.Context) (Ledger, error)
	// Recur brings in the occurrences of what recurs that come on that day, see Recurring,
	// and gives their number.
	Recur(ctx context.Context, today Day, now time.Time) (int, error)
	// Owe stores the rows that are not there yet, and that all days up to through
	// have been dealt with, in one transaction; it gives the number of new rows. Where
	// through is 0, what has been dealt with stays as it was.
	Owe(ctx context.Context, rows []Delivery, through Day) (int, error)
	// Unsent gives the rows due by now that are neither sent nor superseded.
	Unsent(ctx context.Context, now time.Time) ([]Unsent, error)
	// Record stores what became of the rows: SentAt, MessageID, Attempts, TriedAt,
	// LastError, NextTry, Superseded and SupersededAt, in one transaction.
	Record(ctx context.Context, rows []Delivery) error
	// Revive makes rows that were superseded after now unsent again: a clock that was ahead
	// did it.
	Revive(ctx context.Context, now time.Time) error
	// MarkUnreachable notes that a message did not reach the person and, unless that is
	// known already, stores UnreachableNotices with it.
	MarkUnreachable(ctx context.Context, who Recipient, now time.Time) error
}

// Ledger is a consistent view of the diary.
type Ledger struct {
	Milestones []Milestone // at least those that are neither done nor held
	Held       []Hold
	People     []Person
	Snoozes    []Snooze
	Settings   Settings
	End        Anchor // of the trail
	Anchored   Day    // the last day whose anchor is a row; 0: none is
	Through    Day    // the last day whose reminders are rows
	Started    bool   // false: Through says nothing, no reminder has been worked out yet
}

// Hold says that milestones of a plan are held: a supervisor has to decide about them.
type Hold struct {
	Plan string
	N    int
	At   time.Time // when the last of them came in
	By   Recipient // who brought in the text that holds, and was asked then
}

// Snooze is a person's wish to hear of a milestone on that day again, and not before.
// What is overdue cannot be put off.
type Snooze struct {
	Milestone int64
	Person    Recipient
	Until     Day
}
