package document

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// usualNames gives a workbook's archive with the names that the library takes for
// granted, where another program has given its parts others.
func (a *archive) usualNames(data []byte, main string) ([]byte, error) {
	names := map[string]string{}
	for kind, usual := range map[string]string{"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"} {
		name, err := a.related(main, kind, usual)
		if err != nil {
			return nil, err
		}
		names[name] = usual
	}
	odd := false
	for name, f := range a.parts {
		if names[name] == "" {
			names[name] = name
		}
		odd = odd || names[name] != f.Name
	}
	if !odd {
		return data, nil
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, f := range a.parts {
		in, err := f.OpenRaw()
		if err != nil {
			return nil, ErrDamaged
		}
		head := f.FileHeader
		head.Name = names[name]
		part, err := z.CreateRaw(&head)
		if err != nil {
			return nil, ErrDamaged
		}
		if _, err := io.Copy(part, in); err != nil {
			return nil, ErrDamaged
		}
	}
	if err := z.Close(); err != nil {
		return nil, ErrDamaged
	}
	return out.Bytes(), nil
}

// checkWords refuses a workbook without a list of words whose cells refer to one: the
// numbers of the words would stand in the cells.
func (r *xlsxReader) checkWords() error {
	for name := range r.archive.parts {
		if !strings.HasPrefix(name, "xl/worksheets/") {
			continue
		}
		part, err := r.archive.part(name)
		if err != nil {
			return err
		}
		if bytes.Contains(part, []byte(` t="s"`)) {
			return ErrDamaged
		}
	}
	return nil
}
