package reminders

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Action is what is done to a milestone.
type Action string

// The actions. Issue happens on import only.
const (
	Issue       Action = "issue"
	Acknowledge Action = "acknowledge"
	Report      Action = "report"
	Return      Action = "return"
	Close       Action = "close"
	Chase       Action = "chase" // release a held milestone, so that it is chased

	// These come of a revision of the plan alone.
	ReviseAction Action = "revise"
	Cancel       Action = "cancel"
)

// Label gives the action's name in Chinese.
func (a Action) Label() string {
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
		return "转为督办"
	case ReviseAction:
		return "修订"
	case Cancel:
		return "取消"
	}
	return string(a)
}

// MaxReason is the most runes that a report or a reason may have.
const MaxReason = 2000

// Why an action is refused; see also StateError.
var (
	ErrForbidden     = errors.New("not permitted to this person")
	ErrReasonNeeded  = errors.New("words are needed")
	ErrRequestReused = errors.New("request id was used for something else")
	ErrReasonTooLong = fmt.Errorf("more than %d characters", MaxReason)
)

// StateError: the milestone is not in a state that allows the action.
type StateError struct {
	Action Action
	From   Status
	Held   bool
}

func (e *StateError) Error() string {
	held := ""
	if e.Held {
		held = " and held"
	}
	return fmt.Sprintf("cannot %s a milestone that is %s%s", e.Action, e.From, held)
}

// Act does an action on m in the name of by, and gives the changed milestone and
// the event to be stored with it. Reason is the report's words or the reason; it is
// trimmed and cleared of control characters. Errors: ErrForbidden, *StateError,
// ErrReasonNeeded, ErrReasonTooLong, in this order. The rules:
//
//	acknowledge  who acts for the unit  open and not held → acknowledged
//	report       who acts for the unit  anything but closed → reported; words needed; ends a hold,
//	                                    as a supervisor now has something to decide on
//	return       supervisors            reported, closed → returned; reason needed
//	close        supervisors            reported → closed; anything else but closed too, with a reason
//	chase        supervisors            held → not held, status unchanged
func Act(m Milestone, a Action, by Person, reason string, now time.Time) (Milestone, Event, error) {
	to, wordless, err := transition(m, a, by)
	if err != nil {
		return m, Event{}, err
	}
	reason = clean(reason)
	switch {
	case reason == "" && !wordless:
		return m, Event{}, ErrReasonNeeded
	case utf8.RuneCountInString(reason) > MaxReason:
		return m, Event{}, ErrReasonTooLong
	}
	e := Event{Milestone: m.ID, Action: a, Actor: by.ID, Role: by.Role, At: now, From: m.Status, To: to, Reason: reason}
	switch a {
	case Report:
		m.Report = reason
	case Return, Close:
		m.Remark = reason
	case Chase:
		m.Since = now
	}
	if m.Held && a == Report {
		m.Since = now
	}
	m.Status, m.Held, m.UpdatedAt = to, false, now
	return m, e, nil
}

// Actions gives what that person may do to m now.
func Actions(m Milestone, by Person) []Action {
	var can []Action
	for _, a := range []Action{Acknowledge, Report, Close, Return, Chase} {
		if _, _, err := transition(m, a, by); err == nil {
			can = append(can, a)
		}
	}
	return can
}

// NeedsWords tells whether the action is refused without words on this milestone.
func NeedsWords(m Milestone, a Action) bool {
	_, wordless, err := transition(m, a, Person{Role: Admin})
	return err == nil && !wordless
}

// transition gives the status that the action leads to and whether it may go without words.
func transition(m Milestone, a Action, by Person) (to Status, wordless bool, err error) {
	permitted := by.Role == Admin
	if a == Acknowledge || a == Report {
		permitted = by.ActsFor(m.Unit)
	}
	if !permitted {
		return "", false, ErrForbidden
	}
	switch {
	case m.Status == Cancelled:
	case a == Acknowledge && m.Status == Open && !m.Held:
		return Acknowledged, true, nil
	case a == Report && m.Status != Closed:
		return Reported, false, nil
	case a == Return && !m.Held && (m.Status == Reported || m.Status == Closed):
		return Returned, false, nil
	case a == Close && m.Status != Closed:
		return Closed, m.Status == Reported && !m.Held, nil
	case a == Chase && m.Held:
		return m.Status, true, nil
	}
	return "", false, &StateError{Action: a, From: m.Status, Held: m.Held}
}

// clean makes people's words fit to be stored and shown: valid UTF-8, no control
// characters but line breaks and tabs, no space around.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s))
}
