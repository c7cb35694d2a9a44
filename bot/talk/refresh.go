package talk

import (
	"context"
	"errors"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// refresh shows a milestone as it stands now in the message that showed it before: a
// card, a page of a list, or a reminder.
func refresh(ctx context.Context, t *turn, m reminders.Milestone, view, message string) (bot.Reply, error) {
	name := strings.TrimRight(view, "0123456789")
	if list := t.table.views[name]; list != nil {
		t.MessageID = message
		t.use(t.Library.Books().Of(m.Plan))
		return list(ctx, t, view[len(name):])
	}
	if view == reminderView {
		if again, err := reminded(ctx, t, message); again != nil || err != nil {
			return bot.Reply{Messages: []bot.Message{*again}}, err
		}
	}
	card, err := card(ctx, t, m, "")
	if card.Edit = message; view == reminderView { // the reminder is not known any more
		card.Edit = ""
	}
	return bot.Reply{Messages: []bot.Message{card}}, err
}

// reminded composes a reminder that was sent to this chat anew, as things stand now; nil
// where it is not known.
func reminded(ctx context.Context, t *turn, message string) (*bot.Message, error) {
	rows, err := t.Diary.Message(ctx, reminders.Recipient(t.Chat), message)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	people, err := t.Diary.People(ctx)
	if err != nil {
		return nil, err
	}
	m, err := t.Reminder(ctx, t.who, reminders.Items(rows, people, t.today(t.Now), t.Location), t.Now)
	m.Edit = message
	return &m, err
}

// overtaken says why a step was not taken. Where somebody else has been quicker it says
// who did what, and brings the message up to date.
func overtaken(ctx context.Context, t *turn, f form, sentence string, refused error) (bot.Reply, error) {
	var state *reminders.StateError
	reply := bot.Reply{}
	if errors.As(refused, &state) || errors.Is(refused, reminders.ErrUnconfirmed) || errors.Is(refused, reminders.ErrUrgedToday) {
		m, err := t.Diary.Milestone(ctx, f.Milestone)
		if err != nil {
			return bot.Reply{}, err
		}
		events, err := t.Diary.Events(ctx, f.Milestone)
		if err != nil {
			return bot.Reply{}, err
		}
		if state != nil && len(events) > 0 {
			sentence = t.wordOvertaken(events[len(events)-1], *state)
		}
		if f.View != "" && mayRead(t.who, m) {
			if reply, err = refresh(ctx, t, m, f.View, f.Message); err != nil {
				return bot.Reply{}, err
			}
		}
	}
	if t.Press != "" {
		reply.Toast = sentence
	} else {
		reply.Messages = append([]bot.Message{{Text: plain(sentence)}}, reply.Messages...)
	}
	return reply, nil
}

// pressCard opens the card of a milestone.
func pressCard(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	m, refusal, err := readable(ctx, t, which)
	if err != nil || refusal != "" {
		return bot.Reply{Toast: refusal}, err
	}
	card, err := card(ctx, t, m, "")
	return bot.Reply{Messages: []bot.Message{card}}, err
}

// wordOvertaken says what has happened to a milestone since a button was drawn.
func (t *turn) wordOvertaken(last reminders.Event, state reminders.StateError) string {
	who := t.label(last.Role.Label())
	switch {
	case last.Actor == t.who.ID:
		who = t.f("您", "you")
	case last.Actor == reminders.System || last.Role == "":
		who = t.f("系统", "the system")
	}
	return t.f("{time}已由{who}{action}，现在是“{from}”，不能{action2}。",
		"“{action2}” is no longer possible: on {time} came “{action}” (by: {who}), and the task is now “{from}”.", t.at(last.At.In(t.Location), "1月2日", "2 January"), who, t.label(last.Action.Label()), t.label(state.From.Label()), t.label(state.Action.Label()))
}
