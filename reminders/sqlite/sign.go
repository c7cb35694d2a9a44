package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"duban/reminders"
)

// linkSize is the most edits of one link; more of a transaction go into further ones.
const linkSize = 500

// sign puts what the transaction has changed at the end of the trail. The first time it
// seals the chain of the events, and puts all rows there as they are.
func (s *Store) sign(ctx context.Context, tx *sql.Tx) error {
	edits, err := touched(ctx, tx)
	if err != nil || len(edits) == 0 {
		return err
	}
	if err := s.checkSchema(ctx, tx); err != nil {
		return err
	}
	end, err := trailEnd(ctx, tx)
	if err != nil {
		return err
	}
	if end.ID == 0 {
		fresh := 0
		for _, e := range edits {
			if e.Table == "events" {
				fresh++
			}
		}
		if err := s.emptied(ctx, tx, fresh); err != nil {
			return err
		}
	}
	key, err := s.signingKey(ctx, tx, end)
	if err != nil {
		return err
	}
	w := &signing{signer: reminders.NewSigner(key, end), tx: tx}
	if end.ID == 0 {
		return w.begin(ctx, key)
	}
	for _, e := range edits {
		if err := w.add(ctx, e.String()); err != nil {
			return err
		}
	}
	return w.flush(ctx)
}

// touched takes what the transaction has changed so far from where it was noted.
func touched(ctx context.Context, tx *sql.Tx) ([]reminders.Edit, error) {
	type note struct {
		table, key string
		was, now   sql.NullString
	}
	notes, err := list(ctx, tx, func(r row) (n note, err error) { return n, r.Scan(&n.table, &n.key, &n.was, &n.now) },
		"SELECT tbl, key, was, now FROM "+temporary+" ORDER BY seq")
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM "+temporary); err != nil {
		return nil, err
	}
	tables := map[string]watching{}
	var edits []reminders.Edit
	for _, n := range notes {
		t, known := tables[n.table]
		if !known {
			for _, w := range watched {
				if w.table == n.table {
					if t, _, err = w.look(ctx, tx); err != nil {
						return nil, err
					}
					tables[n.table] = t
				}
			}
		}
		if e, changed := t.edit(n.key, n.was, n.now); changed {
			edits = append(edits, e)
		}
	}
	return edits, nil
}

// edit says what has become of a row. NULL stands for a row that is not there.
func (w watching) edit(key string, was, now sql.NullString) (e reminders.Edit, changed bool) {
	e = reminders.Edit{Table: w.table, Key: reminders.Canonical(key)}
	if !was.Valid && !now.Valid {
		return e, false
	}
	before, after := split(was), split(now)
	if !now.Valid {
		e.Was = reminders.WasOf(before)
		return e, true
	}
	e.Now = []reminders.Value{}
	var changing []string
	for i, v := range after {
		if was.Valid && v == before[i] {
			continue
		}
		e.Now = append(e.Now, reminders.Value{Column: w.columns[i], JSON: v})
		if was.Valid {
			changing = append(changing, before[i])
		}
	}
	if was.Valid {
		e.Was = reminders.WasOf(changing)
	}
	return e, !was.Valid || len(e.Now) > 0
}

// split gives the values of watching.values.
func split(row sql.NullString) []string {
	if !row.Valid || row.String == "" {
		return nil
	}
	all := strings.Split(row.String, "\t")
	for i, v := range all {
		all[i] = reminders.Canonical(v)
	}
	return all
}

// trailEnd gives the last link.
func trailEnd(ctx context.Context, q querier) (end reminders.Anchor, err error) {
	var mac []byte
	err = q.QueryRowContext(ctx, "SELECT id, mac FROM trail ORDER BY id DESC LIMIT 1").Scan(&end.ID, &mac)
	if errors.Is(err, sql.ErrNoRows) {
		return end, nil
	}
	copy(end.MAC[:], mac)
	return end, err
}

// signing adds lines to the trail.
type signing struct {
	signer *reminders.Signer
	tx     *sql.Tx
	lines  []string
}

func (w *signing) add(ctx context.Context, line string) error {
	if w.lines = append(w.lines, line); len(w.lines) < linkSize {
		return nil
	}
	return w.flush(ctx)
}

func (w *signing) flush(ctx context.Context) error {
	if len(w.lines) == 0 {
		return nil
	}
	l := w.signer.Append(strings.Join(w.lines, "\n"))
	w.lines = w.lines[:0]
	if _, err := w.tx.ExecContext(ctx, "INSERT INTO trail (id, body, mac) VALUES (?, ?, ?)", l.ID, l.Body, l.MAC[:]); err != nil {
		return fmt.Errorf("trail: %w", err)
	}
	return nil
}

// begin makes the first links: the seal, and all rows that there are. The events up to the
// seal are proved by their own chain.
func (w *signing) begin(ctx context.Context, key reminders.Key) error {
	seal := reminders.Seal{Key: key.Name()}
	err := w.tx.QueryRowContext(ctx, "SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").Scan(&seal.Events.ID, &seal.Events.Hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err := w.add(ctx, seal.String()); err != nil {
		return err
	}
	for _, watch := range watched {
		if watch.table == "events" {
			continue
		}
		t, known, err := watch.look(ctx, w.tx)
		if err != nil || !known {
			return err
		}
		// The rows are read before any is signed: the connection does one thing at a time.
		edits, err := list(ctx, w.tx, func(r row) (e reminders.Edit, err error) {
			var key string
			var now sql.NullString
			err = r.Scan(&key, &now)
			e, _ = t.edit(key, sql.NullString{}, now)
			return e, err
		}, "SELECT "+t.key("")+", "+t.values("")+" FROM "+t.table)
		if err != nil {
			return err
		}
		for _, e := range edits {
			if err := w.add(ctx, e.String()); err != nil {
				return err
			}
		}
	}
	return w.flush(ctx)
}
