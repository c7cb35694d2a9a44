package document

import (
	"bytes"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/knowledge/said"
)

// readXLSX reads the visible sheets of a workbook one after the other: each row is a
// row of one table, merged cells are filled, and a row with a single text across it
// is a paragraph. The library shows numbers as they are formatted; what a cell looks
// like besides is read from the parts themselves.
func readXLSX(w *writer, data []byte) error {
	a, err := openArchive(w, data)
	if err != nil {
		return err
	}
	main, err := a.related("", "officeDocument", "xl/workbook.xml")
	if err != nil {
		return err
	}
	if data, err = a.usualNames(data, main); err != nil {
		return err
	}
	// The library unpacks the sheets that it needs; these bound what it may unpack.
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: max(1, maxUnpacked-w.unpacked), UnzipXMLSizeLimit: maxPart, ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy年m月d日",
		CultureInfo: excelize.CultureNameZhCN,
	})
	if err != nil {
		if strings.Contains(err.Error(), "size exceeds") {
			return ErrBomb
		}
		return ErrDamaged
	}
	defer book.Close()
	w.unpacked += unpackedSize(data)
	r := &xlsxReader{writer: w, book: book, archive: a, main: main}
	if err := r.readLooks(); err != nil {
		return err
	}
	parts, err := r.sheetParts()
	if err != nil {
		return err
	}
	for _, sheet := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(sheet); err == nil && !visible {
			w.note(said.Of("隐藏的工作表“{plain}”没有读入。", "The hidden sheet “{plain}” was not read.", plain(sheet)))
			continue
		}
		if err := r.sheet(sheet, parts[sheet]); err != nil || w.full() {
			return err
		}
	}
	return nil
}

type xlsxReader struct {
	*writer
	book    *excelize.File
	archive *archive
	main    string            // the part that lists the sheets
	formats []cellFormat      // of the cells, by their number
	rich    map[int][]richRun // shared words in several looks, by their place
}

// sheetParts finds the part of each sheet.
func (r *xlsxReader) sheetParts() (map[string]string, error) {
	book, err := r.archive.readPart(r.main)
	if err != nil {
		return nil, err
	}
	targets, err := r.archive.targets(relationsOf(r.main))
	if err != nil {
		return nil, err
	}
	parts := map[string]string{}
	for _, s := range book.child("sheets").all("sheet", nil) {
		parts[s.attr("name")] = located(r.main, targets[s.attr("id")])
	}
	return parts, nil
}

func (r *xlsxReader) sheet(name, part string) error {
	it, err := r.book.Rows(name)
	if err != nil {
		return ErrDamaged
	}
	defer it.Close()
	var rows [][]string
	cells := 0
	for it.Next() {
		row, err := it.Columns()
		if err != nil {
			return ErrDamaged
		}
		if len(row) > maxColumns {
			r.log.Hide(strings.Join(row[maxColumns:], " "), said.Of("第{maxColumns}列以后", "after column {maxColumns}", maxColumns))
			row = row[:maxColumns]
		}
		if cells += len(row) + 1; cells > maxCells {
			return ErrCells
		}
		if r.full() {
			return nil
		}
		rows = append(rows, row)
	}
	if it.Error() != nil {
		return ErrDamaged
	}
	merged, err := r.book.GetMergeCells(name)
	if err != nil {
		return ErrDamaged
	}
	r.page(sheetName(plain(name)))
	look, err := r.look(part)
	if err != nil {
		return err
	}
	r.marked(rows, look)
	words, err := r.drawn(name, part, rows)
	if err != nil {
		return err
	}
	shown := sheet{rows: rows}
	for _, m := range merged {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 == nil && err2 == nil {
			shown.merge(c1-1, r1-1, c2-1, r2-1)
		}
	}
	r.hide(name, rows, look)
	shown.write(r.writer)
	for _, p := range words {
		r.paragraph(p)
	}
	return nil
}
