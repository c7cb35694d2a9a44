package document

import (
	"bytes"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readXLSX reads the visible sheets of a workbook one after the other: each row is a
// row of one table, merged cells are filled, and a row with a single text across it
// is a paragraph.
func readXLSX(w *writer, data []byte) error {
	// The library unpacks the sheets that it needs; these bound what it may unpack.
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxPart, ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy年m月d日",
	})
	if err != nil {
		if strings.Contains(err.Error(), "size exceeds") {
			return ErrBomb
		}
		return ErrDamaged
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(sheet); err == nil && !visible {
			w.note("隐藏的工作表“" + plain(sheet) + "”没有读入。")
			continue
		}
		if err := readSheet(w, book, sheet); err != nil || w.full() {
			return err
		}
	}
	return nil
}

func readSheet(w *writer, book *excelize.File, sheet string) error {
	it, err := book.Rows(sheet)
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
			row = row[:maxColumns]
		}
		if cells += len(row) + 1; cells > maxCells {
			return ErrCells
		}
		if w.full() {
			return nil
		}
		rows = append(rows, row)
	}
	if it.Error() != nil {
		return ErrDamaged
	}
	merged, err := book.GetMergeCells(sheet)
	if err != nil {
		return ErrDamaged
	}
	across := fillMerged(rows, merged)
	w.page("工作表“" + plain(sheet) + "”")
	var table [][]string
	end := func() {
		w.table(evened(table))
		table = nil
	}
	for i, r := range rows {
		text := ""
		filled := 0
		for _, c := range r {
			if c = plain(c); c != "" {
				text = c
				filled++
			}
		}
		switch {
		case filled == 0:
		case across[i] || filled == 1 && len(table) == 0: // a title, a note under it
			end()
			w.paragraph(text)
		default:
			table = append(table, r)
		}
	}
	end()
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
		for y := r1; y <= r2; y++ {
			for len(rows[y-1]) < min(c2, width) {
				rows[y-1] = append(rows[y-1], "")
			}
			for x := c1; x <= min(c2, len(rows[y-1])); x++ {
				rows[y-1][x-1] = m.GetCellValue()
			}
		}
	}
	return across
}
