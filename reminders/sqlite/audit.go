package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"duban/reminders"
)

// Audit holds the tables that are used against the trail, as both are at one moment.
// Errors are of reading; what is wrong with the trail is in the result.
func (s *Store) Audit(ctx context.Context) (a reminders.Audit, err error) {
	tx, err := s.r.BeginTx(ctx, nil)
	if err != nil {
		return a, err
	}
	defer tx.Rollback()
	end, err := trailEnd(ctx, tx)
	if err != nil {
		return a, err
	}
	key, err := s.key.load(false)
	switch {
	case errors.Is(err, ErrNoKey) && end.ID == 0:
	case errors.Is(err, ErrNoKey):
		a.NoKey()
	case errors.Is(err, reminders.ErrKey):
		a.BadKey()
	case err != nil:
		return a, err
	}
	r := a.Replaying(key)
	if err := piped(r.Take, func(take func(reminders.Link)) error { return eachLink(ctx, tx, take) }); err != nil {
		return a, err
	}
	events := a.BeginEvents()
	if err := piped(events.Take, func(take func(reminders.Event)) error {
		return eachEvent(ctx, tx, func(e reminders.Event) error {
			take(e)
			return nil
		})
	}); err != nil {
		return a, err
	}
	if r.Done(); end.ID == 0 {
		switch err := s.emptied(ctx, tx, 0); {
		case errors.Is(err, ErrEmptied):
			a.Emptied()
		case err != nil:
			return a, err
		}
	}
	if err := compareSchema(ctx, tx, &a); err != nil || a.End.ID == 0 {
		return a, err
	}
	if err := compareAnchors(ctx, tx, &a); err != nil {
		return a, err
	}
	for _, w := range watched {
		if w.table == "events" {
			events.Done()
		} else if err := compare(ctx, tx, w, &a); err != nil {
			return a, err
		}
	}
	return a, nil
}

// piped has one goroutine take what the caller's reads, a batch at a time: the file is read
// while what was read before is checked. When it returns all has been taken.
func piped[T any](take func(T), read func(take func(T)) error) error {
	const batch = 256
	pipe, done := make(chan []T, 8), make(chan struct{})
	go func() {
		defer close(done)
		for some := range pipe {
			for _, v := range some {
				take(v)
			}
		}
	}()
	var some []T
	err := read(func(v T) {
		if some = append(some, v); len(some) == batch {
			pipe <- some
			some = make([]T, 0, batch)
		}
	})
	pipe <- some
	close(pipe)
	<-done
	return err
}

// compareAnchors holds the anchors that supervisors were told against the trail.
func compareAnchors(ctx context.Context, q querier, a *reminders.Audit) error {
	told, err := list(ctx, q, func(r row) (k reminders.Kind, err error) { return k, r.Scan(&k) }, "SELECT DISTINCT d.kind"+anchorRows)
	if err != nil {
		return err
	}
	for _, k := range told {
		id, mac, err := reminders.ParseAnchor(k.Subject())
		if err != nil { // was altered, which comparing the deliveries says
			continue
		}
		at, err := anchorAt(ctx, q, id)
		if err != nil && !errors.Is(err, reminders.ErrNotFound) {
			return err
		}
		a.Anchored(id, mac, at)
	}
	return nil
}

// AnchorAt gives the link of that number, or reminders.ErrNotFound.
func (s *Store) AnchorAt(ctx context.Context, id int64) (a reminders.Anchor, err error) {
	return anchorAt(ctx, s.r, id)
}

func anchorAt(ctx context.Context, q querier, id int64) (a reminders.Anchor, err error) {
	var mac []byte
	err = q.QueryRowContext(ctx, "SELECT id, mac FROM trail WHERE id = ?", id).Scan(&a.ID, &mac)
	copy(a.MAC[:], mac)
	return found(a, err)
}

// eachLink gives all links of the trail to f, the oldest first.
func eachLink(ctx context.Context, q querier, f func(reminders.Link)) error {
	rows, err := q.QueryContext(ctx, "SELECT id, body, mac FROM trail ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var l reminders.Link
		var mac sql.RawBytes
		if err := rows.Scan(&l.ID, &l.Body, &mac); err != nil {
			return err
		}
		copy(l.MAC[:], mac)
		f(l)
	}
	return rows.Err()
}

// compare holds one table against the trail.
func compare(ctx context.Context, q querier, watch watch, a *reminders.Audit) error {
	w, known, err := watch.look(ctx, q)
	if err != nil || !known {
		return err
	}
	c := a.State.Compare(w.table, w.columns, w.defaults)
	rows, err := q.QueryContext(ctx, "SELECT "+w.key("")+", "+w.values("")+" FROM "+w.table)
	if err != nil {
		return fmt.Errorf("%s: %w", w.table, err)
	}
	defer rows.Close()
	for rows.Next() {
		var key, values sql.NullString
		if err := rows.Scan(&key, &values); err != nil {
			return fmt.Errorf("%s: %w", w.table, err)
		}
		c.Row(reminders.Canonical(key.String), split(values))
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", w.table, err)
	}
	a.Compared(c)
	return nil
}
