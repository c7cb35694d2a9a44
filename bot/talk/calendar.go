package talk

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"duban/bot"
	"duban/bot/ics"
	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

var featureCalendar = Feature{
	Name:     "calendar",
	Calls:    []string{"calendar *"},
	Examples: []string{"日历", "导出日历"},
	Menu:     both{"日历：期限存进手机日历", "Calendar: deadlines for your phone"}, Shown: workers,
	Keys: []key{{topicWork, both{"日历", "Calendar"}, ""}},
	Run:  sendCalendar,
}

// sendCalendar sends the deadlines of a person's units, or all, as a calendar file.
func sendCalendar(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	units, all := t.scope()
	if len(t.who.Units) > 0 {
		units, all = t.who.Units, false
	}
	if !all && len(units) == 0 {
		return say(t.word(wordReadersOnly)), nil
	}
	open, err := t.Diary.Milestones(ctx, reminders.Filter{Units: units})
	if err != nil {
		return bot.Reply{}, err
	}
	office := voice{t.Bot, chinese} // as is the file's
	var events []ics.Event
	for _, m := range open {
		if m.Done() || !m.Dated() {
			continue
		}
		details := []string{"目标：“" + zh.Unspaced(m.Goal) + "”（" + knowledge.PlaceName(m.Clause).String() + "）", "期限：" + office.dueWords(m), "状态：" + m.Status.Label()}
		events = append(events, ics.Event{ID: fmt.Sprintf("milestone-%d", m.ID), Day: m.Due, Title: office.owners(m) + " " + m.Name() + "到期", Details: strings.Join(details, "\n")})
	}
	if len(events) == 0 {
		return t.say("没有待办的任务。", "There are no open tasks."), nil
	}
	name := "督办期限"
	if len(units) > 0 {
		name = strings.Join(units, "、") + name
	}
	var out bytes.Buffer
	if err := ics.Write(&out, name, events, t.Now); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("期限共{n}条，点开文件就能存进手机日历。有变动请重新导出。",
		"{n} {deadline|deadlines}: open the file to put {it|them} into your calendar. When something changes, export it again.", len(events))), File: &bot.File{Name: shorten(fileName(name), 40) + ".ics", Data: out.Bytes()}}}}, nil
}
