package evaluation_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"duban/knowledge/ask"
	"duban/knowledge/seed"
)

// BenchmarkAsk asks the reviewed questions in turn and gives the median and the
// 99th percentile besides the mean.
func BenchmarkAsk(b *testing.B) {
	a := asker(b, seed.Text())
	var texts []string
	for _, q := range questions(b, filepath.Join("testdata", "seed.jsonl")) {
		texts = append(texts, q.Turns...)
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := a.Ask(texts[i%len(texts)], ask.Focus{}, dayOne); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
