// Package reminders is the diary: what people did about a plan. It holds the ledger
// of milestones, their life cycle and audit trail, and the reminders that go out
// before and after a deadline. It knows nothing of the plan's text or of chat, and
// keeps nothing itself: see reminders/sqlite for the store.
package reminders

import (
	"errors"
	"time"
)

// ErrNotFound: no milestone or person has that id.
var ErrNotFound = errors.New("not found")

// Status is how far a milestone has come. Being overdue is no status: it is
// computed from the day.
type Status string

// The statuses in the order of a milestone's life.
const (
	Open         Status = "open"         // issued, nobody has confirmed it
	Acknowledged Status = "acknowledged" // the unit has confirmed that it knows
	Reported     Status = "reported"     // the unit has reported, a supervisor has to verify
	Returned     Status = "returned"     // a supervisor wants another report
	Closed       Status = "closed"       // verified and done
	Cancelled    Status = "cancelled"    // the plan was revised and has it no more
)

// Statuses gives all statuses in the order of a milestone's life.
func Statuses() []Status { return []Status{Open, Acknowledged, Reported, Returned, Closed, Cancelled} }

// Label gives the status's name in Chinese.
func (s Status) Label() string {
	switch s {
	case Open:
		return "待签收"
	case Acknowledged:
		return "已签收"
	case Reported:
		return "已填报"
	case Returned:
		return "已退回"
	case Closed:
		return "已销号"
	case Cancelled:
		return "已取消"
	}
	return string(s)
}

// Milestone (节点) is one thing that one unit has to reach by one day.
type Milestone struct {
	ID         int64
	Plan       string // stable key of the plan
	Key        string // stable identity within the plan, unique there
	Unit       string
	Project    string // empty outside a schedule
	Year       int
	Goal       string // the plan's own words
	Clause     string // where they stand: 附件, （八）
	Due        Day    // the last day in time
	Original   Day    // Due as the plan has it, before any extension
	Convention bool   // the text gives a year only: Original is its 31 December by convention of the system
	Status     Status
	Held       bool      // was past when first imported: not chased until a supervisor decides
	Report     string    // words of the last report
	Percent    int       // of the last report, 1 to 100; 0: none was given
	Remark     string    // words of the last return or closing
	Shared     string    // the other units of the same goal, as printed
	Role       string    // 牵头 or 配合, where the text says so; else empty
	Wish       Day       // an extension to that day is asked for; 0: none is
	Plea       string    // why
	Urged      Day       // of the last urging; 0: never
	Since      time.Time // when it was imported, or released from hold: nothing is owed for days before that
	UpdatedAt  time.Time // last change by a person, or the import
}

// Done tells that nothing more is to be done: it is closed or cancelled.
func (m Milestone) Done() bool { return m.Status == Closed || m.Status == Cancelled }

// AwaitsUnit tells whether it is the unit's turn to do something. If not, nothing
// is owed: a supervisor has to decide, or all is done.
func (m Milestone) AwaitsUnit() bool {
	return !m.Held && (m.Status == Open || m.Status == Acknowledged || m.Status == Returned)
}

// Overdue tells whether the due day has passed while it is the unit's turn. A report
// stops the clock until a supervisor closes the milestone or returns it; what is
// held is not overdue but unverified.
func (m Milestone) Overdue(today Day) bool { return m.AwaitsUnit() && today > m.Due }

// Extended tells whether the due day is a later one than the plan's.
func (m Milestone) Extended() bool { return m.Due != m.Original }

// DaysLeft gives the days until the due day: 0 on it, negative after it.
func (m Milestone) DaysLeft(today Day) int { return int(m.Due - today) }

// Filter chooses milestones. What is empty does not restrict.
type Filter struct {
	Plan     string
	Units    []string
	Project  string
	Year     int
	Statuses []Status
	HeldOnly bool
	// Awaiting keeps those for which it is the unit's turn, see Milestone.AwaitsUnit.
	Awaiting bool
	Wishing  bool // keeps those for which an extension is asked for
	DueFrom  Day  // keeps those that are due then or later; 0: all
	DueUntil Day  // keeps those that are due then or earlier; 0: all
	Limit    int  // at most so many; 0: all
	// Cancelled adds those that a revision has cancelled, which are left out otherwise.
	Cancelled bool
}

// Imported counts what an import did.
type Imported struct {
	Added int // new milestones, the held ones included
	Held  int // of these, past already
	Kept  int // known milestones, left as they were
	// Changed and Cancelled milestones were known.
	Changed, Cancelled int
}
