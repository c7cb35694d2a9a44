package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
)

var (
	// ErrToken: Telegram does not know the token. Nothing will work until it is changed.
	ErrToken = errors.New("令牌不对，Telegram 不认：请向 @BotFather 核对 DUBAN_TELEGRAM_TOKEN；若用自己的接口，也核对 DUBAN_TELEGRAM_API。改好后再启动。")
	// ErrUnreachable: this chat cannot be written to: the person has blocked the bot or
	// never started it, or the group has put it out. It changes when they write again.
	ErrUnreachable = errors.New("chat cannot be reached")
	// ErrUncertain: the connection broke after the message had left; it may have arrived.
	ErrUncertain = errors.New("message may have been delivered")
)

// fault is what a failed call means for trying again.
type fault int

const (
	refused   fault = iota // answered with an error that will come again
	limited                // 429: wait
	failing                // 5xx, or an answer that is not from the Bot API: not carried out
	unsent                 // the request did not leave in full: not carried out
	uncertain              // cut or timed out after it had left: perhaps carried out
)

// callError is a failed call. Its text holds no token.
type callError struct {
	fault fault
	after time.Duration // with limited: how long to wait
	text  string
	cause error
}

func (e *callError) Error() string { return e.text }
func (e *callError) Unwrap() error { return e.cause }

// statusError is an HTTP error status without a Bot API answer behind it.
type statusError int

func (e statusError) Error() string {
	return fmt.Sprintf("HTTP %d %s", int(e), http.StatusText(int(e)))
}

// classify says what the error of a call means. Sent tells whether the request had
// left in full.
func classify(err error, sent bool, token string) error {
	if err == nil {
		return nil
	}
	e := &callError{text: shorten(Redact(err.Error(), token), 300), cause: err}
	var wait *tg.TooManyRequestsError
	var status statusError
	var migrated *tg.MigrateError
	switch {
	case errors.As(err, &wait):
		e.fault, e.after = limited, max(time.Duration(wait.RetryAfter)*time.Second, time.Second)
	case errors.As(err, &status):
		e.fault = failing
	case errors.Is(err, tg.ErrorForbidden), describes(err, "chat not found", "have no rights to send", "not enough rights to send"):
		e.cause = fmt.Errorf("%w: %w", ErrUnreachable, err)
	case errors.Is(err, tg.ErrorBadRequest), errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound),
		errors.Is(err, tg.ErrorConflict), errors.As(err, &migrated), strings.HasPrefix(err.Error(), "error response from telegram"):
	case !sent:
		e.fault = unsent
	default:
		e.fault, e.cause = uncertain, fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	return e
}

// describes tells whether the Bot API refused a call with one of these descriptions.
// Telegram publishes no codes for them.
func describes(err error, words ...string) bool {
	if !errors.Is(err, tg.ErrorBadRequest) {
		return false
	}
	for _, w := range words {
		if strings.Contains(strings.ToLower(err.Error()), w) {
			return true
		}
	}
	return false
}

// faultOf gives the fault of a classified error. A context that ended counts as unsent.
func faultOf(err error) fault {
	var e *callError
	if errors.As(err, &e) {
		return e.fault
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return unsent
	}
	return refused
}

// waitOf gives how long Telegram asked to wait; 0 if it did not ask.
func waitOf(err error) time.Duration {
	var e *callError
	if errors.As(err, &e) {
		return e.after
	}
	return 0
}

// RetryAfter tells for how long Telegram asked to wait when it refused a message with a
// 429; ok is false for other errors.
func RetryAfter(err error) (wait time.Duration, ok bool) {
	wait = waitOf(err)
	return wait, wait > 0
}

// shorten cuts s to at most n runes.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
