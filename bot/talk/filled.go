package talk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"duban/bot"
	"duban/bot/ledger"
	"duban/knowledge/said"
	"duban/knowledge/zh"
	"duban/reminders"
)

// featureFilled takes a ledger that comes back filled in.
var featureFilled = Feature{
	Name: "filled", Roles: supervisors,
	Presses: map[string]press{"fill": pressFill},
	File:    &fileOf{is: func(c Content) bool { return len(c.Filled) > 0 }, take: readLedger},
}

const (
	faultsShown = 20   // of a filled-in ledger, in one message
	rowsAtMost  = 2800 // characters of rows on one page: a message has 4,096
)

// filledRow is a row on which something is filled in, with the milestone that it is about.
type filledRow struct {
	ledger.Filled
	milestone reminders.Milestone
}

// vet holds the rows of a filled-in ledger on which something is filled in against the
// diary. Where some cannot be taken, the error is ledger.Faults.
func (v voice) vet(ctx context.Context, filled []ledger.Filled) ([]filledRow, error) {
	key, err := v.Diary.LedgerKey(ctx)
	if err != nil {
		return nil, err
	}
	var rows []filledRow
	var faults ledger.Faults
	for _, f := range filled {
		if f.Action == "" {
			continue
		}
		m, err := v.Diary.Milestone(ctx, f.Row.ID)
		switch {
		case errors.Is(err, reminders.ErrNotFound) || err == nil && (m.Plan != f.Key || m.ID != f.Row.ID):
			faults = append(faults, ledger.Fault{Cell: f.Cell("编号"), What: said.Words(v.f("台账里没有这项任务，请重新导出台账再填。",
				"The ledger has no such task. Please export it again and fill that one in."))})
			continue
		case err != nil:
			return nil, err
		}
		faults = append(faults, f.Against(key, m)...)
		rows = append(rows, filledRow{f, m})
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return rows, nil
}

// filledLine says what a row asks for: the task in the ledger's own words, the step, and
// where the words for it stand.
func (v voice) filledLine(n int, r filledRow) string {
	m := r.milestone
	title := v.owners(m) + " " + m.Name()
	if m.Year != 0 {
		title = v.f("{owners}{year}年 {name}", "{owners}, {year}: {name}", v.owners(m), m.Year, m.Name())
	}
	what := v.label(r.Action.Label())
	switch {
	case r.Action == reminders.Close:
		what = v.f("销号（确认“{goal}”）", "Close (confirm “{goal}”)", zh.Unspaced(m.Goal))
	case r.Percent > 0:
		what += v.inBrackets(v.f("完成{percent}%", "{percent}% done", r.Percent))
	case r.Day != 0:
		what += v.inBrackets(v.day(r.Day))
	}
	line := v.f("{n}. 任务{id} {task}，目标“{goal}”，期限：{due}。{cell}：{what}",
		"{n}. task {id}, {task}, goal “{goal}”, due: {due}. {cell}: {what}", n, int(m.ID), v.titled(m.Plan, title), zh.Unspaced(m.Goal), v.dueWords(m), v.tell(r.Cell("本次办理")), what)
	if r.Words != "" {
		line += v.f("，{cell}写着：“{words}”", "; {cell} says: “{words}”", v.tell(r.Cell("本次说明")), said.Theirs(r.Words))
	}
	return line
}

// filledPages lists all rows of a filled-in ledger, in pages that each fit into a message.
func (v voice) filledPages(rows []filledRow) []string {
	var pages []string
	used := 0
	for i, r := range rows {
		line := v.filledLine(i+1, r)
		n := utf8.RuneCountInString(line)
		if last := len(pages) - 1; last >= 0 && used+n < rowsAtMost {
			pages[last] += "\n" + line
			used += n + 1
			continue
		}
		pages, used = append(pages, line), n
	}
	return pages
}

// filledHead says how much a filled-in ledger asks for, and what it is to agree to it.
func (v voice) filledHead(rows []filledRow, name string) string {
	count := map[reminders.Action]int{}
	for _, r := range rows {
		count[r.Action]++
	}
	var parts []string
	for _, a := range slices.Sorted(maps.Keys(count)) {
		parts = append(parts, v.f("{action}{n}项", "{action} ({n})", v.label(a.Label()), count[a]))
	}
	return v.f("台账“{name}”里填了{n}处：{parts}。要么全部办成，要么一处不改。",
		"In the ledger “{name}” {n} {row is|rows are} filled in: {parts}. Either all is done, or nothing.", theirs(name, 60), len(rows), v.join(parts, "，", ", ")) +
		v.f("引号里的话是台账上写的，不一定是责任单位写的；照此办理是您的决定，留痕里记您的名字和这份台账。",
			" The words in quotation marks stand in the ledger and need not be the responsible unit's; to go ahead is your decision: the audit trail names you, and this ledger.")
}

// FilledWords lists what a ledger asks for that came back filled in, under a head. What
// cannot be taken is ledger.Faults.
func (b *Bot) FilledWords(ctx context.Context, filled []ledger.Filled, name string) (head string, lines []string, err error) {
	v := voice{b, chinese}
	rows, err := v.vet(ctx, filled)
	if err != nil {
		return "", nil, err
	}
	return v.filledHead(rows, name), v.filledPages(rows), nil
}

// readLedger tells what a ledger asks for that came back filled in, and asks whether to go
// ahead. The file is kept: the trail names it.
func readLedger(ctx context.Context, t *turn, f arrived) (bot.Reply, error) {
	rows, err := t.vet(ctx, f.Filled)
	if reply, refused := t.unfit(err, ""); refused {
		return reply, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	kept, err := t.Evidence.Put(f.data, f.name)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("keep the ledger: %w", err)
	}
	t.session.Filled = &filledBook{File: kept}
	return bot.Reply{Messages: []bot.Message{t.filledPage(rows, 0, "")}}, nil
}

// unfit lists what is wrong with a filled-in ledger; refused is false for other errors.
func (g tongue) unfit(err error, edit string) (reply bot.Reply, refused bool) {
	var faults ledger.Faults
	if !errors.As(err, &faults) {
		return bot.Reply{}, false
	}
	return bot.Reply{Messages: []bot.Message{{Text: plain(g.ledgerFaults(faults)), Edit: edit}}}, true
}

// filledPage shows a page of what the ledger asks for. Only the last one, behind all others,
// offers to go ahead.
func (t *turn) filledPage(rows []filledRow, page int, edit string) bot.Message {
	book := t.session.Filled
	pages := t.filledPages(rows)
	p := pageOf(len(pages), 1, page)
	if p.at == book.Read {
		book.Read++
	}
	print := book.File.Hash[:16]
	text := bot.Text{{S: t.filledHead(rows, book.File.Name) + "\n\n" + pages[p.at]}}
	keys := [][]bot.Button{t.turns(p, "fill:page:"+print)}
	last := []bot.Button{button(t.f("放弃", "Discard"), "fill:no:"+print)}
	if book.Read >= p.of {
		last = slices.Insert(last, 0, button(t.f("照此办理", "Go ahead"), "fill:yes:"+print))
	}
	if len(keys[0]) == 0 {
		keys = nil
	}
	return bot.Message{Text: append(text, t.pageLine(p)...), Buttons: append(keys, last), Edit: edit}
}

// ledgerFaults lists what is wrong with a filled-in ledger.
func (g tongue) ledgerFaults(faults ledger.Faults) string {
	lines := []string{g.f("台账里有{n}处要改，一处也没有办理：",
		"{n} {cell has|cells have} to be corrected; nothing was done:", len(faults))}
	for i, f := range faults {
		if i == faultsShown {
			lines = append(lines, g.f("……还有{n}处。", "… and {n} more.", len(faults)-i))
			break
		}
		lines = append(lines, g.f("{cell}：{what}", "{cell}: {what}", g.tell(f.Cell), g.tell(f.What)))
	}
	return strings.Join(lines, "\n")
}

// pressFill turns the pages of a filled-in ledger, or carries it out when all were shown.
func pressFill(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	answer, rest, _ := strings.Cut(which, ":")
	print, number, _ := strings.Cut(rest, ":")
	book := t.session.Filled
	if book == nil || print == "" || !strings.HasPrefix(book.File.Hash, print) {
		return toast(t.word(wordStaleLedger)), nil
	}
	if answer == "no" {
		t.session.Filled = nil
		return bot.Reply{Toast: t.f("已放弃。", "Discarded."), Messages: []bot.Message{{Text: plain(t.f("已放弃，台账没有改动。", "Discarded; the ledger is unchanged.")), Edit: t.MessageID}}}, nil
	}
	data, err := t.Evidence.Get(book.File.Hash)
	if err != nil {
		return bot.Reply{}, err
	}
	c, err := t.Files.Open(ctx, data, func(said.Sentence) {})
	if reply, stop, err := t.stopped(err); stop {
		return reply, err
	}
	if done, err := t.wasFilled(ctx, c.Filled, t.ID); done || err != nil {
		return t.ledgerDone(len(c.Filled)), err
	}
	rows, err := t.vet(ctx, c.Filled)
	if reply, refused := t.unfit(err, t.MessageID); refused {
		return reply, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	page, err := strconv.Atoi(number)
	switch {
	case answer == "page" && err == nil:
		return bot.Reply{Messages: []bot.Message{t.filledPage(rows, page, t.MessageID)}}, nil
	case answer != "yes":
		return toast(t.word(wordStaleLedger)), nil
	case book.Read < len(t.filledPages(rows)):
		return t.toast("还有没看的页，请先翻到最后一页。",
			"There are pages that you have not seen; please turn to the last one first."), nil
	}
	err = t.fillLedger(ctx, rows, book.File, t.who.ID, t.ID, t.Now)
	if reply, refused := t.unfit(err, t.MessageID); refused {
		return reply, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return t.ledgerDone(len(rows)), nil
}

// ledgerDone says that a filled-in ledger was carried out.
func (t *turn) ledgerDone(n int) bot.Reply {
	t.session.Filled = nil
	return bot.Reply{Toast: t.f("已办理。", "Done."), Messages: []bot.Message{{Text: plain(t.f("已按台账办理{n}项，办理记录里都有。",
		"Done as the ledger says: {n} {task|tasks}. The audit trail holds {it|them all}.", n)), Edit: t.MessageID}}}
}

// requestOf names what asks for the step of a row.
func requestOf(request string, milestone int64) string {
	return fmt.Sprintf("%s/%d", request, milestone)
}

// wasFilled reports whether this very request has carried out the ledger: all of it, or
// nothing.
func (v voice) wasFilled(ctx context.Context, filled []ledger.Filled, request string) (bool, error) {
	i := slices.IndexFunc(filled, func(f ledger.Filled) bool { return f.Action != "" })
	if i < 0 {
		return false, nil
	}
	id := filled[i].Row.ID
	events, err := v.Diary.Events(ctx, id)
	return slices.ContainsFunc(events, func(e reminders.Event) bool { return e.RequestID == requestOf(request, id) }), err
}

// FillLedger takes the steps of a filled-in ledger in the name of that person, all or
// none, and gives their number. File is the ledger, as it is kept. What is refused are
// ledger.Faults.
func (b *Bot) FillLedger(ctx context.Context, filled []ledger.Filled, file reminders.Evidence, by reminders.Recipient, request string, now time.Time) (int, error) {
	v := voice{b, chinese}
	rows, err := v.vet(ctx, filled)
	if err != nil {
		return 0, err
	}
	return len(rows), v.fillLedger(ctx, rows, file, by, request, now)
}

func (v voice) fillLedger(ctx context.Context, rows []filledRow, file reminders.Evidence, by reminders.Recipient, request string, now time.Time) error {
	var steps []reminders.Entry
	for _, r := range rows {
		steps = append(steps, reminders.Entry{Milestone: r.Row.ID, Step: reminders.Step{Action: r.Action, Words: r.Words, Percent: r.Percent, Day: r.Day,
			Confirms: r.milestone.Goal, Seen: r.Seen, // the goal is the one that was listed, as nothing has changed since
			Source:  reminders.Source{File: file, Place: r.Cell("本次办理").String()},
			Request: requestOf(request, r.Row.ID), At: now, Today: v.today(now)}})
	}
	refused, err := v.Diary.ActAll(ctx, by, steps)
	if err != nil {
		return err
	}
	var faults ledger.Faults
	for _, i := range slices.Sorted(maps.Keys(refused)) {
		sentence, told := v.refusal(refused[i])
		switch {
		case errors.Is(refused[i], reminders.ErrReasonNeeded):
			sentence = v.f("这样办理要在“本次说明”里写明理由。", "This step needs a reason in the last column.")
		case !told:
			return refused[i]
		}
		faults = append(faults, ledger.Fault{Cell: rows[i].Cell("本次办理"), What: said.Words(sentence)})
	}
	if len(faults) > 0 {
		return faults
	}
	v.Changed()
	return nil
}
