package document

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/knowledge/document/marks"
	"duban/knowledge/said"
)

// unknownResult stands in a cell whose formula has no result in the file.
const unknownResult = "〔公式〕"

// marked brings the cells to the words that hold.
func (r *xlsxReader) marked(rows [][]string, s sheetLook) {
	for y := range rows {
		for x := range rows[y] {
			look, special := s.cells[[2]int{y + 1, x + 1}]
			switch {
			case look.wrong, look.lost:
			case special:
				rows[y][x] = r.words(rows[y][x], look)
			default:
				rows[y][x] = marks.Typed(rows[y][x], &r.log)
			}
		}
	}
	var at [][2]int
	for cell := range s.cells {
		if cell[0] >= 1 && cell[0] <= len(rows) && cell[1] <= maxColumns && !s.rows[cell[0]] && !s.cols[cell[1]] {
			at = append(at, cell)
		}
	}
	slices.SortFunc(at, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	for _, cell := range at {
		name := cellName(cell[1], cell[0])
		switch look := s.cells[cell]; {
		case look.wrong:
			r.gap("table", said.Words(name), said.Of("{name}格的公式出错，只显示“{plain}”，读不到内容。请在原表里改正后再发。",
				"The formula in cell {name} fails and shows only “{plain}”; nothing could be read there. Please mend it in the sheet and send the file again.", name, plain(look.value)))
		case look.lost:
			r.gap("table", said.Words(name), said.Of("{name}格是公式，文件里没有存下结果。请用Excel或WPS打开，算出结果后保存再发。",
				"Cell {name} is a formula without a stored result. Please open the file in Excel or WPS, let it calculate, save it and send it again.", name))
			put(rows, cell[0], cell[1], unknownResult)
		case cell[1] > len(rows[cell[0]-1]): // shows nothing
			r.words("", look)
		}
	}
}

// put writes words into a cell that may be beyond the last one of its row.
func put(rows [][]string, line, column int, text string) {
	row := &rows[line-1]
	for len(*row) < column {
		*row = append(*row, "")
	}
	(*row)[column-1] = text
}

// sheetName names a sheet.
func sheetName(name string) said.Sentence {
	return said.Of("工作表“{name}”", "sheet “{name}”", name)
}

func cellName(column, line int) string {
	name, err := excelize.CoordinatesToCellName(column, line)
	if err != nil {
		return fmt.Sprintf("第%d行", line)
	}
	return name
}

// hide takes out the rows and columns that are hidden, and quotes them.
func (r *xlsxReader) hide(sheet string, rows [][]string, s sheetLook) {
	for y := range rows {
		if !s.rows[y+1] {
			continue
		}
		r.log.Hide(plain(strings.Join(rows[y], " ")), said.Of("{sheet}第{n}行", "{sheet}, row {n}", sheetName(plain(sheet)), y+1))
		rows[y] = nil
	}
	for x := 1; x <= maxColumns; x++ {
		if !s.cols[x] {
			continue
		}
		var words []string
		for y := range rows {
			if len(rows[y]) >= x {
				if c := plain(rows[y][x-1]); c != "" && (len(words) == 0 || words[len(words)-1] != c) {
					words = append(words, c)
				}
				rows[y][x-1] = ""
			}
		}
		name := strings.TrimRight(cellName(x, 1), "1")
		r.log.Hide(strings.Join(words, " "), said.Of("{sheet}{name}列", "{sheet}, column {name}", sheetName(plain(sheet)), name))
	}
}

// drawn reads what lies over a sheet: the words of text boxes come back, pictures and
// charts are noted, and a picture in a blank cell of the table keeps it from being
// blank.
func (r *xlsxReader) drawn(sheet, part string, rows [][]string) ([]string, error) {
	targets, err := r.archive.targets(relationsOf(part))
	if err != nil {
		return nil, err
	}
	var words []string
	var parts []string
	for _, target := range targets {
		parts = append(parts, located(part, target))
	}
	slices.Sort(parts)
	for _, p := range parts {
		switch base := path.Base(p); {
		case strings.HasPrefix(base, "comments"):
			r.note(said.Of("{sheet}的批注没有读入。", "Comments of the {sheet} were not read.", sheetName(plain(sheet))))
		case strings.HasPrefix(base, "ctrlProp"):
			r.gap("object", said.Of("控件", "form control"), said.Of("工作表上的控件（如复选框）没有读入，请把选的结果写进单元格再发。",
				"Controls on the sheet, such as check boxes, were not read. Please write what was chosen into the cells and send the file again."))
		}
		if path.Base(path.Dir(p)) != "drawings" || path.Ext(p) != ".xml" {
			continue
		}
		drawing, err := r.archive.readPart(p)
		if err != nil {
			return nil, err
		}
		if drawing == nil {
			continue
		}
		for _, anchor := range drawing.children {
			words = append(words, r.anchored(anchor, rows)...)
		}
	}
	return words, nil
}

func (r *xlsxReader) anchored(anchor *element, rows [][]string) (words []string) {
	line, column := 0, 0
	if from := anchor.child("from"); from != nil {
		line, column = number(textOf(from.child("row")))+1, number(textOf(from.child("col")))+1
	}
	name := ""
	if line > 0 && column > 0 {
		name = cellName(column, line)
	}
	for _, p := range anchor.all("p", nil) {
		var text strings.Builder
		for _, t := range p.all("t", nil) {
			text.WriteString(t.text)
		}
		words = append(words, text.String())
	}
	if len(words) > 0 {
		return words
	}
	props := anchor.find("cNvPr")
	inTable := line > 0 && line <= len(rows) && column > 0 && column <= maxColumns && (len(rows[line-1]) < column || plain(rows[line-1][column-1]) == "")
	if sign := marks.Sign(plain(props.attr("descr"))); sign != "" && inTable {
		put(rows, line, column, sign)
		return nil
	}
	switch {
	case anchor.find("graphicFrame") != nil:
		r.gap("object", said.Words(name), reasonChart)
	case anchor.find("pic") != nil:
		r.gap("picture", said.Words(name), reasonPicture)
		if inTable && column <= widest(rows) {
			put(rows, line, column, picturePlace)
		}
	}
	return nil
}

func widest(rows [][]string) int {
	n := 0
	for _, r := range rows {
		n = max(n, len(r))
	}
	return n
}
