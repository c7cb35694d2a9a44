package talk_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"duban/bot/bottest"
	"duban/bot/office"
	"duban/bot/talk"
	"duban/knowledge"
	"duban/knowledge/ask"
	"duban/knowledge/gongwen"
	"duban/knowledge/seed"
	"duban/reminders"
	"duban/reminders/calendar"
	"duban/reminders/evidence"
	"duban/reminders/sqlite"
)

var update = flag.Bool("update", false, "write the conversations anew for review")

// TestConversations plays the dialogues of testdata/conversations.
func TestConversations(t *testing.T) {
	bottest.Play(t, "testdata/conversations", *update, func(t *testing.T) *bottest.Stage { return newStage(t) })
}

var readPlan = sync.OnceValues(func() (*knowledge.Plan, error) { return gongwen.Parse(seed.Text()) })

// shelf is the one book of a test. It implements talk.Library.
type shelf struct{ book *office.Book }

func (s shelf) Books() office.Shelf { return office.Shelf{s.book} }

// noImports has the plan that ships alone, and no versions of it.
type noImports struct{ talk.Imports }

func (noImports) Versions(context.Context, string) ([]reminders.Version, error) { return nil, nil }

// newStage is a bot over a real book and diary.
func newStage(t testing.TB) *bottest.Stage {
	plan, err := readPlan()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "diary.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	book := &office.Book{Key: plan.DocNo, Version: 1, Asker: ask.New(plan)}
	lessons, faults, err := ask.OpenLessons(filepath.Join(t.TempDir(), "lessons.csv"), book.Asker)
	if err != nil || faults != nil {
		t.Fatal(err, faults)
	}
	book.Lessons = lessons
	files, err := evidence.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return &bottest.Stage{Begin: func(now time.Time) (*talk.Bot, *reminders.Scheduler) {
		set := reminders.DefaultSettings()
		set.Rule.Anchor = false // until a conversation asks for it
		if err := store.SetSettings(t.Context(), set, reminders.System, now); err != nil {
			t.Fatal(err)
		}
		begin(t, store, plan, now)
		b := talk.New(talk.Parts{Library: shelf{book}, Imports: noImports{}, Diary: store, Questions: store, Evidence: files,
			Location: bottest.Shanghai, Calendar: calendar.China()})
		return b, &reminders.Scheduler{Diary: store, Calendar: calendar.China(), Location: bottest.Shanghai, Log: slog.New(slog.DiscardHandler)}
	}}
}

// begin brings in a small ledger: the annex's cells of two units.
func begin(t testing.TB, store *sqlite.Store, plan *knowledge.Plan, now time.Time) {
	var milestones []reminders.Milestone
	for _, c := range plan.Cells() {
		if c.Text != "" && (c.Unit == "柯桥区" || c.Unit == "新昌县" || c.Unit == knowledge.CityWide) {
			milestones = append(milestones, reminders.Milestone{Plan: plan.DocNo, Key: fmt.Sprint(c.Project, c.Year, c.Unit), Unit: c.Unit,
				Project: c.Project, Year: c.Year, Goal: c.Text, Clause: "附件", Due: reminders.DateDay(c.Year, 12, 31), Convention: true})
		}
	}
	draft, err := store.SaveDraft(t.Context(), reminders.Version{Plan: plan.DocNo, Title: plan.Title, Text: plan.Source, ReadBy: reminders.System, ReadAt: now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Apply(t.Context(), draft, milestones, reminders.System, reminders.DayOf(now, bottest.Shanghai), now); err != nil {
		t.Fatal(err)
	}
	if err := store.EnsureAdmins(t.Context(), []reminders.Recipient{"督查员"}, now); err != nil {
		t.Fatal(err)
	}
}
