package talk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/bot/office"
	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/said"
)

var featureFAQ = Feature{
	Name: "faq", Calls: []string{"faq <text>"}, Examples: []string{"常见问答"}, Roles: supervisors,
	Run: func(ctx context.Context, t *turn, args string) (bot.Reply, error) {
		return teach(ctx, t, ask.FAQ, args)
	},
	Presses: map[string]press{"lesson": pressLesson},
}

var featureAlias = Feature{
	Name: "alias", Calls: []string{"alias <text>"}, Examples: []string{"别名"}, Roles: supervisors,
	Run: func(ctx context.Context, t *turn, args string) (bot.Reply, error) {
		return teach(ctx, t, ask.Alias, args)
	},
}

// teach lists the lessons of a kind, or adds one: 问法 = 第十条.
func teach(ctx context.Context, t *turn, kind ask.LessonKind, args string) (bot.Reply, error) {
	if args == "" {
		return lessons(t, kind, 0, "")
	}
	at := strings.LastIndexAny(args, "=＝")
	if at < 0 {
		return say(t.wordHowToTeach(kind, t.book.Plan())), nil
	}
	_, means, _ := strings.Cut(strings.Replace(args[at:], "＝", "=", 1), "=")
	one := ask.Lesson{Kind: kind, Says: strings.TrimSpace(args[:at]), Means: strings.TrimSpace(means)}
	reply, ok, err := learn(ctx, t, one)
	if !ok || err != nil {
		return reply, err
	}
	if kind == ask.FAQ {
		return tied(ctx, t, one.Says)
	}
	return t.say("记住了，以后“{says}”就是“{means}”。",
		"Learnt. From now on “{says}” means “{means}”.", said.Theirs(one.Says), said.Theirs(one.Means)), nil
}

// learn keeps a lesson; ok is false where the reply says why not.
func learn(ctx context.Context, t *turn, one ask.Lesson) (reply bot.Reply, ok bool, err error) {
	var fault *said.Error
	switch err := t.book.Lessons.Add(one); {
	case errors.As(err, &fault):
		return t.say("{sentence}。", "{sentence}.", t.tell(fault.Sentence)), false, nil
	case err != nil:
		return bot.Reply{}, false, err
	}
	return bot.Reply{}, true, t.noteLessons(ctx)
}

// noteLessons has the trail say who has changed the lessons.
func (t *turn) noteLessons(ctx context.Context) error {
	name, sum, err := t.book.Lessons.File()
	if err != nil || name == "" {
		return err
	}
	return t.Diary.NoteFile(ctx, office.LessonsName+"/"+name, sum, t.who.ID, t.Now)
}

// kindNames stand for the kinds in the data of buttons.
var kindNames = map[string]ask.LessonKind{"faq": ask.FAQ, "alias": ask.Alias}

func nameOf(kind ask.LessonKind) string {
	for name, k := range kindNames {
		if k == kind {
			return name
		}
	}
	return ""
}

// lessons shows one page of the lessons of a kind; edit is the message that shows
// them already, if any.
func lessons(t *turn, kind ask.LessonKind, page int, edit string) (bot.Reply, error) {
	all := slices.DeleteFunc(t.book.Lessons.All(), func(l ask.Lesson) bool { return l.Kind != kind })
	how := t.wordHowToTeach(kind, t.book.Plan())
	if len(all) == 0 {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("还没有{kind}。", "{kind}: none yet. ", t.word(kindWord(kind))) + how), Edit: edit}}}, nil
	}
	p := pageOf(len(all), pageSize, page)
	text := bot.Text{{S: t.f("{kind}{n}条：", "{kind}, {n}:", t.word(kindWord(kind)), len(all)), Style: bot.Bold}}
	var remove []bot.Button
	for i, l := range all[p.from:p.to] {
		n := p.from + i + 1
		text = append(text, bot.Span{S: fmt.Sprintf("\n%d. %s → %s", n, said.Quote(l.Says), said.Quote(l.Means))})
		remove = append(remove, button(t.f("删{n}", "Remove {n}", n), "lesson:"+nameOf(kind)+":del:"+strconv.Itoa(n-1)+":"+fingerprint(l.Says)))
	}
	turns := t.turns(p, "lesson:"+nameOf(kind)+":page")
	text = append(text, bot.Span{S: "\n" + how})
	return bot.Reply{Messages: []bot.Message{{Text: text, Buttons: append(inRows(remove, pageSize), oneRow(turns)...), Edit: edit}}}, nil
}

// pressLesson turns a page of the lessons or takes one out.
func pressLesson(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	parts := strings.Split(what, ":")
	kind, known := kindNames[parts[0]]
	if !known || len(parts) < 3 {
		return toast(t.word(wordStale)), nil
	}
	n, err := strconv.Atoi(parts[2])
	if err != nil {
		return toast(t.word(wordStale)), nil
	}
	if parts[1] == "page" {
		return lessons(t, kind, n, t.MessageID)
	}
	all := slices.DeleteFunc(t.book.Lessons.All(), func(l ask.Lesson) bool { return l.Kind != kind })
	if parts[1] != "del" || len(parts) != 4 || n < 0 || n >= len(all) || fingerprint(all[n].Says) != parts[3] {
		return t.toast("清单已经变了，请再发一次看最新的。", "The list has changed. Please send for it again."), nil
	}
	if err := errors.Join(t.book.Lessons.Remove(all[n]), t.noteLessons(ctx)); err != nil {
		return bot.Reply{}, err
	}
	reply, err := lessons(t, kind, n/pageSize, t.MessageID)
	reply.Toast = t.f("已删除。", "Removed.")
	return reply, err
}

func kindWord(kind ask.LessonKind) both {
	if kind == ask.FAQ {
		return both{"常见问答", "Usual questions"}
	}
	return both{"别名", "Other names"}
}

// placeExamples gives ways to name a place of the plan: a clause, and a cell where
// there is an annex. They are the plan's words, as they have to be written.
func (g tongue) placeExamples(p *knowledge.Plan) string {
	example := ""
	for _, c := range p.Clauses {
		if c.Parent == "" {
			example = "“第" + strings.Trim(c.No, "（）第条、.") + "条”"
			break
		}
	}
	for _, c := range p.Cells() {
		if c.Text != "" {
			example += g.f("，或附件的格，如“{words}”",
				", or a cell of the annex, such as “{words}”", fmt.Sprintf("%s%d年%s", c.Unit, c.Year, c.Project))
			break
		}
	}
	return example
}

func (g tongue) wordAskPlace(p *knowledge.Plan) string {
	return g.f("请写这个问题的出处：条号，如{places}。发“取消”退出。",
		"Please name the place that answers this question: the clause, such as {places}. Send /cancel to leave.", g.placeExamples(p))
}

func (g tongue) wordHowToTeach(kind ask.LessonKind, p *knowledge.Plan) string {
	if kind == ask.FAQ {
		return g.f("要加一条，请发“常见问答 问法 = 出处”。出处写条号，如{places}。",
			"To add one, send “/faq question = place”. The place is the clause, such as {places}.", g.placeExamples(p))
	}
	return g.f("要加一条，请发“别名 叫法 = 计划里的名称”。", "To add one, send “/alias name = name in the plan”.")
}

// tied shows what a question that was tied to a place is answered from now on.
func tied(_ context.Context, t *turn, phrase string) (bot.Reply, error) {
	a := t.book.Asker.Ask(phrase, ask.Focus{}, t.Now.In(t.Location))
	text := append(bot.Text{{S: t.f("记住了，以后这样问就这样答：",
		"Learnt. From now on this question is answered so:") + "\n"}}, t.answerText(a, t.book.Plan())...)
	return bot.Reply{Messages: []bot.Message{{Text: text}}}, nil
}
