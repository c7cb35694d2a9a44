package picture

import (
	"bytes"
	"errors"
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"duban/reminders"
)

var update = flag.Bool("update", false, "write testdata anew")

// TestGolden compares decoded pixels, with some tolerance for the rounding of floating
// point on other machines.
func TestGolden(t *testing.T) {
	for name, draw := range samples {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := draw(&out); err != nil {
				t.Fatal(err)
			}
			checkLimits(t, out.Bytes())
			file := filepath.Join("testdata", name+".png")
			if *update {
				if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			golden, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, got := decode(t, golden), decode(t, out.Bytes())
			if want.Bounds() != got.Bounds() {
				t.Fatalf("size %v, want %v", got.Bounds().Max, want.Bounds().Max)
			}
			if n := differing(want, got); n > 20 {
				t.Errorf("%d pixels differ from %s; -update writes it anew", n, file)
			}
		})
	}
}

// differing counts the pixels that the eye could tell apart.
func differing(a, b *image.Paletted) (n int) {
	far := func(x, y uint8) bool { return max(x, y)-min(x, y) > 24 }
	for i := range a.Pix {
		p, q := a.Palette[a.Pix[i]].(color.RGBA), b.Palette[b.Pix[i]].(color.RGBA)
		if far(p.R, q.R) || far(p.G, q.G) || far(p.B, q.B) {
			n++
		}
	}
	return n
}

func decode(t testing.TB, file []byte) *image.Paletted {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return img.(*image.Paletted)
}

// checkLimits holds what Telegram and a phone ask for.
func checkLimits(t testing.TB, file []byte) {
	t.Helper()
	size := decode(t, file).Bounds().Max
	if size.X != 1080 || size.Y > 2560 || size.Y < 1080/20 {
		t.Errorf("size %v", size)
	}
	if len(file) > 500_000 {
		t.Errorf("%d bytes", len(file))
	}
}

// TestAnySize draws plans of many sizes: everything has to stay within the limits.
func TestAnySize(t *testing.T) {
	for _, size := range [][3]int{ // projects, units, years
		{1, 1, 1}, {1, 120, 1}, {1, 1, 60}, {30, 1, 1}, {3, 7, 15}, {5, 20, 5}, {30, 120, 30},
	} {
		var out bytes.Buffer
		if err := Matrix(&out, wide(size[0], size[1], size[2], 1)); err != nil {
			t.Fatal(err)
		}
		if checkLimits(t, out.Bytes()); t.Failed() {
			t.Fatalf("%d projects, %d units, %d years", size[0], size[1], size[2])
		}
	}
	for _, units := range []int{1, 42, 400} {
		var out bytes.Buffer
		if err := Progress(&out, longProgress(units)); err != nil {
			t.Fatal(err)
		}
		checkLimits(t, out.Bytes())
	}
}

// TestAgain: the same data gives the same bytes, also when many draw at once.
func TestAgain(t *testing.T) {
	want := map[string][]byte{}
	for _, name := range []string{"matrix-odd-names", "progress-shaoxing"} {
		var out bytes.Buffer
		if err := samples[name](&out); err != nil {
			t.Fatal(err)
		}
		want[name] = out.Bytes()
	}
	var wg sync.WaitGroup
	for range 4 {
		for name, w := range want {
			wg.Go(func() {
				var out bytes.Buffer
				if err := samples[name](&out); err != nil {
					t.Error(err)
				}
				if !bytes.Equal(out.Bytes(), w) {
					t.Errorf("%s: other bytes than before", name)
				}
			})
		}
	}
	wg.Wait()
}

func TestErrors(t *testing.T) {
	cell := Cell{Project: "项目", Unit: "柯桥区", Year: 2023, Light: reminders.Green}
	unknown, negative := cell, cell
	unknown.Light = "blue"
	negative.N = -1
	for _, c := range []Cell{unknown, negative} {
		var out bytes.Buffer
		if err := Matrix(&out, MatrixData{Cells: []Cell{c}}); err == nil || out.Len() > 0 {
			t.Errorf("%+v: error %v, %d bytes", c, err, out.Len())
		}
	}
	for _, u := range []UnitBar{{Unit: "柯桥区", Red: -1}, {Unit: "柯桥区", Closed: 100_000}} {
		var out bytes.Buffer
		if err := Progress(&out, ProgressData{Units: []UnitBar{u}}); err == nil || out.Len() > 0 {
			t.Errorf("%+v: error %v, %d bytes", u, err, out.Len())
		}
	}
	full := errors.New("disk full")
	if err := Progress(failing{full}, ProgressData{}); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestBarOf(t *testing.T) {
	today := day
	s := reminders.Summarize([]reminders.Milestone{
		{Unit: "柯桥区", Status: reminders.Closed, Due: today - 1},
		{Unit: "柯桥区", Status: reminders.Cancelled, Due: today - 1},
		{Unit: "柯桥区", Status: reminders.Open, Due: today + 400},
		{Unit: "柯桥区", Status: reminders.Open, Due: today + 3},
		{Unit: "柯桥区", Status: reminders.Open, Due: today - 3},
		{Unit: "柯桥区", Status: reminders.Open, Due: today - 3, Held: true},
	}, nil, today, reminders.DefaultLightRule())
	want := UnitBar{Unit: "柯桥区", Closed: 1, Green: 1, Yellow: 1, Red: 1, Grey: 1}
	if got := BarOf(s.Units[0]); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestMergedCells: of several cells in one place the most pressing light shows.
func TestMergedCells(t *testing.T) {
	at := func(l reminders.Light, closed bool, n int) Cell {
		return Cell{Project: "项目", Unit: "柯桥区", Year: 2023, Light: l, Closed: closed, N: n}
	}
	tb, err := tableOf(MatrixData{Cells: []Cell{at(reminders.Green, true, 0), at(reminders.Yellow, false, 2), at(reminders.Grey, false, 1)}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := tb.groups[0].cells[place{"柯桥区", 2023}], (content{soon, 4}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestFit: what is drawn and what is counted as left out add up, and nothing that is less
// pressing is drawn instead of something that is more so.
func TestFit(t *testing.T) {
	c, err := newCanvas()
	if err != nil {
		t.Fatal(err)
	}
	tb, err := tableOf(wide(12, 40, 18, 1))
	if err != nil {
		t.Fatal(err)
	}
	all := c.bands(tb, tight)
	const room = 2000
	kept, gone := fit(slices.Clone(all), room)
	if h := heightOf(kept); h > room || h < room-200 {
		t.Errorf("height %d", h)
	}
	drawn := omitted{}
	for _, b := range kept {
		for _, r := range b.rows {
			drawn.count(b, r)
			if r.worst != late {
				t.Errorf("%s is drawn instead of one that is late", r.unit)
			}
		}
	}
	gone.add(tb.beyond)
	gone.add(drawn)
	if gone.cells != tb.count {
		t.Errorf("drawn and left out %v, want %v", gone.cells, tb.count)
	}
}

// TestMissingCharacter: what the font lacks shows as something.
func TestMissingCharacter(t *testing.T) {
	c, err := newCanvas()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range []string{"😀", "龘", "\U00020BB7", "\uE000", "ሀ"} {
		y := 100 * (i + 1)
		c.text(s, textSize, margin, y, ink)
		dark := 0
		for p := range 60 * 60 {
			if c.img.RGBAAt(margin+p%60, y-30+p/60) != paper {
				dark++
			}
		}
		if dark < 50 {
			t.Errorf("%q: only %d pixels", s, dark)
		}
	}
}

// TestFont: the font has what the plans and the pictures are written with.
func TestFont(t *testing.T) {
	c, err := newCanvas()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "绍兴市硚口区浉河区瀍河埇桥鄠邑浬浦镇甪直镇二〇二五年（）《》〔〕“”‘’—…·、。，；：？！%％①⑳㎡℃≥²aZ09’" {
		if _, ok := c.face(textSize).GlyphAdvance(r); !ok {
			t.Errorf("the font lacks %c", r)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"柯桥区":            "柯桥区",
		" 第\n二\t 行 ":     "第 二 行",
		"a\u200d\ufe0fb": "ab",
		"\u202e":         "（未注明）",
		"":               "（未注明）",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	c, err := newCanvas()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		text        string
		chars, most int // of 26 px
		want        string
	}{
		{"柯桥区", 3, 2, "柯桥区"},
		{"市教育局", 3, 2, "市教|育局"}, // not 市教育|局
		{"全国义务教育优质均衡发展县", 5, 3, "全国义务教|育优质均|衡发展县"},
		{"全国义务教育优质均衡发展县", 5, 2, "全国义务教|育优质均…"},
		{"到（2021—2025年）", 6, 4, "到（2021—|2025年）"}, // brackets, words and years stay whole
		{"Municipality", 3, 3, "Mun|icip|ality"},  // unless a word is too long
		{"达到100%，基本", 4, 3, "达到|100%，|基本"},
		{"", 3, 1, ""},
	} {
		got := strings.Join(c.wrap(test.text, smallSize, test.chars*smallSize, test.most), "|")
		if got != test.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", test.text, test.chars, got, test.want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, test := range []struct {
		n, least, want [5]int
		room           int
	}{
		{n: [5]int{1, 1, 0, 2, 0}, least: [5]int{10, 10, 0, 10, 0}, room: 400, want: [5]int{100, 100, 0, 200, 0}},
		{n: [5]int{1, 999, 0, 0, 0}, least: [5]int{60, 90, 0, 0, 0}, room: 400, want: [5]int{60, 340, 0, 0, 0}},
		{n: [5]int{1, 1, 1, 0, 0}, least: [5]int{}, room: 100, want: [5]int{33, 33, 34, 0, 0}},
		{n: [5]int{1, 90, 9, 0, 0}, least: [5]int{50, 50, 50, 0, 0}, room: 150, want: [5]int{50, 50, 50, 0, 0}},
	} {
		if got := share(test.n, test.room, test.least); got != test.want {
			t.Errorf("share(%v, %d, %v) = %v, want %v", test.n, test.room, test.least, got, test.want)
		}
	}
}

// TestContrast holds the ratios of WCAG 2.2: 4.5 for text (1.4.3), 3 for what has to be
// seen to be understood (1.4.11).
func TestContrast(t *testing.T) {
	for _, test := range []struct {
		name        string
		front, back color.RGBA
		least       float64
	}{
		{"text", ink, paper, 4.5},
		{"softer text", softer, tint, 4.5},
		{"text on a note", ink, notice, 4.5},
		{"text on this year", ink, now, 4.5},
		{"red", late.coat().sign, red, 4.5},
		{"amber", soon.coat().sign, amber, 4.5},
		{"green", closed.coat().sign, green, 4.5},
		{"open", open.coat().sign, paper, 4.5},
		{"grey", unverified.coat().sign, grey, 4.5},
		{"red on this year", red, now, 3},
		{"outline of amber", brown, now, 3},
		{"green on this year", green, now, 3},
		{"outline of grey", slate, now, 3},
		{"red and green", green, red, 1.3},
		{"lines between groups", strong, paper, 3},
	} {
		a, b := luminance(test.front), luminance(test.back)
		if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < test.least {
			t.Errorf("%s: %.1f, want %.1f", test.name, got, test.least)
		}
	}
}

// luminance is the relative luminance as WCAG defines it.
func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		if s := float64(v) / 255; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		} else {
			return s / 12.92
		}
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func BenchmarkMatrix(b *testing.B) {
	m := shaoxing()
	for b.Loop() {
		if err := Matrix(new(bytes.Buffer), m); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProgress(b *testing.B) {
	p := longProgress(40)
	for b.Loop() {
		if err := Progress(new(bytes.Buffer), p); err != nil {
			b.Fatal(err)
		}
	}
}
