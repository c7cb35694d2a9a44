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
	urgeView     = "urge" // as mineView
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
	case "show":
		return b.pressShow(ctx, t, rest)
	case "urgelist":
		return b.pressUrgeList(ctx, t, rest)
	case "urgeall":
		return b.pressUrgeAll(ctx, t, rest)
	case "snooze":
		return b.pressSnooze(ctx, t, rest)
	case "proof":
		return b.pressEvidence(ctx, t, rest)
	case "fill":
		return b.pressFill(ctx, t, rest)
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
	number, rest, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return Reply{Toast: wordStale}, nil
	}
	view, more, _ := strings.Cut(rest, ":")
	return b.pressAction(ctx, t, reminders.Action(name), id, view, more)
}

// pressAction takes a step with a milestone, or opens the form that it needs. more is
// what the button showed and is agreed to by its press.
func (b *Bot) pressAction(ctx context.Context, t *turn, a reminders.Action, id int64, view, more string) (Reply, error) {
	m, err := b.Ledger.Milestone(ctx, id)
	if sentence, refused := refusal(err); refused {
		return Reply{Toast: sentence}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	step := reminders.Step{Action: a}
	switch {
	case a == reminders.Close && more == fingerprint(m.Goal):
		step.Confirms = m.Goal
	case a == reminders.Grant && more != "":
		if step.Day, err = reminders.ParseDay(more); err != nil || step.Day != m.Wish {
			return Reply{Toast: wordWishChanged}, nil
		}
	}
	ask := reminders.NeedsWords(m, a, b.today(t.Now)) || a == reminders.Grant && step.Day == 0
	if ask && slices.Contains(reminders.Actions(m, t.who, b.today(t.Now)), a) {
		t.session.Form = &form{Action: a, Milestone: id, Confirms: step.Confirms}
		head := Text{{S: m.Unit + " " + m.Project, Style: Bold}, {S: "\n" + wordAsk(m, a)}}
		return Reply{Messages: []Message{{Text: head}}}, nil
	}
	m, err = b.act(ctx, t, id, step)
	if sentence, refused := refusal(err); refused {
		return Reply{Toast: sentence}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	toast := wordDone(a)
	for prefix, list := range map[string]func(context.Context, *turn, int, string) (Reply, error){mineView: b.list, urgeView: b.urgeList} {
		if page, ok := strings.CutPrefix(view, prefix); ok {
			n, _ := strconv.Atoi(page)
			reply, err := list(ctx, t, n, t.MessageID)
			reply.Toast = toast
			return reply, err
		}
	}
	card, err := b.card(ctx, t, m, toast)
	if view == cardView {
		card.Edit = t.MessageID
	}
	return Reply{Toast: toast, Messages: []Message{card}}, err
}

// pressShow opens a list in a message of its own.
func (b *Bot) pressShow(ctx context.Context, t *turn, what string) (Reply, error) {
	switch what {
	case "mine":
		return b.mine(ctx, t)
	case "urge":
		return b.urge(ctx, t, "")
	}
	return Reply{Toast: wordStale}, nil
}
