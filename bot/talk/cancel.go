package talk

import (
	"context"

	"duban/bot"
)

// featureCancel leaves the open form; what is written in it is kept.
var featureCancel = Feature{Name: "cancel",
	Calls:    []string{"cancel"},
	Examples: []string{"取消", "算了"},
	Where:    anywhere, Run: cancel}

func cancel(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	if t.session.Pile != nil && t.session.Form == nil {
		t.session.Pile = nil
		return say(t.word(wordCancelled)), nil
	}
	return leaveForm(ctx, t)
}
