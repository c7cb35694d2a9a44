package talk

import (
	"context"
	"slices"

	"duban/bot"
	"duban/reminders"
)

// featureEnglish and featureChinese choose the tongue.
var (
	featureEnglish = Feature{Name: "english", Calls: []string{"english"}, Examples: []string{"English", "英文"}, Where: anywhere, Presses: map[string]press{"tongue": pressTongue},
		Run: func(ctx context.Context, t *turn, _ string) (bot.Reply, error) { return pressTongue(ctx, t, "en") }}
	featureChinese = Feature{Name: "chinese", Calls: []string{"chinese"}, Examples: []string{"中文"}, Where: anywhere,
		Run: func(ctx context.Context, t *turn, _ string) (bot.Reply, error) { return pressTongue(ctx, t, "zh") }}
)

// tongueFor gives the tongue in which a person is answered: the one that they have
// chosen, in groups always Chinese. A client in English says little about who holds it,
// as Telegram's own clients have no Chinese: it is offered the choice, no more.
func tongueFor(r bot.Request, who reminders.Person) tongue {
	if !r.Private {
		return chinese
	}
	return tongueOf(who.Language)
}

// pressTongue keeps the tongue that a person has chosen, and welcomes them in it.
func pressTongue(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	if !slices.Contains([]string{"zh", "en"}, which) {
		return toast(t.word(wordStale)), nil
	}
	if err := t.Diary.SetLanguage(ctx, t.who.ID, which); err != nil {
		return bot.Reply{}, err
	}
	t.who.Language = which
	t.tongue = tongueFor(t.Request, t.who)
	return bot.Reply{Messages: []bot.Message{welcome(t)}}, nil
}
