package sqlite

import (
	"context"

	"duban/reminders"
)

// PeopleLog gives every change of who may do what, the oldest first.
func (s *Store) PeopleLog(ctx context.Context) ([]reminders.PersonEvent, error) {
	return list(ctx, s.r, func(r row) (e reminders.PersonEvent, err error) {
		return e, r.Scan(&e.ID, &e.Person, &e.Action, &e.Role, &e.Unit, &e.Actor, unix{&e.At})
	}, "SELECT id, person, action, role, unit, actor, at FROM people_log ORDER BY id")
}
