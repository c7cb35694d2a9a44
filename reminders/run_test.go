package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"duban/reminders"
)

// memory is a diary without a file, for tests under simulated time. Whoever reads it has
// to see no more than a real one would show.
type memory struct {
	mu     sync.Mutex
	ledger reminders.Ledger
	rows   []reminders.Unsent
	full   []time.Duration // when the ledger was read, since the start of the test
	looks  int             // how often it was asked for what is unsent
	began  time.Time
	down   error
	read   func() // with each reading of the ledger
}

func (m *memory) Ledger(context.Context) (reminders.Ledger, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.full = append(m.full, time.Since(m.began)); len(m.full) > 1000 {
		panic("it only looks, and looks") // instead of hanging
	}
	if m.read != nil {
		m.read()
	}
	return m.ledger, m.down
}

// reads gives when the ledger was read.
func (m *memory) reads() []time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.full)
}

func (m *memory) Owe(context.Context, []reminders.Delivery, reminders.Day) (int, error) {
	return 0, nil
}

func (m *memory) Unsent(_ context.Context, now time.Time) (rows []reminders.Unsent, _ error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.looks++
	for _, r := range m.rows {
		if d := r.Delivery; d.SentAt.IsZero() && !d.Superseded && !d.DueAt.After(now) {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

func (m *memory) Record(_ context.Context, rows []reminders.Delivery) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, d := range rows {
		m.rows[d.ID-1].Delivery = d
	}
	return nil
}

func (m *memory) MarkUnreachable(context.Context, reminders.Recipient, time.Time) error { return nil }

// notice adds a notice that the person is owed at once.
func (m *memory) notice(to reminders.Recipient) {
	m.mu.Lock()
	defer m.mu.Unlock()
	id := int64(len(m.rows) + 1)
	u := reminders.Unsent{
		Delivery: reminders.Delivery{ID: id, Milestone: id, Kind: reminders.Kind(fmt.Sprintf("returned#%d", id)), Recipient: to, Event: id, DueAt: time.Now()},
		Event:    reminders.Event{ID: id, To: reminders.Returned}, Milestone: reminders.Milestone{ID: id, Unit: "柯桥区", Status: reminders.Returned}}
	m.rows = append(m.rows, u)
}

func (m *memory) Revive(context.Context, time.Time) error { return nil }

func (m *memory) Recur(context.Context, reminders.Day, time.Time) (int, error) { return 0, nil }

// join lets liaisons of 柯桥区 in.
func (m *memory) join(all ...reminders.Recipient) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range all {
		m.ledger.People = append(slices.Clone(m.ledger.People), reminders.Person{ID: id, Role: reminders.Liaison, Units: []string{"柯桥区"}})
	}
}

// phone is a sender that notes when it was called.
type phone struct {
	mu    sync.Mutex
	calls []string
	did   func() // with each call
}

func (p *phone) Send(_ context.Context, to reminders.Recipient, _ []reminders.Item) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls = append(p.calls, string(to))
	if p.did != nil {
		p.did()
	}
	return "m", nil
}

func (p *phone) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.calls)
}

// running plays f beside a Scheduler that looks every minute, from eight in the morning
// in Shanghai on.
func running(t *testing.T, f func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		m, p := &memory{began: time.Now()}, &phone{}
		s := &reminders.Scheduler{Diary: m, Sender: p, Location: shanghai, Now: time.Now}
		ctx, cancel := context.WithCancel(t.Context())
		stopped := make(chan struct{})
		go func() { s.Run(ctx, time.Minute); close(stopped) }()
		synctest.Wait()
		f(t, m, p, s)
		cancel()
		<-stopped
	})
}

// pass lets the time pass.
func pass(d time.Duration) {
	time.Sleep(d) // in a bubble of synctest: nobody waits
	synctest.Wait()
}

func (m *memory) expect(t *testing.T, looks int, full ...time.Duration) {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.looks != looks || !slices.Equal(m.full, full) {
		t.Errorf("after %s: looked %d times, the ledger was read at %v; want %d, %v", time.Since(m.began), m.looks, m.full, looks, full)
	}
}

// TestRunLooksEveryMinuteAndReadsAllNowAndThen: the ledger is read at the start, when
// the last time is longer ago than ten minutes, and when the day has changed.
func TestRunLooksEveryMinuteAndReadsAllNowAndThen(t *testing.T) {
	running(t, func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler) {
		m.expect(t, 1, 0)
		pass(25 * time.Minute)
		m.expect(t, 26, 0, 11*time.Minute, 22*time.Minute)
	})
}

func TestRunReadsAllOnANewDay(t *testing.T) {
	running(t, func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler) {
		pass(16*time.Hour - time.Second) // 23:59:59
		before := len(m.reads())
		pass(time.Second)
		if full := m.reads(); len(full) != before+1 || full[before] != 16*time.Hour {
			t.Errorf("read at %v", full[before-1:])
		}
	})
}

func TestRunWakesUp(t *testing.T) {
	running(t, func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler) {
		pass(90 * time.Second)
		s.Wake()
		s.Wake() // for one thing more: one look is enough
		synctest.Wait()
		m.expect(t, 3, 0, 90*time.Second)
		pass(time.Minute) // counted from then on
		m.expect(t, 4, 0, 90*time.Second)
		for range 5 { // and again, now that it waits
			s.Wake()
			synctest.Wait()
		}
		if full := m.reads(); len(full) != 7 {
			t.Errorf("read at %v", full)
		}
	})
}

func TestRunReadsAllAfterAnError(t *testing.T) {
	running(t, func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler) {
		m.mu.Lock()
		m.down = errors.New("disk is full")
		m.mu.Unlock()
		s.Wake()
		pass(2 * time.Minute)
		m.expect(t, 1, 0, 0, time.Minute, 2*time.Minute)
		m.mu.Lock()
		m.down = nil
		m.mu.Unlock()
		pass(2 * time.Minute)
		m.expect(t, 3, 0, 0, time.Minute, 2*time.Minute, 3*time.Minute)
	})
}

// TestWokenWhileSending: what happens while a line is sent makes Run look anew, so that
// it need not wait behind the line; the line goes on all the same.
func TestWokenWhileSending(t *testing.T) {
	running(t, func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler) {
		var all []string
		for i := range 20 {
			all = append(all, fmt.Sprintf("p%02d", i))
			m.join(reminders.Recipient(all[i]))
			m.notice(reminders.Recipient(all[i]))
		}
		p.did = s.Wake
		s.Wake()
		pass(time.Second)
		slices.Sort(p.calls)
		if !slices.Equal(p.calls, all) {
			t.Errorf("sent to %v", p.calls)
		}
		if n := len(m.reads()); n < 5 || n > 25 {
			t.Errorf("looked anew %d times", n)
		}
	})
}

// TestWokenWhileLooking: something happens during each look, and the line goes on.
func TestWokenWhileLooking(t *testing.T) {
	running(t, func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler) {
		for i := range 20 {
			to := reminders.Recipient(fmt.Sprint("p", i))
			m.join(to)
			m.notice(to)
		}
		m.mu.Lock()
		m.read = func() {
			if p.count() < 20 { // or it would look for ever
				s.Wake()
			}
		}
		m.mu.Unlock()
		s.Wake()
		pass(time.Second)
		if n := p.count(); n != 20 {
			t.Errorf("%d sent", n)
		}
	})
}

// TestNewcomersNotice: somebody is let in and told something between two looks, and
// nobody calls Wake. What was read before says that there is no such person; the row must
// not be given up for that.
func TestNewcomersNotice(t *testing.T) {
	running(t, func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler) {
		m.join("k")
		m.notice("k")
		pass(time.Minute)
		if !slices.Equal(p.calls, []string{"k"}) {
			t.Errorf("sent to %v, rows %+v", p.calls, m.rows)
		}
	})
}

// TestWhoHasLeftGetsNothingAtOnce: a look that is not full goes by what was read before
// only while there is nothing to send.
func TestWhoHasLeftGetsNothingAtOnce(t *testing.T) {
	running(t, func(t *testing.T, m *memory, p *phone, s *reminders.Scheduler) {
		m.join("k", "k2")
		s.Wake()
		synctest.Wait()
		m.mu.Lock()
		m.ledger.People = m.ledger.People[1:]
		m.mu.Unlock()
		m.notice("k")
		m.notice("k2")
		pass(time.Minute)
		if !slices.Equal(p.calls, []string{"k2"}) || !m.rows[0].Delivery.Superseded {
			t.Errorf("sent to %v, rows %+v", p.calls, m.rows)
		}
	})
}
