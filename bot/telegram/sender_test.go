package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

// within fails if more than most of the calls that were carried out fall into any
// window of that length.
func within(w *world, calls []tgtest.Call, most int, window time.Duration) {
	w.Helper()
	for i := range calls {
		if j := i + most; j < len(calls) && calls[j].At.Sub(calls[i].At) < window {
			w.Fatalf("more than %d messages within %v", most, window)
		}
	}
}

func TestFloodKeepsTelegramsLimits(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.run()
		for i := range 40 {
			w.tg.Say(1001, 1001, fmt.Sprint(i))
		}
		for i := range 25 {
			w.tg.Say(1001, -100, fmt.Sprintf("/g%d", i))
		}
		for i := range int64(100) {
			w.tg.Say(2000+i, 2000+i, "hi")
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		calls := w.tg.Calls("sendMessage")
		if len(calls) != 165 || w.inbox.left() != 0 {
			w.Errorf("%d answers of 165, %d left", len(calls), w.inbox.left())
		}
		within(w, calls, perSecond, time.Second)
		byChat := map[string][]tgtest.Call{}
		for _, c := range calls {
			byChat[c.Params["chat_id"]] = append(byChat[c.Params["chat_id"]], c)
		}
		within(w, byChat["1001"], 5, time.Second)
		within(w, byChat["1001"], 14, 10*time.Second)
		within(w, byChat["-100"], 19, time.Minute)
		for i, c := range byChat["1001"] {
			if c.Text != fmt.Sprintf("echo %d", i) {
				w.Fatalf("answer %d is %q", i, c.Text)
			}
		}
		if first := byChat["2099"][0].At.Sub(calls[0].At); first > 8*time.Second {
			w.Errorf("others waited %v for the flood", first)
		}
	})
}

func TestRemindersDoNotDelayAnswers(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.run()
		var all sync.WaitGroup
		for i := range int64(1000) {
			w.tg.Meet(5000 + i)
			all.Go(func() {
				if _, err := w.edge.Send(w.Context(), personID(5000+i), say("reminder")); err != nil {
					w.Errorf("reminder: %v", err)
				}
			})
		}
		time.Sleep(10 * time.Second)
		asked := time.Now()
		w.tg.Say(1001, 1001, "hi")
		w.tg.Say(5999, 5999, "hi") // has a reminder in the queue
		w.tg.Wait(w.Context(), t, func() bool { return strings.Count(strings.Join(w.tg.Texts(), "|"), "echo hi") == 2 })
		if took := time.Since(asked); took > 50*time.Millisecond {
			w.Errorf("answers took %v", took)
		}
		all.Wait()
		if took := time.Since(asked); took > 32*time.Second {
			w.Errorf("the other 750 reminders took %v", took)
		}
		within(w, w.tg.Calls("sendMessage"), perSecond, time.Second)
	})
}

func TestSendingAgain(t *testing.T) {
	type fault = tgtest.Fault
	for name, tt := range map[string]struct {
		fault    fault
		reminder bool
		arrives  int   // how often it is there at last
		err      error // of a reminder
		least    time.Duration
	}{
		"429":                       {fault{Code: 429, RetryAfter: 5, Times: 2}, false, 1, nil, 10 * time.Second},
		"429, reminder":             {fault{Code: 429, RetryAfter: 5, Times: 2}, true, 1, nil, 10 * time.Second},
		"429 for an hour, reminder": {fault{Code: 429, RetryAfter: 3600, Times: 1}, true, 0, errors.ErrUnsupported, 0},
		"500":                       {fault{Code: 500, Times: 2}, false, 1, nil, 300 * time.Millisecond},
		"502 page":                  {fault{Code: 502, Page: true, Times: 2}, false, 1, nil, 300 * time.Millisecond},
		"502 page, reminder":        {fault{Code: 502, Page: true, Times: 2}, true, 1, nil, 300 * time.Millisecond},
		"cut":                       {fault{Cut: true, Times: 1}, false, 1, nil, 100 * time.Millisecond},
		"cut twice":                 {fault{Cut: true, Times: 2}, false, 0, nil, 0},
		"cut, reminder":             {fault{Cut: true, Times: 1}, true, 0, ErrUncertain, 0},
		"lost":                      {fault{Lost: true, Times: 1}, false, 2, nil, 0},
		"lost, reminder":            {fault{Lost: true, Times: 1}, true, 1, ErrUncertain, 0},
		"403":                       {fault{Code: 403, Times: 1}, false, 0, nil, 0},
		"403, reminder":             {fault{Code: 403, Times: 1}, true, 0, ErrUnreachable, 0},
		"400":                       {fault{Code: 400, Times: 1}, true, 0, errors.ErrUnsupported, 0},
		"answer is garbage":         {fault{Body: `{"ok":tru`, Times: 1}, true, 0, ErrUncertain, 0},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, echo, func(w *world) {
				w.run()
				w.tg.Meet(1001)
				tt.fault.Method = "sendMessage"
				w.tg.Fail(tt.fault)
				begun := time.Now()
				if tt.reminder {
					_, err := w.edge.Send(w.Context(), "tg:1001", say("echo hi"))
					if (err == nil) != (tt.err == nil) || tt.err != errors.ErrUnsupported && !errors.Is(err, tt.err) {
						w.Errorf("Send gave %v, want %v", err, tt.err)
					}
				} else {
					w.tg.Say(1001, 1001, "hi")
					w.tg.Wait(w.Context(), t, func() bool { return w.inbox.left() == 0 && len(w.inbox.finished) == 1 || time.Since(begun) > time.Hour })
				}
				if took := time.Since(begun); took < tt.least {
					w.Errorf("done after %v, told to wait %v", took, tt.least)
				}
				time.Sleep(time.Hour)
				synctest.Wait()
				arrived := 0
				for _, c := range w.tg.Calls("sendMessage") {
					if c.MessageID != 0 {
						arrived++
					}
				}
				if arrived != tt.arrives || w.inbox.left() != 0 {
					w.Errorf("arrived %d times, want %d; %d left", arrived, tt.arrives, w.inbox.left())
				}
				w.tg.Say(1002, 1002, "next")
				if !strings.HasSuffix(w.texts(), "echo next") {
					w.Errorf("others are not answered: %q", w.texts())
				}
			})
		})
	}
}

func TestRepeated429PausesAll(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.run()
		for _, chat := range []int64{1001, 1002} {
			w.tg.Fail(tgtest.Fault{Method: "sendMessage", Chat: chat, Code: 429, RetryAfter: 20, Times: 1})
		}
		w.tg.Say(1001, 1001, "a")
		synctest.Wait()
		w.tg.Say(1003, 1003, "one chat is slow, the others go on")
		w.expect("echo one chat is slow, the others go on")
		time.Sleep(time.Hour)
		w.expect("echo one chat is slow, the others go on|echo a")
		w.tg.Fail(tgtest.Fault{Method: "sendMessage", Chat: 1001, Code: 429, RetryAfter: 20, Times: 1})
		w.tg.Say(1001, 1001, "b")
		synctest.Wait()
		w.tg.Say(1002, 1002, "c") // the second in a row
		synctest.Wait()
		begun := len(w.tg.Calls("sendMessage"))
		w.tg.Say(1003, 1003, "d")
		time.Sleep(19 * time.Second)
		if n := len(w.tg.Calls("sendMessage")); n != begun {
			w.Errorf("%d messages during the pause", n-begun)
		}
		time.Sleep(time.Minute)
		if said := w.texts(); !strings.Contains(said, "echo b") || !strings.Contains(said, "echo c") || !strings.Contains(said, "echo d") {
			w.Errorf("said %q", said)
		}
	})
}

// deadEnd is a network on which no connection comes about.
type deadEnd struct{ tries int }

func (d *deadEnd) RoundTrip(*http.Request) (*http.Response, error) {
	d.tries++
	return nil, fmt.Errorf("dial: no route for %s", tgtest.Token)
}

func TestRequestThatNeverLeaves(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		dead := &deadEnd{}
		w.edge.sender.http.Transport = dead
		_, err := w.edge.Send(w.Context(), "tg:1001", say("hi"))
		if err == nil || errors.Is(err, ErrUncertain) || dead.tries != attempts {
			w.Errorf("%v after %d tries", err, dead.tries)
		}
		if strings.Contains(err.Error(), secret(tgtest.Token)) {
			w.Errorf("the token is in %q", err)
		}
		ctx, cancel := context.WithTimeout(w.Context(), 10*time.Minute)
		defer cancel()
		dead.tries = 0
		if _, err := w.edge.sender.send(ctx, target{chat: 1001}, say("hi"), answer); err == nil || dead.tries < 20 {
			w.Errorf("an answer was given up after %d tries: %v", dead.tries, err)
		}
	})
}

func TestEditing(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.tg.Meet(1001)
		send := func(edit, text string, rows ...[]bot.Button) string {
			w.Helper()
			id, err := w.edge.Send(w.Context(), "tg:1001", bot.Message{Text: bot.Text{{S: text}}, Buttons: rows, Edit: edit})
			if err != nil {
				w.Fatal(err)
			}
			return id
		}
		button := []bot.Button{{Label: "签收", Data: "ack"}, {Label: "too long", Data: strings.Repeat("x", 65)}}
		card := send("", "card", button, nil)
		if again := send(card, "card", button); again != card { // not modified
			w.Errorf("edited %s, got %s", card, again)
		}
		if again := send(card, "card, edited"); again != card {
			w.Errorf("edited %s, got %s", card, again)
		}
		w.tg.Forget(1001, 1)
		if anew := send(card, "card, anew"); anew == card {
			w.Error("a deleted message was edited")
		}
		if foreign := send("local-7", "foreign"); foreign == "" {
			w.Error("no id")
		}
		w.expect("card|card, edited|card, anew|foreign")
		for i, c := range w.tg.Calls("") {
			if (i < 2) != strings.Contains(c.Params["reply_markup"], "签收") || strings.Contains(c.Params["reply_markup"], "too long") {
				w.Errorf("call %d has the keyboard %q", i, c.Params["reply_markup"])
			}
		}
	})
}

func TestRefusedFormattingGoesOutPlain(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.tg.Meet(1001)
		w.tg.Fail(tgtest.Fault{Method: "sendMessage", Code: 400, Description: "Bad Request: can't parse entities: byte offset 7", Times: 1})
		if _, err := w.edge.Send(w.Context(), "tg:1001", bot.Message{Text: bot.Text{{S: "1 < 2", Style: bot.Bold}}}); err != nil {
			w.Error(err)
		}
		w.expect("1 < 2")
	})
}

func TestClosedTopicFallsBackToTheGroup(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.tg.Meet(-100)
		w.tg.Fail(tgtest.Fault{Method: "sendMessage", Code: 400, Description: "Bad Request: message thread not found", Times: 1})
		if _, err := w.edge.Send(w.Context(), "tg:-100:7", say("hi")); err != nil {
			w.Error(err)
		}
		calls := w.tg.Calls("sendMessage")
		if calls[0].Params["message_thread_id"] != "7" || calls[1].Params["message_thread_id"] != "" {
			w.Errorf("calls %+v", calls)
		}
	})
}

func TestLongTextHasItsButtonsAtTheEnd(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.tg.Meet(1001)
		text := strings.Repeat("各区、县（市）政府要按计划完成创建任务。\n", 400)
		id, err := w.edge.Send(w.Context(), "tg:1001", bot.Message{Text: bot.Text{{S: text}}, Buttons: [][]bot.Button{{{Label: "好", Data: "ok"}}}})
		calls := w.tg.Calls("sendMessage")
		if err != nil || len(calls) < 2 || id != fmt.Sprint(calls[len(calls)-1].MessageID) {
			w.Fatalf("%d parts, id %s, %v", len(calls), id, err)
		}
		for i, c := range calls {
			if (c.Params["reply_markup"] != "") != (i == len(calls)-1) {
				w.Errorf("part %d has the keyboard %q", i, c.Params["reply_markup"])
			}
		}
	})
}

func TestSendRefusesWhatIsNoMessage(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		for _, chat := range []string{"", "1001", "local", "tg:", "tg:x", "tg:0", "tg:1:x", "tg:1:-2"} {
			if _, err := w.edge.Send(w.Context(), chat, say("hi")); err == nil {
				w.Errorf("sent to %q", chat)
			}
		}
		if _, err := w.edge.Send(w.Context(), "tg:1001", say(" \n")); err == nil {
			w.Error("sent nothing")
		}
		if n := len(w.tg.Calls("")); n != 0 {
			w.Errorf("%d calls", n)
		}
		if _, err := w.edge.Send(w.Context(), "tg:4711", say("hi")); !errors.Is(err, ErrUnreachable) { // an unknown chat
			w.Errorf("gave %v", err)
		}
	})
}

// A document goes with its words as the caption, or after them where they are long.
func TestDocuments(t *testing.T) {
	long := strings.Repeat("长", captionLimit+1)
	reply := func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		return bot.Reply{Messages: []bot.Message{{Text: bot.Text{{S: r.Text, Style: bot.Bold}}, Buttons: [][]bot.Button{{{Label: "好", Data: "ok"}}},
			File: &bot.File{Name: "台账.csv", Data: []byte("甲,乙\n")}}}}, nil
	}
	inWorld(t, reply, func(w *world) {
		w.run()
		w.tg.Say(1001, 1001, "看 <附件>")
		w.tg.Say(1001, 1001, long)
		time.Sleep(time.Minute)
		synctest.Wait()
		sent := w.tg.Calls("sendDocument")
		if len(sent) != 2 || len(w.tg.Calls("sendMessage")) != 1 {
			w.Fatalf("%d documents, %d messages", len(sent), len(w.tg.Calls("sendMessage")))
		}
		if sent[0].Text != "看 <附件>" || sent[1].Params["caption"] != "" || w.tg.Calls("sendMessage")[0].Text != long {
			w.Errorf("%q, %q", sent[0].Text, sent[1].Params["caption"])
		}
		for _, c := range sent {
			if c.Status != 200 || c.Params["reply_markup"] == "" {
				w.Errorf("%d %v", c.Status, c.Params)
			}
		}
	})
}
