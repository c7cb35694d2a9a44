package reminders_test

import (
	"context"
	"fmt"
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

	mu   sync.Mutex
	now  time.Time
	fail func(to reminders.Recipient) error // nil: all goes well
	sent []string                           // "k: 1/before-7 2/due", in the order of sending
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// newWorld imports at that time: 柯桥区 has milestones 1 (due 2023-12-31), 2 (due
// 2023-12-24) and 4 (due 2022-12-31), 越城区 has 3 (due 2023-12-31). k is the liaison
// of 柯桥区, a and b are supervisors, 越城区 has nobody.
func newWorld(t *testing.T, imported string) *world {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "duban.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, store: store, now: at(imported)}
	w.Scheduler = &reminders.Scheduler{Diary: store, Sender: w, Rule: reminders.DefaultRule(), Location: shanghai, Now: w.time}
	var all []reminders.Milestone
	for _, m := range [][2]string{{"柯桥区", "2023-12-31"}, {"柯桥区", "2023-12-24"}, {"越城区", "2023-12-31"}, {"柯桥区", "2022-12-31"}} {
		due, err := reminders.ParseDay(m[1])
		w.must(err)
		all = append(all, reminders.Milestone{Key: fmt.Sprint(len(all)), Unit: m[0], Goal: "达到创建标准", Clause: "附件", Due: due, Year: due.Year()})
	}
	draft, err := store.SaveDraft(t.Context(), reminders.Version{Plan: "plan", Title: "计划", Text: "原文", ReadBy: reminders.System, ReadAt: w.now})
	w.must(err)
	_, err = store.Apply(t.Context(), draft, all, reminders.System, reminders.DayOf(w.now, shanghai), w.now)
	w.must(err)
	w.must(store.EnsureAdmins(t.Context(), []reminders.Recipient{"a", "b"}, w.now))
	w.bind("k", "柯桥区")
	return w
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

func (w *world) act(id int64, a reminders.Action, by reminders.Recipient, reason string) {
	w.Helper()
	_, err := w.store.Act(w.Context(), id, a, by, reason, "", w.time())
	w.must(err)
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
		if i.NoLiaison {
			line += "!"
		}
	}
	w.sent = append(w.sent, line)
	return fmt.Sprintf("m%d", len(w.sent)), nil
}

// run sets the clock, runs once and compares what was sent with the lines in any order.
func (w *world) run(now string, want ...string) reminders.Result {
	w.Helper()
	w.mu.Lock()
	w.now, w.sent = at(now), nil
	w.mu.Unlock()
	done, err := w.RunOnce(w.Context())
	w.must(err)
	w.expect(now, want...)
	return done
}

func (w *world) expect(when string, want ...string) {
	w.Helper()
	got := slices.Sorted(slices.Values(w.sent))
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.Errorf("%s:\n got %s\nwant %s", when, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

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
