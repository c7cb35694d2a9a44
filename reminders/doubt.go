package reminders

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	markEvery = 10 * time.Minute // how often it is kept that the clock is believed
	askTime   = 5 * time.Second  // what Telegram has to say what time it is
	doubtTime = 10 * time.Second // after which the supervisors are told of a doubt: some pass by themselves
	tellEvery = 10 * time.Second // how often it is tried to tell them
)

// clockwork is what a Scheduler knows of its clock.
type clockwork struct {
	Clock
	resumed bool
	kept    ClockMark     // in the diary
	keptAt  time.Duration // Reading.Running then
	asked   time.Duration // when Telegram was last asked what time it is
	told    time.Duration // when it was last tried to tell the supervisors of a doubt
}

// believes reports whether anything may be done by what the clock says. While it may not,
// supervisors are told so, once, and nothing else is.
func (s *Scheduler) believes(ctx context.Context, now time.Time, done *Result) (bool, error) {
	c, r := &s.clock, s.Witness.read(now)
	if !c.resumed {
		m, err := s.Witness.Diary.ClockMark(ctx)
		if err != nil {
			return false, fmt.Errorf("read what is kept of the clock: %w", err)
		}
		c.Resume(m)
		c.kept, c.resumed = m, true
	}
	doubt := c.Judge(r)
	if doubt.Some() && doubt == c.kept.Doubt {
		m, err := s.Witness.Diary.ClockMark(ctx)
		if err != nil {
			return false, fmt.Errorf("read what is kept of the clock: %w", err)
		}
		if !m.Confirmed.IsZero() && !far(m.Confirmed, now) {
			c.Confirm(r)
			doubt = Doubt{}
		}
	}
	s.Witness.found(doubt)
	was := c.kept
	// A simulated clock may run fast, and what it says is no measure.
	old := r.Running-c.keptAt >= markEvery || !r.Simulated && now.Sub(was.Tick).Abs() >= markEvery
	if doubt != was.Doubt || !doubt.Some() && (old || was.Tick.IsZero() || was.Simulated != r.Simulated) {
		if err := s.Witness.Diary.MarkClock(ctx, c.Mark()); err != nil {
			return false, fmt.Errorf("keep the clock: %w", err)
		}
		c.kept, c.keptAt = c.Mark(), r.Running
		s.logDoubt(was.Doubt, doubt, now)
	}
	if !doubt.Some() {
		return true, nil
	}
	lasts, answered := c.Lasts(r)
	if ask := s.Witness.Ask; ask != nil && !answered && (lasts == 0 || r.Running-c.asked >= tellEvery) {
		c.asked = r.Running
		asking, cancel := context.WithTimeout(ctx, askTime)
		defer cancel()
		ask(asking)
	}
	if lasts < doubtTime || !answered || c.told > 0 && r.Running-c.told < tellEvery {
		return false, nil
	}
	c.told = r.Running
	return false, s.tellDoubt(ctx, doubt, now, done)
}

func (s *Scheduler) logDoubt(was, is Doubt, now time.Time) {
	switch {
	case is.Some():
		s.Log.Error("时钟可能不对，提醒停发，等它恢复，或由督查员确认（duban clock）", "expected", is.Expected.In(s.Location), "shown", is.Shown.In(s.Location))
	case was.Some():
		s.Log.Info("时钟恢复可信，提醒照发", "now", now.In(s.Location))
	}
}

// tellDoubt tells the supervisors who have not been told.
func (s *Scheduler) tellDoubt(ctx context.Context, doubt Doubt, now time.Time, done *Result) (err error) {
	if err := s.look(ctx); err != nil {
		return err
	}
	o, subject := s.outlook, doubt.subject(s.Location)
	s.outlook = nil // is of a day that may not be
	o.doubt = subject
	rows := doubtNotices(doubt, subject, o.People, now)
	if done.Owed, err = s.Diary.Owe(ctx, rows, 0); err != nil {
		return fmt.Errorf("store what is owed: %w", err)
	}
	unsent, err := s.unsent(ctx, now)
	if err != nil {
		return err
	}
	unsent = slices.DeleteFunc(unsent, func(r Unsent) bool { return r.Delivery.Kind.Series() != noticeClock })
	ready, _ := o.due(unsent, now, DayOf(now, s.Location))
	_, err = s.deliver(ctx, o.batches(ready, DayOf(now, s.Location)), 0, done)
	return err
}

// doubtNotices gives what the supervisors are owed because the clock cannot be believed:
// at once, whatever the time may be.
func doubtNotices(doubt Doubt, subject string, people []Person, now time.Time) []Delivery {
	rows := supervisorNotices(Kind(noticeClock+"#"+subject), DayOf(doubt.Expected, time.UTC), "", people, now)
	for i := range rows {
		rows[i].DueAt = earlier(doubt.Expected, doubt.Shown)
	}
	return rows
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// subject names the doubt in a notice: by its days, so that one is told of once.
func (d Doubt) subject(loc *time.Location) string {
	return DayOf(d.Expected, loc).String() + "/" + DayOf(d.Shown, loc).String()
}

// Doubt returns the days that a notice about the clock names; ok is false for other kinds.
func (k Kind) Doubt() (expected, shown Day, ok bool) {
	if k.Series() != noticeClock {
		return 0, 0, false
	}
	first, second, _ := strings.Cut(k.Subject(), "/")
	expected, err1 := ParseDay(first)
	shown, err2 := ParseDay(second)
	return expected, shown, err1 == nil && err2 == nil
}
