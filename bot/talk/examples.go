package talk

import (
	"context"
	"strconv"

	"duban/bot"
	"duban/knowledge/ask"
	"duban/reminders"
)

var featureStart = Feature{Name: "start",
	Calls:    []string{"start"},
	Examples: []string{"开始"},
	Where:    anywhere, Run: start}

// welcome says in four lines what can be done here, with questions to tap.
func welcome(t *turn) bot.Message {
	return bot.Message{Text: plain(t.wordWelcome(t.Library.Books().Titles(), t.book.Asker.Example(), t.who.Role)), Buttons: append(examples(t), append([]bot.Button{button(t.f("全部用法"), "help:")}, t.otherTongue()...))}
}

// start welcomes; a supervisor is asked about what was past when a plan was imported.
func start(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	reply := bot.Reply{Messages: []bot.Message{welcome(t)}}
	if t.who.Role != reminders.Admin || !t.Private {
		return reply, nil
	}
	for _, k := range t.Library.Books() {
		held, err := t.Diary.Milestones(ctx, reminders.Filter{Plan: k.Key, HeldOnly: true})
		if err != nil {
			return bot.Reply{}, err
		}
		if len(held) > 0 {
			reply.Messages = append(reply.Messages, bot.Message{Text: plain(t.titled(k.Key, t.f(wordHeld, len(held)))), Buttons: t.heldButtons(k.Key)})
		}
	}
	return reply, nil
}

// examples offers questions that the loaded plan answers, as buttons.
func examples(t *turn) [][]bot.Button {
	var out [][]bot.Button
	for i, q := range t.book.Asker.Examples() {
		out = append(out, []bot.Button{button(q, "ask:"+strconv.Itoa(i))})
	}
	return out
}

func pressExample(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	examples := t.book.Asker.Examples()
	i, err := strconv.Atoi(which)
	if err != nil || i < 0 || i >= len(examples) {
		return t.toast(wordStale), nil
	}
	t.Text, t.session.Focus = examples[i], ask.Focus{}
	return answer(ctx, t)
}
