package knowledge

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// smallPlans gives the texts of two plans, which depend on mark.
func smallPlans(mark string) Entries {
	return func(plan int) (Entry, error) {
		words := [][][]string{{{"整治", "河道", mark}, {"水源", "93%"}}, {{}, {"整治", "管网"}}}[plan]
		return Entry{Words: words, About: json.RawMessage(fmt.Sprintf("%q", mark))}, nil
	}
}

func openSmall(t *testing.T, dir, mark string) *Index {
	t.Helper()
	x, err := OpenIndex(dir, []string{"甲" + mark, "乙"}, smallPlans(mark))
	must(t, err)
	t.Cleanup(func() { x.Close() })
	return x
}

func holding(t *testing.T, x *Index, word string) []Text {
	t.Helper()
	var out []Text
	must(t, x.Holding(word, func(text Text) { out = append(out, text) }))
	slices.SortFunc(out, func(a, b Text) int { return cmp.Or(cmp.Compare(a.Plan, b.Plan), cmp.Compare(a.At, b.At)) })
	return out
}

// TestIndexFinds: an index on disk and one in memory find what a search through all texts
// finds.
func TestIndexFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	plans := make([][][]string, 30)
	for i := range plans {
		plans[i] = make([][]string, random.IntN(20))
		for j := range plans[i] {
			for range random.IntN(8) {
				plans[i][j] = append(plans[i][j], string(rune(0x4e00+random.IntN(60)))+"水")
			}
		}
	}
	entries := func(plan int) (Entry, error) { return Entry{Words: plans[plan]}, nil }
	disk, err := OpenIndex(t.TempDir(), make([]string, len(plans)), entries)
	must(t, err)
	defer disk.Close()
	memory, err := NewIndex(len(plans), entries)
	must(t, err)
	defer memory.Close()
	for r := rune(0x4e00); r < 0x4e00+61; r++ {
		word := string(r) + "水"
		var want []Text
		for i, texts := range plans {
			for j, words := range texts {
				if slices.Contains(words, word) {
					want = append(want, Text{i, j})
				}
			}
		}
		for name, x := range map[string]*Index{"disk": disk, "memory": memory} {
			if got := holding(t, x, word); !slices.Equal(got, want) || x.Count(word) != len(want) {
				t.Errorf("%s: %q is found in %v, %d texts, want %v", name, word, got, x.Count(word), want)
			}
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
			x := openSmall(t, dir, "a")
			must(t, x.Close())
			paths, err := filepath.Glob(filepath.Join(dir, "*.bleve"))
			must(t, err)
			if len(paths) != 1 {
				t.Fatalf("%v", paths)
			}
			harm(t, paths[0])
			if got := holding(t, openSmall(t, dir, "a"), "管网"); !slices.Equal(got, []Text{{1, 1}}) {
				t.Errorf("found %v", got)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, building+"*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestIndexFollowsPlans: other plans have another index, and both can be open.
func TestIndexFollowsPlans(t *testing.T) {
	dir := t.TempDir()
	openSmall(t, dir, "a")
	if about := string(openSmall(t, dir, "b").About(1)); about != `"b"` {
		t.Errorf("kept %s", about)
	}
	if paths, _ := filepath.Glob(filepath.Join(dir, "*.bleve")); len(paths) != 2 {
		t.Errorf("%d indexes", len(paths))
	}
}

func TestIndexBuiltByManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			x, err := OpenIndex(dir, []string{"a"}, smallPlans("a"))
			if err != nil {
				t.Error(err)
				return
			}
			defer x.Close()
			if n := x.Count("整治"); n != 1 {
				t.Errorf("found %d", n)
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
