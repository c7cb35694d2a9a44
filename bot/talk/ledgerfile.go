package talk

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"duban/bot"
	"duban/bot/ledger"
	"duban/knowledge"
	"duban/reminders"
)

var featureLedger = Feature{
	Name:     "ledger",
	Calls:    []string{"ledger *", "export mine? task? progress? plan? report?"},
	Examples: []string{"台账", "导出台账", "把任务表格发我"},
	Menu:     both{"台账：表格文件", "Ledger: a spreadsheet"}, Shown: readers,
	Keys: []key{{topicStatus, both{"台账", "Ledger"}, ""}},
	Run:  sendLedger,
}

// sendLedger sends the ledger as a workbook: all of it, or a liaison's units.
func sendLedger(ctx context.Context, t *turn, _ string) (bot.Reply, error) {
	units, all := t.scope()
	if !all && len(units) == 0 {
		return say(t.word(wordReadersOnly)), nil
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
	var err error
	if book.Key, err = b.Diary.LedgerKey(ctx); err != nil {
		return book, err
	}
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

func (g tongue) wordLedger(rows int, role reminders.Role) string {
	s := g.f("任务台账，{rows}项。", "Ledger of tasks, {rows} {row|rows}.", rows)
	if role == reminders.Admin {
		s += g.f("在“本次”几栏里填好发回给我，看过再按“照此办理”。",
			" Fill in the last columns and send it back to me; look at what I read, then press “Go ahead”.")
	}
	return s
}
