package ocr

import (
	"bytes"
	"encoding/binary"
)

// The tags of a TIFF page that are written, and the types of their values.
const (
	tiffShort, tiffLong = 3, 4

	tagWidth        = 256
	tagHeight       = 257
	tagBits         = 258
	tagCompression  = 259
	tagPhotometric  = 262 // 1: zero is black
	tagOffset       = 273
	tagSamples      = 277
	tagRows         = 278
	tagBytes        = 279
	tiffEntries     = 9
	tiffHeader      = 8
	tiffFolderBytes = 2 + 12*tiffEntries + 4
)

// writePages writes grey sheets as the pages of a TIFF file, uncompressed.
func writePages(b *bytes.Buffer, n int, sheet func(int) Sheet) {
	put := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(b, binary.LittleEndian, v) // a buffer takes all
		}
	}
	b.WriteString("II*\x00")
	put(uint32(tiffHeader))
	for i := range n {
		image := sheet(i).Image
		size := image.Rect.Size()
		pixels := b.Len() + tiffFolderBytes
		entry := func(tag, kind uint16, value int) { put(tag, kind, uint32(1), uint32(value)) }
		put(uint16(tiffEntries))
		entry(tagWidth, tiffLong, size.X)
		entry(tagHeight, tiffLong, size.Y)
		entry(tagBits, tiffShort, 8)
		entry(tagCompression, tiffShort, 1)
		entry(tagPhotometric, tiffShort, 1)
		entry(tagOffset, tiffLong, pixels)
		entry(tagSamples, tiffShort, 1)
		entry(tagRows, tiffLong, size.Y)
		entry(tagBytes, tiffLong, size.X*size.Y)
		next := pixels + (size.X*size.Y+1)&^1
		if i == n-1 {
			next = 0
		}
		put(uint32(next))
		for y := range size.Y {
			b.Write(image.Pix[y*image.Stride:][:size.X])
		}
		if size.X*size.Y%2 == 1 {
			b.WriteByte(0)
		}
	}
}
