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

const inviteColumns = "hash, unit, role, created_by, created_at, expires_at, coalesce(opened_by, ''), opened_name, opened_user, opened_at, used_by IS NOT NULL"

func scanInvite(r row) (v reminders.Invite, err error) { return v, r.Scan(inviteFields(&v)...) }

func inviteFields(v *reminders.Invite) []any {
	return []any{&v.Hash, &v.Unit, &v.Role, &v.By, unix{&v.CreatedAt}, unix{&v.ExpiresAt}, &v.Guest.ID, &v.Guest.Name, &v.Guest.User, unix{&v.OpenedAt}, &v.In}
}

// RedeemInvite lets the guest in as the invitation says, or where it reminders.Invite.Asks
// has whoever made it asked, who is told in any case. It works once; the same guest may
// repeat it without effect while bound. Errors: reminders.ErrInviteUnknown, ErrInviteUsed,
// ErrInviteExpired, ErrInviteWaits, ErrInviteNeedless, ErrInviteRevoked, also where who made it may not invite
// any more; all but the first come with the invitation.
func (s *Store) RedeemInvite(ctx context.Context, token string, guest reminders.Guest, now time.Time) (v reminders.Invite, err error) {
	var outcome error // of what is kept all the same
	err = s.write(ctx, func(tx *sql.Tx) error {
		v, outcome, err = redeem(ctx, tx, digest(token), guest, now)
		return err
	})
	return v, errors.Join(err, outcome)
}

func redeem(ctx context.Context, tx *sql.Tx, hash string, guest reminders.Guest, now time.Time) (v reminders.Invite, outcome, err error) {
	var revoked sql.NullInt64
	err = tx.QueryRowContext(ctx, "SELECT "+inviteColumns+", revoked_at FROM invites WHERE hash = ?", hash).Scan(append(inviteFields(&v), &revoked)...)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v, reminders.ErrInviteUnknown, nil
	case err != nil:
		return v, nil, err
	case v.In && v.Guest.ID == guest.ID:
		return v, nil, stillHolds(ctx, tx, guest.ID, v)
	case v.In:
		return v, reminders.ErrInviteUsed, nil
	case revoked.Valid:
		return v, reminders.ErrInviteRevoked, nil
	case !now.Before(v.ExpiresAt):
		return v, reminders.ErrInviteExpired, nil
	}
	everybody, err := people(ctx, tx)
	if err != nil {
		return v, nil, err
	}
	find := func(id reminders.Recipient) (p reminders.Person) { // with no role: a stranger
		if i := slices.IndexFunc(everybody, func(p reminders.Person) bool { return p.ID == id }); i >= 0 {
			p = everybody[i]
		}
		return p
	}
	switch {
	case v.By != reminders.System && !reminders.StillInvites(find(v.By)):
		return v, reminders.ErrInviteRevoked, nil
	case v.Waits() && v.Guest.ID == guest.ID:
		return v, reminders.ErrInviteWaits, nil
	case v.Waits():
		return v, reminders.ErrInviteUsed, nil
	}
	if !v.Gives(find(guest.ID)) {
		return v, reminders.ErrInviteNeedless, nil
	}
	v.Guest, v.OpenedAt = guest, now
	if _, err := tx.ExecContext(ctx, "UPDATE invites SET opened_by = ?, opened_name = ?, opened_user = ?, opened_at = ? WHERE hash = ?", guest.ID, guest.Name, guest.User, now.Unix(), hash); err != nil {
		return v, nil, err
	}
	if v.Asks(find(guest.ID).Role) {
		outcome, err = reminders.ErrInviteWaits, logPerson(ctx, tx, guest.ID, logOpen, v.Role, v.Unit, v.By, now)
	} else {
		err = admit(ctx, tx, &v, now)
	}
	if err == nil {
		_, err = insertDeliveries(ctx, tx, v.Opened(everybody, now))
	}
	return v, outcome, err
}

// admit binds the guest of an invitation.
func admit(ctx context.Context, tx *sql.Tx, v *reminders.Invite, now time.Time) error {
	if _, err := tx.ExecContext(ctx, "UPDATE invites SET used_by = opened_by, used_at = ? WHERE hash = ?", now.Unix(), v.Hash); err != nil {
		return err
	}
	v.In = true
	return bind(ctx, tx, v.Guest.ID, v.Guest.Name, v.Role, v.Unit, v.By, now)
}

// AdmitGuest lets in the guest of an invitation that Waits, as by says, who has made it.
// Errors: reminders.ErrForbidden, reminders.ErrNotFound where it does not wait any more.
func (s *Store) AdmitGuest(ctx context.Context, hash string, by reminders.Recipient, now time.Time) (v reminders.Invite, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		v, err = scanInvite(tx.QueryRowContext(ctx, "SELECT "+inviteColumns+" FROM invites WHERE hash = ? AND revoked_at IS NULL AND expires_at > ?", hash, now.Unix()))
		switch {
		case errors.Is(err, sql.ErrNoRows) || err == nil && !v.Waits():
			return reminders.ErrNotFound
		case err != nil:
			return err
		case v.By != by:
			return reminders.ErrForbidden
		}
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		if err := admit(ctx, tx, &v, now); err != nil {
			return err
		}
		everybody, err := people(ctx, tx)
		if err != nil {
			return err
		}
		_, err = insertDeliveries(ctx, tx, v.Admitted(everybody, now))
		return err
	})
	return v, err
}

// Invite returns the invitation with that hash, or reminders.ErrNotFound.
func (s *Store) Invite(ctx context.Context, hash string) (reminders.Invite, error) {
	v, err := scanInvite(s.r.QueryRowContext(ctx, "SELECT "+inviteColumns+" FROM invites WHERE hash = ?", hash))
	if errors.Is(err, sql.ErrNoRows) {
		err = reminders.ErrNotFound
	}
	return v, err
}

// OpenInvites gives the invitations that have let nobody in yet and still can, the newest
// first.
func (s *Store) OpenInvites(ctx context.Context, now time.Time) ([]reminders.Invite, error) {
	return list(ctx, s.r, scanInvite, "SELECT "+inviteColumns+" FROM invites WHERE used_by IS NULL AND revoked_at IS NULL AND expires_at > ? ORDER BY created_at DESC, rowid DESC", now.Unix())
}

// RevokeInvite ends an invitation that has let nobody in. By as for Bind. Errors:
// reminders.ErrNotFound, also for one that was used or revoked.
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

// voidInvites ends the invitations that a person has made and that have let nobody in,
// unless the person may still invite.
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
