package talk

import (
	"context"
	"errors"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// form is a dialogue that waits for one text: a report or a reason, a date, the place
// of the plan that answers a question, or a correction of what was read.
type form struct {
	Action    reminders.Action     `json:"action,omitempty"`
	Milestone int64                `json:"milestone,omitempty"`
	Words     string               `json:"words,omitempty"`    // given already, where something else is missing
	Evidence  []reminders.Evidence `json:"evidence,omitempty"` // sent already
	Confirms  string               `json:"confirms,omitempty"` // with Close: the goal that was shown
	View      string               `json:"view,omitempty"`     // where the button stood, see press.go
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

// fillForm takes the person's text for the open form. A text that does not serve
// leaves the form open.
func fillForm(ctx context.Context, t *turn) (bot.Reply, error) {
	f := t.session.Form
	switch {
	case f.Phrase != "":
		return fillPlace(ctx, t, *f)
	case f.Doubt != "":
		return fillDoubt(ctx, t, *f)
	}
	step := reminders.Step{Action: f.Action, Words: strings.TrimSpace(t.Text), Evidence: f.Evidence, Confirms: f.Confirms}
	switch f.Action {
	case reminders.Report:
		step.Percent = percentIn(t.Text)
	case reminders.Extend, reminders.Grant:
		if f.Words != "" {
			step.Words = t.f("%s，%s", f.Words, step.Words)
		}
		day, ok := dayIn(t.Text, t.today(t.Now).In(t.Location, 0))
		if !ok {
			if f.Action == reminders.Extend {
				f.Words = step.Words
			}
			return t.say(wordWhichDay), nil
		}
		step.Day = reminders.DayOf(day, day.Location())
	}
	m, err := takeStep(ctx, t, f.Milestone, step)
	if sentence, refused := t.refusal(err); refused {
		if mendable(err) {
			return say(sentence), nil
		}
		t.session.Form = nil
		return overtaken(ctx, t, *f, sentence, err)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.session.Form, t.session.Done = nil, &done{*f, t.ID}
	return formTaken(ctx, t, m, *f)
}

// mendable tells whether the person can write the text again, better.
func mendable(err error) bool {
	for _, fault := range []error{reminders.ErrReasonNeeded, reminders.ErrReasonTooLong, reminders.ErrPercent, reminders.ErrDay} {
		if errors.Is(err, fault) {
			return true
		}
	}
	return false
}

// repeatForm repeats the reply to a form that was taken by this very request.
func repeatForm(ctx context.Context, t *turn) (bot.Reply, error) {
	switch {
	case t.session.Done.Phrase != "":
		return tied(ctx, t, t.session.Done.Phrase)
	case t.session.Done.Doubt != "":
		return t.say(wordCorrected), nil
	}
	m, err := t.Ledger.Milestone(ctx, t.session.Done.Milestone)
	if err != nil {
		return bot.Reply{}, err
	}
	return formTaken(ctx, t, m, t.session.Done.form)
}

// formTaken says what has become of a milestone by a form, and brings the message under
// which the form was opened up to date.
func formTaken(ctx context.Context, t *turn, m reminders.Milestone, f form) (bot.Reply, error) {
	if f.View == "" {
		card, err := card(ctx, t, m, t.wordDone(f.Action))
		return bot.Reply{Messages: []bot.Message{card}}, err
	}
	reply, err := refresh(ctx, t, m, f.View, f.Message)
	done := bot.Text{{S: t.owners(m) + " " + m.Name(), Style: bot.Bold}, {S: t.f("：%s", t.wordDone(f.Action))}}
	reply.Messages = append([]bot.Message{{Text: done}}, reply.Messages...) // the answer first: a chat takes one message a second
	return reply, err
}

// timedOut tells a person that the form they had open is void, and offers it again.
func timedOut(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	if f.Milestone == 0 { // one of a supervisor's about a question or a doubt
		return t.say(wordFormExpired, t.f("填写")), nil
	}
	m, err := t.Ledger.Milestone(ctx, f.Milestone)
	if err != nil {
		return bot.Reply{}, err
	}
	card, err := card(ctx, t, m, t.f(wordFormExpired, t.word(f.Action.Label())))
	return bot.Reply{Messages: []bot.Message{card}}, err
}

// takeStep takes one step with a milestone and has its consequences sent.
func takeStep(ctx context.Context, t *turn, id int64, step reminders.Step) (reminders.Milestone, error) {
	m, err := t.Ledger.Act(ctx, id, t.who.ID, stepOf(t, step))
	if err == nil {
		t.Changed()
	}
	return m, err
}

// stepOf fills in what the request says of when, and by what, it is asked for.
func stepOf(t *turn, s reminders.Step) reminders.Step {
	s.Request, s.At, s.Today = t.ID, t.Now, t.today(t.Now)
	return s
}
