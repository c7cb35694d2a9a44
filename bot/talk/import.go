package talk

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"duban/bot"
	"duban/bot/office"
	"duban/knowledge"
	"duban/reminders"
)

var featureImport = Feature{
	Name:     "import",
	Calls:    []string{"import plan? file? change? not?", "change plan file?", "file import?"},
	Examples: []string{"导入计划", "上传文件"},
	Roles:    supervisors,
	Topic:    topicPlans, Help: []string{"导入计划：把文件（DOCX、PDF、网页、XLSX或TXT）直接发给我，看过报告再按“采用”。"},
	Run:     func(_ context.Context, t *turn, _ string) (bot.Reply, error) { return t.say(wordHowToImport), nil },
	Presses: map[string]press{"apply": pressApply, "drop": pressDrop, "scanned": pressScanned},
	File:    &fileOf{is: func(c Content) bool { return c.Plan != nil }, take: readPlan},
}

// differencesShown is how many differences a report lists.
const differencesShown = 12

// readPlan takes a plan as a draft, and reports what was read.
func readPlan(ctx context.Context, t *turn, f arrived) (bot.Reply, error) {
	t.progress(t.f("正在比对条款和台账……"))
	d, err := t.Imports.Read(ctx, f.name, f.data, f.Plan, t.who.ID, t.Now)
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	m := bot.Message{Text: plain(strings.Join(t.report(d), "\n"))}
	if d.Same() {
		if err := t.Imports.Drop(ctx, d.ID); err != nil {
			return bot.Reply{}, err
		}
		return bot.Reply{Messages: []bot.Message{m}}, nil
	}
	if len(d.Plan.Tasks) > 0 {
		m.Buttons = [][]bot.Button{{button(t.f("看任务清单"), fmt.Sprintf("tasks:%d", d.ID)), button(t.f("任务表格"), fmt.Sprintf("sheet:%d", d.ID))}}
	}
	m.Buttons = append(m.Buttons, t.draftButtons(d))
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

// Report tells what was read of a draft: counts, repairs, what changes, and where a
// person should look.
func Report(d office.Draft) []string { return chinese.report(d) }

func (g tongue) report(d office.Draft) []string {
	p := d.Plan
	lines := []string{g.f("《%s》%s", p.Title, p.DocNo), g.summary(p)}
	if n := len(p.Repairs); n > 0 {
		lines = append(lines, g.f("读取时修正%d处：", n))
		for i, r := range p.Repairs {
			if i == partsShown {
				lines = append(lines, g.f("……还有%d处，用 duban plan review 可以全看。", n-i))
				break
			}
			lines = append(lines, "· "+g.f("“%s”读作“%s”%s", oneLine(r.Found), oneLine(r.Read), g.inBrackets(g.tell(p.PageAt(r.Start)))))
		}
	}
	for _, note := range d.Notes {
		lines = append(lines, g.tell(note))
	}
	lines = append(lines, g.missingLines(p, partsShown)...)
	if n := len(p.RecognisedDoubts()); n > 0 {
		lines = append(lines, g.f("识别出来的文字里有%d处要对照原件核对，看过才能采用。", n))
	}
	if n := len(p.Doubts); n > 0 {
		lines = append(lines, g.f("存疑%d处，采用后发“核对”逐条处理：", n))
		for i, doubt := range p.Doubts {
			if i == partsShown {
				lines = append(lines, g.f("……还有%d处。", n-i))
				break
			}
			lines = append(lines, "· "+g.doubtLine(p, doubt))
		}
	}
	if d.Old == nil {
		added, back := len(d.Revision.Added), len(d.Revision.Changed)
		switch {
		case back > 0:
			return append(lines, g.f("这份计划停用过，采用后恢复%d项任务，新增%d项。", back, added))
		case added == 0:
			return append(lines, g.f("这是一份新计划。里面没有带期限的任务，采用后台账不增加。"))
		}
		if n := d.Struck(); n > 0 {
			lines = append(lines, g.f("任务清单里划去的%d项不进台账。", n))
		}
		return append(lines, g.f("这是一份新计划，采用后建立%d项任务。", added))
	}
	changes := knowledge.Compare(d.Old, p)
	if d.Same() {
		return append(lines, g.f("与现在用的文本相比没有变化，不用重新导入。"))
	}
	lines = append(lines, g.f("与现在用的文本相比，有%d处不同：", len(changes)))
	for i, c := range changes {
		if i == differencesShown {
			lines = append(lines, g.f("……还有%d处。", len(changes)-i))
			break
		}
		lines = append(lines, "· "+g.differenceLine(c))
	}
	r := d.Revision
	if n := r.Merged(); n > 0 {
		lines = append(lines, g.f("几个单位的同一目标不再分列：%d项并入共同的任务，填报和记录都保留。", n))
	}
	if n := d.Struck(); n > 0 {
		lines = append(lines, g.f("任务清单里划去的%d项不进台账。", n))
	}
	return append(lines, g.f("台账：新增%d项，改动%d项，取消%d项，不变%d项。只通知有变动的单位。", len(r.Added), len(r.Changed), len(r.Cancelled), r.Kept))
}

// DifferenceLine says how two texts differ in one place.
func DifferenceLine(d knowledge.Difference) string { return chinese.differenceLine(d) }

func (g tongue) differenceLine(d knowledge.Difference) string {
	place, old, now := g.tell(d.Place), oneLine(d.Old), oneLine(d.New)
	switch {
	case old == "":
		return g.f("%s：新增“%s”", place, now)
	case now == "":
		return g.f("%s：删去“%s”", place, old)
	}
	return g.f("%s：“%s”改为“%s”", place, old, now)
}

// pressApply makes a draft the plan that holds.
func pressApply(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	number, shown, _ := strings.Cut(what, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return t.toast(wordStale), nil
	}
	if shown != scannedShown {
		if d, err := t.Imports.Tasks(ctx, id, t.Now); err == nil && d.Version.Number == 0 && len(d.Plan.RecognisedDoubts()) > 0 {
			return pressScanned(ctx, t, number+":0")
		}
	}
	d, done, err := t.Imports.Apply(ctx, id, t.who.ID, t.Now)
	if sentence, refused := t.refusal(err); refused {
		if errors.Is(err, reminders.ErrNotFound) {
			sentence = t.f(wordDraftGone)
		}
		return bot.Reply{Toast: sentence}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.use(t.Library.Books().Of(d.Version.Plan))
	t.Changed()
	reply := bot.Reply{Toast: t.f("已采用。"), Messages: []bot.Message{{Text: plain(t.applied(d, done)), Edit: t.MessageID}}}
	if done.Held > 0 {
		reply.Messages = append(reply.Messages, bot.Message{Text: plain(t.f(wordHeld, done.Held)), Buttons: t.heldButtons(d.Version.Plan)})
	}
	return reply, nil
}

func pressDrop(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	id, err := strconv.ParseInt(what, 10, 64)
	if err != nil {
		return t.toast(wordStale), nil
	}
	if err := t.Imports.Drop(ctx, id); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Toast: t.f("已放弃。"), Messages: []bot.Message{{Text: plain(t.f(wordDropped)), Edit: t.MessageID}}}, nil
}

// Applied tells what came of applying a draft.
func Applied(d office.Draft, done reminders.Imported) string { return chinese.applied(d, done) }

func (g tongue) applied(d office.Draft, done reminders.Imported) string {
	s := g.f("已采用《%s》。", d.Plan.Title)
	switch {
	case d.Version.Number > 0: // it had been applied before
		return s + g.f("发“计划”看它的情况。")
	case d.Old != nil:
		s += g.f("台账新增%d项，改动%d项，取消%d项，不变%d项；有变动的单位会收到通知，旧文本仍可查阅。", done.Added, done.Changed, done.Cancelled, done.Kept)
	case done.Changed > 0:
		s += g.f("建立任务%d项，恢复%d项。", done.Added, done.Changed)
	default:
		s += g.f("建立任务%d项。", done.Added)
	}
	s += g.f("现在问的就是这份计划。")
	if n := len(d.Plan.Doubts); n > 0 {
		s += g.f("存疑%d处，发“核对”逐条处理。", n)
	}
	return s
}
