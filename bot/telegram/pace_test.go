package telegram

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestPacerLetsGoOfThoseWhoLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer()
		if err := p.enter(t.Context(), 1, answer); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := p.enter(ctx, 1, answer); err == nil { // the chat is busy
			t.Error("two calls for a chat at once")
		}
		p.leave(1, 0)
		if err := p.enter(t.Context(), 1, answer); err != nil {
			t.Error(err)
		}
		p.leave(1, 0)
		if p.flying != 0 || len(p.waiting[answer]) != 0 {
			t.Errorf("%d on the way, %d waiting", p.flying, len(p.waiting[answer]))
		}
	})
}

func TestPacerServesAnswersFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer()
		p.enter(t.Context(), 1, answer)
		order := make(chan priority, 3)
		for _, pr := range []priority{reminder, reminder, answer} {
			go func() {
				p.enter(t.Context(), 1, pr)
				order <- pr
				p.leave(1, 0)
			}()
			synctest.Wait()
		}
		p.leave(1, 0)
		if first := <-order; first != answer {
			t.Error("a reminder went before an answer")
		}
		<-order
		<-order
	})
}

func TestPacerForgetsChatsAtRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer()
		for chat := range int64(3 * manyChats) {
			if err := p.enter(t.Context(), chat-manyChats, reminder); err != nil {
				t.Fatal(err)
			}
			p.leave(chat-manyChats, 0)
		}
		if n := len(p.chats); n > 2*manyChats {
			t.Errorf("%d chats kept", n)
		}
	})
}
