package evaluation_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/knowledge/ask"
	"duban/knowledge/gongwen"
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
		if a.Ask(texts[i%len(texts)], ask.Focus{}, dayOne).Intent == "" {
			b.Fatal("no answer")
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// BenchmarkAskShelf asks one of 200 plans that are open side by side, and all of them as one
// library: the texts of the corpus, or the one that ships, again and again under changed names.
func BenchmarkAskShelf(b *testing.B) {
	const plans = 200
	texts := renamed(b)
	var shelf []*ask.Asker
	for i := range plans {
		shelf = append(shelf, asker(b, texts(i)))
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	var asked []string
	for _, q := range questions(b, filepath.Join("testdata", "seed.jsonl")) {
		asked = append(asked, q.Turns...)
	}
	library := ask.NewLibrary(shelf)
	for name, one := range map[string]func(i int) ask.Answer{
		"one": func(i int) ask.Answer { return shelf[i*7%plans].Ask(asked[i%len(asked)], ask.Focus{}, dayOne) },
		"all": func(i int) ask.Answer {
			_, answer := library.Ask(asked[i%len(asked)], -1, ask.Focus{}, dayOne)
			return answer
		},
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				if one(i).Intent == "" {
					b.Fatal("no answer")
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-held")
		})
	}
}

// renamed gives as many texts as are wanted: those of the corpus, or the one that ships,
// again and again under changed names.
func renamed(b *testing.B) func(i int) string {
	texts := []string{seed.Text()}
	files, _ := filepath.Glob(filepath.Join(corpus, "*.txt"))
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	names := strings.Split("甲乙丙丁戊己庚辛壬癸", "")
	return func(i int) string {
		name := names[i%10] + names[i/10%10] + names[i/100%10] + names[i/1000%10]
		return strings.NewReplacer("绍兴", name, "国务院", name+"院", "山东", name).Replace(texts[i%len(texts)])
	}
}

// BenchmarkLargeLibrary opens a library of 2,000 plans from disk and asks it. To make it
// takes minutes, so it runs only where DUBAN_LARGE is set.
func BenchmarkLargeLibrary(b *testing.B) {
	if os.Getenv("DUBAN_LARGE") == "" {
		b.Skip("makes 2,000 plans: set DUBAN_LARGE=1")
	}
	const plans = 2000
	texts, dir := renamed(b), b.TempDir()
	var volumes []ask.Volume
	for i := range plans {
		volumes = append(volumes, ask.Volume{Key: fmt.Sprint(i), Open: func() (*ask.Asker, error) {
			plan, err := gongwen.Parse(texts(i))
			if err != nil {
				return nil, err
			}
			return ask.New(plan), nil
		}})
	}
	start := time.Now()
	if _, err := ask.OpenLibrary(dir, volumes); err != nil {
		b.Fatal(err)
	}
	made := time.Since(start)
	runtime.GC()
	start = time.Now()
	library, err := ask.OpenLibrary(dir, volumes)
	if err != nil {
		b.Fatal(err)
	}
	open := time.Since(start)
	var asked []string
	for _, q := range questions(b, filepath.Join("testdata", "seed.jsonl")) {
		asked = append(asked, q.Turns...)
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		library.Ask(asked[i%len(asked)], -1, ask.Focus{}, dayOne)
		took = append(took, time.Since(start))
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(library)
	slices.Sort(took)
	b.ReportMetric(made.Seconds(), "s-made")
	b.ReportMetric(open.Seconds(), "s-opened")
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-held")
}
