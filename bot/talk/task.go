package talk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/reminders"
)

// featureTask takes the steps of a milestone's life, by the buttons under it.
var featureTask = Feature{
	Name:  "task",
	Topic: topicWork, Help: []both{{"填报时可以先发照片、文件作佐证，再用一段话写明进展，可以写上“完成80%”。",
		"In a report you can first send photos and files as evidence, then tell the progress in one message, with “80% done” if you like."},
		{"正在填的表发“取消”就退出；没填完的都留着，按“接着填”继续。",
			"/cancel leaves what you are filling in; what is not finished is kept: press “Go on”."}},
	Shown:   workers,
	Presses: taskPresses(),
	Form:    &formOf{sentences: true, fill: fillTask, again: taskAgain, attach: attach},
}

// taskPresses are the card's, and one for each step.
func taskPresses() map[string]press {
	all := map[string]press{"card": pressCard, "form": pressForm, "pile": pressPile}
	for _, a := range []reminders.Action{reminders.Acknowledge, reminders.Report, reminders.Return, reminders.Close, reminders.Chase,
		reminders.Extend, reminders.Grant, reminders.Refuse, reminders.Urge} {
		all[string(a)] = func(ctx context.Context, t *turn, data string) (bot.Reply, error) {
			return pressAction(ctx, t, a, data)
		}
	}
	return all
}

// pressAction takes a step with a milestone, or opens the form that it needs. more is
// what the button showed and is agreed to by its press.
func pressAction(ctx context.Context, t *turn, a reminders.Action, data string) (bot.Reply, error) {
	number, rest, _ := strings.Cut(data, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return toast(t.word(wordStale)), nil
	}
	view, more, _ := strings.Cut(rest, ":")
	m, err := t.Diary.Milestone(ctx, id)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	step := reminders.Step{Action: a}
	switch {
	case a == reminders.Close && more == fingerprint(m.Goal):
		step.Confirms = m.Goal
	case a == reminders.Grant && more != "":
		if step.Day, err = reminders.ParseDay(more); err != nil || step.Day != m.Wish {
			return t.toast("这个申请已经变了或答复过了，请发“我的任务”看最新情况。",
				"This request has changed or was answered already. Send /mine to see how things stand."), nil
		}
	}
	ask := reminders.NeedsWords(m, a, t.today(t.Now)) || a == reminders.Grant && step.Day == 0
	if ask && slices.Contains(reminders.Actions(m, t.who, t.today(t.Now)), a) {
		before := t.session.Form
		t.open(form{Of: "task", Action: a, Milestone: id, Confirms: step.Confirms, View: view, Message: t.MessageID})
		reply, err := asked(ctx, t, *t.session.Form)
		if err != nil || before == nil || before.same(*t.session.Form) || !before.filled() {
			return reply, err
		}
		return t.keptOnes(ctx, reply)
	}
	m, err = takeStep(ctx, t, id, step)
	if sentence, refused := t.refusal(err); refused {
		return overtaken(ctx, t, form{Action: a, Milestone: id, View: view, Message: t.MessageID}, sentence, err)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := refresh(ctx, t, m, view, t.MessageID)
	reply.Toast = t.wordDone(a)
	return reply, err
}

// taskAgain repeats what was said of a form that was taken.
func taskAgain(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	m, err := t.Diary.Milestone(ctx, f.Milestone)
	if err != nil {
		return bot.Reply{}, err
	}
	return formTaken(ctx, t, m, f)
}
