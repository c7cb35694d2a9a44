package document

import "encoding/binary"

// The binary formats of old Office files are full of offsets. These read at any of
// them: what lies outside the bytes is zero, or nothing.

func byteAt(b []byte, at int) byte {
	if at < 0 || at >= len(b) {
		return 0
	}
	return b[at]
}

func uint16At(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func int16At(b []byte, at int) int { return int(int16(uint16At(b, at))) }

func uint32At(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

func int32At(b []byte, at int) int { return int(int32(uint32At(b, at))) }

// cut gives n bytes from an offset, fewer where b ends before.
func cut(b []byte, at, n int) []byte {
	if at < 0 || n <= 0 || at >= len(b) {
		return nil
	}
	return b[at:min(len(b), at+n)]
}
