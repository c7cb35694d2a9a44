package talk

import (
	"context"
	"errors"

	"duban/bot"
	"duban/reminders"
)

// featureClock lets a supervisor say that the machine's clock is right though it has
// jumped: reminders wait for that.
var featureClock = Feature{
	Name: "clock", Calls: []string{"clock what? wrong? who?"}, Examples: []string{"时钟", "时钟错了"}, Roles: supervisors,
	Run: func(ctx context.Context, t *turn, _ string) (bot.Reply, error) { return clock(ctx, t) }, Presses: map[string]press{"clock": pressClock},
}

func clock(ctx context.Context, t *turn) (bot.Reply, error) {
	m, err := t.Diary.ClockMark(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	if !m.Doubt.Some() {
		return t.say("机器的时钟没有疑问，现在是{time}。",
			"The machine's clock is not in doubt. It is {time}.", t.at(t.Now.In(t.Location), "2006年1月2日15:04", "2 January 2006, 15:04")), nil
	}
	var out bot.Message
	t.doubt(&out, reminders.DayOf(m.Doubt.Expected, t.Location), t.today(t.Now))
	return bot.Reply{Messages: []bot.Message{out}}, nil
}

// doubt says that the clock is not believed, and asks whether it is right.
func (v voice) doubt(m *bot.Message, expected, shown reminders.Day) {
	paragraph(m, v.f("机器的时钟可能不对：应当是{day}，却成了{day2}。为免错发，提醒都先停下；时间改回来，就照常发。如果今天确实是{day3}，请按下面的按钮确认；不是，请人校准机器的时间。",
		"The machine's clock may be wrong: it should be {day}, but it says {day2}. So that nothing is sent by mistake, no reminders are sent; they go on when the clock is back. If today really is {day3}, please confirm it with the button below; if not, please have the machine's clock set.", v.day(expected), v.day(shown), v.day(shown)))
	m.Buttons = append(m.Buttons, []bot.Button{button(v.f("确认今天是{day}", "Confirm that today is {day}", v.day(shown)), "clock:"+shown.String())})
}

func pressClock(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	day, err := reminders.ParseDay(which)
	if err != nil {
		return toast(t.word(wordStale)), nil
	}
	if day != t.today(t.Now) { // somebody reads it on another day, or the clock has changed again
		return t.toast("现在是{day}，不是{day2}了。请发“时钟”看最新情况。",
			"It is {day} now, no longer {day2}. Send /clock to see how things stand.", t.day(t.today(t.Now)), t.day(day)), nil
	}
	_, err = t.Diary.ConfirmClock(ctx, t.who.ID, t.Now)
	if errors.Is(err, reminders.ErrNotFound) {
		return t.toast("时钟已经没有疑问，不用确认了。", "The clock is in doubt no more; nothing has to be confirmed."), nil
	}
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("已确认今天是{day}，提醒照此发送。",
		"Confirmed: today is {day}. Reminders are sent accordingly.", t.day(day))), Edit: t.MessageID}}}, nil
}
