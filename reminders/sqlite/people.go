package sqlite

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"time"

	"duban/reminders"
)

func person(ctx context.Context, q querier, id reminders.Recipient) (reminders.Person, error) {
	p := reminders.Person{ID: id}
	err := q.QueryRowContext(ctx, `SELECT name, role, unreachable, silent FROM people WHERE id = ?`, id).Scan(&p.Name, &p.Role, &p.Unreachable, &p.Silent)
	if errors.Is(err, sql.ErrNoRows) {
		return p, reminders.ErrUnknownPerson
	}
	if err != nil {
		return p, err
	}
	p.Units, err = collect(ctx, q, func(row func(...any) error) (u string, err error) { return u, row(&u) },
		`SELECT unit FROM bindings WHERE person = ? ORDER BY unit`, id)
	return p, err
}

// Person gives somebody who was let in, or reminders.ErrUnknownPerson.
func (s *Store) Person(ctx context.Context, id reminders.Recipient) (reminders.Person, error) {
	return person(ctx, s.read, id)
}

// Seen notes that the person has written, which makes them reachable again.
func (s *Store) Seen(ctx context.Context, id reminders.Recipient, name string, now time.Time) error {
	_, err := s.write.ExecContext(ctx, `UPDATE people SET seen_at = ?, unreachable = 0, name = ? WHERE id = ?`, now.Unix(), name, id)
	return err
}

// People gives everybody who was let in.
func (s *Store) People(ctx context.Context) ([]reminders.Person, error) { return people(ctx, s.read) }

func people(ctx context.Context, q querier) ([]reminders.Person, error) {
	all, err := collect(ctx, q, func(row func(...any) error) (p reminders.Person, err error) {
		return p, row(&p.ID, &p.Name, &p.Role, &p.Unreachable, &p.Silent)
	}, `SELECT id, name, role, unreachable, silent FROM people ORDER BY joined_at, id`)
	if err != nil {
		return nil, err
	}
	type binding struct {
		person reminders.Recipient
		unit   string
	}
	bound, err := collect(ctx, q, func(row func(...any) error) (b binding, err error) { return b, row(&b.person, &b.unit) },
		`SELECT person, unit FROM bindings ORDER BY unit`)
	units := map[reminders.Recipient][]string{}
	for _, b := range bound {
		units[b.person] = append(units[b.person], b.unit)
	}
	for i := range all {
		all[i].Units = units[all[i].ID]
	}
	return all, err
}

// SetAdmins makes those people supervisors whom the configuration names. One whom
// it no longer names, and who was a supervisor for that reason alone, becomes a
// liaison of the units bound to, or a reader.
func (s *Store) SetAdmins(ctx context.Context, admins []reminders.Recipient, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		named := append([]any{}, anys(admins)...)
		if _, err := tx.ExecContext(ctx, `UPDATE people SET configured = 0,
			role = CASE WHEN EXISTS (SELECT 1 FROM bindings WHERE person = people.id) THEN 'liaison' ELSE 'reader' END
			WHERE configured = 1 AND id NOT IN (`+marks(len(named))+`)`, named...); err != nil {
			return err
		}
		for _, id := range admins {
			res, err := tx.ExecContext(ctx, `INSERT INTO people (id, name, role, configured, unreachable, silent, joined_at, seen_at)
				VALUES (?, '', 'admin', 1, 0, 0, ?, 0) ON CONFLICT (id) DO UPDATE SET role = 'admin', configured = 1 WHERE role <> 'admin'`, id, now.Unix())
			if err != nil {
				return err
			}
			if n, err := res.RowsAffected(); err != nil {
				return err
			} else if n > 0 {
				if err := logPerson(ctx, tx, id, "", "admin", "by configuration", now); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// AdmitLocal lets in somebody at this machine's terminal, who is told nothing by
// message. Whoever can run the program on the data folder can do as much.
func (s *Store) AdmitLocal(ctx context.Context, p reminders.Person, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO people (id, name, role, configured, unreachable, silent, joined_at, seen_at) VALUES (?, ?, ?, 0, 0, 1, ?, ?)
			ON CONFLICT (id) DO UPDATE SET role = excluded.role`, p.ID, p.Name, p.Role, now.Unix(), now.Unix()); err != nil {
			return err
		}
		for _, u := range p.Units {
			if _, err := tx.ExecContext(ctx, `INSERT INTO bindings (person, unit) VALUES (?, ?) ON CONFLICT DO NOTHING`, p.ID, u); err != nil {
				return err
			}
		}
		return nil
	})
}

func logPerson(ctx context.Context, tx *sql.Tx, who, actor reminders.Recipient, what, detail string, now time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO people_log (at, person, actor, what, detail) VALUES (?, ?, ?, ?, ?)`, now.Unix(), who, actor, what, detail)
	return err
}

// CreateInvite makes an invitation that one person can use until ttl has passed.
// Only the token's hash is stored. Only a supervisor may invite.
func (s *Store) CreateInvite(ctx context.Context, inv reminders.Invite, by reminders.Recipient, now time.Time, ttl time.Duration) (token string, err error) {
	secret := make([]byte, 16)
	rand.Read(secret) // never fails
	token = base64.RawURLEncoding.EncodeToString(secret)
	return token, s.change(ctx, func(tx *sql.Tx) error {
		who, err := person(ctx, tx, by)
		if err != nil {
			return err
		}
		if who.Role != reminders.Admin {
			return reminders.ErrForbidden
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO invites (hash, unit, role, made_by, made_at, expires_at, used_by, used_at) VALUES (?, ?, ?, ?, ?, ?, '', 0)`,
			hashed(token), inv.Unit, inv.Role, by, now.Unix(), now.Add(ttl).Unix()); err != nil {
			return err
		}
		return logPerson(ctx, tx, "", by, "invite", string(inv.Role)+" "+inv.Unit, now)
	})
}

func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// rank orders roles, so that an invitation never takes a right away.
var rank = map[reminders.Role]int{reminders.Reader: 1, reminders.Liaison: 2, reminders.Leader: 3, reminders.Admin: 4}

// RedeemInvite lets the person in and binds them to the invitation's unit. The same
// person opening the link again changes nothing and is no error.
func (s *Store) RedeemInvite(ctx context.Context, token string, id reminders.Recipient, name string, now time.Time) (reminders.Invite, error) {
	var inv reminders.Invite
	err := s.change(ctx, func(tx *sql.Tx) error {
		var expires int64
		var usedBy reminders.Recipient
		err := tx.QueryRowContext(ctx, `SELECT unit, role, expires_at, used_by FROM invites WHERE hash = ?`, hashed(token)).
			Scan(&inv.Unit, &inv.Role, &expires, &usedBy)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return reminders.ErrInviteUnknown
		case err != nil:
			return err
		case usedBy == id:
			return nil
		case usedBy != "":
			return reminders.ErrInviteUsed
		case now.Unix() >= expires:
			return reminders.ErrInviteExpired
		}
		role := inv.Role
		switch before, err := person(ctx, tx, id); {
		case err == nil && rank[before.Role] > rank[role]:
			role = before.Role
		case err != nil && !errors.Is(err, reminders.ErrUnknownPerson):
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO people (id, name, role, configured, unreachable, silent, joined_at, seen_at) VALUES (?, ?, ?, 0, 0, 0, ?, ?)
			ON CONFLICT (id) DO UPDATE SET role = excluded.role, unreachable = 0, seen_at = excluded.seen_at`, id, name, role, now.Unix(), now.Unix()); err != nil {
			return err
		}
		if inv.Unit != "" {
			if _, err := tx.ExecContext(ctx, `INSERT INTO bindings (person, unit) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, inv.Unit); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `UPDATE invites SET used_by = ?, used_at = ? WHERE hash = ?`, id, now.Unix(), hashed(token)); err != nil {
			return err
		}
		return logPerson(ctx, tx, id, id, "join", string(inv.Role)+" "+inv.Unit, now)
	})
	return inv, err
}
