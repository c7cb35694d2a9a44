package reminders

import (
	"errors"
	"slices"
)

// Recipient is who can be told something. It is opaque here; the chat gives it
// its meaning.
type Recipient string

// Role is what a person may do.
type Role string

const (
	Admin   Role = "admin"   // supervisor: invites, verifies, closes
	Leader  Role = "leader"  // reads all
	Liaison Role = "liaison" // acts for the units that it is bound to
	Reader  Role = "reader"  // asks the plan
)

// String names the role.
func (r Role) String() string {
	switch r {
	case Admin:
		return "督查员"
	case Leader:
		return "领导"
	case Liaison:
		return "联络员"
	case Reader:
		return "读者"
	}
	return string(r)
}

// Person is somebody who was let in.
type Person struct {
	ID          Recipient
	Name        string // as the person calls themselves
	Role        Role
	Units       []string // bound to, in alphabetical order
	Unreachable bool     // has blocked the messages
	Silent      bool     // has no address, as somebody at a terminal: is told nothing
}

// ActsFor tells whether the person is bound to the unit.
func (p Person) ActsFor(unit string) bool { return slices.Contains(p.Units, unit) }

// Invite is what an invitation gave.
type Invite struct {
	Unit string // empty for a role without a unit
	Role Role
}

// Errors of people and invitations.
var (
	ErrUnknownPerson = errors.New("the person was not let in")
	ErrInviteUnknown = errors.New("no such invitation")
	ErrInviteUsed    = errors.New("the invitation was used already")
	ErrInviteExpired = errors.New("the invitation has expired")
)
