package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"duban/reminders"
)

// Chat gives a group's chat that is bound, as a person of the role Group with its unit,
// or none where it is bound to the whole plan; else reminders.ErrNotFound.
func (s *Store) Chat(ctx context.Context, chat reminders.Recipient) (reminders.Person, error) {
	p, err := scanChat(s.r.QueryRowContext(ctx, chatQuery+" WHERE chat = ?", chat))
	if errors.Is(err, sql.ErrNoRows) {
		err = reminders.ErrNotFound
	}
	return p, err
}

const chatQuery = "SELECT chat, title, unit, unreachable, at FROM chats"

func scanChat(r row) (p reminders.Person, err error) {
	var unit string
	err = r.Scan(&p.ID, &p.Name, &unit, &p.Unreachable, unix{&p.JoinedAt})
	if p.Role = reminders.Group; unit != "" {
		p.Units = []string{unit}
	}
	return p, err
}

// Chats gives the groups' chats that are bound.
func (s *Store) Chats(ctx context.Context) ([]reminders.Person, error) {
	return list(ctx, s.r, scanChat, chatQuery+" ORDER BY chat")
}

// recipients gives everybody who may be owed something: people, and groups that are bound.
func recipients(ctx context.Context, q querier) ([]reminders.Person, error) {
	all, err := people(ctx, q)
	if err != nil {
		return nil, err
	}
	chats, err := list(ctx, q, scanChat, chatQuery+" ORDER BY chat")
	return slices.Concat(all, chats), err
}

// Recipient gives a person, or a group that is bound, or reminders.ErrNotFound.
func (s *Store) Recipient(ctx context.Context, id reminders.Recipient) (reminders.Person, error) {
	p, err := s.Person(ctx, id)
	if errors.Is(err, reminders.ErrNotFound) {
		return s.Chat(ctx, id)
	}
	return p, err
}

// BindChat binds a group's chat to a unit, or to the whole plan where unit is empty, in
// place of what it was bound to. By as for Bind.
func (s *Store) BindChat(ctx context.Context, chat reminders.Recipient, title, unit string, by reminders.Recipient, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO chats (chat, title, unit, by, at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (chat) DO UPDATE SET title = excluded.title, unit = excluded.unit, by = excluded.by, at = excluded.at, unreachable = 0`, chat, title, unit, by, now.Unix())
		if err != nil {
			return err
		}
		return logPerson(ctx, tx, chat, logGroup, reminders.Group, unit, by, now)
	})
}

// UnbindChat ends that, for the topics of a forum too. By as for Bind, or
// reminders.System when the group has put the bot out. reminders.ErrNotFound: it is not
// bound.
func (s *Store) UnbindChat(ctx context.Context, chat, by reminders.Recipient, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := mustSupervise(ctx, tx, by); err != nil {
			return err
		}
		if hit, err := affects(tx.ExecContext(ctx, "DELETE FROM chats WHERE chat = ?1 OR substr(chat, 1, length(?1) + 1) = ?1 || ':'", chat)); !hit {
			return errors.Join(reminders.ErrNotFound, err)
		}
		return logPerson(ctx, tx, chat, logUngroup, reminders.Group, "", by, now)
	})
}

// MoveChat gives a group's binding, and those of its topics, to the chat that the group
// has become, and what it is owed with them. Again it changes nothing.
func (s *Store) MoveChat(ctx context.Context, from, to reminders.Recipient) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		bound, err := list(ctx, tx, scanChat, chatQuery)
		if err != nil {
			return err
		}
		for _, p := range bound {
			topic, of := strings.CutPrefix(string(p.ID), string(from))
			if !of || topic != "" && !strings.HasPrefix(topic, ":") {
				continue
			}
			moved := string(to) + topic
			for _, query := range []string{"UPDATE OR REPLACE chats SET chat = ? WHERE chat = ?", "UPDATE OR IGNORE deliveries SET recipient = ? WHERE recipient = ? AND sent_at IS NULL"} {
				if _, err := tx.ExecContext(ctx, query, moved, p.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
