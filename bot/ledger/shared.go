package ledger

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// readShared reads the words that cells share.
func (a *archive) readShared() error {
	var words collector
	return a.scan("xl/sharedStrings.xml", func(t xml.Token) error {
		words.take(t)
		if e, ok := t.(xml.EndElement); ok && e.Name.Local == "si" {
			if len(a.shared) == maxShared {
				return ErrTooBig
			}
			a.shared = append(a.shared, words.end())
		}
		return nil
	})
}

// builtInPercent are the numbers of the formats for per cent that no file spells out.
var builtInPercent = map[string]bool{"9": true, "10": true}

// literals are what a number format shows as it stands.
var literals = regexp.MustCompile(`"[^"]*"|\\.`)

// readFormats finds out which cell formats show per cent.
func (a *archive) readFormats() error {
	percent := map[string]bool{}
	cells := false // in the list of the cells' own formats, not of the styles they come from
	return a.scan("xl/styles.xml", func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "numFmt":
				percent[attr(e, "numFmtId")] = strings.Contains(literals.ReplaceAllString(attr(e, "formatCode"), ""), "%")
			case "cellXfs":
				cells = true
			case "xf":
				if !cells {
					return nil
				}
				if len(a.percent) == maxShared {
					return ErrTooBig
				}
				id := attr(e, "numFmtId")
				a.percent = append(a.percent, percent[id] || builtInPercent[id])
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				cells = false
			}
		}
		return nil
	})
}

// maxRaw is how many bytes of a cell's words are looked at: more than a cell can hold,
// even if each character is written out in the form of escaped.
const maxRaw = 8 * maxCell

// collector puts together the words of a cell or of shared words from their runs.
type collector struct {
	raw      []byte
	in       bool // in an element that holds words
	phonetic bool // in a note on pronunciation, which is not shown
}

// take looks at the next token within the words.
func (c *collector) take(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "t", "v":
			c.in = !c.phonetic
		case "rPh":
			c.phonetic = true
		}
	case xml.CharData:
		if c.in && len(c.raw) < maxRaw {
			c.raw = append(c.raw, t[:min(len(t), maxRaw-len(c.raw))]...)
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "t", "v":
			c.in = false
		case "rPh":
			c.phonetic = false
		}
	}
}

// end gives the words and begins anew.
func (c *collector) end() string {
	s := string(c.raw)
	*c = collector{raw: c.raw[:0]}
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(code string) string {
		n, err := strconv.ParseUint(code[2:6], 16, 16)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
}

// escaped is how a workbook writes a character that XML has no place for.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)
