package gongwen

import (
	"slices"
	"strings"

	"duban/knowledge"
)

// bodyReader walks the blocks from the first heading to the end.
type bodyReader struct {
	*reader
	blocks   []block
	chapters []chapterDraft
	clauses  []clauseDraft
	holder   int             // index in clauses of the last that can hold items, or -1
	open     *[]block        // where unnumbered paragraphs go
	annex    string          // title of the annex that is being read
	label    string          // its label: 附件2
	annexes  map[string]bool // titles that are known
	inAnnex  bool
	titled   bool // the open annex has its title
	listing  bool // the list of annexes is being read
	form     form
	box      *box // the open 专栏
	// rowClauses are the provisions that tables make; they follow the numbered ones.
	rowClauses []knowledge.Clause
	counted    map[string]int // rows of task tables without numbers, by place and head
	// tableClauses are the tables in running text: index in Plan.Tables, index in clauses.
	tableClauses [][2]int
}

type chapterDraft struct {
	heading
	start int
	body  []block
}

type clauseDraft struct {
	heading
	chapter int // index in chapters, or -1
	parent  int // index in clauses, or -1
	blocks  []block
}

// readBody reads chapters, clauses, annexes and what closes the document.
func (r *reader) readBody(blocks []block) {
	b := bodyReader{reader: r, blocks: blocks, holder: -1, annexes: map[string]bool{}, counted: map[string]int{}, form: formOf(blocks)}
	for _, title := range r.plan.Annexes {
		b.annexes[title] = true
	}
	for i := 0; i < len(blocks); {
		i += b.step(i)
	}
	b.finish()
}

// step reads the block at i and gives how many blocks it used.
func (b *bodyReader) step(i int) int {
	cur := b.blocks[i]
	if cur.isRow() {
		return b.rows(i)
	}
	if n := b.fixture(i); n > 0 {
		b.closeBox()
		return n
	}
	h, numbered := headingOf(cur.text)
	h = b.form.rank(h)
	if m := captionedRe.FindStringSubmatch(cur.text); m != nil && m[1] == "专栏" && runes(cur.text) <= longestChapter && !b.captions(i) {
		b.openBox(cur, squeeze(m[1]+m[2]), m[3])
		return 1
	}
	if b.box != nil && !(numbered && h.level <= clauseLevel) {
		b.box.blocks = append(b.box.blocks, cur)
		return 1
	}
	b.closeBox()
	switch {
	case b.inAnnex && !b.titled && !numbered && b.open == nil:
		b.titled, b.annex = true, squeeze(cur.text)
		b.nameAnnex(b.annex)
		b.plan.Front = append(b.plan.Front, b.passage(cur))
	case b.inAnnex && !numbered && (b.open == nil || captionedRe.MatchString(cur.text)):
		if !b.captions(i) { // running text of an annex
			b.chapters = append(b.chapters, chapterDraft{heading: heading{no: b.label, rest: b.annex}, start: cur.start, body: []block{cur}})
			b.open = &b.chapters[len(b.chapters)-1].body
			b.holder = -1
			break
		}
		b.plan.Front = append(b.plan.Front, b.passage(cur))
	case numbered && h.isChapter():
		b.chapters = append(b.chapters, chapterDraft{heading: h, start: cur.start})
		b.holder = -1
		b.open = &b.chapters[len(b.chapters)-1].body
	case numbered:
		b.addClause(h, cur)
	case b.open != nil:
		*b.open = append(*b.open, cur)
	default:
		b.plan.Front = append(b.plan.Front, b.passage(cur))
		b.doubt("unread", head(cur.text, 40), cur.start, "落款之后的这段文字不属于任何条款，请核对。")
	}
	return 1
}

// form says how a document uses the words 章, 节 and 条.
type form struct{ chapters, sections, articles bool }

func formOf(blocks []block) form {
	var f form
	for _, b := range blocks {
		if h, ok := headingOf(b.text); ok && h.word {
			f.chapters = f.chapters || h.level == chapterLevel
			f.sections = f.sections || h.level == sectionLevel
			f.articles = f.articles || h.level == clauseLevel
		}
	}
	return f
}

// rank settles the level of a heading within this form: under 第一章 the numbers 一、
// and （一） stand lower than in a document that has nothing above them.
func (f form) rank(h heading) heading {
	switch {
	case h.level == sectionLevel && f.articles:
		h.level = chapterLevel
	case h.level == sectionLevel:
		h.level = clauseLevel
	case h.word || !f.chapters || h.level == noLevel:
	case f.articles || f.sections && h.level == clauseLevel:
		h.level = itemLevel
	case h.level == chapterLevel:
		h.level = clauseLevel
	}
	return h
}

// box is a 专栏 with text in it: a provision of its own that stands beside the others.
type box struct {
	ref, title string
	blocks     []block
}

func (b *bodyReader) openBox(caption block, ref, title string) {
	b.closeBox()
	b.box = &box{ref: ref, title: squeeze(title), blocks: []block{caption}}
}

func (b *bodyReader) closeBox() {
	if b.box == nil {
		return
	}
	ref := b.freePlace(b.box.ref, []string{""})
	b.rowClauses = append(b.rowClauses, knowledge.Clause{Ref: ref, No: ref, Title: b.box.title, Row: true, Passage: b.passage(b.box.blocks...)})
	b.box = nil
}

func (b *bodyReader) addClause(h heading, cur block) {
	if b.inAnnex && b.open == nil { // what an annex numbers is not the last chapter's
		b.chapters = append(b.chapters, chapterDraft{heading: heading{no: b.label, rest: b.annex}, start: cur.start})
	}
	d := clauseDraft{heading: h, chapter: len(b.chapters) - 1, parent: -1, blocks: []block{cur}}
	if h.level == chapterLevel {
		d.chapter = -1
	}
	if h.level == itemLevel {
		d.parent = b.holder
	} else {
		b.holder = len(b.clauses)
	}
	b.clauses = append(b.clauses, d)
	b.open = &b.clauses[len(b.clauses)-1].blocks
}

// fixture reads signature, date, list of annexes, annex label and imprint (版记).
func (b *bodyReader) fixture(i int) int {
	cur, p := b.blocks[i], b.plan
	keep := func(n int) int {
		for _, part := range b.blocks[i : i+n] {
			p.Front = append(p.Front, b.passage(part))
		}
		b.open = nil
		return n
	}
	if b.listing {
		if h, ok := headingOf(cur.text); ok && h.listsAnnex() {
			b.nameAnnex(squeeze(h.rest))
			return keep(1)
		}
		b.listing = false
	}
	switch {
	case attachmentRe.MatchString(cur.text):
		b.inAnnex, b.titled, b.annex, b.label, b.holder = true, false, "", strings.TrimRight(squeeze(cur.text), "：:"), -1
		return keep(1)
	case listedRe.MatchString(cur.text):
		b.nameAnnex(listedAnnex(cur.text))
		if i+1 < len(b.blocks) && b.blocks[i+1].isRow() { // the annex itself, on the line of its label
			b.inAnnex, b.titled, b.annex, b.holder = true, true, listedAnnex(cur.text), -1
			b.label = squeeze(strings.TrimRight(listedRe.FindString(cur.text), "：: 　"))
			return keep(1)
		}
		b.listing = true
		return keep(1)
	case copyRe.MatchString(cur.text):
		p.CopyTo = strings.TrimRight(copyRe.ReplaceAllString(cur.text, ""), "。")
		b.inAnnex = false
		return keep(1)
	case issuedRe.MatchString(cur.text) && dateAtEnd(cur.text) != "":
		p.IssuedOn = dateAtEnd(cur.text)
		return keep(1)
	case dateOf(cur.text) != "":
		if p.SignedOn == "" {
			p.SignedOn = dateOf(cur.text)
		}
		return keep(1)
	case noteRe.MatchString(cur.text), pageRe.MatchString(cur.text):
		return keep(1)
	case i+1 < len(b.blocks) && isName(cur.text) && dateOf(b.blocks[i+1].text) != "":
		if p.SignedOn == "" && !issuedRe.MatchString(b.blocks[i+1].text) {
			p.Issuer = squeeze(cur.text)
		}
		b.inAnnex = false
		return keep(1)
	}
	return 0
}

// listedAnnex gives the title in the first line of a list of annexes.
func listedAnnex(text string) string {
	name := listedRe.ReplaceAllString(text, "")
	if h, ok := headingOf(name); ok {
		name = h.rest
	}
	return squeeze(name)
}

// nameAnnex adds an annex whose title the list of annexes has not announced.
func (b *bodyReader) nameAnnex(title string) {
	if !b.annexes[title] {
		b.annexes[title] = true
		b.plan.Annexes = append(b.plan.Annexes, title)
	}
}

// rows reads the consecutive table rows that begin at i. Under running text they also
// stay in the text that holds them.
func (b *bodyReader) rows(i int) int {
	n := 1
	rows := []block{b.blocks[i]}
	for ; i+n < len(b.blocks); n++ {
		next := b.blocks[i+n]
		if !next.isRow() {
			if !b.groups(i+n, len(rows[0].cells)) {
				break
			}
			next.cells = slices.Repeat([]string{next.text}, len(rows[0].cells))
		}
		rows = append(rows, next)
	}
	place, caption := b.label, b.annex
	for k := i - 1; k >= max(0, i-3) && !b.blocks[k].isRow(); k-- {
		text := b.blocks[k].text
		if m := captionedRe.FindStringSubmatch(text); m != nil && runes(text) <= 60 {
			place, caption = squeeze(m[1]+m[2]), squeeze(text)
			break
		}
		if k == i-1 && runes(text) <= 50 && !strings.ContainsAny(text, "。；") && !attachmentRe.MatchString(text) && !listedRe.MatchString(text) {
			if _, numbered := headingOf(text); !numbered {
				caption = squeeze(text)
			}
		}
	}
	b.readTables(rows, place, caption)
	switch {
	case b.box != nil:
		b.box.blocks = append(b.box.blocks, rows...)
	case b.open != nil:
		*b.open = append(*b.open, rows...)
	}
	return n
}

// groups tells whether the paragraph at i is a merged row between two rows of one table,
// of so many columns: a text file has it as a line without tabs.
func (b *bodyReader) groups(i, columns int) bool {
	cur := b.blocks[i]
	if i+1 >= len(b.blocks) || runes(cur.text) > longestTitle || strings.ContainsAny(cur.text, "。；") || isFixture(cur.text) || captionedRe.MatchString(cur.text) {
		return false
	}
	next := b.blocks[i+1]
	if _, n := headOf(b.blocks[i+1:]); n > 0 {
		return false
	}
	return next.isRow() && len(next.cells) <= columns && len(next.cells) >= max(3, columns-2) // blank cells at its end may be missing
}

// captions tells whether the block at i stands above a table, as its title or a note
// on its units of measure.
func (b *bodyReader) captions(i int) bool {
	for k := i + 1; k < len(b.blocks) && k <= i+2; k++ {
		if b.blocks[k].isRow() {
			return true
		}
		if runes(b.blocks[k].text) > 60 {
			return false
		}
	}
	return false
}

func (b *bodyReader) finish() {
	b.closeBox()
	p := b.plan
	var closing []block
	if n := len(b.clauses); n > 0 && !b.laterChapter() {
		last := &b.clauses[n-1]
		for i, part := range last.blocks {
			if !endsWithDuty(part.text) || i+1 == len(last.blocks) {
				continue
			}
			rest := last.blocks[i+1:]
			if !anyDuty(rest) {
				last.blocks, closing = last.blocks[:i+1], rest
				break
			}
		}
	}
	for _, c := range b.chapters {
		p.Chapters = append(p.Chapters, knowledge.Chapter{
			No: c.no, Title: strings.TrimRight(c.rest, "。：:"), Start: c.start, Body: b.passage(c.body...)})
	}
	refs := b.refs()
	b.placeTables(refs)
	for i, c := range b.clauses {
		clause := knowledge.Clause{Ref: refs[i], No: c.no, Title: c.title(), Passage: b.passage(c.blocks...)}
		if c.chapter >= 0 {
			clause.Chapter = p.Chapters[c.chapter].Name()
		}
		if c.parent >= 0 {
			clause.Parent = refs[c.parent]
		}
		p.Clauses = append(p.Clauses, clause)
	}
	p.Clauses = append(p.Clauses, b.rowClauses...)
	p.Closing = b.passage(closing...)
}

// laterChapter tells whether a chapter without clauses follows the last clause.
func (b *bodyReader) laterChapter() bool {
	last := b.clauses[len(b.clauses)-1]
	return last.chapter >= 0 && last.chapter < len(b.chapters)-1
}
