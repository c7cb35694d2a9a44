package telegram

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

func TestOrderWithinAChatAndSideBySide(t *testing.T) {
	handler := func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		if r.Text == "slow" {
			sleep(ctx, 30*time.Second)
		}
		return echo(ctx, r)
	}
	inWorld(t, handler, func(w *world) {
		w.run()
		w.tg.Say(1001, 1001, "slow")
		w.tg.Say(1001, 1001, "a")
		w.tg.Say(1001, 1001, "b")
		w.tg.Say(1002, 1002, "other")
		w.expect("echo other")
		time.Sleep(31 * time.Second)
		w.expect("echo other|echo slow|echo a|echo b")
		for _, q := range []*queues{w.edge.handling, w.edge.answering} {
			if len(q.waiting) != 0 {
				w.Errorf("%d idle queues left", len(q.waiting))
			}
		}
	})
}

func TestAtMostSoManyHandlersAtOnce(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		var now, most int
		w.edge = w.newEdge(func(ctx context.Context, r bot.Request) (bot.Reply, error) {
			w.inbox.mu.Lock()
			now++
			most = max(most, now)
			w.inbox.mu.Unlock()
			sleep(ctx, time.Second)
			w.inbox.mu.Lock()
			now--
			w.inbox.mu.Unlock()
			return bot.Reply{}, nil
		})
		w.run()
		for i := range int64(3 * handlers) {
			w.tg.Say(2000+i, 2000+i, "hi")
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if most != handlers || w.inbox.left() != 0 {
			w.Errorf("%d at once, %d left", most, w.inbox.left())
		}
	})
}

func TestFailingHandler(t *testing.T) {
	handler := func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		switch r.Text + r.Press {
		case "panic":
			panic("the plan is torn: " + tgtest.Token)
		case "error":
			return bot.Reply{Messages: []bot.Message{say("half done")}}, errors.New("disk full")
		}
		return echo(ctx, r)
	}
	inWorld(t, handler, func(w *world) {
		w.run()
		w.tg.Say(1001, 1001, "panic")
		w.tg.Say(1001, 1001, "error")
		w.tg.Press(1001, 1001, 1, "panic")
		w.tg.Say(1001, 1001, "still there?")
		w.expect(apology + "|" + apology + "|echo still there?")
		if toasts := w.tg.Calls("answerCallbackQuery"); len(toasts) != 1 || toasts[0].Text != apology {
			w.Errorf("press answered with %v", toasts)
		}
		log := w.log.String()
		if !strings.Contains(log, "handle_test.go") || !strings.Contains(log, "disk full") {
			w.Errorf("log lacks the stack or the cause:\n%s", log)
		}
		if w.inbox.left() != 0 {
			w.Error("what failed is still pending")
		}
	})
}

func TestPressIsAnsweredBeforeSlowSends(t *testing.T) {
	inWorld(t, func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		if r.Press != "" {
			return bot.Reply{Toast: strings.Repeat("好", 300), Messages: []bot.Message{say("pressed")}}, nil
		}
		return bot.Reply{Messages: slicesOf(say("line"), 12)}, nil
	}, func(w *world) {
		w.run()
		w.tg.Say(1001, 1001, "much") // 12 messages take some eight seconds
		w.tg.Press(1001, 1001, 1, "x")
		synctest.Wait()
		calls := w.tg.Calls("answerCallbackQuery")
		if len(calls) != 1 || calls[0].Status != 200 || len([]rune(calls[0].Text)) != 200 {
			w.Fatalf("press answered: %+v", calls)
		}
		if n := len(w.tg.Texts()); n >= 12 {
			w.Errorf("%d messages had gone out before", n)
		}
		time.Sleep(time.Minute)
		if !strings.HasSuffix(w.texts(), "line|pressed") {
			w.Errorf("said %q", w.texts())
		}
	})
}

func TestSilentPressAndLatePress(t *testing.T) {
	inWorld(t, func(context.Context, bot.Request) (bot.Reply, error) { return bot.Reply{}, nil }, func(w *world) {
		w.run()
		w.tg.Press(1001, 1001, 1, "x")
		w.tg.Push(map[string]any{"callback_query": map[string]any{"id": "long gone", "from": map[string]any{"id": 1001, "first_name": "人"},
			"message": map[string]any{"message_id": 5, "date": 0, "chat": map[string]any{"id": 1001, "type": "private"}}, "data": "y"}})
		synctest.Wait()
		calls := w.tg.Calls("answerCallbackQuery")
		if len(calls) != 2 || calls[0].Status != 200 || calls[1].Status != 400 {
			w.Errorf("calls %+v", calls)
		}
		if w.inbox.left() != 0 || strings.Contains(w.log.String(), "level=WARN") {
			w.Errorf("%d left, log:\n%s", w.inbox.left(), w.log)
		}
	})
}

func TestUpdatesThatAreNoRequestsAreFinished(t *testing.T) {
	asked := false
	inWorld(t, func(context.Context, bot.Request) (bot.Reply, error) {
		asked = true
		return bot.Reply{}, nil
	}, func(w *world) {
		w.run()
		w.tg.Say(1001, -100, "just chatting")
		w.tg.Push(map[string]any{"my_chat_member": map[string]any{"chat": map[string]any{"id": 1001, "type": "private"}, "from": map[string]any{"id": 1001, "first_name": "人"}, "date": 1,
			"old_chat_member": map[string]any{"status": "member", "user": map[string]any{"id": 1, "is_bot": true, "first_name": "b"}},
			"new_chat_member": map[string]any{"status": "kicked", "user": map[string]any{"id": 1, "is_bot": true, "first_name": "b"}, "until_date": 0}}})
		w.tg.Push(map[string]any{"poll_of_the_future": map[string]any{}})
		synctest.Wait()
		if asked || w.inbox.left() != 0 || len(w.inbox.finished) != 3 {
			w.Errorf("asked %v, %d left", asked, w.inbox.left())
		}
	})
}

func slicesOf(m bot.Message, n int) []bot.Message {
	var out []bot.Message
	for range n {
		out = append(out, m)
	}
	return out
}
