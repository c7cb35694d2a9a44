package telegram

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
)

// TestNoRequestHoldsTheProgram: a request that does not end is given up at its deadline,
// and keeps one place alone.
func TestNoRequestHoldsTheProgram(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		e := &Edge{workers: &workers{free: 2}, handler: func(ctx context.Context, r bot.Request) (bot.Reply, error) {
			if r.Text == "endless" {
				<-end // whatever its context says
			}
			return bot.Reply{Toast: r.Text}, ctx.Err()
		}}
		ask := func(words string) (bot.Reply, error) {
			if err := e.workers.enter(t.Context(), Known); err != nil {
				t.Fatal(err)
			}
			return e.ask(t.Context(), bot.Request{Text: words}, handleTime)
		}
		began := time.Now()
		if _, err := ask("endless"); !errors.Is(err, errLate) || time.Since(began) != handleTime+lateTime {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		for range 3 {
			if reply, err := ask("next"); err != nil || reply.Toast != "next" {
				t.Errorf("%+v, %v", reply, err)
			}
		}
		free := func() int {
			synctest.Wait() // who has answered may not have left yet
			e.workers.mu.Lock()
			defer e.workers.mu.Unlock()
			return e.workers.free
		}
		if n := free(); n != 1 {
			t.Errorf("%d places are free", n)
		}
		close(end)
		if n := free(); n != 2 {
			t.Errorf("%d places are free at the end", n)
		}
	})
}
