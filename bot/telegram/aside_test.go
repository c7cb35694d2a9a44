package telegram

import (
	"context"
	"testing"
	"time"

	"duban/bot"
)

// TestPoisonIsSetAside: a message that has ended the program three times is not handled
// again; the person is told, others go on, and it can be tried again.
func TestPoisonIsSetAside(t *testing.T) {
	handled := map[string]int{}
	var w *world
	handler := func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		if handled[r.Text]++; r.Text == "毒" && w.inbox.count() == 0 {
			t.Error("handled before it was counted")
		}
		return echo(ctx, r)
	}
	inWorld(t, handler, func(of *world) {
		w = of
		w.tg.Meet(1)
		// A program that was killed each time has left these.
		killed := func(tries int) {
			for id, text := range map[int64]string{7: "毒", 8: "好"} {
				w.inbox.known[id], w.inbox.next = true, 9
				w.inbox.pending[id] = []byte(`{"update_id":` + string('0'+rune(id)) + `,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"a"},"text":"` + text + `"}}`)
			}
			w.inbox.tries = map[int64]int{7: tries}
		}
		killed(maxTries - 2) // handled twice
		w.run()
		w.expect("echo 毒|echo 好")
		if w.inbox.count() != 0 {
			t.Error("what was survived still counts")
		}
		w.halt()
		killed(maxTries - 1) // and once more
		w.restart(handler)
		w.expect("echo 毒|echo 好|" + setAside + "|echo 好")
		if handled["毒"] != 1 || w.inbox.left() != 0 || w.inbox.aside[7] == nil {
			t.Errorf("handled %d times, %d pending", handled["毒"], w.inbox.left())
		}
		w.inbox.mu.Lock()
		w.inbox.tries, w.inbox.retried, w.inbox.aside = map[int64]int{}, w.inbox.aside, map[int64][]byte{}
		w.inbox.mu.Unlock()
		time.Sleep(retryEvery)
		w.expect("echo 毒|echo 好|" + setAside + "|echo 好|echo 毒")
	})
}

// count gives the attempts that count against any update.
func (in *inbox) count() (n int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, tries := range in.tries {
		n += tries
	}
	return n
}
