package document

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"
)

// docFields are the fields that show something beside their result.
type docFields struct {
	equations map[int]int    // where they begin and end: their code is what they show
	boxes     map[int]bool   // form fields to tick, by where they begin, and whether they are ticked
	objects   map[int]string // embedded objects, by the place of their picture
	inCode    bool           // the code of an equation is being read
}

// readFields takes out the codes of fields; what they gave stays. A field that does
// not end is left as it is.
func (d *docFile) readFields() {
	d.fields = docFields{equations: map[int]int{}, boxes: map[int]bool{}, objects: map[int]string{}}
	type open struct{ begin, result int }
	var fields []open
	var blank []docRange
	for i, c := range d.text {
		n := len(fields) - 1
		switch {
		case c == docFieldBegin:
			fields = append(fields, open{i, -1})
		case c == docFieldResult && n >= 0:
			fields[n].result = i
		case c == docFieldEnd && n >= 0:
			f := fields[n]
			fields = fields[:n]
			to := f.result
			if to < 0 {
				to = i
			}
			if !d.shownField(f.begin, to, i) {
				blank = append(blank, docRange{f.begin, to + 1})
			}
		}
	}
	// Fields stand in each other.
	slices.SortFunc(blank, func(a, b docRange) int { return cmp.Compare(a.from, b.from) })
	done := 0
	for _, r := range blank {
		for i := max(done, r.from); i < r.to; i++ {
			if c := d.text[i]; c != docParaEnd && c != docCellEnd && c != docPageEnd {
				d.text[i] = docNothing
			}
		}
		done = max(done, r.to)
	}
}

// shownField notes a field whose code tells what it shows, and reports whether the
// code has to stay.
func (d *docFile) shownField(begin, codeEnd, end int) bool {
	const longest = 500 // of a code that is looked into
	code := d.text[begin+1 : min(codeEnd, begin+longest)]
	words := strings.Fields(string(utf16.Decode(code)))
	if len(words) == 0 {
		return false
	}
	switch name := strings.ToUpper(words[0]); name {
	case "EQ":
		if codeEnd != end || slices.Contains(code, docParaEnd) || slices.Contains(code, docCellEnd) || end-begin > longest {
			return false
		}
		d.fields.equations[begin] = end
		return true
	case "EMBED", "LINK":
		if len(words) > 1 && end-codeEnd < longest {
			for i := codeEnd; i < end; i++ {
				d.fields.objects[i] = words[1]
			}
		}
	case "SHAPE": // what is drawn, and a picture of it for older programs
		for i := codeEnd; i < end && i < codeEnd+longest; i++ {
			if d.text[i] == docPicture {
				d.text[i] = docNothing
			}
		}
	case "FORMCHECKBOX":
		if at := slices.Index(code, docPicture); at >= 0 {
			d.fields.boxes[begin+1+at] = d.ticked(begin + 1 + at)
			d.text[begin+1+at] = docTick
			d.text[begin] = docNothing
			for i := begin; i <= end; i++ {
				if d.text[i] != docTick {
					d.text[i] = docNothing
				}
			}
			return true
		}
	}
	return false
}

// ticked reads whether a form field is ticked from its data (MS-DOC 2.9.78).
func (d *docFile) ticked(at int) bool {
	const head, unchanged = 68, 25
	b := cut(d.data, d.marksAt(at, 0).picture+head, len(d.data))
	result := uint16At(b, 4) >> 2 & 0x1f
	if result == unchanged { // it is as it was made
		name := uint16At(b, 10)
		return uint16At(b, 12+2*name+2) == 1
	}
	return result == 1
}
