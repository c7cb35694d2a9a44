package document

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf16"
)

// records goes through the records of one part of the stream, from its begin to its
// end; charts within it are passed over. What continues a record comes with it.
func (b *xlsBook) records(at int, do func(kind int, parts [][]byte) error) error {
	depth := 0
	for at >= 0 && at+4 <= len(b.stream) {
		kind, size := uint16At(b.stream, at), uint16At(b.stream, at+2)
		parts := [][]byte{cut(b.stream, at+4, size)}
		at += 4 + size
		for uint16At(b.stream, at) == xlsContinue && at+4 <= len(b.stream) {
			size = uint16At(b.stream, at+2)
			parts = append(parts, cut(b.stream, at+4, size))
			at += 4 + size
		}
		switch kind {
		case xlsBegin:
			depth++
		case xlsEnd:
			if depth--; depth <= 0 {
				return nil
			}
		default:
			if depth != 1 {
				continue
			}
			if err := do(kind, parts); err != nil {
				return err
			}
		}
	}
	return ErrDamaged // there is no end
}

// xlsReader reads in a record and in those that continue it.
type xlsReader struct {
	parts [][]byte
	at    int // in the first of the parts
}

// done moves on to the next part at the end of one, and reports whether there is none.
func (r *xlsReader) done() bool {
	for len(r.parts) > 0 && r.at >= len(r.parts[0]) {
		r.at -= len(r.parts[0])
		r.parts = r.parts[1:]
	}
	return len(r.parts) == 0
}

func (r *xlsReader) byte() int {
	if r.done() {
		return 0
	}
	r.at++
	return int(r.parts[0][r.at-1])
}

func (r *xlsReader) uint16() int {
	low := r.byte()
	return low | r.byte()<<8
}

// text reads a text whose length takes a byte or two (MS-XLS 2.5.293, 2.5.294). Where
// it goes on in the next record, a byte tells anew how wide its characters are.
func (r *xlsReader) text(lengthSize int) xlsText {
	n := r.byte()
	if lengthSize == 2 {
		n |= r.byte() << 8
	}
	flags := r.byte()
	runs, more := 0, 0
	if flags&8 != 0 {
		runs = r.uint16()
	}
	if flags&4 != 0 {
		more = r.uint16()
		more |= r.uint16() << 16
	}
	t := xlsText{units: r.units(n, flags)}
	t.runs = r.runs(runs)
	r.at += more
	return t
}

func (r *xlsReader) units(n, flags int) []uint16 {
	var out []uint16
	for len(out) < n && len(r.parts) > 0 {
		if r.at >= len(r.parts[0]) {
			if r.done() {
				break
			}
			flags = r.byte()
			continue
		}
		if flags&1 == 0 {
			out = append(out, uint16(r.byte()))
		} else {
			out = append(out, uint16(r.uint16()))
		}
	}
	return out
}

func (r *xlsReader) runs(n int) []xlsRun {
	var out []xlsRun
	for range n {
		if r.done() {
			break
		}
		start := r.uint16()
		out = append(out, xlsRun{start, r.uint16()})
	}
	return out
}

func (t xlsText) String() string { return legible(t.units) }

// legible drops the control characters, which XML cannot hold.
func legible(units []uint16) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' || c == 0xfffe || c == 0xffff {
			return -1
		}
		return c
	}, string(utf16.Decode(units)))
}

func floatAt(b []byte, at int) float64 {
	if at+8 > len(b) {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b[at:]))
}

// shortNumber reads a number of 30 bits (MS-XLS 2.5.217): a whole one or the front of
// a floating one, and whether it is in hundredths.
func shortNumber(rk int) float64 {
	v := float64(int32(rk) >> 2)
	if rk&2 == 0 {
		v = math.Float64frombits(uint64(rk&^3) << 32)
	}
	if rk&1 != 0 {
		v /= 100
	}
	return v
}
