package bot

import "context"

// picture sends how things stand as a picture.
func (b *Bot) picture(ctx context.Context, t *turn, args string) (Reply, error) {
	return say(wordNothingToSee), nil
}
