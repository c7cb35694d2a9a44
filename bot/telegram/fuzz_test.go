package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

// samples are updates of every kind that means something to the edge, and some that
// mean nothing.
var samples = []string{
	`{"update_id":1,"message":{"message_id":1,"date":1,"text":"/status@duban_test_bot 柯桥区","entities":[{"type":"bot_command","offset":0,"length":22}],"from":{"id":1001,"first_name":"王","language_code":"zh-hans"},"chat":{"id":1001,"type":"private"}}}`,
	`{"update_id":2,"message":{"message_id":2,"date":1,"text":"@duban_test_bot 谁负责","entities":[{"type":"mention","offset":0,"length":15},{"type":"text_mention","offset":1,"length":1,"user":{"id":7000000001}}],"from":{"id":1001},"chat":{"id":-100,"type":"supergroup","title":"群"},"is_topic_message":true,"message_thread_id":7,"reply_to_message":{"message_id":1,"date":1,"from":{"id":7000000001},"chat":{"id":-100,"type":"supergroup"}}}}`,
	`{"update_id":3,"message":{"message_id":3,"date":1,"caption":"完成","document":{"file_id":"a","file_unique_id":"b","file_name":"a.docx","file_size":7},"from":{"id":1001},"chat":{"id":1001,"type":"private"}}}`,
	`{"update_id":4,"message":{"message_id":4,"date":1,"media_group_id":"1","photo":[{"file_id":"a","width":90,"height":90},{"file_id":"b","width":1280,"height":960}],"from":{"id":1001},"chat":{"id":1001,"type":"private"}}}`,
	`{"update_id":5,"callback_query":{"id":"1","from":{"id":1001},"message":{"message_id":1,"date":1,"chat":{"id":1001,"type":"private"}},"chat_instance":"1","data":"ack:3"}}`,
	`{"update_id":6,"callback_query":{"id":"1","from":{"id":1001},"inline_message_id":"x","chat_instance":"1","data":"ack:3"}}`,
	`{"update_id":7,"my_chat_member":{"chat":{"id":-100,"type":"group","title":"群"},"from":{"id":1001},"date":1,"old_chat_member":{"status":"restricted","is_member":false,"user":{"id":1}},"new_chat_member":{"status":"administrator","user":{"id":1}}}}`,
	`{"update_id":8,"message":{"message_id":8,"date":1,"migrate_to_chat_id":-1005,"from":{"id":1001},"chat":{"id":-100,"type":"group"}}}`,
	`{"update_id":9,"inline_query":{"id":"1","from":{"id":1001,"language_code":"en"},"query":"柯桥区","offset":""}}`,
	`{"update_id":10,"message":{"message_id":1,"date":1,"text":"/start abc","from":{"id":1001},"chat":{"id":1001,"type":"private"},"forward_origin":{"type":"user","date":1,"sender_user":{"id":2}}}}`,
	`{"update_id":11,"poll_answer":{"poll_id":"1","option_ids":[1]}}`,
}

// careful answers everything, and would panic if a request were not whole.
func careful(_ context.Context, r bot.Request) (bot.Reply, error) {
	if r.ID == "" || r.Chat == "" || !strings.HasPrefix(r.Person.ID, prefix) || r.Private == r.Addressed {
		panic(fmt.Sprintf("request %+v", r))
	}
	return bot.Reply{Toast: r.Press, Menu: []bot.Command{}}, nil
}

// FuzzUpdate brings anything to a bot: nothing panics, and all is finished.
func FuzzUpdate(f *testing.F) {
	for _, s := range samples {
		f.Add([]byte(s))
	}
	f.Add([]byte(`{"update_id":1,"message":null,"callback_query":{}}`))
	f.Add([]byte(`{"update_id":1e3}`))
	f.Add([]byte(`[]`))
	api := tgtest.New().Transport(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		var log journal
		in := newInbox()
		e, err := New(Config{Token: tgtest.Token, API: "http://telegram.test", Transport: api,
			Membership: func(context.Context, string, string, bool) {}, Migrated: func(context.Context, string, string) {},
			Inline: func(context.Context, bot.Person, string, string, time.Time) ([]bot.InlineAnswer, error) {
				return nil, nil
			},
		}, careful, in, slog.New(slog.NewTextHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Me(t.Context()); err != nil {
			t.Fatal(err)
		}
		e.accept(t.Context(), t.Context(), []json.RawMessage{body}, 0)
		e.inlines.running.Wait()
		e.handling.wait()
		e.answering.wait()
		if in.left() != 0 || len(e.room.places) != 0 || len(e.room.chats) != 0 || strings.Contains(log.String(), "panic") {
			t.Errorf("%d left, %d places taken, log:\n%s", in.left(), len(e.room.places), &log)
		}
	})
}

// TestForgedUpdates: ten thousand updates of which parts are not what they should be.
func TestForgedUpdates(t *testing.T) {
	const all = 10_000
	random := rand.New(rand.NewPCG(3, 4))
	inWorldWith(t, Config{Membership: func(context.Context, string, string, bool) {}}, careful, func(w *world) {
		w.tg.Meet(1001)
		w.run()
		for n := 0; n < all; {
			var batch []json.RawMessage
			for range 100 {
				n++
				var u map[string]any
				if err := json.Unmarshal([]byte(samples[random.IntN(len(samples))]), &u); err != nil {
					t.Fatal(err)
				}
				for range random.IntN(4) {
					forge(random, u)
				}
				u["update_id"] = n
				body, err := json.Marshal(u)
				if err != nil {
					t.Fatal(err)
				}
				batch = append(batch, body)
			}
			if next, err := w.edge.accept(w.Context(), w.Context(), batch, int64(n-99)); err != nil || next != int64(n+1) {
				w.Fatalf("next %d, %v", next, err)
			}
			time.Sleep(time.Minute)
		}
		synctest.Wait()
		if w.inbox.left() != 0 || len(w.edge.room.chats) != 0 || strings.Contains(w.log.String(), "panic") {
			w.Errorf("%d left, log:\n%.3000s", w.inbox.left(), w.log)
		}
		if n := len(w.inbox.finished); n < all/2 || len(w.tg.Calls("answerCallbackQuery")) == 0 || !strings.Contains(w.log.String(), "更新读不懂") {
			w.Errorf("%d finished", n)
		}
	})
}

// forge puts something in the place of one of the values.
func forge(random *rand.Rand, v map[string]any) {
	others := []any{nil, true, -1, 0, 1e300, int64(1) << 62, "", "x", "\x00\u202e👍", strings.Repeat("字", 5000), []any{}, []any{nil, "x"}, map[string]any{}, map[string]any{"id": "x"}}
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	slices.Sort(keys) // so that the same forgeries come every time
	k := keys[random.IntN(len(keys))]
	inner, ok := v[k].(map[string]any)
	switch {
	case ok && len(inner) > 0 && random.IntN(5) > 0:
		forge(random, inner)
	case random.IntN(4) == 0 && len(keys) > 1:
		delete(v, k)
	default:
		v[k] = others[random.IntN(len(others))]
	}
}
