package document

import (
	"math"
	"slices"
)

// docRuns finds the properties that hold at a place of the file: runs stand on pages
// of 512 bytes, and a list says from where on each page holds (MS-DOC 2.9.33, 2.9.174).
type docRuns struct {
	file   []byte
	starts []int
	pages  []int
	entry  int // bytes of what a page says of a run
}

// docRun is a run that has the same properties.
type docRun struct {
	start, end int
	properties []byte
}

func (d *docFile) runsOf(part, entry int) docRuns {
	r := docRuns{file: d.fib, entry: entry}
	positions, data := plex(d.part(part), 4)
	for i, p := range data {
		r.starts = append(r.starts, positions[i])
		r.pages = append(r.pages, uint32At(p, 0)&0x3fffff)
	}
	return r
}

// at finds the run at an offset; where nothing is said it is one without properties.
func (r docRuns) at(offset int) docRun {
	i, found := slices.BinarySearch(r.starts, offset)
	if !found {
		i--
	}
	none := docRun{start: offset, end: math.MaxInt}
	if i+1 < len(r.starts) {
		none.end = max(offset+1, r.starts[i+1])
	}
	if i < 0 {
		return none
	}
	page := cut(r.file, r.pages[i]*docSector, docSector)
	if len(page) < docSector {
		return none
	}
	n := int(page[docSector-1])
	if 4*(n+1)+n*r.entry > docSector-1 {
		return none
	}
	for j := range n {
		start, end := uint32At(page, 4*j), uint32At(page, 4*j+4)
		if offset < start || offset >= end {
			continue
		}
		run := docRun{start: start, end: end}
		at := 2 * int(page[4*(n+1)+j*r.entry])
		if at == 0 {
			return run
		}
		size := int(page[at])
		switch {
		case r.entry == 1:
			run.properties = cut(page, at+1, size)
		case size == 0:
			run.properties = cut(page, at+2, 2*int(byteAt(page, at+1)))
		default:
			run.properties = cut(page, at+1, 2*size-1)
		}
		return run
	}
	return docRun{start: offset, end: offset + 1}
}

// sprms goes through property modifiers: a code and its argument (MS-DOC 2.6.1).
func sprms(b []byte, do func(code int, arg []byte)) {
	const tabs = 0xc615
	for len(b) > 2 {
		code := uint16At(b, 0)
		b = b[2:]
		skip, n := 0, [8]int{1, 1, 2, 4, 2, 2, 0, 3}[code>>13]
		if code>>13 == 6 {
			skip, n = 1, int(b[0])
			switch {
			case code == sprmTDefTable:
				skip, n = 2, uint16At(b, 0)-1
			case code == tabs && n == 255:
				gone := int(byteAt(b, 1))
				n = 2 + 4*gone + 3*int(byteAt(b, 2+4*gone))
			}
		}
		if n < 0 || skip+n > len(b) {
			return
		}
		do(code, b[skip:skip+n])
		b = b[skip+n:]
	}
}

// The modifiers that matter here.
const (
	sprmCFRMarkDel   = 0x0800
	sprmCFRMarkIns   = 0x0801
	sprmCFSpec       = 0x0855
	sprmCFStrike     = 0x0837
	sprmCFDStrike    = 0x2a53
	sprmCFVanish     = 0x083c
	sprmCPlain       = 0x2a33
	sprmCIss         = 0x2a48
	sprmCHps         = 0x4a43
	sprmCHpsPos      = 0x4845
	sprmCPicLocation = 0x6a03
	sprmCIstd        = 0x4a30
	sprmCRgFtc0      = 0x4a4f
	sprmCRgFtc1      = 0x4a50
	sprmCRgFtc2      = 0x4a51
	sprmCSymbol      = 0x6a09
	sprmPIlvl        = 0x260a
	sprmPIlfo        = 0x460b
	sprmPFInTable    = 0x2416
	sprmPFTtp        = 0x2417
	sprmPInnerCell   = 0x244b
	sprmPInnerTtp    = 0x244c
	sprmPItap        = 0x6649
	sprmPDtap        = 0x664a
	sprmPHugePapx    = 0x6646
	sprmPHugePapx97  = 0x6645
	sprmTDefTable    = 0xd608
	sprmTMerge       = 0x5624
	sprmTSplit       = 0x5625
	sprmTVertMerge   = 0xd62b
)

// change gives the modifiers of a piece (MS-DOC 2.9.209): a list of them, or a single
// one by its short number.
func (d *docFile) change(p docPiece) []byte {
	if p.change&1 != 0 {
		if i := p.change >> 1; i < len(d.changes) {
			return d.changes[i]
		}
		return nil
	}
	code, known := map[int]int{65: sprmCFRMarkDel, 87: sprmCFStrike, 92: sprmCFVanish, 104: sprmCIss}[p.change>>1&0x7f]
	if !known {
		return nil
	}
	return []byte{byte(code), byte(code >> 8), byte(p.change >> 8)}
}
