package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
)

// TestFloodOfOneChat: one chat writes more than all memory holds, and the others do not
// notice. What it wrote first is answered, at the pace that Telegram allows it.
func TestFloodOfOneChat(t *testing.T) {
	const flood = backlog + 1000
	inWorld(t, echo, func(w *world) {
		w.run()
		for i := range flood {
			w.tg.Say(1001, 1001, fmt.Sprint(i))
		}
		asked := time.Now()
		for i := range int64(20) {
			w.tg.Say(2000+i, 2000+i, "other")
		}
		w.tg.Wait(w.Context(), t, func() bool { return strings.Count(strings.Join(w.tg.Texts(), "|"), "other") == 20 })
		if took := time.Since(asked); took > time.Second {
			w.Errorf("others waited %v", took)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		answered, last := 0, -1
		for _, text := range w.tg.Texts() {
			n, err := strconv.Atoi(strings.TrimPrefix(text, "echo "))
			if err != nil {
				continue
			}
			if n <= last {
				w.Errorf("%d answered after %d", n, last)
			}
			answered, last = answered+1, n
		}
		if answered < chatBacklog || answered > chatBacklog+2*chatBurst || w.inbox.left() != 0 || len(w.inbox.finished) != flood+20 {
			w.Errorf("%d answered, %d left, %d finished", answered, w.inbox.left(), len(w.inbox.finished))
		}
		if n := strings.Count(w.log.String(), "积压太多"); n != 1 {
			w.Errorf("said %d times", n)
		}
		if len(w.edge.room.chats) != 0 || len(w.edge.room.places) != 0 {
			w.Errorf("%d chats and %d places still taken", len(w.edge.room.chats), len(w.edge.room.places))
		}
		w.tg.Say(1001, 1001, "sorry")
		if !strings.HasSuffix(w.texts(), "|echo sorry") {
			w.Error("the chat is not answered any more")
		}
	})
}

func TestRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom()
		r.places = make(chan struct{}, 2)
		enter := func(chat int64) error {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			return r.enter(ctx, chat)
		}
		r.chats[1] = chatBacklog - 1
		for i, want := range []error{nil, errCrowded} {
			if err := enter(1); !errors.Is(err, want) {
				t.Errorf("%d: %v, want %v", i, err, want)
			}
		}
		if err := enter(2); err != nil || !r.full() {
			t.Errorf("%v, full %v", err, r.full())
		}
		if err := enter(2); !errors.Is(err, context.DeadlineExceeded) || r.chats[2] != 1 {
			t.Errorf("%v, %d of the chat", err, r.chats[2])
		}
		time.AfterFunc(time.Second/2, func() { r.leave(1) })
		if err := enter(2); err != nil || r.chats[1] != chatBacklog-1 || r.chats[2] != 2 {
			t.Errorf("%v, %v", err, r.chats)
		}
	})
}

func TestSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s seldom
		var said []int
		for range 130 { // two minutes and a bit
			if n, say := s.count(); say {
				said = append(said, n)
			}
			time.Sleep(time.Second)
		}
		if fmt.Sprint(said) != "[1 60 60]" {
			t.Errorf("said %v", said)
		}
	})
}

// TestBusyGroup: what people say among themselves takes no place and is finished at once.
func TestBusyGroup(t *testing.T) {
	inWorld(t, func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		sleep(ctx, time.Minute)
		return echo(ctx, r)
	}, func(w *world) {
		w.run()
		w.tg.Say(1001, -100, "/slow")
		for range 3 * chatBacklog {
			w.tg.Say(1002, -100, "just chatting")
		}
		w.tg.Say(1001, -100, "/status")
		synctest.Wait()
		if w.inbox.left() != 2 {
			w.Errorf("%d left", w.inbox.left())
		}
		time.Sleep(3 * time.Minute)
		w.expect("echo /slow|echo /status")
	})
}
