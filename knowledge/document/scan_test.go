package document

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/tiff"
)

// embedded makes the tests read with the embedded recogniser, whatever the machine has.
func embedded(t *testing.T) {
	t.Helper()
	t.Setenv("PATH", "")
	if _, err := exec.LookPath("tesseract"); err == nil {
		t.Skip("a tesseract that is not on the path")
	}
}

// TestPicture reads four lines of text and a ruled table below them.
func TestPicture(t *testing.T) {
	embedded(t)
	doc, err := read(t, file(t, "page.png"))
	if err != nil {
		t.Fatal(err)
	}
	if doc.Format != Picture || len(doc.Pages) != 0 || len(doc.Gaps) != 0 || len(doc.Notes) != 1 {
		t.Errorf("%+v", doc)
	}
	if want := []Span{{0, len(doc.Text)}}; !slices.Equal(doc.Recognised, want) {
		t.Errorf("recognised %v, want %v", doc.Recognised, want)
	}
	for _, words := range []string{
		"育标准化学校建设达到100%。加大学校建设力度",
		"小学小于0.35、初中小于0.3；城乡教育共同体",
		"（责任单位：各区、县（市）政府，市教育局）\n",
		"\n市教育优质均衡示范乡镇\t2021\t\t达到100%\n市教育优质均衡示范乡镇\t2022\t\t\n市教育优质均衡示范乡镇\t2023\t达到100%\t\n市教育优质均衡示范乡镇\t2024\t\t\n市教育优质均衡示范乡镇\t2025\t\t\n",
	} {
		if !strings.Contains(doc.Text, words) {
			t.Errorf("no %q in\n%s", words, doc.Text)
		}
	}
}

// drawnPage is a page with a text of black bars, 30 pixels high and 55 apart, as lines of
// characters are, and a table of 2 by 3 cells.
func drawnPage() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 1200, 1000))
	blank(g, g.Rect)
	black := image.NewUniform(color.Gray{})
	for y := 60; y < 500; y += 55 {
		for x := 100; x < 1100; x += 36 {
			draw.Draw(g, image.Rect(x, y, x+28, y+30), black, image.Point{}, draw.Src)
			draw.Draw(g, image.Rect(x+6, y+8, x+22, y+22), image.White, image.Point{}, draw.Src)
		}
	}
	for _, r := range []image.Rectangle{
		image.Rect(100, 600, 1000, 602), image.Rect(300, 700, 1000, 702), image.Rect(100, 800, 1000, 802),
		image.Rect(100, 600, 102, 802), image.Rect(300, 600, 302, 802), image.Rect(600, 600, 602, 802), image.Rect(998, 600, 1000, 802),
	} {
		draw.Draw(g, r, black, image.Point{}, draw.Src)
	}
	return g
}

func TestBars(t *testing.T) {
	g := drawnPage()
	draw.Draw(g, image.Rect(650, 640, 720, 643), image.Black, image.Point{}, draw.Src) // a stroke in a cell
	if n := len(barsOf(g)); n != 8 {
		t.Fatalf("%d bars", n)
	}
	tables := framesOf(rulesOf(barsOf(g), g.Rect.Dy()))
	if len(tables) != 1 {
		t.Fatalf("%d tables", len(tables))
	}
	if rules := rulesOf(barsOf(g), g.Rect.Dy()); len(tables[0].ys) != 3 || slices.IndexFunc(rules, func(r rule) bool { return !tables[0].drawnBy(r) }) < 0 {
		t.Errorf("edges at %v", tables[0].ys)
	}
	cells := slices.DeleteFunc(tables[0].cells(), box.empty)
	if len(cells) != 5 { // the first column is one cell
		t.Fatalf("cells %v", cells)
	}
	if r := inImage(cells[0], g.Rect.Dy()); math.Abs(float64(r.Min.Y-601)) > 2 || math.Abs(float64(r.Max.Y-801)) > 2 || math.Abs(float64(r.Max.X-301)) > 2 {
		t.Errorf("the cell over two rows is %v", r)
	}
}

func TestSkew(t *testing.T) {
	g := drawnPage()
	if angle := skewOf(g); angle != 0 {
		t.Errorf("a straight page leans by %f", angle)
	}
	for _, lean := range []float64{-0.04, -0.01, 0.02, 0.05} {
		leaning := straightened(g, lean)
		if angle := skewOf(leaning); math.Abs(angle+lean) > 0.003 {
			t.Errorf("turned by %f: leans by %f", lean, angle)
		}
		if n := len(framesOf(rulesOf(barsOf(straightened(leaning, skewOf(leaning))), g.Rect.Dy()))); n != 1 {
			t.Errorf("turned by %f and back: %d tables", lean, n)
		}
	}
}

func TestScale(t *testing.T) {
	g := drawnPage()
	if s := scaleOf(g); s != 1 {
		t.Errorf("a page of the right size is scaled by %f", s)
	}
	large := greyOf(g, 3000, 2500)
	if s := scaleOf(large); math.Abs(s-24.0/75) > 0.02 {
		t.Errorf("scaled by %f", s)
	}
}

func TestWhitened(t *testing.T) {
	g := drawnPage()
	for i, p := range g.Pix { // light from the left
		g.Pix[i] = uint8(float64(p) * (0.5 + 0.4*float64(i%g.Stride)/float64(g.Stride)))
	}
	w := whitened(g)
	for _, at := range []image.Point{{20, 20}, {1180, 20}, {600, 550}, {110, 900}} {
		if p := w.GrayAt(at.X, at.Y).Y; p < 240 {
			t.Errorf("the paper at %v is %d", at, p)
		}
	}
	if p := w.GrayAt(102, 62).Y; p > 40 {
		t.Errorf("the ink is %d", p)
	}
}

func TestTurned(t *testing.T) {
	g := drawnPage()
	if back := turned(turned(turned(turned(g)))); !bytes.Equal(back.Pix, g.Pix) {
		t.Error("four quarters are no whole turn")
	}
	exif := "\xff\xd8\xff\xe0\x00\x04JF\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	if n := quartersOf([]byte(exif)); n != 1 {
		t.Errorf("turned by %d quarters", n)
	}
	for i := range exif { // a file that is cut off
		quartersOf([]byte(exif[:i]))
	}
}

// TestTIFFPages: each page of a TIFF file is one.
func TestTIFFPages(t *testing.T) {
	var b bytes.Buffer
	if err := tiff.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	if at := pagesOf(data); len(at) != 1 || at[0] == 0 {
		t.Errorf("pages at %v", at)
	}
	order, _ := orderOf(data)
	first := order.Uint32(data[4:])
	end := int(first) + 2 + 12*int(order.Uint16(data[first:]))
	order.PutUint32(data[end:], uint32(len(data)))
	data = append(data, data[first:end]...)
	data = append(data, byte(first), byte(first>>8), byte(first>>16), 0) // round and round
	if at := pagesOf(data); len(at) != 2 {
		t.Errorf("pages at %v", at)
	}
	if img, err := tiff.Decode(bytes.NewReader(beginning(data, pagesOf(data)[1]))); err != nil || img.Bounds().Dx() != 8 {
		t.Errorf("second page: %v", err)
	}
}

func TestPagesNamed(t *testing.T) {
	if got := pagesNamed([]int{0, 2, 3, 4, 8}).String(); got != "第1页、第3页至第5页、第9页" {
		t.Error(got)
	}
}

// TestPictureRefused: a picture without words, one that is too large, one that is broken.
func TestPictureRefused(t *testing.T) {
	var white, wide bytes.Buffer
	g := image.NewGray(image.Rect(0, 0, 90, 60))
	blank(g, g.Rect)
	if err := png.Encode(&white, g); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&wide, image.NewPaletted(image.Rect(0, 0, 60_000, 1000), color.Palette{color.White})); err != nil {
		t.Fatal(err)
	}
	for want, data := range map[error][]byte{ErrImage: white.Bytes(), ErrPixels: wide.Bytes(), ErrDamaged: white.Bytes()[:40], ErrGIF: []byte("GIF89a")} {
		if _, err := read(t, data); err != want {
			t.Errorf("%v, want %v", err, want)
		}
	}
}

// FuzzPicture changes picture files, which stay small.
func FuzzPicture(f *testing.F) {
	g := drawnPage()
	small := image.NewGray(image.Rect(0, 0, 150, 125))
	draw.CatmullRom.Scale(small, small.Rect, g, g.Rect, draw.Src, nil)
	var asPNG, asTIFF bytes.Buffer
	if err := png.Encode(&asPNG, small); err != nil {
		f.Fatal(err)
	}
	blank(small, small.Rect) // which takes no time
	if err := tiff.Encode(&asTIFF, small, nil); err != nil {
		f.Fatal(err)
	}
	f.Add(asPNG.Bytes())
	f.Add(asTIFF.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > 150*125 {
			t.Skip("takes long")
		}
		whole(t, data)
	})
}
