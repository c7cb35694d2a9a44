package talk

import (
	"context"
	"regexp"
	"strconv"
	"time"

	"duban/bot"
	"duban/knowledge/zh"
	"duban/reminders"
)

var featureHours = Feature{
	Name:     "hours",
	Calls:    []string{"hours change? mine? what? night? remind? not? <amount> <text>", "remind not|change mine? night? <amount>"},
	Examples: []string{"我的提醒", "提醒时间 10点", "免打扰 21点到8点"},
	Menu:     both{"我的提醒：时间和免打扰", "My reminders: time and quiet hours"}, Shown: workers,
	Topic: topicRemind, Help: []both{{"到期前、当天和逾期后按规则提醒，遇节假日到期前的提前、到期后的顺延；填报之后不再催。",
		"Reminders come before the due day, on it and after it, by the rules; on holidays those before come earlier and those after come later. After a report nothing more is asked."},
		{"“我的提醒”改自己的时间、设免打扰；提醒下面的按钮可以把没到期的推迟。逾期的照常提醒。",
			"/hours changes your own time and sets quiet hours; the buttons under a reminder put off what is not due yet. What is overdue is reminded of as usual."}},
	Keys: []key{{topicRemind, both{"我的提醒", "My reminders"}, ""}},
	Run:  hours, Presses: map[string]press{"snooze": pressSnooze},
}

var (
	hourForm  = regexp.MustCompile(`^(?:提醒时间|at)?\s*(?:改(?:为|到)|设为)?\s*(?:(默认|恢复默认|default)|(?:上午|早上)?(\d{1,2})\s*(?:点|时|:00)?)$`)
	quietForm = regexp.MustCompile(`^(?:免打扰|quiet)?\s*(?:(关|关闭|取消|off)|(?:晚上)?(\d{1,2})\s*(?:点|时|:00)?\s*(?:到|至|-|—|~|to)\s*(?:次日|第二天)?(?:早上)?(\d{1,2})\s*(?:点|时|:00)?)$`)
)

// hours shows and changes when a person is reminded: at an hour of their own, and not
// in their quiet hours.
func hours(ctx context.Context, t *turn, args string) (bot.Reply, error) {
	rule := t.settings().Rule.Hour
	h := t.who.Hours
	words := zh.Fold(args)
	hour, quiet := hourForm.FindStringSubmatch(words), quietForm.FindStringSubmatch(words)
	switch {
	case hour != nil && hour[1] != "":
		h.Own = 0
	case hour != nil:
		h.Own, _ = strconv.Atoi(hour[2])
		if h.Own == 0 {
			return say(t.wordHours(t.who.Hours, rule) + "\n" + t.wordHourRange(reminders.FirstHour, reminders.LastHour)), nil
		}
	case quiet != nil && quiet[1] != "":
		h.QuietFrom, h.QuietTo = 0, 0
	case quiet != nil:
		h.QuietFrom, _ = strconv.Atoi(quiet[2])
		h.QuietTo, _ = strconv.Atoi(quiet[3])
		h.QuietFrom, h.QuietTo = h.QuietFrom%24, h.QuietTo%24
	default:
		return say(t.wordHours(h, rule) + "\n" + t.f("要改请发，如：“提醒时间 10点”“提醒时间 默认”“免打扰 21点到8点”“免打扰 关”。提醒下面的按钮可以把没到期的推迟；逾期的照常提醒。",
			"To change it, send for example “/hours 10”, “/hours default”, “/hours quiet 21 to 8” or “/hours quiet off”. The buttons under a reminder put off what is not due yet; what is overdue is reminded of as usual.")), nil
	}
	err := t.Diary.SetHours(ctx, t.who.ID, h, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return say(t.f("已改，从下一次提醒起算。", "Changed, from the next reminder on.") + "\n" + t.wordHours(h, rule)), nil
}

// snoozes are the ways to put a reminder off, by what their buttons carry.
var snoozes = []struct {
	label both
	data  string
	days  func(today time.Weekday) int
}{
	{both{"明天再提醒", "Tomorrow"}, "1", func(time.Weekday) int { return 1 }},
	{both{"3天后", "In 3 days"}, "3", func(time.Weekday) int { return 3 }},
	{both{"下周", "Next week"}, "week", func(today time.Weekday) int { return (7-int(today))%7 + 1 }}, // the next Monday
}

// snoozeButtons lets a person put off what a message reminds them of and is not due yet.
func (g tongue) snoozeButtons(items []reminders.Item) []bot.Button {
	for _, i := range items {
		if !i.Notice && !i.Kind.Digest() && i.DaysLeft > 0 && len(i.Unserved) == 0 {
			var row []bot.Button
			for _, s := range snoozes {
				row = append(row, button(g.word(s.label), "snooze:"+s.data))
			}
			return row
		}
	}
	return nil
}

// pressSnooze puts off what the message reminded of.
func pressSnooze(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	days := 0
	for _, s := range snoozes {
		if s.data == which {
			days = s.days(t.Now.In(t.Location).Weekday())
		}
	}
	if days == 0 {
		return toast(t.word(wordStale)), nil
	}
	put, err := t.Diary.Snooze(ctx, t.who.ID, t.MessageID, days, t.Calendar, t.Location, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	if len(put) == 0 {
		return t.toast("这条提醒里的任务已经到期或办过了，不能推迟。",
			"What this reminder is about is due or done already and cannot be put off."), nil
	}
	until := map[reminders.Day]int{}
	var order []reminders.Day
	for _, z := range put {
		if until[z.Until]++; until[z.Until] == 1 {
			order = append(order, z.Until)
		}
	}
	var parts []string
	for _, day := range order {
		parts = append(parts, t.f("{n}项推迟到{day}", "{n} {task|tasks} until {day}", until[day], t.day(day)))
	}
	return t.toast("好的，{parts}再提醒。逾期的照常提醒。",
		"Put off: {parts}. What is overdue is reminded of as usual.", t.join(parts, "，", ", ")), nil
}

func (g tongue) wordHours(h reminders.Hours, rule int) string {
	s := g.f("您的提醒时间是{at}点", "You are reminded at {at}:00", h.At(rule))
	if h.Own == 0 {
		s += g.inBrackets(g.f("按规则", "by the rules"))
	}
	if h.QuietFrom == h.QuietTo {
		return s + g.f("，没有设免打扰。", ", and have no quiet hours.")
	}
	return s + g.f("，{quietFrom}点到{quietTo}点免打扰，其间的消息过后送到。",
		"; quiet from {quietFrom}:00 to {quietTo}:00, and what comes up then is sent afterwards.", h.QuietFrom, h.QuietTo)
}
