package document

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"duban/knowledge/document/marks"
)

// readText reads text of any usual encoding. HTML is told from plain text when it
// can be read.
func readText(w *writer, doc *Document, data []byte) error {
	text, name, err := decode(data)
	if err != nil {
		return err
	}
	doc.Encoding = name
	if isHTML(text) {
		doc.Format = HTML
		return readHTML(w, text, nil)
	}
	if markupRe.MatchString(text) {
		return ErrUnknown // the data of a program, not what it shows
	}
	if len(text) > MaxText {
		return ErrTooLong
	}
	doc.Text = marks.Typed(text, &w.log)
	if rows := csvRows(doc.Text); rows != nil {
		doc.Format = CSV
		writeCSV(w, rows)
	}
	return nil
}

// encodings are those that are tried besides UTF-8.
var encodings = map[string]encoding.Encoding{
	"GB18030":  simplifiedchinese.GB18030,
	"Big5":     traditionalchinese.Big5,
	"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
}

// decode brings text to UTF-8 without a byte order mark.
func decode(data []byte) (text, name string, err error) {
	if rest, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); ok && utf8.Valid(rest) {
		return string(rest), "UTF-8", nil
	}
	name = encodingOf(data)
	if name == "UTF-8" {
		return string(data), name, nil
	}
	e, known := encodings[name]
	if !known {
		return "", "", ErrEncoding
	}
	decoded, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", "", ErrEncoding
	}
	text = string(decoded)
	// A few characters may be damaged; a text of them is in another encoding.
	if bad := strings.Count(text, "\ufffd"); bad*50 > utf8.RuneCountInString(text) {
		return "", "", ErrEncoding
	}
	return text, name, nil
}

func encodingOf(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return "UTF-16LE"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "UTF-16BE"
	}
	switch le, be := utf16Signs(data[:min(len(data), 64<<10)]); {
	case le > 0 && le > 20*be:
		return "UTF-16LE"
	case be > 0 && be > 20*le:
		return "UTF-16BE"
	case bytes.IndexByte(data, 0) >= 0:
		return ""
	case utf8.Valid(data):
		return "UTF-8"
	}
	if common(data, encodings["Big5"]) > common(data, encodings["GB18030"]) {
		return "Big5"
	}
	return "GB18030"
}

// commonChars are among the most frequent of Chinese text in either script. Decoded
// in the wrong encoding a text hardly has any.
const commonChars = "的一是不在有和人中大上年市和以作行政府方工區区會会個个為为國国業业發发學学關关務务責责實实等要與与"

// common counts frequent characters in the beginning of a text, decoded so.
func common(data []byte, e encoding.Encoding) int {
	decoded, err := e.NewDecoder().Bytes(data[:min(len(data), 32<<10)])
	if err != nil {
		return -1
	}
	n := 0
	for _, r := range string(decoded) {
		if r > 0x7f && strings.ContainsRune(commonChars, r) {
			n++
		}
	}
	return n
}

// utf16Signs counts line ends and digits as either form of UTF-16 has them, in text
// without a byte order mark.
func utf16Signs(data []byte) (little, big int) {
	sign := func(c byte) bool { return c == '\n' || c == '\r' || c >= '1' && c <= '9' }
	for i := 0; i+1 < len(data); i += 2 {
		switch {
		case data[i+1] == 0 && sign(data[i]):
			little++
		case data[i] == 0 && sign(data[i+1]):
			big++
		}
	}
	return little, big
}

// htmlRe finds what only a web page has at its start.
var htmlRe = regexp.MustCompile(`(?i)<(?:!doctype\s+html|html|head|body|meta|div|table|p|span|article)[\s>/]`)

// markupRe finds other markup.
var markupRe = regexp.MustCompile(`^\s*<[?!A-Za-z][^<>]*>`)

func isHTML(text string) bool {
	start := strings.TrimSpace(text[:min(len(text), 4096)])
	return strings.HasPrefix(start, "<") && htmlRe.MatchString(start)
}
