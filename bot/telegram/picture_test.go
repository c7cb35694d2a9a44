package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

// drawing is a message with a picture and a button under it.
func drawing(words string, data []byte) bot.Message {
	return bot.Message{Text: bot.Text{{S: words}}, File: &bot.File{Name: "进度.png", Data: data, Picture: true},
		Buttons: [][]bot.Button{{{Label: "各单位", Data: "units"}}}}
}

func TestPictureGoesWithItsWords(t *testing.T) {
	inWorld(t, echo, func(w *world) {
		w.tg.Meet(1001)
		id, err := w.edge.Send(w.Context(), "tg:1001", drawing("总体 <进度>", tgtest.PNG(800, 600)))
		calls := w.tg.Calls("")
		if err != nil || len(calls) != 1 || calls[0].Method != "sendPhoto" || strconv.Itoa(calls[0].MessageID) != id {
			w.Fatalf("%v, calls %+v", err, calls)
		}
		if c := calls[0]; c.Text != "总体 <进度>" || !strings.Contains(c.Params["reply_markup"], "units") || c.Params["photo name"] != "进度.png" {
			w.Errorf("sent %q with %q", c.Text, c.Params["reply_markup"])
		}
	})
}

// TestPictureAfterLongWords: a caption holds 1,024 units; what is longer goes before.
func TestPictureAfterLongWords(t *testing.T) {
	for n, want := range map[int][]string{captionLimit: {"sendPhoto"}, captionLimit + 1: {"sendMessage", "sendPhoto"}, textLimit + 1: {"sendMessage", "sendMessage", "sendPhoto"}} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			inWorld(t, echo, func(w *world) {
				w.tg.Meet(1001)
				if _, err := w.edge.Send(w.Context(), "tg:1001", drawing(strings.Repeat("&", n), tgtest.PNG(8, 8))); err != nil {
					w.Fatal(err)
				}
				var methods []string
				words := ""
				for _, c := range w.tg.Calls("") {
					methods, words = append(methods, c.Method), words+c.Text
					if (c.Method == "sendPhoto") != (c.Params["reply_markup"] != "") {
						w.Errorf("%s with the keyboard %q", c.Method, c.Params["reply_markup"])
					}
				}
				if fmt.Sprint(methods) != fmt.Sprint(want) || words != strings.Repeat("&", n) {
					w.Errorf("calls %v with %d units, want %v", methods, len(words), want)
				}
			})
		})
	}
}

// TestUnfitPictureIsADocument: what Telegram does not show it still brings.
func TestUnfitPictureIsADocument(t *testing.T) {
	for name, data := range map[string][]byte{
		"too wide and high": tgtest.PNG(9600, 480),
		"too long":          tgtest.PNG(10, 201),
		"too many bytes":    make([]byte, 10<<20+1),
		"no picture":        []byte("text"),
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, echo, func(w *world) {
				w.tg.Meet(-100)
				if _, err := w.edge.Send(w.Context(), "tg:-100:7", drawing("矩阵", data)); err != nil {
					w.Fatal(err)
				}
				calls := w.tg.Calls("")
				if len(calls) != 2 || calls[0].Method != "sendPhoto" || calls[1].Method != "sendDocument" {
					w.Fatalf("calls %+v", calls)
				}
				c := calls[1]
				if c.Text != "矩阵" || c.Params["document"] != string(data) || c.Params["message_thread_id"] != "7" || !strings.Contains(c.Params["reply_markup"], "units") {
					w.Errorf("document with %q, thread %q, keyboard %q", c.Text, c.Params["message_thread_id"], c.Params["reply_markup"])
				}
			})
		})
	}
	inWorld(t, echo, func(w *world) { // other refusals stay what they are
		w.tg.Meet(1001)
		w.tg.Fail(tgtest.Fault{Method: "sendPhoto", Code: 400})
		if _, err := w.edge.Send(w.Context(), "tg:1001", drawing("x", tgtest.PNG(8, 8))); err == nil || len(w.tg.Calls("sendDocument")) != 0 {
			w.Errorf("%v, %d documents", err, len(w.tg.Calls("sendDocument")))
		}
	})
}

// TestEditUnderAPicture: the words under a picture or a document are edited in place as
// long as they fit there.
func TestEditUnderAPicture(t *testing.T) {
	long := strings.Repeat("字", captionLimit+1)
	for name, tt := range map[string]struct {
		file   bot.File
		words  string
		method string // of the last call
	}{
		"picture":             {bot.File{Name: "a.png", Data: tgtest.PNG(8, 8), Picture: true}, "柯桥区：<2项>", "editMessageCaption"},
		"document":            {bot.File{Name: "a.csv", Data: []byte("x")}, "已办理", "editMessageCaption"},
		"the same words":      {bot.File{Name: "a.csv", Data: []byte("x")}, "总体", "editMessageCaption"},
		"longer than it may":  {bot.File{Name: "a.png", Data: tgtest.PNG(8, 8), Picture: true}, long, "sendMessage"},
		"not formatted right": {bot.File{Name: "a.csv", Data: []byte("x")}, "plain", "editMessageCaption"},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(_ context.Context, r bot.Request) (bot.Reply, error) {
				if r.Press == "" {
					return bot.Reply{Messages: []bot.Message{{Text: bot.Text{{S: "总体"}}, File: &tt.file}}}, nil
				}
				return bot.Reply{Messages: []bot.Message{{Text: bot.Text{{S: tt.words}}, Edit: r.MessageID}}}, nil
			}, func(w *world) {
				w.run()
				w.tg.Say(1001, 1001, "进度")
				synctest.Wait()
				calls := w.tg.Calls("")
				picture := calls[len(calls)-1].MessageID
				if tt.words == "plain" {
					w.tg.Fail(tgtest.Fault{Method: "editMessageCaption", Code: 400, Description: "Bad Request: can't parse entities: byte offset 7", Times: 1})
				}
				w.tg.Press(1001, 1001, picture, "units")
				time.Sleep(10 * time.Second)
				synctest.Wait()
				calls = w.tg.Calls("")
				last := calls[len(calls)-1]
				edited := last.Params["message_id"] == strconv.Itoa(picture)
				if last.Method != tt.method || edited != (tt.method == "editMessageCaption") || w.inbox.left() != 0 {
					w.Errorf("%s of message %q", last.Method, last.Params["message_id"])
				}
				if last.Status == 200 && last.Text != tt.words || last.Status != 200 && !strings.Contains(last.Error, "not modified") {
					w.Errorf("%d %s, says %.20q", last.Status, last.Error, last.Text)
				}
			})
		})
	}
}

// TestTopicIsKept: an answer stands in the topic of its question, whatever it brings.
func TestTopicIsKept(t *testing.T) {
	inWorld(t, func(_ context.Context, r bot.Request) (bot.Reply, error) {
		return bot.Reply{Messages: []bot.Message{say("words"), drawing("picture", tgtest.PNG(8, 8)),
			{Text: bot.Text{{S: "document"}}, File: &bot.File{Name: "a.csv", Data: []byte("x")}}}}, nil
	}, func(w *world) {
		w.run()
		w.tg.Message(1001, -100, map[string]any{"text": "/status", "is_topic_message": true, "message_thread_id": 7})
		time.Sleep(10 * time.Second)
		synctest.Wait()
		for _, method := range []string{"sendMessage", "sendPhoto", "sendDocument"} {
			calls := w.tg.Calls(method)
			if len(calls) != 1 || calls[0].Params["message_thread_id"] != "7" || calls[0].Params["chat_id"] != "-100" {
				w.Errorf("%s: %d calls, %v", method, len(calls), calls)
			}
		}
	})
}
