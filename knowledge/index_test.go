package knowledge

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// smallPlan gives a plan of which the text depends on mark.
func smallPlan(mark string) *Plan {
	clause := func(no, title, text string) Clause {
		return Clause{Ref: no, No: no, Title: title, Passage: Passage{Text: no + title + "。" + text}}
	}
	return &Plan{
		Title: "某市水环境治理行动计划", Hash: mark,
		Preamble: Passage{Text: "为改善水环境，制定本计划" + mark + "。"},
		Clauses: []Clause{
			clause("（一）", "治理河道", "整治黑臭水体12条；新建污水管网。"),
			clause("（二）", "保护水源", "划定水源地，种植防护林。"),
		},
		Targets:   []Target{{Clause: "（一）", Quote: "整治黑臭水体12条", Indicator: "黑臭水体", Value: "12", Comparator: Equals, Measure: "条"}},
		Schedules: []Schedule{{Cells: []Cell{{Project: "污水处理", Year: 2030, Unit: "东湖区", Text: "达到95%"}}}},
	}
}

func openSmall(t *testing.T, dir, mark string) *Index {
	t.Helper()
	x, err := OpenIndex(dir, smallPlan(mark))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func first(t *testing.T, x *Index, query string) Hit {
	t.Helper()
	hits, _, err := x.Search(query, 5)
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) == 0 {
		t.Fatalf("%q finds nothing", query)
	}
	return hits[0]
}

func TestSearch(t *testing.T) {
	x := openSmall(t, t.TempDir(), "a")
	for query, ref := range map[string]string{
		"林":     "（二）", // one character
		"管网":    "（一）",
		"黑臭水體":  "（一）", // traditional
		"种直防护":  "（二）", // homophone
		"保护水源吗": "（二）",
		"制定":    PreambleRef,
	} {
		if got := first(t, x, query).Ref; got != ref {
			t.Errorf("%q finds %s, want %s", query, got, ref)
		}
	}
	if hit := first(t, x, "污水处理2030东湖区"); hit.Kind != KindCell || hit.N != 0 {
		t.Errorf("the cell is not found first: %+v", hit)
	}
	for _, nothing := range []string{"", "  ", "？！"} {
		if hits, _, err := x.Search(nothing, 5); err != nil || len(hits) > 0 {
			t.Errorf("%q finds %v, %v", nothing, hits, err)
		}
	}
}

func TestIndexIsRebuilt(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, path string){
		"gone":          func(t *testing.T, path string) { must(t, os.RemoveAll(path)) },
		"emptied":       func(t *testing.T, path string) { must(t, os.Truncate(largest(t, path), 0)) },
		"flipped byte":  func(t *testing.T, path string) { flip(t, largest(t, path)) },
		"file missing":  func(t *testing.T, path string) { must(t, os.Remove(largest(t, path))) },
		"no manifest":   func(t *testing.T, path string) { must(t, os.Remove(filepath.Join(path, manifestName))) },
		"a file is one": func(t *testing.T, path string) { must(t, os.RemoveAll(path)); must(t, os.WriteFile(path, nil, 0o644)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			x, err := OpenIndex(dir, smallPlan("a"))
			must(t, err)
			must(t, x.Close())
			paths, err := filepath.Glob(filepath.Join(dir, "*.bleve"))
			must(t, err)
			if len(paths) != 1 {
				t.Fatalf("%v", paths)
			}
			harm(t, paths[0])
			if got := first(t, openSmall(t, dir, "a"), "管网").Ref; got != "（一）" {
				t.Errorf("found %s", got)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, building+"*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestIndexFollowsText: another text has another index, and both can be open.
func TestIndexFollowsText(t *testing.T) {
	dir := t.TempDir()
	openSmall(t, dir, "a")
	openSmall(t, dir, "b")
	if paths, _ := filepath.Glob(filepath.Join(dir, "*.bleve")); len(paths) != 2 {
		t.Errorf("%d indexes", len(paths))
	}
}

func TestIndexBuiltByManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			x, err := OpenIndex(dir, smallPlan("a"))
			if err != nil {
				t.Error(err)
				return
			}
			defer x.Close()
			if hits, _, err := x.Search("管网", 1); err != nil || len(hits) != 1 {
				t.Errorf("%v, %v", hits, err)
			}
		})
	}
	all.Wait()
}

func TestSentences(t *testing.T) {
	got := Sentences("（一）甲。乙；丙\n丁！戊。（市水务局、市住建局负责）己（一般）。（见附件）庚。")
	want := []string{"（一）甲。", "乙；", "丙", "丁！", "戊。", "（市水务局、市住建局负责）", "己（一般）。", "（见附件）庚。"}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func largest(t *testing.T, dir string) string {
	t.Helper()
	var name string
	var size int64
	must(t, filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() && info.Size() > size {
			name, size = path, info.Size()
		}
		return err
	}))
	return name
}

func flip(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	b[len(b)/2] ^= 0x55
	must(t, os.WriteFile(path, b, 0o644))
}
