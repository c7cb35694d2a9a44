package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// partsOf unpacks an archive.
func partsOf(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(part)
	}
	return parts
}

// TestOddOffice: Office files as programs other than Microsoft's write them say the same.
func TestOddOffice(t *testing.T) {
	strict := strings.NewReplacer("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main",
		"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
	renamed := strings.NewReplacer("document.xml", "document3.xml", "numbering.xml", "numbering7.xml", "styles.xml", "styles9.xml", "workbook.xml", "workbook2.xml", "sharedStrings.xml", "SharedStrings1.xml")
	for _, name := range []string{"village.docx", "tasks.xlsx"} {
		parts := partsOf(t, file(t, name))
		want, err := read(t, archiveOf(t, parts))
		if err != nil {
			t.Fatal(err)
		}
		for kind, odd := range map[string]func(name, part string) (string, string){
			"strict":    func(n, p string) (string, string) { return n, strict.Replace(p) },
			"renamed":   func(n, p string) (string, string) { return renamed.Replace(n), renamed.Replace(p) },
			"backslash": func(n, p string) (string, string) { return strings.ReplaceAll(n, "/", `\`), p },
			"slash":     func(n, p string) (string, string) { return "/" + n, p },
			"no properties": func(n, p string) (string, string) {
				return strings.Replace(n, "docProps/", "gone/", 1), p
			},
			"UTF-16": func(n, p string) (string, string) {
				if !strings.HasPrefix(n, "word/") {
					return n, p
				}
				out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(p, "UTF-8", "UTF-16", 1))
				if err != nil {
					t.Fatal(err)
				}
				return n, out
			},
		} {
			all := map[string]string{}
			for n, p := range parts {
				n, p = odd(n, p)
				all[n] = p
			}
			got, err := read(t, archiveOf(t, all))
			if err != nil || got.Text != want.Text {
				t.Errorf("%s, %s: %v, %v", name, kind, err, got)
			}
		}
	}
	parts := partsOf(t, file(t, "tasks.xlsx"))
	delete(parts, "xl/sharedStrings.xml")
	if doc, err := read(t, archiveOf(t, parts)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a workbook without its words: %v, %v", doc, err)
	}
}
