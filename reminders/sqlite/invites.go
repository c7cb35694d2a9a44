package sqlite

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"duban/reminders"
)

// CreateInvite gives the token of an invitation that ends after ttl: 128 random bits
// in 22 characters that fit in a link. Only its hash is stored, so nobody can read it
// again. By as for Bind.
func (s *Store) CreateInvite(ctx context.Context, unit string, role reminders.Role, by reminders.Recipient, now time.Time, ttl time.Duration) (token string, err error) {
	if err := reminders.Fits(role, unit); err != nil {
		return "", err
	}
	if ttl <= 0 {
		return "", fmt.Errorf("invitation for %s", ttl)
	}
	random := make([]byte, 16)
	rand.Read(random) // never fails
	token = base64.RawURLEncoding.EncodeToString(random)
	err = s.write(ctx, func(tx *sql.Tx) error {
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO invites (hash, role, unit, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
			digest(token), role, unit, by, now.Unix(), now.Add(ttl).Unix())
		if err != nil {
			return err
		}
		return logPerson(ctx, tx, by, logInvite, role, unit, by, now)
	})
	if err != nil {
		return "", err
	}
	return token, nil
}

// RedeemInvite lets the person in as the invitation says. It works once; the same
// person may repeat it without effect while bound. Errors: reminders.ErrInviteUnknown,
// ErrInviteUsed, ErrInviteExpired, ErrInviteRevoked, also where who made it may not invite
// any more; all but the first come with the
// invitation.
func (s *Store) RedeemInvite(ctx context.Context, token string, id reminders.Recipient, name string, now time.Time) (reminders.Invite, error) {
	var v reminders.Invite
	err := s.write(ctx, func(tx *sql.Tx) error {
		var usedBy sql.Null[reminders.Recipient]
		var revoked sql.NullInt64
		err := tx.QueryRowContext(ctx, "SELECT hash, unit, role, created_by, created_at, expires_at, used_by, revoked_at FROM invites WHERE hash = ?", digest(token)).
			Scan(&v.Hash, &v.Unit, &v.Role, &v.By, unix{&v.CreatedAt}, unix{&v.ExpiresAt}, &usedBy, &revoked)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return reminders.ErrInviteUnknown
		case err != nil:
			return err
		case usedBy.Valid && usedBy.V == id:
			return stillHolds(ctx, tx, id, v)
		case usedBy.Valid:
			return reminders.ErrInviteUsed
		case revoked.Valid:
			return reminders.ErrInviteRevoked
		case !now.Before(v.ExpiresAt):
			return reminders.ErrInviteExpired
		}
		if by, err := person(ctx, tx, v.By); v.By != reminders.System && (errors.Is(err, reminders.ErrNotFound) || err == nil && !reminders.StillInvites(by)) {
			return reminders.ErrInviteRevoked
		} else if err != nil && v.By != reminders.System {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE invites SET used_by = ?, used_at = ? WHERE hash = ?", id, now.Unix(), digest(token)); err != nil {
			return err
		}
		return bind(ctx, tx, id, name, v.Role, v.Unit, v.By, now)
	})
	return v, err
}

// OpenInvites gives the invitations that can still be opened, the newest first.
func (s *Store) OpenInvites(ctx context.Context, now time.Time) ([]reminders.Invite, error) {
	return list(ctx, s.r, func(r row) (v reminders.Invite, err error) {
		return v, r.Scan(&v.Hash, &v.Unit, &v.Role, &v.By, unix{&v.CreatedAt}, unix{&v.ExpiresAt})
	}, "SELECT hash, unit, role, created_by, created_at, expires_at FROM invites WHERE used_by IS NULL AND revoked_at IS NULL AND expires_at > ? ORDER BY created_at DESC, hash", now.Unix())
}

// RevokeInvite ends an invitation that nobody has opened. By as for Bind. Errors:
// reminders.ErrNotFound, also for one that was opened or revoked.
func (s *Store) RevokeInvite(ctx context.Context, hash string, by reminders.Recipient, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		var v reminders.Invite
		err := tx.QueryRowContext(ctx, "UPDATE invites SET revoked_at = ? WHERE hash = ? AND used_by IS NULL AND revoked_at IS NULL RETURNING role, unit", now.Unix(), hash).
			Scan(&v.Role, &v.Unit)
		if errors.Is(err, sql.ErrNoRows) {
			return reminders.ErrNotFound
		}
		if err != nil {
			return err
		}
		return logPerson(ctx, tx, by, logRevoke, v.Role, v.Unit, by, now)
	})
}

// voidInvites ends the invitations that a person has made and nobody has opened, unless
// the person may still invite.
func voidInvites(ctx context.Context, tx *sql.Tx, id, by reminders.Recipient, now time.Time) error {
	p, err := person(ctx, tx, id)
	if err == nil && reminders.StillInvites(p) {
		return nil
	}
	if err != nil && !errors.Is(err, reminders.ErrNotFound) {
		return err
	}
	voided, err := list(ctx, tx, func(r row) (v reminders.Invite, err error) { return v, r.Scan(&v.Role, &v.Unit) },
		"UPDATE invites SET revoked_at = ? WHERE created_by = ? AND used_by IS NULL AND revoked_at IS NULL RETURNING role, unit", now.Unix(), id)
	if err != nil {
		return err
	}
	for _, v := range voided {
		if err := logPerson(ctx, tx, id, logRevoke, v.Role, v.Unit, by, now); err != nil {
			return err
		}
	}
	return nil
}

// stillHolds refuses a person from whom what the invitation gave was taken since.
func stillHolds(ctx context.Context, tx *sql.Tx, id reminders.Recipient, v reminders.Invite) error {
	p, err := person(ctx, tx, id)
	if errors.Is(err, reminders.ErrNotFound) || err == nil && v.Unit != "" && !slices.Contains(p.Units, v.Unit) {
		return reminders.ErrInviteUsed
	}
	return err
}

func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
