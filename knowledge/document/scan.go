package document

import (
	"context"
	"image"
	"math"
	"slices"

	"duban/knowledge/document/ocr"
	"duban/knowledge/said"
)

// maxScanCells is how many cells of the tables of a page are recognised.
const maxScanCells = 1500

// The least mean confidence with which a page is taken to stand upright, and to be text
// at all.
const (
	uprightConfidence = 60
	textConfidence    = 40
)

// scanner recognises the pages of a file and of those in it. Its engine starts with the first of them.
type scanner struct {
	cache  string
	engine *ocr.Engine
	pages  int
}

func (s *scanner) close() {
	if s.engine != nil {
		s.engine.Close()
	}
}

// full tells whether as many pages have been recognised as may be.
func (s *scanner) full() bool { return s.pages >= maxScanned }

// Why a page that is a picture is not in the text.
var (
	unreadWords = said.Of("这一页是图片，识别不出文字。请对照原件把这一页的内容补进文字稿，或换清楚的扫描件再导入。",
		"This page is a picture in which no text can be recognised. Please add what it says to the text, or import a clearer scan.")
	unreadRest = said.Of("一份文件最多识别100页图片，这一页及以后的图片没有识别。请把文件拆成几份再导入。",
		"At most 100 pictures of pages are recognised in a file; this one and those behind it were not. Please import the file in parts.")
	unreadCells = said.Of("这一页是图片，上面的表格大得不正常，没有识别。请用这张表的文字稿。",
		"This page is a picture of a table too large to be recognised. Please use the table's text.")
	unreadEngine = said.Of("这一页是图片，识别时出错，没有读入。请换一份扫描件，或用文字稿再导入。",
		"This page is a picture, and recognising it failed. Please import another scan, or the text.")
)

// page recognises what an image of about scanResolution shows. A blank page has nothing
// on it, and one that cannot be read has a reason. An error is the end of ctx.
func (s *scanner) page(ctx context.Context, g *image.Gray) (page, error) {
	s.pages++
	g = whitened(g)
	if inkOf(g, g.Rect).Empty() {
		return page{recognised: true}, nil
	}
	best, confidence, err := s.upright(ctx, g)
	if err != nil {
		return page{}, err
	}
	for range 3 {
		if confidence >= uprightConfidence || !best.unread.IsZero() {
			break
		}
		g = turned(g)
		p, c, err := s.upright(ctx, g)
		if err != nil {
			return page{}, err
		}
		if c > confidence {
			best, confidence = p, c
		}
	}
	if confidence < textConfidence && best.unread.IsZero() {
		return page{unread: unreadWords}, nil
	}
	return best, nil
}

// upright recognises an image as it stands, and tells the mean confidence. A table that
// rules make is recognised cell by cell.
func (s *scanner) upright(ctx context.Context, g *image.Gray) (page, float64, error) {
	if angle := skewOf(g); angle != 0 {
		g = straightened(g, angle)
	}
	height := g.Rect.Dy()
	p := page{width: float64(g.Rect.Dx()) * points, height: float64(height) * points, recognised: true}
	rest := copied(g, g.Rect, 0)
	bars := barsOf(g)
	rules := rulesOf(bars, height)
	tables := framesOf(rules)
	for i, b := range bars { // a stroke of a character can be as long as a rule
		if slices.ContainsFunc(tables, func(t ruled) bool { return t.drawnBy(rules[i]) }) {
			blank(rest, b.Inset(-1))
		}
	}
	var sheets []ocr.Sheet
	var of []int // by sheet: its cell, of all tables' cells
	cells := 0
	for _, t := range tables {
		for k, b := range t.cells() {
			r := inkOf(rest, inImage(b, height))
			if !b.empty() && !r.Empty() {
				sheets, of = append(sheets, cellSheet(rest, r)), append(of, cells+k)
			}
		}
		cells += len(t.root)
	}
	if len(sheets) > maxScanCells {
		return page{unread: unreadCells}, 0, nil
	}
	for _, t := range tables {
		blank(rest, inImage(t.box, height))
	}
	if !inkOf(rest, rest.Rect).Empty() {
		sheets = append(sheets, ocr.Sheet{Image: rest, Layout: ocr.Block})
	}
	found, err := s.recognise(ctx, sheets)
	if ctx.Err() != nil {
		return page{}, 0, ctx.Err()
	}
	if err != nil {
		return page{unread: unreadEngine}, 0, nil
	}
	words := make([]string, cells)
	sum, weight := 0.0, 0.0
	for i, lines := range found {
		for _, l := range lines {
			n := float64(len(l.Text))
			sum, weight = sum+n*l.Confidence, weight+n
			if i < len(of) {
				words[of[i]] = ocr.Printed(joined(words[of[i]], l.Text))
				continue
			}
			b := onPage(l.Box, height)
			p.lines = append(p.lines, textLine{text: l.Text, box: b, size: b.height()})
		}
	}
	for _, t := range tables {
		t.write(words[:len(t.root)])
		words = words[len(t.root):]
		if len(t.rows) > 0 {
			p.tables = append(p.tables, t)
		}
	}
	return p, sum / math.Max(weight, 1), nil
}

func (s *scanner) recognise(ctx context.Context, sheets []ocr.Sheet) ([][]ocr.Line, error) {
	if s.engine == nil {
		engine, err := ocr.Open(ctx, s.cache)
		if err != nil {
			return nil, err
		}
		s.engine = engine
	}
	found, err := s.engine.Recognise(ctx, sheets...)
	if err != nil { // what failed once is not used again
		s.engine.Close()
		s.engine = nil
	}
	return found, err
}

// cellSheet takes the ink of a cell: one line, or more where it is as high as two.
func cellSheet(g *image.Gray, ink image.Rectangle) ocr.Sheet {
	const border, twoLines = 20, 60
	layout := ocr.Row
	if ink.Dy() >= twoLines {
		layout = ocr.Block
	}
	return ocr.Sheet{Image: copied(g, ink, border), Layout: layout}
}

// pagesNamed names pages by their indices in order: 第1页、第3页至第5页.
func pagesNamed(indices []int) said.Sentence {
	var runs []said.Sentence
	for i := 0; i < len(indices); {
		j := i
		for j+1 < len(indices) && indices[j+1] == indices[j]+1 {
			j++
		}
		if run := pageName(indices[i]); j > i {
			runs = append(runs, said.Of("{run}至{page}", "{run} to {page}", run, pageName(indices[j])))
		} else {
			runs = append(runs, run)
		}
		i = j + 1
	}
	return said.Join("{one}、{other}", "{one}, {other}", runs)
}

func pageName(index int) said.Sentence { return said.Of("第{index}页", "page {index}", index+1) }
