package telegram

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Telegram's limits, with headroom (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
// about 30 messages a second in all, one a second in a chat with short bursts, 20 a
// minute in a group.
const (
	perSecond = 28
	chatEvery = time.Second
	chatBurst = 4
	perMinute = 19 // in a group
	manyChats = 1000
)

// priority says who goes first.
type priority int

const (
	urgent   priority = iota // an answer to somebody of rank First
	answer                   // one to anybody else who is known
	reminder                 // has a share even where answers could take all there is
	courtesy                 // an answer to a stranger
	priorities
)

// budget is what the messages up to a priority may take of perSecond together with those
// before them: so many answers at once do not notice what comes after them.
var budget = [priorities]int{urgent: perSecond, answer: perSecond - 1, reminder: perSecond - 3, courtesy: perSecond - 6}

// spacing is the least time between two messages of a priority. All at once they would
// make answers wait until the second is over; so the next place is never far.
var spacing = [priorities]time.Duration{reminder: time.Second / (perSecond - 3), courtesy: time.Second / 5}

// share is after how many answers a reminder that waits goes before the next.
const share = 5

// courtesies is how many answers to strangers may wait. The others are not sent.
const courtesies = 50

// errTooMany: too many strangers wait for an answer.
var errTooMany = errors.New("too many courtesies wait")

// pacer decides when which message may leave. The windows run from the end of a
// call, not from its start: Telegram counts at some moment in between, so this holds
// whatever the network adds.
type pacer struct {
	mu      sync.Mutex
	waiting [priorities][]*ticket // in order of arrival
	left    [priorities]time.Time // when the last one went
	chats   map[int64]*pace
	owed    int         // answers since the last reminder
	flying  int         // calls on the way
	landed  []time.Time // ends of the calls of the last second
	pause   time.Time   // nobody sends before
	slowed  int64       // chat of the last 429, if nothing has succeeded since
	timer   *time.Timer
}

// pace is what one chat may take.
type pace struct {
	busy   bool // one call at a time
	until  time.Time
	bucket *rate.Limiter
	landed []time.Time // in a group: ends of the calls of the last minute
}

type ticket struct {
	chat  int64
	ready chan struct{}
}

func newPacer() *pacer { return &pacer{chats: map[int64]*pace{}} }

// enter waits until a message may go to the chat. Each nil needs a leave. It fails when
// ctx ends, and with errTooMany.
func (p *pacer) enter(ctx context.Context, chat int64, pr priority) error {
	t := &ticket{chat, make(chan struct{})}
	p.mu.Lock()
	if pr == courtesy && len(p.waiting[pr]) >= courtesies {
		p.mu.Unlock()
		return errTooMany
	}
	p.waiting[pr] = append(p.waiting[pr], t)
	p.admit(time.Now())
	p.mu.Unlock()
	select {
	case <-t.ready:
		return nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	i := slices.Index(p.waiting[pr], t)
	if i >= 0 {
		p.waiting[pr] = slices.Delete(p.waiting[pr], i, i+1)
	}
	p.mu.Unlock()
	if i < 0 { // let in at the same moment
		p.leave(chat, 0)
	}
	return ctx.Err()
}

// leave ends the call that enter let in. A positive wait is Telegram's retry_after:
// it holds for the chat, and for all when two chats in a row were told to wait.
func (p *pacer) leave(chat int64, wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	c := p.chats[chat]
	c.busy = false
	p.flying--
	p.landed = append(p.landed, now)
	if chat < 0 {
		c.landed = append(c.landed, now)
	}
	switch {
	case wait <= 0:
		p.slowed = 0
	default:
		c.until = now.Add(wait)
		if p.slowed != 0 && p.slowed != chat {
			p.pause = c.until
		}
		p.slowed = chat
	}
	p.admit(now)
}

// admit lets in whoever may go now and sets the timer for the next. p.mu is held.
func (p *pacer) admit(now time.Time) {
	p.landed = since(p.landed, now.Add(-time.Second))
	p.sweep(now)
	var next time.Time
	next = p.let(now, pass{urgent, budget[urgent], all, 0}, next)
	next = p.answers(now, next)
	next = p.let(now, pass{reminder, budget[reminder], all, spacing[reminder]}, next)
	next = p.let(now, pass{courtesy, budget[courtesy], all, spacing[courtesy]}, next)
	if p.timer != nil {
		p.timer.Stop()
	}
	if !next.IsZero() {
		p.timer = time.AfterFunc(next.Sub(now), func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.admit(time.Now())
		})
	}
}

// answers lets answers in, and a reminder after each few of them.
func (p *pacer) answers(now, next time.Time) time.Time {
	for {
		if p.owed >= share {
			before := p.flying
			if next = p.let(now, pass{reminder, budget[answer], 1, 0}, next); p.flying == before {
				return p.let(now, pass{answer, budget[answer], all, 0}, next) // no reminder may go
			}
		}
		if next = p.let(now, pass{answer, budget[answer], share - p.owed, 0}, next); p.owed < share {
			return next
		}
	}
}

// pass is which messages are let in, and how many.
type pass struct {
	priority
	budget  int // of perSecond
	most    int
	spacing time.Duration
}

// all stands for any number of messages.
const all = math.MaxInt

// let lets in those who may go now, and gives the time from which another may, or next if
// that is sooner.
func (p *pacer) let(now time.Time, s pass, next time.Time) time.Time {
	waiting := p.waiting[s.priority]
	kept := waiting[:0]
	for i, t := range waiting {
		at := later(p.earliest(now, s.budget), p.left[s.priority].Add(s.spacing))
		if s.most == 0 || at.After(now) {
			if s.most > 0 {
				next = sooner(next, at)
			}
			kept = append(kept, waiting[i:]...)
			break
		}
		c := p.chat(t.chat)
		if at := c.earliest(now); c.busy || at.After(now) {
			if !c.busy {
				next = sooner(next, at)
			}
			kept = append(kept, t)
			continue
		}
		c.busy = true
		c.bucket.AllowN(now, 1)
		p.flying++
		p.left[s.priority] = now
		if s.most--; s.priority == reminder {
			p.owed = 0
		} else if s.priority == answer {
			p.owed++
		}
		close(t.ready)
	}
	clear(waiting[len(kept):])
	p.waiting[s.priority] = kept
	return next
}

// earliest gives the time from which a message may go within the budget, as far as all
// chats together are concerned.
func (p *pacer) earliest(now time.Time, budget int) time.Time {
	at := later(now, p.pause)
	over := p.flying + len(p.landed) - budget // negative: there is room
	switch {
	case over < 0:
		return at
	case over < len(p.landed):
		return later(at, p.landed[over].Add(time.Second))
	}
	return later(at, now.Add(time.Second)) // all on the way; leave comes sooner
}

func (p *pacer) chat(id int64) *pace {
	c := p.chats[id]
	if c == nil {
		c = &pace{bucket: rate.NewLimiter(rate.Every(chatEvery), chatBurst)}
		p.chats[id] = c
	}
	return c
}

// earliest gives the time from which the chat may take a message.
func (c *pace) earliest(now time.Time) time.Time {
	at := c.until
	if missing := 1 - c.bucket.TokensAt(now); missing > 0 {
		at = later(at, now.Add(time.Duration(missing*float64(chatEvery))+time.Millisecond))
	}
	c.landed = since(c.landed, now.Add(-time.Minute))
	if n := len(c.landed); n >= perMinute {
		at = later(at, c.landed[n-perMinute].Add(time.Minute))
	}
	return at
}

// sweep forgets chats at rest, so that a long life does not fill the memory.
func (p *pacer) sweep(now time.Time) {
	if len(p.chats) < manyChats {
		return
	}
	for id, c := range p.chats {
		rested := !c.busy && !c.until.After(now) && c.bucket.TokensAt(now) >= chatBurst
		if rested && len(since(c.landed, now.Add(-time.Minute))) == 0 {
			delete(p.chats, id)
		}
	}
}

// since gives the times after t; ts is in order.
func since(ts []time.Time, t time.Time) []time.Time {
	i := 0
	for i < len(ts) && !ts[i].After(t) {
		i++
	}
	return ts[i:]
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sooner gives the earlier time; a zero time is none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}
