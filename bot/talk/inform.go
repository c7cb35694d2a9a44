package talk

import (
	"context"
	"slices"
	"strings"

	"duban/bot"
)

// inForm takes what is written while a form is open: what it asks for, a question that
// leaves it open, a word that gives it up, or something else, after which it is offered
// again.
func inForm(ctx context.Context, t *turn) (bot.Reply, error) {
	f := t.session.Form
	of := t.formOf(*f)
	switch {
	case of == nil:
		t.putAside()
		return say(t.word(wordNotAllowed)), nil
	case !of.sentences && t.table.exampled(t.Text):
		t.session.Form = nil
		return t.carryOut(ctx)
	case !of.sentences:
		return of.fill(ctx, t, *f)
	}
	if err := t.lookBack(ctx); err != nil {
		return bot.Reply{}, err
	}
	sense, plain := t.senseOf(f.Action)
	if len(t.replied) > 0 && !slices.Contains(t.replied, f.Milestone) { // about another
		f.Away = true
		return beside(ctx, t, f)
	}
	t.plain = plain
	switch {
	case sense == fills:
		return of.fill(ctx, t, *f)
	case f.Away || sense == calls || sense == nods && len(t.replied) > 0:
		return beside(ctx, t, f)
	case sense == leaves:
		return leaveForm(ctx, t)
	case sense == nods:
		return t.stillOpen(ctx, t.say("好的。", "Very well."), f)
	}
	reply, err := t.carryOut(ctx)
	if err != nil || t.session.Form != f {
		return reply, err
	}
	return t.stillOpen(ctx, reply, f)
}

// beside does something else while a form is open, and offers the form again.
func beside(ctx context.Context, t *turn, f *form) (bot.Reply, error) {
	reply, err := t.carryOut(ctx)
	if err != nil || t.session.Form != f {
		return reply, err
	}
	return t.offered(ctx, reply, f)
}

// stillOpen adds to a reply that the form waits, with a way to have the words taken for
// what it asks for after all.
func (t *turn) stillOpen(ctx context.Context, reply bot.Reply, f *form) (bot.Reply, error) {
	name, err := t.formName(ctx, *f)
	if err != nil || name == "" {
		return reply, err
	}
	return under(reply, t.f("“{name}”还没有填完，写好直接发来；发“取消”退出。",
		"“{name}” is still open: just send what you want to write. Send /cancel to leave.", name), []bot.Button{t.afterAll(f)}), nil
}

// afterAll is the button by which words that were taken for something else are what the
// form asks for after all.
func (t *turn) afterAll(f *form) bot.Button {
	f.Doubted = &part{t.MessageID, strings.TrimSpace(t.Text)}
	return button(t.f("这句就是{action}", "{action}: take these words", t.label(f.Action.Label())), f.data("mine"))
}

// offered adds to a reply that the form is kept, and how to go on with it; once.
func (t *turn) offered(ctx context.Context, reply bot.Reply, f *form) (bot.Reply, error) {
	f.Away = true
	if f.Offered {
		return reply, nil
	}
	f.Offered = true
	name, err := t.formName(ctx, *f)
	if err != nil || name == "" {
		return reply, err
	}
	row := t.goOn(*f)
	if t.Text != "" && !strings.HasPrefix(t.Text, "/") && !t.table.exampled(t.Text) {
		row = append(row, t.afterAll(f))
	}
	return under(reply, t.f("“{name}”还没有填完{contentWords}。",
		"“{name}” is not finished yet{contentWords}.", name, t.inBrackets(t.contentWords(*f))), row), nil
}

// goOn are the buttons of a form that is kept.
func (t *turn) goOn(f form) []bot.Button {
	return []bot.Button{button(t.f("接着填", "Go on"), f.data("on")), button(t.f("不要了", "Drop it"), f.data("drop"))}
}

// under adds words and buttons to the last message of a reply that can take them.
func under(reply bot.Reply, words string, row []bot.Button) bot.Reply {
	n := len(reply.Messages)
	if n == 0 || reply.Messages[n-1].File != nil {
		return bot.Reply{Messages: append(reply.Messages, bot.Message{Text: plain(words), Buttons: oneRow(row)}), Toast: reply.Toast, Menu: reply.Menu}
	}
	m := &reply.Messages[n-1]
	paragraph(m, words)
	m.Buttons = append(slices.Clip(m.Buttons), oneRow(row)...)
	return reply
}

// formName says what a form is for: 柯桥区 省教育现代化县：填报; empty where that is gone.
func (t *turn) formName(ctx context.Context, f form) (string, error) {
	m, err := t.Diary.Milestone(ctx, f.Milestone)
	if _, refused := t.refusal(err); refused {
		return "", nil
	}
	return t.f("{owners} {name}：{action}", "{owners} {name}: {action}", t.owners(m), m.Name(), t.label(f.Action.Label())), err
}

// contentWords tells what a form has already.
func (t *turn) contentWords(f form) string {
	var parts []string
	if n := len([]rune(f.words())); n > 0 {
		parts = append(parts, t.f("写了{n}字", "{n} {character|characters} written", n))
	}
	if n := len(f.Evidence); n > 0 {
		parts = append(parts, t.f("佐证{n}件", "{n} {file|files} of evidence", n))
	}
	if len(parts) == 0 {
		return ""
	}
	return t.f("{parts}，都留着", "{parts}, all kept", t.join(parts, "、", ", "))
}

// leaveForm leaves the open form. What is written stays, until the person drops it.
func leaveForm(ctx context.Context, t *turn) (bot.Reply, error) {
	f := t.session.Form
	if f == nil {
		return t.say("现在没有要取消的事。", "There is nothing to cancel."), nil
	}
	t.putAside()
	if !f.filled() {
		return t.keptOnes(ctx, say(t.word(wordCancelled)))
	}
	name, err := t.formName(ctx, *f)
	if err != nil || name == "" {
		return say(t.word(wordCancelled)), err
	}
	return under(bot.Reply{}, t.f("好的，先不填。“{name}”{contentWords}。",
		"Very well, later then. “{name}”: {contentWords}.", name, t.contentWords(*f)), t.goOn(*f)), nil
}

// keptOnes adds to a reply the newest form that is kept.
func (t *turn) keptOnes(ctx context.Context, reply bot.Reply) (bot.Reply, error) {
	for len(t.session.Kept) > 0 {
		f := t.session.Kept[len(t.session.Kept)-1]
		name, err := t.formName(ctx, f)
		if err != nil {
			return reply, err
		}
		if name != "" {
			return under(reply, t.f("“{name}”还没有填完{contentWords}。",
				"“{name}” is not finished yet{contentWords}.", name, t.inBrackets(t.contentWords(f))), t.goOn(f)), nil
		}
		t.session.Kept = t.session.Kept[:len(t.session.Kept)-1]
	}
	return reply, nil
}
