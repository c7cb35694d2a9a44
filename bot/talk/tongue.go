package talk

import (
	"context"
	"slices"
	"strings"

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

// tongue is what somebody is spoken to in. Sentences stand in Chinese where they are
// said; the tables of english.go have each of them in English.
type tongue string

const (
	chinese tongue = "" // also of everybody who speaks neither
	english tongue = "en"
)

// tongueOf gives the tongue for a language as IETF tags it.
func tongueOf(language string) tongue {
	if base, _, _ := strings.Cut(strings.ReplaceAll(language, "_", "-"), "-"); strings.EqualFold(base, "en") {
		return english
	}
	return chinese
}

// tongueFor gives the tongue in which a person is answered: the one that they have
// chosen, in groups always Chinese. A client in English says little about who holds it,
// as Telegram's own clients have no Chinese: it is offered the choice, no more.
func tongueFor(r bot.Request, who reminders.Person) tongue {
	if !r.Private {
		return chinese
	}
	return tongueOf(who.Language)
}

// otherTongue is the button that changes the tongue, for those whose client is in
// English or who have chosen it.
func (t *turn) otherTongue() []bot.Button {
	switch {
	case !t.Private:
		return nil
	case t.tongue == english:
		return []bot.Button{button("中文", "tongue:zh")}
	case tongueOf(t.Language) == english:
		return []bot.Button{button("English", "tongue:en")}
	}
	return nil
}

// pressTongue keeps the tongue that a person has chosen, and welcomes them in it.
func pressTongue(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	if !slices.Contains([]string{"zh", "en"}, which) {
		return t.toast(wordStale), nil
	}
	if err := t.Diary.SetLanguage(ctx, t.who.ID, which); err != nil {
		return bot.Reply{}, err
	}
	t.who.Language = which
	t.tongue = tongueFor(t.Request, t.who)
	return bot.Reply{Messages: []bot.Message{welcome(t)}}, nil
}

// voice is the bot as it speaks to somebody.
type voice struct {
	*Bot
	tongue
}

// tongues keep the language that a person has chosen.
type tongues interface {
	SetLanguage(ctx context.Context, id reminders.Recipient, language string) error
}
