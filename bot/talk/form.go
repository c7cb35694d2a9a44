package talk

import (
	"context"

	"duban/bot"
	"duban/reminders"
)

// form is a dialogue that waits for one text: a report or a reason, a date, the place
// of the plan that answers a question, or a correction of what was read.
type form struct {
	Of        string               `json:"of"` // the feature that takes it
	Action    reminders.Action     `json:"action,omitempty"`
	Milestone int64                `json:"milestone,omitempty"`
	Words     string               `json:"words,omitempty"`    // given already, where something else is missing
	Evidence  []reminders.Evidence `json:"evidence,omitempty"` // sent already
	Confirms  string               `json:"confirms,omitempty"` // with Close: the goal that was shown
	View      string               `json:"view,omitempty"`     // where the button stood, see task.go
	Message   string               `json:"message,omitempty"`  // under which the button stood
	Phrase    string               `json:"phrase,omitempty"`   // the question to be tied to a place
	Doubt     string               `json:"doubt,omitempty"`    // fingerprint of the doubt to be corrected
}

// done is a form that was taken, with the request that took it: handled again
// after a crash, the text is not mistaken for a question.
type done struct {
	form
	Request string `json:"request"`
}

// formOf is how a feature takes what is written while a form of it is open.
type formOf struct {
	// fill takes the text. One that does not serve leaves the form open.
	fill func(ctx context.Context, t *turn, f form) (bot.Reply, error)
	// again repeats the reply to a form that was taken by this very request.
	again func(ctx context.Context, t *turn, f form) (bot.Reply, error)
	// expired tells that the form is void, and offers it again; nil where it has no more
	// to say.
	expired func(ctx context.Context, t *turn, f form) (bot.Reply, error)
	// attach keeps a file that is sent meanwhile, where the form takes files; ok reports
	// whether it does.
	attach func(ctx context.Context, t *turn, f *form) (reply bot.Reply, ok bool, err error)
}

// formOf gives how the form's feature takes it; nil where this person cannot use it any
// more, here.
func (t *turn) formOf(f form) *formOf {
	of := t.table.named(f.Of)
	if of == nil || of.Form == nil || of.refusal(t) != "" {
		return nil
	}
	return of.Form
}

// fillForm takes the text for the open form.
func fillForm(ctx context.Context, t *turn) (bot.Reply, error) {
	f := *t.session.Form
	of := t.formOf(f)
	if of == nil {
		t.session.Form = nil
		return t.say(wordNotAllowed), nil
	}
	return of.fill(ctx, t, f)
}

// close notes that the open form was taken.
func (t *turn) close(f form) { t.session.Form, t.session.Done = nil, &done{f, t.ID} }

// repeatForm repeats the reply to a form that was taken by this very request.
func repeatForm(ctx context.Context, t *turn) (bot.Reply, error) {
	f := t.session.Done.form
	if of := t.formOf(f); of != nil {
		return of.again(ctx, t, f)
	}
	return t.say(wordNotAllowed), nil
}

// timedOut tells a person that the form they had open is void.
func timedOut(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	if of := t.formOf(f); of != nil && of.expired != nil {
		return of.expired(ctx, t, f)
	}
	return t.say(wordFormExpired, t.f("填写")), nil
}
