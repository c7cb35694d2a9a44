package document

import (
	"slices"
	"strconv"
)

// docTable is a table that is being read.
type docTable struct {
	rows  []docRow
	cells []*element // of the row that is being read
	cell  *element   // the one that is being read
}

// docRow is a row: its cells, and where their edges lie.
type docRow struct {
	cells []*element
	edges []int // one more than there are cells, in twentieths of a point
	merge []byte
}

// How a cell is merged (MS-DOC 2.9.317).
const (
	docAcross    = 0x03 // its place in a set of cells side by side
	docDown      = 0x20
	docDownBegin = 0x40
)

// paragraph takes the next paragraph, which ends with the character c: to the body, or
// into the cell that is open.
func (b *docBody) paragraph(p docPara, c uint16, e *element) error {
	if p.depth > maxDepth {
		return ErrNested
	}
	if err := b.close(p.depth); err != nil {
		return err
	}
	for len(b.tables) < p.depth {
		b.tables = append(b.tables, &docTable{})
	}
	if p.depth == 0 {
		return b.reader.paragraphElement(e)
	}
	t := b.tables[p.depth-1]
	outer := p.depth == 1
	if outer && p.rowEnd && c == docCellEnd || !outer && p.innerRow {
		if t.cell != nil { // its end is missing
			t.cells = append(t.cells, t.cell)
		}
		t.rows = append(t.rows, docRowOf(t.cells, p))
		t.cells, t.cell = nil, nil
		return b.count(1)
	}
	if t.cell == nil {
		t.cell = newElement("tc")
	}
	if len(e.children) > 1 || e.child("pPr", "rPr") != nil {
		t.cell.children = append(t.cell.children, e)
	}
	if outer && c == docCellEnd || !outer && p.innerCell {
		t.cells = append(t.cells, t.cell)
		t.cell = nil
	}
	return b.count(1)
}

func (b *docBody) count(n int) error {
	// A paragraph takes more memory than its text, so those of a table are counted.
	if b.cells += n; b.cells > 2*maxCells {
		return ErrCells
	}
	return nil
}

// close ends the tables that are deeper than a depth.
func (b *docBody) close(depth int) error {
	for len(b.tables) > depth {
		n := len(b.tables) - 1
		t := b.tables[n]
		b.tables = b.tables[:n]
		if t.cell != nil {
			t.cells = append(t.cells, t.cell)
		}
		if len(t.cells) > 0 {
			t.rows = append(t.rows, docRow{cells: t.cells})
		}
		for _, e := range t.elements() {
			if n == 0 {
				if err := b.reader.tableElement(e); err != nil {
					return err
				}
				continue
			}
			above := b.tables[n-1]
			if above.cell == nil {
				above.cell = newElement("tc")
			}
			above.cell.children = append(above.cell.children, e)
		}
	}
	return nil
}

// docRowOf reads how a row's cells lie from the paragraph that ends it.
func docRowOf(cells []*element, p docPara) docRow {
	r := docRow{cells: cells}
	read := func(properties []byte) {
		sprms(properties, func(code int, arg []byte) {
			switch code {
			case sprmTDefTable:
				r.define(arg)
			case sprmTVertMerge:
				if i := int(byteAt(arg, 0)); i < len(r.merge) {
					r.merge[i] = r.merge[i]&docAcross | byteAt(arg, 1)<<5&(docDown|docDownBegin)
				}
			case sprmTMerge, sprmTSplit:
				for i := int(arg[0]); i < int(arg[1]) && i < len(r.merge); i++ {
					r.merge[i] &^= docAcross
					if code == sprmTMerge {
						r.merge[i] |= 1
						if i == int(arg[0]) {
							r.merge[i] |= 2
						}
					}
				}
			}
		})
	}
	read(p.properties)
	read(p.inData)
	return r
}

func (r *docRow) define(arg []byte) {
	const cell = 20
	n := int(byteAt(arg, 0))
	r.edges, r.merge = nil, make([]byte, n)
	for i := range n + 1 {
		r.edges = append(r.edges, int16At(arg, 1+2*i))
	}
	for i := range n {
		r.merge[i] = byte(uint16At(arg, 1+2*(n+1)+cell*i)) & (docAcross | docDown | docDownBegin)
	}
}

// elements describes the rows as tables of a DOCX: columns are where any row has an
// edge.
func (t *docTable) elements() []*element {
	var all []*element
	for _, rows := range apart(t.rows) {
		columns := columnsOf(rows)
		tbl := newElement("tbl")
		for _, r := range rows {
			tbl.children = append(tbl.children, r.element(columns))
		}
		all = append(all, tbl)
	}
	return all
}

// columnsOf gives the edges of all rows; those that nearly meet are one.
func columnsOf(rows []docRow) []int {
	seen := map[int]bool{}
	for _, r := range rows {
		for _, e := range r.edges {
			seen[e] = true
		}
	}
	all := make([]int, 0, len(seen))
	for e := range seen {
		all = append(all, e)
	}
	slices.Sort(all)
	const near = 100 // nothing can be written between edges as near as that
	for apart := near; ; apart *= 2 {
		columns := slices.Clone(all)
		last := 0
		columns = slices.DeleteFunc(columns, func(e int) bool {
			if e != all[0] && e-last <= apart {
				return true
			}
			last = e
			return false
		})
		if len(columns) <= maxColumns {
			return columns
		}
	}
}

// columnAt tells which of the columns begins at an edge.
func columnAt(columns []int, edge int) int {
	i, found := slices.BinarySearch(columns, edge)
	if !found {
		i--
	}
	return i
}

// element describes a row by the columns that its cells cover.
func (r docRow) element(columns []int) *element {
	tr := newElement("tr")
	column := func(edge int) int { return columnAt(columns, edge) }
	if len(r.edges) > 0 {
		if before := column(r.edges[0]); before > 0 {
			tr.children = append(tr.children, newElement("trPr").with(newElement("gridBefore", "val", strconv.Itoa(before))))
		}
	}
	var open *element // the cell that others side by side go on with
	begin, first := 0, byte(0)
	for i, tc := range r.cells {
		if i+1 >= len(r.edges) {
			tr.children = append(tr.children, tc)
			continue
		}
		across := r.merge[i] & docAcross
		if open != nil && across != 0 && across != first && across != docAcross {
			open.children = append(open.children, tc.children...)
		} else {
			begin, first = column(r.edges[i]), across
			open = tc
			tc.children = append([]*element{newElement("tcPr")}, tc.children...)
			if r.merge[i]&docDown != 0 && r.merge[i]&docDownBegin == 0 {
				tc.children[0].children = append(tc.children[0].children, newElement("vMerge"))
			}
			tr.children = append(tr.children, tc)
		}
		span := max(1, column(r.edges[i+1])-begin)
		tcPr := open.children[0]
		tcPr.children = slices.DeleteFunc(tcPr.children, func(e *element) bool { return e.name == "gridSpan" })
		tcPr.children = append(tcPr.children, newElement("gridSpan", "val", strconv.Itoa(span)))
		if across == 0 {
			open = nil
		}
	}
	return tr
}
