package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

func TestAnswersAndConfirms(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.run()
		id := w.tg.Say(1001, 1001, "你好")
		w.expect("echo 你好")
		if w.inbox.left() != 0 || w.tg.Confirmed() != id {
			w.Errorf("%d pending, confirmed %d, want %d", w.inbox.left(), w.tg.Confirmed(), id)
		}
		kinds := w.tg.Calls("getUpdates")[0].Params["allowed_updates"]
		if kinds != `["message","edited_message","callback_query","my_chat_member","inline_query"]` {
			w.Errorf("asks for %s", kinds)
		}
	})
}

// TestFirstPollDoesNotWait: whether Telegram answers is known at once, not when an empty poll is
// over; after trouble too.
func TestFirstPollDoesNotWait(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.tg.Fail(tgtest.Fault{Method: "getUpdates", Code: 502, Times: 1})
		w.run()
		time.Sleep(time.Minute)
		w.tg.Fail(tgtest.Fault{Method: "getUpdates", Code: 502, Times: 1})
		time.Sleep(2 * time.Minute)
		var waits []string
		for _, c := range w.tg.Calls("getUpdates") {
			waits = append(waits, c.Params["timeout"])
		}
		if got := strings.Join(waits, " "); !strings.HasPrefix(got, "0 0 25 25") || strings.Count(got, "25 0 25") != 1 {
			w.Errorf("waits %s", got)
		}
	})
}

func TestUndecodableUpdateIsSkipped(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.run()
		w.tg.Say(1001, 1001, "before")
		w.tg.Push(map[string]any{"message": map[string]any{"message_id": "not a number"}})
		w.tg.Say(1001, 1001, "after")
		w.expect("echo before|echo after")
		if w.inbox.left() != 0 {
			w.Error("the broken update is still pending")
		}
		if !strings.Contains(w.log.String(), "更新读不懂") {
			w.Error("not logged")
		}
		w.restart(echo)
		w.tg.Say(1001, 1001, "later")
		w.expect("echo before|echo after|echo later")
	})
}

// TestLongUpdateIsPassedOver: one that is longer than any of Telegram's is acknowledged and
// logged, also where no answer can hold it, and what comes after it is answered.
func TestLongUpdateIsPassedOver(t *testing.T) {
	for _, bytes := range []int{updateLimit, answerLimit} {
		inWorld(t, echo, func(w *world) {
			w.run()
			w.tg.Say(1001, 1001, "before")
			w.expect("echo before")
			long := w.tg.Push(map[string]any{"x": strings.Repeat("x", bytes)})
			w.tg.Say(1001, 1001, "after")
			w.expect("echo before|echo after")
			if w.inbox.left() != 0 || w.tg.Confirmed() <= long-1 {
				w.Errorf("%d left, confirmed %d", w.inbox.left(), w.tg.Confirmed())
			}
			if words := fmt.Sprintf("update=%d", long); !strings.Contains(w.log.String(), "太大") || !strings.Contains(w.log.String(), words) {
				w.Errorf("not logged:\n%s", w.log.String())
			}
		})
	}
}

func TestPollingComesThrough(t *testing.T) {
	for name, tt := range map[string]struct {
		fault tgtest.Fault
		log   string
		least time.Duration // after which the next poll may come
	}{
		"409":      {tgtest.Fault{Code: 409, Times: 3}, "另有一个程序", 100 * time.Millisecond},
		"429":      {tgtest.Fault{Code: 429, RetryAfter: 7, Times: 1}, "放慢", 7 * time.Second},
		"502 page": {tgtest.Fault{Code: 502, Page: true, Times: 2}, "暂时出错", 100 * time.Millisecond},
		"500":      {tgtest.Fault{Code: 500, Times: 2}, "暂时出错", 100 * time.Millisecond},
		"cut":      {tgtest.Fault{Cut: true, Times: 30}, "连不上", 100 * time.Millisecond},
		"garbage":  {tgtest.Fault{Body: `{"ok":true,"result":[{]}`, Times: 2}, "连不上", 100 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, echo, func(w *world) {
				w.run()
				tt.fault.Method = "getUpdates"
				w.tg.Fail(tt.fault)
				w.tg.Say(1001, 1001, "hi")
				time.Sleep(20 * time.Minute)
				w.expect("echo hi")
				if n := strings.Count(w.log.String(), tt.log); n < 1 || n > 2 {
					w.Errorf("%d log lines with %q:\n%s", n, tt.log, w.log)
				}
				calls := w.tg.Calls("getUpdates")
				for i, c := range calls[:len(calls)-1] {
					if pause := calls[i+1].At.Sub(c.At); c.Status != 200 && pause < tt.least {
						t.Errorf("polled again after %v", pause)
					}
				}
			})
		})
	}
}

func TestWrongToken(t *testing.T) {
	for _, code := range []int{401, 404} {
		inWorld(t, echo, func(w *world) {
			w.tg.Fail(tgtest.Fault{Method: "getMe", Code: code})
			err := w.edge.Run(w.Context())
			if !errors.Is(err, ErrToken) || !strings.Contains(err.Error(), "BotFather") {
				w.Errorf("%d: Run gave %v", code, err)
			}
		})
	}
	inWorld(t, echo, func(w *world) { // taken back while running
		w.tg.Fail(tgtest.Fault{Method: "getUpdates", Code: 401})
		if err := w.edge.Run(w.Context()); !errors.Is(err, ErrToken) {
			w.Errorf("Run gave %v", err)
		}
	})
}

func TestUnreachableAtStart(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.tg.Fail(tgtest.Fault{Method: "getMe", Cut: true, Times: 5})
		w.run()
		w.tg.Say(1001, 1001, "hi")
		time.Sleep(3 * time.Minute)
		w.expect("echo hi")
		if log := w.log.String(); strings.Count(log, "连不上 Telegram") != 1 || !strings.Contains(log, "恢复正常") {
			w.Errorf("log:\n%s", log)
		}
		if name, err := w.edge.Me(w.Context()); name != tgtest.Username || err != nil {
			w.Errorf("Me gave %q, %v", name, err)
		}
	})
	inWorld(t, echo, func(w *world) { // stopped before it was ever reached
		w.tg.Fail(tgtest.Fault{Method: "getMe", Cut: true})
		w.run()
		time.Sleep(time.Minute)
	})
}

func TestNothingIsConfirmedBeforeItIsStored(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.inbox.broken = errors.New("disk full")
		w.run()
		id := w.tg.Say(1001, 1001, "hi")
		time.Sleep(30 * time.Second) // fewer tries than the tenth, which says it again
		w.expect("")
		if w.tg.Confirmed() == id {
			w.Error("confirmed without being stored")
		}
		w.inbox.mu.Lock()
		w.inbox.broken = nil
		w.inbox.mu.Unlock()
		time.Sleep(time.Minute)
		w.expect("echo hi")
		if n := strings.Count(w.log.String(), "存不进数据库"); n != 1 {
			w.Errorf("said %d times that nothing can be stored", n)
		}
	})
}

func TestPendingUpdatesComeFirst(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		for i := range 3 {
			body := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"text":"old %d","from":{"id":1001,"first_name":"人"},"chat":{"id":1001,"type":"private"}}}`, 70+i, i+1, i)
			w.inbox.pending[int64(70+i)] = []byte(body)
		}
		w.inbox.next = 500_002 // the first one is behind us: saved and finished
		w.tg.Say(1001, 1001, "finished long ago")
		w.tg.Say(1001, 1001, "new")
		w.run()
		time.Sleep(time.Minute)
		w.expect("echo old 0|echo old 1|echo old 2|echo new")
		if w.inbox.left() != 0 {
			w.Errorf("%d left", w.inbox.left())
		}
	})
}

// TestKnownUpdateIsNotHandledAgain: the inbox tells what is new, not the offset alone.
func TestKnownUpdateIsNotHandledAgain(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.inbox.known[500_001] = true // brought by a webhook earlier, and finished
		w.run()
		w.tg.Say(1001, 1001, "known")
		w.tg.Say(1001, 1001, "new")
		w.expect("echo new")
		if w.inbox.left() != 0 {
			w.Errorf("%d left", w.inbox.left())
		}
	})
}

// Killed in between: handled, but the answer not sent, so it comes again with the
// same id, and once more is enough.
func TestUnansweredUpdateIsHandledAgain(t *testing.T) {
	seen := map[string]int{}
	count := func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		seen[r.ID]++
		return echo(ctx, r)
	}
	inWorld(t, count, func(w *world) {
		w.run()
		w.tg.Fail(tgtest.Fault{Method: "sendMessage", Code: 502})
		w.tg.Say(1001, 1001, "hi")
		time.Sleep(5 * time.Minute)
		w.expect("")
		w.tg.Clear()
		w.restart(count)
		w.expect("echo hi")
		w.restart(count)
		w.expect("echo hi")
		if len(seen) != 1 || seen["tg:7000000001:500001"] != 2 {
			w.Errorf("handled %v", seen)
		}
	})
}

func TestStopWaitsForHandlersAndSends(t *testing.T) {
	for name, tt := range map[string]struct {
		takes time.Duration
		want  string
		left  int
		least time.Duration
		most  time.Duration
	}{
		"quick enough":  {5 * time.Second, "echo slow", 1, 5 * time.Second, 5 * time.Second}, // the second of the chat waits for the next start
		"much too slow": {time.Hour, "", 2, stopTime, 8 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			slow := func(ctx context.Context, r bot.Request) (bot.Reply, error) {
				if err := sleep(ctx, tt.takes); err != nil {
					return bot.Reply{}, err
				}
				return echo(ctx, r)
			}
			inWorld(t, slow, func(w *world) {
				w.run()
				w.tg.Say(1001, 1001, "slow")
				w.tg.Say(1001, 1001, "not begun")
				synctest.Wait()
				begun := time.Now()
				w.halt()
				if took := time.Since(begun); took < tt.least || took > tt.most {
					w.Errorf("stopped after %v", took)
				}
				w.expect(tt.want)
				if w.inbox.left() != tt.left {
					w.Errorf("%d left for the next start, want %d", w.inbox.left(), tt.left)
				}
			})
		})
	}
}
