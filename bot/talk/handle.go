package talk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"duban/bot"
	"duban/knowledge/said"
	"duban/reminders"
)

// New returns the conversation over its parts.
func New(p Parts) *Bot { return &Bot{Parts: p, table: newTable(features)} }

// Handle answers one request. The error is for the log; the reply already says
// something to the person.
func (b *Bot) Handle(ctx context.Context, r bot.Request) (bot.Reply, error) {
	switch {
	case !r.Private && !r.Addressed && r.Press == "":
		return bot.Reply{}, nil
	case r.Anonymous:
		return b.nameless(r), nil
	}
	reply, err := b.handle(ctx, r)
	if err != nil {
		return chinese.say("刚才出了点问题，没有处理成功。请稍后再试一次；仍不行，请告诉督查员。",
			"Something went wrong, and this was not done. Please try again in a while; if it keeps failing, please tell a supervisor."), fmt.Errorf("request %s: %w", r.ID, err)
	}
	reply.Toast = said.Visible(reply.Toast)
	for i := range reply.Messages {
		makeVisible(&reply.Messages[i])
	}
	return reply, nil
}

func (b *Bot) handle(ctx context.Context, r bot.Request) (bot.Reply, error) {
	who, err := b.Diary.Person(ctx, reminders.Recipient(r.Person.ID))
	known := err == nil
	if err != nil && !errors.Is(err, reminders.ErrNotFound) {
		return bot.Reply{}, err
	}
	g := tongueFor(r, who)
	if !known && r.Start == "" {
		return b.refuse(r, g), nil
	}
	switch b.limits.take(r.Person.ID, r.Chat, r.Now) {
	case warned:
		if r.Press != "" {
			return toast(g.word(wordTooMuch)), nil
		}
		return say(g.word(wordTooMuch)), nil
	case silent:
		return bot.Reply{}, nil
	}
	if r.Start != "" {
		return b.redeem(ctx, r)
	}
	b.refused.forget(r.Person.ID) // who leaves is told that too
	if err := b.Diary.MarkSeen(ctx, who.ID, r.Person.Name, r.Now); err != nil {
		return bot.Reply{}, err
	}
	if who.Unreachable { // what waited for them goes out
		b.Changed()
	}
	key := r.Chat + " " + r.Person.ID
	t := turn{Request: r, voice: voice{b, g}, who: who}
	if t.session, err = b.loadSession(ctx, key, r.Now); err != nil {
		return bot.Reply{}, err
	}
	t.book = b.Library.Books().Of(t.session.Plan)
	if !r.Private {
		if t.group, err = b.group(ctx, r.Chat); err != nil {
			return bot.Reply{}, err
		}
	}
	reply, err := take(ctx, &t)
	if err == nil {
		err = offerMenu(ctx, &t, &reply)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.session.Until = r.Now.Add(sessionLife).Unix()
	data, err := json.Marshal(t.session)
	if err != nil {
		return bot.Reply{}, err
	}
	return reply, b.Diary.SaveSession(ctx, key, data, r.Now)
}

// refuse answers somebody who has not been let in: once a day, and then no more.
func (b *Bot) refuse(r bot.Request, g tongue) bot.Reply {
	switch {
	case r.Press != "":
		return toast(g.word(wordNotAllowed))
	case r.Private && b.refused.first(r.Person.ID, r.ID, b.today(r.Now)):
		return g.say("您好，我是督办助手。您还没有加入，请向督查员要一个邀请链接，点开就能使用。",
			"Hello, I am the supervision assistant. You have not joined yet: please ask a supervisor for an invitation link; opening it lets you in.")
	}
	return bot.Reply{}
}

// loadSession gives what the chat remembers. What is too old, or was written in
// another form, is nothing worse than a first message.
func (b *Bot) loadSession(ctx context.Context, key string, now time.Time) (session, error) {
	data, err := b.Diary.LoadSession(ctx, key)
	if err != nil {
		return session{}, err
	}
	var s session
	if json.Unmarshal(data, &s) != nil {
		return session{}, nil
	}
	if now.Unix() > s.Until { // what was written is not forgotten
		if s.Form != nil {
			s.Form.Away = true
		}
		return session{Form: s.Form, Kept: s.Kept, Pile: s.Pile, Done: s.Done}, nil
	}
	return s, nil
}

// take decides what a request is: a press, a form's text, a command or a question.
func take(ctx context.Context, t *turn) (bot.Reply, error) {
	open := t.session.Form
	switch {
	case t.session.Done != nil && t.session.Done.Request == t.ID:
		return repeatForm(ctx, t)
	case t.Press != "":
		reply, err := t.press(ctx, t.Press)
		if f := t.session.Form; f != nil && f == open { // about something else
			f.Away = true
		}
		return reply, err
	case t.Edited:
		return edited(ctx, t)
	}
	t.session.Message = t.Request.MessageID
	switch {
	case len(t.Uploads) > 0:
		return takeFile(ctx, t)
	case t.Other != "":
		return t.notKept(ctx)
	case strings.TrimSpace(t.Text) == "" && open != nil:
		return say(t.word(wordReasonNeeded)), nil
	case strings.TrimSpace(t.Text) == "":
		return say(t.word(wordOnlyText)), nil
	}
	if reply, ok := t.tooLong(); ok {
		return reply, nil
	}
	switch {
	case open != nil && !strings.HasPrefix(t.Text, "/"):
		return inForm(ctx, t)
	case open != nil:
		return beside(ctx, t, open)
	}
	return t.carryOut(ctx)
}
