package talk

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/knowledge/zh"
	"duban/reminders"
)

// featureTask takes the steps of a milestone's life, by the buttons under it.
var featureTask = Feature{
	Name:  "task",
	Topic: topicWork, Help: []string{"填报时可以先发照片、文件作佐证，再用一段话写明进展，可以写上“完成80%”。",
		"正在填的表发“取消”就退出；没填完的都留着，按“接着填”继续。"},
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
		return t.toast(wordStale), nil
	}
	view, more, _ := strings.Cut(rest, ":")
	m, err := t.Diary.Milestone(ctx, id)
	if sentence, refused := t.refusal(err); refused {
		return bot.Reply{Toast: sentence}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	step := reminders.Step{Action: a}
	switch {
	case a == reminders.Close && more == fingerprint(m.Goal):
		step.Confirms = m.Goal
	case a == reminders.Grant && more != "":
		if step.Day, err = reminders.ParseDay(more); err != nil || step.Day != m.Wish {
			return t.toast(wordWishChanged), nil
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

// takeStep takes one step with a milestone and has its consequences sent.
func takeStep(ctx context.Context, t *turn, id int64, step reminders.Step) (reminders.Milestone, error) {
	m, err := t.Diary.Act(ctx, id, t.who.ID, stepOf(t, step))
	if err == nil {
		t.Changed()
	}
	return m, err
}

// percentForm finds how far something is, as people write it: 完成80%, 80% done. A target
// of the plan (达到100%) is no such thing.
var percentForm = regexp.MustCompile(`(?:完成|进度)(?:百分比|度|率)?(?:约|到|达|为|是|了)?[:：]?\s*(\d{1,4})\s*%|(\d{1,4})\s*(?:%|per\s?cent)\s*(?:done|complete)`)

// percentIn gives the per cent that a report says is done; 0: none is said.
func percentIn(text string) int {
	m := percentForm.FindStringSubmatch(zh.Fold(text))
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1] + m[2])
	if n == 0 { // written, and not to be taken for nothing said
		return -1
	}
	return n
}

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
