package gongwen

import (
	"strings"

	"duban/knowledge"
)

// finish makes the plan's chapters and clauses of the drafts.
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
