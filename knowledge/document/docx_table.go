package document

import (
	"strings"

	"duban/knowledge/document/marks"
)

func (r *docxReader) tableElement(tbl *element) error {
	var g grid
	r.rowsOf(tbl, &g)
	if g.err != nil {
		return g.err
	}
	if err := r.settle(""); err != nil {
		return err
	}
	for _, t := range g.tables() {
		r.table(t)
	}
	return nil
}

func (r *docxReader) rowsOf(e *element, g *grid) {
	for _, tr := range e.children {
		switch {
		case tr.name == "AlternateContent":
			if one := alternative(tr); one != nil {
				r.rowsOf(one, g)
			}
		case tr.name == "sdt" || tr.name == "sdtContent" || tr.name == "customXml" || tr.name == "ins":
			r.rowsOf(tr, g)
		case tr.name != "tr":
		case tr.child("trPr", "del") != nil:
			r.cellsOf(tr, nil, marks.Deleted)
		case tr.child("trPr", "hidden").isOn():
			r.cellsOf(tr, nil, marks.Hidden)
		default:
			var cells []cell
			if n := number(tr.child("trPr", "gridBefore").attr("val")); n > 0 {
				cells = append(cells, cell{cols: n})
			}
			cells = r.cellsOf(tr, cells, 0)
			if n := number(tr.child("trPr", "gridAfter").attr("val")); n > 0 {
				cells = append(cells, cell{cols: n})
			}
			if g.row(cells); g.err != nil {
				return
			}
		}
	}
}

func (r *docxReader) cellsOf(tr *element, cells []cell, m marks.Mark) []cell {
	for _, tc := range tr.children {
		if tc.name == "sdt" || tc.name == "sdtContent" || tc.name == "customXml" {
			before := len(cells)
			cells = r.cellsOf(tc, cells, m)
			if box := tc.child("sdtPr", "checkbox"); box != nil && len(cells) == before+1 {
				cells[before].text = ticked(box.child("checked").isOn())
			}
		}
		if tc.name != "tc" {
			continue
		}
		props := tc.child("tcPr")
		own := m
		if props.child("cellDel") != nil {
			own |= marks.Deleted
		}
		c := cell{text: r.cellText(tc, own), cols: number(props.child("gridSpan").attr("val"))}
		if v := props.child("vMerge"); v != nil && v.attr("val") != "restart" {
			c.continued = true
		}
		// Older files merge to the side in cells that go on.
		if h := props.child("hMerge"); h != nil && h.attr("val") != "restart" && len(cells) > 0 && plain(c.text) == "" {
			cells[len(cells)-1].cols = clamp(cells[len(cells)-1].cols) + clamp(c.cols)
			continue
		}
		cells = append(cells, c)
	}
	return cells
}

// cellText gives all words of a cell, those of tables within it as well.
func (r *docxReader) cellText(e *element, m marks.Mark) string {
	var parts []string
	for _, c := range e.children {
		text := ""
		switch c.name {
		case "p":
			line := r.lineOf(c, m)
			if c.child("pPr", "rPr", "del") != nil {
				r.revised, r.carried = true, line
				continue
			}
			if text = line.Text(&r.log); plain(text) != "" {
				text = r.numbers.next(c.child("pPr")) + text
			}
		case "tcPr", "tblPr", "tblGrid", "trPr", "sdtPr":
		case "altChunk":
			r.chunk(c)
			text = picturePlace
		case "AlternateContent":
			if one := alternative(c); one != nil {
				text = r.cellText(one, m)
			}
		default:
			text = r.cellText(c, m)
		}
		if text = plain(text); text != "" {
			parts = append(parts, text)
		}
	}
	if e.name == "tc" && !r.carried.Blank() {
		line := r.carried
		parts = append(parts, plain(line.Text(&r.log)))
	}
	if e.name == "tc" {
		r.carried = marks.Line{}
	}
	return strings.Join(parts, " ")
}
