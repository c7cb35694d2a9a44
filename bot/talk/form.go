package talk

import (
	"context"

	"duban/bot"
)

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

// close notes that the open form was taken.
func (t *turn) close(f form) { t.session.Form, t.session.Done = nil, &done{f, t.ID} }
