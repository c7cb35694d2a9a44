package document

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// docOf is a document of Word 97 that says nothing but its text, which lies in the file
// in pieces from the last to the first. All of it is the body but the note, which the
// character 2 refers to.
func docOf(text, note string) []byte {
	units := utf16.Encode([]rune(text))
	body := len(units)
	notes := utf16.Encode([]rune(note))
	units = append(units, notes...)
	file := make([]byte, 1024)
	for i, v := range map[int]uint16{0: 0xa5ec, 2: 0xc1, 10: 0x0200, 32: 14, 62: 22, 152: 93} {
		binary.LittleEndian.PutUint16(file[i:], v)
	}
	number := func(at, v int) { binary.LittleEndian.PutUint32(file[at:], uint32(v)) }
	number(76, body)
	number(80, len(notes))
	var table []byte
	part := func(i int, data []byte) {
		number(154+8*i, len(table))
		number(154+8*i+4, len(data))
		table = append(table, data...)
	}
	numbers := func(v ...int) (b []byte) {
		for _, n := range v {
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		}
		return b
	}
	middle := len(units) / 2
	pieces := numbers(0, middle, len(units))
	for _, at := range []int{1024 + 2*(len(units)-middle), 1024} {
		pieces = append(append(append(pieces, 0, 0), numbers(at)...), 0, 0)
	}
	part(docPieceTable, append(append([]byte{2}, numbers(len(pieces))...), pieces...))
	if mark := slices.Index(units, 2); mark >= 0 {
		part(docFootnotes, append(numbers(mark, body), 0, 0))
		part(docFootTexts, numbers(0, len(notes), len(notes)))
	}
	for _, u := range append(slices.Clone(units[middle:]), units[:middle]...) {
		file = binary.LittleEndian.AppendUint16(file, u)
	}
	return compoundOf([]string{"WordDocument", "1Table"}, [][]byte{file, table})
}

func TestDOC(t *testing.T) {
	for name, c := range map[string]struct{ text, note, want string }{
		"pieces":       {"一、总体要求\r到2024年，覆盖率达到98%。\r", "", "一、总体要求\n\n到2024年，覆盖率达到98%。\n"},
		"no last end":  {"一、总体要求\r二、任务", "", "一、总体要求\n\n二、任务\n"},
		"field":        {"详见\x13HYPERLINK \"a\" \x14附件\x151。\r", "", "详见附件1。\n"},
		"inner field":  {"\x13IF \x13PAGE\x141\x15 > 0 \x14共\x13SEQ a\x1430\x15座\x15。\r", "", "共30座。\n"},
		"open field":   {"改造\x13200座校门。\r新建5座。\r", "", "改造200座校门。\n\n新建5座。\n"},
		"no begin":     {"改造\x14200\x15座校门。\r", "", "改造200座校门。\n"},
		"circle":       {"\x13EQ \\o\\ac(○,3)\x15新建校门\r", "", "③新建校门\n"},
		"hyphen":       {"0575\x1e8512\x1f3456\r", "", "0575-85123456\n"},
		"page break":   {"一、目标\x0c二、任务\r", "", "一、目标\n二、任务\n"},
		"line break":   {"一、目标\x0b（一）新建\r", "", "一、目标\n（一）新建\n"},
		"note":         {"改造校门15\x02座。\r", "\x02 含3座。\r", "改造校门15座。\n\n注1：含3座。\n"},
		"outside BMP":  {"\U00020164村\r", "", "\U00020164村\n"},
		"control only": {"\x01\x05校门\r", "", "校门\n"},
	} {
		doc, err := read(t, docOf(c.text, c.note))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if doc.Text != c.want {
			t.Errorf("%s: read %q, want %q", name, doc.Text, c.want)
		}
	}
}

// TestDOCDamaged: offsets and lengths that lead out of the file give what is there, or
// a sentence.
func TestDOCDamaged(t *testing.T) {
	data := docOf("一、总体要求\r", "")
	const main, counts = 512, 512 + 76
	for name, at := range map[string]int{"length": counts, "pieces": main + 154 + 8*docPieceTable, "size of pieces": main + 154 + 8*docPieceTable + 4} {
		broken := slices.Clone(data)
		binary.LittleEndian.PutUint32(broken[at:], 0x7ffffff0)
		if doc, err := read(t, broken); err == nil && !strings.HasPrefix(doc.Text, "一、总体要求") || err != nil && err != ErrDamaged {
			t.Errorf("%s: %v, %v", name, doc, err)
		}
	}
}

// TestDOCEndless: a paragraph may be of nothing but signs.
func TestDOCEndless(t *testing.T) {
	const n = 100_000
	for text, want := range map[string]string{"甲\x0b": "甲\n", "\x1e": "-", "甲\x13EQ \x15": "甲" + picturePlace} {
		doc, err := read(t, docOf(strings.Repeat(text, n)+"\r", ""))
		if err != nil || strings.TrimSpace(doc.Text) != strings.TrimSpace(strings.Repeat(want, n)) {
			t.Errorf("%q: %v", text, err)
		} else if strings.Contains(want, picturePlace) && (len(doc.Gaps) != maxGaps || len(doc.Notes) != 1) {
			t.Errorf("%q: %d gaps, notes %v", text, len(doc.Gaps), doc.Notes)
		}
	}
}

func TestApart(t *testing.T) {
	row := func(edges ...int) docRow { return docRow{edges: edges, merge: make([]byte, len(edges)-1)} }
	for name, c := range map[string]struct {
		rows []docRow
		want []int
	}{
		"one table":           {[]docRow{row(0, 2000, 6000), row(0, 2000, 6000)}, []int{2}},
		"merged head":         {[]docRow{row(0, 6000), row(0, 2000, 6000), row(0, 2000, 4000, 6000)}, []int{3}},
		"two tables":          {[]docRow{row(0, 2000, 6000), row(0, 2000, 6000), row(0, 3000, 6000), row(0, 3000, 6000)}, []int{2, 2}},
		"with a title":        {[]docRow{row(0, 2000, 6000), row(0, 2000, 6000), row(0, 6000), row(0, 3000, 6000), row(0, 3000, 6000)}, []int{2, 3}},
		"merged in both ways": {[]docRow{row(0, 2000, 4000, 6000), row(0, 2000, 6000), row(0, 4000, 6000), row(0, 4000, 6000)}, []int{4}},
		"drawn by hand":       {[]docRow{row(0, 2000, 6000), row(0, 3000, 6000), row(0, 3000, 6000)}, []int{3}},
	} {
		var got []int
		for _, rows := range apart(c.rows) {
			got = append(got, len(rows))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v rows, want %v", name, got, c.want)
		}
	}
}
