package bot

import (
	"context"
	"strconv"

	"duban/knowledge/ask"
)

// examples offers questions that the loaded plan answers, as buttons.
func (b *Bot) examples() [][]Button {
	var out [][]Button
	for i, q := range b.Asker.Examples() {
		out = append(out, []Button{{q, "ask:" + strconv.Itoa(i)}})
	}
	return out
}

func (b *Bot) pressExample(ctx context.Context, t *turn, which string) (Reply, error) {
	examples := b.Asker.Examples()
	i, err := strconv.Atoi(which)
	if err != nil || i < 0 || i >= len(examples) {
		return Reply{Toast: wordStale}, nil
	}
	t.Text, t.session.Focus = examples[i], ask.Focus{}
	return b.answer(ctx, t)
}
