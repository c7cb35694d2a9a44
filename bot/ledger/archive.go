package ledger

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"

	"duban/knowledge/said"
)

// The limits against files that are broken or made to harm. The size is that of the Bot
// API's getFile.
const (
	maxFile     = 20 << 20  // bytes
	maxUnpacked = 128 << 20 // bytes of the parts of a workbook that are read
	maxWords    = 256 << 20 // bytes of all cells, shared words counted wherever they show
	maxShared   = 5_000_000 // shared words, cell formats
	maxRows     = 200_000   // that are not blank
	maxColumns  = 256       // what stands farther to the right is not looked at
)

// archive is a workbook that is read. Excelize is not: it unpacks all parts, repeats the
// work for shared words in every cell that shows them, however long they are, and gives
// either a cell's value or what it shows, while 1 and 100% differ in both together only.
type archive struct {
	parts   map[string]*zip.File
	left    int64                 // bytes that may still be unpacked
	words   int                   // bytes of the cells so far
	shared  []string              // words of cells that give their place here only
	trouble map[int]said.Sentence // of shared words, by their place
	formats []format              // by the number of a cell's format
	err     error                 // of the rows that were read last

	from1904 bool // days are counted from 1904
}

// format is what matters of how a cell is shown.
type format struct{ percent, struck bool }

// tab is one sheet of a workbook.
type tab struct {
	name, part string
	hidden     bool
}

// openArchive opens a workbook and gives its sheets in their order, the hidden ones too.
// There are none in another file of the same kind, such as a DOCX.
func openArchive(data []byte) (*archive, []tab, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, ErrDamaged
	}
	a := &archive{parts: map[string]*zip.File{}, left: maxUnpacked, trouble: map[int]said.Sentence{}}
	for _, f := range z.File {
		a.parts[f.Name] = f
	}
	if a.parts["xl/workbook.xml"] == nil && a.parts["content.xml"] != nil { // of LibreOffice
		return nil, nil, ErrOtherFormat
	}
	targets := map[string]string{}
	if err := a.scan("xl/_rels/workbook.xml.rels", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if !path.IsAbs(target) {
				target = path.Join("/xl", target)
			}
			targets[attr(e, "Id")] = target[1:]
		}
		return nil
	}); err != nil {
		return nil, nil, err
	}
	var tabs []tab
	if err := a.scan("xl/workbook.xml", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr":
			a.from1904 = isOn(attr(e, "date1904"))
		case e.Name.Local == "sheet":
			state := attr(e, "state")
			tabs = append(tabs, tab{attr(e, "name"), targets[attr(e, "id")], state == "hidden" || state == "veryHidden"})
		}
		return nil
	}); err != nil {
		return nil, nil, err
	}
	if err := a.readShared(); err != nil {
		return nil, nil, err
	}
	return a, tabs, a.readFormats()
}

// scan goes through a part's tokens, until visit gives io.EOF or another error. A part
// that is not there has none. Only what is not XML at all is an error, as the names of
// elements are looked at without their namespaces, which vary.
func (a *archive) scan(part string, visit func(xml.Token) error) error {
	f := a.parts[part]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return ErrDamaged
	}
	defer r.Close()
	// What the directory says of the size is not believed.
	limited := &io.LimitedReader{R: r, N: a.left + 1}
	defer func() { a.left = max(limited.N-1, 0) }()
	d := xml.NewDecoder(limited)
	for {
		t, err := d.RawToken()
		switch {
		case limited.N <= 0:
			return ErrTooBig
		case err == io.EOF:
			return nil
		case err != nil:
			return ErrDamaged
		}
		if err := visit(t); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// isOn reads an attribute that is yes or no.
func isOn(s string) bool { return s == "1" || s == "true" || s == "on" }

// attr gives the value of an element's attribute.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
