package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// unpacked is a file that was written, part by part.
type unpacked map[string][]byte

// unpack writes a brief and opens it again.
func unpack(t *testing.T, b Brief) unpacked {
	t.Helper()
	var file bytes.Buffer
	if err := Write(&file, b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	p := unpacked{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if p[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return p
}

func (p unpacked) decode(t *testing.T, name string, into any) {
	t.Helper()
	if err := xml.Unmarshal(p[name], into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// elements visits the elements of a part, which has to be well-formed.
func (p unpacked) elements(t *testing.T, name string, visit func(xml.StartElement)) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(p[name]))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e, ok := token.(xml.StartElement); ok {
			visit(e)
		}
	}
}

// values gives an attribute of all elements of that name; it is empty where they have none.
func (p unpacked) values(t *testing.T, name, element, attribute string) []string {
	t.Helper()
	var all []string
	p.elements(t, name, func(e xml.StartElement) {
		if e.Name.Local != element {
			return
		}
		value := ""
		for _, a := range e.Attr {
			if a.Name.Local == attribute {
				value = a.Value
			}
		}
		all = append(all, value)
	})
	return all
}

// block is a paragraph, a run, a cell, a row or a table as it is read back.
type block struct {
	XMLName xml.Name
	Words   string  `xml:",chardata"`
	Inside  []block `xml:",any"`
}

// words gives what a paragraph says, or a cell with / between its paragraphs, or a row
// with | between its cells, or a table with a row a line.
func (b block) words() string {
	between := map[string]string{"tbl": "\n", "tr": "|", "tc": "/"}[b.XMLName.Local]
	var parts []string
	for _, c := range b.Inside {
		switch c.XMLName.Local {
		case "p", "r", "fldSimple", "tc", "tr":
			parts = append(parts, c.words())
		case "t":
			parts = append(parts, c.Words)
		}
	}
	return strings.Join(parts, between)
}

// paragraphs gives what each block of a part says.
func (p unpacked) paragraphs(t *testing.T, name string) []string {
	t.Helper()
	var root block
	p.decode(t, name, &root)
	if root.XMLName.Local == "document" {
		root = root.Inside[0]
	}
	var all []string
	for _, b := range root.Inside {
		if n := b.XMLName.Local; n == "p" || n == "tbl" {
			all = append(all, b.words())
		}
	}
	return all
}

// text gives the words of the document, a paragraph or a row a line.
func (p unpacked) text(t *testing.T) string {
	t.Helper()
	return strings.Join(p.paragraphs(t, "word/document.xml"), "\n")
}
