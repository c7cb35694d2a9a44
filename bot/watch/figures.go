package watch

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// Figures counts and times what the program does. Its methods put themselves in front of
// the parts that do it.
type Figures struct {
	set *metrics.Set
	// Polled is when Telegram was last asked for updates and answered, or took the webhook;
	// Ticked when the scheduler last read what is due.
	Polled, Ticked Pulse

	skew    atomic.Int64 // of the machine's clock against Telegram's, in nanoseconds
	queued  atomic.Int64 // updates that are stored and not finished
	waiting atomic.Int64 // reminders that are due and not sent
}

// seconds are the upper bounds of the histograms of times.
var seconds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}

// lateness are those of how late reminders leave.
var lateness = []float64{1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 24 * 3600, 72 * 3600}

// NewFigures gives Figures that begin at 0. Version and revision are those of the program.
func NewFigures(version, revision string) *Figures {
	f := &Figures{set: metrics.NewSet()}
	f.set.NewGauge(fmt.Sprintf("duban_build_info{version=%q,revision=%q}", version, revision), func() float64 { return 1 })
	f.set.NewGauge("duban_queue_updates", func() float64 { return float64(f.queued.Load()) })
	f.set.NewGauge("duban_reminders_waiting", func() float64 { return float64(f.waiting.Load()) })
	f.set.NewGauge("duban_clock_skew_seconds", func() float64 { return f.Skew().Seconds() })
	for name, p := range map[string]*Pulse{"duban_poll_age_seconds": &f.Polled, "duban_tick_age_seconds": &f.Ticked} {
		f.set.NewGauge(name, func() float64 {
			age, ok := p.Age()
			if !ok {
				return -1
			}
			return age.Seconds()
		})
	}
	return f
}

// Gauge shows a figure that is asked for when somebody looks.
func (f *Figures) Gauge(name string, value func() float64) { f.set.NewGauge(name, value) }

// Skew gives by how much the machine's clock is ahead of Telegram's, as its last answer
// showed it: to a second or so, and behind where it is negative.
func (f *Figures) Skew() time.Duration { return time.Duration(f.skew.Load()) }

func (f *Figures) count(name string, n int) {
	if n > 0 {
		f.set.GetOrCreateCounter(name).Add(n)
	}
}

// took notes how long something has taken since.
func (f *Figures) took(name string, since time.Time) {
	f.set.GetOrCreatePrometheusHistogramExt(name, seconds).UpdateDuration(since)
}

func (f *Figures) write(w io.Writer) {
	f.set.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
}
