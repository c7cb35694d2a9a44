package sqlite

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/reminders"
)

// post is a Sender that keeps what it was given and fails when told to.
type post struct {
	mu    sync.Mutex
	sent  []string
	fail  func(to reminders.Recipient) error
	after func() // runs when a message was accepted, before the sender returns
}

func (p *post) Send(_ context.Context, to reminders.Recipient, items []reminders.Item) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		if err := p.fail(to); err != nil {
			return "", err
		}
	}
	var what []string
	for _, i := range items {
		orphan := ""
		if i.Orphan {
			orphan = "!"
		}
		kind, _, _ := strings.Cut(string(i.Kind), "#")
		what = append(what, orphan+i.About.Unit+" "+kind)
	}
	p.sent = append(p.sent, string(to)+": "+strings.Join(what, ", "))
	if p.after != nil {
		p.after()
	}
	return fmt.Sprint("m", len(p.sent)), nil
}

// took gives what was sent since the last call.
func (p *post) took() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	slices.Sort(p.sent)
	out := strings.Join(p.sent, "; ")
	p.sent = nil
	return out
}

type diary struct {
	t    *testing.T
	s    *Store
	post *post
	now  time.Time
	loop *reminders.Scheduler
}

func newDiary(t *testing.T, start time.Time) *diary {
	s, _ := openStore(t)
	d := &diary{t: t, s: s, post: &post{}, now: start}
	d.restart()
	return d
}

// restart is a new process on the same diary.
func (d *diary) restart() {
	d.loop = &reminders.Scheduler{Queue: d.s, Sender: d.post, Rule: reminders.DefaultRule, Location: shanghai,
		Now: func() time.Time { return d.now }, Log: slog.New(slog.DiscardHandler)}
}

// at runs the scheduler at a moment and compares what it sends.
func (d *diary) at(moment, want string) {
	d.t.Helper()
	var err error
	d.now, err = time.ParseInLocation("2006-01-02 15:04", moment, shanghai)
	must(d.t, err)
	if _, err := d.loop.RunOnce(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	if got := d.post.took(); got != want {
		d.t.Errorf("at %s\ngot  %s\nwant %s", moment, got, want)
	}
}

func TestReminders(t *testing.T) {
	d := newDiary(t, begin)
	ledger(t, d.s, begin, "东区 2020", "东区 2021", "西区 2021", "南区 2021")
	let(t, d.s, begin, "e liaison 东区", "e2 liaison 东区", "e liaison 西区")
	d.at("2021-06-02 09:00", "") // the past one is held
	d.at("2021-12-01 08:59", "")
	d.at("2021-12-01 09:00", "boss: !南区 before-30; e2: 东区 before-30; e: 东区 before-30, 西区 before-30")
	d.at("2021-12-01 09:01", "")
	d.at("2021-12-02 09:00", "")
	d.restart()
	d.at("2021-12-02 09:01", "") // a restart repeats nothing
	// The clock jumps back and forth: rows know what was sent.
	d.at("2021-11-30 09:00", "")
	d.at("2021-12-24 09:00", "boss: !南区 before-7; e2: 东区 before-7; e: 东区 before-7, 西区 before-7")
	if _, err := d.s.Act(t.Context(), 2, reminders.Report, "e", "做完了", "r1", d.now, today(d.now)); err != nil {
		t.Fatal(err)
	}
	d.loop.Wake()
	d.at("2021-12-24 10:00", "boss: 东区 report")
	// An outage from the 30th to the 20th of January: only the newest reminder.
	d.at("2022-01-20 12:00", "boss: !南区 overdue-14; e: 西区 overdue-14")
	d.at("2022-01-21 09:00", "boss: !南区 overdue-21; e: 西区 overdue-21")
	var superseded int
	must(t, d.s.read.QueryRow(`SELECT count(*) FROM deliveries WHERE superseded_at IS NOT NULL AND sent_at IS NULL`).Scan(&superseded))
	if superseded == 0 {
		t.Error("nothing is marked superseded")
	}
}

// TestSomebodyAtLast: what was planned for the supervisors goes to the unit's own
// people once there are any.
func TestSomebodyAtLast(t *testing.T) {
	d := newDiary(t, begin)
	ledger(t, d.s, begin, "东区 2021")
	let(t, d.s, begin)
	d.at("2021-12-01 00:01", "")
	let(t, d.s, begin, "e liaison 东区")
	d.loop.Wake()
	d.at("2021-12-01 09:00", "e: 东区 before-30")
}

// TestCrash: a process that dies after the message was accepted and before the row
// was marked repeats that message, once, and no other.
func TestCrash(t *testing.T) {
	d := newDiary(t, begin)
	ledger(t, d.s, begin, "东区 2021", "西区 2021")
	let(t, d.s, begin, "e liaison 东区", "w liaison 西区")
	good := d.s
	d.loop.Queue = &dying{Store: good, who: "w"}
	d.now = time.Date(2021, 12, 1, 9, 0, 0, 0, shanghai)
	if _, err := d.loop.RunOnce(t.Context()); !errors.Is(err, errDead) {
		t.Fatalf("%v", err)
	}
	if got := d.post.took(); got != "e: 东区 before-30; w: 西区 before-30" {
		t.Error(got)
	}
	d.restart()
	d.at("2021-12-01 09:01", "w: 西区 before-30")
	d.at("2021-12-01 09:02", "")
}

var errDead = errors.New("dead")

// dying fails to mark what was sent to one recipient.
type dying struct {
	*Store
	who reminders.Recipient
}

func (q *dying) Sent(ctx context.Context, ids []int64, message string, now time.Time) error {
	var to reminders.Recipient
	if err := q.read.QueryRowContext(ctx, `SELECT recipient FROM deliveries WHERE id = ?`, ids[0]).Scan(&to); err != nil {
		return err
	}
	if to == q.who {
		return errDead
	}
	return q.Store.Sent(ctx, ids, message, now)
}

func TestFailures(t *testing.T) {
	d := newDiary(t, begin)
	ledger(t, d.s, begin, "东区 2021", "西区 2021")
	let(t, d.s, begin, "e liaison 东区", "w liaison 西区")
	failing := map[reminders.Recipient]error{"e": errors.New("no network")}
	d.post.fail = func(to reminders.Recipient) error { return failing[to] }
	d.at("2021-12-01 09:00", "w: 西区 before-30")
	delete(failing, "e")
	d.at("2021-12-01 09:00", "") // not in a tight loop
	failing["e"] = &reminders.RetryError{After: 10 * time.Minute}
	d.at("2021-12-01 09:01", "")
	delete(failing, "e")
	d.at("2021-12-01 09:10", "")
	d.at("2021-12-01 09:11", "e: 东区 before-30")
}

func TestUnreachable(t *testing.T) {
	d := newDiary(t, begin)
	ledger(t, d.s, begin, "东区 2021")
	let(t, d.s, begin, "e liaison 东区")
	d.post.fail = func(to reminders.Recipient) error {
		if to == "e" {
			return reminders.ErrUnreachable
		}
		return nil
	}
	d.at("2021-12-01 09:00", "")
	d.at("2021-12-01 09:01", "boss: 东区 unreachable")
	d.at("2021-12-24 09:00", "") // told once; the person is not tried again
	d.post.fail = nil
	must(t, d.s.Seen(t.Context(), "e", "东", d.now))
	d.at("2021-12-24 09:05", "e: 东区 before-7") // what was owed meanwhile, the newest alone
}

// TestStopDuringSend: when the program is stopped, what is on its way is marked and
// nothing new is begun.
func TestStopDuringSend(t *testing.T) {
	d := newDiary(t, begin)
	var names, people []string
	for i := range 20 {
		names = append(names, fmt.Sprintf("区%02d 2021", i))
		people = append(people, fmt.Sprintf("p%02d liaison 区%02d", i, i))
	}
	ledger(t, d.s, begin, names...)
	let(t, d.s, begin, people...)
	ctx, cancel := context.WithCancel(t.Context())
	d.post.after = cancel
	d.now = time.Date(2021, 12, 1, 9, 0, 0, 0, shanghai)
	if _, err := d.loop.RunOnce(ctx); err != nil {
		t.Fatal(err)
	}
	first := strings.Count(d.post.took(), "before-30")
	if first == 0 || first > reminders.InFlight {
		t.Errorf("%d sent after the stop", first)
	}
	d.post.after = nil
	d.restart()
	if _, err := d.loop.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if rest := strings.Count(d.post.took(), "before-30"); first+rest != 20 {
		t.Errorf("%d and %d of 20", first, rest)
	}
}

func TestSilentPeopleAreToldNothing(t *testing.T) {
	d := newDiary(t, begin)
	ledger(t, d.s, begin, "东区 2021")
	let(t, d.s, begin)
	must(t, d.s.AdmitLocal(t.Context(), reminders.Person{ID: "local", Role: reminders.Liaison, Units: []string{"东区"}}, begin))
	d.at("2021-12-01 09:00", "boss: !东区 before-30")
}
