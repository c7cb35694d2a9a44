package telegram

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"duban/bot/telegram/tgtest"
)

func TestMembership(t *testing.T) {
	var told []string
	note := func(_ context.Context, chat, title string, in bool) {
		if title == "torn" {
			panic("torn")
		}
		told = append(told, fmt.Sprint(chat, " ", title, " ", in))
	}
	inWorldWith(t, Config{Membership: note}, nil, func(w *world) {
		w.run()
		change := func(chat map[string]any, from, to map[string]any) {
			from["user"], to["user"] = map[string]any{"id": tgtest.BotID}, map[string]any{"id": tgtest.BotID}
			w.tg.Push(map[string]any{"my_chat_member": map[string]any{"chat": chat, "from": map[string]any{"id": 1001, "first_name": "人"}, "date": 1, "old_chat_member": from, "new_chat_member": to}})
		}
		status := func(s string) map[string]any { return map[string]any{"status": s} }
		group := func(kind, title string) map[string]any {
			return map[string]any{"id": -100, "type": kind, "title": title}
		}
		change(group("supergroup", "攻坚群"), status("left"), status("member"))
		change(group("supergroup", "攻坚群"), status("member"), status("administrator"))
		change(group("supergroup", "攻坚群"), status("administrator"), map[string]any{"status": "restricted", "is_member": true})
		change(group("supergroup", "攻坚群"), map[string]any{"status": "restricted", "is_member": true}, map[string]any{"status": "restricted", "is_member": false})
		change(group("group", "torn"), status("left"), status("member"))
		change(group("group", "小组"), status("kicked"), status("member"))
		change(group("group", "小组"), status("member"), status("kicked"))
		change(group("channel", "频道"), status("left"), status("administrator"))
		change(map[string]any{"id": 1001, "type": "private"}, status("member"), status("kicked"))
		synctest.Wait()
		want := []string{"tg:-100 攻坚群 true", "tg:-100 攻坚群 false", "tg:-100 小组 true", "tg:-100 小组 false"}
		if !slices.Equal(told, want) {
			w.Errorf("told %q, want %q", told, want)
		}
		if w.inbox.left() != 0 || len(w.inbox.finished) != 9 {
			w.Errorf("%d left, %d finished", w.inbox.left(), len(w.inbox.finished))
		}
	})
}

// TestGroupBecomesSupergroup: Telegram says so in both chats and in the answer to what
// is sent to the old one; it is one move.
func TestGroupBecomesSupergroup(t *testing.T) {
	for name, says := range map[string][]string{
		"old chat":                  {"to"},
		"new chat":                  {"from"},
		"both":                      {"to", "from"},
		"both, the other way round": {"from", "to"},
		"neither":                   {},
	} {
		t.Run(name, func(t *testing.T) {
			var moves []string
			note := func(_ context.Context, from, to string) { moves = append(moves, from+"→"+to) }
			inWorldWith(t, Config{Migrated: note}, echo, func(w *world) {
				w.run()
				for _, side := range says {
					if side == "to" {
						w.tg.Message(1001, -50, map[string]any{"migrate_to_chat_id": -1005})
					} else {
						w.tg.Message(1001, -1005, map[string]any{"migrate_from_chat_id": -50})
					}
				}
				w.tg.Meet(-1005)
				w.tg.Fail(tgtest.Fault{Method: "sendMessage", Chat: -50, Code: 400, MigrateTo: -1005})
				w.tg.Say(1001, -50, "/status@"+tgtest.Username)
				w.expect("echo /status")
				last := w.tg.Calls("sendMessage")
				if got := strings.Join(moves, " "); got != "tg:-50→tg:-1005" || last[len(last)-1].Params["chat_id"] != "-1005" {
					w.Errorf("told %q, sent to %s", got, last[len(last)-1].Params["chat_id"])
				}
			})
		})
	}
}
