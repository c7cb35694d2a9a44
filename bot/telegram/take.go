package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/go-telegram/bot/models"
)

// envelope is what has to be known of an update before it is stored.
type envelope struct {
	id     int64
	inline []byte // an inline query, which is not stored; nil: another kind
}

// open reads the envelope. An update without an id cannot be stored, and is skipped.
func (e *Edge) open(body []byte) (u envelope, ok bool) {
	var fields struct {
		ID     *int64          `json:"update_id"`
		Inline json.RawMessage `json:"inline_query"`
	}
	if err := json.Unmarshal(body, &fields); err != nil || fields.ID == nil {
		e.log.Error("更新没有编号，略过", "bytes", len(body), "err", err)
		return envelope{}, false
	}
	return envelope{*fields.ID, fields.Inline}, true
}

// resume takes up what an earlier run has left.
func (e *Edge) resume(ctx, work context.Context) error {
	pending, err := e.inbox.PendingUpdates(ctx, e.cfg.Source)
	if err != nil {
		return fmt.Errorf("read the inbox: %w", err)
	}
	if len(pending) > 0 {
		e.log.Info("先办上次没有办完的", "count", len(pending))
	}
	return e.admit(ctx, work, slices.Sorted(maps.Keys(pending)), pending, true)
}

// admit takes updates that are in the Inbox, in the order of ids. Those that ask for
// nothing are finished together: in a busy group they are the many. Again says that they
// may have been tried before. It fails only when ctx ends.
func (e *Edge) admit(ctx, work context.Context, ids []int64, bodies map[int64][]byte, again bool) (err error) {
	var idle []int64
	for _, id := range ids {
		var queued bool
		if queued, err = e.take(ctx, work, id, bodies[id], again); err != nil {
			break
		}
		if !queued {
			idle = append(idle, id)
		}
	}
	if len(idle) > 0 {
		e.mark(work, idle...)
	}
	return err
}

// take puts an update that is in the Inbox into the queue of its chat, where there is
// something to do for it. It waits while there are too many updates, and drops it when
// too many are of its chat, or where it would make others wait for a stranger.
func (e *Edge) take(ctx, work context.Context, id int64, body []byte, again bool) (queued bool, err error) {
	var in incoming
	err = guarded(func() error {
		var u models.Update
		if err := json.Unmarshal(body, &u); err != nil {
			return err
		}
		if !again && u.Message != nil && u.Message.Date > 0 {
			e.cfg.Sent(time.Unix(int64(u.Message.Date), 0))
		}
		e.follow(work, &u)
		in = translate(&u, e.me.Load(), e.cfg.Now())
		return nil
	})
	if err != nil {
		e.log.Error("更新读不懂，略过", "update", id, "err", e.redact(err))
		return false, nil
	}
	if in.request == nil && in.press == "" {
		return false, nil
	}
	if e.rank(in) == Stranger && e.room.full() {
		return false, nil
	}
	err = e.room.enter(ctx, in.to.chat)
	if errors.Is(err, errCrowded) {
		if n, say := e.crowded.count(); say {
			e.log.Warn("一个会话积压太多，超出的不办也不回", "chat", in.to, "limit", chatBacklog, "dropped", n)
		}
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if in.album != "" && e.albums.join(id, in) {
		return true, nil
	}
	e.handling.add(in.to.chat, func() { e.handle(work, id, e.albums.whole(work, in), again) })
	return true, nil
}
