package document

import (
	"slices"

	"golang.org/x/text/encoding/charmap"
)

// docPiece is a stretch of text as it lies in the file: edits of a document were
// written behind it, and the pieces say in what order to read.
type docPiece struct {
	start, end int // characters
	at         int // offset in the file
	size       int // bytes of a character
	change     int // what was changed of its properties (Prm)
}

// readPieces puts the text together (MS-DOC 2.8.35 and 2.9.38).
func (d *docFile) readPieces() error {
	b := d.part(docPieceTable)
	for len(b) > 0 && b[0] == 1 {
		n := uint16At(b, 1)
		d.changes = append(d.changes, cut(b, 3, n))
		b = b[min(len(b), 3+n):]
	}
	if byteAt(b, 0) != 2 {
		return ErrDamaged
	}
	positions, data := plex(cut(b, 5, uint32At(b, 1)), 8)
	if len(data) == 0 {
		return ErrDamaged
	}
	for i, pcd := range data {
		p := docPiece{start: positions[i], end: positions[i+1], at: uint32At(pcd, 2), size: 2, change: uint16At(pcd, 6)}
		if p.at&0x40000000 != 0 {
			p.at, p.size = p.at&0x3fffffff/2, 1
		}
		n := p.end - p.start
		// No piece lies where another one lies, so all of them are not longer than the file.
		if p.start != len(d.text) || n < 0 || n > len(d.fib)-len(d.text) || p.at+n*p.size > len(d.fib) {
			return ErrDamaged
		}
		if p.end > MaxText {
			return ErrTooLong
		}
		for j := range n {
			if p.size == 1 {
				d.text = append(d.text, uint16(charmap.Windows1252.DecodeByte(d.fib[p.at+j])))
			} else {
				d.text = append(d.text, uint16(uint16At(d.fib, p.at+2*j)))
			}
		}
		d.pieces = append(d.pieces, p)
	}
	return nil
}

// piece finds the piece in which a character stands.
func (d *docFile) piece(at int) docPiece {
	i, found := slices.BinarySearchFunc(d.pieces, at, func(p docPiece, at int) int {
		switch {
		case p.end <= at:
			return -1
		case p.start > at:
			return 1
		}
		return 0
	})
	if !found {
		return docPiece{start: at, end: at + 1}
	}
	return d.pieces[i]
}

// offset tells where in the file a character lies.
func (p docPiece) offset(at int) int { return p.at + (at-p.start)*p.size }

func (p docPiece) width() int { return max(1, p.size) }

// Characters that stand for something else (MS-DOC 2.4.1, sprmCFSpec).
const (
	docPicture     = 0x01
	docComment     = 0x05
	docCellEnd     = 0x07
	docDrawing     = 0x08
	docLineBreak   = 0x0b
	docPageEnd     = 0x0c
	docParaEnd     = 0x0d
	docFieldBegin  = 0x13
	docFieldResult = 0x14
	docFieldEnd    = 0x15
	docHyphen      = 0x1e
	docSymbol      = 0x28
	docNothing     = 0xffff
	docTick        = 0xfffe // stands for a form field to tick
)
