package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"duban/reminders"
)

// What is written to people_log.
const (
	logConfigure   = "configure"   // admin by configuration
	logUnconfigure = "unconfigure" // no longer
	logInvite      = "invite"      // has made an invitation
	logBind        = "bind"        // got a role, and a unit if one is named
	logUnbind      = "unbind"
	logUnreachable = "unreachable"
	logReachable   = "reachable"
	logHours       = "hours" // has set their own hours
	logRemove      = "remove"
	logLeave       = "leave"
	logRevoke      = "revoke"  // has revoked an invitation
	logGroup       = "group"   // a chat was bound
	logUngroup     = "ungroup" // no longer
	logClock       = "clock"   // says that the clock is right, which stands in unit with what it ought to say
	logOpen        = "open"    // has opened an invitation that is to be confirmed
)

// personQuery gives people with their role in force and their units, a line each.
const personQuery = `SELECT id, name, CASE WHEN configured = 1 THEN 'admin' ELSE role END, silent, unreachable, configured, language, hour, quiet_from, quiet_to, joined_at, seen_at,
	coalesce((SELECT group_concat(unit, char(10) ORDER BY unit) FROM bindings WHERE person = id), '') FROM people`

func scanPerson(r row) (p reminders.Person, err error) {
	var units string
	err = r.Scan(&p.ID, &p.Name, &p.Role, &p.Silent, &p.Unreachable, &p.Configured, &p.Language, &p.Hours.Own, &p.Hours.QuietFrom, &p.Hours.QuietTo, unix{&p.JoinedAt}, unix{&p.SeenAt}, &units)
	if units != "" {
		p.Units = strings.Split(units, "\n")
	}
	return p, err
}

// People gives everybody who has been let in, by id.
func (s *Store) People(ctx context.Context) ([]reminders.Person, error) { return people(ctx, s.r) }

func people(ctx context.Context, q querier) ([]reminders.Person, error) {
	return list(ctx, q, scanPerson, personQuery+" ORDER BY id")
}

// Person gives the person with that id, or reminders.ErrNotFound: a stranger.
func (s *Store) Person(ctx context.Context, id reminders.Recipient) (reminders.Person, error) {
	return person(ctx, s.r, id)
}

func person(ctx context.Context, q querier, id reminders.Recipient) (reminders.Person, error) {
	p, err := scanPerson(q.QueryRowContext(ctx, personQuery+" WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		err = reminders.ErrNotFound
	}
	if err != nil {
		return p, fmt.Errorf("person %s: %w", id, err)
	}
	return p, nil
}

// EnsureAdmins makes these people supervisors, and those whom an earlier call made
// so no longer. Roles and units that were given by invitation stay; who has none is a
// stranger again.
func (s *Store) EnsureAdmins(ctx context.Context, ids []reminders.Recipient, now time.Time) error {
	wanted := map[reminders.Recipient]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		configured, err := list(ctx, tx, func(r row) (id reminders.Recipient, err error) { return id, r.Scan(&id) },
			"SELECT id FROM people WHERE configured = 1")
		if err != nil {
			return err
		}
		for _, id := range configured {
			if wanted[id] {
				delete(wanted, id)
				continue
			}
			for _, query := range []string{
				"DELETE FROM people WHERE id = ? AND role IS NULL",
				"UPDATE people SET configured = 0 WHERE id = ?",
			} {
				if _, err := tx.ExecContext(ctx, query, id); err != nil {
					return err
				}
			}
			if err := logPerson(ctx, tx, id, logUnconfigure, reminders.Admin, "", reminders.System, now); err != nil {
				return err
			}
			if err := voidInvites(ctx, tx, id, reminders.System, now); err != nil {
				return err
			}
		}
		for _, id := range ids {
			if !wanted[id] {
				continue
			}
			delete(wanted, id)
			_, err := tx.ExecContext(ctx, "INSERT INTO people (id, name, configured, joined_at) VALUES (?, '', 1, ?) ON CONFLICT (id) DO UPDATE SET configured = 1",
				id, now.Unix())
			if err != nil {
				return err
			}
			if err := logPerson(ctx, tx, id, logConfigure, reminders.Admin, "", reminders.System, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// Bind lets a person in: with the role, or the one that they have if that may do
// more, and bound to the unit unless it is empty. By is a supervisor, or
// reminders.System for the person who runs the program; else reminders.ErrForbidden.
func (s *Store) Bind(ctx context.Context, id reminders.Recipient, name string, role reminders.Role, unit string, by reminders.Recipient, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		return bind(ctx, tx, id, name, role, unit, by, now)
	})
}

func bind(ctx context.Context, tx *sql.Tx, id reminders.Recipient, name string, role reminders.Role, unit string, by reminders.Recipient, now time.Time) error {
	if err := reminders.Fits(role, unit); err != nil {
		return err
	}
	var given sql.Null[reminders.Role]
	err := tx.QueryRowContext(ctx, "SELECT role FROM people WHERE id = ?", id).Scan(&given)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO people (id, name, role, joined_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET role = excluded.role, name = iif(excluded.name = '', name, excluded.name)`,
		id, name, role.Higher(given.V), now.Unix())
	if err != nil {
		return err
	}
	if unit != "" {
		if _, err := tx.ExecContext(ctx, "INSERT INTO bindings (person, unit) VALUES (?, ?) ON CONFLICT DO NOTHING", id, unit); err != nil {
			return err
		}
	}
	return logPerson(ctx, tx, id, logBind, role, unit, by, now)
}

// AdmitLocal lets in somebody at this machine's terminal, with exactly that role and
// those units, who is told nothing by message. Whoever can run the program on the data
// folder could do as much, so nobody has to permit it.
func (s *Store) AdmitLocal(ctx context.Context, id reminders.Recipient, name string, role reminders.Role, units []string, now time.Time) error {
	given := units
	if len(given) == 0 {
		given = []string{""}
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		for _, unit := range given {
			if err := bind(ctx, tx, id, name, role, unit, reminders.System, now); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "UPDATE people SET role = ?, silent = 1 WHERE id = ?", role, id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM bindings WHERE person = ? AND unit NOT IN ("+places(len(units))+")", append([]any{id}, anys(units)...)...)
		return err
	})
}

// Unbind takes a unit from a person, who keeps the role. By as for Bind, or the person.
func (s *Store) Unbind(ctx context.Context, id reminders.Recipient, unit string, by reminders.Recipient, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if by != id {
			if err := mustSupervise(ctx, tx, by); err != nil {
				return err
			}
		}
		if hit, err := affects(tx.ExecContext(ctx, "DELETE FROM bindings WHERE person = ? AND unit = ?", id, unit)); !hit {
			return err
		}
		return logPerson(ctx, tx, id, logUnbind, "", unit, by, now)
	})
}

// Remove takes a person out, with all units. By as for Bind, or the person, who leaves.
// Errors: reminders.ErrLastAdmin, reminders.ErrConfigured, reminders.ErrNotFound.
func (s *Store) Remove(ctx context.Context, id, by reminders.Recipient, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		action := logLeave
		if by != id {
			action = logRemove
			if err := mustSupervise(ctx, tx, by); err != nil {
				return err
			}
		}
		everybody, err := people(ctx, tx)
		if err != nil {
			return err
		}
		gone, err := reminders.Leaving(id, everybody)
		if err != nil {
			return err
		}
		for _, query := range []string{"DELETE FROM bindings WHERE person = ?", "DELETE FROM snoozes WHERE person = ?", "DELETE FROM people WHERE id = ?"} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return err
			}
		}
		if err := voidInvites(ctx, tx, id, by, now); err != nil {
			return err
		}
		return logPerson(ctx, tx, id, action, gone.Role, strings.Join(gone.Units, "、"), by, now)
	})
}

// SetLanguage keeps the language that a person has chosen, as IETF tags it. A stranger's is not kept.
func (s *Store) SetLanguage(ctx context.Context, id reminders.Recipient, language string) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE people SET language = ? WHERE id = ?", language, id)
		return err
	})
}

// MarkSeen notes that the person has written, and what they call themselves: they can
// be reached again. A stranger is not noted.
func (s *Store) MarkSeen(ctx context.Context, id reminders.Recipient, name string, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE people SET seen_at = ?, name = iif(? = '', name, ?) WHERE id = ?", now.Unix(), name, name, id)
		if err != nil {
			return err
		}
		if hit, err := affects(tx.ExecContext(ctx, "UPDATE people SET unreachable = 0 WHERE id = ? AND unreachable = 1", id)); !hit {
			return err
		}
		return logPerson(ctx, tx, id, logReachable, "", "", id, now)
	})
}

// MarkUnreachable implements reminders.Diary.
func (s *Store) MarkUnreachable(ctx context.Context, id reminders.Recipient, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		newly := false
		for _, query := range []string{"UPDATE people SET unreachable = 1 WHERE id = ? AND unreachable = 0", "UPDATE chats SET unreachable = 1 WHERE chat = ? AND unreachable = 0"} {
			hit, err := affects(tx.ExecContext(ctx, query, id))
			if err != nil {
				return err
			}
			newly = newly || hit
		}
		if !newly {
			return nil
		}
		if err := logPerson(ctx, tx, id, logUnreachable, "", "", reminders.System, now); err != nil {
			return err
		}
		everybody, err := recipients(ctx, tx)
		if err != nil {
			return err
		}
		_, err = insertDeliveries(ctx, tx, reminders.UnreachableNotices(id, everybody, now))
		return err
	})
}

// affects tells whether a statement changed a row; with an error it did not.
func affects(r sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0 && err == nil, err
}

// mustSupervise refuses everybody but supervisors and the program itself.
func mustSupervise(ctx context.Context, q querier, id reminders.Recipient) error {
	if id == reminders.System {
		return nil
	}
	p, err := person(ctx, q, id)
	if errors.Is(err, reminders.ErrNotFound) {
		return reminders.ErrForbidden
	}
	if err != nil {
		return err
	}
	return reminders.Supervises(p)
}

func logPerson(ctx context.Context, tx *sql.Tx, id reminders.Recipient, action string, role reminders.Role, unit string, by reminders.Recipient, now time.Time) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO people_log (person, action, role, unit, actor, at) VALUES (?, ?, ?, ?, ?, ?)",
		id, action, role, unit, by, now.Unix())
	return err
}
