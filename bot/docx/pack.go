package docx

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"time"
)

// part is one file of a package as Open Packaging (ISO/IEC 29500-2) has it.
type part struct {
	path     string
	kind     string // the type of its content
	relation string // what it is to the part that refers to it
	id       string // of that reference
	content  any    // marshalled as XML
}

const (
	kindWord      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	kindCore      = "application/vnd.openxmlformats-package.core-properties+xml"
	kindRelations = "application/vnd.openxmlformats-package.relationships+xml"
	relationCore  = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)

// pack writes a package that holds the text and what it refers to. The parts whose names
// Open Packaging lays down come first, as programs that read from a stream want it.
func pack(w io.Writer, text document, about properties) error {
	top := []part{
		{"word/document.xml", kindWord + "document.main+xml", nsRelationships + "/officeDocument", "document", text},
		{"docProps/core.xml", kindCore, relationCore, "core", about},
	}
	beside := []part{
		{"word/styles.xml", kindWord + "styles+xml", nsRelationships + "/styles", "styles", styles()},
		{"word/settings.xml", kindWord + "settings+xml", nsRelationships + "/settings", "settings", ourSettings()},
		{"word/fontTable.xml", kindWord + "fontTable+xml", nsRelationships + "/fontTable", "fonts", fonts()},
		{"word/footer1.xml", kindWord + "footer+xml", nsRelationships + "/footer", oddFooterID, oddFooter()},
		{"word/footer2.xml", kindWord + "footer+xml", nsRelationships + "/footer", evenFooterID, evenFooter()},
	}
	all := slices.Concat([]part{
		{path: "[Content_Types].xml", content: kinds(slices.Concat(top, beside))},
		{path: "_rels/.rels", content: references("", top)},
		{path: "word/_rels/document.xml.rels", content: references("word/", beside)},
	}, top, beside)

	z := zip.NewWriter(w)
	for _, p := range all {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.path, Method: zip.Deflate, Modified: always})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"); err != nil {
			return err
		}
		if err := xml.NewEncoder(f).Encode(p.content); err != nil {
			return err
		}
	}
	return z.Close()
}

// always is the time of every part, the first that ZIP knows: what is written must not
// depend on the clock.
var always = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// contentTypes tells what each part is.
type contentTypes struct {
	XMLName   xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults  []defaultType  `xml:"Default"`
	Overrides []overrideType `xml:"Override"`
}

type defaultType struct {
	Extension string `xml:",attr"`
	Kind      string `xml:"ContentType,attr"`
}

type overrideType struct {
	PartName string `xml:",attr"`
	Kind     string `xml:"ContentType,attr"`
}

func kinds(parts []part) contentTypes {
	t := contentTypes{Defaults: []defaultType{{"rels", kindRelations}, {"xml", "application/xml"}}}
	for _, p := range parts {
		t.Overrides = append(t.Overrides, overrideType{"/" + p.path, p.kind})
	}
	return t
}

// relationships lists the parts that a part, or the package itself, refers to.
type relationships struct {
	XMLName xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/relationships Relationships"`
	All     []relationship `xml:"Relationship"`
}

type relationship struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:",attr"`
	Target string `xml:",attr"`
}

// references makes the relationships of a part in that folder, which are relative to it.
func references(folder string, parts []part) relationships {
	var r relationships
	for _, p := range parts {
		r.All = append(r.All, relationship{p.id, p.relation, strings.TrimPrefix(p.path, folder)})
	}
	return r
}
