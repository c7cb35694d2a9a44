package talk

import (
	"context"

	"duban/bot"
)

// featureUndo takes back what was decided last.
var featureUndo = Feature{Name: "undo", Calls: []string{"undo *"}, Examples: []string{"撤销"}, Run: undo}

func undo(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	if t.session.Decided != nil {
		return t.press(ctx, "undo:")
	}
	return t.say("现在没有可以撤销的决定。签收和填报都留痕，撤不回；填报写错了，请再填报一次，或请督查员退回。",
		"There is no decision to take back. What was acknowledged or reported stays in the record; if a report is wrong, please report again, or ask a supervisor to return it."), nil
}
