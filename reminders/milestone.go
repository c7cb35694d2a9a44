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

// Milestone (节点) is one thing that has to be reached, by one day or without a deadline,
// once however many units share it.
type Milestone struct {
	ID         int64
	Plan       string  // stable key of the plan
	Key        string  // stable identity within the plan, unique there
	Unit       string  // that answers first: the lead, or the first that is named
	Role       string  // of Unit, see Party
	Others     []Party // who has a part in it besides
	Project    string  // empty outside a schedule
	Year       int     // 0: it has no deadline
	Goal       string  // the plan's own words
	Clause     string  // where they stand: 附件, （八）
	Begins     Day     // it is not asked for before; 0: at once
	Due        Day     // the last day in time; 0: there is none
	Original   Day     // Due as the plan has it, before any extension
	Convention bool    // the text gives a year only, or a period: Original is its last day by convention of the system
	Recurrence string  // as printed, where it recurs: 每季度
	Period     string  // of one that recurs, which this is: 2025年第二季度; empty where Recurrence names no periods
	Until      Day     // no period begins after it; 0: not known
	Status     Status
	Held       bool      // was past when first imported: not chased until a supervisor decides
	Report     string    // words of the last report
	Percent    int       // of the last report, 1 to 100; 0: none was given
	Remark     string    // words of the last return or closing
	Shared     string    // all units of the goal as printed, where there are several
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
func (m Milestone) Overdue(today Day) bool { return m.AwaitsUnit() && m.Past(today) }

// Past reports whether the due day has passed.
func (m Milestone) Past(today Day) bool { return m.Due != 0 && today > m.Due }

// Dated reports whether there is a deadline.
func (m Milestone) Dated() bool { return m.Due != 0 }

// Name returns what m is about, with the period of one that recurs.
func (m Milestone) Name() string {
	if m.Period == "" {
		return m.Project
	}
	return m.Project + "（" + m.Period + "）"
}

// Extended tells whether the due day is a later one than the plan's.
func (m Milestone) Extended() bool { return m.Due != m.Original }

// DaysLeft gives the days until the due day: 0 on it, negative after it. Without a
// deadline they are more than any other milestone has.
func (m Milestone) DaysLeft(today Day) int { return int(m.Due.orNever() - today) }

// Filter chooses milestones. What is empty does not restrict.
type Filter struct {
	Plan     string
	Units    []string // of which any has a part in it
	Project  string
	Year     int
	Statuses []Status
	HeldOnly bool
	// Awaiting keeps those for which it is the unit's turn, see Milestone.AwaitsUnit.
	Awaiting bool
	Wishing  bool // keeps those for which an extension is asked for
	DueFrom  Day  // keeps those that are due then or later, and those without a deadline; 0: all
	DueUntil Day  // keeps those that are due then or earlier; 0: all
	Undated  bool // keeps those without a deadline
	// Recurring keeps the occurrences of what recurs.
	Recurring bool
	Limit     int // at most so many; 0: all
	// Cancelled adds those that a revision has cancelled, which are left out otherwise.
	Cancelled bool
	Merged    bool // adds, with Cancelled, copies that have become one with others
}

// Imported counts what an import did.
type Imported struct {
	Added int // new milestones, the held ones included
	Held  int // of these, past already
	Kept  int // known milestones, left as they were
	// Changed and Cancelled milestones were known.
	Changed, Cancelled int
	Merged             int // were copies of a goal that several share, and are now one with it
	Struck             int // are left out, as somebody has decided
}
