package ledger

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"duban/reminders"
)

// WriteXLSX writes the book as a workbook: an overview, a sheet a plan, and the record.
// Whatever people have typed is text there, never a formula; what no cell can hold is
// left out, and words longer than a cell are cut. The sheets are protected without a
// password, so that only the columns that are to be filled in change by accident.
func WriteXLSX(w io.Writer, b Book) (err error) {
	f, out, err := newWorkbook(b.Title, b.Day)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.SetSheetName("Sheet1", overviewName); err != nil {
		return err
	}
	if err := out.overview(b); err != nil {
		return err
	}
	names := newNamer()
	for _, s := range b.Sheets {
		if err := out.plan(b, s, names.name(s.Title)); err != nil {
			return err
		}
	}
	if err := out.record(b); err != nil {
		return err
	}
	return f.Write(w)
}

// newWorkbook begins a workbook of that title, as of that day.
func newWorkbook(title string, day reminders.Day) (*excelize.File, workbook, error) {
	f := excelize.NewFile()
	created := day.In(beijing, 0).Format(time.RFC3339)
	ids, err := styles(f)
	err = errors.Join(err, f.SetDefaultFont(fontNumber), f.SetAppProps(&excelize.AppProperties{Application: "督办"}),
		f.SetDocProps(&excelize.DocProperties{Title: clean(title), Creator: "督办", LastModifiedBy: "督办", Created: created, Modified: created}))
	if err != nil {
		return nil, workbook{}, errors.Join(err, f.Close())
	}
	return f, workbook{f, ids}, nil
}

// workbook is a file that is being written.
type workbook struct {
	*excelize.File
	ids [looks]int
}

// layout is what a sheet looks like before there are rows on it.
type layout struct {
	name     string
	widths   []float64
	hidden   func(column int) bool // from 0; nil: none is
	head     [2]int                // the rows of the headings, repeated on every page
	frozen   int                   // columns that stay in sight
	last     int                   // the last row; 0: not known yet
	filtered bool                  // the rows under the headings can be chosen from
}

// open makes a sheet of that layout. Excelize wants the whole layout before the first row.
func (w *workbook) open(l layout) (*page, error) {
	if l.last > excelize.TotalRows {
		return nil, fmt.Errorf("%d rows are more than a sheet holds", l.last)
	}
	if _, err := w.NewSheet(l.name); err != nil {
		return nil, err
	}
	if l.filtered {
		area := fmt.Sprintf("%s:%s", cellName(1, l.head[1]), cellName(len(l.widths), max(l.last, l.head[1]+1)))
		if err := w.AutoFilter(l.name, area, nil); err != nil {
			return nil, err
		}
	}
	used := ""
	if l.last > 0 {
		used = "A1:" + cellName(len(l.widths), l.last)
	}
	if err := errors.Join(w.printing(l), w.SetSheetDimension(l.name, used)); err != nil {
		return nil, err
	}
	if err := w.ProtectSheet(l.name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true,
	}); err != nil {
		return nil, err
	}
	stream, err := w.NewStreamWriter(l.name)
	if err != nil {
		return nil, err
	}
	p := &page{StreamWriter: stream, ids: w.ids, widths: slices.Clone(l.widths)}
	// Each column comes to stand before those that are set already, and Excel wants them in order.
	for i, width := range slices.Backward(l.widths) {
		p.try(stream.SetColWidth(i+1, i+1, width))
		if l.hidden != nil && l.hidden(i) {
			p.try(stream.SetColVisible(i+1, i+1, false))
			p.widths[i] = math.Inf(1) // its words need no room
		}
	}
	pane := "bottomRight"
	if l.frozen == 0 {
		pane = "bottomLeft"
	}
	p.try(stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: l.frozen, YSplit: l.head[1], TopLeftCell: cellName(l.frozen+1, l.head[1]+1), ActivePane: pane,
		Selection: []excelize.Selection{{Pane: pane}},
	}))
	return p, p.err
}

// printing sets the sheet up for A4 across: as wide as the page, with the headings and
// the page's number on every page.
func (w *workbook) printing(l layout) error {
	a4, across, one, asNeeded, yes := 9, "landscape", 1, 0, true
	side, top, foot := 0.4, 0.6, 0.3 // inches
	return errors.Join(
		w.SetSheetProps(l.name, &excelize.SheetPropsOptions{FitToPage: &yes}),
		w.SetPageLayout(l.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &one, FitToHeight: &asNeeded}),
		w.SetPageMargins(l.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &foot, Footer: &foot, Horizontally: &yes}),
		w.SetHeaderFooter(l.name, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"}),
		w.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: l.name, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", l.name, l.head[0], l.head[1])}),
	)
}
