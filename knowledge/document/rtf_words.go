package document

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// rtfInput is what is left of a file.
type rtfInput struct {
	data []byte
	at   int
}

func (in *rtfInput) done() bool { return in.at >= len(in.data) }

// byte takes the next byte; past the end it is a line end.
func (in *rtfInput) byte() byte {
	if in.done() {
		return '\n'
	}
	in.at++
	return in.data[in.at-1]
}

func (in *rtfInput) peek() byte {
	if in.done() {
		return '\n'
	}
	return in.data[in.at]
}

// word takes a control word with its number, and the blank that ends it.
func (in *rtfInput) word() (name string, n int, given bool) {
	from := in.at
	for letter(in.peek()) && in.at-from < 40 {
		in.at++
	}
	name = string(in.data[from:in.at])
	from = in.at
	if in.peek() == '-' {
		in.at++
	}
	for c := in.peek(); c >= '0' && c <= '9' && in.at-from < 11; c = in.peek() {
		in.at++
	}
	n, err := strconv.Atoi(string(in.data[from:in.at]))
	if in.peek() == ' ' {
		in.at++
	}
	return name, n, err == nil
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// rtfBytes are characters in a code page, kept until they are complete.
type rtfBytes struct {
	data  []byte
	page  int
	lead  bool // the first byte of two has come
	plain bool // none was escaped
}

// rtfPages are the code pages that RTF names, those of single bytes aside.
var rtfPages = map[int]encoding.Encoding{
	936: simplifiedchinese.GB18030, 950: traditionalchinese.Big5, 932: japanese.ShiftJIS, 949: korean.EUCKR,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
}

func twoBytes(page int) bool { return page == 936 || page == 950 || page == 932 || page == 949 }

// decoded gives text of a code page. Latin marks in a font of the West stand in Chinese
// documents as well, so what is no text of the page is read as Western.
func decoded(data []byte, page int) string {
	if page == signPage {
		var b strings.Builder
		for _, c := range data {
			b.WriteRune(0xf000 + rune(c))
		}
		return b.String()
	}
	if e := rtfPages[page]; e != nil {
		if out, err := e.NewDecoder().Bytes(data); err == nil && !bytes.ContainsRune(out, '\ufffd') {
			return string(out)
		}
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return string(out)
}

// charsetPage gives the code page of a font's character set; 0 is the document's own.
func charsetPage(set int) int {
	switch set {
	case 2:
		return signPage
	case 134:
		return 936
	case 136:
		return 950
	case 128:
		return 932
	case 129:
		return 949
	case 238:
		return 1250
	case 204:
		return 1251
	case 161:
		return 1253
	case 162:
		return 1254
	}
	return 0
}

// rtfFont is what matters of a font.
type rtfFont struct {
	page int // its code page; 0 is the document's
	name string
}

// signPage is the code page of a font of symbols: its bytes are signs of the private area.
const signPage = 42

// page is the code page of the bytes that come.
func (r *rtfReader) page() int {
	p := r.fonts[r.state.font].page
	if wide := r.fonts[r.state.wideFont].page; p == 0 && r.state.wide && wide != 0 {
		p = wide
	}
	if p == 0 {
		p = r.codepage
	}
	return p
}

// raw takes one byte of text, written out or as \'xx.
func (r *rtfReader) raw(c byte, escaped bool) {
	if r.pending > 0 {
		r.pending--
		return
	}
	switch r.state.to {
	case toNothing:
		return
	case toFonts:
		r.fontName(c)
		return
	}
	b := &r.bytes
	if page := r.page(); len(b.data) == 0 || page != b.page && !b.lead {
		r.words()
		b.page = page
	}
	b.plain = (b.plain || len(b.data) == 0) && !escaped
	b.data = append(b.data, c)
	b.lead = !b.lead && twoBytes(b.page) && c >= 0x81 && !(b.page == 932 && c >= 0xa0 && c < 0xe0)
	if len(b.data) > 1<<20 && !b.lead {
		r.words()
	}
}

// words writes the bytes that have come.
func (r *rtfReader) words() {
	if len(r.bytes.data) == 0 {
		return
	}
	text := string(r.bytes.data)
	if !r.bytes.plain || !utf8.ValidString(text) { // some programs write UTF-8 as it is
		text = decoded(r.bytes.data, r.bytes.page)
	}
	r.bytes = rtfBytes{}
	r.put(text)
}

// unicode takes a character of \u, which is 16 bits with a sign.
func (r *rtfReader) unicode(n int) {
	c := rune(uint16(n)) //nolint:gosec // G115: meant so
	r.pending = r.state.skip
	switch {
	case utf16.IsSurrogate(c) && r.high == 0:
		r.high = c
		return
	case r.high != 0:
		c = utf16.DecodeRune(r.high, c)
		r.high = 0
	}
	if c == '\u2028' {
		c = '\n'
	}
	r.put(string(c))
}

// escape takes \'xx.
func (r *rtfReader) escape() {
	if r.in.at+2 > len(r.in.data) {
		r.in.at = len(r.in.data)
		return
	}
	n, err := strconv.ParseUint(strings.ToLower(string(r.in.data[r.in.at:r.in.at+2])), 16, 8)
	if err != nil {
		return
	}
	r.in.at += 2
	r.raw(byte(n), true)
}
