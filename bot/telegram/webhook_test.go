package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

const pushSecret = "Secret_of-the-webhook"

func webhook() Config {
	return Config{WebhookURL: "https://bot.example/telegram", WebhookSecret: pushSecret}
}

// inHookWorld plays a test of a bot to which updates are brought.
func inHookWorld(t *testing.T, handler Handler, play func(w *world)) {
	t.Helper()
	inWorldWith(t, webhook(), handler, play)
}

// deliver has Telegram bring its oldest update and expects that answer.
func (w *world) deliver(want int) {
	w.Helper()
	if got := w.tg.Deliver(w.edge.Webhook()); got != want {
		w.Errorf("brought with %d, want %d", got, want)
	}
}

// push brings a body to the webhook as whoever knows the secret could.
func (w *world) push(method, path, secret, body string) int {
	r := httptest.NewRequest(method, "https://bot.example"+path, strings.NewReader(body))
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	rec := httptest.NewRecorder()
	w.edge.Webhook().ServeHTTP(rec, r)
	return rec.Code
}

// message is an update with a text from a person.
func message(id, user int, text string) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"text":%q,"from":{"id":%d,"first_name":"人"},"chat":{"id":%[4]d,"type":"private"}}}`, id, id, text, user)
}

func TestWebhook(t *testing.T) {
	inHookWorld(t, echo, func(w *world) {
		w.run()
		set := w.tg.Calls("setWebhook")
		if len(set) != 1 || set[0].Status != 200 || set[0].Params["url"] != "https://bot.example/telegram" ||
			set[0].Params["secret_token"] != pushSecret || set[0].Params["allowed_updates"] != `["message","edited_message","callback_query","my_chat_member","inline_query"]` {
			w.Fatalf("setWebhook: %+v", set)
		}
		w.tg.Say(1001, 1001, "你好")
		w.tg.Inline(1001, "x", "")
		w.tg.Push(map[string]any{"message": map[string]any{"message_id": "not a number"}})
		w.tg.Say(1001, 1001, "再见")
		for range 4 {
			w.deliver(200)
		}
		w.expect("echo 你好|echo 再见")
		if w.inbox.left() != 0 || len(w.inbox.finished) != 3 || len(w.tg.Calls("answerInlineQuery")) != 1 || len(w.tg.Calls("getUpdates")) != 0 {
			w.Errorf("%d left, finished %v, %d inline, polled %d times", w.inbox.left(), w.inbox.finished, len(w.tg.Calls("answerInlineQuery")), len(w.tg.Calls("getUpdates")))
		}
		if !strings.Contains(w.log.String(), "更新读不懂") {
			w.Error("the broken update is not logged")
		}
	})
}

func TestWebhookLetsNobodyElseIn(t *testing.T) {
	inHookWorld(t, echo, func(w *world) {
		w.tg.Meet(1001)
		w.run()
		hi := message(1, 1001, "hi")
		for name, tt := range map[string]struct {
			method, path, secret, body string
			want                       int
		}{
			"another path":    {"POST", "/", pushSecret, hi, 404},
			"below the path":  {"POST", "/telegram/", pushSecret, hi, 404},
			"GET":             {"GET", "/telegram", pushSecret, "", 405},
			"PUT":             {"PUT", "/telegram", pushSecret, hi, 405},
			"no secret":       {"POST", "/telegram", "", hi, 403},
			"half the secret": {"POST", "/telegram", pushSecret[:10], hi, 403},
			"wrong secret":    {"POST", "/telegram", strings.ToLower(pushSecret), hi, 403},
			"too long":        {"POST", "/telegram", pushSecret, message(1, 1001, strings.Repeat("x", 1<<20)), 200},
			"no JSON":         {"POST", "/telegram", pushSecret, "hi", 200},
			"no id":           {"POST", "/telegram", pushSecret, `{"message":{}}`, 200},
			"empty":           {"POST", "/telegram", pushSecret, "", 200},
		} {
			if got := w.push(tt.method, tt.path, tt.secret, tt.body); got != tt.want {
				w.Errorf("%s: %d, want %d", name, got, tt.want)
			}
		}
		w.expect("")
		if len(w.inbox.known) != 0 {
			w.Errorf("stored %v", w.inbox.known)
		}
		if n := strings.Count(w.log.String(), "没有带对密钥"); n != 1 || strings.Contains(w.log.String(), pushSecret) {
			w.Errorf("said %d times that the secret is wrong:\n%s", n, w.log)
		}
		if !strings.Contains(w.log.String(), "太大") {
			w.Error("the update that is too long is not logged")
		}
		if got := w.push("POST", "/telegram", pushSecret, hi); got != 200 {
			w.Errorf("Telegram itself: %d", got)
		}
		w.expect("echo hi")
	})
	inWorld(t, echo, func(w *world) { // a bot that polls
		w.run()
		for _, path := range []string{"", "/", "/telegram"} {
			if got := w.push("POST", path, "", message(1, 1001, "hi")); got != 404 {
				w.Errorf("%s: %d", path, got)
			}
		}
		w.expect("")
	})
}

func TestWebhookStoresBeforeItSaysSo(t *testing.T) {
	inHookWorld(t, echo, func(w *world) {
		w.run()
		w.inbox.broken = errors.New("disk full")
		w.tg.Say(1001, 1001, "hi")
		for range 3 {
			w.deliver(500)
		}
		w.expect("")
		if n := strings.Count(w.log.String(), "存不进数据库"); n != 1 {
			w.Errorf("said %d times that nothing can be stored", n)
		}
		w.inbox.broken = nil
		w.deliver(200)
		w.expect("echo hi")
	})
}

// TestWebhookTwice: Telegram brings an update again when it has not seen the answer.
func TestWebhookTwice(t *testing.T) {
	inHookWorld(t, func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		sleep(ctx, time.Second)
		return echo(ctx, r)
	}, func(w *world) {
		w.tg.Meet(1001)
		w.run()
		for range 2 { // being handled, and finished
			for range 2 {
				if got := w.push("POST", "/telegram", pushSecret, message(1, 1001, "hi")); got != 200 {
					w.Errorf("brought with %d", got)
				}
			}
			time.Sleep(time.Minute)
		}
		w.restart(echo)
		if got := w.push("POST", "/telegram", pushSecret, message(1, 1001, "hi")); got != 200 { // after a restart
			w.Errorf("brought with %d", got)
		}
		w.expect("echo hi")
	})
}

// TestWebhookOutsideOfRun: what is brought before the bot is ready, while it stops and
// after that waits for it.
func TestWebhookOutsideOfRun(t *testing.T) {
	slow := func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		sleep(ctx, 2*time.Second)
		return echo(ctx, r)
	}
	var told []bool
	cfg := webhook()
	cfg.Membership = func(_ context.Context, _, _ string, in bool) { told = append(told, in) }
	inWorldWith(t, cfg, slow, func(w *world) {
		post := func(id int, text string) {
			w.Helper()
			w.tg.Meet(int64(1000 + id))
			if got := w.push("POST", "/telegram", pushSecret, message(id, 1000+id, text)); got != 200 {
				w.Errorf("%s brought with %d", text, got)
			}
		}
		post(1, "before")
		w.push("POST", "/telegram", pushSecret, `{"update_id":9,"inline_query":{"id":"q","from":{"id":1},"query":"x"}}`)
		w.run()
		post(2, "in time")
		time.Sleep(time.Second)
		w.stop()
		synctest.Wait()
		post(3, "while it stops")
		if err := <-w.ended; err != nil {
			w.Error(err)
		}
		w.stop = nil
		post(4, "after it")
		w.push("POST", "/telegram", pushSecret, `{"update_id":5,"my_chat_member":{"chat":{"id":-100,"type":"group"},"date":1,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}}`)
		if said := w.texts(); said != "echo before|echo in time" && said != "echo in time|echo before" || w.inbox.left() != 3 || len(told) != 0 {
			w.Errorf("said %q, %d left, told %v", said, w.inbox.left(), told)
		}
		w.restart(echo)
		if said := w.texts(); !strings.HasSuffix(said, "|echo while it stops|echo after it") && !strings.HasSuffix(said, "|echo after it|echo while it stops") || w.inbox.left() != 0 || len(told) != 1 {
			w.Errorf("said %q, %d left, told %v", said, w.inbox.left(), told)
		}
	})
}

// TestWebhookPutsOffWhatIsTooMuch: Telegram keeps what there is no place for.
func TestWebhookPutsOffWhatIsTooMuch(t *testing.T) {
	inHookWorld(t, func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		sleep(ctx, 30*time.Second)
		return echo(ctx, r)
	}, func(w *world) {
		w.edge.room.places = make(chan struct{}, 2)
		w.run()
		for i := range 3 {
			w.tg.Say(1001+int64(i), 1001+int64(i), "hi")
		}
		w.deliver(200)
		w.deliver(200)
		w.deliver(503)
		if len(w.inbox.known) != 2 {
			w.Errorf("%d stored", len(w.inbox.known))
		}
		time.Sleep(31 * time.Second)
		w.deliver(200)
		time.Sleep(31 * time.Second)
		w.expect("echo hi|echo hi|echo hi")
	})
}

func TestWebhookThatTelegramRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		fault tgtest.Fault
		err   string
	}{
		"bad URL":   {tgtest.Fault{Code: 400, Description: "Bad Request: bad webhook: Failed to resolve host: Name or service not known"}, "DUBAN_WEBHOOK_URL"},
		"bad token": {tgtest.Fault{Code: 401}, "BotFather"},
	} {
		t.Run(name, func(t *testing.T) {
			inHookWorld(t, echo, func(w *world) {
				tt.fault.Method = "setWebhook"
				w.tg.Fail(tt.fault)
				if err := w.edge.Run(w.Context()); err == nil || !strings.Contains(err.Error(), tt.err) {
					w.Errorf("Run gave %v", err)
				}
			})
		})
	}
	inHookWorld(t, echo, func(w *world) { // what passes is waited for
		w.tg.Fail(tgtest.Fault{Method: "setWebhook", Code: 502, Page: true, Times: 3})
		w.run()
		time.Sleep(time.Minute)
		w.tg.Say(1001, 1001, "hi")
		w.deliver(200)
		w.expect("echo hi")
	})
}

// TestFromWebhookToPolling: Telegram gives nothing to those who ask while it brings.
func TestFromWebhookToPolling(t *testing.T) {
	inHookWorld(t, echo, func(w *world) {
		w.run()
		w.tg.Say(1001, 1001, "brought")
		w.deliver(200)
		w.cfg = Config{}
		w.restart(echo)
		w.tg.Say(1001, 1001, "fetched")
		w.expect("echo brought|echo fetched")
		if strings.Contains(w.log.String(), "409") {
			w.Errorf("polled with the webhook set:\n%s", w.log)
		}
	})
}

func TestWebhookWithHalfABody(t *testing.T) {
	inHookWorld(t, echo, func(w *world) {
		w.run()
		r := httptest.NewRequest("POST", "https://bot.example/telegram", iotest.ErrReader(io.ErrUnexpectedEOF))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", pushSecret)
		rec := httptest.NewRecorder()
		if w.edge.Webhook().ServeHTTP(rec, r); rec.Code != 400 || len(w.inbox.known) != 0 {
			w.Errorf("%d, stored %v", rec.Code, w.inbox.known)
		}
	})
}
