package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"duban/reminders"
)

// Findings is what is wrong with a diary.
type Findings struct {
	Structure []string // what SQLite finds, in its words: https://sqlite.org/pragma.html#pragma_integrity_check
	Unfit     []Unfit
	Lost      []Lost
	NoMark    error // the mark beside the diary cannot be read
	Unread    error // the rows cannot be read to their end
}

// Well reports whether nothing is wrong.
func (f Findings) Well() bool {
	return len(f.Structure)+len(f.Unfit)+len(f.Lost) == 0 && f.NoMark == nil && f.Unread == nil
}

// mostFindings is how many of a kind are looked for.
const mostFindings = 20

// Examine looks through the whole diary: whether its structure and its indexes are whole,
// whether each row is as it was written, and whether its last writes are there. Others
// read and write meanwhile. The error is ctx's.
func (s *Store) Examine(ctx context.Context) (f Findings, err error) {
	f.Lost, f.NoMark = s.losses(ctx) // before the rest, which is the newer
	tx, err := s.r.BeginTx(ctx, nil)
	if err != nil {
		f.Unread = err
		return f, ctx.Err()
	}
	defer tx.Rollback()
	f.Structure, err = integrity(ctx, tx)
	f.Unfit, f.Unread = unfit(ctx, tx, mostFindings)
	f.Unread = errors.Join(err, f.Unread)
	return f, ctx.Err()
}

// integrity gives what SQLite finds wrong, a line each.
func integrity(ctx context.Context, q querier) ([]string, error) {
	lines, err := list(ctx, q, func(r row) (line string, err error) { return line, r.Scan(&line) }, "PRAGMA integrity_check(20)")
	if err == nil && len(lines) == 1 && lines[0] == "ok" {
		return nil, nil
	}
	return lines, err
}

// CheckedAt gives when the diary was last looked through and found well, as NoteCheck has
// noted it; the zero time where something was wrong, or it never was.
func (s *Store) CheckedAt(ctx context.Context) (at time.Time, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT checked_at FROM mark").Scan(unix{&at})
	return at, err
}

// NoteCheck notes that the diary was looked through, and where it is not well stores the
// reminders.DamagedNotices with it.
func (s *Store) NoteCheck(ctx context.Context, well bool, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if well {
			_, err := tx.ExecContext(ctx, "UPDATE mark SET checked_at = ?", now.Unix())
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE mark SET checked_at = NULL"); err != nil {
			return err
		}
		everybody, err := people(ctx, tx)
		if err != nil {
			return err
		}
		_, err = insertDeliveries(ctx, tx, reminders.DamagedNotices(everybody, now))
		return err
	})
}

// Reindex makes the indexes of the diary at path anew, for its owner, also where Open
// refuses it. What is wrong with it afterwards is given in SQLite's words.
func Reindex(ctx context.Context, path string) (left []string, err error) {
	db := connect(path, writing+"&mode=rw", &plain)
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "REINDEX"); err != nil {
		return nil, fileError(path, err)
	}
	return integrity(ctx, db)
}
