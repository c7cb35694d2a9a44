package talk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"duban/bot"
	"duban/bot/ledger"
	"duban/knowledge"
	"duban/knowledge/said"
	"duban/reminders"
)

var featureLedger = Feature{
	Name:     "ledger",
	Calls:    []string{"ledger *", "export mine? task? progress? plan? report?"},
	Examples: []string{"台账", "导出台账", "把任务表格发我"},
	Menu:     "台账：表格文件", Shown: readers,
	Keys: []key{{topicStatus, "台账", ""}},
	Run:  sendLedger,
}

// featureFilled takes a ledger that comes back filled in.
var featureFilled = Feature{
	Name: "filled", Roles: supervisors,
	Presses: map[string]press{"fill": pressFill},
	File:    &fileOf{is: func(c Content) bool { return len(c.Filled) > 0 }, take: readLedger},
}

// faultsShown is how many faults of a filled-in ledger one message lists.
const faultsShown = 20

// sendLedger sends the ledger as a workbook: all of it, or a liaison's units.
func sendLedger(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	units, all := t.scope()
	if !all && len(units) == 0 {
		return t.say(wordReadersOnly), nil
	}
	f := reminders.Filter{Units: units}
	book, err := t.LedgerBook(ctx, f, t.Now)
	if err != nil {
		return bot.Reply{}, err
	}
	var out bytes.Buffer
	if err := ledger.WriteXLSX(&out, book); err != nil {
		return bot.Reply{}, fmt.Errorf("write the ledger: %w", err)
	}
	rows := 0
	for _, s := range book.Sheets {
		rows += len(s.Rows)
	}
	name := "任务台账" + strings.ReplaceAll(t.today(t.Now).String(), "-", "") + ".xlsx"
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.wordLedger(rows, t.who.Role)), File: &bot.File{Name: name, Data: out.Bytes()}}}}, nil
}

// LedgerBook gathers what a workbook of the ledger holds: the milestones that the filter
// lets through, and what happened to them.
func (b *Bot) LedgerBook(ctx context.Context, f reminders.Filter, now time.Time) (ledger.Book, error) {
	book := ledger.Book{Title: "任务台账", Day: b.today(now), Lights: b.settings().Lights, Units: f.Units}
	names := map[int64]reminders.Milestone{}
	for _, k := range b.Library.Books() {
		f.Plan = k.Key
		f.Cancelled, f.Merged = true, true // what happened to them stands in the record
		all, err := b.Diary.Milestones(ctx, f)
		if err != nil {
			return book, err
		}
		var rows []reminders.Milestone
		for _, m := range all {
			if names[m.ID] = m; m.Status != reminders.Cancelled {
				rows = append(rows, m)
			}
		}
		if len(rows) == 0 {
			continue
		}
		for i := range rows {
			rows[i].Clause = knowledge.PlaceName(rows[i].Clause).String()
		}
		book.Sheets = append(book.Sheets, ledger.Sheet{Key: k.Key, Title: k.Plan().Title, Rows: rows})
	}
	people, err := b.Diary.People(ctx)
	if err != nil {
		return book, err
	}
	who := map[reminders.Recipient]string{reminders.System: "系统"}
	for _, p := range people {
		who[p.ID] = p.Name
	}
	events, err := b.Diary.EventsBetween(ctx, time.Time{}, now.AddDate(1, 0, 0))
	for _, e := range events {
		m, listed := names[e.Milestone]
		if !listed {
			continue
		}
		book.Events = append(book.Events, ledger.Event{Event: e, Unit: strings.Join(m.Units(), "、"), Project: m.Name(), Who: who[e.Actor]})
	}
	return book, err
}

// readLedger tells what a ledger asks for that came back filled in, and asks whether to go
// ahead. The file is kept until then.
func readLedger(ctx context.Context, t *turn, f arrived) (bot.Reply, error) {
	kept, err := t.Evidence.Put(f.data, f.name)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("keep the ledger: %w", err)
	}
	t.session.Filled = kept.Hash
	return bot.Reply{Messages: []bot.Message{{Text: plain(t.filledWords(f.Filled)), Buttons: [][]bot.Button{{button(t.f("照此办理"), "fill:yes:"+kept.Hash[:16]), button(t.f("放弃"), "fill:no:"+kept.Hash[:16])}}}}}, nil
}

// FilledWords says what a filled-in ledger asks for.
func FilledWords(filled []ledger.Filled) string { return chinese.filledWords(filled) }

func (g tongue) filledWords(filled []ledger.Filled) string {
	count := map[reminders.Action]int{}
	n := 0
	for _, f := range filled {
		if f.Action != "" {
			count[f.Action]++
			n++
		}
	}
	var parts []string
	for _, a := range slices.Sorted(maps.Keys(count)) {
		parts = append(parts, g.f("%s%d项", g.label(a.Label()), count[a]))
	}
	return g.f("台账里填了%d处：%s。要么全部办成，要么一处不改。", n, g.join(parts, "，"))
}

// ledgerFaults lists what is wrong with a filled-in ledger.
func (g tongue) ledgerFaults(faults ledger.Faults) string {
	lines := []string{g.f("台账里有%d处要改，一处也没有办理：", len(faults))}
	for i, f := range faults {
		if i == faultsShown {
			lines = append(lines, g.f("……还有%d处。", len(faults)-i))
			break
		}
		lines = append(lines, g.f("%s：%s", g.tell(f.Cell), g.tell(f.What)))
	}
	return strings.Join(lines, "\n")
}

// pressFill carries out a filled-in ledger that was looked at before.
func pressFill(ctx context.Context, t *turn, which string) (bot.Reply, error) {
	answer, print, _ := strings.Cut(which, ":")
	hash := t.session.Filled
	if hash == "" || !strings.HasPrefix(hash, print) || print == "" {
		return t.toast(wordStaleLedger), nil
	}
	if answer != "yes" {
		t.session.Filled = ""
		return bot.Reply{Toast: t.f("已放弃。"), Messages: []bot.Message{{Text: plain(t.f(wordLedgerDropped)), Edit: t.MessageID}}}, nil
	}
	data, err := t.Evidence.Get(hash)
	if err != nil {
		return bot.Reply{}, err
	}
	c, err := t.Files.Open(ctx, data, func(said.Sentence) {})
	if sentence, refused := t.refusal(err); refused {
		return say(sentence), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	n, err := t.fillLedger(ctx, c.Filled, t.who.ID, t.ID, t.Now)
	var faults ledger.Faults
	if errors.As(err, &faults) {
		return bot.Reply{Messages: []bot.Message{{Text: plain(t.ledgerFaults(faults)), Edit: t.MessageID}}}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	t.session.Filled = ""
	return bot.Reply{Toast: t.f("已办理。"), Messages: []bot.Message{{Text: plain(t.f("已按台账办理%d项，办理记录里都有。", n)), Edit: t.MessageID}}}, nil
}

// FillLedger takes the steps of a filled-in ledger in the name of that person, all or
// none, and gives their number. What is refused are ledger.Faults.
func (b *Bot) FillLedger(ctx context.Context, filled []ledger.Filled, by reminders.Recipient, request string, now time.Time) (int, error) {
	return voice{b, chinese}.fillLedger(ctx, filled, by, request, now)
}

func (v voice) fillLedger(ctx context.Context, filled []ledger.Filled, by reminders.Recipient, request string, now time.Time) (int, error) {
	var steps []reminders.Entry
	var from []ledger.Filled
	var faults ledger.Faults
	for _, f := range filled {
		if f.Action == "" {
			continue
		}
		m, err := v.Diary.Milestone(ctx, f.Row.ID)
		if errors.Is(err, reminders.ErrNotFound) || err == nil && m.Plan != f.Key {
			faults = append(faults, ledger.Fault{Cell: f.Cell("编号"), What: said.Words(v.f("台账里没有这项任务，请重新导出台账再填。"))})
			continue
		}
		if err != nil {
			return 0, err
		}
		steps = append(steps, reminders.Entry{Milestone: f.Row.ID, Step: reminders.Step{Action: f.Action, Words: f.Words, Percent: f.Percent, Day: f.Day,
			Confirms: m.Goal, Seen: f.Seen, // the goal is the one of the sheet, as nothing has changed since
			Request: fmt.Sprintf("%s/%d", request, f.Row.ID), At: now, Today: v.today(now)}})
		from = append(from, f)
	}
	if len(faults) > 0 {
		return 0, faults
	}
	refused, err := v.Diary.ActAll(ctx, by, steps)
	if err != nil {
		return 0, err
	}
	for _, i := range slices.Sorted(maps.Keys(refused)) {
		sentence, told := v.refusal(refused[i])
		switch {
		case errors.Is(refused[i], reminders.ErrReasonNeeded):
			sentence = v.f("这样办理要在“本次说明”里写明理由。")
		case !told:
			return 0, refused[i]
		}
		faults = append(faults, ledger.Fault{Cell: from[i].Cell("本次办理"), What: said.Words(sentence)})
	}
	if len(faults) > 0 {
		return 0, faults
	}
	v.Changed()
	return len(steps), nil
}
