package document

import (
	"bytes"
	"strings"
)

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
