package knowledge

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkRetrieval asks the questions of a retrieval benchmark that lies beside the
// repository (593 government notices, 14,061 sentence pieces, 658 questions) and gives
// MRR@10 by split, over the pieces and over whole documents, and the time of a search.
// The weights of the ranking were fitted on split A.
func BenchmarkRetrieval(b *testing.B) {
	dir := filepath.Join("..", "..", "shared", "retrieval")
	if _, err := os.Stat(dir); err != nil {
		b.Skipf("the benchmark's data is not part of the repository and does not lie in %s", dir)
	}
	s := &shelf{}
	type passage struct{ ID, Parent, Title, Text string }
	last := ""
	for _, p := range readLines[passage](b, filepath.Join(dir, "policy_fine", "passages.jsonl")) {
		if p.Parent != last {
			if last != "" {
				s.close()
			}
			s.open(p.Parent, p.Title)
			last = p.Parent
		}
		s.add(KindSentence, len(s.pieces)-s.wholes[len(s.wholes)-1].first, p.Text)
	}
	s.close()
	x, err := openShelf(b.TempDir(), "retrieval", s)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	questions := readLines[struct{ ID, Text, Split string }](b, filepath.Join(dir, "policy_fine", "queries.jsonl"))
	fine, coarse := relevant(b, filepath.Join(dir, "policy_fine", "qrels.tsv")), relevant(b, filepath.Join(dir, "policy", "qrels.tsv"))
	var took []time.Duration
	sum, count := map[string]float64{}, map[string]float64{}
	reciprocal := func(name string, hits []string, right map[string]bool) {
		count[name]++
		if i := slices.IndexFunc(hits, func(id string) bool { return right[id] }); i >= 0 && i < 10 {
			sum[name] += 1 / float64(i+1)
		}
	}
	for b.Loop() {
		for _, q := range questions {
			start := time.Now()
			pieces, wholes, err := x.Search(q.Text, 10)
			if err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
			var ids, documents []string
			for _, h := range pieces {
				ids = append(ids, h.Ref+"#"+strconv.Itoa(h.N))
			}
			for _, h := range wholes {
				documents = append(documents, h.Ref)
			}
			for _, split := range []string{q.Split, "all"} {
				reciprocal("pieces-"+split, ids, fine[q.ID])
				reciprocal("documents-"+split, documents, coarse[q.ID])
			}
		}
	}
	for name, n := range count {
		b.ReportMetric(sum[name]/n, "MRR-"+name)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

func readLines[T any](b *testing.B, path string) []T {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 16<<20)
	var out []T
	for in.Scan() {
		var v T
		if err := json.Unmarshal(in.Bytes(), &v); err != nil {
			b.Fatal(err)
		}
		out = append(out, v)
	}
	if in.Err() != nil {
		b.Fatal(in.Err())
	}
	return out
}

// relevant reads the passages that answer each question.
func relevant(b *testing.B, path string) map[string]map[string]bool {
	b.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	out := map[string]map[string]bool{}
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if out[f[0]] == nil {
			out[f[0]] = map[string]bool{}
		}
		out[f[0]][f[1]] = true
	}
	return out
}
