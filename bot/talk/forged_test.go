package talk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"duban/bot"
	"duban/bot/bottest"
	"duban/bot/talk"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// pressNames are what buttons begin with, and a few things that none does.
var pressNames = append(talk.PressNames(), strings.Fields(`issue revise cancel drop table ' OR 1=1 -- 🟥`)...)

// stepNames are those of the steps of a milestone's life.
var stepNames = strings.Fields("acknowledge report return close chase extend grant refuse urge")

// TestForgedPresses has people who may do little send presses, words and files that no
// button of theirs offered, in private and in groups. Nothing panics, and nothing changes
// that they have no right to. DUBAN_FORGED sets how many; 1,500 unless set.
func TestForgedPresses(t *testing.T) {
	count := 1500
	if n, err := strconv.Atoi(os.Getenv("DUBAN_FORGED")); err == nil {
		count = n
	}
	s := newStage(t)
	now := time.Date(2021, 12, 10, 10, 0, 0, 0, bottest.Shanghai)
	b, _ := s.Begin(now)
	b.Link, b.Changed = func(string) string { return "" }, func() {}
	store := b.Diary.(*sqlite.Store)
	for id, role := range map[reminders.Recipient]reminders.Role{"读者": reminders.Reader, "领导": reminders.Leader} {
		must(t, store.Bind(t.Context(), id, string(id), role, "", reminders.System, now))
	}
	must(t, store.Bind(t.Context(), "柯桥", "柯桥", reminders.Liaison, "柯桥区", reminders.System, now))
	must(t, store.BindChat(t.Context(), "柯桥群", "群", "柯桥区", reminders.System, now))
	before, err := store.People(t.Context())
	must(t, err)
	random := rand.New(rand.NewPCG(6, 2021))
	actors := []string{"路人", "读者", "领导", "柯桥"}
	parts := []string{"", ":", "yes", "no", "0", "1", "-1", "9999999999999999999", "card", "mine0", "held", "reminder", "urge0", "2022-03-31", "all", "list", "close", "chase", "x", "\x00", strings.Repeat("长", 30)}
	for n := range count {
		who := actors[random.IntN(len(actors))]
		now = now.Add(3 * time.Second) // below what is answered within a minute
		r := bot.Request{ID: fmt.Sprint("forged", n), Chat: who, Person: bot.Person{ID: who, Name: who}, Private: true, Now: now, MessageID: fmt.Sprint(random.IntN(50))}
		if random.IntN(5) == 0 {
			r.Private, r.Addressed, r.Chat = false, true, []string{"柯桥群", "别的群"}[random.IntN(2)]
		}
		data := pressNames[random.IntN(len(pressNames))]
		if random.IntN(2) == 0 { // a step of a milestone's life, of one that there is
			data = fmt.Sprintf("%s:%d", stepNames[random.IntN(len(stepNames))], random.IntN(16))
		}
		for range random.IntN(5) {
			data += ":" + parts[random.IntN(len(parts))]
			if random.IntN(3) == 0 {
				data += fmt.Sprint(random.IntN(20))
			}
		}
		switch random.IntN(10) {
		case 0:
			r.Text = "/" + data
		case 1:
			r.Uploads = []*bot.Upload{{Name: data, Size: 10, Fetch: func(context.Context) ([]byte, error) { return []byte(data), nil }}}
		case 2:
			r.Start = data
		default:
			r.Press = data
		}
		if _, err := b.Handle(t.Context(), r); err != nil {
			t.Fatalf("%s %q%q%q: %v", who, r.Press, r.Text, r.Start, err)
		}
	}
	after, err := store.People(t.Context())
	must(t, err)
	for i := range after { // when they were seen last is no right
		after[i].SeenAt, before[i].SeenAt = time.Time{}, time.Time{}
	}
	if fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("people were\n%v\nand are\n%v", before, after)
	}
	if changes, err := store.SettingsChanges(t.Context()); err != nil || len(changes) > 1 { // by the stage
		t.Errorf("rules were changed: %v, %v", changes, err)
	}
	events, err := store.EventsBetween(t.Context(), time.Time{}, now.AddDate(1, 0, 0))
	must(t, err)
	own := 0
	for _, e := range events {
		m, err := store.Milestone(t.Context(), e.Milestone)
		must(t, err)
		switch {
		case e.Actor == reminders.System:
		case e.Actor == "柯桥" && m.Unit == "柯桥区" && (e.Action == reminders.Acknowledge || e.Action == reminders.Report || e.Action == reminders.Extend):
			own++
		default:
			t.Errorf("%s did %s to a milestone of %s", e.Actor, e.Action, m.Unit)
		}
	}
	if own == 0 {
		t.Error("nothing came through at all: the test does not test")
	}
	_, err = store.VerifyChain(t.Context())
	must(t, err)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
