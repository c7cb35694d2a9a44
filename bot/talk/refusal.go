package talk

import (
	"errors"

	"duban/bot"
	"duban/knowledge/said"
	"duban/reminders"
)

// refusal gives the sentence for an action that was not taken; refused is false
// for trouble that is not the person's.
func (g tongue) refusal(err error) (sentence string, refused bool) {
	if sentence, refused := g.removalRefusal(err); refused {
		return sentence, true
	}
	var state *reminders.StateError
	var told *said.Error
	switch {
	case errors.As(err, &told):
		return g.tell(told.Sentence), true
	case errors.Is(err, reminders.ErrForbidden):
		return g.word(wordNotAllowed), true
	case errors.Is(err, reminders.ErrReasonNeeded):
		return g.word(wordReasonNeeded), true
	case errors.Is(err, reminders.ErrReasonTooLong):
		return g.f("最多{most}字，请精简后再发；发“取消”退出。",
			"At most {most} characters: please shorten it and send it again. Send /cancel to leave.", reminders.MaxReason), true
	case errors.Is(err, reminders.ErrNotFound):
		return g.word(wordStale), true
	case errors.Is(err, reminders.ErrPercent):
		return g.word(wordPercent), true
	case errors.Is(err, reminders.ErrTooMuchEvidence):
		return g.wordTooMuchEvidence(reminders.MaxEvidence), true
	case errors.Is(err, reminders.ErrTooLate):
		return g.f("延期要在期限到来之前申请，现在已经来不及了。请先填报进展，并与督查员联系。",
			"An extension has to be asked for before the due day, and it is too late for that now. Please report the progress and get in touch with a supervisor."), true
	case errors.Is(err, reminders.ErrDay):
		return g.f("新的期限要晚于今天和现在的期限，最多延三年。请重写日期；发“取消”退出。",
			"The new due day has to be later than today and than the present one, by three years at most. Please write another day. Send /cancel to leave."), true
	case errors.Is(err, reminders.ErrUnconfirmed):
		return g.f("目标已经变了，请发“我的任务”看最新的，再确认。",
			"The target has changed. Send /mine to see the new one, then confirm it."), true
	case errors.Is(err, reminders.ErrChanged):
		return g.f("导出之后这项任务又有变动，请重新导出台账再填。",
			"This task has changed since the ledger was exported. Please export it again and fill that one in."), true
	case errors.Is(err, reminders.ErrUrgedToday):
		return g.f("这项今天已经催过了，每天只催一次。", "This was urged today already; once a day is enough."), true
	case errors.Is(err, reminders.ErrNobody):
		return g.f("这个单位没有联系得上的联络员，催办没有人收。请先用“邀请”加单位名补上。",
			"This unit has no liaison yet, so nobody would hear. Please send /invite with the unit's name first."), true
	case errors.Is(err, reminders.ErrHour):
		return g.wordHourRange(reminders.FirstHour, reminders.LastHour), true
	case errors.Is(err, reminders.ErrQuiet):
		return g.f("免打扰的时间要写0点到23点，最长14小时，逾期提醒要有时间送到。",
			"Quiet hours are written from 0 to 23 and last 14 hours at most, so that reminders of what is overdue have time to arrive."), true
	case errors.Is(err, reminders.ErrQuietHour):
		return g.f("免打扰的时间不能包括提醒时间，请先改提醒时间。",
			"The quiet hours must not include the hour of reminders. Please change that first."), true
	case errors.As(err, &state):
		return g.f("这项任务现在是“{from}”，不能{action}。发“我的任务”看最新情况。",
			"This task is now “{from}”, so “{action}” is not possible. Send /mine to see how things stand.", g.label(state.From.Label()), g.label(state.Action.Label())), true
	}
	return "", false
}

// removalRefusal says why a person is not taken out; ok is false for other errors.
func (g tongue) removalRefusal(err error) (sentence string, ok bool) {
	switch {
	case errors.Is(err, reminders.ErrLastAdmin):
		return g.f("这是最后一位督查员，不能移出或离开。请先邀请另一位督查员。",
			"This is the last supervisor, who can neither be removed nor leave. Please invite another supervisor first."), true
	case errors.Is(err, reminders.ErrConfigured):
		return g.f("这位督查员写在配置里（DUBAN_ADMINS），请在那里改，再重新启动。",
			"This supervisor is set in the configuration (DUBAN_ADMINS). Please change that and start again."), true
	}
	return "", false
}

func (g tongue) wordUnknownUnit(said string, units []string) string {
	return g.f("没有找到“{said}”。可选的单位：{units}。",
		"“{said}” was not found. There are these units: {units}.", theirs(said, 20), g.join(units, "、", ", "))
}

// stopped reports whether an error ends a request, with what is then answered.
func (t *turn) stopped(err error) (reply bot.Reply, stop bool, trouble error) {
	if sentence, told := t.refusal(err); told {
		return refused(t, sentence), true, nil
	}
	return bot.Reply{}, err != nil, err
}
