package bot

import (
	"context"
	"errors"
	"strings"

	"duban/reminders"
)

// form is a dialogue that waits for one text: a report or a reason, the place of the
// plan that answers a question, or a correction of what was read.
type form struct {
	Action    reminders.Action `json:"action,omitempty"`
	Milestone int64            `json:"milestone,omitempty"`
	Phrase    string           `json:"phrase,omitempty"` // the question to be tied to a place
	Doubt     string           `json:"doubt,omitempty"`  // fingerprint of the doubt to be corrected
}

// done is a form that was taken, with the request that took it: handled again
// after a crash, the text is not mistaken for a question.
type done struct {
	form
	Request string `json:"request"`
}

// fill takes the person's text for the open form. A text that does not serve
// leaves the form open.
func (b *Bot) fill(ctx context.Context, t *turn) (Reply, error) {
	f := *t.session.Form
	switch {
	case f.Phrase != "":
		return b.fillPlace(ctx, t, f)
	case f.Doubt != "":
		return b.fillDoubt(ctx, t, f)
	}
	m, err := b.act(ctx, t, f.Milestone, f.Action, strings.TrimSpace(t.Text))
	if sentence, refused := refusal(err); refused {
		if !errors.Is(err, reminders.ErrReasonNeeded) && !errors.Is(err, reminders.ErrReasonTooLong) {
			t.session.Form = nil
		}
		return say(sentence), nil
	}
	if err != nil {
		return Reply{}, err
	}
	t.session.Form, t.session.Done = nil, &done{f, t.ID}
	return Reply{Messages: []Message{b.card(t, m, wordDone(f.Action))}}, nil
}

// again repeats the reply to a form that was taken by this very request.
func (b *Bot) again(ctx context.Context, t *turn) (Reply, error) {
	switch {
	case t.session.Done.Phrase != "":
		return b.tied(ctx, t, t.session.Done.Phrase)
	case t.session.Done.Doubt != "":
		return say(wordCorrected), nil
	}
	m, err := b.Ledger.Milestone(ctx, t.session.Done.Milestone)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Messages: []Message{b.card(t, m, wordDone(t.session.Done.Action))}}, nil
}

// act takes one step with a milestone and has its consequences sent.
func (b *Bot) act(ctx context.Context, t *turn, id int64, a reminders.Action, words string) (reminders.Milestone, error) {
	m, err := b.Ledger.Act(ctx, id, a, t.who.ID, words, t.ID, t.Now)
	if err == nil {
		b.Changed()
	}
	return m, err
}
