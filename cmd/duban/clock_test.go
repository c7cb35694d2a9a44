package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/knowledge/seed"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// remindable fills the ledger: one milestone of one unit, with a liaison, due in eight
// days from now.
func (p *program) remindable(now time.Time) {
	ctx, loc := p.Context(), time.FixedZone("CST", 8*3600)
	store, err := sqlite.Open(ctx, filepath.Join(p.data, diaryName))
	p.must(err)
	defer store.Close()
	everyDayIsWorked(p, p.data, now.Year())
	p.must(store.EnsureAdmins(ctx, []reminders.Recipient{reminders.Recipient(fmt.Sprintf("tg:%d", crashAdmin))}, now))
	p.must(store.Bind(ctx, "tg:1001", "甲", reminders.Liaison, "柯桥区", reminders.System, now))
	p.server.Meet(1001)
	due := reminders.DayOf(now, loc).AddDays(8)
	draft, err := store.SaveDraft(ctx, reminders.Version{Plan: "plan", Title: "计划", Text: seed.Text(), ReadBy: reminders.System, ReadAt: now})
	p.must(err)
	_, err = store.Apply(ctx, draft, []reminders.Milestone{{Key: "k", Unit: "柯桥区", Project: "示范乡镇", Year: due.Year(), Goal: "达到100%", Clause: "附件", Due: due}},
		reminders.System, reminders.DayOf(now, loc), now)
	p.must(err)
}

// mark returns what the ledger keeps of the clock.
func (p *program) mark() reminders.ClockMark {
	p.Helper()
	store, err := sqlite.OpenBeside(p.Context(), filepath.Join(p.data, diaryName))
	p.must(err)
	defer store.Close()
	m, err := store.ClockMark(p.Context())
	p.must(err)
	return m
}

// until waits until ok, which is asked again and again.
func (p *program) until(what string, ok func() bool) {
	p.Helper()
	for end := time.Now().Add(40 * time.Second); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			p.Fatalf("never %s; the bot has said %q", what, p.server.Texts())
		}
	}
}

// TestRealLedgerByAMadeUpDate: somebody starts a ledger that lives by the machine's clock
// with DUBAN_NOW a year ahead. Nothing is sent by it, /readyz says why, and a supervisor is
// asked; back with the machine's clock all is as before.
func TestRealLedgerByAMadeUpDate(t *testing.T) {
	inRealTime(t)
	t.Parallel()
	p := newProgram(t)
	p.remindable(time.Now())
	p.start()
	p.until("believed", func() bool { return !p.mark().Tick.IsZero() })
	p.term()
	before := p.mark()
	address := freeAddress(t)
	p.start("DUBAN_NOW="+time.Now().AddDate(1, 0, 0).Format(time.RFC3339), "DUBAN_LISTEN="+address)
	p.until("asked", func() bool {
		return strings.Contains(strings.Join(p.server.Texts(), ""), "机器的时钟可能不对")
	})
	if n := strings.Count(strings.Join(p.server.Texts(), ""), "任务提醒"); n > 0 {
		t.Errorf("%d reminders were sent", n)
	}
	if code, body := get(t, "http://"+address+"/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "✗ 时钟：应当是") || !strings.Contains(body, "✓ 提醒") {
		t.Errorf("%d %s", code, body)
	}
	var out bytes.Buffer
	p.must(run(t.Context(), []string{"clock"}, []string{"DUBAN_DATA=" + p.data}, nil, &out, &out))
	if !strings.Contains(out.String(), "应当是") || !strings.Contains(out.String(), "duban clock confirm") {
		t.Error(out.String())
	}
	if err := run(t.Context(), []string{"clock", "confirm"}, []string{"DUBAN_DATA=" + p.data}, nil, &out, &out); err == nil || !strings.Contains(err.Error(), "时钟又变了") {
		t.Errorf("another date than that in doubt is confirmed: %v", err)
	}
	p.term()
	if m := p.mark(); !m.Tick.Equal(before.Tick) {
		t.Errorf("%+v", m)
	}
	p.start()
	p.until("believed again", func() bool { return !p.mark().Doubt.Some() })
	p.term()
}

// TestConfirmedAtTheMachine: duban clock confirm has the bot that runs go on.
func TestConfirmedAtTheMachine(t *testing.T) {
	inRealTime(t)
	t.Parallel()
	p := newProgram(t)
	now := time.Now().AddDate(1, 0, 0)
	p.remindable(time.Now())
	store, err := sqlite.Open(t.Context(), filepath.Join(p.data, diaryName))
	p.must(err)
	p.must(store.MarkClock(t.Context(), reminders.ClockMark{Tick: time.Now()}))
	p.must(store.Close())
	environ := []string{"DUBAN_DATA=" + p.data, "DUBAN_NOW=" + now.Format(time.RFC3339)}
	p.start(environ[1])
	p.until("doubted", func() bool { return p.mark().Doubt.Some() })
	p.must(run(t.Context(), []string{"clock", "confirm"}, environ, nil, io.Discard, io.Discard))
	p.until("believed", func() bool { return !p.mark().Doubt.Some() })
	p.term()
}

// TestSimulatedClockMayBeSetAnew: a demonstration starts again with another date, ahead or
// behind, against a server whose dates are the real ones.
func TestSimulatedClockMayBeSetAnew(t *testing.T) {
	inRealTime(t)
	t.Parallel()
	p := newProgram(t)
	p.remindable(time.Date(2023, 12, 1, 2, 0, 0, 0, time.UTC)) // due on the 9th
	for _, tt := range []struct {
		at   string
		sent int // reminders so far, at least
	}{
		{"2023-12-01 10:00", 0}, {"2023-12-08 10:00", 1},
		{"2023-12-02 08:59:58", 2}, // that of the 2nd, which the one of the 8th had overtaken
		{"2023-12-10 10:00", 3},
	} {
		p.start("DUBAN_NOW=" + tt.at)
		p.until(tt.at, func() bool {
			return p.mark().Simulated && strings.Count(strings.Join(p.server.Texts(), ""), "示范乡镇") >= tt.sent
		})
		p.term()
	}
}

func TestOnThisMachine(t *testing.T) {
	for address, want := range map[string]bool{
		"http://127.0.0.1:8081": true, "http://localhost:8081/x": true, "http://[::1]:80": true, "http://0.0.0.0:1": true, "https://api.telegram.org": false, "http://192.168.1.2:8081": false,
	} {
		if onThisMachine(address) != want {
			t.Error(address)
		}
	}
}

func get(t *testing.T, address string) (code int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// freeAddress returns an address of this machine at which nobody listens.
func freeAddress(t *testing.T) string {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	return strings.TrimPrefix(s.URL, "http://")
}
