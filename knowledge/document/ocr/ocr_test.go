package ocr

import (
	"context"
	"errors"
	"image"
	"image/draw"
	_ "image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// cache keeps the compiled module for all tests of a machine.
func cache(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(os.TempDir(), "duban-test-cache")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// text is the upper part of ../testdata/page.png, and its words.
func text(t testing.TB) (*image.Gray, string) {
	t.Helper()
	f, err := os.Open("../testdata/page.png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(image.Rect(0, 0, img.Bounds().Dx(), 240))
	draw.Draw(g, g.Rect, img, image.Point{}, draw.Src)
	return g, "育标准化学校建设达到100%。加大学校建设力度，优化学校施教区，全面消除大校额学校。到" +
		"2025年，城乡均衡差异系数小学小于0.35、初中小于0.3；城乡教育共同体覆盖所有农村义务" +
		"教育学校。（责任单位：各区、县〔市〕政府，市教育局）" +
		"（九）凸显普通高中多元特色。全面落实《国务院办公厅关于新时代推进普通高中育人方式改革"
}

// TestRecognise reads four lines with the embedded engine, and with the machine's own
// where there is one.
func TestRecognise(t *testing.T) {
	engines := map[string]func(t *testing.T) *Engine{"embedded": func(t *testing.T) *Engine {
		e, err := OpenEmbedded(t.Context(), cache(t))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}, "native": func(t *testing.T) *Engine {
		p := findProgram(t.Context())
		if p == nil {
			t.Skip("no tesseract with chi_sim on this machine")
		}
		return &Engine{p}
	}}
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			e := open(t)
			defer e.Close()
			g, want := text(t)
			empty := image.NewGray(image.Rect(0, 0, 60, 40))
			draw.Draw(empty, empty.Rect, image.White, image.Point{}, draw.Src)
			all, err := e.Recognise(t.Context(), Sheet{empty, Row}, Sheet{g, Block})
			if err != nil {
				t.Fatal(err)
			}
			if len(all) != 2 || len(all[0]) != 0 || len(all[1]) != 4 {
				t.Fatalf("lines %v", all)
			}
			got := ""
			bottom := 0
			for _, l := range all[1] {
				if got += l.Text; l.Box.Min.Y < bottom || !l.Box.In(g.Rect) || l.Box.Dy() < 25 || l.Box.Dy() > 45 || l.Confidence < 80 {
					t.Errorf("line %v below %d", l, bottom)
				}
				bottom = l.Box.Max.Y
			}
			// Of its 148 characters two may be wrong, besides 〔〕, which the model writes as （）.
			alike := strings.NewReplacer("〔", "（", "〕", "）")
			if n := distance([]rune(alike.Replace(got)), []rune(alike.Replace(want))); n > 2 {
				t.Errorf("%d characters are wrong:\n%s\n%s", n, got, want)
			}
			for _, number := range []string{"100%", "2025", "0.35", "0.3；"} {
				if !strings.Contains(got, number) {
					t.Errorf("no %s in %s", number, got)
				}
			}
		})
	}
}

// distance counts the characters to be changed, put in or left out.
func distance(a, b []rune) int {
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		here := []int{i + 1}
		for j := range b {
			n := last[j]
			if a[i] != b[j] {
				n++
			}
			here = append(here, min(n, last[j+1]+1, here[j]+1))
		}
		last = here
	}
	return last[len(b)]
}

// TestStopped: the embedded engine ends in the middle of a page when its time is up.
func TestStopped(t *testing.T) {
	e, err := OpenEmbedded(t.Context(), cache(t))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	g, _ := text(t)
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	if _, err := e.Recognise(ctx, Sheet{g, Block}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestTooLarge(t *testing.T) {
	e := &Engine{}
	huge := &image.Gray{Rect: image.Rect(0, 0, 5000, 5000), Stride: 5000}
	if _, err := e.Recognise(t.Context(), Sheet{huge, Block}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}
