package talk

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode"

	"duban/bot"
	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/zh"
	"duban/reminders"
)

var featureQuestion = Feature{
	Name: "question", Where: anywhere,
	Topic: topicAsk, Help: []both{{"直接发问题：我按计划原文回答并注明出处；原文没有的，我会说没有。",
		"Send a question in Chinese: I answer in the plan's own words and name the place. What the plan does not say, I say so."},
		{"可以接着问：“那明年呢”“谁负责”“原文怎么说”。",
			"You can ask on from there: next year, who is responsible, the wording of the plan."},
		{"回答下面的👍👎：告诉督查员答得好不好，不记名。",
			"👍👎 under an answer tell the supervisors whether it was any good, without your name."},
		{"在任何对话里打我的名字再写问题，可以把带出处的原文发过去。",
			"Type my name and a question in any chat to send the plan's words there, with their place."}},
	Presses: map[string]press{"ask": pressExample, "vote": pressVote, "whole": pressWhole, "pick": pressChoice, "book": pressBook},
}

// answered shows an answer from the plan with its buttons, and keeps the question in
// the log.
func answered(ctx context.Context, t *turn, a ask.Answer) (bot.Reply, error) {
	message := bot.Message{Text: t.answerText(a, t.book.Plan())}
	if t.several() && a.Intent == ask.IntentAnswer {
		message.Text = append(message.Text, bot.Span{S: "\n" + t.fromPlan(a, t.book.Plan())})
	}
	t.session.Asked = ""
	for i, c := range a.Choices {
		message.Buttons = append(message.Buttons, []bot.Button{button(c, "pick:"+strconv.Itoa(i)+":"+fingerprint(c))})
	}
	var row []bot.Button
	for _, ref := range a.Whole {
		label := t.f("全文", "Full text")
		if len(a.Whole) > 1 {
			label = t.f("{place}全文", "{place}: full text", t.tell(knowledge.PlaceName(ref)))
		}
		if data := "whole:" + ref; len(data) <= maxData && len(row) < maxWhole {
			row = append(row, button(label, data))
		}
	}
	if a.Intent == ask.IntentAnswer && len(a.Choices) == 0 {
		id, err := t.Questions.LogQuestion(ctx, question(t, a), t.ID)
		if err != nil {
			return bot.Reply{}, err
		}
		n := strconv.FormatInt(id, 10)
		row = append(row, button("👍", "vote:up:"+n), button("👎", "vote:down:"+n))
	}
	message.Buttons = append(message.Buttons, oneRow(row)...)
	return bot.Reply{Messages: []bot.Message{message}}, nil
}

const (
	maxData  = 64 // bytes of a Button's Data
	maxWhole = 3  // buttons for whole clauses under one answer
)

// question is what the log keeps of an answer.
func question(t *turn, a ask.Answer) reminders.Question {
	q := reminders.Question{Plan: t.book.Key, Asked: t.Now, Text: strings.TrimSpace(t.Text), Outcome: reminders.Answered}
	if a.Abstained() {
		q.Outcome = string(a.Silence)
	}
	var places []string
	for _, c := range a.Citations {
		if len(places) == 0 || places[len(places)-1] != c.Clause {
			places = append(places, c.Clause)
		}
	}
	q.Places = strings.Join(places, "、")
	return q
}

// pressVote keeps whether an answer helped.
func pressVote(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	way, number, _ := strings.Cut(what, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	vote, known := map[string]int{"up": 1, "down": -1}[way]
	if err != nil || !known {
		return toast(t.word(wordStale)), nil
	}
	switch err := t.Questions.VoteQuestion(ctx, id, vote); {
	case errors.Is(err, reminders.ErrNotFound):
		return t.toast("这条回答太久了，没有记上。请把问题再发一次。",
			"This answer is too old, and the vote was not kept. Please send the question again."), nil
	case err != nil:
		return bot.Reply{}, err
	case vote > 0:
		return t.toast("谢谢，已记下。", "Thank you, noted."), nil
	}
	return t.toast("已记下，督查员会看到这个问题。", "Noted. The supervisors will see this question."), nil
}

// pressWhole sends a clause from its first word to its last.
func pressWhole(_ context.Context, t *turn, ref string) (bot.Reply, error) {
	a, ok := t.book.Asker.Whole(ref)
	if !ok {
		return toast(t.word(wordStaleAnswer)), nil
	}
	t.session.Focus = a.Focus
	return bot.Reply{Messages: []bot.Message{{Text: t.answerText(a, t.book.Plan())}}}, nil
}

// pressChoice asks one of the questions that the newest answer offered.
func pressChoice(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	number, sum, _ := strings.Cut(what, ":")
	i, err := strconv.Atoi(number)
	choices := t.session.Focus.Choices
	if err != nil || i < 0 || i >= len(choices) || fingerprint(choices[i]) != sum {
		return toast(t.word(wordStaleAnswer)), nil
	}
	t.Text, t.session.Focus = choices[i], ask.Focus{}
	return answer(ctx, t)
}

// answer asks the plans, or the diary where the question is about how things stand.
func answer(ctx context.Context, t *turn) (bot.Reply, error) {
	if t.session.Focus.Home = nil; len(t.who.Units) == 1 {
		t.session.Focus.Home = t.who.Units
	}
	a := askPlans(t)
	if f := t.session.Form; f != nil && !f.Away && t.formOf(*f).isSentences() && len(a.Citations) == 0 { // about the form
		m, err := t.Diary.Milestone(ctx, f.Milestone)
		if err == nil {
			return bot.Reply{Messages: []bot.Message{{Text: append(t.askText(m, f.Action), bot.Span{S: "\n" + t.f("目标：“{goal}”（{place}）", "Target: “{goal}” ({place})", zh.Unspaced(m.Goal), t.tell(knowledge.PlaceName(m.Clause)))})}}}, nil
		}
	}
	t.session.Focus = a.Focus
	if a.Intent == ask.IntentStatus {
		return statusQuestion(ctx, t)
	}
	if t.tongue == english && a.Abstained() && !strings.ContainsFunc(t.Text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("计划是中文的，请用中文问，比如：",
			"The plan is in Chinese. Please ask it in Chinese, for example:")), Buttons: examples(t)}}}, nil
	}
	return answered(ctx, t, a)
}
