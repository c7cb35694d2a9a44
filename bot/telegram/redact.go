package telegram

import (
	"bytes"
	"io"
	"strings"

	"duban/bot"
)

// hidden stands where a token's secret stood.
const hidden = "<token>"

// secret is the half of a token that must not be seen: what follows the bot's id.
// A text too short to be one is left alone.
func secret(token string) string {
	token = strings.TrimSpace(token)
	if _, after, ok := strings.Cut(token, ":"); ok {
		token = after
	}
	if len(token) < 8 {
		return ""
	}
	return token
}

// Redact gives s without the secret half of the bot's token.
func Redact(s, token string) string {
	if x := secret(token); x != "" {
		return strings.ReplaceAll(s, x, hidden)
	}
	return s
}

// redactText does the same for a text that is to be rendered.
func redactText(t bot.Text, token string) bot.Text {
	out := make(bot.Text, len(t))
	for i, s := range t {
		out[i] = bot.Span{S: Redact(s.S, token), Style: s.Style}
	}
	return out
}

// RedactWriter gives a writer that keeps the token out of w. It looks at one Write
// at a time, which for the handlers of log/slog is one record.
func RedactWriter(w io.Writer, token string) io.Writer {
	x := secret(token)
	if x == "" {
		return w
	}
	return redactor{w, []byte(x)}
}

type redactor struct {
	to     io.Writer
	secret []byte
}

// Write reports the length of b, as io.Writer asks, whatever length went out.
func (r redactor) Write(b []byte) (int, error) {
	if _, err := r.to.Write(bytes.ReplaceAll(b, r.secret, []byte(hidden))); err != nil {
		return 0, err
	}
	return len(b), nil
}
