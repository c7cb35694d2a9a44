package main

import (
	"log/slog"
	"testing"
	"time"

	"duban/bot/bottest"
	"duban/bot/talk"
	"duban/reminders"
)

// TestConversations plays the dialogues of testdata/conversations against the program's
// own library and diary: plans that come as files, change, and live side by side.
func TestConversations(t *testing.T) {
	bottest.Play(t, "testdata/conversations", *update, func(t *testing.T) *bottest.Stage {
		return &bottest.Stage{Files: "testdata/plans", Begin: func(now time.Time) (*talk.Bot, *reminders.Scheduler) {
			c, err := readConfig([]string{"DUBAN_DATA=" + t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			d, err := openDiary(t.Context(), c, now)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := d.Close(); err != nil {
					t.Error(err)
				}
			})
			if err := d.EnsureAdmins(t.Context(), []reminders.Recipient{"督查员"}, now); err != nil {
				t.Fatal(err)
			}
			set := d.Settings()
			set.Rule.Anchor = false // see bot/talk's conversations for it
			if err := d.SetSettings(t.Context(), set, reminders.System, now); err != nil {
				t.Fatal(err)
			}
			log := slog.New(slog.DiscardHandler)
			return d.conversation(nil, nil), &reminders.Scheduler{Diary: d, Calendar: d.calendar, Location: c.location, Log: log}
		}}
	})
}
