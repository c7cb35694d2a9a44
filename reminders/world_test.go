package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/sqlite"
)

var shanghai = time.FixedZone("Asia/Shanghai", 8*3600)

// world is a diary in a real file, a clock that is set by hand, and a sender that
// notes what it is given.
type world struct {
	*testing.T
	store *sqlite.Store
	*reminders.Scheduler
	text []reminders.Milestone // of the plan

	mu       sync.Mutex
	now      time.Time
	fail     func(to reminders.Recipient) error // nil: all goes well
	sent     []string                           // "k: 1/before-7 2/due", in the order of sending
	items    []reminders.Item                   // in these
	messages map[reminders.Recipient]int        // to each so far: k1 is the id of the first one
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// blank is an empty diary. To make one takes longer than most tests do, most of all
// under the race detector.
var blank = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "duban.db")
	store, err := sqlite.Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := store.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// newWorld imports at that time: 柯桥区 has milestones 1 (due 2023-12-31) and 2 (due
// 2023-12-24), and from 4 on those that are due on the days given besides, 越城区 has 3
// (due 2023-12-31). k is the liaison of 柯桥区, a and b are supervisors, 越城区 has
// nobody. The rule is a short one without digests, and every day is worked, so that a
// test says itself what else it is about.
func newWorld(t *testing.T, imported string, besides ...string) *world {
	t.Helper()
	path := filepath.Join(t.TempDir(), "duban.db")
	file, err := blank()
	if err := errors.Join(err, os.WriteFile(path, file, 0o600)); err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, store: store, now: at(imported), messages: map[reminders.Recipient]int{}}
	w.Scheduler = w.scheduler()
	w.set(func(s *reminders.Settings) {
		s.Rule = reminders.Rule{Before: []int{30, 7, 1}, OnDay: true, Every: 7, Hour: 9}
	})
	milestones := [][2]string{{"柯桥区", "2023-12-31"}, {"柯桥区", "2023-12-24"}, {"越城区", "2023-12-31"}}
	for _, due := range besides {
		milestones = append(milestones, [2]string{"柯桥区", due})
	}
	for _, m := range milestones {
		due, err := reminders.ParseDay(m[1])
		w.must(err)
		w.text = append(w.text, reminders.Milestone{Key: fmt.Sprint(len(w.text)), Unit: m[0], Goal: "达到创建标准", Clause: "附件", Due: due, Year: due.Year()})
	}
	w.apply(reminders.System)
	w.must(store.EnsureAdmins(t.Context(), []reminders.Recipient{"a", "b"}, w.now))
	w.bind("k", "柯桥区")
	return w
}

// apply brings in the plan with the milestones of w.text.
func (w *world) apply(by reminders.Recipient) {
	w.Helper()
	draft, err := w.store.SaveDraft(w.Context(), reminders.Version{Plan: "plan", Title: "计划", Text: "原文", ReadBy: by, ReadAt: w.time()})
	w.must(err)
	_, err = w.store.Apply(w.Context(), draft, w.text, by, reminders.DayOf(w.time(), shanghai), w.time())
	w.must(err)
}

// scheduler gives one as a process that has just been started has it.
func (w *world) scheduler() *reminders.Scheduler {
	return &reminders.Scheduler{Diary: w.store, Sender: w, Location: shanghai, Now: w.time}
}

// set changes the settings.
func (w *world) set(change func(*reminders.Settings)) {
	w.Helper()
	s := w.store.Settings()
	change(&s)
	w.must(w.store.SetSettings(w.Context(), s, reminders.System, w.time()))
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) bind(id reminders.Recipient, unit string) {
	w.Helper()
	w.must(w.store.Bind(w.Context(), id, string(id), reminders.Liaison, unit, reminders.System, w.time()))
}

// act does a step in that person's name, with words or none.
func (w *world) act(id int64, a reminders.Action, by reminders.Recipient, words string) {
	w.Helper()
	w.step(id, by, reminders.Step{Action: a, Words: words})
}

// step does a step that says more; a Close confirms the goal.
func (w *world) step(id int64, by reminders.Recipient, s reminders.Step) {
	w.Helper()
	s.At, s.Today = w.time(), reminders.DayOf(w.time(), shanghai)
	if s.Action == reminders.Close {
		s.Confirms = "达到创建标准"
	}
	_, err := w.store.Act(w.Context(), id, by, s)
	w.must(err)
}

// down makes every message fail, or none any more.
func (w *world) down(down bool) {
	w.fail = nil
	if down {
		w.fail = func(reminders.Recipient) error { return errors.New("network is down") }
	}
}

func (w *world) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) Send(_ context.Context, to reminders.Recipient, items []reminders.Item) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		if err := w.fail(to); err != nil {
			return "", err
		}
	}
	line := string(to) + ":"
	for _, i := range items {
		line += fmt.Sprintf(" %d/%s", i.Milestone.ID, i.Kind)
		if len(i.Unserved) > 0 {
			line += "!"
		}
	}
	w.sent = append(w.sent, line)
	w.items = append(w.items, items...)
	w.messages[to]++
	return fmt.Sprintf("%s%d", to, w.messages[to]), nil
}

// clock sets the clock and forgets what was sent.
func (w *world) clock(now string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now, w.sent, w.items = at(now), nil, nil
}

// run sets the clock, runs once and compares what was sent with the lines in any order.
func (w *world) run(now string, want ...string) reminders.Result {
	w.Helper()
	w.clock(now)
	done, err := w.RunOnce(w.Context())
	w.must(err)
	w.expect(now, want...)
	return done
}

func (w *world) expect(when string, want ...string) {
	w.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	got := slices.Sorted(slices.Values(w.sent))
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.Errorf("%s:\n got %s\nwant %s", when, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// deliveries gives the rows of a milestone, or with 0 those that are about none, by
// person and kind.
func (w *world) deliveries(milestone int64) map[string]reminders.Delivery {
	w.Helper()
	all, err := w.store.Deliveries(w.Context(), milestone)
	w.must(err)
	by := map[string]reminders.Delivery{}
	for _, d := range all {
		by[string(d.Recipient)+" "+string(d.Kind)] = d
	}
	return by
}
