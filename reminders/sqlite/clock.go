package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"duban/reminders"
)

var _ reminders.ClockDiary = (*Store)(nil)

// ClockMark implements reminders.ClockDiary.
func (s *Store) ClockMark(ctx context.Context) (reminders.ClockMark, error) {
	return clockMark(ctx, s.r)
}

func clockMark(ctx context.Context, q querier) (m reminders.ClockMark, err error) {
	var ahead int64
	err = q.QueryRowContext(ctx, "SELECT tick, simulated, ahead, expected, shown, confirmed FROM clock").
		Scan(unix{&m.Tick}, &m.Simulated, &ahead, unix{&m.Doubt.Expected}, unix{&m.Doubt.Shown}, unix{&m.Confirmed})
	m.Ahead = time.Duration(ahead) * time.Second
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return m, err
}

// MarkClock implements reminders.ClockDiary.
func (s *Store) MarkClock(ctx context.Context, m reminders.ClockMark) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO clock (only, tick, simulated, ahead, expected, shown) VALUES (1, ?, ?, ?, ?, ?)
			ON CONFLICT (only) DO UPDATE SET tick = excluded.tick, simulated = excluded.simulated, ahead = excluded.ahead,
			confirmed = iif(excluded.shown IS shown, confirmed, NULL), expected = excluded.expected, shown = excluded.shown`,
			seconds(m.Tick), m.Simulated, int64(m.Ahead/time.Second), seconds(m.Doubt.Expected), seconds(m.Doubt.Shown))
		return err
	})
}

// ConfirmClock notes that by, a supervisor or whoever sits at the machine, says that the
// clock is right though it is in doubt, and returns that doubt. Errors: reminders.ErrForbidden,
// reminders.ErrNotFound where there is none, or the clock has jumped since.
func (s *Store) ConfirmClock(ctx context.Context, by reminders.Recipient, now time.Time) (d reminders.Doubt, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		m, err := clockMark(ctx, tx)
		if err != nil {
			return err
		}
		if d = m.Doubt; !d.Concerns(now) {
			return reminders.ErrNotFound
		}
		if _, err := tx.ExecContext(ctx, "UPDATE clock SET confirmed = ?", now.Unix()); err != nil {
			return err
		}
		return logPerson(ctx, tx, by, logClock, "", d.Expected.Format(time.RFC3339)+" "+d.Shown.Format(time.RFC3339), by, now)
	})
	return d, err
}

// Revive implements reminders.Diary.
func (s *Store) Revive(ctx context.Context, now time.Time) error {
	var some bool // so that most looks write nothing
	if err := s.r.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM deliveries WHERE superseded = 1 AND superseded_at > ?)", now.Unix()).Scan(&some); err != nil || !some {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE deliveries SET superseded = 0, superseded_at = NULL WHERE superseded = 1 AND superseded_at > ?", now.Unix())
		return err
	})
}
