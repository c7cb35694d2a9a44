package telegram

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"duban/bot"
	"duban/bot/telegram/tgtest"
)

// inbox is an Inbox in memory.
type inbox struct {
	mu       sync.Mutex
	pending  map[int64][]byte
	known    map[int64]bool // what was ever saved
	next     int64
	finished []int64
	broken   error // what SaveUpdates answers, if set
	tries    map[int64]int
	aside    map[int64][]byte
	retried  map[int64][]byte
}

func newInbox() *inbox {
	return &inbox{pending: map[int64][]byte{}, known: map[int64]bool{}, tries: map[int64]int{}, aside: map[int64][]byte{}}
}

func (in *inbox) SaveUpdates(_ context.Context, _ string, bodies map[int64][]byte) (fresh []int64, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.broken != nil {
		return nil, in.broken
	}
	for _, id := range slices.Sorted(maps.Keys(bodies)) {
		if in.known[id] {
			continue
		}
		in.known[id], in.pending[id] = true, bodies[id]
		in.next = max(in.next, id+1)
		fresh = append(fresh, id)
	}
	return fresh, nil
}

func (in *inbox) PendingUpdates(context.Context, string) (map[int64][]byte, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return maps.Clone(in.pending), nil
}

func (in *inbox) FinishUpdates(_ context.Context, _ string, ids ...int64) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, id := range ids {
		if _, ok := in.pending[id]; !ok {
			return errors.New("finished twice, or never saved")
		}
		delete(in.pending, id)
		in.finished = append(in.finished, id)
	}
	return nil
}

func (in *inbox) TryUpdate(_ context.Context, _ string, id int64) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.tries[id]++
	return in.tries[id] + 1, nil
}

func (in *inbox) PassUpdate(_ context.Context, _ string, id int64) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(in.tries, id)
	return nil
}

func (in *inbox) SetUpdateAside(_ context.Context, _ string, id int64, _ time.Time) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.aside[id] = in.pending[id]
	delete(in.pending, id)
	return nil
}

func (in *inbox) RetriedUpdates(context.Context, string) (map[int64][]byte, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	again := in.retried
	in.retried = nil
	maps.Copy(in.pending, again)
	return again, nil
}

func (in *inbox) NextOffset(context.Context, string) (int64, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.next, nil
}

func (in *inbox) left() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	return len(in.pending)
}

// journal collects log lines.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// world is a bot with its Telegram, on a fake clock.
type world struct {
	*testing.T
	cfg   Config
	tg    *tgtest.Server
	inbox *inbox
	log   *journal
	edge  *Edge
	ended chan error
	stop  context.CancelFunc
}

// inWorld plays a test in which nothing waits for the wall clock. The handler may be
// nil for a test that only sends.
func inWorld(t *testing.T, handler Handler, play func(w *world)) {
	t.Helper()
	inWorldWith(t, Config{}, handler, play)
}

// inWorldWith is inWorld with further settings.
func inWorldWith(t *testing.T, cfg Config, handler Handler, play func(w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{T: t, cfg: cfg, tg: tgtest.New(), inbox: newInbox(), log: &journal{}}
		w.edge = w.newEdge(handler)
		play(w)
		if w.stop != nil {
			w.halt()
		}
		if strings.Contains(w.log.String(), secret(tgtest.Token)) {
			t.Errorf("the token is in the log: %s", w.log)
		}
	})
}

func (w *world) newEdge(handler Handler) *Edge {
	w.Helper()
	cfg := w.cfg
	cfg.Token, cfg.Transport = tgtest.Token+"\n", w.tg.Transport(w)
	if cfg.API == "" {
		cfg.API = "http://telegram.test"
	}
	cfg.Commands = []bot.Command{{Name: "help", Description: "能做什么"}}
	e, err := New(cfg, handler, w.inbox, slog.New(slog.NewTextHandler(w.log, nil)))
	if err != nil {
		w.Fatal(err)
	}
	return e
}

// run starts the bot and returns when it waits for updates.
func (w *world) run() {
	ctx, cancel := context.WithCancel(w.Context())
	w.stop, w.ended = cancel, make(chan error, 1)
	go func(e *Edge) { w.ended <- e.Run(ctx) }(w.edge)
	synctest.Wait()
}

// halt stops the bot as SIGTERM does.
func (w *world) halt() {
	w.Helper()
	w.stop()
	if err := <-w.ended; err != nil {
		w.Errorf("Run: %v", err)
	}
	w.stop = nil
}

// restart stops the bot and starts another with the same inbox.
func (w *world) restart(handler Handler) {
	if w.stop != nil {
		w.halt()
	}
	synctest.Wait()
	w.edge = w.newEdge(handler)
	w.run()
}

// texts are what the bot has said, once everything has come to rest for now.
func (w *world) texts() string {
	synctest.Wait()
	return strings.Join(w.tg.Texts(), "|")
}

func (w *world) expect(want string) {
	w.Helper()
	if got := w.texts(); got != want {
		w.Errorf("said %q, want %q", got, want)
	}
}

func say(s string) bot.Message { return bot.Message{Text: bot.Text{{S: s}}} }

// echo says back what was written or pressed.
func echo(_ context.Context, r bot.Request) (bot.Reply, error) {
	if r.Press != "" {
		return bot.Reply{Toast: "好", Messages: []bot.Message{say("pressed " + r.Press)}}, nil
	}
	return bot.Reply{Messages: []bot.Message{say("echo " + r.Text)}}, nil
}
