package sqlite

import (
	"context"
	"database/sql"
	"time"

	"duban/reminders"
)

// VoidInvites ends all invitations that have let nobody in, and gives their number: those
// of a diary that was restored may have been revoked, or used, since.
func (s *Store) VoidInvites(ctx context.Context, now time.Time) (n int, err error) {
	const open = "used_by IS NULL AND revoked_at IS NULL"
	if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM invites WHERE "+open).Scan(&n); err != nil || n == 0 {
		return 0, err
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		voided, err := list(ctx, tx, func(r row) (v reminders.Invite, err error) { return v, r.Scan(&v.By, &v.Role, &v.Unit) },
			"UPDATE invites SET revoked_at = ? WHERE "+open+" RETURNING created_by, role, unit", now.Unix())
		if err != nil {
			return err
		}
		n = len(voided)
		for _, v := range voided {
			if err := logPerson(ctx, tx, v.By, logRevoke, v.Role, v.Unit, reminders.System, now); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}
