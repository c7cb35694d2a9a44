package telegram

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"duban/bot"
)

// apology is what a person reads when the conversation failed.
const apology = "刚才没有办成，情况已记录在案。请稍后再试一次。"

// handle has one request answered. The press is acknowledged before messages are
// sent, which may have to wait for their pace. Again says that it may have been tried
// before.
func (e *Edge) handle(work context.Context, id int64, in incoming, again bool) {
	var reply bot.Reply
	if in.request != nil {
		var done bool
		if reply, done = e.inTurn(work, id, in, again); !done {
			return
		}
	}
	if in.press != "" {
		if err := e.sender.acknowledge(work, in.press, reply.Toast); err != nil {
			e.log.Warn("按钮没有回应上", "update", id, "chat", in.to, "err", err)
		}
	}
	if in.request != nil && !in.request.Private {
		reply.Menu = nil // the others in the chat have their own
	}
	if len(reply.Messages) == 0 && reply.Menu == nil {
		e.finish(work, id, in)
		return
	}
	pr := e.rank(in).priority() // the request may have let them in
	e.answering.add(in.to.chat, func() { e.answer(work, id, in, pr, reply) })
}

// inTurn attends to a request when it is its turn; done is false where it stays pending, or
// was set aside. One that may have been tried before is counted in its turn too: ten
// thousand of them would keep the store from the first.
func (e *Edge) inTurn(work context.Context, id int64, in incoming, again bool) (reply bot.Reply, done bool) {
	if e.workers.enter(work, e.rank(in)) != nil {
		return reply, false // stopped: again at the next start
	}
	if again && !e.begin(work, id, in) {
		e.workers.leave()
		return reply, false
	}
	reply = e.attend(work, id, in)
	if again {
		e.pass(work, id)
	}
	return reply, work.Err() == nil // else stopped in the middle
}

// attend asks the Handler, for whom it has a place, and apologizes where it fails. While it is at work with a
// file it may tell how far it is, in a message of which the first of the reply takes
// the place.
func (e *Edge) attend(ctx context.Context, id int64, in incoming) bot.Reply {
	r, limit, shown := *in.request, handleTime, ""
	var p *progress
	if len(in.documents) > 0 {
		p = e.newProgress(ctx, in.to)
		r.Progress, limit = p.tell, fileTime
		for _, d := range in.documents {
			r.Uploads = append(r.Uploads, e.upload(d))
		}
	}
	reply, err := e.ask(ctx, r, limit)
	if p != nil {
		shown = p.end()
	}
	if err != nil {
		if ctx.Err() == nil {
			e.log.Error("请求没有办成", "update", id, "chat", in.to, "err", e.redact(err))
		}
		if in.press != "" {
			return bot.Reply{Toast: apology}
		}
		reply = bot.Reply{Messages: []bot.Message{{Text: bot.Text{{S: apology}}}}}
	}
	if len(reply.Messages) > 0 && reply.Messages[0].Edit == "" && reply.Messages[0].File == nil {
		reply.Messages[0].Edit = shown
	}
	return reply
}

// errLate: the Handler has not come back although its time is over.
var errLate = errors.New("the handler goes on after its deadline")

// lateTime is what the Handler has to come back when its time is over.
const lateTime = time.Second

// ask calls the Handler, which may take as long as limit, and gives its place back. One
// that does not heed its context is left behind, with the place that it holds: its chat
// goes on, and nothing that it does then can be stored with that context.
func (e *Edge) ask(ctx context.Context, r bot.Request, limit time.Duration) (bot.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type outcome struct {
		reply bot.Reply
		err   error
	}
	back := make(chan outcome, 1)
	go func() {
		defer e.workers.leave()
		var o outcome
		o.err = guarded(func() (err error) {
			o.reply, err = e.handler(ctx, r)
			return err
		})
		back <- o
	}()
	select {
	case o := <-back:
		return o.reply, o.err
	case <-ctx.Done():
	}
	late := time.NewTimer(lateTime)
	defer late.Stop()
	select {
	case o := <-back:
		return o.reply, o.err
	case <-late.C:
		return bot.Reply{}, errLate
	}
}

// guarded calls f; a panic in it becomes an error.
func guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}

// answer sends the messages, sets the menu and finishes the update, unless the trouble
// is one that passes: then it stays pending, and is handled again at the next start.
func (e *Edge) answer(ctx context.Context, id int64, in incoming, pr priority, reply bot.Reply) {
	to := in.to
	for _, m := range reply.Messages {
		message, err := e.sender.send(ctx, to, m, pr)
		stopped := ctx.Err() != nil
		switch {
		case err == nil:
			e.log.Info("已回答", "update", id, "chat", to, "message", message)
		case errors.Is(err, errTooMany): // strangers, who are dropped
		case errors.Is(err, ErrUnreachable):
			e.log.Info("对方收不到消息", "chat", to, "err", err)
		case errors.Is(err, ErrUncertain) && !stopped:
			e.log.Warn("回答可能没有送到", "update", id, "chat", to, "err", err)
		case faultOf(err) == refused:
			e.log.Error("Telegram 没有接受这条回答", "update", id, "chat", to, "err", err)
		case pr == courtesy: // not worth a second try
			e.log.Info("对陌生人的答复没有送出", "update", id, "chat", to, "err", err)
		default:
			e.log.Warn("回答没有送出，下次启动时重办", "update", id, "chat", to, "err", err)
			e.leave(in)
			return
		}
	}
	if reply.Menu != nil {
		e.setChatMenu(ctx, to.chat, reply.Menu)
	}
	e.finish(ctx, id, in)
}

// finish gives the update's places back and marks it as dealt with.
func (e *Edge) finish(ctx context.Context, id int64, in incoming) {
	e.leave(in)
	e.mark(ctx, append([]int64{id}, in.rest...)...)
}

// leave gives the places back that the update takes.
func (e *Edge) leave(in incoming) {
	for range 1 + len(in.rest) {
		e.room.leave(in.to.chat)
	}
}

// mark marks updates as dealt with, also while stopping.
func (e *Edge) mark(ctx context.Context, ids ...int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := e.inbox.FinishUpdates(ctx, e.cfg.Source, ids...); err != nil {
		e.log.Error("更新没有记为办完，下次启动时会重办", "updates", ids, "err", e.redact(err))
	}
}

func (e *Edge) redact(err error) string { return Redact(err.Error(), e.cfg.Token) }
