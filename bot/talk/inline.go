package talk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"duban/bot"
	"duban/knowledge/ask"
	"duban/knowledge/said"
	"duban/reminders"
)

const (
	inlineShown = 5  // answers that are offered at once
	inlineTitle = 60 // characters
)

// Inline offers cited answers from the plans to what somebody types behind the bot's
// name in any chat, only to those who are let in, and never anything of the diary.
func (b *Bot) Inline(ctx context.Context, person bot.Person, query string, now time.Time) ([]bot.InlineAnswer, error) {
	who, err := b.Diary.Person(ctx, reminders.Recipient(person.ID))
	if errors.Is(err, reminders.ErrNotFound) || strings.TrimSpace(query) == "" || len(query) > maxText {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var home ask.Focus
	if len(who.Units) == 1 {
		home.Home = who.Units
	}
	var out []bot.InlineAnswer
	for _, k := range slices.Backward(b.Library.Books()) {
		questions := []string{query}
		for i := 0; i < len(questions) && len(out) < inlineShown; i++ {
			a := k.Asker.Ask(questions[i], home, now.In(b.Location))
			if i == 0 { // where the words can be read in several ways, each is answered
				questions = append(questions, a.Choices...)
			}
			if a.Intent != ask.IntentAnswer || a.Abstained() || len(a.Citations) == 0 {
				continue
			}
			text := append(chinese.answerText(a, k.Plan()), bot.Span{S: "\n" + FromPlan(a, k.Plan())}) // whoever may read it
			title := inline(said.Join("{one} {other}", "{one} {other}", a.Lines).String(), inlineTitle)
			if title == "" {
				title = inline(a.Citations[0].Quote, inlineTitle)
			}
			out = append(out, bot.InlineAnswer{ID: fingerprint(k.Key + questions[i] + text.String()), Title: title,
				Description: inline(tongueOf(who.Language).tell(a.Sources()[0].Said()), inlineTitle), Text: text})
		}
	}
	return out, nil
}
