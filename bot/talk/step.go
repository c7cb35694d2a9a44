package talk

import (
	"context"

	"duban/bot"
	"duban/reminders"
)

func (g tongue) wordDone(a reminders.Action) string {
	switch a {
	case reminders.Acknowledge:
		return g.f("已签收。")
	case reminders.Report:
		return g.f("已填报，等督查员审核。")
	case reminders.Return:
		return g.f("已退回，会通知对方。")
	case reminders.Close:
		return g.f("已销号。")
	case reminders.Chase:
		return g.f("已转为督办，从今天起按规则提醒。")
	case reminders.Extend:
		return g.f("已申请延期，等督查员答复；答复之前仍按原来的期限。")
	case reminders.Grant:
		return g.f("已同意延期，会通知对方。")
	case reminders.Refuse:
		return g.f("已答复不同意，会通知对方。")
	case reminders.Urge:
		return g.f("已催办，对方马上收到。")
	}
	return g.f("已办理。")
}

func (g tongue) wordAsk(m reminders.Milestone, a reminders.Action) string {
	example := g.day(m.Due.AddDate(0, 3, 0))
	switch a {
	case reminders.Return:
		return g.f(wordWhyReturn)
	case reminders.Close:
		return g.f(wordWhyClose)
	case reminders.Extend:
		return g.f(wordWhyExtend, example)
	case reminders.Grant:
		return g.f(wordGiveDay, example)
	case reminders.Refuse:
		return g.f(wordWhyRefuse)
	}
	return g.f(wordWhatReport, reminders.MaxReason)
}

// takeStep takes one step with a milestone and has its consequences sent.
func takeStep(ctx context.Context, t *turn, id int64, step reminders.Step) (reminders.Milestone, error) {
	m, err := t.Diary.Act(ctx, id, t.who.ID, stepOf(t, step))
	if err == nil {
		t.Changed()
	}
	return m, err
}

// formTaken says what has become of a milestone by a form, and brings the message under
// which the form was opened up to date.
func formTaken(ctx context.Context, t *turn, m reminders.Milestone, f form) (bot.Reply, error) {
	if f.View == "" {
		card, err := card(ctx, t, m, t.wordDone(f.Action))
		return bot.Reply{Messages: []bot.Message{card}}, err
	}
	reply, err := refresh(ctx, t, m, f.View, f.Message)
	done := bot.Text{{S: t.owners(m) + " " + m.Name(), Style: bot.Bold}, {S: t.f("：%s", t.wordDone(f.Action))}}
	reply.Messages = append([]bot.Message{{Text: done}}, reply.Messages...) // the answer first: a chat takes one message a second
	return reply, err
}
