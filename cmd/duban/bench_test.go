package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"duban/knowledge/ask"
)

// BenchmarkFirstAnswer measures from nothing in memory to the first answer, with
// the index on disk and without, and what is then held on the heap.
func BenchmarkFirstAnswer(b *testing.B) {
	for name, prepare := range map[string]func(data string){
		"index":    func(string) {},
		"no-index": func(data string) { os.RemoveAll(filepath.Join(data, "index")) },
	} {
		b.Run(name, func(b *testing.B) {
			c := config{Data: b.TempDir(), location: time.UTC}
			if warm, err := openLibrary(b.Context(), c, nil); err != nil {
				b.Fatal(err)
			} else if err := warm.Close(); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				b.StopTimer()
				prepare(c.Data)
				b.StartTimer()
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
		})
	}
}
