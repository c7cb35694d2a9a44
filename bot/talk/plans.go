package talk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/bot"
	"duban/knowledge"
	"duban/reminders"
)

var featurePlan = Feature{
	Name:     "plan",
	Calls:    []string{"plan what? many? task? who? <plan>", "withdraw plan <plan>"},
	Examples: []string{"计划", "这是什么计划"},
	Menu:     both{"计划的文号、日期和读取情况", "The plan: number, dates, what was read"}, Where: anywhere,
	Keys: []key{{topicAsk, both{"计划的情况", "About the plan"}, ""}},
	Run:  aboutPlans, Presses: map[string]press{"plan": pressPlan},
}

// aboutPlans says which plans are loaded, and more of the one that the chat is about.
func aboutPlans(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	p := t.book.Plan()
	cells := 0
	for _, c := range p.Cells() {
		if c.Text != "" {
			cells++
		}
	}
	lines := []string{t.f("《{title}》", "“{title}”", p.Title)}
	m := bot.Message{}
	add := func(label, words string) {
		if words != "" {
			lines = append(lines, label+words)
		}
	}
	add(t.f("文号：", "Number: "), p.DocNo)
	add(t.f("发文机关：", "Issued by: "), p.Issuer)
	add(t.f("成文：", "Signed: "), p.SignedOn)
	add(t.f("印发：", "Printed: "), p.IssuedOn)
	lines = append(lines, t.summary(p))
	if t.who.Role == reminders.Admin {
		lines = append(lines, t.f("读取时修正{n}处，存疑{n2}处；发“核对”逐条处理存疑。",
			"{n} {place was|places were} repaired in reading, {n2} {is|are} in doubt; send /review to go through the doubts.", len(p.Repairs), len(p.Doubts)))
		versions, err := t.Imports.Versions(ctx, t.book.Key)
		if err != nil {
			return bot.Reply{}, err
		}
		var old []bot.Button
		for _, v := range slices.Backward(versions) {
			lines = append(lines, t.versionLine(v, t.Location))
			if len(old) < versionsShown {
				old = append(old, button(t.f("第{number}版原文", "Text of version {number}", v.Number), fmt.Sprintf("text:%d:%s", v.Number, fingerprint(t.book.Key))))
			}
		}
		m.Buttons = oneRow(old)
		if n := len(versions); n > 0 && len(p.Tasks) > 0 {
			m.Buttons = append(m.Buttons, []bot.Button{button(t.f("看任务清单", "See the tasks"), fmt.Sprintf("tasks:%d", versions[n-1].ID))})
		}
	}
	lines = append(lines, t.f("原文校验码：{words}", "Checksum of the text: {words}", p.Hash[:min(len(p.Hash), 12)]))
	if books := t.Library.Books(); len(books) > 1 {
		lines = append(lines, t.f("共有{n}份计划，换一份请按：", "There are {n} plans. To change to another, press:", len(books)))
		for _, k := range books {
			if k.Key != t.book.Key {
				m.Buttons = append(m.Buttons, []bot.Button{button(shorten(k.Plan().Title, 40), "plan:"+fingerprint(k.Key))})
			}
		}
	}
	if t.who.Role == reminders.Admin {
		lines = append(lines, t.word(wordHowToImport))
		if t.several() {
			m.Buttons = append(m.Buttons, []bot.Button{button(t.f("停用《{title}》", "Withdraw “{title}”", shorten(p.Title, 24)), "withdraw:"+fingerprint(t.book.Key))})
		}
	}
	m.Text = plain(strings.Join(lines, "\n"))
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

// pressPlan makes another plan the one that the chat is about.
func pressPlan(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	for _, k := range t.Library.Books() {
		if fingerprint(k.Key) == which {
			t.use(k)
			return aboutPlans(ctx, t, "")
		}
	}
	return toast(t.word(wordStale)), nil
}

// Summary counts what was read of a plan.
func Summary(p *knowledge.Plan) string { return chinese.summary(p) }

func (g tongue) summary(p *knowledge.Plan) string {
	cells, rows := 0, 0
	for _, c := range p.Cells() {
		if c.Text != "" {
			cells++
		}
	}
	for _, c := range p.Clauses {
		if c.Row {
			rows++
		}
	}
	units := slices.Concat(p.Bureaus(), p.Units())
	slices.Sort(units)
	s := g.f("读出{n}章、{provisions}条，责任单位{n2}个，量化目标{n3}个，进度表{cells}格",
		"Read: {n} {chapter|chapters}, {provisions} {clause|clauses}, {n2} responsible {unit|units}, {n3} {target|targets} in figures, {cells} {cell|cells} of the schedule", len(p.Chapters), p.Provisions(), len(slices.Compact(units)), len(p.Targets), cells)
	if rows > 0 {
		s += g.f("，任务表和指标表{rows}项", ", {rows} {row|rows} of task and indicator tables", rows)
	}
	return g.f("{words}。", "{words}.", s)
}
