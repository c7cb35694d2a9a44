package talk

import (
	"context"

	"duban/bot"
)

// featureCancel leaves the open form.
var featureCancel = Feature{Name: "cancel",
	Calls:    []string{"cancel"},
	Examples: []string{"取消", "算了"},
	Where:    anywhere, Run: cancel}

func cancel(_ context.Context, t *turn, _ string) (bot.Reply, error) {
	if t.session.Form == nil {
		return t.say(wordNothing), nil
	}
	t.session.Form = nil
	return t.say(wordCancelled), nil
}
