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
	Topic:    topicPlans, Help: []both{{"导入计划：把文件（DOCX、PDF、网页、XLSX或TXT）直接发给我，看过报告再按“采用”。",
		"To import a plan, send me the file (DOCX, PDF, web page, XLSX or TXT), look at the report, then press “Adopt”."}},
	Run: func(_ context.Context, t *turn, _ string) (bot.Reply, error) {
		return say(t.word(wordHowToImport)), nil
	},
	Presses: map[string]press{"apply": pressApply, "drop": pressDrop, "scanned": pressScanned},
	File:    &fileOf{is: func(c Content) bool { return c.Plan != nil }, take: readPlan},
}

// differencesShown is how many differences a report lists.
const differencesShown = 12

// readPlan takes a plan as a draft, and reports what was read.
func readPlan(ctx context.Context, t *turn, f arrived) (bot.Reply, error) {
	t.progress(t.f("正在比对条款和台账……", "Comparing clauses and ledger …"))
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
		m.Buttons = [][]bot.Button{{button(t.f("看任务清单", "See the tasks"), fmt.Sprintf("tasks:%d", d.ID)), button(t.f("任务表格", "Tasks as a file"), fmt.Sprintf("sheet:%d", d.ID))}}
	}
	m.Buttons = append(m.Buttons, t.draftButtons(d))
	return bot.Reply{Messages: []bot.Message{m}}, nil
}

// Report tells what was read of a draft: counts, repairs, what changes, and where a
// person should look.
func Report(d office.Draft) []string { return chinese.report(d) }

func (g tongue) report(d office.Draft) []string {
	p := d.Plan
	lines := []string{g.f("《{title}》{docNo}", "“{title}” {docNo}", p.Title, p.DocNo), g.summary(p)}
	if n := len(p.Repairs); n > 0 {
		lines = append(lines, g.f("读取时修正{n}处：", "{n} {place was|places were} repaired in reading:", n))
		for i, r := range p.Repairs {
			if i == partsShown {
				lines = append(lines, g.f("……还有{n}处，用 duban plan review 可以全看。",
					"… and {n} more; duban plan review shows them all.", n-i))
				break
			}
			lines = append(lines, "· "+g.f("“{found}”读作“{read}”{pageAt}", "“{found}” read as “{read}”{pageAt}", oneLine(r.Found), oneLine(r.Read), g.inBrackets(g.tell(p.PageAt(r.Start)))))
		}
	}
	for _, note := range d.Notes {
		lines = append(lines, g.tell(note))
	}
	lines = append(lines, g.missingLines(p, partsShown)...)
	if n := len(p.RecognisedDoubts()); n > 0 {
		lines = append(lines, g.f("识别出来的文字里有{n}处要对照原件核对，看过才能采用。",
			"{n} {place|places} of the recognised text must be held against the original before the plan can be adopted.", n))
	}
	if n := len(p.Doubts); n > 0 {
		lines = append(lines, g.f("存疑{n}处，采用后发“核对”逐条处理：",
			"{n} {place is|places are} in doubt; when the plan is adopted, send /review to go through {it|them}:", n))
		for i, doubt := range p.Doubts {
			if i == partsShown {
				lines = append(lines, g.f("……还有{n}处。", "… and {n} more.", n-i))
				break
			}
			lines = append(lines, "· "+g.doubtLine(p, doubt))
		}
	}
	if d.Old == nil {
		added, back := len(d.Revision.Added), len(d.Revision.Changed)
		switch {
		case back > 0:
			return append(lines, g.f("这份计划停用过，采用后恢复{back}项任务，新增{added}项。",
				"This plan was withdrawn before. Adopting it restores {back} {task|tasks} and adds {added}.", back, added))
		case added == 0:
			return append(lines, g.f("这是一份新计划。里面没有带期限的任务，采用后台账不增加。",
				"This is a new plan. It has no tasks with a due day, so adopting it adds nothing to the ledger."))
		}
		if n := d.Struck(); n > 0 {
			lines = append(lines, g.f("任务清单里划去的{n}项不进台账。",
				"{n} struck out of the list of tasks {stays|stay} out of the ledger.", n))
		}
		return append(lines, g.f("这是一份新计划，采用后建立{added}项任务。",
			"This is a new plan. Adopting it sets up {added} {task|tasks}.", added))
	}
	changes := knowledge.Compare(d.Old, p)
	if d.Same() {
		return append(lines, g.f("与现在用的文本相比没有变化，不用重新导入。",
			"Nothing has changed from the text in use; there is no need to import it again."))
	}
	lines = append(lines, g.f("与现在用的文本相比，有{n}处不同：", "{n} {difference|differences} from the text in use:", len(changes)))
	for i, c := range changes {
		if i == differencesShown {
			lines = append(lines, g.f("……还有{n}处。", "… and {n} more.", len(changes)-i))
			break
		}
		lines = append(lines, "· "+g.differenceLine(c))
	}
	r := d.Revision
	if n := r.Merged(); n > 0 {
		lines = append(lines, g.f("几个单位的同一目标不再分列：{n}项并入共同的任务，填报和记录都保留。",
			"One goal of several units is no longer listed for each: {n} {task becomes|tasks become} part of a shared one, with {its|their} reports and history.", n))
	}
	if n := d.Struck(); n > 0 {
		lines = append(lines, g.f("任务清单里划去的{n}项不进台账。",
			"{n} struck out of the list of tasks {stays|stay} out of the ledger.", n))
	}
	return append(lines, g.f("台账：新增{n}项，改动{n2}项，取消{n3}项，不变{kept}项。只通知有变动的单位。",
		"Ledger: {n} new, {n2} changed, {n3} cancelled, {kept} unchanged. Only units with changes are told.", len(r.Added), len(r.Changed), len(r.Cancelled), r.Kept))
}

// DifferenceLine says how two texts differ in one place.
func DifferenceLine(d knowledge.Difference) string { return chinese.differenceLine(d) }

func (g tongue) differenceLine(d knowledge.Difference) string {
	place, old, now := g.tell(d.Place), oneLine(d.Old), oneLine(d.New)
	switch {
	case old == "":
		return g.f("{place}：新增“{now}”", "{place}: added “{now}”", place, now)
	case now == "":
		return g.f("{place}：删去“{old}”", "{place}: struck out “{old}”", place, old)
	}
	return g.f("{place}：“{old}”改为“{now}”", "{place}: “{old}” became “{now}”", place, old, now)
}

// pressApply makes a draft the plan that holds.
func pressApply(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	number, shown, _ := strings.Cut(what, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return toast(t.word(wordStale)), nil
	}
	if shown != scannedShown {
		if d, err := t.Imports.Tasks(ctx, id, t.Now); err == nil && d.Version.Number == 0 && len(d.Plan.RecognisedDoubts()) > 0 {
			return pressScanned(ctx, t, number+":0")
		}
	}
	d, done, err := t.Imports.Apply(ctx, id, t.who.ID, t.Now)
	if sentence, refused := t.refusal(err); refused {
		if errors.Is(err, reminders.ErrNotFound) {
			sentence = t.word(wordDraftGone)
		}
		return bot.Reply{Toast: sentence}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.use(t.Library.Books().Of(d.Version.Plan))
	t.Changed()
	reply := bot.Reply{Toast: t.f("已采用。", "Adopted."), Messages: []bot.Message{{Text: plain(t.applied(d, done)), Edit: t.MessageID}}}
	if done.Held > 0 {
		reply.Messages = append(reply.Messages, bot.Message{Text: plain(t.wordHeld(done.Held)), Buttons: t.heldButtons(d.Version.Plan)})
	}
	return reply, nil
}

func pressDrop(ctx context.Context, t *turn, what string) (bot.Reply, error) {
	id, err := strconv.ParseInt(what, 10, 64)
	if err != nil {
		return toast(t.word(wordStale)), nil
	}
	if err := t.Imports.Drop(ctx, id); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Toast: t.f("已放弃。", "Discarded."), Messages: []bot.Message{{Text: plain(t.f("已放弃，计划和台账都没有变。",
		"Discarded; plan and ledger are unchanged.")), Edit: t.MessageID}}}, nil
}

// Applied tells what came of applying a draft.
func Applied(d office.Draft, done reminders.Imported) string { return chinese.applied(d, done) }

func (g tongue) applied(d office.Draft, done reminders.Imported) string {
	s := g.f("已采用《{title}》。", "“{title}” is adopted.", d.Plan.Title)
	switch {
	case d.Version.Number > 0: // it had been applied before
		return s + g.f("发“计划”看它的情况。", " Send /plan to see about it.")
	case d.Old != nil:
		s += g.f("台账新增{added}项，改动{changed}项，取消{cancelled}项，不变{kept}项；有变动的单位会收到通知，旧文本仍可查阅。",
			" Ledger: {added} new, {changed} changed, {cancelled} cancelled, {kept} unchanged. Units with changes are told; the old text can still be looked up.", done.Added, done.Changed, done.Cancelled, done.Kept)
	case done.Changed > 0:
		s += g.f("建立任务{added}项，恢复{changed}项。",
			" {added} {task|tasks} set up, {changed} restored.", done.Added, done.Changed)
	default:
		s += g.f("建立任务{added}项。", " {added} {task|tasks} set up.", done.Added)
	}
	s += g.f("现在问的就是这份计划。", " This is the plan that you are asking now.")
	if n := len(d.Plan.Doubts); n > 0 {
		s += g.f("存疑{n}处，发“核对”逐条处理。", " {n} {place is|places are} in doubt; send /review to go through {it|them}.", n)
	}
	return s
}
