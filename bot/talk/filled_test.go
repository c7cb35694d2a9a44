package talk_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/bot"
	"duban/bot/bottest"
	"duban/bot/ledger"
	"duban/bot/talk"
	"duban/knowledge/said"
	"duban/reminders"
)

// TestFilledLedgerInChat: a supervisor sends back the ledger that they were sent, filled
// in, and presses; somebody else's file and press count for nothing.
func TestFilledLedgerInChat(t *testing.T) {
	now := time.Date(2021, 11, 22, 10, 0, 0, 0, bottest.Shanghai)
	b, _ := newStage(t).Begin(now)
	b.Changed, b.Files = func() {}, ledgers{}
	must(t, b.Diary.(interface {
		Bind(context.Context, reminders.Recipient, string, reminders.Role, string, reminders.Recipient, time.Time) error
	}).Bind(t.Context(), "柯桥", "柯桥", reminders.Liaison, "柯桥区", reminders.System, now))
	book, err := b.LedgerBook(t.Context(), reminders.Filter{}, now)
	must(t, err)
	var out bytes.Buffer
	must(t, ledger.WriteCSV(&out, book))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
	must(t, err)
	for column, words := range map[string]string{"本次办理": "填报", "本次说明": "已通过验收"} {
		rows[1][slices.Index(rows[0], column)] = words
	}
	out.Reset()
	must(t, csv.NewWriter(&out).WriteAll(rows))
	count := 0
	ask := func(who string, r bot.Request) bot.Reply {
		t.Helper()
		count++
		r.ID, r.Chat, r.Person, r.Private, r.Now = time.Duration(count).String(), who, bot.Person{ID: who, Name: who}, true, now.Add(time.Minute)
		reply, err := b.Handle(t.Context(), r)
		must(t, err)
		return reply
	}
	file := func() *bot.Upload {
		return &bot.Upload{Name: "台账.csv", Size: int64(out.Len()), Fetch: func(context.Context) ([]byte, error) { return out.Bytes(), nil }}
	}
	status := func() reminders.Status {
		t.Helper()
		all, err := b.Diary.Milestones(t.Context(), reminders.Filter{})
		must(t, err)
		return all[0].Status
	}
	if reply := ask("柯桥", bot.Request{Uploads: []*bot.Upload{file()}}); strings.Contains(reply.Messages[0].Text.String(), "填了1处") {
		t.Errorf("a liaison's file is taken: %+v", reply)
	}
	reply := ask("督查员", bot.Request{Uploads: []*bot.Upload{file()}})
	if got := reply.Messages[0].Text.String(); !strings.Contains(got, "填了1处：填报1项") || !strings.Contains(got, "1. 任务1 柯桥区2021年 全国义务教育优质均衡发展县，目标“") || !strings.Contains(got, "V2写着：“已通过验收”") {
		t.Fatal(got)
	}
	yes := reply.Messages[0].Buttons[0][0].Data
	ask("柯桥", bot.Request{Press: yes, MessageID: "1"})
	if status() != reminders.Open {
		t.Fatal("a liaison's press was taken")
	}
	if reply := ask("督查员", bot.Request{Press: yes, MessageID: "1"}); reply.Toast != "已办理。" || status() != reminders.Reported {
		t.Errorf("%+v, %s", reply, status())
	}
	if reply := ask("督查员", bot.Request{Press: yes, MessageID: "1"}); !strings.Contains(reply.Toast, "已经办过") {
		t.Errorf("pressed again: %+v", reply)
	}
	// The trail says whose decision it was, and where the words stood.
	all, err := b.Diary.Milestones(t.Context(), reminders.Filter{})
	must(t, err)
	events, err := b.Diary.Events(t.Context(), all[0].ID)
	must(t, err)
	last := events[len(events)-1]
	if kept, err := b.Evidence.Get(last.Source.File.Hash); err != nil || !bytes.Equal(kept, out.Bytes()) || last.Source.Place != "S2" || last.Actor != "督查员" || last.Source.File.Name != "台账.csv" {
		t.Errorf("%+v, %v", last, err)
	}
	if card := ask("柯桥", bot.Request{Press: fmt.Sprint("card:", all[0].ID), MessageID: "1"}); !strings.Contains(card.Messages[0].Text.String(), "最近填报：“已通过验收”（台账“台账.csv”上“S2”所写，由督查员办理）") {
		t.Error(card.Messages[0].Text)
	}
	// The same sheet once more is out of date.
	reply = ask("督查员", bot.Request{Uploads: []*bot.Upload{file()}})
	if got := reply.Messages[0].Text.String(); !strings.Contains(got, "重新导出") {
		t.Error(got)
	}
}

// ledgers reads ledgers in this process.
type ledgers struct{}

func (ledgers) Open(_ context.Context, data []byte, _ func(said.Sentence)) (talk.Content, error) {
	return talk.LedgerContent(data)
}
