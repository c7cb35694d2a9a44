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
	Chase       Action = "chase"  // release a held milestone, so that it is chased
	Extend      Action = "extend" // ask for a later due day
	Grant       Action = "grant"  // give one
	Refuse      Action = "refuse" // give none
	Urge        Action = "urge"   // remind the unit at once

	// These come of a revision of the plan alone.
	ReviseAction Action = "revise"
	Cancel       Action = "cancel"
)

var actionLabels = map[Action]string{
	Issue: "下达", Acknowledge: "签收", Report: "填报", Return: "退回", Close: "销号", Chase: "转为督办",
	Extend: "申请延期", Grant: "同意延期", Refuse: "不同意延期", Urge: "催办", ReviseAction: "修订", Cancel: "取消", snooze: "推迟提醒",
}

// Label gives the action's name in Chinese.
func (a Action) Label() string {
	if label, ok := actionLabels[a]; ok {
		return label
	}
	return string(a)
}

// MaxReason is the most runes that a report or a reason may have.
const MaxReason = 2000

// maxExtension is the farthest that a due day may be put off at once, in days.
const maxExtension = 366 * 3

// Step is one thing that a person wants to do to a milestone.
type Step struct {
	Action   Action
	Words    string     // of a report, or the reason
	Percent  int        // with Report: how far it is, 1 to 100; 0: not said
	Evidence []Evidence // with Report
	Day      Day        // with Extend: the due day wished for; with Grant: the one that is given
	Confirms string     // with Close: the goal that is confirmed to be reached, as the person has read it
	Source   Source     // where all this was written down, if not by the person
	Seen     time.Time  // UpdatedAt of the milestone that the person had before them; zero: does not matter
	Request  string     // what asks for it, so that it is done once; may be empty
	At       time.Time
	Today    Day // the day of At where the deadlines are
}

// Entry is a step on one of many milestones.
type Entry struct {
	Milestone int64
	Step      Step
}

// Why a step is refused; see also StateError.
var (
	ErrForbidden       = errors.New("not permitted to this person")
	ErrReasonNeeded    = errors.New("words are needed")
	ErrRequestReused   = errors.New("request id was used for something else")
	ErrReasonTooLong   = fmt.Errorf("more than %d characters", MaxReason)
	ErrPercent         = errors.New("per cent out of 1 to 100")
	ErrTooMuchEvidence = fmt.Errorf("more than %d files", MaxEvidence)
	ErrTooLate         = errors.New("an extension has to be asked for before the due day")
	ErrDay             = errors.New("the new due day has to come after today and after the present one, within three years")
	ErrUnconfirmed     = errors.New("the goal that is confirmed is not the milestone's")
	ErrChanged         = errors.New("the milestone has changed since it was seen")
	ErrUrgedToday      = errors.New("has been urged today")
	ErrNobody          = errors.New("nobody is there to be told")
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

// Act does a step on m in the name of by, and gives the changed milestone and the
// event to be stored with it. Words are trimmed and cleared of control characters.
// Errors: ErrForbidden, ErrChanged, *StateError, ErrTooLate, ErrUrgedToday, ErrReasonNeeded, ErrReasonTooLong,
// then those of the step's other fields. The rules:
//
//	acknowledge  who is chased          open and not held → acknowledged
//	report       who has a part         anything but closed → reported; words needed; ends a hold,
//	                                    as a supervisor now has something to decide on, and a wish for an extension
//	extend       who is chased          while it is the unit's turn, before the due day; reason and day needed;
//	                                    another day replaces the wish before
//	return       supervisors            reported, closed → returned; reason needed
//	close        supervisors            reported → closed; anything else but closed too, with a reason;
//	                                    the goal has to be confirmed in the plan's words
//	chase        supervisors            held → not held, status unchanged
//	grant        supervisors            extension asked for → due on the day that is given
//	refuse       supervisors            extension asked for → no longer; reason needed
//	urge         supervisors            while it is the unit's turn, once a day
func Act(m Milestone, s Step, by Person) (Milestone, Event, error) {
	to, wordless, err := transition(m, s.Action, by, s.Today)
	words := clean(s.Words)
	switch {
	case errors.Is(err, ErrForbidden):
		return m, Event{}, err
	case !s.Seen.IsZero() && !s.Seen.Equal(m.UpdatedAt): // says more than what is not possible any more
		return m, Event{}, ErrChanged
	case err != nil:
		return m, Event{}, err
	case words == "" && !wordless:
		return m, Event{}, ErrReasonNeeded
	case utf8.RuneCountInString(words) > MaxReason:
		return m, Event{}, ErrReasonTooLong
	}
	e := Event{Milestone: m.ID, Action: s.Action, Actor: by.ID, Role: by.Role, At: s.At, From: m.Status, To: to, Reason: words, RequestID: s.Request}
	if e.Source, err = s.Source.cleaned(); err != nil {
		return m, Event{}, err
	}
	switch s.Action {
	case Report:
		if s.Percent < 0 || s.Percent > 100 {
			return m, Event{}, ErrPercent
		}
		if e.Evidence, err = cleanEvidence(s.Evidence); err != nil {
			return m, Event{}, err
		}
		e.Percent = s.Percent
		m.Report, m.Percent, m.Wish, m.Plea = words, s.Percent, 0, ""
	case Return:
		m.Remark = words
	case Close:
		if s.Confirms != m.Goal {
			return m, Event{}, ErrUnconfirmed
		}
		e.Confirms, m.Remark, m.Wish, m.Plea = m.Goal, words, 0, ""
	case Extend, Grant:
		if s.Day <= s.Today || s.Day <= m.Due || s.Day > max(s.Today, m.Due)+maxExtension {
			return m, Event{}, ErrDay
		}
		e.Day = s.Day
		if m.Wish, m.Plea = s.Day, words; s.Action == Grant {
			m.Due, m.Wish, m.Plea = s.Day, 0, ""
		}
	case Refuse:
		e.Day, m.Remark, m.Wish, m.Plea = m.Wish, words, 0, ""
	case Urge:
		m.Urged = s.Today
	}
	if s.Action == Chase || m.Held && s.Action == Report {
		m.Since = s.At
	}
	m.Status, m.Held, m.UpdatedAt = to, false, s.At
	return m, e, nil
}

// Actions gives what that person may do to m on that day.
func Actions(m Milestone, by Person, today Day) []Action {
	var can []Action
	for _, a := range []Action{Acknowledge, Report, Extend, Grant, Refuse, Close, Return, Chase, Urge} {
		if _, _, err := transition(m, a, by, today); err == nil {
			can = append(can, a)
		}
	}
	return can
}

// NeedsWords tells whether the action is refused without words on this milestone.
func NeedsWords(m Milestone, a Action, today Day) bool {
	_, wordless, err := transition(m, a, Person{Role: Admin}, today)
	return err == nil && !wordless
}

// transition gives the status that the action leads to and whether it may go without words.
func transition(m Milestone, a Action, by Person, today Day) (to Status, wordless bool, err error) {
	permitted := by.Role == Admin
	switch a {
	case Report:
		permitted = permitted || by.Joins(m)
	case Acknowledge, Extend:
		permitted = permitted || by.Answers(m)
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
	case a == Extend && m.AwaitsUnit() && m.Dated() && today >= m.Due:
		return "", false, ErrTooLate
	case a == Extend && m.AwaitsUnit() && m.Dated():
		return m.Status, false, nil
	case (a == Grant || a == Refuse) && m.Wish != 0:
		return m.Status, a == Grant, nil
	case a == Urge && m.AwaitsUnit() && m.Urged == today:
		return "", false, ErrUrgedToday
	case a == Urge && m.AwaitsUnit():
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
