package watch

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram"
	"duban/reminders"
)

func get(h http.Handler, path string) (int, string) {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
	return rec.Code, rec.Body.String()
}

func TestReadyFollowsTheChecks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var disk error
		tests := 0
		h := NewHealth(Check{"台账", "ledger", func(context.Context) error { tests++; return nil }},
			Check{"磁盘", "disk", func(context.Context) error { return disk }})
		rest := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
		all := Handler(h, NewFigures("v1", "abc"), rest)
		if code, body := get(all, ReadyPath); code != 200 || body != "✓ 台账\n✓ 磁盘\n" {
			t.Errorf("%d %s", code, body)
		}
		disk = errors.New("只剩1MB，\n请腾出空间")
		get(all, ReadyPath)
		if tests != 1 {
			t.Errorf("looked %d times in a moment", tests)
		}
		time.Sleep(freshFor)
		if code, body := get(all, ReadyPath); code != 503 || body != "✓ 台账\n✗ 磁盘：只剩1MB， 请腾出空间\n" {
			t.Errorf("%d %s", code, body)
		}
		if code, body := get(all, AlivePath); code != 200 || body != "ok\n" {
			t.Errorf("%d %s", code, body)
		}
		if code, _ := get(all, "/telegram"); code != http.StatusTeapot {
			t.Errorf("the rest gave %d", code)
		}
		_, body := get(all, MetricsPath)
		for _, want := range []string{`duban_ready{check="ledger"} 1`, `duban_ready{check="disk"} 0`, `duban_build_info{version="v1",revision="abc"} 1`} {
			if !strings.Contains(body, want+"\n") {
				t.Errorf("no %s in\n%s", want, body)
			}
		}
	})
}

// store is a Diary and an Inbox that take everything.
type store struct {
	reminders.Diary
	telegram.Inbox
	broken error
}

func (s *store) Owe(_ context.Context, rows []reminders.Delivery, _ reminders.Day) (int, error) {
	return len(rows), s.broken
}
func (s *store) Unsent(context.Context, time.Time) ([]reminders.Unsent, error) {
	return make([]reminders.Unsent, 4), s.broken
}
func (s *store) Record(context.Context, []reminders.Delivery) error { return s.broken }
func (s *store) SaveUpdates(_ context.Context, _ string, bodies map[int64][]byte) (fresh []int64, err error) {
	for id := range bodies {
		fresh = append(fresh, id)
	}
	return fresh, s.broken
}
func (s *store) PendingUpdates(context.Context, string) (map[int64][]byte, error) {
	return map[int64][]byte{1: nil, 2: nil}, nil
}
func (s *store) FinishUpdates(context.Context, string, ...int64) error { return s.broken }
func (s *store) NextOffset(context.Context, string) (int64, error)     { return 0, nil }
func (s *store) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "sendMessage") {
		return nil, errors.New("cut")
	}
	return &http.Response{StatusCode: 200, Body: http.NoBody, Header: http.Header{"Date": {time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat)}}}, nil
}

func TestFiguresCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, s, ctx, now := NewFigures("", ""), &store{}, t.Context(), time.Now()
		if _, ok := f.Ticked.Age(); ok {
			t.Error("ticked before it began")
		}
		d, in := f.Diary(s), f.Inbox(s)
		d.Owe(ctx, make([]reminders.Delivery, 3), 0)
		d.Unsent(ctx, now)
		d.Record(ctx, []reminders.Delivery{{DueAt: now, SentAt: now.Add(4 * time.Second)}, {DueAt: now}, {Superseded: true}})
		in.PendingUpdates(ctx, "")
		in.SaveUpdates(ctx, "", map[int64][]byte{3: nil, 4: nil})
		in.FinishUpdates(ctx, "", 1)
		h := f.Handler(func(_ context.Context, r bot.Request) (bot.Reply, error) {
			if r.Press != "" {
				return bot.Reply{}, errors.New("broken")
			}
			return bot.Reply{}, nil
		})
		h(ctx, bot.Request{Text: "柯桥区"})
		h(ctx, bot.Request{Press: "secret words"})
		calls := f.Transport(s)
		for _, path := range []string{"/bot1:secret/getUpdates", "/bot1:secret/sendMessage", "/file/bot1:secret/documents/1.pdf"} {
			calls.RoundTrip(httptest.NewRequest("POST", "https://telegram.test"+path, nil))
		}
		s.broken = errors.New("disk full")
		d.Record(ctx, nil)
		_, body := get(Handler(NewHealth(), f, nil), MetricsPath)
		lines := strings.Split(body, "\n")
		for _, want := range []string{
			"duban_reminders_due_total 3", "duban_reminders_sent_total 1", "duban_reminders_failed_total 1", "duban_reminders_superseded_total 1",
			"duban_reminders_waiting 4", `duban_reminder_late_seconds_bucket{le="1"} 0`, `duban_reminder_late_seconds_bucket{le="5"} 1`,
			"duban_updates_total 2", "duban_queue_updates 3", `duban_requests_total{kind="text"} 1`, `duban_requests_unanswered_total{kind="text"} 1`,
			`duban_errors_total{kind="request"} 1`, `duban_errors_total{kind="store"} 1`, `duban_errors_total{kind="telegram_failed"} 1`,
			`duban_telegram_calls_total{method="getUpdates",outcome="200"} 1`, `duban_telegram_calls_total{method="file",outcome="200"} 1`,
			"duban_clock_skew_seconds 3600", "duban_poll_age_seconds 0", "duban_tick_age_seconds 0",
		} {
			if !slices.Contains(lines, want) {
				t.Errorf("no %s", want)
			}
		}
		if strings.Contains(body, "secret") || strings.Contains(body, "柯桥") || t.Failed() {
			t.Errorf("figures:\n%s", body)
		}
	})
}

func TestBeatsOnlyWhileReady(t *testing.T) {
	calls, status := 0, 200
	monitor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		w.WriteHeader(status)
	}))
	defer monitor.Close()
	well := NewHealth(Check{"磁盘", "disk", func(context.Context) error { return nil }})
	full := NewHealth(Check{"磁盘", "disk", func(context.Context) error { return errors.New("满了") }})
	if err := beat(t.Context(), monitor.Client(), monitor.URL+"/secret", well); err != nil || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
	if err := beat(t.Context(), monitor.Client(), monitor.URL+"/secret", full); err == nil || calls != 1 {
		t.Errorf("called while the disk was full: %v", err)
	}
	status = 500
	if err := beat(t.Context(), monitor.Client(), monitor.URL+"/secret", well); err == nil || !strings.Contains(err.Error(), "500") {
		t.Error(err)
	}
	monitor.Close()
	if err := beat(t.Context(), monitor.Client(), monitor.URL+"/secret", well); err == nil || strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
}

// lockedBuffer is written to by a goroutine and read by the test.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestHeartbeatSaysWhatLasts: what is over within a minute is not worth a line.
func TestHeartbeatSaysWhatLasts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log lockedBuffer
		ctx, stop := context.WithCancel(t.Context())
		full := NewHealth(Check{"磁盘", "disk", func(context.Context) error { return errors.New("满了") }})
		go Heartbeat(ctx, "http://127.0.0.1:1/secret", full, slog.New(slog.NewTextHandler(&log, nil)))
		time.Sleep(beatEvery / 2)
		synctest.Wait()
		if s := log.String(); s != "" {
			t.Errorf("said at once: %s", s)
		}
		time.Sleep(10 * beatEvery)
		stop()
		synctest.Wait()
		if s := log.String(); strings.Count(s, "磁盘：满了") != 1 || strings.Contains(s, "secret") {
			t.Error(s)
		}
	})
}
