package reminders

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Action is a step in a milestone's life.
type Action string

const (
	Issue       Action = "issue" // 下达, by the import
	Acknowledge Action = "acknowledge"
	Report      Action = "report"
	Return      Action = "return"
	Close       Action = "close"
	Chase       Action = "chase" // a held milestone is to be chased like any other
)

// String names the action.
func (a Action) String() string {
	switch a {
	case Issue:
		return "下达"
	case Acknowledge:
		return "签收"
	case Report:
		return "填报"
	case Return:
		return "退回"
	case Close:
		return "销号"
	case Chase:
		return "转为催办"
	}
	return string(a)
}

// step says from which statuses an action leads where, and who may take it.
type step struct {
	from      []Status
	to        Status
	byLiaison bool // of the milestone's own unit; an admin may take every step
	held      bool // possible while the milestone is held
	reason    bool // needs words
}

var steps = map[Action]step{
	Acknowledge: {from: []Status{Open}, to: Acknowledged, byLiaison: true, held: true},
	Report:      {from: []Status{Open, Acknowledged, Returned, Reported}, to: Reported, byLiaison: true, held: true, reason: true},
	Return:      {from: []Status{Reported}, to: Returned, held: true, reason: true},
	Close:       {from: []Status{Reported}, to: Closed, held: true},
	Chase:       {from: []Status{Open, Acknowledged, Returned, Reported}, held: true},
}

// MaxReason is how many characters a report or a reason may have.
const MaxReason = 2000

// Reasons why an action is not taken.
var (
	ErrForbidden    = errors.New("the person may not do this")
	ErrReasonNeeded = errors.New("words are needed")
	ErrReasonLong   = fmt.Errorf("more than %d characters", MaxReason)
	ErrUnknown      = errors.New("no such milestone")
)

// StateError says that the action does not fit the milestone's status.
type StateError struct {
	Action Action
	Status Status
}

func (e *StateError) Error() string {
	return fmt.Sprintf("cannot %s a milestone that is %s", string(e.Action), string(e.Status))
}

// May tells whether the person may take the action on the milestone now.
func May(m Milestone, a Action, who Person) bool {
	return check(m, a, who) == nil
}

func check(m Milestone, a Action, who Person) error {
	s, ok := steps[a]
	switch {
	case !ok:
		return &StateError{a, m.Status}
	case who.Role != Admin && !(s.byLiaison && who.Role == Liaison && who.ActsFor(m.Unit)):
		return ErrForbidden
	case a == Chase && !m.Held:
		return &StateError{a, m.Status}
	case a == Close && m.Held && m.Status != Closed: // confirmed without a report
		return nil
	case !slices.Contains(s.from, m.Status):
		return &StateError{a, m.Status}
	}
	return nil
}

// NeedsWords tells whether the action on the milestone needs a report or reason.
func NeedsWords(m Milestone, a Action) bool {
	return steps[a].reason || a == Close && m.Held && m.Status != Reported
}

// Act takes one step: it gives the milestone after it and the event to record. It
// checks the person's right and the milestone's status, and changes nothing else.
func Act(m Milestone, a Action, who Person, words string, now time.Time, today Day) (Milestone, Event, error) {
	words = strings.TrimSpace(words)
	if err := check(m, a, who); err != nil {
		return m, Event{}, err
	}
	switch {
	case words == "" && NeedsWords(m, a):
		return m, Event{}, ErrReasonNeeded
	case utf8.RuneCountInString(words) > MaxReason:
		return m, Event{}, ErrReasonLong
	}
	e := Event{Milestone: m.ID, Action: a, Actor: who.ID, Role: who.Role, At: now.Unix(), From: m.Status, To: m.Status, Reason: words}
	if a == Chase {
		m.Since = today
	} else {
		m.Status = steps[a].to
		e.To = m.Status
	}
	switch a {
	case Report:
		m.Report = words
	case Return, Close:
		m.Remark = words
	}
	m.Held = m.Held && a == Acknowledge
	m.UpdatedAt = e.At
	return m, e, nil
}
