package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"time"

	"duban/reminders"
)

const eventColumns = "id, milestone, action, actor, role, at, from_status, to_status, reason, request, percent, evidence, day, confirms, source, form, prev_hash, hash"

func scanEvent(r row) (e reminders.Event, err error) {
	err = r.Scan(eventFields(&e)...)
	return e, err
}

// eventFields gives the places to scan eventColumns into.
func eventFields(e *reminders.Event) []any {
	return []any{&e.ID, &e.Milestone, &e.Action, &e.Actor, &e.Role, unix{&e.At}, &e.From, &e.To, &e.Reason, &e.RequestID,
		&e.Percent, evidence{&e.Evidence}, date{&e.Day}, &e.Confirms, source{&e.Source}, &e.Form, &e.PrevHash, &e.Hash}
}

// evidence reads and writes a list of files as JSON, an empty one as nothing.
type evidence struct{ all *[]reminders.Evidence }

func (v evidence) Scan(from any) error {
	var s sql.NullString
	err := s.Scan(from)
	if *v.all = nil; err == nil && s.String != "" && json.Unmarshal([]byte(s.String), v.all) != nil {
		*v.all = []reminders.Evidence{{Name: s.String}} // was altered, which the chain says
	}
	return err
}

func (v evidence) Value() (driver.Value, error) {
	if len(*v.all) == 0 {
		return "", nil
	}
	b, err := json.Marshal(*v.all)
	return string(b), err
}

// source reads and writes a Source as JSON, the zero one as nothing.
type source struct{ *reminders.Source }

func (v source) Scan(from any) error {
	var s sql.NullString
	err := s.Scan(from)
	if *v.Source = (reminders.Source{}); err == nil && s.String != "" && json.Unmarshal([]byte(s.String), v.Source) != nil {
		v.Place = s.String // was altered, which the chain says
	}
	return err
}

func (v source) Value() (driver.Value, error) {
	if *v.Source == (reminders.Source{}) {
		return "", nil
	}
	b, err := json.Marshal(v.Source)
	return string(b), err
}

// Events gives the events of a milestone, and of those that have become one with it, the
// oldest first.
func (s *Store) Events(ctx context.Context, milestone int64) ([]reminders.Event, error) {
	return list(ctx, s.r, scanEvent, "SELECT "+eventColumns+` FROM events
		WHERE milestone = ? OR milestone IN (SELECT id FROM milestones WHERE merged = ?) ORDER BY id`, milestone, milestone)
}

// EventsBetween gives what happened from one moment up to another, not included, the
// oldest first.
func (s *Store) EventsBetween(ctx context.Context, from, to time.Time) ([]reminders.Event, error) {
	return list(ctx, s.r, scanEvent, "SELECT "+eventColumns+" FROM events WHERE at >= ? AND at < ? ORDER BY id", from.Unix(), to.Unix())
}

// EachEvent gives all events to f, the oldest first, until it gives an error.
func (s *Store) EachEvent(ctx context.Context, f func(reminders.Event) error) error {
	return eachEvent(ctx, s.r, f)
}

func eachEvent(ctx context.Context, q querier, f func(reminders.Event) error) error {
	rows, err := q.QueryContext(ctx, "SELECT "+eventColumns+" FROM events ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := scanEvent(rows)
		if err != nil {
			return err
		}
		if err := f(e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Trail reads all events. What it returns with an error holds as far as they were read.
func (s *Store) Trail(ctx context.Context) (t reminders.Trail, err error) {
	err = s.EachEvent(ctx, func(e reminders.Event) error {
		t.Take(e)
		return nil
	})
	return t, err
}

// VerifyChain proves that no event was changed, taken out or put in, and gives the
// end of the chain. The first broken link is a *reminders.BrokenError.
func (s *Store) VerifyChain(ctx context.Context) (reminders.Chain, error) {
	var chain reminders.Chain
	err := s.EachEvent(ctx, func(e reminders.Event) error { return chain.Check(e) })
	return chain, err
}

func insertEvent(ctx context.Context, tx execer, e reminders.Event) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO events ("+eventColumns+") VALUES ("+places(18)+")",
		e.ID, e.Milestone, e.Action, e.Actor, e.Role, e.At.Unix(), e.From, e.To, e.Reason, e.RequestID,
		e.Percent, evidence{&e.Evidence}, dated(e.Day), e.Confirms, source{&e.Source}, e.Form, e.PrevHash, e.Hash)
	return err
}
