package gongwen

import (
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
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
		if b.inAnnex && b.label != "" && b.ambiguous(h.no) {
			h.no = b.label + "/" + h.no
		}
		b.chapters = append(b.chapters, chapterDraft{heading: h, start: cur.start})
		b.holders = nil
		b.open = &b.chapters[len(b.chapters)-1].body
	case numbered:
		b.addClause(h, cur)
	case b.open != nil:
		*b.open = append(*b.open, cur)
	default:
		b.plan.Front = append(b.plan.Front, b.passage(cur))
		b.doubt("unread", head(cur.text, 40), cur.start, said.Of("落款之后的这段文字不属于任何条款，请核对。",
			"This text after the signature belongs to no clause; please check."))
	}
	return 1
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
		d.chapter = b.annexChapter()
	}
	if n := len(b.holders); n > 0 {
		d.parent = b.holders[n-1]
		d.chapter = b.clauses[d.parent].chapter
	}
	b.holders = append(b.holders, len(b.clauses))
	b.clauses = append(b.clauses, d)
	b.open = &b.clauses[len(b.clauses)-1].blocks
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
