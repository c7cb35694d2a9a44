package ocr

import (
	"bytes"
	"image"
	"testing"

	"golang.org/x/image/tiff"
)

const sample = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t\n" +
	"4\t1\t1\t1\t1\t0\t10\t10\t100\t30\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t10\t12\t40\t26\t96.5\t达到\n" +
	"5\t1\t1\t1\t1\t2\t55\t10\t40\t30\t70.5\t100%\n" +
	"5\t1\t1\t1\t2\t1\t10\t50\t40\t30\t90\t标准\r\n" +
	"5\t1\t1\t1\t2\t2\tx\t50\t40\t30\t90\t坏\n"

func TestLinesIn(t *testing.T) {
	got := linesIn(sample)
	want := []Line{
		{"达到100%", image.Rect(10, 10, 95, 40), 83.5, 70.5},
		{"标准", image.Rect(10, 50, 50, 80), 90, 100},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("lines %v", got)
	}
}

func FuzzLinesIn(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, table string) {
		for _, l := range linesIn(table) {
			if l.Confidence < 0 || l.Confidence > 100 || l.numbers < 0 || l.numbers > 100 {
				t.Errorf("confidence of %v", l)
			}
		}
	})
}

// TestWritePages: another reader sees the same pixels.
func TestWritePages(t *testing.T) {
	sheets := []Sheet{{Image: image.NewGray(image.Rect(0, 0, 3, 5))}, {Image: image.NewGray(image.Rect(0, 0, 4, 2))}}
	for i, s := range sheets {
		for k := range s.Image.Pix {
			s.Image.Pix[k] = byte(16*k + i)
		}
	}
	var b bytes.Buffer
	writePages(&b, len(sheets), func(i int) Sheet { return sheets[i] })
	data := b.Bytes()
	for i, s := range sheets {
		if i == 1 { // begin with the second page: its offset closes the first one's folder
			copy(data[4:8], data[8+tiffFolderBytes-4:][:4])
		}
		img, err := tiff.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if g, ok := img.(*image.Gray); !ok || g.Rect != s.Image.Rect || !bytes.Equal(g.Pix, s.Image.Pix) {
			t.Errorf("page %d is %v, want %v", i, img, s.Image)
		}
	}
}
