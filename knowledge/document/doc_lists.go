package document

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// numberingElement describes the automatic lists (MS-DOC 2.4.6.3) as a DOCX does. A
// paragraph's list is an override, of which each names a list.
func (d *docFile) numberingElement() *element {
	all := newElement("numbering")
	known := map[int]bool{}
	for _, l := range d.listElements() {
		known[number(l.attr("abstractNumId"))] = true
		all.children = append(all.children, l)
	}
	b := d.part(docOverrides)
	const entry = 16
	count := min(uint32At(b, 0), len(b)/entry)
	rest := cut(b, 4+count*entry, len(b))
	for i := range count {
		o := cut(b, 4+i*entry, entry)
		num := newElement("num", "numId", strconv.Itoa(i+1)).with(newElement("abstractNumId", "val", strconv.Itoa(int32At(o, 0))))
		rest = cut(rest, 4, len(rest))
		for range int(byteAt(o, 12)) {
			start, flags := int32At(rest, 0), uint32At(rest, 4)
			rest = cut(rest, 8, len(rest))
			at := strconv.Itoa(flags & 0xf)
			own := newElement("lvlOverride", "ilvl", at)
			switch {
			case flags&0x20 != 0: // with a level of its own
				var l *element
				if l, rest = docLevel(rest, flags&0xf, nil); l != nil {
					own.children = append(own.children, l)
					if flags&0x10 != 0 {
						own.children = append(own.children, newElement("startOverride", "val", l.child("start").attr("val")))
					}
				}
			case flags&0x10 != 0:
				own.children = append(own.children, newElement("startOverride", "val", strconv.Itoa(start)))
			}
			num.children = append(num.children, own)
		}
		if known[int32At(o, 0)] {
			all.children = append(all.children, num)
		}
	}
	return all
}

// listElements reads the lists; their levels lie behind them all.
func (d *docFile) listElements() []*element {
	if docLists >= d.countPairs {
		return nil
	}
	at, size := uint32At(d.fib, d.pairs+8*docLists), uint32At(d.fib, d.pairs+8*docLists+4)
	b := cut(d.table, at, size)
	const entry = 28
	count := min(uint16At(b, 0), len(b)/entry)
	rest := cut(d.table, at+2+count*entry, len(d.table))
	var all []*element
	for i := range count {
		head := cut(b, 2+i*entry, entry)
		list := newElement("abstractNum", "abstractNumId", strconv.Itoa(int32At(head, 0)))
		levels := maxLevels
		if byteAt(head, 26)&1 != 0 {
			levels = 1
		}
		for j := range levels {
			var l *element
			if l, rest = docLevel(rest, j, head); l == nil {
				return all
			}
			list.children = append(list.children, l)
		}
		all = append(all, list)
	}
	return all
}

// docLevel reads a level (LVL) and gives what lies behind it. head is the list's entry,
// which tells the style that stands on the level.
func docLevel(b []byte, at int, head []byte) (*element, []byte) {
	const size = 28
	if len(b) < size {
		return nil, nil
	}
	format, flags := int(b[4]), b[5]
	chars, paras := int(b[24]), int(b[25])
	text := cut(b, size+chars+paras, len(b))
	n := uint16At(text, 0)
	if len(text) < 2+2*n {
		return nil, nil
	}
	var words strings.Builder
	for i := range n {
		switch u := uint16(uint16At(text, 2+2*i)); {
		case u < maxLevels:
			words.WriteString("%" + strconv.Itoa(int(u)+1))
		default:
			words.WriteString(string(utf16.Decode([]uint16{u})))
		}
	}
	name := "decimal"
	if format < len(docFormats) {
		name = docFormats[format]
	} else if format == 0xff {
		name = "none"
	}
	l := newElement("lvl", "ilvl", strconv.Itoa(at)).with(
		newElement("start", "val", strconv.Itoa(int32At(b, 0))),
		newElement("numFmt", "val", name),
		newElement("lvlText", "val", words.String()),
		newElement("suff", "val", [4]string{"tab", "space", "nothing", "tab"}[b[15]&3]))
	if flags&4 != 0 {
		l.children = append(l.children, newElement("isLgl"))
	}
	const noStyle = 0xfff
	if style := uint16At(head, 8+2*at); head != nil && style != noStyle {
		l.children = append(l.children, newElement("pStyle", "val", strconv.Itoa(style)))
	}
	return l, cut(text, 2+2*n, len(text))
}

// docFormats are the formats of numbers by their code (MS-OSHARED 2.2.1.3), named as
// a DOCX names them.
var docFormats = []string{
	"decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText", "hex", "chicago",
	"ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth", "decimalHalfWidth", "japaneseLegal",
	"japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2", "aiueoFullWidth", "irohaFullWidth", "decimalZero",
	"bullet", "ganada", "chosung", "decimalEnclosedFullstop", "decimalEnclosedParen", "decimalEnclosedCircleChinese",
	"ideographEnclosedCircle", "ideographTraditional", "ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting",
	"ideographLegalTraditional", "taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting", "chineseLegalSimplified",
	"chineseCountingThousand",
}
