package talk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/bot"
	"duban/bot/office"
	"duban/knowledge"
	"duban/reminders"
)

var featureReview = Feature{
	Name:     "review",
	Calls:    []string{"review *", "wrong what? review?"},
	Examples: []string{"核对", "更正", "还有哪些存疑"},
	Menu:     both{"核对读取存疑的地方", "Check what was unclear in reading"}, Roles: supervisors,
	Topic: topicPlans, Help: []both{{"“核对”：读取时存疑的地方，逐条照读、更正或忽略。",
		"/review goes through what was unclear in reading: read as it stands, correct or ignore."}},
	Keys:    []key{{topicPlans, both{"核对", "Check"}, ""}},
	Run:     func(ctx context.Context, t *turn, _ string) (bot.Reply, error) { return review(ctx, t, 0, "") },
	Presses: map[string]press{"review": pressReview, "doubt": pressDoubt, "undo": undoDoubt},
	Form:    &formOf{fill: fillDoubt, again: func(_ context.Context, t *turn, _ form) (bot.Reply, error) { return say(t.word(wordCorrected)), nil }},
}

// review shows a supervisor one page of the places where the reading of the plan is in
// doubt; edit is the message that shows them already, if any.
func review(_ context.Context, t *turn, page int, edit string) (bot.Reply, error) {
	p := t.book.Plan()
	var undo [][]bot.Button
	if t.session.Decided != nil && t.session.Decided.Plan == t.book.Key {
		undo = [][]bot.Button{{button(t.f("撤销刚才的决定", "Undo the last decision"), "undo:")}}
	}
	if len(p.Doubts) == 0 {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("《{title}》没有待核对的地方。",
			"There is nothing to check in “{title}”.", p.Title)), Edit: edit, Buttons: undo}}}, nil
	}
	at := pageOf(len(p.Doubts), pageSize, page)
	text := bot.Text{{S: t.f("《{title}》待核对{n}处：", "“{title}”, {n} to check:", shorten(p.Title, 40), len(p.Doubts)), Style: bot.Bold}}
	var keys [][]bot.Button
	for i, d := range p.Doubts[at.from:at.to] {
		n := at.from + i + 1
		text = append(text, bot.Span{S: fmt.Sprintf("\n%d. %s", n, t.doubtLine(p, d))})
		data := fmt.Sprintf("doubt:%d:%s:", n-1, doubtPrint(t.book.Key, d))
		row := []bot.Button{button(t.f("{n} 照此读取", "{n} Read so", n), data+"a")}
		if correctable(d) {
			row = append(row, button(t.f("{n} 更正", "{n} Correct", n), data+"c"))
		}
		keys = append(keys, append(row, button(t.f("{n} 忽略", "{n} Ignore", n), data+"d")))
	}
	return bot.Reply{Messages: []bot.Message{{Text: text, Buttons: slices.Concat(keys, oneRow(t.turns(at, "review")), undo), Edit: edit}}}, nil
}

func pressReview(ctx context.Context, t *turn, page string) (bot.Reply, error) {
	n, _ := strconv.Atoi(page)
	return review(ctx, t, n, t.MessageID)
}

// DoubtLine says what is in doubt, and where it stands.
func DoubtLine(p *knowledge.Plan, d knowledge.Doubt) string { return chinese.doubtLine(p, d) }

func (g tongue) doubtLine(p *knowledge.Plan, d knowledge.Doubt) string {
	where := ""
	if d.Place != "" {
		where = g.tell(knowledge.PlaceName(d.Place))
	}
	if page := p.PageAt(d.Start); !page.IsZero() {
		where += g.tell(page)
	}
	where = g.inBrackets(where)
	if words := strings.Fields(d.Quote); !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(d.Reason.String(), w) }) {
		return g.tell(d.Reason) + where // it says the words itself
	}
	return g.f("“{quote}”{where}：{reason}", "“{quote}”{where}: {reason}", oneLine(d.Quote), where, g.tell(d.Reason))
}

// correctable tells the doubts that can be read in other words.
func correctable(d knowledge.Doubt) bool {
	return d.Kind == "unit" || d.Kind == "quantity" || d.Kind == "blank-cell"
}

// doubtPrint tells a doubt from another that has taken its place on the list.
func doubtPrint(plan string, d knowledge.Doubt) string {
	return fingerprint(plan + "\n" + d.Kind + "\n" + d.Place + "\n" + d.Quote)
}

// pressDoubt takes a decision, or asks for the words of a correction.
func pressDoubt(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	parts := strings.Split(what, ":")
	if len(parts) != 3 {
		return toast(t.word(wordStale)), nil
	}
	d, k, ok := t.doubtOf(parts[1])
	if !ok {
		return toast(t.word(wordStaleDoubt)), nil
	}
	t.use(k)
	verdict := map[string]reminders.Verdict{"a": reminders.Accept, "d": reminders.Dismiss}[parts[2]]
	if parts[2] == "c" && correctable(d) {
		t.session.Form = &form{Of: "review", Doubt: parts[1]}
		return bot.Reply{Messages: []bot.Message{{Text: bot.Text{{S: "“" + oneLine(d.Quote) + "”", Style: bot.Bold}, {S: "\n" + t.wordHowToCorrect(d) + t.word(wordCancelForm)}}}}}, nil
	}
	if verdict == "" {
		return toast(t.word(wordStale)), nil
	}
	return decide(ctx, t, k, d, verdict, parts[0])
}

// decide carries out a decision by button, and shows the page of the list again.
func decide(ctx context.Context, t *turn, k *office.Book, d knowledge.Doubt, verdict reminders.Verdict, number string) (bot.Reply, error) {
	err := t.Imports.Settle(ctx, k.Key, d, verdict, "", t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	t.book = t.Library.Books().Of(k.Key)
	n, _ := strconv.Atoi(number)
	t.session.Decided = nil
	if verdict != reminders.Reopen {
		t.session.Decided = &decided{k.Key, d.Kind, d.Place, d.Quote, n / pageSize}
	}
	reply, err := review(ctx, t, n/pageSize, t.MessageID)
	reply.Toast = t.f("已记下：{verdict}", "Noted: {verdict}", t.label(verdict.Label()))
	return reply, err
}

// undoDoubt takes the last decision of this chat back.
func undoDoubt(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	last := t.session.Decided
	if last == nil {
		return toast(t.word(wordStaleDoubt)), nil
	}
	return decide(ctx, t, t.Library.Books().Of(last.Plan), knowledge.Doubt{Kind: last.Kind, Place: last.Place, Quote: last.Text}, reminders.Reopen, strconv.Itoa(last.Page*pageSize))
}

// doubtOf finds an open doubt by its fingerprint.
func (b *Bot) doubtOf(print string) (knowledge.Doubt, *office.Book, bool) {
	for _, k := range b.Library.Books() {
		doubts := k.Plan().Doubts
		if i := slices.IndexFunc(doubts, func(d knowledge.Doubt) bool { return doubtPrint(k.Key, d) == print }); i >= 0 {
			return doubts[i], k, true
		}
	}
	return knowledge.Doubt{}, nil, false
}

// fillDoubt takes the words of a correction. Words that do not serve leave the form open.
func fillDoubt(ctx context.Context, t *turn, f form) (bot.Reply, error) {
	d, k, ok := t.doubtOf(f.Doubt)
	if !ok {
		t.session.Form = nil
		return say(t.word(wordStaleDoubt)), nil
	}
	err := t.Imports.Settle(ctx, k.Key, d, reminders.Correct, strings.TrimSpace(t.Text), t.who.ID, t.Now)
	if sentence, refused := t.refusal(err); refused {
		return say(sentence + t.word(wordCancelForm)), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.Changed()
	t.close(f)
	t.session.Decided = &decided{Plan: k.Key, Kind: d.Kind, Place: d.Place, Text: d.Quote}
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.word(wordCorrected)), Buttons: [][]bot.Button{{button(t.f("撤销刚才的决定", "Undo the last decision"), "undo:"), button(t.f("接着核对", "Go on checking"), "review:0")}}}}}, nil
}

func (g tongue) wordHowToCorrect(d knowledge.Doubt) string {
	switch d.Kind {
	case "unit":
		return g.f("请写出正确的责任单位，几个单位用顿号隔开，要与原文的写法一致。",
			"Please write the right responsible units as the text has them, with commas between several.")
	case "quantity":
		return g.f("请写成“指标 比较 数值 年份”，比较用≥、≤、＞、＜、＝，如“{example}”，文字要与原文一致；没有年份可以不写。",
			"Please write indicator, comparison (≥, ≤, >, <, =), value and year, such as “{example}”, in the words of the text; leave the year out where there is none.", "户厕改造 ≥ 4000座 2022年")
	}
	return g.f("请照原文写出这一格的内容：任务表写责任单位，进度表写“单位：内容”，几个单位用分号隔开。",
		"Please write what the cell holds, in the words of the text: in a task table the responsible units, in a schedule “unit: content”, with semicolons between several units.")
}
