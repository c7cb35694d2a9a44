package talk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// Where a button stands decides what its press shows.
const (
	cardView     = "card"     // the card itself, edited
	reminderView = "reminder" // a card of its own, under the reminder
	mineView     = "mine"     // with the page behind it: the list, edited
	heldView     = "held"
	urgeView     = "urge" // as mineView
)

// press carries out a button. What it says is checked like any other input: a
// client may send what it likes.
func press(ctx context.Context, t *turn) (bot.Reply, error) {
	name, rest, _ := strings.Cut(t.Press, ":")
	if !t.Private && !slices.Contains(inGroups, name) {
		return t.toast(wordInPrivate), nil
	}
	switch name {
	case "help":
		return help(t, rest, t.MessageID), nil
	case "tongue":
		return pressTongue(ctx, t, rest)
	case "card":
		return pressCard(ctx, t, rest)
	case "people":
		page, _ := strconv.Atoi(rest)
		return people(ctx, t, page, t.MessageID)
	case "remove":
		return pressRemove(ctx, t, rest)
	case "revoke":
		return pressRevoke(ctx, t, rest)
	case "leave":
		return pressLeave(ctx, t, rest)
	case "picture":
		return sendPicture(ctx, t, rest)
	case "ask":
		return pressExample(ctx, t, rest)
	case "mine":
		page, _ := strconv.Atoi(rest)
		return mineList(ctx, t, page, t.MessageID)
	case "show":
		return pressShow(ctx, t, rest)
	case "urgelist":
		return pressUrgeList(ctx, t, rest)
	case "urgeall":
		return pressUrgeAll(ctx, t, rest)
	case "snooze":
		return pressSnooze(ctx, t, rest)
	case "proof":
		return pressEvidence(ctx, t, rest)
	case "fill":
		return pressFill(ctx, t, rest)
	case "held":
		return pressHeld(ctx, t, rest)
	case "invite":
		return pressInvite(ctx, t, rest)
	case "vote":
		return pressVote(ctx, t, rest)
	case "whole":
		return pressWhole(t, rest)
	case "pick":
		return pressChoice(ctx, t, rest)
	case "missed":
		return pressMissed(ctx, t, rest)
	case "teach":
		return pressTeach(ctx, t, rest)
	case "book":
		return pressBook(ctx, t, rest)
	case "plan":
		return pressPlan(ctx, t, rest)
	case "text":
		return pressText(ctx, t, rest)
	case "withdraw":
		return pressWithdraw(ctx, t, rest)
	case "apply":
		return pressApply(ctx, t, rest)
	case "scanned":
		return pressScanned(ctx, t, rest)
	case "tasks":
		return pressTasks(ctx, t, rest)
	case "strike":
		return pressStrike(ctx, t, rest)
	case "sheet":
		return pressSheet(ctx, t, rest)
	case "drop":
		return pressDrop(ctx, t, rest)
	case "doubt":
		return pressDoubt(ctx, t, rest)
	case "undo":
		return undoDoubt(ctx, t)
	case "review":
		page, _ := strconv.Atoi(rest)
		return review(ctx, t, page, t.MessageID)
	case "lesson":
		return pressLesson(ctx, t, rest)
	}
	number, rest, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return t.toast(wordStale), nil
	}
	view, more, _ := strings.Cut(rest, ":")
	return pressAction(ctx, t, reminders.Action(name), id, view, more)
}

// pressAction takes a step with a milestone, or opens the form that it needs. more is
// what the button showed and is agreed to by its press.
func pressAction(ctx context.Context, t *turn, a reminders.Action, id int64, view, more string) (bot.Reply, error) {
	m, err := t.Ledger.Milestone(ctx, id)
	if sentence, refused := t.refusal(err); refused {
		return bot.Reply{Toast: sentence}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	step := reminders.Step{Action: a}
	switch {
	case a == reminders.Close && more == fingerprint(m.Goal):
		step.Confirms = m.Goal
	case a == reminders.Grant && more != "":
		if step.Day, err = reminders.ParseDay(more); err != nil || step.Day != m.Wish {
			return t.toast(wordWishChanged), nil
		}
	}
	ask := reminders.NeedsWords(m, a, t.today(t.Now)) || a == reminders.Grant && step.Day == 0
	if ask && slices.Contains(reminders.Actions(m, t.who, t.today(t.Now)), a) {
		t.session.Form = &form{Action: a, Milestone: id, Confirms: step.Confirms, View: view, Message: t.MessageID}
		head := bot.Text{{S: t.owners(m) + " " + m.Name(), Style: bot.Bold}, {S: "\n" + t.wordAsk(m, a)}}
		return bot.Reply{Messages: []bot.Message{{Text: head}}}, nil
	}
	m, err = takeStep(ctx, t, id, step)
	if sentence, refused := t.refusal(err); refused {
		return overtaken(ctx, t, form{Action: a, Milestone: id, View: view, Message: t.MessageID}, sentence, err)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := refresh(ctx, t, m, view, t.MessageID)
	reply.Toast = t.wordDone(a)
	return reply, err
}

// refresh shows a milestone as it stands now in the message that showed it before: a
// card, a page of a list, or a reminder.
func refresh(ctx context.Context, t *turn, m reminders.Milestone, view, message string) (bot.Reply, error) {
	if page, ok := strings.CutPrefix(view, mineView); ok {
		n, _ := strconv.Atoi(page)
		return mineList(ctx, t, n, message)
	}
	if page, ok := strings.CutPrefix(view, urgeView); ok {
		n, _ := strconv.Atoi(page)
		return urgeList(ctx, t, n, message)
	}
	if view == heldView {
		return listHeld(ctx, t, message)
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
	rows, err := t.Ledger.Message(ctx, reminders.Recipient(t.Chat), message)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	people, err := t.People.People(ctx)
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
		m, err := t.Ledger.Milestone(ctx, f.Milestone)
		if err != nil {
			return bot.Reply{}, err
		}
		events, err := t.Ledger.Events(ctx, f.Milestone)
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
