package document

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// cellFormat is what a cell's format says that bears on what the cell means.
type cellFormat struct {
	font       fontLook
	scientific bool // shows a number as 1.6E+09
	unseen     bool // shows nothing
}

type fontLook struct {
	mark marks.Mark
	name string
}

// richRun is a run of words in a look of its own.
type richRun struct {
	text string
	font fontLook
}

// cellLook is what a sheet's part says of a cell beside its words.
type cellLook struct {
	format int
	rich   []richRun
	value  string // as it is stored
	wrong  bool   // an error such as #REF!
	lost   bool   // a formula without a result
}

// sheetLook holds the cells that are not just words, and what is hidden.
type sheetLook struct {
	cells map[[2]int]cellLook // by row and column, from 1
	rows  map[int]bool        // that are hidden
	cols  map[int]bool
}

// readLooks reads the formats of cells and the shared words in several looks.
func (r *xlsxReader) readLooks() error {
	styles, err := r.archive.readRelated(r.main, "styles", "xl/styles.xml")
	if err != nil {
		return err
	}
	var fonts []fontLook
	codes := map[string]string{"11": "0.00E+00", "48": "##0.0E+0"} // that no file spells out
	if styles != nil {
		for _, f := range styles.child("fonts").below("font") {
			fonts = append(fonts, fontOf(f))
		}
		for _, f := range styles.child("numFmts").below("numFmt") {
			codes[f.attr("numFmtId")] = f.attr("formatCode")
		}
		for _, x := range styles.child("cellXfs").below("xf") {
			code := codes[x.attr("numFmtId")]
			f := cellFormat{scientific: strings.Contains(code, "E+") || strings.Contains(code, "E-"), unseen: code == ";;;"}
			if i := number(x.attr("fontId")); i >= 0 && i < len(fonts) {
				f.font = fonts[i]
			}
			r.formats = append(r.formats, f)
		}
	}
	return r.readShared()
}

// readShared goes through the shared words and keeps those in several looks.
func (r *xlsxReader) readShared() error {
	name, err := r.archive.related(r.main, "sharedStrings", "xl/sharedStrings.xml")
	if err != nil {
		return err
	}
	data, err := r.archive.part(name)
	if data == nil && err == nil {
		return r.checkWords()
	}
	if err != nil {
		return err
	}
	r.rich = map[int][]richRun{}
	at := 0
	return each(data, func(si *element) bool {
		if runs := richOf(si); runs != nil {
			r.rich[at] = runs
		}
		at++
		return !r.full()
	}, "si")
}

// each reads the elements of those names one after the other, until visit gives false.
func each(data []byte, visit func(*element) bool, names ...string) error {
	d := newDecoder(data)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		if start, ok := token.(xml.StartElement); ok && slices.Contains(names, start.Name.Local) {
			e, err := readElement(d, start)
			if err != nil {
				return err
			}
			if !visit(e) {
				return nil
			}
		}
	}
}

// below returns the children of that name.
func (e *element) below(name string) []*element {
	var out []*element
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			out = append(out, c)
		}
	}
	return out
}

func fontOf(e *element) fontLook {
	f := fontLook{name: e.child("name").attr("val")}
	if f.name == "" {
		f.name = e.child("rFont").attr("val")
	}
	if e.child("strike").isOn() {
		f.mark |= marks.Struck
	}
	switch e.child("vertAlign").attr("val") {
	case "superscript":
		f.mark |= marks.Raised
	case "subscript":
		f.mark |= marks.Lowered
	}
	return f
}

// richOf reads words that stand in several looks; it is nil for others.
func richOf(words *element) []richRun {
	var out []richRun
	for _, run := range words.below("r") {
		out = append(out, richRun{textOf(run.child("t")), fontOf(run.child("rPr"))})
	}
	if len(out) > 0 {
		return out
	}
	return nil
}

func textOf(t *element) string {
	if t == nil {
		return ""
	}
	return t.text
}

// look goes through a sheet's part.
func (r *xlsxReader) look(part string) (sheetLook, error) {
	s := sheetLook{cells: map[[2]int]cellLook{}, rows: map[int]bool{}, cols: map[int]bool{}}
	data, err := r.archive.part(part)
	if data == nil || err != nil {
		return s, err
	}
	hidden := func(e *element) bool { return e.attr("hidden") == "1" || e.attr("hidden") == "true" }
	line := 0
	objects := map[string]bool{} // each stands there in two forms
	return s, each(data, func(e *element) bool {
		switch e.name {
		case "col":
			for c := number(e.attr("min")); hidden(e) && c > 0 && c <= min(number(e.attr("max")), maxColumns); c++ {
				s.cols[c] = true
			}
		case "row":
			if line++; e.attr("r") != "" {
				line = number(e.attr("r"))
			}
			if hidden(e) {
				s.rows[line] = true
			}
			r.rowLook(e, line, s.cells)
		case "oleObject":
			if id := e.attr("shapeId"); !objects[id] {
				objects[id] = true
				r.gap("object", said.Words(e.attr("progId")), reasonObject)
			}
		}
		return !r.full()
	}, "col", "row", "oleObject")
}

// rowLook notes the cells of a row that are more than their words.
func (r *xlsxReader) rowLook(row *element, line int, cells map[[2]int]cellLook) {
	column := 0
	for _, c := range row.below("c") {
		column++
		if x, _, err := excelize.CellNameToCoordinates(c.attr("r")); err == nil {
			column = x
		}
		if look, special := r.cellLook(c); special {
			cells[[2]int{line, column}] = look
		}
	}
}

// cellLook reads a cell, and reports whether it is more than its words.
func (r *xlsxReader) cellLook(c *element) (cellLook, bool) {
	l := cellLook{format: number(c.attr("s"))}
	value := c.child("v")
	l.value = textOf(value)
	switch c.attr("t") {
	case "s":
		l.rich = r.rich[number(strings.TrimSpace(l.value))]
	case "inlineStr":
		l.rich = richOf(c.child("is"))
	case "e":
		l.wrong = true
	}
	l.lost = c.child("f") != nil && value == nil && c.attr("t") != "str"
	f := r.format(l.format)
	plainNumber := c.attr("t") == "" || c.attr("t") == "n"
	return l, l.rich != nil || l.wrong || l.lost || f.font.mark != 0 || marks.IsSymbolFont(f.font.name) || f.unseen || f.scientific && plainNumber
}

func (r *xlsxReader) format(i int) cellFormat {
	if i < 0 || i >= len(r.formats) {
		return cellFormat{}
	}
	return r.formats[i]
}

// words decides what a cell says.
func (r *xlsxReader) words(shown string, l cellLook) string {
	f := r.format(l.format)
	if n, err := strconv.ParseFloat(l.value, 64); f.scientific && l.rich == nil && err == nil && strings.Contains(shown, "E") {
		shown = strconv.FormatFloat(n, 'f', -1, 64)
	}
	mark := f.font.mark
	if f.unseen {
		mark |= marks.Hidden
		if shown == "" && l.rich == nil {
			shown = l.value
		}
	}
	var line marks.Line
	if l.rich == nil {
		line.Add(shown, mark, f.font.name, &r.log)
	}
	for _, run := range l.rich {
		font := run.font.name
		if font == "" {
			font = f.font.name
		}
		line.Add(run.text, run.font.mark|mark&marks.Hidden, font, &r.log)
	}
	return line.Text(&r.log)
}
