package watch

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"time"

	"duban/bot"
	"duban/bot/telegram"
)

// Handler counts and times the requests that h answers.
func (f *Figures) Handler(h telegram.Handler) telegram.Handler {
	return func(ctx context.Context, r bot.Request) (bot.Reply, error) {
		began := time.Now()
		reply, err := h(ctx, r)
		kind := kindOf(r)
		f.count(fmt.Sprintf("duban_requests_total{kind=%q}", kind), 1)
		f.took(fmt.Sprintf("duban_request_seconds{kind=%q}", kind), began)
		switch {
		case err != nil:
			f.count(fmt.Sprintf("duban_errors_total{kind=%q}", "request"), 1)
		case len(reply.Messages) == 0 && reply.Toast == "":
			f.count(fmt.Sprintf("duban_requests_unanswered_total{kind=%q}", kind), 1)
		}
		return reply, err
	}
}

func kindOf(r bot.Request) string {
	switch {
	case r.Press != "":
		return "press"
	case r.Start != "":
		return "start"
	case len(r.Uploads) > 0:
		return "file"
	case len(r.Text) > 0 && r.Text[0] == '/':
		return "command"
	}
	return "text"
}

// Inbox counts the updates that come into in and leave it, and times it.
func (f *Figures) Inbox(in telegram.Inbox) telegram.Inbox { return inbox{in, f} }

type inbox struct {
	telegram.Inbox
	f *Figures
}

func (i inbox) SaveUpdates(ctx context.Context, source string, bodies map[int64][]byte) ([]int64, error) {
	defer i.f.took(`duban_store_seconds{op="save_updates"}`, time.Now())
	fresh, err := i.Inbox.SaveUpdates(ctx, source, bodies)
	i.f.failed("store", err)
	i.f.count("duban_updates_total", len(fresh))
	i.f.queued.Add(int64(len(fresh)))
	return fresh, err
}

func (i inbox) PendingUpdates(ctx context.Context, source string) (map[int64][]byte, error) {
	pending, err := i.Inbox.PendingUpdates(ctx, source)
	i.f.failed("store", err)
	i.f.queued.Store(int64(len(pending)))
	return pending, err
}

func (i inbox) FinishUpdates(ctx context.Context, source string, ids ...int64) error {
	defer i.f.took(`duban_store_seconds{op="finish_updates"}`, time.Now())
	err := i.Inbox.FinishUpdates(ctx, source, ids...)
	i.f.failed("store", err)
	if err == nil {
		i.f.queued.Add(-int64(len(ids)))
	}
	return err
}

// failed counts an error, if there is one.
func (f *Figures) failed(kind string, err error) {
	if err != nil {
		f.count(fmt.Sprintf("duban_errors_total{kind=%q}", kind), 1)
	}
}

// Transport counts and times the calls of the Bot API that go through t, and looks at the
// time of day that their answers give.
func (f *Figures) Transport(t http.RoundTripper) http.RoundTripper { return transport{t, f} }

type transport struct {
	http.RoundTripper
	f *Figures
}

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	resp, err := t.RoundTripper.RoundTrip(r)
	// The path is /bot<token>/<method>, or /file/bot<token>/<place> of a download.
	method := path.Base(r.URL.Path)
	if path.Dir(path.Dir(r.URL.Path)) != "/" {
		method = "file"
	}
	outcome := "failed"
	if err == nil {
		outcome = fmt.Sprint(resp.StatusCode)
		t.f.compare(resp.Header.Get("Date"))
		if resp.StatusCode == http.StatusOK && (method == "getUpdates" || method == "setWebhook") {
			t.f.Polled.Beat()
		}
	}
	if outcome != "200" && r.Context().Err() == nil {
		t.f.count(fmt.Sprintf("duban_errors_total{kind=%q}", "telegram_"+outcome), 1)
	}
	t.f.count(fmt.Sprintf("duban_telegram_calls_total{method=%q,outcome=%q}", method, outcome), 1)
	if method != "getUpdates" { // waits by design
		t.f.took(fmt.Sprintf("duban_telegram_seconds{method=%q}", method), began)
	}
	return resp, err
}

// compare takes the clock's difference to a Date header, if there is one.
func (f *Figures) compare(date string) {
	if at, err := http.ParseTime(date); err == nil {
		f.skew.Store(int64(time.Since(at).Truncate(time.Second)))
	}
}

func (i inbox) SetUpdateAside(ctx context.Context, source string, id int64, now time.Time) error {
	err := i.Inbox.SetUpdateAside(ctx, source, id, now)
	i.f.failed("store", err)
	if err == nil {
		i.f.queued.Add(-1)
	}
	return err
}

func (i inbox) RetriedUpdates(ctx context.Context, source string) (map[int64][]byte, error) {
	again, err := i.Inbox.RetriedUpdates(ctx, source)
	i.f.failed("store", err)
	i.f.queued.Add(int64(len(again)))
	return again, err
}
