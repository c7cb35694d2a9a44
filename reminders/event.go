package reminders

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

// Event is one change of a milestone. Events are never changed or deleted, and
// each holds the hash of the one before it.
type Event struct {
	ID        int64 // 1, 2, 3, … without gaps
	Milestone int64
	Action    Action
	Actor     Recipient
	Role      Role // the actor's role at that time; empty for System
	At        time.Time
	From      Status // empty when issued
	To        Status
	Reason    string     // words of a report, or why
	RequestID string     // what asked for it, so that it is done once; may be empty
	Percent   int        // of a report, see Milestone
	Evidence  []Evidence // of a report
	Day       Day        // of an extension: wished for, or given; else 0
	Confirms  string     // of a closing: the goal that was confirmed to be reached, in the plan's words
	Source    Source     // where Reason and the others were written down, if not by Actor
	Form      int        // by which Sum encodes it: 1, which has no fields from Percent to Confirms, 2, which has no Source, or 3
	PrevHash  string     // Hash of the event before; empty for the first
	Hash      string     // hex
}

// eventForm is the form of new events.
const eventForm = 3

// Sum gives the event's hash: SHA-256 over the form's name and every field of the form
// but Hash, each as its length in bytes, a colon and its text, so that no two different
// events read the same. At counts in whole Unix seconds, Day is written as 2021-12-31,
// or as nothing where there is none.
func (e Event) Sum() string {
	fields := []string{
		"duban-event-" + strconv.Itoa(e.Form), e.PrevHash, strconv.FormatInt(e.ID, 10), strconv.FormatInt(e.Milestone, 10), string(e.Action),
		string(e.Actor), string(e.Role), strconv.FormatInt(e.At.Unix(), 10), string(e.From), string(e.To), e.Reason, e.RequestID,
	}
	if e.Form > 1 {
		day := ""
		if e.Day != 0 {
			day = e.Day.String()
		}
		fields = append(fields, strconv.Itoa(e.Percent), day, e.Confirms, strconv.Itoa(len(e.Evidence)))
		for _, v := range e.Evidence {
			fields = append(fields, v.Hash, v.Name, strconv.FormatInt(v.Size, 10))
		}
	}
	if f := e.Source.File; e.Form > 2 {
		fields = append(fields, f.Hash, f.Name, strconv.FormatInt(f.Size, 10), e.Source.Place)
	}
	text := make([]byte, 0, 1024)
	for _, field := range fields {
		text = strconv.AppendInt(text, int64(len(field)), 10)
		text = append(append(text, ':'), field...)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Chain is the end of a chain of events. The zero Chain has no events yet.
type Chain struct {
	ID   int64  // of the last event
	Hash string // of the last event
}

// Append gives e its place at the end of the chain: ID, PrevHash, Form and Hash.
func (c *Chain) Append(e Event) Event {
	e.ID, e.PrevHash, e.Form = c.ID+1, c.Hash, eventForm
	e.Hash = e.Sum()
	c.ID, c.Hash = e.ID, e.Hash
	return e
}

// Check takes e as the next event of the chain, or gives a *BrokenError. A chain
// whose last events were cut off cannot be told by itself: keep ID and Hash elsewhere.
func (c *Chain) Check(e Event) error {
	switch {
	case e.ID != c.ID+1:
		return &BrokenError{Event: c.ID + 1, Fault: Missing}
	case e.PrevHash != c.Hash:
		return &BrokenError{Event: e.ID, Fault: Unlinked}
	case e.Hash != e.Sum():
		return &BrokenError{Event: e.ID, Fault: Altered}
	}
	c.ID, c.Hash = e.ID, e.Hash
	return nil
}

// Fault is what is wrong with a link of the chain.
type Fault string

// The faults.
const (
	Missing  Fault = "缺失"
	Unlinked Fault = "与前一条不衔接"
	Altered  Fault = "被改动"
)

// BrokenError names the first broken link of a chain.
type BrokenError struct {
	Event int64 // its ID
	Fault Fault
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("留痕第 %d 条%s", e.Event, string(e.Fault))
}
