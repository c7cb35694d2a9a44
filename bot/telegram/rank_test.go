package telegram

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
)

// Who is who in these tests.
const (
	supervisor = 1
	liaisons   = 10_000 // and above
	strangers  = 100_000
)

func rankOf(person string) Rank {
	var id int64
	fmt.Sscanf(person, "tg:%d", &id)
	switch {
	case id == supervisor:
		return First
	case id < strangers:
		return Known
	}
	return Stranger
}

// slowly is echo that takes as long as an answer does on a busy machine.
func slowly(ctx context.Context, r bot.Request) (bot.Reply, error) {
	if err := sleep(ctx, 5*time.Millisecond); err != nil {
		return bot.Reply{}, err
	}
	return echo(ctx, r)
}

// answered waits until somebody has been told words, and gives for how long.
func (w *world) answered(words string) time.Duration {
	w.Helper()
	asked := time.Now()
	w.tg.Wait(w.Context(), w, func() bool { return strings.Contains("|"+strings.Join(w.tg.Texts(), "|")+"|", "|echo "+words+"|") })
	return time.Since(asked)
}

// TestSupervisorFirst: ten thousand updates wait, of so many people who are known or of
// strangers; a supervisor does not notice.
func TestSupervisorFirst(t *testing.T) {
	for name, from := range map[string]int64{"known": liaisons, "strangers": strangers} {
		t.Run(name, func(t *testing.T) {
			inWorldWith(t, Config{Rank: rankOf}, slowly, func(w *world) {
				w.tg.Limit()
				w.run()
				for i := range int64(backlog) {
					w.tg.Say(from+i, from+i, "flood")
				}
				synctest.Wait()
				for i := range 3 {
					words := fmt.Sprint("supervisor ", i)
					w.tg.Say(supervisor, supervisor, words)
					if took := w.answered(words); took > 2*time.Second {
						w.Errorf("%s waited %v", words, took)
					}
				}
			})
		})
	}
}

// TestStrangersYield: strangers write a hundred messages a second for a minute. Reminders
// leave within five seconds, a supervisor is answered within one, and what strangers wrote
// does not pile up.
func TestStrangersYield(t *testing.T) {
	inWorldWith(t, Config{Rank: rankOf}, slowly, func(w *world) {
		w.tg.Delay(netDelay)
		w.tg.Limit()
		w.run()
		begun := time.Now()
		var others sync.WaitGroup
		others.Go(func() {
			for i := range int64(60 * 100) {
				w.tg.Say(strangers+i, strangers+i, "let me in")
				time.Sleep(10 * time.Millisecond)
			}
		})
		for i := range int64(60) {
			others.Go(func() {
				time.Sleep(time.Duration(i) * time.Second)
				at := time.Now()
				w.tg.Meet(liaisons + i)
				if _, err := w.edge.Send(w.Context(), personID(liaisons+i), say("reminder")); err != nil || time.Since(at) > 5*time.Second {
					w.Errorf("a reminder left after %v, %v", time.Since(at), err)
				}
			})
		}
		for i := range 20 {
			time.Sleep(2900 * time.Millisecond)
			words := fmt.Sprint("supervisor ", i)
			w.tg.Say(supervisor, supervisor, words)
			if took := w.answered(words); took > time.Second {
				w.Errorf("%s waited %v", words, took)
			}
		}
		others.Wait()
		flood := time.Since(begun)
		time.Sleep(time.Minute)
		synctest.Wait()
		refused := strings.Count(strings.Join(w.tg.Texts(), "|"), "let me in")
		if most := int(flood.Seconds()*float64(time.Second/spacing[courtesy])) + 2*courtesies; refused == 0 || refused > most {
			w.Errorf("%d strangers answered", refused)
		}
		if n := w.inbox.left(); n > 0 {
			w.Errorf("%d left", n)
		}
	})
}

// TestRemindersKeepAShare: more people ask than can be answered; reminders go out all the
// same, and answers too.
func TestRemindersKeepAShare(t *testing.T) {
	const reminded = 50
	inWorldWith(t, Config{Rank: rankOf}, slowly, func(w *world) {
		w.tg.Delay(netDelay)
		w.tg.Limit()
		w.run()
		for i := range int64(2000) {
			w.tg.Say(liaisons+i, liaisons+i, "question")
		}
		synctest.Wait()
		begun := time.Now()
		var sent sync.WaitGroup
		for i := range int64(reminded) {
			w.tg.Meet(liaisons + 5000 + i)
			sent.Go(func() {
				if _, err := w.edge.Send(w.Context(), personID(liaisons+5000+i), say("reminder")); err != nil {
					w.Error(err)
				}
			})
		}
		sent.Wait()
		if took := time.Since(begun); took > reminded*(share+1)*time.Second/perSecond*3/2 {
			w.Errorf("%d reminders took %v", reminded, took)
		}
		answers := strings.Count(strings.Join(w.tg.Texts(), "|"), "question")
		if answers < reminded {
			w.Errorf("%d answers meanwhile", answers)
		}
		w.tg.Wait(w.Context(), w, func() bool { return strings.Count(strings.Join(w.tg.Texts(), "|"), "question") == 2000 })
	})
}

func TestWorkersGoByRank(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &workers{free: 1}
		w.enter(t.Context(), Known)
		order := make(chan Rank, 4)
		for _, r := range []Rank{Stranger, Known, First} {
			go func() {
				w.enter(t.Context(), r)
				order <- r
				w.leave()
			}()
			synctest.Wait()
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := w.enter(ctx, First); err == nil {
			t.Error("two have one place")
		}
		w.leave()
		for _, want := range inTurn {
			if got := <-order; got != want {
				t.Errorf("rank %d came, want %d", got, want)
			}
		}
		synctest.Wait()
		if w.free != 1 {
			t.Errorf("%d places free", w.free)
		}
	})
}

// busyStore is an inbox in which each attempt that is counted takes a while, one after the
// other, as on a disk.
type busyStore struct {
	*inbox
	turn chan struct{}
}

func (b *busyStore) TryUpdate(ctx context.Context, source string, id int64) (int, error) {
	b.turn <- struct{}{}
	defer func() { <-b.turn }()
	time.Sleep(2 * time.Millisecond)
	return b.inbox.TryUpdate(ctx, source, id)
}

// TestSupervisorFirstAfterARestart: ten thousand updates were stored and not answered; a
// supervisor who writes after the start does not notice.
func TestSupervisorFirstAfterARestart(t *testing.T) {
	inWorldWith(t, Config{Rank: rankOf}, slowly, func(w *world) {
		w.tg.Limit()
		for i := range int64(backlog - 100) {
			w.inbox.pending[i] = fmt.Appendf(nil, `{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"a"},"text":"old"}}`, i, liaisons+i, liaisons+i)
			w.tg.Meet(liaisons + i)
		}
		e, err := New(w.edge.cfg, slowly, &busyStore{w.inbox, make(chan struct{}, 1)}, w.edge.log)
		if err != nil {
			t.Fatal(err)
		}
		w.edge = e
		w.run()
		for i := range 3 {
			words := fmt.Sprint("supervisor ", i)
			w.tg.Say(supervisor, supervisor, words)
			if took := w.answered(words); took > 2*time.Second {
				w.Errorf("%s waited %v", words, took)
			}
		}
	})
}
