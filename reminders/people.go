package reminders

import (
	"errors"
	"slices"
	"time"
)

// Recipient is where a person can be written to, and who that person is: opaque
// here, such as "tg:1001".
type Recipient string

// System is the actor of what the program does by itself: issuing on import.
const System Recipient = "system"

// Role is what a person may do.
type Role string

// The roles, from least to most. Whoever has none is a stranger.
const (
	Reader  Role = "reader"  // asks what the plan says
	Liaison Role = "liaison" // acts for the units that it is bound to
	Leader  Role = "leader"  // reads everything
	Admin   Role = "admin"   // supervises
)

// Group is the role of a group's chat among those who are told things: it gets the
// digests of its unit, or of the whole plan where it is bound to none, and may do nothing.
const Group Role = "group"

var roles = []Role{Reader, Liaison, Leader, Admin}

// Valid tells whether r is one of the roles.
func (r Role) Valid() bool { return slices.Contains(roles, r) }

// Higher gives the one of both roles that may do more.
func (r Role) Higher(other Role) Role {
	if slices.Index(roles, other) > slices.Index(roles, r) {
		return other
	}
	return r
}

// Label gives the role's name in Chinese.
func (r Role) Label() string {
	switch r {
	case Admin:
		return "督查员"
	case Leader:
		return "领导"
	case Liaison:
		return "联络员"
	case Reader:
		return "读者"
	case Group:
		return "群"
	}
	return "未登记"
}

// Person is somebody who has been let in.
type Person struct {
	ID          Recipient
	Name        string // as the person calls themselves; untrusted
	Role        Role
	Units       []string // bound to these, sorted
	Silent      bool     // has no address, as somebody at a terminal: is told nothing
	Unreachable bool     // the last message came back: blocked. Writing to us ends it
	Configured  bool     // is a supervisor by configuration, which alone can end that
	Language    string   // that the person has chosen, as IETF tags it; empty: Chinese
	Hours       Hours
	JoinedAt    time.Time
	SeenAt      time.Time // zero: has never written
}

// Serves tells whether p is bound to the unit and works for it: such a person gets
// its reminders. A reader does not.
func (p Person) Serves(unit string) bool {
	return p.Role.Valid() && p.Role != Reader && slices.Contains(p.Units, unit)
}

// audience gives those who are told about a unit's milestones: the people who serve
// it. While none of them can be reached, the supervisors are told as well. Whoever
// is silent does not count.
func audience(unit string, people []Person) []Person {
	var told, admins []Person
	reachable := false
	for _, p := range people {
		switch {
		case p.Silent:
		case p.Serves(unit):
			told = append(told, p)
			reachable = reachable || !p.Unreachable
		case p.Role == Admin:
			admins = append(admins, p)
		}
	}
	if reachable {
		return told
	}
	return append(told, admins...)
}

// Why a person is not removed.
var (
	ErrLastAdmin  = errors.New("is the last supervisor")
	ErrConfigured = errors.New("is a supervisor by configuration")
)
