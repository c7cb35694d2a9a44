package talk

import (
	"context"
	"strings"

	"duban/bot"
)

// route finds the feature that a message calls, and the words for it; nil where the
// message is none of them: a question to the plans. Features that fit the moment come
// before those that always can be called.
func (t *turn) route(s understood, original string) (f *Feature, args string) {
	best := 0
	for _, one := range t.table.features {
		if one.When != nil && !one.When(t) {
			continue
		}
		for _, c := range t.table.calls[one] {
			weight, words := c.match(s, original)
			if weight == 0 {
				continue
			}
			if one.When != nil {
				weight += 1000
			}
			if weight > best {
				best, f, args = weight, one, words
			}
		}
	}
	return f, args
}

// carryOut does what the message says: a command, a command in everyday words, the help on
// one, what it most probably is, or a question to the plans.
func (t *turn) carryOut(ctx context.Context) (bot.Reply, error) {
	if rest, ok := strings.CutPrefix(strings.TrimSpace(t.Text), "/"); ok {
		name, args, _ := strings.Cut(rest, " ")
		t.said = t.understand(args)
		return t.command(ctx, strings.ToLower(name), strings.TrimSpace(args))
	}
	if err := t.lookBack(ctx); err != nil {
		return bot.Reply{}, err
	}
	t.said = t.understand(t.Text)
	if f, args := t.route(t.said, t.Text); f != nil {
		return t.command(ctx, f.Name, args)
	}
	if about := t.said.without("how"); len(about.pieces) < len(t.said.pieces) {
		if f, _ := t.route(about, ""); f != nil {
			return help(t, f.topic().name, ""), nil
		}
	}
	if reply, ok, err := reportOutside(ctx, t); ok || err != nil {
		return reply, err
	}
	if f, args := t.likely(); f != nil {
		return t.command(ctx, f.Name, args)
	}
	return answer(ctx, t)
}

// command runs a command.
func (t *turn) command(ctx context.Context, name, args string) (bot.Reply, error) {
	if f := t.session.Form; f != nil && name != "cancel" && !t.formOf(*f).isSentences() {
		t.session.Form = nil
	}
	reply, ok, err := t.run(ctx, name, args)
	if !ok {
		return t.say("没有这个命令。发“帮助”看用法。", "There is no such command. Send /help to see what there is."), nil
	}
	return reply, err
}
