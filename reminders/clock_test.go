package reminders_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"duban/reminders"
)

const year = 365 * 24 * time.Hour

// sky is the world in which a clock is judged: the true time, what the clock shows besides,
// and how long the process has been awake.
type sky struct {
	reminders.Clock
	truth time.Time
	ahead time.Duration // of the truth: what is wrong with the clock
	awake time.Duration
	r     reminders.Reading
}

func newSky() *sky { return &sky{truth: at("2026-11-27 10:00")} }

// pass lets time pass, of which the machine sleeps a part.
func (s *sky) pass(d, asleep time.Duration) {
	s.truth, s.awake = s.truth.Add(d), s.awake+d-asleep
}

// answer has Telegram answer, on another machine; from this one, by the clock that is judged.
func (s *sky) answer(apart bool) {
	says := s.truth
	if !apart {
		says = says.Add(s.ahead)
	}
	s.r.Answer = reminders.Statement{At: says, Running: s.awake, Apart: apart, Moves: !s.r.Answer.At.IsZero()}
}

// message has a message come in that has waited.
func (s *sky) message(waited time.Duration) {
	s.r.Message = reminders.Statement{At: s.truth.Add(-waited), Running: s.awake}
}

// restart ends the process and begins another.
func (s *sky) restart() {
	mark := s.Mark()
	s.awake, s.r = 0, reminders.Reading{}
	s.Resume(mark)
}

func (s *sky) reading() reminders.Reading {
	s.r.Now, s.r.Running = s.truth.Add(s.ahead), s.awake
	return s.r
}

func (s *sky) doubted() bool { return s.Judge(s.reading()).Some() }

func TestClock(t *testing.T) {
	for name, tt := range map[string]struct {
		play func(s *sky)
		want bool // doubted
	}{
		"the first start":                            {func(*sky) {}, false},
		"a year ahead":                               {func(s *sky) { s.ahead = year }, true},
		"a year behind":                              {func(s *sky) { s.ahead = -year }, true},
		"and back":                                   {func(s *sky) { s.ahead = year; s.doubted(); s.pass(5*time.Second, 0); s.ahead = 0 }, false},
		"put right by an hour":                       {func(s *sky) { s.ahead = time.Hour }, false},
		"two days in small jumps":                    {func(s *sky) { s.ahead = 20 * time.Hour; s.doubted(); s.ahead = 40 * time.Hour }, true},
		"asleep for three days, Telegram agrees":     {func(s *sky) { s.pass(3*24*time.Hour, 3*24*time.Hour); s.doubted(); s.answer(true) }, false},
		"asleep for three days, an answer of before": {func(s *sky) { s.answer(true); s.doubted(); s.pass(3*24*time.Hour, 3*24*time.Hour) }, true},
		"asleep for three days, a message says so":   {func(s *sky) { s.pass(3*24*time.Hour, 3*24*time.Hour); s.doubted(); s.message(20 * time.Hour) }, false},
		"offline with a jump":                        {func(s *sky) { s.ahead = year; s.pass(30*24*time.Hour, 0) }, true},
		"a jump, and Telegram on the same machine":   {func(s *sky) { s.ahead = year; s.answer(false); s.pass(time.Minute, 0); s.answer(false) }, true},
		"a jump that Telegram contradicts":           {func(s *sky) { s.ahead = year; s.answer(true); s.pass(time.Minute, 0); s.answer(true) }, true},
		"off for a week":                             {func(s *sky) { s.restart(); s.pass(7*24*time.Hour, 7*24*time.Hour) }, true},
		"off for a week, Telegram agrees":            {func(s *sky) { s.restart(); s.pass(7*24*time.Hour, 7*24*time.Hour); s.answer(true) }, false},
		"off for a night":                            {func(s *sky) { s.restart(); s.pass(14*time.Hour, 14*time.Hour) }, false},
		"wrong after a restart":                      {func(s *sky) { s.restart(); s.ahead = year }, true},
		"wrong from the first, as Telegram says":     {func(s *sky) { *s = *newSky(); s.ahead = -year; s.answer(true); s.pass(time.Minute, 0); s.answer(true) }, true},
		"wrong from the first, as a message says":    {func(s *sky) { *s = *newSky(); s.ahead = -year; s.message(time.Hour) }, true},
		"Telegram's time stands still": {func(s *sky) {
			s.r.Answer = reminders.Statement{At: at("2020-01-01 00:00"), Running: s.awake, Apart: true}
		}, false},
		"messages of long ago": {func(s *sky) { s.message(5 * year) }, false},
		"confirmed": {func(s *sky) {
			s.ahead = year
			s.doubted()
			s.Confirm(s.reading())
			s.pass(time.Hour, 0)
		}, false},
		"confirmed against Telegram": {func(s *sky) {
			s.ahead = year
			for range 3 {
				s.pass(time.Minute, 0)
				s.answer(true)
				s.doubted()
			}
			s.Confirm(s.reading())
			s.restart()
			for range 3 {
				s.pass(time.Minute, 0)
				s.answer(true)
			}
		}, false},
		"confirmed, and another jump": {func(s *sky) {
			s.ahead = year
			s.doubted()
			s.Confirm(s.reading())
			s.ahead = 2 * year
		}, true},
		"back after it was confirmed": {func(s *sky) {
			s.ahead = year
			s.doubted()
			s.Confirm(s.reading())
			s.ahead = 0
			s.doubted()
			s.answer(true)
		}, false},
		"a simulated clock on a new ledger":  {func(s *sky) { *s = *newSky(); s.r.Simulated, s.ahead = true, -5*year }, false},
		"a simulated clock on a real ledger": {func(s *sky) { s.restart(); s.r.Simulated, s.ahead = true, -5*year }, true},
		"simulated, and simulated otherwise": {func(s *sky) {
			*s = *newSky()
			s.r.Simulated, s.ahead = true, -5*year
			s.doubted()
			s.restart()
			s.r.Simulated, s.ahead = true, -3*year
			s.doubted()
			s.restart()
			s.r.Simulated, s.ahead = true, -5*year
		}, false},
		"the machine's clock after a simulated one": {func(s *sky) {
			*s = *newSky()
			s.r.Simulated, s.ahead = true, -5*year
			s.doubted()
			s.restart()
			s.ahead = 0
		}, false},
	} {
		s := newSky()
		if s.doubted() {
			t.Fatal("a clock is doubted at the first start")
		}
		tt.play(s)
		if got := s.doubted(); got != tt.want {
			t.Errorf("%s: doubted is %v", name, got)
		}
	}
}

// TestClockIsNeverFarOff plays years of restarts, sleep, outages and jumps. A clock that is
// wrong by more than its slack twice over, which a message that waited allows, is never
// believed, but for what it may have slept, or been off, since it was believed. One that is right is believed as soon as Telegram says so, from another machine.
func TestClockIsNeverFarOff(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		s := newSky()
		s.doubted()
		online, known := true, s.truth
		for step := range 400 {
			switch random.IntN(12) {
			case 0:
				s.restart()
			case 1:
				d := time.Duration(random.Int64N(int64(20 * 24 * time.Hour)))
				s.pass(d, d) // asleep
			case 2:
				online = !online
			case 3:
				s.ahead = time.Duration(random.Int64N(int64(2*year))) - year
			case 4:
				s.ahead = 0
			case 5:
				s.message(time.Duration(random.Int64N(int64(24 * time.Hour))))
			default:
				s.pass(time.Duration(random.Int64N(int64(time.Hour))), 0)
			}
			if online {
				s.answer(true)
				s.pass(time.Second, 0)
				s.answer(true)
			}
			doubted := s.doubted()
			if off := s.ahead.Abs(); !doubted && off > 48*time.Hour+s.truth.Sub(known) {
				t.Fatalf("seed %d, step %d: believed while off by %v", seed, step, s.ahead)
			} else if doubted && online && off == 0 {
				t.Fatalf("seed %d, step %d: doubted while right: %+v", seed, step, s.Mark())
			} else if !doubted && off <= 48*time.Hour {
				known = s.truth
			}
		}
	}
}
