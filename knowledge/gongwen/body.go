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
	holders  []int           // indexes in clauses of those that can hold the next one, from the highest
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
	b := bodyReader{reader: r, blocks: blocks, annexes: map[string]bool{}, counted: map[string]int{}, form: formOf(blocks)}
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
	h, numbered := cur.heading()
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
			b.holders = nil
			break
		}
		b.plan.Front = append(b.plan.Front, b.passage(cur))
	case numbered && h.isChapter():
		b.chapters = append(b.chapters, chapterDraft{heading: h, start: cur.start})
		b.holders = nil
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
		if h, ok := b.heading(); ok && h.word {
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
	case h.word || !f.chapters || h.level == noLevel || h.level == innerLevel:
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
	for n := len(b.holders); n > 0 && b.clauses[b.holders[n-1]].kind >= h.kind; n-- {
		b.holders = b.holders[:n-1]
	}
	d := clauseDraft{heading: h, chapter: len(b.chapters) - 1, parent: -1, blocks: []block{cur}}
	if h.level == chapterLevel {
		d.chapter = -1
	}
	if n := len(b.holders); n > 0 {
		d.parent = b.holders[n-1]
		d.chapter = b.clauses[d.parent].chapter
	}
	b.holders = append(b.holders, len(b.clauses))
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
			b.listAnnex(cur)
			return keep(1)
		}
		b.listing = false
	}
	switch {
	case attachmentRe.MatchString(cur.text):
		b.inAnnex, b.titled, b.annex, b.label, b.holders = true, false, "", strings.TrimRight(squeeze(cur.text), "：:"), nil
		return keep(1)
	case b.opensAnnex(i): // the annex itself, its title on the line of its label
		title := listedAnnex(cur.text)
		b.inAnnex, b.titled, b.annex, b.holders = true, true, title, nil
		a, _, _ := annexLabel(cur.text)
		b.label = squeeze(namedAnnex{kind: a.kind, n: a.n}.name())
		b.nameAnnex(title)
		return keep(1)
	case listedRe.MatchString(cur.text), b.entersList(i):
		b.nameAnnex(listedAnnex(cur.text))
		b.listAnnex(cur)
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
	}
	if n := b.signers(i); n > 0 {
		if p.SignedOn == "" && !issuedRe.MatchString(b.blocks[i+n].text) {
			p.Issuer = signersOf(b.blocks[i : i+n])
		}
		b.inAnnex = false
		return keep(n)
	}
	return 0
}

// signers counts the lines from i on that sign the document: the date follows them.
func (b *bodyReader) signers(i int) int {
	const most = 8
	for n := 1; n <= most && i+n < len(b.blocks); n++ {
		if b.blocks[i+n-1].isRow() || !isName(b.blocks[i+n-1].text) {
			return 0
		}
		if dateOf(b.blocks[i+n].text) != "" {
			if signersBefore(b.blocks[:i+n+1], i+n) > i {
				return 0
			}
			return n
		}
	}
	return 0
}

// entersList tells whether the line at i is an entry of a list of annexes: 附件1 …, with
// another one above or below it.
func (b *bodyReader) entersList(i int) bool {
	entry := func(k int) bool {
		if k < 0 || k >= len(b.blocks) || b.blocks[k].isRow() || runes(b.blocks[k].text) > 2*longestChapter {
			return false
		}
		_, rest, ok := annexLabel(b.blocks[k].text)
		return ok && rest != ""
	}
	return entry(i) && (entry(i+1) || entry(i-1))
}

// opensAnnex tells whether the line at i is the label and the title of an annex, rather
// than an entry of their list.
func (b *bodyReader) opensAnnex(i int) bool {
	cur := b.blocks[i]
	a, rest, ok := annexLabel(cur.text)
	if !ok || rest == "" || runes(cur.text) > 2*longestTitle || strings.ContainsAny(rest, "。；") {
		return false
	}
	if i+1 < len(b.blocks) && b.blocks[i+1].isRow() {
		return true
	}
	if b.entersList(i) {
		return false
	}
	if i+1 < len(b.blocks) {
		if h, ok := headingOf(b.blocks[i+1].text); ok && h.n == 2 && h.level == itemLevel {
			return false
		}
	}
	title := listedAnnex(cur.text)
	return !listedRe.MatchString(cur.text) || b.inAnnex || b.annexes[title] || b.plan.SignedOn != "" ||
		slices.ContainsFunc(b.listed, func(l namedAnnex) bool { return l.kind == a.kind && l.n == a.n && a.n > 0 })
}

// listedAnnex gives the title behind the label of an annex, or of the list of annexes.
func listedAnnex(text string) string {
	_, name, _ := annexLabel(text)
	if h, ok := headingOf(name); ok {
		name = h.rest
	}
	return squeeze(name)
}

// nameAnnex adds an annex whose title the list of annexes has not announced.
func (b *bodyReader) nameAnnex(title string) {
	if title != "" && !b.annexes[title] {
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
	notes := b.notesAt(i + n)
	switch {
	case b.box != nil:
		b.box.blocks = append(append(b.box.blocks, rows...), notes...)
	case b.open != nil:
		*b.open = append(append(*b.open, rows...), notes...)
	default:
		for _, note := range notes {
			b.plan.Front = append(b.plan.Front, b.passage(note))
		}
	}
	return n + len(notes)
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
		if keep := b.closes(); keep < len(last.blocks) {
			last.blocks, closing = last.blocks[:keep], last.blocks[keep:]
		}
	}
	for _, c := range b.chapters {
		p.Chapters = append(p.Chapters, knowledge.Chapter{
			No: c.no, Title: strings.TrimRight(c.rest, "。：:"), Start: c.start, Body: b.passage(c.body...)})
	}
	refs := b.refs()
	titled := b.titledKinds()
	b.placeTables(refs)
	for i, c := range b.clauses {
		clause := knowledge.Clause{Ref: refs[i], No: c.no, Passage: b.passage(c.blocks...)}
		if titled[c.kind] {
			clause.Title = c.title()
		}
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

// closes gives how many paragraphs of the last clause are its own: those down to its
// last note of units, or as many as others of its kind have.
func (b *bodyReader) closes() int {
	const fewest = 2 // others of its kind in its chapter
	last := b.clauses[len(b.clauses)-1]
	for i, part := range last.blocks {
		if endsWithDuty(part.text) && !anyDuty(last.blocks[i+1:]) {
			return i + 1
		}
	}
	others, most := 0, 1
	for _, c := range b.clauses[:len(b.clauses)-1] {
		if c.kind == last.kind && c.chapter == last.chapter {
			others++
			most = max(most, len(c.blocks))
		}
	}
	if !strings.Contains(last.blocks[0].text, "。") { // its heading alone
		most = max(most, 2)
	}
	if others < fewest || anyDuty(last.blocks) {
		return len(last.blocks)
	}
	return min(most, len(last.blocks))
}

// laterChapter tells whether a chapter without clauses follows the last clause.
func (b *bodyReader) laterChapter() bool {
	last := b.clauses[len(b.clauses)-1]
	return last.chapter >= 0 && last.chapter < len(b.chapters)-1
}

// titledKinds tells for each kind of number whether its provisions have headings in this
// document. Where most begin with running text, a short first sentence is no heading.
func (b *bodyReader) titledKinds() map[numbering]bool {
	most := map[numbering]int{}
	for _, c := range b.clauses {
		if c.title() != "" {
			most[c.kind]++
		} else {
			most[c.kind]--
		}
	}
	out := map[numbering]bool{}
	for kind, n := range most {
		out[kind] = n >= 0
	}
	return out
}
