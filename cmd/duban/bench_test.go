package main

import (
	"runtime"
	"testing"
	"time"

	"duban/knowledge/ask"
)

// BenchmarkFirstAnswer measures from nothing in memory to the first answer, and what is
// then held on the heap.
func BenchmarkFirstAnswer(b *testing.B) {
	c := config{Data: b.TempDir(), location: time.UTC}
	for b.Loop() {
		book, err := openLibrary(b.Context(), c, nil)
		if err != nil {
			b.Fatal(err)
		}
		if book.Books().Newest().Asker.Ask("谁负责千校结好", ask.Focus{}, time.Now()).Abstained() {
			b.Fatal("no answer")
		}
		b.StopTimer()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-held")
		if err := book.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
