package reminders

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Supervises refuses everybody but supervisors with ErrForbidden.
func Supervises(p Person) error {
	if p.Role != Admin {
		return ErrForbidden
	}
	return nil
}

// StillInvites reports whether an invitation that p has made may be opened: p supervises,
// or sits at the machine, where anybody could do as much.
func StillInvites(p Person) bool { return p.Role == Admin || p.Silent }

// Fits checks whether the role can be given with that unit.
func Fits(role Role, unit string) error {
	switch {
	case !role.Valid():
		return fmt.Errorf("no such role: %q", role)
	case role == Liaison && unit == "":
		return errors.New("a liaison needs a unit")
	case strings.ContainsFunc(unit, func(r rune) bool { return r < ' ' }):
		return fmt.Errorf("unit %q has control characters", unit)
	}
	return nil
}

// Leaving returns the person with that id, if they may go or be removed. Errors:
// ErrNotFound, ErrConfigured, ErrLastAdmin.
func Leaving(id Recipient, everybody []Person) (Person, error) {
	i := slices.IndexFunc(everybody, func(p Person) bool { return p.ID == id })
	if i < 0 {
		return Person{}, ErrNotFound
	}
	others := slices.ContainsFunc(everybody, func(p Person) bool { return p.ID != id && p.Role == Admin && !p.Silent }) // one at a terminal cannot be told anything
	switch p := everybody[i]; {
	case p.Configured:
		return Person{}, ErrConfigured
	case p.Role == Admin && !p.Silent && !others:
		return Person{}, ErrLastAdmin
	default:
		return p, nil
	}
}
