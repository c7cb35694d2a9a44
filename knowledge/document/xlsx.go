package document

import (
	"bytes"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readXLSX reads the visible sheets of a workbook one after the other: each row is a
// row of one table, merged cells are filled, and a row with a single text across it
// is a paragraph. The library shows numbers as they are formatted; what a cell looks
// like besides is read from the parts themselves.
func readXLSX(w *writer, data []byte) error {
	// The library unpacks the sheets that it needs; these bound what it may unpack.
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxPart, ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy年m月d日",
		CultureInfo: excelize.CultureNameZhCN,
	})
	if err != nil {
		if strings.Contains(err.Error(), "size exceeds") {
			return ErrBomb
		}
		return ErrDamaged
	}
	defer book.Close()
	a, err := openArchive(data)
	if err != nil {
		return err
	}
	r := &xlsxReader{writer: w, book: book, archive: a}
	if err := r.readLooks(); err != nil {
		return err
	}
	parts, err := r.sheetParts()
	if err != nil {
		return err
	}
	for _, sheet := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(sheet); err == nil && !visible {
			w.note("隐藏的工作表“" + plain(sheet) + "”没有读入。")
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
	formats []cellFormat      // of the cells, by their number
	rich    map[int][]richRun // shared words in several looks, by their place
}

// sheetParts finds the part of each sheet.
func (r *xlsxReader) sheetParts() (map[string]string, error) {
	book, err := r.archive.readPart("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	targets, err := r.archive.targets("xl/_rels/workbook.xml.rels")
	if err != nil {
		return nil, err
	}
	parts := map[string]string{}
	for _, s := range book.child("sheets").all("sheet", nil) {
		parts[s.attr("name")] = within("xl/workbook.xml", targets[s.attr("id")])
	}
	return parts, nil
}

// within returns the name of the part that a relation of another one points to.
func within(part, target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join(path.Dir(part), target)
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
			r.log.Hide(strings.Join(row[maxColumns:], " "), "第200列以后")
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
	r.page("工作表“" + plain(name) + "”")
	look, err := r.look(part)
	if err != nil {
		return err
	}
	r.marked(rows, look)
	words, err := r.drawn(name, part, rows)
	if err != nil {
		return err
	}
	across := fillMerged(rows, merged)
	r.hide(name, rows, look)
	var table [][]string
	end := func() {
		r.table(evened(table))
		table = nil
	}
	for i, row := range rows {
		text := ""
		filled := 0
		for _, c := range row {
			if c = plain(c); c != "" {
				text = c
				filled++
			}
		}
		switch {
		case filled == 0:
		case across[i] || filled == 1 && len(table) == 0: // a title, a note under it
			end()
			r.paragraph(text)
		default:
			table = append(table, row)
		}
	}
	end()
	for _, p := range words {
		r.paragraph(p)
	}
	return nil
}

// evened gives rows of equal length, without columns that are blank in every row.
func evened(rows [][]string) [][]string {
	places := make([][]place, len(rows))
	for i, r := range rows {
		for _, c := range r {
			places[i] = append(places[i], place{text: c, begin: true})
		}
	}
	return filled(places)
}

// fillMerged writes a merged cell's words into every place that it covers, and tells
// the rows that are one cell.
func fillMerged(rows [][]string, merged []excelize.MergeCell) map[int]bool {
	across := map[int]bool{}
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	for _, m := range merged {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil {
			continue
		}
		r2, c2 = min(r2, len(rows)), min(c2, maxColumns)
		if r1 == r2 && c1 <= 2 && c2 >= width-1 && c2-c1 >= 1 {
			across[r1-1] = true
			continue
		}
		text := ""
		if r1 <= len(rows) && c1 <= len(rows[r1-1]) {
			text = rows[r1-1][c1-1]
		}
		for y := r1; y <= r2; y++ {
			for len(rows[y-1]) < min(c2, width) {
				rows[y-1] = append(rows[y-1], "")
			}
			for x := c1; x <= min(c2, len(rows[y-1])); x++ {
				rows[y-1][x-1] = text
			}
		}
	}
	return across
}
