package gongwen

import "duban/knowledge"

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
