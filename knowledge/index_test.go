package knowledge

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// smallTexts gives texts that depend on mark.
func smallTexts(mark string) [][]string {
	return [][]string{{"整治", "河道", mark}, {"水源", "93%"}, {}, {"整治", "管网"}}
}

func openSmall(t *testing.T, dir, mark string) *Index {
	t.Helper()
	x, err := OpenIndex(dir, smallTexts(mark))
	must(t, err)
	t.Cleanup(func() { x.Close() })
	return x
}

func holding(t *testing.T, x *Index, word string) []int {
	t.Helper()
	var out []int
	must(t, x.Holding(word, func(text int) { out = append(out, text) }))
	slices.Sort(out)
	return out
}

// TestIndexFinds: an index on disk and one in memory find what a search through all texts
// finds.
func TestIndexFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	texts := make([][]string, 300)
	for i := range texts {
		for range random.IntN(8) {
			texts[i] = append(texts[i], string(rune(0x4e00+random.IntN(60)))+"水")
		}
	}
	disk, err := OpenIndex(t.TempDir(), texts)
	must(t, err)
	defer disk.Close()
	memory, err := NewIndex(texts)
	must(t, err)
	defer memory.Close()
	for r := rune(0x4e00); r < 0x4e00+61; r++ {
		word := string(r) + "水"
		var want []int
		for i, words := range texts {
			if slices.Contains(words, word) {
				want = append(want, i)
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
			x, err := OpenIndex(dir, smallTexts("a"))
			must(t, err)
			must(t, x.Close())
			paths, err := filepath.Glob(filepath.Join(dir, "*.bleve"))
			must(t, err)
			if len(paths) != 1 {
				t.Fatalf("%v", paths)
			}
			harm(t, paths[0])
			if got := holding(t, openSmall(t, dir, "a"), "管网"); !slices.Equal(got, []int{3}) {
				t.Errorf("found %v", got)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, building+"*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestIndexFollowsText: other texts have another index, and both can be open.
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
			x, err := OpenIndex(dir, smallTexts("a"))
			if err != nil {
				t.Error(err)
				return
			}
			defer x.Close()
			if n := x.Count("整治"); n != 2 {
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
