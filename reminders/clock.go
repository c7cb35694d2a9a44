package reminders

import "time"

// clockSlack is by how much the clock may jump, or differ from what is said elsewhere,
// and still be believed: people put clocks right, and a machine may be off for a while.
const clockSlack = 24 * time.Hour

// Clock judges whether what the machine's clock says can be believed. The measure is what
// was believed before and the time that has run since. What Telegram says can clear a
// jump, such as one over days of sleep, or contradict the clock. The zero Clock has
// believed nothing yet.
type Clock struct {
	mark    ClockMark
	measure time.Time     // what the clock said when that was known to be right; zero: it never was
	at      time.Duration // Reading.Running then
	since   time.Duration // Reading.Running when the doubt began
}

// ClockMark is what the diary keeps of the clock.
type ClockMark struct {
	Tick      time.Time     // when it was believed last; zero: never
	Simulated bool          // Tick is of a simulated clock, which says nothing about the machine's
	Ahead     time.Duration // of Telegram's time, as somebody has confirmed; 0: nobody has
	Doubt     Doubt         // that is not settled; zero: the clock is believed
	Confirmed time.Time     // what the clock said when somebody confirmed it in this doubt; zero: nobody has
}

// Doubt is what the clock ought to say and what it says, more than a day apart. The zero
// Doubt is none.
type Doubt struct{ Expected, Shown time.Time }

// Some reports whether there is a doubt.
func (d Doubt) Some() bool { return !d.Shown.IsZero() }

// Concerns reports whether it is the doubt about a clock that says now.
func (d Doubt) Concerns(now time.Time) bool { return d.Some() && !far(now, d.Shown) }

// Reading is what is known about the time at one moment.
type Reading struct {
	Now       time.Time     // what the clock says
	Simulated bool          // it is a simulated one, whose operator answers for it
	Running   time.Duration // since the start of the process, by a clock that nobody sets; it may stand still while the machine sleeps
	Heard     time.Duration // Running when Telegram answered last; 0: it has not
	Answer    Statement     // its last answer that said the time
	Message   Statement     // the last message that somebody has sent, which may have waited for a day
}

// Statement is what is said elsewhere about the time.
type Statement struct {
	At      time.Time     // zero: nothing
	Running time.Duration // when it came, as Reading.Running
	Moves   bool          // something else was said before: it comes from a clock
	Apart   bool          // it comes from another machine, which has another clock
}

// now returns what would be said now.
func (s Statement) now(running time.Duration) time.Time { return s.At.Add(running - s.Running) }

// Resume takes up what an earlier process has left.
func (c *Clock) Resume(m ClockMark) {
	*c = Clock{mark: m}
	if !m.Simulated {
		c.measure = m.Tick
	}
}

// Mark returns what is to be kept.
func (c *Clock) Mark() ClockMark { return c.mark }

// Judge returns the doubt that there is about the clock; none: it is believed.
func (c *Clock) Judge(r Reading) Doubt {
	r.Now = r.Now.Round(0) // of the wall alone
	d, certain := c.doubt(r)
	switch was := c.mark.Doubt; {
	case !d.Some():
		c.believe(r, certain)
	case !was.Some():
		c.mark.Doubt, c.since = d, r.Running
	case far(d.Expected, was.Expected), far(d.Shown, was.Shown): // another jump
		c.mark.Doubt, c.mark.Confirmed = d, time.Time{}
	}
	return c.mark.Doubt
}

// Confirm ends the doubt: somebody says that the clock is right, whatever is said elsewhere.
func (c *Clock) Confirm(r Reading) {
	r.Now = r.Now.Round(0)
	if told := r.Answer.now(r.Running); c.fresh(r.Answer) && c.off(r.Now, told) {
		c.mark.Ahead = r.Now.Sub(told)
	}
	c.believe(r, true)
}

// Lasts returns for how long there has been the doubt, and whether Telegram has answered
// since, which might have ended it.
func (c *Clock) Lasts(r Reading) (d time.Duration, answered bool) {
	return r.Running - c.since, r.Heard >= c.since && r.Heard > 0
}

// doubt returns the doubt about the reading; where there is none, certain reports whether
// somebody else says the same.
func (c *Clock) doubt(r Reading) (d Doubt, certain bool) {
	if r.Simulated { // but not where the diary goes by the machine's clock
		return doubtIf(!c.measure.IsZero() && far(r.Now, c.measure), c.measure, r.Now), true
	}
	told, sent, due := r.Answer.now(r.Running), r.Message.now(r.Running), c.measure.Add(r.Running-c.at)
	switch answer, message := c.fresh(r.Answer), c.fresh(r.Message); {
	case answer && r.Answer.Moves && c.off(r.Now, told):
		return Doubt{told, r.Now}, false
	case message && sent.After(r.Now) && c.off(r.Now, sent): // a message may be old, but not of tomorrow
		return Doubt{sent, r.Now}, false
	case answer && r.Answer.Apart && !c.off(r.Now, told), message && !c.off(r.Now, sent):
		return Doubt{}, true
	}
	return doubtIf(!c.measure.IsZero() && far(r.Now, due), due, r.Now), false
}

func doubtIf(some bool, expected, shown time.Time) Doubt {
	if !some {
		return Doubt{}
	}
	return Doubt{expected, shown}
}

// fresh reports whether the statement came since the measure was taken: an older one may
// be of the time before a jump.
func (c *Clock) fresh(s Statement) bool { return !s.At.IsZero() && s.Running >= c.at }

// off reports whether the clock differs from what is said elsewhere, also in another way
// than was confirmed.
func (c *Clock) off(now, told time.Time) bool {
	return far(now, told) && far(now.Add(-c.mark.Ahead), told)
}

// believe takes the clock at its word. Only what is certain becomes the measure of what
// comes, or many small jumps would make up a large one.
func (c *Clock) believe(r Reading, certain bool) {
	if certain || c.measure.IsZero() {
		c.measure, c.at = r.Now, r.Running
	}
	if r.Simulated {
		c.measure = time.Time{}
	}
	if c.fresh(r.Answer) && !far(r.Now, r.Answer.now(r.Running)) {
		c.mark.Ahead = 0
	}
	c.mark.Tick, c.mark.Simulated, c.mark.Doubt, c.mark.Confirmed = r.Now, r.Simulated, Doubt{}, time.Time{}
}

func far(a, b time.Time) bool { return a.Sub(b).Abs() > clockSlack }
