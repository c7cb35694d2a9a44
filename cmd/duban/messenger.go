package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"duban/bot/talk"
	"duban/bot/telegram"
	"duban/reminders"
)

// messenger sends what the scheduler owes as messages of the conversation.
type messenger struct {
	edge         *telegram.Edge
	conversation *talk.Bot
	people       interface {
		// Recipient gives a person, or a group that is bound.
		Recipient(ctx context.Context, id reminders.Recipient) (reminders.Person, error)
	}
	now func() time.Time
	log *slog.Logger
}

func (m *messenger) Send(ctx context.Context, to reminders.Recipient, items []reminders.Item) (string, error) {
	who, err := m.people.Recipient(ctx, to)
	if err != nil {
		return "", err
	}
	message, err := m.conversation.Reminder(ctx, who, items, m.now())
	if err != nil {
		return "", err
	}
	id, err := m.edge.Send(ctx, string(to), message)
	if errors.Is(err, telegram.ErrUnreachable) {
		return "", reminders.ErrUnreachable
	}
	if wait, ok := telegram.RetryAfter(err); ok {
		return "", &reminders.RetryAfter{Wait: wait, Err: err}
	}
	if err == nil {
		var rows, tasks []int64
		for _, i := range items {
			rows = append(rows, i.DeliveryID)
			if i.Milestone.ID != 0 && !slices.Contains(tasks, i.Milestone.ID) {
				tasks = append(tasks, i.Milestone.ID)
			}
		}
		m.log.Info("已提醒", "recipient", to, "message", id, "deliveries", rows, "tasks", tasks)
	}
	return id, err
}
