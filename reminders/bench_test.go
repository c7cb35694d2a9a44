package reminders_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/sqlite"
)

// atOnce is a sender that answers at once.
type atOnce struct{}

func (atOnce) Send(context.Context, reminders.Recipient, []reminders.Item) (string, error) {
	return "m", nil
}

// crowded gives a diary of 10,000 people, each with a unit and a milestone of it that is
// due on 2023-12-31, and a Scheduler at that time.
func crowded(b *testing.B, now *time.Time) *reminders.Scheduler {
	b.Helper()
	store, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "duban.db"))
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	must(err)
	b.Cleanup(func() { must(store.Close()) })
	must(store.SetSettings(b.Context(), reminders.Settings{Rule: reminders.Rule{Every: 7, Hour: 9}, Lights: reminders.DefaultLightRule()}, reminders.System, *now))
	due := reminders.DateDay(2023, 12, 31)
	var all []reminders.Milestone
	for i := range 10_000 {
		unit := fmt.Sprintf("第%05d村", i)
		all = append(all, reminders.Milestone{Key: unit, Unit: unit, Goal: "达到创建标准", Clause: "附件", Due: due, Year: 2023})
		must(store.Bind(b.Context(), reminders.Recipient(fmt.Sprint("tg:", i)), "", reminders.Liaison, unit, reminders.System, *now))
	}
	draft, err := store.SaveDraft(b.Context(), reminders.Version{Plan: "plan", Title: "计划", Text: "原文", ReadBy: reminders.System, ReadAt: *now})
	must(err)
	_, err = store.Apply(b.Context(), draft, all, reminders.System, reminders.DayOf(*now, shanghai), *now)
	must(err)
	return &reminders.Scheduler{Diary: store, Sender: atOnce{}, Location: shanghai, Now: func() time.Time { return *now }}
}

// BenchmarkDrain10000: 10,000 people are reminded on one morning, by a sender that
// answers at once. What is left is reading the ledger, storing the rows, and marking
// each as sent in a transaction of its own that is on the disk before the next but one
// goes out. Telegram itself takes 30 messages a second.
func BenchmarkDrain10000(b *testing.B) {
	now := at("2023-12-30 08:00")
	s := crowded(b, &now)
	now = at("2024-01-07 09:00") // seven days after the due day, and then each week
	for b.Loop() {
		done, err := s.RunOnce(b.Context())
		if err != nil || done.Messages != 10_000 {
			b.Fatal(done, err)
		}
		now = now.AddDate(0, 0, 7)
	}
	b.ReportMetric(10_000*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkIdlePass: Run looks whether anything is due, and nothing is.
func BenchmarkIdlePass(b *testing.B) {
	now := at("2023-11-15 09:00")
	s := crowded(b, &now)
	looks := make(chan struct{})
	s.Diary = counted{s.Diary, looks}
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	go s.Run(ctx, time.Nanosecond)
	<-looks // the first is a full one
	for b.Loop() {
		<-looks
	}
}

// counted tells of each look at what is unsent.
type counted struct {
	reminders.Diary
	looks chan struct{}
}

func (c counted) Unsent(ctx context.Context, now time.Time) ([]reminders.Unsent, error) {
	select {
	case c.looks <- struct{}{}:
	case <-ctx.Done():
	}
	return c.Diary.Unsent(ctx, now)
}
