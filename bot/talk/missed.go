package talk

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/bot"
	"duban/knowledge/ask"
	"duban/reminders"
)

var featureMissed = Feature{
	Name:     "unanswered",
	Calls:    []string{"unanswered *"},
	Examples: []string{"没答上的问题", "有哪些问题没答上来"},
	Menu:     both{"没答上的问题", "Missed questions"}, Roles: supervisors,
	Topic: topicPlans, Help: []both{{"“没答上的问题”：可以指定出处、导出表格；“常见问答”“别名”教我认得常用的问法和叫法。",
		"/unanswered: name the place that answers a missed question, or export them. /faq and /alias teach me usual questions and names."}},
	Keys:    []key{{topicPlans, both{"没答上的问题", "Missed questions"}, ""}},
	Run:     func(ctx context.Context, t *turn, _ string) (bot.Reply, error) { return missed(ctx, t, 0, "") },
	Presses: map[string]press{"missed": pressMissed, "teach": pressTeach},
	Form:    &formOf{fill: fillPlace, again: func(ctx context.Context, t *turn, f form) (bot.Reply, error) { return tied(ctx, t, f.Phrase) }},
}

// missedGroup is one wording of a question that people missed an answer to.
type missedGroup struct {
	newest reminders.Question
	times  int
}

// missedGroups gives the wordings that are not tied to a place yet, the newest first.
func missedGroups(ctx context.Context, t *turn) ([]missedGroup, error) {
	all, err := t.Questions.MissedQuestions(ctx, t.book.Key)
	if err != nil {
		return nil, err
	}
	taught := map[string]bool{}
	for _, l := range t.book.Lessons.All() {
		taught[l.Says] = l.Kind == ask.FAQ
	}
	var groups []missedGroup
	place := map[string]int{}
	for _, q := range all {
		i, seen := place[q.Text]
		switch {
		case taught[q.Text]:
		case seen:
			groups[i].times++
		default:
			place[q.Text] = len(groups)
			groups = append(groups, missedGroup{q, 1})
		}
	}
	return groups, nil
}

// missed shows a supervisor one page of the questions that got no answer, or one that
// did not help; edit is the message that shows them already, if any.
func missed(ctx context.Context, t *turn, page int, edit string) (bot.Reply, error) {
	groups, err := missedGroups(ctx, t)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(groups) == 0 {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("没有没答上的问题，也没有被点踩的回答。",
			"No question was missed, and no answer was voted down.")), Edit: edit}}}, nil
	}
	p := pageOf(len(groups), pageSize, page)
	text := bot.Text{{S: t.f("没答上或被点踩的问题{n}个：", "{n} missed or voted down:", len(groups)), Style: bot.Bold}}
	var teach []bot.Button
	for i, g := range groups[p.from:p.to] {
		n := p.from + i + 1
		text = append(text, bot.Span{S: "\n" + t.f("{n}. {text}（{outcome}，{times}次）",
			"{n}. {text} ({outcome}, {times} {time|times})", n, quote(g.newest.Text, 60), t.word(outcomeWord(g.newest)), g.times)})
		teach = append(teach, button(t.f("{n} 指定出处", "{n} Name the place", n), "teach:"+strconv.FormatInt(g.newest.ID, 10)))
	}
	keys := inRows(teach, 3)
	turns := append(t.turns(p, "missed"), button(t.f("导出表格", "Export"), "missed:csv"))
	return bot.Reply{Messages: []bot.Message{{Text: text, Buttons: append(keys, turns), Edit: edit}}}, nil
}

func outcomeWord(q reminders.Question) both {
	if q.Vote < 0 {
		return both{"被点踩", "voted down"}
	}
	switch ask.Silence(q.Outcome) {
	case ask.NotStipulated:
		return both{"计划没有规定", "not stipulated by the plan"}
	case ask.NotFound:
		return both{"没有找到", "not found"}
	case ask.OutsidePlan:
		return both{"计划范围外", "outside the plan"}
	case ask.Unclear:
		return both{"没看懂", "not understood"}
	case ask.Refused:
		return both{"不作回答", "not to be answered"}
	}
	return both{"已答", "answered"}
}

func pressMissed(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	if what != "csv" {
		page, _ := strconv.Atoi(what)
		return missed(ctx, t, page, t.MessageID)
	}
	all, err := t.Questions.MissedQuestions(ctx, t.book.Key)
	if err != nil {
		return bot.Reply{}, err
	}
	var file strings.Builder
	if err := WriteCSV(&file, QuestionRows(all, t.Location)); err != nil {
		return bot.Reply{}, err
	}
	name := "未答问题" + t.Now.In(t.Location).Format("20060102") + ".csv"
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("没答上和被点踩的问题共{n}条，不含提问人。",
		"Questions missed or voted down: {n}. Who asked is not kept.", len(all))), File: &bot.File{Name: name, Data: []byte(file.String())}}}}, nil
}

// QuestionRows gives the log of questions as the rows of a table, a heading first.
func QuestionRows(all []reminders.Question, location *time.Location) [][]string {
	rows := [][]string{{"时间", "问题", "结果", "出处", "评价"}}
	for _, q := range all {
		vote := map[int]string{1: "有用", -1: "没用"}[q.Vote]
		result := string(outcomeWord(q).ZH)
		if q.Outcome == reminders.Answered {
			result = "已答"
		}
		rows = append(rows, []string{q.Asked.In(location).Format("2006-01-02 15:04"), q.Text, result, q.Places, vote})
	}
	return rows
}

// pressTeach asks a supervisor for the place that answers a missed question.
func pressTeach(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	id, err := strconv.ParseInt(what, 10, 64)
	if err != nil {
		return toast(t.word(wordStale)), nil
	}
	groups, err := missedGroups(ctx, t)
	if err != nil {
		return bot.Reply{}, err
	}
	i := slices.IndexFunc(groups, func(g missedGroup) bool { return g.newest.ID == id })
	if i < 0 {
		return t.toast("这个问题已经处理过了，请发“没答上的问题”看最新的。",
			"This question has been dealt with. Send /unanswered to see the newest."), nil
	}
	t.session.Form = &form{Of: "unanswered", Phrase: groups[i].newest.Text}
	return bot.Reply{Messages: []bot.Message{{Text: bot.Text{{S: groups[i].newest.Text, Style: bot.Bold}, {S: "\n" + t.wordAskPlace(t.book.Plan())}}}}}, nil
}

// fillPlace takes the place for the open form.
func fillPlace(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	reply, ok, err := learn(ctx, t, ask.Lesson{Kind: ask.FAQ, Says: f.Phrase, Means: strings.TrimSpace(t.Text)})
	if err != nil {
		return bot.Reply{}, err
	}
	if !ok {
		reply.Messages[0].Text = append(reply.Messages[0].Text, bot.Span{S: t.word(wordCancelForm)})
		return reply, nil
	}
	t.close(f)
	return tied(ctx, t, f.Phrase)
}
