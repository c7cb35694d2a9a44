package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	tg "github.com/go-telegram/bot"
)

// receive polls until ctx ends or the token is refused. Work is the context of what
// the updates lead to.
func (e *Edge) receive(ctx, work context.Context) error {
	offset, err := e.inbox.NextOffset(ctx, e.cfg.Source)
	if err != nil {
		return fmt.Errorf("read the inbox: %w", err)
	}
	pending, err := e.inbox.PendingUpdates(ctx, e.cfg.Source)
	if err != nil {
		return fmt.Errorf("read the inbox: %w", err)
	}
	if len(pending) > 0 {
		e.log.Info("先办上次没有办完的", "count", len(pending))
	}
	for _, id := range slices.Sorted(maps.Keys(pending)) {
		if err := e.take(ctx, work, id, pending[id]); err != nil {
			return err
		}
	}
	t := trouble{log: e.log}
	for ctx.Err() == nil {
		batch, err := e.sender.getUpdates(ctx, offset)
		if err == nil {
			offset, err = e.accept(ctx, work, batch, offset)
		}
		switch {
		case ctx.Err() != nil:
		case err == nil:
			t.over()
		case errors.Is(err, tg.ErrorUnauthorized):
			return fmt.Errorf("%w (%w)", ErrToken, err)
		default:
			sleep(ctx, t.met(err))
		}
	}
	return ctx.Err()
}

// accept stores a batch, hands it on and gives the offset that confirms it. On an
// error the batch is not confirmed and comes again.
func (e *Edge) accept(ctx, work context.Context, batch []json.RawMessage, offset int64) (int64, error) {
	var ids []int64
	bodies := map[int64][]byte{}
	for _, body := range batch {
		var u struct {
			ID *int64 `json:"update_id"`
		}
		if err := json.Unmarshal(body, &u); err != nil || u.ID == nil {
			e.log.Error("更新没有编号，略过", "bytes", len(body), "err", err)
			continue
		}
		ids = append(ids, *u.ID)
		bodies[*u.ID] = body
	}
	if len(ids) == 0 {
		if len(batch) > 0 {
			return offset, errors.New("no update of the batch has an id")
		}
		return offset, nil
	}
	if err := e.inbox.SaveUpdates(ctx, e.cfg.Source, bodies); err != nil {
		return offset, &inboxError{err}
	}
	for _, id := range ids {
		if err := e.take(ctx, work, id, bodies[id]); err != nil {
			return offset, err // stopping: the rest is in the inbox
		}
	}
	return ids[len(ids)-1] + 1, nil
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
