package ask

import (
	"slices"
	"testing"
	"time"
)

// BenchmarkAsk asks the reviewed questions in turn and gives the median and the
// 99th percentile besides the mean.
func BenchmarkAsk(b *testing.B) {
	a := seedAsker(b)
	var questions []string
	for _, r := range readQuestions(b) {
		questions = append(questions, r.turns()...)
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := a.Ask(questions[i%len(questions)], Focus{}, dayOne); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
