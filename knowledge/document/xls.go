package document

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
)

// readXLS reads a workbook of Excel 97–2003 (MS-XLS), as WPS and ET keep them too. It
// writes what it finds as the parts of an XLSX and has those read, so that numbers,
// dates, merged and hidden cells mean the same in both.
func readXLS(w *writer, data []byte) error {
	c, err := openCompound(data)
	if err != nil {
		return err
	}
	name := "Workbook"
	if !c.has(name) {
		name = "Book" // as Excel 95 calls it, and some programs that write the later form
	}
	stream, err := c.stream(name)
	if err != nil {
		return err
	}
	b := &xlsBook{stream: stream, formats: map[int]string{}}
	if err := b.read(); err != nil {
		return err
	}
	book, err := b.workbook()
	if err != nil {
		return err
	}
	return readXLSX(w, book)
}

// xlsBook is a workbook as it is read.
type xlsBook struct {
	stream   []byte
	from1904 bool // days are counted from there
	fonts    []xlsFont
	formats  map[int]string // of numbers, by id
	styles   []xlsStyle
	shared   []xlsText // texts that cells refer to
	sheets   []*xlsSheet
	cells    int
	length   int // bytes of all cells' texts
}

type xlsFont struct {
	struck bool
	align  int    // 1 raised, 2 lowered
	symbol string // its name, if it is one of symbols
}

const xlsSymbols = 2 // a font's character set

type xlsStyle struct{ font, format int }

// xlsText is a text; runs tell from which character on another font holds.
type xlsText struct {
	units []uint16
	runs  []xlsRun
}

type xlsRun struct{ start, font int }

type xlsSheet struct {
	name    string
	at      int // in the stream
	hidden  bool
	rows    map[int]map[int]xlsCell
	hideRow map[int]bool
	columns [][2]int // that are hidden, from and to
	merged  [][4]int // row, row, column, column
	drawing xlsDrawing
}

type xlsCell struct {
	style int
	kind  string  // of ECMA-376 part 1, 18.18.11: n, str, b, e
	text  xlsText // of str
	value float64 // of n
	word  string  // of b and e
}

// Records of a workbook (MS-XLS 2.3).
const (
	xlsFormula    = 0x0006
	xlsEnd        = 0x000a
	xlsComment    = 0x001c
	xlsDate1904   = 0x0022
	xlsLocked     = 0x002f
	xlsFontOf     = 0x0031
	xlsContinue   = 0x003c
	xlsObject     = 0x005d
	xlsColumns    = 0x007d
	xlsSheetOf    = 0x0085
	xlsNumbers    = 0x00bd
	xlsRichText   = 0x00d6
	xlsStyleOf    = 0x00e0
	xlsMerged     = 0x00e5
	xlsTexts      = 0x00fc
	xlsSharedRef  = 0x00fd
	xlsObjectText = 0x01b6
	xlsNumber     = 0x0203
	xlsTextOf     = 0x0204
	xlsBoolean    = 0x0205
	xlsResult     = 0x0207
	xlsRow        = 0x0208
	xlsShort      = 0x027e
	xlsFormat     = 0x041e
	xlsBegin      = 0x0809
)

func (b *xlsBook) read() error {
	if uint16At(b.stream, 0) != xlsBegin {
		return ErrLegacy // of Excel 95 or before
	}
	if uint16At(b.stream, 4) < 0x0600 {
		return ErrLegacy
	}
	err := b.records(0, b.global)
	for _, s := range b.sheets {
		if err != nil {
			return err
		}
		if s.hidden {
			continue
		}
		err = b.sheet(s)
	}
	return err
}

// global takes a record that holds for the whole workbook.
func (b *xlsBook) global(kind int, parts [][]byte) error {
	data := parts[0]
	switch kind {
	case xlsLocked:
		return ErrLocked
	case xlsDate1904:
		b.from1904 = uint16At(data, 0) == 1
	case xlsFontOf:
		f := xlsFont{struck: uint16At(data, 2)&8 != 0, align: uint16At(data, 8)}
		if byteAt(data, 12) == xlsSymbols {
			r := xlsReader{parts: parts, at: 14}
			f.symbol = r.text(1).String()
		}
		b.fonts = append(b.fonts, f)
	case xlsFormat:
		r := xlsReader{parts: parts, at: 2}
		b.formats[uint16At(data, 0)] = r.text(2).String()
	case xlsStyleOf:
		b.styles = append(b.styles, xlsStyle{uint16At(data, 0), uint16At(data, 2)})
	case xlsTexts:
		r := xlsReader{parts: parts, at: 8}
		for n := uint32At(data, 4); n > 0 && !r.done(); n-- {
			b.shared = append(b.shared, r.text(2))
		}
	case xlsSheetOf:
		const worksheet = 0
		if byteAt(data, 5) != worksheet {
			break
		}
		r := xlsReader{parts: parts, at: 6}
		b.sheets = append(b.sheets, &xlsSheet{name: r.text(1).String(), at: uint32At(data, 0), hidden: byteAt(data, 4)&3 != 0,
			rows: map[int]map[int]xlsCell{}, hideRow: map[int]bool{}})
	}
	return nil
}

// sheet reads the cells of one sheet.
func (b *xlsBook) sheet(s *xlsSheet) error {
	var waiting *[2]int // the cell whose formula gave a text, which comes in a record of its own
	err := b.records(s.at, func(kind int, parts [][]byte) error {
		data := parts[0]
		row, column := uint16At(data, 0), uint16At(data, 2)
		c := xlsCell{style: uint16At(data, 4)}
		r := xlsReader{parts: parts, at: 6}
		switch kind {
		case xlsComment, xlsObject, xlsObjectText:
			b.length += s.drawing.take(kind, parts)
			if b.length > MaxText {
				return ErrTooLong
			}
			return nil
		case xlsRow:
			if uint16At(data, 12)&0x20 != 0 {
				s.hideRow[row] = true
			}
			return nil
		case xlsColumns:
			if uint16At(data, 8)&1 != 0 {
				s.columns = append(s.columns, [2]int{row, column})
			}
			return nil
		case xlsMerged:
			for i := range uint16At(data, 0) {
				if m := cut(data, 2+8*i, 8); len(m) == 8 {
					s.merged = append(s.merged, [4]int{uint16At(m, 0), uint16At(m, 2), uint16At(m, 4), uint16At(m, 6)})
				}
			}
			return nil
		case xlsSharedRef:
			i := uint32At(data, 6)
			if i >= len(b.shared) {
				return ErrDamaged
			}
			c.kind, c.text = "str", b.shared[i]
		case xlsTextOf, xlsRichText:
			c.kind, c.text = "str", r.text(2)
			if kind == xlsRichText {
				c.text.runs = r.runs(r.uint16())
			}
		case xlsNumber:
			c.number(floatAt(data, 6))
		case xlsShort:
			c.number(shortNumber(uint32At(data, 6)))
		case xlsNumbers:
			for at := 4; at+6 <= len(data)-2; at += 6 {
				c.style = uint16At(data, at)
				c.number(shortNumber(uint32At(data, at+2)))
				if err := b.put(s, row, column, c); err != nil {
					return err
				}
				column++
			}
			return nil
		case xlsBoolean:
			c.word, c.kind = xlsWord(byteAt(data, 6), byteAt(data, 7) != 0)
		case xlsFormula:
			waiting = nil
			if uint16At(data, 12) != 0xffff {
				c.number(floatAt(data, 6))
				break
			}
			switch what := byteAt(data, 6); what {
			case 0:
				waiting = &[2]int{row, column}
			case 1, 2:
				c.word, c.kind = xlsWord(byteAt(data, 8), what == 2)
			}
		case xlsResult:
			if waiting == nil {
				return nil
			}
			row, column = waiting[0], waiting[1]
			c = s.rows[row][column]
			r.at = 0
			c.kind, c.text = "str", r.text(2)
			waiting = nil
		default:
			return nil
		}
		return b.put(s, row, column, c)
	})
	if err != nil {
		return err
	}
	return s.bound()
}

// put sets a cell.
func (b *xlsBook) put(s *xlsSheet, row, column int, c xlsCell) error {
	if s.rows[row] == nil {
		s.rows[row] = map[int]xlsCell{}
	}
	s.rows[row][column] = c
	if b.cells++; b.cells > maxCells {
		return ErrCells
	}
	// A text may be that of many cells.
	if b.length += len(c.text.units); b.length > MaxText {
		return ErrTooLong
	}
	return nil
}

// bound ends merged cells where the sheet's cells end, and counts what they cover.
func (s *xlsSheet) bound() error {
	lastRow, lastColumn, covered := -1, -1, 0
	for row, cells := range s.rows {
		lastRow = max(lastRow, row)
		for column := range cells {
			lastColumn = max(lastColumn, column)
		}
	}
	for i := range s.merged {
		m := &s.merged[i]
		m[1], m[3] = min(m[1], lastRow), min(m[3], lastColumn)
		if m[1] >= m[0] && m[3] >= m[2] {
			covered += (m[1] - m[0] + 1) * (m[3] - m[2] + 1)
		}
	}
	if covered > maxCells {
		return ErrCells
	}
	s.merged = slices.DeleteFunc(s.merged, func(m [4]int) bool { return m[1] < m[0] || m[3] < m[2] })
	return nil
}

// ordered gives the keys of a map in their order.
func ordered[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

func (c *xlsCell) number(v float64) {
	c.kind, c.value = "n", v
	if math.IsNaN(v) || math.IsInf(v, 0) {
		c.kind, c.word = "e", "#NUM!"
	}
}

// xlsWord is what Excel shows of a truth or an error (MS-XLS 2.5.10).
func xlsWord(code byte, fault bool) (word, kind string) {
	if !fault {
		return string('0' + min(code, 1)), "b"
	}
	switch code {
	case 0x00:
		return "#NULL!", "e"
	case 0x07:
		return "#DIV/0!", "e"
	case 0x0f:
		return "#VALUE!", "e"
	case 0x17:
		return "#REF!", "e"
	case 0x1d:
		return "#NAME?", "e"
	case 0x24:
		return "#NUM!", "e"
	}
	return "#N/A", "e"
}

// code gives the format of numbers of an id as an XLSX has it.
func (b *xlsBook) code(id int) (string, bool) {
	code, ok := b.formats[id]
	return strings.ReplaceAll(code, "G/通用格式", "General"), ok
}
