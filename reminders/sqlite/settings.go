package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"duban/reminders"
)

// Settings gives those that hold: what was set last, or the defaults.
func (s *Store) Settings() reminders.Settings { return *s.settings.Load() }

func (s *Store) loadSettings(ctx context.Context) error {
	set := reminders.DefaultSettings()
	var body string
	err := s.r.QueryRowContext(ctx, "SELECT body FROM settings ORDER BY id DESC LIMIT 1").Scan(&body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return err
	default: // what the row does not know keeps its default
		if err := json.Unmarshal([]byte(body), &set); err != nil {
			return fmt.Errorf("settings: %w", err)
		}
	}
	s.settings.Store(&set)
	return nil
}

// SetSettings makes these the settings that hold; the ones before are kept. by is a
// supervisor, else reminders.ErrForbidden. What is wrong with them is Settings.Check's error.
func (s *Store) SetSettings(ctx context.Context, set reminders.Settings, by reminders.Recipient, now time.Time) error {
	if err := set.Check(); err != nil {
		return err
	}
	set = set.Sorted()
	body, err := json.Marshal(set)
	if err != nil {
		return err
	}
	s.setting.Lock() // what is set last has to be what holds
	defer s.setting.Unlock()
	err = s.write(ctx, func(tx *sql.Tx) error {
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO settings (body, by, at) VALUES (?, ?, ?)", string(body), by, now.Unix())
		return err
	})
	if err == nil {
		s.settings.Store(&set)
	}
	return err
}

// SettingsChanges gives every change of the settings, the oldest first.
func (s *Store) SettingsChanges(ctx context.Context) ([]reminders.Changed, error) {
	return list(ctx, s.r, func(r row) (c reminders.Changed, err error) {
		var body string
		c.Settings = reminders.DefaultSettings()
		if err = r.Scan(&body, &c.By, unix{&c.At}); err == nil {
			err = json.Unmarshal([]byte(body), &c.Settings)
		}
		return c, err
	}, "SELECT body, by, at FROM settings ORDER BY id")
}

// SetHours keeps what a person has set for themselves. Errors: those of Hours.Check,
// reminders.ErrForbidden for a stranger.
func (s *Store) SetHours(ctx context.Context, id reminders.Recipient, h reminders.Hours, now time.Time) error {
	if err := h.Check(s.Settings().Rule.Hour); err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		hit, err := affects(tx.ExecContext(ctx, "UPDATE people SET hour = ?, quiet_from = ?, quiet_to = ? WHERE id = ?", h.Own, h.QuietFrom, h.QuietTo, id))
		if err != nil {
			return err
		}
		if !hit {
			return reminders.ErrForbidden
		}
		return logPerson(ctx, tx, id, logHours, "", "", id, now)
	})
}

// Snooze puts off for a person what one message reminded them of, as
// reminders.Snoozed says, and gives what was put off and to when; what is overdue is
// left out. ErrNotFound: the message reminded of nothing, or is not known.
func (s *Store) Snooze(ctx context.Context, who reminders.Recipient, message string, days int, c reminders.WorkDays, loc *time.Location, now time.Time) (put []reminders.Snooze, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		p, everybody, err := actorAmong(ctx, tx, who)
		if err != nil {
			return err
		}
		about, err := list(ctx, tx, scanMilestone, "SELECT "+milestoneColumns+` FROM milestones m WHERE m.id IN
			(SELECT milestone FROM deliveries WHERE recipient = ? AND message = ? AND message <> '' AND kind NOT LIKE '%#%') ORDER BY m.due, m.id`, p.ID, message)
		if err != nil {
			return err
		}
		if len(about) == 0 {
			return reminders.ErrNotFound
		}
		for _, m := range about {
			d, err := reminders.Snoozed(m, p, everybody, days, s.Settings().Rule, c, loc, now)
			if err != nil { // has come due, or been dealt with, since
				continue
			}
			_, err = tx.ExecContext(ctx, "INSERT INTO snoozes (milestone, person, until) VALUES (?, ?, ?) ON CONFLICT (milestone, person) DO UPDATE SET until = excluded.until",
				m.ID, p.ID, d.Day.String())
			if err != nil {
				return err
			}
			if _, err = insertDeliveries(ctx, tx, []reminders.Delivery{d}); err != nil {
				return err
			}
			put = append(put, reminders.Snooze{Milestone: m.ID, Person: p.ID, Until: d.Day})
		}
		return nil
	})
	return put, err
}

// actorAmong gives the actor and everybody who has been let in. A stranger is forbidden.
func actorAmong(ctx context.Context, tx *sql.Tx, actor reminders.Recipient) (reminders.Person, []reminders.Person, error) {
	everybody, err := people(ctx, tx)
	if err != nil {
		return reminders.Person{}, nil, err
	}
	for _, p := range everybody {
		if p.ID == actor {
			return p, everybody, nil
		}
	}
	return reminders.Person{}, nil, reminders.ErrForbidden
}
