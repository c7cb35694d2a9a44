package telegram

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

func TestMenus(t *testing.T) {
	inWorldWith(t, Config{}, func(_ context.Context, r bot.Request) (bot.Reply, error) {
		reply := bot.Reply{}
		switch r.Text + r.Press {
		case "/admin":
			reply.Menu = []bot.Command{{Name: "invite", Description: "邀请联络员"}}
			reply.Messages = []bot.Message{say("welcome")}
		case "/gone":
			reply.Menu = []bot.Command{}
		case "/broken":
			reply.Menu = []bot.Command{{Name: "Not a command", Description: "x"}}
		}
		return reply, nil
	}, func(w *world) {
		w.run()
		shows := func(chat int64, language, want string) {
			w.Helper()
			synctest.Wait()
			if got := w.tg.Commands(chat, language); !strings.Contains(got, want) {
				w.Errorf("chat %d in %q shows %q, want %q", chat, language, got, want)
			}
		}
		shows(1001, "zh", "能做什么")
		shows(1001, "en", "能做什么")
		w.tg.Say(1001, 1001, "/admin")
		shows(1001, "zh", "邀请联络员")
		shows(1001, "en", "邀请联络员") // whatever the language: it is meant for this person
		shows(1002, "en", "能做什么")
		w.tg.Say(1001, 1001, "/broken")
		shows(1001, "zh", "邀请联络员")
		if !strings.Contains(w.log.String(), "菜单没有设上") {
			w.Error("not logged")
		}
		w.tg.Say(1001, 1001, "/gone")
		shows(1001, "en", "能做什么")
		before := len(w.tg.Calls("setMyCommands"))
		w.tg.Say(1001, -100, "/admin") // a group has no menu of one person
		w.tg.Say(1001, 1001, "hello")  // nil leaves it alone
		synctest.Wait()
		if n := len(w.tg.Calls("setMyCommands")); n != before || w.inbox.left() != 0 {
			w.Errorf("%d menus set, %d left", n-before, w.inbox.left())
		}
		w.expect("welcome|welcome")
	})
}

// TestMenuThatFails: a menu is not worth an answer.
func TestMenuThatFails(t *testing.T) {
	inWorld(t, func(context.Context, bot.Request) (bot.Reply, error) {
		return bot.Reply{Messages: []bot.Message{say("welcome")}, Menu: []bot.Command{{Name: "mine", Description: "我的任务"}}}, nil
	}, func(w *world) {
		w.run()
		w.tg.Fail(tgtest.Fault{Method: "setMyCommands", Cut: true, Times: 1})
		w.tg.Say(1001, 1001, "/start")
		w.expect("welcome")
		if w.inbox.left() != 0 || len(w.tg.Calls("setMyCommands")) != 2 { // the default one at the start
			w.Errorf("%d left, menus %+v", w.inbox.left(), w.tg.Calls("setMyCommands"))
		}
	})
}
