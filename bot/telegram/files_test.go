package telegram

import (
	"bytes"
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

// reader fetches the file of a request and tells how far it is, step by step.
func reader(steps int, each time.Duration) Handler {
	return func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		if len(r.Uploads) == 0 {
			return echo(ctx, r)
		}
		data, err := r.Uploads[0].Fetch(ctx)
		if err != nil {
			return bot.Reply{Messages: []bot.Message{say("not fetched")}}, nil
		}
		for i := range steps {
			r.Progress(fmt.Sprintf("step %d", i+1))
			time.Sleep(each)
		}
		return bot.Reply{Messages: []bot.Message{say(fmt.Sprintf("read %s, %d bytes, said to be %d: %s", r.Uploads[0].Name, len(data), r.Uploads[0].Size, r.Text)), say("more")}}, nil
	}
}

// TestFileAndProgress: one message tells how far a file is, no faster than Telegram
// takes it, and the reply takes its place.
func TestFileAndProgress(t *testing.T) {
	inWorld(t, reader(50, 100*time.Millisecond), func(w *world) {
		w.run()
		w.tg.Document(1001, 1001, "plan.docx", []byte("the plan"), map[string]any{"caption": "请看"})
		time.Sleep(30 * time.Second)
		synctest.Wait()
		sent, edits := w.tg.Calls("sendMessage"), w.tg.Calls("editMessageText")
		if len(sent) != 2 || !strings.HasPrefix(sent[0].Text, "step ") || sent[1].Text != "more" {
			t.Fatalf("sent %+v", sent)
		}
		if len(edits) < 3 || len(edits) > 6 {
			t.Errorf("%d edits in five seconds", len(edits))
		}
		last := edits[len(edits)-1]
		if last.Text != "read plan.docx, 8 bytes, said to be 8: 请看" || last.MessageID != sent[0].MessageID {
			t.Errorf("last edit %+v", last)
		}
		if w.inbox.left() != 0 {
			t.Error("the update is not finished")
		}
	})
}

// TestPhotos: a photo is a document of its largest size, with a name; an album is one
// request with all of its files, in order, also when its parts come one by one.
func TestPhotos(t *testing.T) {
	inWorld(t, func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		var all string
		for _, f := range r.Uploads {
			data, err := f.Fetch(ctx)
			if err != nil {
				return bot.Reply{}, err
			}
			all += fmt.Sprintf("%s %d %s ", f.Name, f.Size, data)
		}
		return bot.Reply{Messages: []bot.Message{say(all + r.Text)}}, nil
	}, func(w *world) {
		w.run()
		w.tg.Photo(1001, 1001, "1", []byte("one"), map[string]any{"caption": "完成了", "media_group_id": "7"})
		time.Sleep(albumPause / 2)
		w.tg.Photo(1001, 1001, "2", []byte("four"), map[string]any{"media_group_id": "7"})
		w.tg.Photo(1001, 1001, "4", []byte("other"), map[string]any{"media_group_id": "8"})
		time.Sleep(3 * albumPause)
		w.tg.Photo(1001, -100, "3", []byte("x"), nil) // nobody has asked for it
		w.expect("照片.jpg 3 one 照片.jpg 4 four 完成了|照片.jpg 5 other")
		if w.inbox.left() != 0 {
			w.Errorf("%d left", w.inbox.left())
		}
	})
}

func TestFileWithTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		fault tgtest.Fault
		size  int
		want  string
	}{
		"passes":         {tgtest.Fault{Method: "file", Times: 2, Code: 502, Page: true}, 8, "read plan.pdf, 8 bytes, said to be 8:"},
		"cut":            {tgtest.Fault{Method: "file", Times: 1, Cut: true}, 8, "read plan.pdf, 8 bytes, said to be 8:"},
		"429":            {tgtest.Fault{Method: "getFile", Times: 1, Code: 429, RetryAfter: 5}, 8, "read plan.pdf, 8 bytes, said to be 8:"},
		"stays":          {tgtest.Fault{Method: "file", Code: 404}, 8, "not fetched"},
		"too big for it": {tgtest.Fault{Method: "none"}, downloadLimit + 1, "not fetched"},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, reader(0, 0), func(w *world) {
				w.run()
				w.tg.Fail(c.fault)
				w.tg.Document(1001, 1001, "plan.pdf", bytes.Repeat([]byte("a"), c.size), nil)
				time.Sleep(time.Minute)
				if got := strings.Split(w.texts(), "|"); got[0] != c.want {
					t.Errorf("said %q, want %q", got, c.want)
				}
			})
		})
	}
}

// TestQuickFile: what is done at once needs no message that tells how far it is.
func TestQuickFile(t *testing.T) {
	inWorld(t, reader(3, 50*time.Millisecond), func(w *world) {
		w.run()
		w.tg.Document(1001, 1001, "plan.txt", []byte("a"), nil)
		time.Sleep(500 * time.Millisecond)
		w.expect("read plan.txt, 1 bytes, said to be 1:|more")
	})
}

// TestFileThatFails: the apology takes the place of what told how far it was.
func TestFileThatFails(t *testing.T) {
	inWorld(t, func(_ context.Context, r bot.Request) (bot.Reply, error) {
		r.Progress("reading")
		time.Sleep(2 * time.Second)
		return bot.Reply{}, errors.New("disk full")
	}, func(w *world) {
		w.run()
		w.tg.Document(1001, 1001, "plan.pdf", []byte("a"), nil)
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if edits := w.tg.Calls("editMessageText"); len(edits) != 1 || edits[0].Text != apology || len(w.tg.Calls("sendMessage")) != 1 {
			t.Errorf("edits %+v, said %q", edits, w.texts())
		}
	})
}

// TestFileAfterStop: a file that was being read when the bot stopped is read again.
func TestFileAfterStop(t *testing.T) {
	inWorld(t, func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		r.Progress("reading")
		<-ctx.Done()
		return bot.Reply{}, ctx.Err()
	}, func(w *world) {
		w.run()
		w.tg.Document(1001, 1001, "plan.pdf", []byte("abc"), nil)
		time.Sleep(3 * time.Second)
		w.restart(reader(1, 0))
		time.Sleep(10 * time.Second)
		if got := w.texts(); !strings.Contains(got, "read plan.pdf, 3 bytes") || w.inbox.left() != 0 {
			t.Errorf("said %q, %d left", got, w.inbox.left())
		}
	})
}
