package talk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"duban/bot"
	"duban/bot/ledger"
	"duban/bot/office"
	"duban/knowledge"
	"duban/knowledge/zh"
	"duban/reminders"
)

var featureTasks = Feature{
	Name: "tasks", Roles: supervisors,
	Presses: map[string]press{"tasks": pressTasks, "strike": pressStrike, "sheet": pressSheet},
	File:    &fileOf{is: func(c Content) bool { return c.Tasks != nil }, take: readTasks},
}

// taskKinds names the kinds of tasks.
var taskKinds = map[knowledge.TaskKind]both{
	knowledge.CellTask: {"进度表", "schedule"}, knowledge.RowTask: {"任务表", "task table"}, knowledge.TargetTask: {"量化目标", "target in figures"}, knowledge.DatedTask: {"有期限的工作", "duty with a term"}, knowledge.MeasureTask: {"没有期限的工作", "duty without a term"},
}

// tasksShown is how many tasks one message lists with their buttons.
const tasksShown = 6

// partsShown is how many repairs, doubts and parts that were not read a report lists.
const partsShown = 3

// TaskLines lists the tasks of a plan to be read before they are adopted, then what became
// no task and what was not read, a line each.
func TaskLines(d office.Draft) []string {
	lines := []string{chinese.tasksHead(d)}
	for i := range d.Plan.Tasks {
		lines = append(lines, chinese.taskLine(d, i))
	}
	return append(lines, MissingLines(d.Plan)...)
}

func (g tongue) tasksHead(d office.Draft) string {
	head := g.f("《{title}》任务清单，共{n}项", "Tasks of “{title}”, {n} in all", shorten(d.Plan.Title, 40), len(d.Plan.Tasks))
	if n := d.Struck(); n > 0 {
		head += g.f("，划去{n}项", ", {n} struck out", n)
	}
	return g.f("{head}：", "{head}:", head)
}

// taskLine writes a task on one line: number, kind, place, words, units, term.
func (g tongue) taskLine(d office.Draft, i int) string {
	t := d.Plan.Tasks[i]
	number := strconv.Itoa(i + 1)
	if i < len(d.Left) && d.Left[i] {
		number = g.f("×{n}（已划去）", "×{n} (struck out)", i+1)
	}
	words := "“" + inline(zh.Unspaced(t.Quote), 120) + "”"
	if t.Project != "" && t.Project != t.Quote {
		words = g.f("{project}：{words}", "{project}: {words}", t.Project, words)
	}
	return g.f("{number}. 〔{kind}〕{words}（{place}）；{units}；{term}",
		"{number}. [{kind}] {words} ({place}); {units}; {term}", number, g.word(taskKinds[t.Kind]), words, g.tell(knowledge.PlaceName(t.Clause)), g.dutyWords(d.Plan, t), g.termWords(t))
}

// dutyWords names the units of a task as printed, with their roles, and how many they are.
func (g tongue) dutyWords(p *knowledge.Plan, t knowledge.Task) string {
	if len(t.Duties) == 0 {
		return g.f("没有写单位，记在{whole}名下", "no unit is named, so it stands under {whole}", p.Whole())
	}
	var roles []knowledge.Role
	of := map[knowledge.Role][]string{}
	n := 0
	for _, d := range t.Duties {
		if of[d.Role] = append(of[d.Role], d.Unit); len(of[d.Role]) == 1 {
			roles = append(roles, d.Role)
		}
		n += len(p.Members(d.Unit))
	}
	var parts []string
	for _, r := range roles {
		parts = append(parts, g.f("{role}：{words}", "{role}: {words}", g.label(string(r)), g.join(of[r], "、", ", ")))
	}
	words := g.join(parts, "，", ", ")
	if n != len(t.Duties) {
		words += g.inBrackets(g.f("共{n}个单位", "{n} {unit|units} in all", n))
	}
	return words
}

// termWords says when a task is due, and the words that say so.
func (g tongue) termWords(t knowledge.Task) string {
	var parts []string
	if t.Begins != "" {
		parts = append(parts, g.f("{begins}起", "from {begins}", t.Begins))
	}
	if t.Recurrence != "" {
		parts = append(parts, t.Recurrence)
	}
	switch due := t.Due; {
	case len(due) == len("2006"):
		parts = append(parts, g.f("{due}年12月31日前（{words}）", "by {due}-12-31 ({words})", due, g.word(wordConvention)))
	case due != "":
		parts = append(parts, g.f("{due}前", "by {due}", due))
	case t.Recurrence == "":
		parts = append(parts, g.f("没有期限", "no deadline"))
	}
	words := g.join(parts, "，", ", ")
	if t.Term != "" && t.Term != t.Recurrence {
		words += g.f("，原文“{term}”", ", in the text “{term}”", t.Term)
	}
	return words
}

// MissingLines tells what became no task and what was not read of a plan, a line each.
func MissingLines(p *knowledge.Plan) []string {
	return chinese.missingLines(p, len(p.Unmade)+len(p.Gaps))
}

// missingLines tells what became no task and what was not read, each kind up to so many.
func (g tongue) missingLines(p *knowledge.Plan, limit int) []string {
	var lines []string
	list := func(head string, n int, line func(i int) string) {
		if n == 0 {
			return
		}
		lines = append(lines, head)
		for i := range n {
			if i == limit {
				lines = append(lines, g.f("……还有{n}处。", "… and {n} more.", n-i))
				return
			}
			lines = append(lines, "· "+line(i))
		}
	}
	list(g.f("没有读到的{n}处，请补上或核对原件：",
		"{n} {part was|parts were} not read; please add {it|them} or look at the original:", len(p.Gaps)), len(p.Gaps), func(i int) string {
		gap := p.Gaps[i]
		return g.f("{name}：{reason}", "{name}: {reason}", oneLine(g.tell(gap.Name)), g.tell(gap.Reason))
	})
	list(g.f("没有列为任务的{n}处：",
		"{n} {place|places} of which no task was made:", len(p.Unmade)), len(p.Unmade), func(i int) string {
		u := p.Unmade[i]
		return g.f("“{quote}”{place}：{reason}", "“{quote}”{place}: {reason}", oneLine(u.Quote), g.inBrackets(g.tell(knowledge.PlaceName(u.Clause))), g.tell(u.Reason))
	})
	return lines
}

// tasksPage shows a page of the tasks of a version, each with its button; edit is the
// message that shows them already, if any.
func (t *turn) tasksPage(d office.Draft, page int, edit string) bot.Message {
	p := pageOf(len(d.Plan.Tasks), tasksShown, page)
	text := bot.Text{{S: t.tasksHead(d), Style: bot.Bold}}
	var keys []bot.Button
	for i := p.from; i < p.to; i++ {
		text = append(text, bot.Span{S: "\n" + t.taskLine(d, i)})
		label := t.f("划去{n}", "Strike {n}", i+1)
		if d.Left[i] {
			label = t.f("恢复{n}", "Restore {n}", i+1)
		}
		keys = append(keys, button(label, fmt.Sprintf("strike:%d:%d:%s", d.ID, i, fingerprint(office.TaskQuote(d.Plan.Tasks[i])))))
	}
	if p.at == p.of-1 {
		for _, line := range t.missingLines(d.Plan, partsShown) {
			text = append(text, bot.Span{S: "\n" + line})
		}
	}
	turns := oneRow(t.turns(p, fmt.Sprintf("tasks:%d", d.ID)))
	m := bot.Message{Text: append(text, t.pageLine(p)...), Buttons: append(inRows(keys, 3), turns...), Edit: edit}
	m.Buttons = append(m.Buttons, []bot.Button{button(t.f("任务表格", "Tasks as a file"), fmt.Sprintf("sheet:%d", d.ID))})
	if d.Version.Number == 0 {
		m.Buttons = append(m.Buttons, t.draftButtons(d))
	}
	return m
}

// draftButtons adopt a draft or give it up. What was recognised is looked at first.
func (g tongue) draftButtons(d office.Draft) []bot.Button {
	n := strconv.FormatInt(d.ID, 10)
	adopt := button(g.f("采用", "Adopt"), "apply:"+n)
	if len(d.Plan.RecognisedDoubts()) > 0 {
		adopt = button(g.f("核对识别的文字", "Check recognised text"), "scanned:"+n+":0")
	}
	return []bot.Button{adopt, button(g.f("放弃", "Discard"), "drop:"+n)}
}

// pressTasks shows the tasks of a version.
func pressTasks(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	id, page, _ := strings.Cut(which, ":")
	d, refusal, err := tasksOf(ctx, t, id)
	if err != nil || refusal != "" {
		return bot.Reply{Toast: refusal}, err
	}
	if len(d.Plan.Tasks) == 0 {
		return t.toast("这份计划里没有读到任务。", "No tasks were read in this plan."), nil
	}
	n, err := strconv.Atoi(page)
	edit := t.MessageID
	if err != nil { // from the report, which stays
		edit = ""
	}
	return bot.Reply{Messages: []bot.Message{t.tasksPage(d, n, edit)}}, nil
}

// tasksOf gives the version that a button names, or the sentence that says why not.
func tasksOf(ctx context.Context, t *turn, which string) (d office.Draft, refusal string, err error) {
	id, err := strconv.ParseInt(which, 10, 64)
	if err != nil {
		return d, t.word(wordStale), nil
	}
	d, err = t.Imports.Tasks(ctx, id, t.Now)
	if errors.Is(err, reminders.ErrNotFound) {
		return d, t.word(wordDraftGone), nil
	}
	return d, "", err
}

// pressStrike leaves a task out, or takes that back.
func pressStrike(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	parts := strings.Split(which, ":")
	d, refusal, err := tasksOf(ctx, t, parts[0])
	if err != nil || refusal != "" {
		return bot.Reply{Toast: refusal}, err
	}
	i := -1
	if len(parts) == 3 {
		i, err = strconv.Atoi(parts[1])
	}
	if err != nil || i < 0 || i >= len(d.Plan.Tasks) || fingerprint(office.TaskQuote(d.Plan.Tasks[i])) != parts[2] {
		return t.toast("任务清单变了，请重新看一遍再定。", "The list of tasks has changed. Please look at it again."), nil
	}
	left := append([]bool(nil), d.Left...)
	left[i] = !left[i]
	d, err = t.Imports.Strike(ctx, d.ID, left, t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	toast := t.f("已恢复第{n}项。", "No. {n} is restored.", i+1)
	if left[i] {
		toast = t.f("已划去第{n}项，再按一次恢复。", "No. {n} is struck out; press again to restore it.", i+1)
	}
	return bot.Reply{Toast: toast, Messages: []bot.Message{t.tasksPage(d, i/tasksShown, t.MessageID)}}, nil
}

// pressSheet sends the tasks of a version as a workbook to be worked on.
func pressSheet(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	d, refusal, err := tasksOf(ctx, t, which)
	if err != nil || refusal != "" {
		return bot.Reply{Toast: refusal}, err
	}
	var out bytes.Buffer
	if err := ledger.WriteTasks(&out, TaskSheet(d, t.today(t.Now))); err != nil {
		return bot.Reply{}, fmt.Errorf("write the tasks: %w", err)
	}
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.f("任务清单，{n}项。不要的在最后一栏填×，保存后发回来；已填的×清空就恢复。",
		"{n} {task|tasks}. Put × into the last column of those that are not wanted, save, and send the file back; clearing a × restores the task.", len(d.Plan.Tasks))),
		File: &bot.File{Name: shorten(fileName(d.Plan.Title), 40) + "任务清单.xlsx", Data: out.Bytes()}}}}, nil
}

// TaskSheet gives the tasks of a plan as a workbook shows them.
func TaskSheet(d office.Draft, today reminders.Day) ledger.TaskList {
	l := ledger.TaskList{Plan: d.Version.Plan, Title: d.Plan.Title, Text: d.Plan.Hash, Day: today}
	for i, t := range d.Plan.Tasks {
		due := t.Due
		if len(due) == len("2006") {
			due += "-12-31"
		}
		l.Tasks = append(l.Tasks, ledger.Task{Kind: string(taskKinds[t.Kind].ZH), Clause: knowledge.PlaceName(t.Clause).String(), Name: t.Project, Words: zh.Unspaced(t.Quote), Units: chinese.dutyWords(d.Plan, t),
			Term: t.Term, Begins: t.Begins, Due: due, Recurrence: t.Recurrence, Left: i < len(d.Left) && d.Left[i]})
	}
	for _, u := range d.Plan.Unmade {
		l.Unmade = append(l.Unmade, ledger.Missing{Place: knowledge.PlaceName(u.Clause).String(), Words: u.Quote, Reason: u.Reason.String()})
	}
	for _, gap := range d.Plan.Gaps {
		l.Gaps = append(l.Gaps, ledger.Missing{Place: d.Plan.PageAt(gap.Start).String(), Words: gap.Name.String(), Reason: gap.Reason.String()})
	}
	return l
}

// readTasks takes a list of tasks that came back.
func readTasks(ctx context.Context, t *turn, f arrived) (bot.Reply, error) {
	marks := *f.Tasks
	id, err := t.Imports.VersionOf(ctx, marks.Plan, marks.Text)
	if errors.Is(err, reminders.ErrNotFound) {
		return t.say("这份任务清单不是现在这份文本的，没有改动。请先发送计划文件，再用它的任务清单。",
			"This list of tasks is not of the text in use; nothing was changed. Please send the plan's file first, then use its list."), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	before, err := t.Imports.Tasks(ctx, id, t.Now)
	if err != nil {
		return bot.Reply{}, err
	}
	d, err := t.Imports.Strike(ctx, id, marks.Left, t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	t.Changed()
	m := t.tasksPage(d, 0, "")
	m.Text = append(plain(t.struckWords(before, d)+"\n"), m.Text...)
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

// StruckWords says what a workbook of tasks has changed.
func StruckWords(before, after office.Draft) string { return chinese.struckWords(before, after) }

func (g tongue) struckWords(before, after office.Draft) string {
	var out, back int
	for i, left := range after.Left {
		switch {
		case left && !before.Left[i]:
			out++
		case !left && before.Left[i]:
			back++
		}
	}
	if out+back == 0 {
		return g.f("任务清单没有变化。", "Nothing has changed in the list of tasks.")
	}
	return g.f("已照任务清单划去{out}项，恢复{back}项。", "{out} struck out and {back} restored by the list of tasks.", out, back)
}
