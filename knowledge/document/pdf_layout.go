package document

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge/document/marks"
	"duban/knowledge/document/ocr"
	"duban/knowledge/said"
)

// piece is what a page shows from top to bottom: a line of text, a table or a picture.
type piece struct {
	line    textLine
	table   *ruled
	picture bool // in the place of line
	page    int
}

func (p piece) top() float64 {
	if p.table != nil {
		return p.table.top
	}
	return p.line.top
}

// lower orders the pieces of a page from top to bottom.
func lower(a, b piece) int { return int(math.Copysign(1, b.top()-a.top())) }

// writePages writes the pages: without running heads and page numbers, with lines
// joined to paragraphs and tables joined over page ends.
func writePages(w *writer, pages []page) {
	all := make([][]piece, len(pages))
	for i, p := range pages {
		p.mark(&w.log)
		tables, rest := tablesOf(p)
		for _, t := range append(tables, p.tables...) {
			for _, part := range t.parts() {
				all[i] = append(all[i], piece{table: &part, page: i})
			}
		}
		for _, l := range append(linesOf(rest), p.lines...) {
			all[i] = append(all[i], piece{line: l, page: i})
		}
		slices.SortStableFunc(all[i], lower)
	}
	if n := dropRunning(all, pages); n > 0 {
		w.note(said.Of("去掉了{n}处页眉、页脚和页码。",
			"{n} {header, footer or page number|headers, footers and page numbers} left out.", n))
	}
	l := layout{writer: w, margins: marginsOf(all), scanned: make([]bool, len(pages))}
	var read []int
	for i, p := range pages {
		l.scanned[i] = p.recognised
		for _, b := range p.bare() {
			all[i] = append(all[i], piece{picture: true, line: textLine{box: b}, page: i})
		}
		slices.SortStableFunc(all[i], lower)
	}
	for i := range all {
		if p := pages[i]; !p.unread.IsZero() {
			l.end()
			l.endTable()
			l.gap("page", pageName(i), p.unread)
		}
		if pages[i].recognised && len(all[i]) > 0 {
			read = append(read, i)
		}
		l.pageOf(i, all[i])
	}
	l.end()
	l.endTable()
	switch {
	case len(read) > 0 && len(pages) == 1:
		w.note(said.Of("文字是从图片上识别出来的，可能有错，请对照原件核对，数字尤其要逐个看。",
			"The text was recognised from pictures and may be wrong; please hold it against the original, its numbers above all."))
	case len(read) > 0:
		w.note(said.Of("{pages}的文字是从图片上识别出来的，可能有错，请对照原件核对，数字尤其要逐个看。",
			"The text of {pages} was recognised from pictures and may be wrong; please hold it against the original, its numbers above all.", pagesNamed(read)))
	}
}

// pageNumberRe finds a line that can be a page's number. A bare number can be a text's
// own, so it has to count the pages.
var pageNumberRe = regexp.MustCompile(`^[\s—–\-－·•.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[\s—–\-－·•.]*$`)

// dropRunning takes away page numbers and what stands in the same words at the edge
// of most pages.
func dropRunning(all [][]piece, pages []page) int {
	const edge = 2 // lines at the top and at the bottom that are looked at
	key := func(p piece) string {
		return digitsRe.ReplaceAllString(squeeze(p.line.text), "#")
	}
	outer := func(p piece) bool { // in the outer eighth of the page
		h := pages[p.page].height
		return p.line.midY() > h*7/8 || p.line.midY() < h/8
	}
	seen := map[string]int{}
	at := func(of []piece) []int {
		var out []int
		for i := range of {
			if (i < edge || i >= len(of)-edge) && of[i].table == nil && outer(of[i]) {
				out = append(out, i)
			}
		}
		return out
	}
	for _, of := range all {
		for _, i := range at(of) {
			seen[key(of[i])]++
		}
	}
	// What bare numbers at the edge are ahead of their page's place, and how often.
	ahead := map[int]int{}
	offset := func(n int, p piece) (int, bool) {
		number, err := strconv.Atoi(squeeze(p.line.text))
		return number - n, err == nil
	}
	for n, of := range all {
		for _, i := range at(of) {
			if by, bare := offset(n, of[i]); bare {
				ahead[by]++
			}
		}
	}
	dropped := 0
	for n, of := range all {
		var drop []int
		for _, i := range at(of) {
			often := len(all) >= 3 && seen[key(of[i])]*2 > len(all)
			numbers := pageNumberRe.MatchString(of[i].line.text) && (i == 0 || i == len(of)-1)
			if by, bare := offset(n, of[i]); bare {
				often, numbers = false, ahead[by]*3 > len(all) && (ahead[by] > 1 || len(all) == 1)
			}
			if often || numbers {
				drop = append(drop, i)
			}
		}
		for _, i := range slices.Backward(drop) {
			all[n] = slices.Delete(all[n], i, i+1)
			dropped++
		}
	}
	return dropped
}

var digitsRe = regexp.MustCompile(`\d+`)

// margins are where the lines of running text begin and end.
type margins struct{ left, right, em float64 }

func marginsOf(all [][]piece) margins {
	var lefts, rights, sizes []float64
	for _, of := range all {
		for _, p := range of {
			if p.table == nil && len([]rune(p.line.text)) > 12 {
				lefts, rights, sizes = append(lefts, p.line.left), append(rights, p.line.right), append(sizes, p.line.size)
			}
		}
	}
	if len(lefts) == 0 {
		return margins{em: 12}
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	slices.Sort(sizes)
	return margins{lefts[len(lefts)/5], rights[len(rights)*4/5], max(sizes[len(sizes)/2], 4)}
}

// layout joins lines to paragraphs and tables over pages.
type layout struct {
	*writer
	margins
	text  string   // the open paragraph
	last  textLine // its last line
	table *ruled   // the open table
	from  int      // the page on which it ends so far
	pitch float64  // distance of lines within paragraphs

	scanned   []bool // by page: it was recognised
	uncertain bool   // something of the open paragraph was
	doubtful  bool   // something of the open table was
}

func (l *layout) pageOf(n int, of []piece) {
	l.pitch = pitchOf(of)
	for i, p := range of {
		if l.full() {
			return
		}
		if p.picture {
			l.end()
			l.endTable()
			l.begin(n)
			l.gap("picture", said.Of("第{n}页的图片", "picture on page {n}", n+1), reasonPicture)
			continue
		}
		if p.table != nil {
			l.end()
			l.tablePiece(*p.table, n, i == 0)
			continue
		}
		l.endTable()
		if l.text != "" && !l.follows(p.line, i == 0) {
			l.end()
		}
		if l.text == "" {
			l.begin(n)
		}
		l.text, l.last = joined(l.text, strings.TrimSpace(p.line.text)), p.line
		l.uncertain = l.uncertain || l.scanned[n]
	}
}

// begin notes the first words of a page.
func (l *layout) begin(n int) {
	if len(l.pages) <= n {
		l.page(pageName(n))
	}
}

// pitchOf is the usual distance of one line to the next.
func pitchOf(of []piece) float64 {
	var all []float64
	for i := 1; i < len(of); i++ {
		if of[i].table == nil && of[i-1].table == nil && !of[i].picture && !of[i-1].picture {
			if d := of[i-1].line.midY() - of[i].line.midY(); d > 0 {
				all = append(all, d)
			}
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/4]
}

var (
	// numberedRe finds what begins a paragraph of its own, where the one before is closed.
	closedRe   = regexp.MustCompile(`[。！？；：]$|[。！？；][”）]$`)
	numberedRe = regexp.MustCompile(`^(?:第[一二三四五六七八九十百\d]{1,5}[章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|附件|附表|专栏|(?:牵头|责任|配合|参与|主办|协办|承办)(?:单位|部门)[：:]|(?:完成|办理)时限[：:])`)
)

// follows tells whether a line goes on with the open paragraph: the line before it
// reaches the right margin, and it is not set in or set apart itself. A line that
// ends no sentence may be short by the characters that must not part (（市）).
func (l *layout) follows(next textLine, newPage bool) bool {
	short := 3.2
	if closedRe.MatchString(l.text) {
		if short = 1.7; newPage || numberedRe.MatchString(next.text) {
			return false
		}
	}
	full := l.last.right > l.right-short*l.em
	indented := next.left > l.left+0.8*l.em
	if !full || indented || math.Abs(next.size-l.last.size) > 0.35*l.em {
		return false
	}
	return newPage || l.pitch == 0 || l.last.midY()-next.midY() < 1.35*l.pitch
}

func (l *layout) end() {
	if l.text == "" {
		return
	}
	from := l.writer.text.Len()
	if l.uncertain {
		l.text = ocr.Printed(l.text)
	}
	l.paragraph(marks.Typed(l.text, &l.log))
	if l.uncertain {
		l.recognise(from)
	}
	l.text, l.uncertain = "", false
}

func (l *layout) tablePiece(t ruled, n int, first bool) {
	l.begin(n)
	if l.table != nil && first && n == l.from+1 && l.table.goesOn(t) {
		more, others := t.until(l.table.head())
		if l.table.join(more) {
			l.note(said.Of("第{n}页末的表格行被换页断开，已与下页接成一行，请核对。",
				"A table row broken at the end of page {n} was joined with the next page; please check.", n))
		}
		l.from, l.doubtful = n, l.doubtful || l.scanned[n]
		if others == nil {
			return
		}
		t = *others
	}
	l.endTable()
	l.table, l.from, l.doubtful = &t, n, l.scanned[n]
}

func (l *layout) endTable() {
	if l.table == nil {
		return
	}
	g := grid{rows: l.table.rows}
	l.table = nil
	from := l.writer.text.Len()
	for _, t := range g.tables() {
		for _, row := range t {
			for j, c := range row {
				row[j] = marks.Typed(c, &l.log)
			}
		}
		l.writer.table(t)
	}
	if l.doubtful {
		l.recognise(from)
	}
}
