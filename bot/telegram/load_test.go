package telegram

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

// netDelay is what Telegram takes for a call.
const netDelay = 50 * time.Millisecond

// questions are what people have asked, each its own words, and when.
type questions struct {
	mu    sync.Mutex
	asked map[string]time.Time
}

func (q *questions) ask(w *world, person int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	words := fmt.Sprintf("%d/%d", person, len(q.asked))
	q.asked[words] = time.Now()
	w.tg.Say(person, person, words)
}

// waits gives how long each answer took to be carried out, the shortest first. Every
// question has to have one answer, and no call to have been refused.
func (q *questions) waits(w *world) []time.Duration {
	w.Helper()
	var waits []time.Duration
	seen := map[string]bool{}
	for _, c := range w.tg.Calls("sendMessage") {
		if c.Status != 200 {
			w.Errorf("refused: %d %s", c.Status, c.Error)
		}
		words, answer := strings.CutPrefix(c.Text, "echo ")
		if !answer {
			continue
		}
		if seen[words] {
			w.Errorf("%s answered twice", words)
		}
		seen[words] = true
		waits = append(waits, c.At.Sub(q.asked[words]))
	}
	if len(waits) != len(q.asked) || w.inbox.left() != 0 {
		w.Errorf("%d answers to %d questions, %d left", len(waits), len(q.asked), w.inbox.left())
	}
	slices.Sort(waits)
	return waits
}

func percentile(sorted []time.Duration, p int) time.Duration {
	return sorted[(len(sorted)-1)*p/100]
}

// TestFiftyPeople reports how long answers take when fifty people ask for a minute, with
// Telegram's limits on.
func TestFiftyPeople(t *testing.T) {
	for name, tt := range map[string]struct {
		every, jitter time.Duration // between a person's questions
		first         time.Duration // within which the first ones come
	}{
		"each every two seconds":           {2 * time.Second, time.Second, 2 * time.Second},
		"all in the same moment, every 5s": {5 * time.Second, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, echo, func(w *world) {
				w.tg.Delay(netDelay)
				w.tg.Limit()
				w.run()
				q := questions{asked: map[string]time.Time{}}
				end := time.Now().Add(time.Minute)
				random := rand.New(rand.NewPCG(1, 2))
				var people sync.WaitGroup
				for i := range int64(50) {
					pause := time.Duration(random.Int64N(int64(tt.first)))
					var pauses []time.Duration
					for at := pause; at < time.Minute; at += pause {
						pauses = append(pauses, pause)
						pause = tt.every + time.Duration(random.Int64N(int64(tt.jitter))) - tt.jitter/2
					}
					people.Go(func() {
						for _, pause := range pauses {
							time.Sleep(pause)
							if time.Now().Before(end) {
								q.ask(w, 1000+i)
							}
						}
					})
				}
				people.Wait()
				time.Sleep(time.Minute)
				synctest.Wait()
				waits := q.waits(w)
				t.Logf("%d questions: p50 %v, p99 %v, most %v", len(waits), percentile(waits, 50), percentile(waits, 99), waits[len(waits)-1])
			})
		})
	}
}

// TestAnswersAmongReminders: a thousand reminders wait to go out; twenty people ask in
// the same moment, again and again, which is more than is kept free for answers.
func TestAnswersAmongReminders(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.tg.Delay(netDelay)
		w.tg.Limit()
		w.run()
		begun := time.Now()
		var reminders sync.WaitGroup
		for i := range int64(1000) {
			w.tg.Meet(5000 + i)
			reminders.Go(func() {
				if _, err := w.edge.Send(w.Context(), personID(5000+i), say("reminder")); err != nil {
					w.Errorf("reminder: %v", err)
				}
			})
		}
		q := questions{asked: map[string]time.Time{}}
		for range 15 {
			time.Sleep(2100 * time.Millisecond)
			for i := range int64(20) {
				q.ask(w, 1000+i)
			}
		}
		reminders.Wait()
		took := time.Since(begun)
		time.Sleep(time.Minute)
		synctest.Wait()
		waits := q.waits(w)
		most := waits[len(waits)-1]
		t.Logf("1000 reminders in %v, %d answers meanwhile: p50 %v, p99 %v, most %v", took, len(waits), percentile(waits, 50), percentile(waits, 99), most)
		if most > time.Second {
			w.Errorf("an answer took %v", most)
		}
		if took > 80*time.Second {
			w.Errorf("the reminders took %v", took)
		}
	})
}

// TestAfterAnOutage: what people wrote while nothing went in or out is answered in the
// order of each chat, and once.
func TestAfterAnOutage(t *testing.T) {
	const people, each = 50, 20
	inWorld(t, func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		sleep(ctx, time.Duration(len(r.Text))*time.Millisecond)
		return echo(ctx, r)
	}, func(w *world) {
		w.tg.Limit()
		w.run()
		w.tg.Fail(tgtest.Fault{Method: "getUpdates", Cut: true})
		w.tg.Fail(tgtest.Fault{Cut: true})
		for n := range each {
			for i := range int64(people) {
				w.tg.Say(1000+i, 1000+i, strconv.Itoa(n))
			}
		}
		time.Sleep(20 * time.Minute)
		w.expect("")
		w.tg.Clear()
		back := time.Now()
		w.tg.Wait(w.Context(), t, func() bool { return len(w.tg.Texts()) == people*each })
		t.Logf("%d answers %v after the outage", people*each, time.Since(back))
		time.Sleep(time.Hour)
		synctest.Wait()
		said := map[string]int{}
		for _, c := range w.tg.Calls("sendMessage") {
			if c.Status != 200 {
				w.Errorf("refused: %d %s", c.Status, c.Error)
			}
			chat := c.Params["chat_id"]
			if c.Text != fmt.Sprint("echo ", said[chat]) {
				w.Fatalf("answer %d of chat %s is %q", said[chat], chat, c.Text)
			}
			said[chat]++
		}
		for i := range people {
			if n := said[strconv.Itoa(1000+i)]; n != each {
				w.Errorf("%d answers of %d", n, each)
			}
		}
		if w.inbox.left() != 0 {
			w.Errorf("%d left", w.inbox.left())
		}
	})
}
