package ledger

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
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
			text, why := words.end()
			if !why.IsZero() {
				a.trouble[len(a.shared)] = why
			}
			a.shared = append(a.shared, text)
		}
		return nil
	})
}

// builtInPercent are the numbers of the formats for per cent that no file spells out.
var builtInPercent = map[string]bool{"9": true, "10": true}

// literals are what a number format shows as it stands.
var literals = regexp.MustCompile(`"[^"]*"|\\.`)

// readFormats finds out which cell formats show per cent, and which strike words out.
func (a *archive) readFormats() error {
	percent := map[string]bool{}
	var struck []bool // by font
	var inside string // the list that is open: fonts, or the cells' own formats, not the styles they come from
	return a.scan("xl/styles.xml", func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch name := e.Name.Local; {
			case name == "numFmt":
				percent[attr(e, "numFmtId")] = strings.Contains(literals.ReplaceAllString(attr(e, "formatCode"), ""), "%")
			case name == "cellXfs" || name == "fonts":
				inside = name
			case name == "font" && inside == "fonts":
				if len(struck) == maxShared {
					return ErrTooBig
				}
				struck = append(struck, false)
			case name == "strike" && inside == "fonts" && len(struck) > 0:
				struck[len(struck)-1] = !isOff(attr(e, "val"))
			case name == "xf" && inside == "cellXfs":
				if len(a.formats) == maxShared {
					return ErrTooBig
				}
				id := attr(e, "numFmtId")
				font, err := strconv.Atoi(attr(e, "fontId"))
				a.formats = append(a.formats, format{percent[id] || builtInPercent[id], err == nil && font >= 0 && font < len(struck) && struck[font]})
			}
		case xml.EndElement:
			if e.Name.Local == inside {
				inside = ""
			}
		}
		return nil
	})
}

// isOff reads an attribute of a property that is on by standing there.
func isOff(s string) bool { return s == "0" || s == "false" || s == "off" }

// maxRaw is how many bytes of a cell's words are looked at: more than a cell can hold,
// even if each character is written out in the form of escaped.
const maxRaw = 8 * maxCell

// collector puts together the words of a cell or of shared words from their runs.
type collector struct {
	raw      []byte
	in       bool // in an element that holds words
	phonetic bool // in a note on pronunciation, which is not shown
	mark     marks.Mark
	runs     []run // of words that are marked, and those after them
}

// run is where words of other marks begin.
type run struct {
	from int
	mark marks.Mark
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
		case "r":
			c.mark = 0
		case "strike":
			if !isOff(attr(t, "val")) {
				c.mark |= marks.Struck
			}
		case "vertAlign":
			switch attr(t, "val") {
			case "superscript":
				c.mark |= marks.Raised
			case "subscript":
				c.mark |= marks.Lowered
			}
		}
	case xml.CharData:
		if !c.in || len(c.raw) >= maxRaw {
			return
		}
		if n := len(c.runs); c.mark != 0 && n == 0 || n > 0 && c.runs[n-1].mark != c.mark {
			c.runs = append(c.runs, run{len(c.raw), c.mark})
		}
		c.raw = append(c.raw, t[:min(len(t), maxRaw-len(c.raw))]...)
	case xml.EndElement:
		switch t.Name.Local {
		case "t", "v":
			c.in = false
		case "rPh":
			c.phonetic = false
		case "r":
			c.mark = 0
		}
	}
}

// end gives the words and begins anew. Why says what makes them other words than those
// that are meant.
func (c *collector) end() (words string, why said.Sentence) {
	words = unescaped(string(c.raw))
	if len(c.runs) > 0 {
		var log marks.Log
		var l marks.Line
		l.Add(unescaped(string(c.raw[:c.runs[0].from])), 0, "", &log)
		for i, r := range c.runs {
			to := len(c.raw)
			if i+1 < len(c.runs) {
				to = c.runs[i+1].from
			}
			l.Add(unescaped(string(c.raw[r.from:to])), r.mark, "", &log)
		}
		text := l.Text(&log)
		switch notes := log.Notes(); {
		case log.Dropped():
			why = said.Of("有划掉的文字{quotes}。请删去划掉的，只留要填的。",
				"The cell holds struck-out text: {quotes}. Please delete what is struck out and leave only what is meant.", log.Quotes())
		case len(notes) > 0:
			why, words = said.Of("{notes}请改写清楚。", "{notes} Please write it clearly.", said.Join("{one}{other}", "{one} {other}", notes)), text
		default:
			words = text
		}
	}
	*c = collector{raw: c.raw[:0]}
	return words, why
}

// unescaped undoes how a workbook writes characters that XML has no place for.
func unescaped(s string) string {
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
