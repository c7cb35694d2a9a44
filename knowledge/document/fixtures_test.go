package document

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"
	"unicode/utf16"
)

// archiveOf packs parts into a ZIP archive.
func archiveOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// compoundOf packs streams into a compound file. Each is filled up with zeros to the
// length from which on a stream has sectors of its own.
func compoundOf(names []string, streams [][]byte) []byte {
	const sector, least, end, free = 512, 4096, 0xfffffffe, 0xffffffff
	var body []byte
	var fat []uint32
	add := func(data []byte) (first int) {
		first = len(fat)
		for n := (len(data) + sector - 1) / sector; n > 0; n-- {
			fat = append(fat, uint32(len(fat)+1))
		}
		fat[len(fat)-1] = end
		body = append(append(body, data...), make([]byte, (sector-len(data)%sector)%sector)...)
		return first
	}
	entry := func(name string, kind byte, next, child, first, size uint32) []byte {
		e := make([]byte, 128)
		units := utf16.Encode([]rune(name))
		for i, u := range units {
			binary.LittleEndian.PutUint16(e[2*i:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(units)+2))
		e[66], e[67] = kind, 1
		for i, v := range []uint32{free, next, child} {
			binary.LittleEndian.PutUint32(e[68+4*i:], v)
		}
		binary.LittleEndian.PutUint32(e[116:], first)
		binary.LittleEndian.PutUint32(e[120:], size)
		return e
	}
	dir := entry("Root Entry", 5, free, 1, end, 0)
	for i, data := range streams {
		data = append(bytes.Clone(data), make([]byte, max(0, least-len(data)))...)
		next := uint32(i + 2)
		if i == len(streams)-1 {
			next = free
		}
		dir = append(dir, entry(names[i], 2, next, free, uint32(add(data)), uint32(len(data)))...)
	}
	directory := add(dir)
	at := len(fat)
	sectors := (len(fat) + sector/4 - 1) / (sector/4 - 1)
	for range sectors {
		fat = append(fat, 0xfffffffd)
	}
	head := make([]byte, sector)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for i, v := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(head[i:], v)
	}
	for i, v := range map[int]uint32{44: uint32(sectors), 48: uint32(directory), 56: least, 60: end, 68: end} {
		binary.LittleEndian.PutUint32(head[i:], v)
	}
	for i := range 109 {
		v := uint32(free)
		if i < sectors {
			v = uint32(at + i)
		}
		binary.LittleEndian.PutUint32(head[76+4*i:], v)
	}
	for len(fat) < sectors*sector/4 {
		fat = append(fat, free)
	}
	out := append(head, body...)
	for _, v := range fat {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

// scannedPDF is a page that one picture covers.
func scannedPDF() []byte { return pagePDF("q 595 0 0 842 0 0 cm /I Do Q") }

// pagePDF is a page of 595 by 842 points that draws with a font F and a picture I.
func pagePDF(draw string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(s string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>>>")
	object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(draw), draw))
	object("<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nA\nendstream")
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}
