package talk

import (
	"context"
	"slices"

	"duban/bot"
	"duban/knowledge/said"
	"duban/reminders"
)

// takeFile takes files: what the open form asks for, or evidence that asks where it
// belongs, or a plan, or a filled-in ledger, that a supervisor sent.
func takeFile(ctx context.Context, t *turn) (bot.Reply, error) {
	if err := t.lookBack(ctx); err != nil {
		return bot.Reply{}, err
	}
	if f := t.session.Form; f != nil && (len(t.replied) == 0 || slices.Contains(t.replied, f.Milestone)) {
		if of := t.formOf(*f); of != nil && of.attach != nil {
			if reply, ok, err := of.attach(ctx, t, *f); ok || err != nil {
				return reply, err
			}
		}
	}
	switch {
	case t.Private && (len(t.who.Units) > 0 && t.who.Role != reminders.Admin || len(t.replied) > 0 || t.session.Pile != nil):
		return pile(ctx, t)
	case t.who.Role != reminders.Admin:
		return t.say(wordNoFiles), nil
	case !t.Private:
		return t.say(wordImportPrivately), nil
	case t.session.Form != nil && !t.session.Form.Away:
		return t.say(wordReasonNeeded), nil
	}
	var reply bot.Reply
	for _, u := range t.Uploads {
		one, err := readUpload(ctx, t, u)
		if err != nil {
			return bot.Reply{}, err
		}
		reply.Messages = append(reply.Messages, one.Messages...)
	}
	return reply, nil
}

// readUpload takes a plan or a filled-in ledger.
func readUpload(ctx context.Context, t *turn, u *bot.Upload) (bot.Reply, error) {
	name := shown(u.Name)
	t.progress(t.f(wordFetching, theirs(name, 40)))
	data, sentence := t.fetch(ctx, u)
	if sentence != "" {
		return say(sentence), nil
	}
	t.progress(t.f(wordReading))
	c, err := t.Files.Open(ctx, data, func(s said.Sentence) { t.progress(t.tell(s)) })
	if sentence, refused := t.refusal(err); refused {
		return say(sentence), nil
	}
	switch {
	case err != nil:
		return bot.Reply{}, err
	case len(c.Faults) > 0:
		return say(t.ledgerFaults(c.Faults)), nil
	}
	i := slices.IndexFunc(t.table.features, func(f *Feature) bool { return f.File != nil && f.File.is(c) })
	if i < 0 {
		return t.say(wordNoFiles), nil
	}
	return t.table.features[i].File.take(ctx, t, arrived{name, data, c})
}

// progress tells how far a long request is.
func (t *turn) progress(words string) {
	if t.Progress != nil {
		t.Progress(words)
	}
}

// maxUpload is how many bytes a file has at most.
const maxUpload = 20 << 20

// fetch gets a file, or gives the sentence that says why not.
func (t *turn) fetch(ctx context.Context, u *bot.Upload) (data []byte, sentence string) {
	if u.Size > maxUpload {
		return nil, t.f(wordFileTooLarge)
	}
	data, err := u.Fetch(ctx)
	switch {
	case err != nil: // the edge has logged why
		return nil, t.f(wordNotFetched)
	case len(data) > maxUpload:
		return nil, t.f(wordFileTooLarge)
	case len(data) == 0:
		return nil, t.f(wordFileEmpty)
	}
	return data, ""
}
