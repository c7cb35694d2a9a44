package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	tg "github.com/go-telegram/bot"
)

// poll asks for updates until ctx ends or the token is refused. Work is the context of
// what the updates lead to.
func (e *Edge) poll(ctx, work context.Context) error {
	err := e.persevere(ctx, func(ctx context.Context) error {
		_, err := e.sender.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
		return err
	})
	if err != nil && ctx.Err() == nil {
		e.log.Error("网址推送没有关掉", "err", err)
	}
	offset, err := e.inbox.NextOffset(ctx, e.cfg.Source)
	if err != nil {
		return fmt.Errorf("read the inbox: %w", err)
	}
	if err := e.resume(ctx, work); err != nil {
		return err
	}
	t := trouble{log: e.log}
	var wait time.Duration // none at first and after trouble: whether Telegram answers is known at once
	for ctx.Err() == nil {
		batch, err := e.sender.getUpdates(ctx, offset, wait)
		var long *longUpdate
		if errors.As(err, &long) {
			e.passOver(long.id)
			offset, err = long.id+1, nil
		}
		if err == nil {
			offset, err = e.accept(ctx, work, batch, offset)
		}
		switch {
		case ctx.Err() != nil:
		case err == nil:
			wait = pollTime
			t.over()
		case errors.Is(err, tg.ErrorUnauthorized):
			return fmt.Errorf("%w (%w)", ErrToken, err)
		default:
			wait = 0
			sleep(ctx, t.met(err))
		}
	}
	return ctx.Err()
}

// accept stores a batch, hands it on and gives the offset that confirms it. On an
// error the batch is not confirmed and comes again.
func (e *Edge) accept(ctx, work context.Context, batch []json.RawMessage, offset int64) (next int64, err error) {
	next = offset
	bodies := map[int64][]byte{}
	for _, body := range batch {
		body = e.shortened(body)
		u, ok := e.open(body)
		if !ok {
			continue
		}
		if next = u.id + 1; u.inline != nil {
			e.inline(ctx, u.inline)
		} else {
			bodies[u.id] = body
		}
	}
	switch {
	case len(batch) > 0 && next == offset:
		return offset, errors.New("no update of the batch has an id")
	case len(bodies) == 0:
		return next, nil
	}
	fresh, err := e.inbox.SaveUpdates(ctx, e.cfg.Source, bodies)
	if err != nil {
		return offset, &inboxError{err}
	}
	if err := e.admit(ctx, work, fresh, bodies, false); err != nil {
		return offset, err // stopping: the rest is in the inbox
	}
	return next, nil
}

// inboxError is a failure of the Inbox, which is not Telegram's trouble.
type inboxError struct{ cause error }

func (e *inboxError) Error() string { return "store updates: " + e.cause.Error() }
func (e *inboxError) Unwrap() error { return e.cause }

// trouble reports a run of failures: once when it begins or changes, again after 10,
// 100, … of them, and when it is over.
type trouble struct {
	log   *slog.Logger
	said  string
	pause backoff
	loud  int
}

// met notes a failure and gives how long to wait.
func (t *trouble) met(err error) time.Duration {
	wait := max(t.pause.next(), waitOf(err))
	switch says := sentence(err); {
	case says != t.said:
		t.said = says
		t.log.Warn(says, "err", err)
	case t.pause.tries >= max(t.loud, 10):
		t.loud = 10 * max(t.loud, 10)
		t.log.Error(says, "err", err, "tries", t.pause.tries)
	}
	return wait
}

// over notes a success.
func (t *trouble) over() {
	if t.said != "" {
		t.log.Info("恢复正常", "tries", t.pause.tries)
	}
	*t = trouble{log: t.log}
}

// sentence says what is the matter and what may be done.
func sentence(err error) string {
	var store *inboxError
	switch {
	case errors.As(err, &store):
		return "消息存不进数据库，稍后再试：请检查磁盘空间和权限。"
	case errors.Is(err, tg.ErrorConflict):
		return "另有一个程序在用同一个令牌收消息（409）：请只留一个。稍后再试。"
	}
	switch faultOf(err) {
	case unsent, uncertain:
		return "连不上 Telegram，正在重试：请检查网络、代理和 DUBAN_TELEGRAM_API。"
	case limited:
		return "Telegram 要求放慢，稍后再试。"
	case failing:
		return "Telegram 暂时出错，稍后再试。"
	}
	return "Telegram 没有接受请求，稍后再试。"
}
