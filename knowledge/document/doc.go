package document

import "strconv"

// readDOC reads the body of a Word 97–2003 document (MS-DOC), as WPS Writer keeps
// them too. What it finds it describes in the elements of a DOCX, so that numbers,
// tables, deletions and marks mean the same in both. Running heads and annotations
// stand in ranges of their own and are left out.
func readDOC(w *writer, data []byte) error {
	d, err := openDOC(data)
	if err != nil {
		return err
	}
	styles := d.stylesElement()
	b := &docBody{docFile: d}
	b.anchored, b.loose = d.anchors()
	b.reader = &docxReader{writer: w, numbers: newNumbering(d.numberingElement(), styles), looks: looksOf(styles), notes: b.noteElements()}
	if err := b.read(); err != nil {
		return err
	}
	return b.reader.end()
}

// docFile is an opened document.
type docFile struct {
	fib, table, data []byte
	pairs            int // offset in fib of the places of all parts
	countPairs       int
	text             []uint16 // of all ranges, the body first
	ranges           [docBoxTexts + 1]docRange
	pieces           []docPiece
	changes          [][]byte // properties that pieces refer to
	chars, paras     docRuns
	styles           []docStyle
	fonts            []docFont
	notes            map[int]noteRef // by where their marks stand
	fields           docFields
}

// Indexes of the parts, in the order of FibRgFcLcb97.
const (
	docStyles       = 1
	docFootnotes    = 2
	docFootTexts    = 3
	docCharRuns     = 12
	docParaRuns     = 13
	docFonts        = 15
	docPieceTable   = 33
	docAnchorPlaces = 40
	docEndnotes     = 46
	docEndTexts     = 47
	docDrawings     = 50
	docBoxes        = 56
	docLists        = 73
	docOverrides    = 74
)

// docBodyCount is the index of the first count of characters in FibRgLw97; those of the
// other ranges follow.
const docBodyCount = 3

// docRange is where a range of the text begins and ends.
type docRange struct{ from, to int }

// The ranges that are read, in their order.
const (
	docMain     = 0
	docFeet     = 1
	docEnds     = 5
	docBoxTexts = 6
)

const docSector = 512

func openDOC(data []byte) (*docFile, error) {
	c, err := openCompound(data)
	if err != nil {
		return nil, err
	}
	d := &docFile{}
	if d.fib, err = c.stream("WordDocument"); err != nil {
		return nil, err
	}
	const magic, first = 0xa5ec, 0xc1 // of Word 97
	flags := uint16At(d.fib, 10)
	switch {
	case len(d.fib) < docSector:
		return nil, ErrDamaged
	case uint16At(d.fib, 0) != magic || uint16At(d.fib, 2) < first:
		return nil, ErrLegacy
	case flags&0x0100 != 0:
		return nil, ErrLocked
	}
	if d.table, err = c.stream(strconv.Itoa(flags>>9&1) + "Table"); err != nil {
		return nil, err
	}
	if d.data, err = c.stream("Data"); err != nil {
		return nil, err
	}
	words := 34 + 2*uint16At(d.fib, 32)
	counts := words + 2
	d.pairs = counts + 4*uint16At(d.fib, words) + 2
	d.countPairs = uint16At(d.fib, d.pairs-2)
	count := func(i int) int { return uint32At(d.fib, counts+4*i) }
	if err := d.readPieces(); err != nil {
		return nil, err
	}
	// The ranges follow one another: body, footnotes, heads, macros, annotations,
	// endnotes, boxes.
	for i := range d.ranges {
		from := 0
		if i > 0 {
			from = d.ranges[i-1].to
		}
		d.ranges[i] = docRange{from, min(len(d.text), from+count(docBodyCount+i))}
	}
	if d.ranges[docMain].to < count(docBodyCount) {
		return nil, ErrDamaged
	}
	d.chars = d.runsOf(docCharRuns, 1)
	d.paras = d.runsOf(docParaRuns, 13)
	d.readFonts()
	d.readStyles()
	d.notes = d.noteMarks()
	d.readFields()
	return d, nil
}

// part gives one of the parts that stand in the table stream.
func (d *docFile) part(i int) []byte {
	if i >= d.countPairs {
		return nil
	}
	return cut(d.table, uint32At(d.fib, d.pairs+8*i), uint32At(d.fib, d.pairs+8*i+4))
}

// plex gives the positions and the data of an array that MS-DOC calls a PLC: one
// position more than there are data of the size.
func plex(b []byte, size int) (positions []int, data [][]byte) {
	n := (len(b) - 4) / (4 + size)
	if n < 1 {
		return nil, nil
	}
	for i := range n + 1 {
		positions = append(positions, uint32At(b, 4*i))
	}
	for i := range n {
		data = append(data, cut(b, 4*(n+1)+i*size, size))
	}
	return positions, data
}
