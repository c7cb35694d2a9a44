package talk

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"duban/bot"
)

var featureLeave = Feature{
	Name:     "leave",
	Calls:    []string{"leave mine? already? not?"},
	Examples: []string{"离开", "退出登记"},
	Topic:    topicLeave, Help: []string{"不再用了，发“离开”，按确认；以后要回来，请督查员再给一个邀请链接。"},
	Keys: []key{{topicLeave, "离开", ""}},
	Run:  leave, Presses: map[string]press{"leave": pressLeave},
}

// leave lets a person give back a unit, or leave altogether.
func leave(_ context.Context, t *turn, _ string) (bot.Reply, error) {
	m := bot.Message{Text: plain(t.f(wordLeave))}
	if len(t.who.Units) > 1 {
		for i, u := range t.who.Units {
			m.Buttons = append(m.Buttons, []bot.Button{button(t.f("不再负责%s", u), fmt.Sprintf("leave:%d:%s", i, fingerprint(u)))})
		}
	}
	m.Buttons = append(m.Buttons, []bot.Button{button(t.f("确认离开"), "leave:all"), button(t.f("不离开"), "show:menu")})
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

func pressLeave(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	var err error
	said := t.f(wordLeft)
	if number, print, one := strings.Cut(which, ":"); one {
		i, _ := strconv.Atoi(number)
		if i < 0 || i >= len(t.who.Units) || fingerprint(t.who.Units[i]) != print {
			return t.toast(wordStaleList), nil
		}
		said = t.f("您不再负责%s。", t.who.Units[i])
		err = t.Diary.Unbind(ctx, t.who.ID, t.who.Units[i], t.who.ID, t.Now)
	} else if which == "all" {
		err = t.Diary.Remove(ctx, t.who.ID, t.who.ID, t.Now)
	} else {
		return t.toast(wordStale), nil
	}
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return bot.Reply{Messages: []bot.Message{{Text: plain(said), Edit: t.MessageID}}}, nil
}
