package talk

import (
	"context"
	"slices"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// edited takes a message that the person has changed: what a form has of it is changed
// too, of what was taken a correction is offered, and a question is answered anew.
func edited(ctx context.Context, t *turn) (bot.Reply, error) {
	if strings.TrimSpace(t.Text) == "" {
		return bot.Reply{}, nil
	}
	id := t.Request.MessageID
	if f := t.session.Form; f != nil && f.partOf(id) >= 0 {
		return rewritten(ctx, t, *f, t.f("您改了写过的话，现在是：", "You have changed what you wrote; it is now:"))
	}
	if i := slices.IndexFunc(t.session.Kept, func(f form) bool { return f.partOf(id) >= 0 }); i >= 0 {
		t.open(t.session.Kept[i])
		return rewritten(ctx, t, *t.session.Form, t.f("您改了写过的话，现在是：", "You have changed what you wrote; it is now:"))
	}
	if p := t.session.Pile; p != nil && p.partOf(id) >= 0 {
		p.add(part{id, strings.TrimSpace(t.Text)})
		return t.whose(ctx, *p, t.f("您改了写过的话。", "You have changed what you wrote."))
	}
	if d := t.session.Done; d != nil && d.partOf(id) >= 0 {
		return corrected(ctx, t, d.form)
	}
	switch {
	case id != t.session.Message || strings.HasPrefix(t.Text, "/"):
	case t.session.Form != nil:
		return inForm(ctx, t)
	default:
		return t.carryOut(ctx)
	}
	if !t.Private {
		return bot.Reply{}, nil
	}
	return t.say("您改了先前的一条消息，这个改动没有另作处理。要问、要办的，请再发一次。",
		"You have changed an earlier message, and nothing was done about that. If you want something asked or done, please send it again."), nil
}

// rewritten shows a form back after one of its messages was changed.
func rewritten(ctx context.Context, t *turn, f form, head string) (bot.Reply, error) {
	if sentence := t.write(&f); sentence != "" {
		return say(sentence), nil
	}
	f.Unsure, t.session.Form = true, &f
	return shownBack(ctx, t, f, head)
}

// corrected offers to report anew what a message said that was changed after it was taken.
// Other steps are settled, and only told of.
func corrected(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	m, err := t.Diary.Milestone(ctx, f.Milestone)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	if f.Parts[f.partOf(t.Request.MessageID)].Text == strings.TrimSpace(t.Text) {
		return bot.Reply{}, nil
	}
	if f.Action != reminders.Report || !slices.Contains(reminders.Actions(m, t.who, t.today(t.Now)), reminders.Report) {
		return t.say("您改了已经办过的话（{action}），台账里仍是原来的。要改请与督查员联系。",
			"You have changed words that were taken already ({action}); the ledger keeps the old ones. To change them, please get in touch with a supervisor.", t.label(f.Action.Label())), nil
	}
	f.View, f.Message, f.Away, f.Offered = "", "", false, false
	t.open(f)
	return rewritten(ctx, t, *t.session.Form, t.f("您改了填报过的话，台账里还是原来的。改后是：",
		"You have changed what you reported; the ledger still has the old words. Changed, it would be:"))
}
