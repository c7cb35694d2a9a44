package main

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"

	"time"

	"duban/bot/telegram"
	"duban/reminders"
)

func TestRanks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reads, broken := 0, errors.New("locked")
		r := ranks{log: slog.New(slog.DiscardHandler), people: func(context.Context) ([]reminders.Person, error) {
			reads++
			return []reminders.Person{{ID: "tg:1", Role: reminders.Admin}, {ID: "tg:2", Role: reminders.Liaison}}, broken
		}}
		if got := r.of("tg:3"); got != telegram.Known {
			t.Errorf("rank %d while nothing can be read", got)
		}
		broken = nil
		time.Sleep(ranksFresh)
		for person, want := range map[string]telegram.Rank{"tg:1": telegram.First, "tg:2": telegram.Known, "tg:3": telegram.Stranger} {
			if got := r.of(person); got != want {
				t.Errorf("%s has rank %d, want %d", person, got, want)
			}
		}
		if reads != 2 {
			t.Errorf("read %d times", reads)
		}
	})
}
