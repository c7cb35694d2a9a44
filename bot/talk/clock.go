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
		return t.say("机器的时钟没有疑问，现在是%s。", t.at(t.Now.In(t.Location), "2006年1月2日15:04")), nil
	}
	var out bot.Message
	t.doubt(&out, reminders.DayOf(m.Doubt.Expected, t.Location), t.today(t.Now))
	return bot.Reply{Messages: []bot.Message{out}}, nil
}

// doubt says that the clock is not believed, and asks whether it is right.
func (v voice) doubt(m *bot.Message, expected, shown reminders.Day) {
	paragraph(m, v.f(wordDoubt, v.day(expected), v.day(shown), v.day(shown)))
	m.Buttons = append(m.Buttons, []bot.Button{button(v.f("确认今天是%s", v.day(shown)), "clock:"+shown.String())})
}

func pressClock(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	day, err := reminders.ParseDay(which)
	if err != nil {
		return t.toast(wordStale), nil
	}
	if day != t.today(t.Now) { // somebody reads it on another day, or the clock has changed again
		return t.toast("现在是%s，不是%s了。请发“时钟”看最新情况。", t.day(t.today(t.Now)), t.day(day)), nil
	}
	_, err = t.Diary.ConfirmClock(ctx, t.who.ID, t.Now)
	if errors.Is(err, reminders.ErrNotFound) {
		return t.toast("时钟已经没有疑问，不用确认了。"), nil
	}
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("已确认今天是%s，提醒照此发送。", t.day(day))), Edit: t.MessageID}}}, nil
}
