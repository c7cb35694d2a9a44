package talk

import (
	"context"

	"duban/bot"
	"duban/reminders"
)

func (g tongue) wordDone(a reminders.Action) string {
	switch a {
	case reminders.Acknowledge:
		return g.f("已签收。", "Acknowledged.")
	case reminders.Report:
		return g.f("已填报，等督查员审核。", "Reported; a supervisor will verify it.")
	case reminders.Return:
		return g.f("已退回，会通知对方。", "Returned; they will be told.")
	case reminders.Close:
		return g.f("已销号。", "Closed.")
	case reminders.Chase:
		return g.f("已转为督办，从今天起按规则提醒。", "Now followed up: reminders go out by the rules from today on.")
	case reminders.Extend:
		return g.f("已申请延期，等督查员答复；答复之前仍按原来的期限。",
			"Extension asked for; until a supervisor answers, the old due day holds.")
	case reminders.Grant:
		return g.f("已同意延期，会通知对方。", "Extension granted; they will be told.")
	case reminders.Refuse:
		return g.f("已答复不同意，会通知对方。", "Extension refused; they will be told.")
	case reminders.Urge:
		return g.f("已催办，对方马上收到。", "Urged; they hear of it at once.")
	}
	return g.f("已办理。", "Done.")
}

func (g tongue) wordAsk(m reminders.Milestone, a reminders.Action) string {
	example := g.day(m.Due.AddDate(0, 3, 0))
	switch a {
	case reminders.Return:
		return g.f("请写明退回的理由，对方会原样看到。发“取消”退出。",
			"Please give the reason for returning it; they will see it as you write it. Send /cancel to leave.")
	case reminders.Close:
		return g.f("请写明补登销号的依据（如验收文件），会记入台账。发“取消”退出。",
			"Please say on what ground it is closed afterwards (such as the acceptance document); it goes into the ledger. Send /cancel to leave.")
	case reminders.Extend:
		return g.f("请写明理由和希望延到哪一天，如“验收安排在明年春天，延到{example}”。发“取消”退出。",
			"Please give the reason and the day that you ask for, such as “The acceptance visit is in spring; extend to {example}”. Send /cancel to leave.", example)
	case reminders.Grant:
		return g.f("请写明新的期限，如“{example}”；可以附上意见，对方会原样看到。发“取消”退出。",
			"Please give the new due day, such as “{example}”; you can add a remark, and they will see it as you write it. Send /cancel to leave.", example)
	case reminders.Refuse:
		return g.f("请写明不同意延期的理由，对方会原样看到。发“取消”退出。",
			"Please give the reason for refusing the extension; they will see it as you write it. Send /cancel to leave.")
	}
	return g.f("请用一段话写明进展（{most}字以内），我会原样记入台账；可以写上“完成80%”这样的百分比。有佐证的话，先把照片或文件发来。发“取消”退出。",
		"Please tell the progress in one message ({most} characters at most); it goes into the ledger as you write it. You can add how far it is, such as “80% done”. If you have evidence, send the photos or files first. Send /cancel to leave.", reminders.MaxReason)
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
	done := bot.Text{{S: t.owners(m) + " " + m.Name(), Style: bot.Bold}, {S: t.f("：{done}", ": {done}", t.wordDone(f.Action))}}
	reply.Messages = append([]bot.Message{{Text: done}}, reply.Messages...) // the answer first: a chat takes one message a second
	return reply, err
}
