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

const versionColumns = "id, plan, coalesce(number, 0), title, file, format, hash, notes, pages, recognised, gaps, read_by, read_at, applied_by, applied_at"

func scanVersion(r row) (v reminders.Version, err error) {
	var notes string
	err = r.Scan(&v.ID, &v.Plan, &v.Number, &v.Title, &v.File, &v.Format, &v.Hash, &notes, &v.Pages, &v.Recognised, &v.Gaps, &v.ReadBy, unix{&v.ReadAt}, &v.AppliedBy, unix{&v.AppliedAt})
	if notes != "" {
		v.Notes = strings.Split(notes, "\n")
	}
	return v, err
}

// Plans gives the version of each plan that holds, without its text, in the order in
// which the plans came.
func (s *Store) Plans(ctx context.Context) ([]reminders.Version, error) {
	return list(ctx, s.r, scanVersion, "SELECT "+prefixed("v", versionColumns)+` FROM plans p JOIN versions v ON v.plan = p.key AND v.number = p.current
		ORDER BY p.imported_at, p.rowid`)
}

// prefixed puts a table's alias before each column.
func prefixed(alias, columns string) string {
	parts := strings.Split(columns, ", ")
	for i, c := range parts {
		if rest, ok := strings.CutPrefix(c, "coalesce("); ok {
			parts[i] = "coalesce(" + alias + "." + rest
		} else if c != "0)" {
			parts[i] = alias + "." + c
		}
	}
	return strings.Join(parts, ", ")
}

// Versions gives the applied versions of a plan, the oldest first, without text.
func (s *Store) Versions(ctx context.Context, plan string) ([]reminders.Version, error) {
	return list(ctx, s.r, scanVersion, "SELECT "+versionColumns+" FROM versions WHERE plan = ? AND number IS NOT NULL ORDER BY number", plan)
}

// Version gives one version with its text, or reminders.ErrNotFound.
func (s *Store) Version(ctx context.Context, id int64) (reminders.Version, error) {
	return version(ctx, s.r, id)
}

func version(ctx context.Context, q querier, id int64) (reminders.Version, error) {
	v, err := scanVersion(q.QueryRowContext(ctx, "SELECT "+versionColumns+" FROM versions WHERE id = ?", id))
	if err == nil {
		err = q.QueryRowContext(ctx, "SELECT text FROM versions WHERE id = ?", id).Scan(&v.Text)
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = reminders.ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("version %d: %w", id, err)
	}
	return v, nil
}

// SaveDraft keeps a text that has been read, until somebody applies it, and gives its
// ID. An older one of the same plan that still waits is dropped.
func (s *Store) SaveDraft(ctx context.Context, v reminders.Version) (id int64, err error) {
	if v.Plan == "" || v.Text == "" {
		return 0, errors.New("save a draft: plan or text is missing")
	}
	if v.Source == nil {
		v.Source = []byte{}
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM versions WHERE plan = ? AND number IS NULL", v.Plan); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `INSERT INTO versions (plan, title, file, format, hash, text, source, notes, pages, recognised, gaps, read_by, read_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, v.Plan, v.Title, v.File, v.Format, v.Hash, v.Text, v.Source,
			strings.Join(v.Notes, "\n"), v.Pages, v.Recognised, v.Gaps, v.ReadBy, v.ReadAt.Unix()).Scan(&id)
	})
	return id, err
}

// DropDraft forgets a text that was not applied; one that was, or is gone, stays so.
func (s *Store) DropDraft(ctx context.Context, id int64) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM versions WHERE id = ? AND number IS NULL", id)
		return err
	})
}

// Apply makes a draft the version that holds, and brings its milestones into the
// ledger, in one transaction: see reminders.ReviseIn. A draft that has been applied already
// changes nothing again. by is System or a supervisor. Errors: reminders.ErrNotFound, reminders.ErrForbidden.
func (s *Store) Apply(ctx context.Context, draft int64, milestones []reminders.Milestone, by reminders.Recipient, today reminders.Day, now time.Time) (reminders.Imported, error) {
	var done reminders.Imported
	err := s.write(ctx, func(tx *sql.Tx) error {
		v, err := version(ctx, tx, draft)
		if err != nil {
			return err
		}
		if v.Number > 0 {
			return nil
		}
		var number int
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE plan = ?", v.Plan).Scan(&number); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE versions SET number = ?, applied_by = ?, applied_at = ? WHERE id = ?", number, by, now.Unix(), draft); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO plans (key, title, imported_at, current) VALUES (?, ?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET title = excluded.title, current = excluded.current`, v.Plan, v.Title, now.Unix(), number)
		if err != nil {
			return err
		}
		done, err = reminders.ReviseIn(ctx, newChange(tx), v.Plan, reminders.LeftOut, milestones, by, today, now)
		return err
	})
	if err != nil {
		return reminders.Imported{}, fmt.Errorf("apply version: %w", err)
	}
	return done, nil
}

// Withdraw takes a plan out of use: its milestones are cancelled, as by a revision that
// leaves them out. Its versions and its history stay, and a
// version that is applied later brings it back. Errors: reminders.ErrNotFound,
// reminders.ErrForbidden.
func (s *Store) Withdraw(ctx context.Context, plan string, by reminders.Recipient, today reminders.Day, now time.Time) (done reminders.Imported, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, "UPDATE plans SET current = 0 WHERE key = ? AND current > 0", plan)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return errors.Join(reminders.ErrNotFound, err)
		}
		done, err = reminders.ReviseIn(ctx, newChange(tx), plan, reminders.Withdrawn, nil, by, today, now)
		return err
	})
	if err != nil {
		return reminders.Imported{}, fmt.Errorf("withdraw plan: %w", err)
	}
	return done, nil
}

// Corrections gives what holds of the decisions about doubts of a plan's reading, for
// its version of that number, in the order in which they were taken.
func (s *Store) Corrections(ctx context.Context, plan string, version int) ([]reminders.Correction, error) {
	scan := func(r row) (c reminders.Correction, err error) {
		err = r.Scan(&c.Plan, &c.Version, &c.Kind, &c.Place, &c.Quote, &c.Verdict, &c.Reading, &c.By, unix{&c.At})
		return c, err
	}
	return list(ctx, s.r, scan, `SELECT plan, version, kind, place, quote, verdict, reading, by, at FROM corrections c
		WHERE plan = ? AND verdict <> ? AND id = (SELECT max(id) FROM corrections
			WHERE plan = c.plan AND kind = c.kind AND place = c.place AND quote = c.quote AND version <= ?)
		ORDER BY id`, plan, reminders.Reopen, version)
}

// SaveCorrections keeps decisions of one person about one plan and brings the milestones
// of the reading that comes of them into the ledger, in one transaction, as Apply does.
func (s *Store) SaveCorrections(ctx context.Context, all []reminders.Correction, milestones []reminders.Milestone, today reminders.Day) (done reminders.Imported, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		if err := saveCorrections(ctx, tx, all); err != nil || len(all) == 0 {
			return err
		}
		c := all[0]
		done, err = reminders.ReviseIn(ctx, newChange(tx), c.Plan, reminders.LeftOut, milestones, c.By, today, c.At)
		return err
	})
	if err != nil {
		return reminders.Imported{}, fmt.Errorf("save corrections: %w", err)
	}
	return done, nil
}

// SaveDraftCorrections keeps decisions about a text that waits to be applied: they count
// from the version on that it will be. by is a supervisor. Error: reminders.ErrForbidden.
func (s *Store) SaveDraftCorrections(ctx context.Context, all []reminders.Correction, by reminders.Recipient) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		for i := range all {
			if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE plan = ?", all[i].Plan).Scan(&all[i].Version); err != nil {
				return err
			}
		}
		return saveCorrections(ctx, tx, all)
	})
	if err != nil {
		return fmt.Errorf("save corrections of a draft: %w", err)
	}
	return nil
}

func saveCorrections(ctx context.Context, tx *sql.Tx, all []reminders.Correction) error {
	for _, c := range all {
		_, err := tx.ExecContext(ctx, `INSERT INTO corrections (plan, version, kind, place, quote, verdict, reading, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.Plan, c.Version, c.Kind, c.Place, c.Quote, c.Verdict, c.Reading, c.By, c.At.Unix())
		if err != nil {
			return err
		}
	}
	return nil
}

// VersionOf gives the newest text with that hash, of that plan where there is one, applied or not, without the
// text itself, or reminders.ErrNotFound.
func (s *Store) VersionOf(ctx context.Context, plan, hash string) (reminders.Version, error) {
	v, err := scanVersion(s.r.QueryRowContext(ctx, "SELECT "+versionColumns+" FROM versions WHERE hash = ? ORDER BY plan = ? DESC, id DESC LIMIT 1", hash, plan))
	if errors.Is(err, sql.ErrNoRows) {
		err = reminders.ErrNotFound
	}
	return v, err
}
