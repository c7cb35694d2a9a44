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
	Topic:    topicLeave, Help: []both{{"不再用了，发“离开”，按确认；以后要回来，请督查员再给一个邀请链接。",
		"If you need me no more, send /leave and confirm. To come back, ask a supervisor for another invitation link."}},
	Keys: []key{{topicLeave, both{"离开", "Leave"}, ""}},
	Run:  leave, Presses: map[string]press{"leave": pressLeave},
}

// leave lets a person give back a unit, or leave altogether.
func leave(_ context.Context, t *turn, _ string) (bot.Reply, error) {
	m := bot.Message{Text: plain(t.f("离开以后您不能再用，也收不到提醒；办过的事都留在记录里。确定离开吗？",
		"When you leave, you can use this no more and get no reminders; what you did stays in the audit trail. Do you want to leave?"))}
	if len(t.who.Units) > 1 {
		for i, u := range t.who.Units {
			m.Buttons = append(m.Buttons, []bot.Button{button(t.f("不再负责{words}", "Give up {words}", u), fmt.Sprintf("leave:%d:%s", i, fingerprint(u)))})
		}
	}
	m.Buttons = append(m.Buttons, []bot.Button{button(t.f("确认离开", "Leave"), "leave:all"), button(t.f("不离开", "Stay"), "show:menu")})
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

func pressLeave(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	var err error
	said := t.f("您已离开，谢谢您做过的一切。要回来，请督查员再给一个邀请链接。",
		"You have left. Thank you for all you did. To come back, ask a supervisor for another invitation link.")
	if number, print, one := strings.Cut(which, ":"); one {
		i, _ := strconv.Atoi(number)
		if i < 0 || i >= len(t.who.Units) || fingerprint(t.who.Units[i]) != print {
			return toast(t.word(wordStaleList)), nil
		}
		said = t.f("您不再负责{unit}。", "You no longer answer for {unit}.", t.who.Units[i])
		err = t.Diary.Unbind(ctx, t.who.ID, t.who.Units[i], t.who.ID, t.Now)
	} else if which == "all" {
		err = t.Diary.Remove(ctx, t.who.ID, t.who.ID, t.Now)
	} else {
		return toast(t.word(wordStale)), nil
	}
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return bot.Reply{Messages: []bot.Message{{Text: plain(said), Edit: t.MessageID}}}, nil
}
