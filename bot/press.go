package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"duban/reminders"
)

// Where a button stands decides what its press shows.
const (
	cardView     = "card"     // the card itself, edited
	reminderView = "reminder" // a card of its own, under the reminder
	mineView     = "mine"     // with the page behind it: the list, edited
	heldView     = "held"
)

// press carries out a button. What it says is checked like any other input: a
// client may send what it likes.
func (b *Bot) press(ctx context.Context, t *turn) (Reply, error) {
	name, rest, _ := strings.Cut(t.Press, ":")
	switch name {
	case "ask":
		return b.pressExample(ctx, t, rest)
	case "mine":
		page, _ := strconv.Atoi(rest)
		return b.list(ctx, t, page, t.MessageID)
	case "held":
		return b.pressHeld(ctx, t, rest)
	case "invite":
		return b.pressInvite(ctx, t, rest)
	case "vote":
		return b.pressVote(ctx, t, rest)
	case "whole":
		return b.pressWhole(t, rest)
	case "pick":
		return b.pressChoice(ctx, t, rest)
	case "missed":
		return b.pressMissed(ctx, t, rest)
	case "teach":
		return b.pressTeach(ctx, t, rest)
	case "book":
		return b.pressBook(ctx, t, rest)
	case "plan":
		return b.pressPlan(ctx, t, rest)
	case "text":
		return b.pressText(ctx, t, rest)
	case "withdraw":
		return b.pressWithdraw(ctx, t, rest)
	case "apply":
		return b.pressApply(ctx, t, rest)
	case "drop":
		return b.pressDrop(ctx, t, rest)
	case "doubt":
		return b.pressDoubt(ctx, t, rest)
	case "undo":
		return b.undoDoubt(ctx, t)
	case "review":
		page, _ := strconv.Atoi(rest)
		return b.review(ctx, t, page, t.MessageID)
	case "lesson":
		return b.pressLesson(ctx, t, rest)
	}
	number, view, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return Reply{Toast: wordStale}, nil
	}
	return b.pressAction(ctx, t, reminders.Action(name), id, view)
}

func (b *Bot) pressAction(ctx context.Context, t *turn, a reminders.Action, id int64, view string) (Reply, error) {
	m, err := b.Ledger.Milestone(ctx, id)
	if err == nil && slices.Contains(reminders.Actions(m, t.who), a) && reminders.NeedsWords(m, a) {
		t.session.Form = &form{Action: a, Milestone: id}
		head := Text{{S: m.Unit + " " + m.Project, Style: Bold}, {S: "\n" + wordAsk(a)}}
		return Reply{Messages: []Message{{Text: head}}}, nil
	}
	if err == nil {
		m, err = b.act(ctx, t, id, a, "")
	}
	if sentence, refused := refusal(err); refused {
		return Reply{Toast: sentence}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Toast: wordDone(a)}
	if page, ok := strings.CutPrefix(view, mineView); ok {
		n, _ := strconv.Atoi(page)
		list, err := b.list(ctx, t, n, t.MessageID)
		list.Toast = reply.Toast
		return list, err
	}
	card := b.card(t, m, wordDone(a))
	if view == cardView {
		card.Edit = t.MessageID
	}
	reply.Messages = []Message{card}
	return reply, nil
}
