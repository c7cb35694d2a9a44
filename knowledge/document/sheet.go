package document

// sheet is the cells of a spreadsheet's table before titles are told from rows. Columns
// and rows count from 0.
type sheet struct {
	rows   [][]string
	across map[int]bool // rows that are one cell
}

// merge writes a merged cell's words into every place that it covers.
func (s *sheet) merge(col, row, lastCol, lastRow int) {
	width := 0
	for _, r := range s.rows {
		width = max(width, len(r))
	}
	lastRow, lastCol = min(lastRow, len(s.rows)-1), min(lastCol, maxColumns-1)
	if row == lastRow && col <= 1 && lastCol >= width-2 && lastCol > col {
		if s.across == nil {
			s.across = map[int]bool{}
		}
		s.across[row] = true
		return
	}
	text := ""
	if row < len(s.rows) && col < len(s.rows[row]) {
		text = s.rows[row][col]
	}
	for y := row; y <= lastRow; y++ {
		for len(s.rows[y]) < min(lastCol+1, width) {
			s.rows[y] = append(s.rows[y], "")
		}
		for x := col; x <= min(lastCol, len(s.rows[y])-1); x++ {
			s.rows[y][x] = text
		}
	}
}

// write writes the rows as tables, and as paragraphs the titles between them.
func (s *sheet) write(w *writer) {
	var table [][]string
	end := func() {
		w.table(evened(table))
		table = nil
	}
	for i, r := range s.rows {
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
		case s.across[i] || filled == 1 && len(table) == 0: // a title, a note under it
			end()
			w.paragraph(text)
		default:
			table = append(table, r)
		}
	}
	end()
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
