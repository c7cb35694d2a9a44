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
		return say(t.word(wordNoFiles)), nil
	case !t.Private:
		return t.say("请在与我的单独对话里发计划文件。", "Please send the plan's file in a private chat with me."), nil
	case t.session.Form != nil && !t.session.Form.Away:
		return say(t.word(wordReasonNeeded)), nil
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
	t.progress(t.f("收到文件“{name}”，正在下载……", "Received the file “{name}”, downloading …", theirs(name, 40)))
	data, sentence := t.fetch(ctx, u)
	if sentence != "" {
		return say(sentence), nil
	}
	t.progress(t.f("正在读取文件……", "Reading the file …"))
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
		return say(t.word(wordNoFiles)), nil
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
		return nil, t.word(wordFileTooLarge)
	}
	data, err := u.Fetch(ctx)
	switch {
	case err != nil: // the edge has logged why
		return nil, t.f("文件没有取到，请检查后再发一次。", "The file did not arrive. Please check it and send it again.")
	case len(data) > maxUpload:
		return nil, t.word(wordFileTooLarge)
	case len(data) == 0:
		return nil, t.f("这个文件是空的，请检查后再发一次。", "This file is empty. Please check it and send it again.")
	}
	return data, ""
}
