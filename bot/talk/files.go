package talk

import (
	"context"
	"slices"

	"duban/bot"
	"duban/knowledge/said"
	"duban/reminders"
)

// takeFile takes a file: what the open form asks for, or a plan, or a filled-in ledger,
// that a supervisor sent.
func takeFile(ctx context.Context, t *turn) (bot.Reply, error) {
	if f := t.session.Form; f != nil {
		if of := t.formOf(*f); of != nil && of.attach != nil {
			if reply, ok, err := of.attach(ctx, t, f); ok || err != nil {
				return reply, err
			}
		}
	}
	switch {
	case t.who.Role != reminders.Admin:
		return t.say(wordNoFiles), nil
	case !t.Private:
		return t.say(wordImportPrivately), nil
	case t.session.Form != nil:
		return t.say(wordReasonNeeded), nil
	}
	name := shown(t.File.Name)
	t.progress(t.f(wordFetching, shorten(name, 40)))
	data, sentence := fetch(ctx, t)
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

// fetch gets the file of a request, or gives the sentence that says why not.
func fetch(ctx context.Context, t *turn) (data []byte, sentence string) {
	if t.File.Size > maxUpload {
		return nil, t.f(wordFileTooLarge)
	}
	data, err := t.File.Fetch(ctx)
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
