package talk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"duban/bot"
	"duban/reminders"
)

// data is what a button carries that acts on a form.
func (f form) data(what string) string {
	return fmt.Sprintf("form:%s:%s:%d:%s", what, string(f.Action), f.Milestone, f.content())
}

// content is a fingerprint of what is written and sent.
func (f form) content() string {
	all := f.words()
	for _, v := range f.Evidence {
		all += "\x00" + v.Hash
	}
	return fingerprint(all)
}

// fillTask takes a report, a reason or a date for the open form: at once where it is
// plainly that, else when the person has seen it shown back.
func fillTask(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	if sentence := t.write(&f); sentence != "" {
		return say(sentence), nil
	}
	if f.Day == 0 && (f.Action == reminders.Extend || f.Action == reminders.Grant) {
		if f.Action == reminders.Extend {
			t.session.Form = &f
		}
		return t.say("请写明到哪一天，如“2022年3月31日”，可以和理由写在一起。发“取消”退出。",
			"Please say until which day, such as “31 March 2022”; it may stand together with the reason. Send /cancel to leave."), nil
	}
	if !t.plain || f.Unsure || f.Away {
		f.Unsure, f.Doubted, t.session.Form = true, nil, &f
		return shownBack(ctx, t, f, "")
	}
	return submit(ctx, t, f)
}

// write adds the message to the form, or gives the sentence that says why not: then the
// form is as it was.
func (t *turn) write(f *form) (refusal string) {
	with := *f
	with.add(part{t.MessageID, strings.TrimSpace(t.Text)})
	n := utf8.RuneCountInString(with.words())
	switch {
	case n > reminders.MaxReason:
		return t.f("一共{n}字，最多{most}字，这一条没有记下。请精简后再发；发“取消”退出。",
			"That makes {n} {character|characters}, and {most} are the most: this message was not kept. Please shorten it and send it again. Send /cancel to leave.", n, reminders.MaxReason)
	case f.Action == reminders.Report && (with.percent() < 0 || with.percent() > 100):
		return t.word(wordPercent)
	}
	if f.Action == reminders.Extend || f.Action == reminders.Grant {
		today := t.today(t.Now)
		if day, ok := dayIn(t.Text, today.In(t.Location, 0)); ok {
			with.Day = reminders.DayOf(day, day.Location())
		}
	}
	*f = with
	return ""
}

// shownBack shows what a form has, and asks whether to take it so. head says what has just
// happened, if anything.
func shownBack(ctx context.Context, t *turn, f form, head string) (bot.Reply, error) {
	m, err := t.Diary.Milestone(ctx, f.Milestone)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	var text bot.Text
	if head != "" {
		text = plain(head + "\n")
	}
	text = append(text, bot.Span{S: t.owners(m) + " " + m.Name(), Style: bot.Bold})
	var keys []bot.Button
	verb := t.label(f.Action.Label())
	if words := f.words(); words != "" {
		text = append(text, bot.Span{S: "\n"}, bot.Span{S: words, Style: bot.Quote}, bot.Span{S: "\n"})
		keys = append(keys, button(t.f("照此{verb}", "{verb} as it stands", verb), f.data("yes")), button(t.f("重写", "Write anew"), f.data("again")))
	} else {
		text = append(text, bot.Span{S: "\n"})
	}
	if f.Day != 0 {
		text = append(text, bot.Span{S: t.f("延到{day}。", "Until {day}. ", t.day(f.Day))})
	}
	if n := len(f.Evidence); n > 0 {
		text = append(text, bot.Span{S: t.f("佐证{n}件。", "{n} {file|files} of evidence. ", n)})
	}
	switch {
	case len(f.Parts) == 0:
		text = append(text, bot.Span{S: t.f("还可以再发；最后用一段话写明进展，就完成填报。",
			"You can send more; to finish the report, tell the progress in one message.")})
	case f.Action == reminders.Report:
		text = append(text, bot.Span{S: t.f("可以接着写，也可以再发照片或文件。照此填报？",
			"You can write on, or send photos or files. Report as it stands?")})
	default:
		text = append(text, bot.Span{S: t.f("可以接着写。照此{verb}？", "You can write on. {verb} as it stands?", verb)})
	}
	keys = append(keys, button(t.f("先不填", "Later"), f.data("no")))
	return bot.Reply{Messages: []bot.Message{{Text: text, Buttons: [][]bot.Button{keys}}}}, nil
}

// submit takes the step that the form is for.
func submit(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	step := reminders.Step{Action: f.Action, Words: f.words(), Percent: f.percent(), Evidence: f.Evidence, Confirms: f.Confirms, Day: f.Day}
	m, err := takeStep(ctx, t, f.Milestone, step)
	if sentence, refused := t.refusal(err); refused {
		if mendable(err) { // the open form is as it was before these words
			if errors.Is(err, reminders.ErrDay) {
				t.session.Form.Day = 0
			}
			return say(sentence), nil
		}
		t.close(f)
		return overtaken(ctx, t, f, sentence, err)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.close(f)
	reply, err := formTaken(ctx, t, m, f)
	if err != nil {
		return bot.Reply{}, err
	}
	if t.Press != "" { // in the place of what was shown back
		reply.Messages[0].Edit = t.Request.MessageID
	}
	first, err := t.keptOnes(ctx, bot.Reply{Messages: reply.Messages[:1:1]})
	reply.Messages = append(first.Messages, reply.Messages[1:]...)
	return reply, err
}

// mendable tells whether the person can write the text again, better.
func mendable(err error) bool {
	for _, fault := range []error{reminders.ErrReasonNeeded, reminders.ErrReasonTooLong, reminders.ErrPercent, reminders.ErrDay} {
		if errors.Is(err, fault) {
			return true
		}
	}
	return false
}

// pressForm carries out the buttons of a form that is open or kept.
func pressForm(ctx context.Context, t *turn, data string) (bot.Reply, error) {
	parts := strings.Split(data, ":")
	if len(parts) != 4 {
		return toast(t.word(wordStale)), nil
	}
	id, _ := strconv.ParseInt(parts[2], 10, 64)
	wanted := form{Of: "task", Action: reminders.Action(parts[1]), Milestone: id}
	if open := t.session.Form; open == nil || !open.same(wanted) {
		i := slices.IndexFunc(t.session.Kept, wanted.same)
		if i < 0 {
			return t.toast("这张表已经填完或不要了，请发“我的任务”看最新情况。",
				"This form was finished or dropped. Send /mine to see how things stand."), nil
		}
		t.open(t.session.Kept[i])
	}
	f := *t.session.Form
	f.Away, f.Offered = false, false
	t.session.Form = &f
	switch parts[0] {
	case "yes":
		if f.content() != parts[3] {
			return shownBack(ctx, t, f, t.f("内容又有变动，现在是：", "It has changed since, and is now:"))
		}
		return submit(ctx, t, f)
	case "mine":
		if f.Doubted == nil {
			return toast(t.word(wordStale)), nil
		}
		t.Text, t.Request.MessageID, t.Press = f.Doubted.Text, f.Doubted.Message, ""
		return fillTask(ctx, t, f)
	case "again":
		f.Parts, f.Day, f.Unsure = nil, 0, false
		return asked(ctx, t, f)
	case "on":
		return asked(ctx, t, f)
	case "no":
		return leaveForm(ctx, t)
	case "drop":
		t.session.Form = nil
		return bot.Reply{Toast: t.f("已放弃。", "Discarded."), Messages: []bot.Message{{Text: plain(t.f("好的，这张没填完的表已经放弃，台账没有变。",
			"Very well, the unfinished form is dropped; the ledger is unchanged.")), Edit: t.MessageID}}}, nil
	}
	return toast(t.word(wordStale)), nil
}

// asked says what the open form asks for, and shows what it has.
func asked(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	if f.filled() {
		return shownBack(ctx, t, f, t.f("先前的都留着，接着填：", "What you had is kept. Go on:"))
	}
	m, err := t.Diary.Milestone(ctx, f.Milestone)
	if sentence, refused := t.refusal(err); refused {
		return say(sentence), nil
	}
	return bot.Reply{Messages: []bot.Message{{Text: t.askText(m, f.Action)}}}, err
}

// askText is what a form asks for.
func (t *turn) askText(m reminders.Milestone, a reminders.Action) bot.Text {
	return bot.Text{{S: t.owners(m) + " " + m.Name(), Style: bot.Bold}, {S: "\n" + t.wordAsk(m, a)}}
}
