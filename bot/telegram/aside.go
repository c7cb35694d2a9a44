package telegram

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"duban/bot"
)

const (
	maxTries   = 3                // after which an update that ends the program each time is set aside
	retryEvery = 30 * time.Second // how often it is looked whether one is to be tried again
)

// setAside is what a person reads whose message was set aside.
const setAside = "您先前发来的一条消息试了三次都没有办成，已经搁置，督查员会看到。请换个说法或换个文件再发。"

// begin counts an attempt at an update before it is handled. It reports whether that may
// be done: one that has ended the program too often is set aside.
func (e *Edge) begin(work context.Context, id int64, in incoming) bool {
	tries, err := e.inbox.TryUpdate(work, e.cfg.Source, id)
	if err == nil && tries > maxTries {
		for _, part := range append([]int64{id}, in.rest...) {
			err = errors.Join(err, e.inbox.SetUpdateAside(work, e.cfg.Source, part, e.cfg.Now()))
		}
		if err == nil {
			e.log.Error("一条消息试了三次都没有办成，已经搁置，见 duban updates", "update", id, "chat", in.to)
			e.answering.add(in.to.chat, func() { e.tellAside(work, id, in) })
			return false
		}
	}
	if err != nil {
		e.log.Error("更新没有办，下次启动时重办", "update", id, "err", e.redact(err))
		e.leave(in)
		return false
	}
	return true
}

// tellAside tells the person.
func (e *Edge) tellAside(work context.Context, id int64, in incoming) {
	defer e.leave(in)
	if in.press != "" {
		if err := e.sender.acknowledge(work, in.press, setAside); err != nil {
			e.log.Warn("按钮没有回应上", "update", id, "chat", in.to, "err", err)
		}
		return
	}
	if _, err := e.sender.send(work, in.to, bot.Message{Text: bot.Text{{S: setAside}}}, answer); err != nil {
		e.log.Warn("搁置了的消息没有告诉本人", "update", id, "chat", in.to, "err", err)
	}
}

// pass notes that an attempt was survived, also while stopping.
func (e *Edge) pass(ctx context.Context, id int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := e.inbox.PassUpdate(ctx, e.cfg.Source, id); err != nil {
		e.log.Warn("办过的更新仍算一次尝试", "update", id, "err", e.redact(err))
	}
}

// retry takes up what was set aside and is to be tried again, until ctx ends.
func (e *Edge) retry(ctx, work context.Context) {
	every := time.NewTicker(retryEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		again, err := e.inbox.RetriedUpdates(ctx, e.cfg.Source)
		if err == nil {
			err = e.admit(ctx, work, slices.Sorted(maps.Keys(again)), again, true)
		}
		if err != nil && ctx.Err() == nil {
			e.log.Warn("搁置的消息没有重办，稍后再试", "err", e.redact(err))
		}
	}
}
