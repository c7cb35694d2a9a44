package gongwen

import (
	"regexp"
	"strings"
)

// level is the rank of a numbered heading.
type level int

const (
	noLevel      level = iota
	chapterLevel       // 一、 or 第一章
	clauseLevel        // （一） or 第一条
	itemLevel          // 1.
	sectionLevel       // 第一节: a clause where there are no 条, else part of the chapter
	innerLevel         // （1）, ①, 一是
)

// heading is the number that opens a paragraph.
type heading struct {
	level level
	kind  numbering
	no    string // as printed: （十六）
	n     int    // 16
	rest  string // what follows the number
	word  bool   // 第十六条 rather than a bare number
}

var levelOf = map[numbering]level{partNumber: chapterLevel, chapterNumber: chapterLevel, sectionNumber: sectionLevel, articleNumber: clauseLevel,
	hanNumber: chapterLevel, bracketNumber: clauseLevel, digitNumber: itemLevel}

// headingOf reads the number at the start of a paragraph: of a chapter, a clause or an
// item.
func headingOf(text string) (heading, bool) {
	h, ok := numberOf(text)
	if !ok || h.level == innerLevel {
		return heading{}, false
	}
	return h, true
}

// numberOf reads any number at the start of a paragraph.
func numberOf(text string) (heading, bool) {
	m := markRe.FindStringSubmatchIndex(head(text, 12))
	if m == nil || m[0] != 0 {
		return heading{}, false
	}
	found, ok := markOf(text, m)
	if !ok {
		return heading{}, false
	}
	return found.heading(text), true
}

// heading is what a mark at the start of a text opens.
func (m mark) heading(text string) heading {
	h := heading{kind: m.kind, no: text[m.start:m.end], n: m.n, rest: strings.TrimSpace(text[m.end:]), word: m.kind <= articleNumber}
	if h.level = levelOf[m.kind]; h.level == noLevel {
		h.level = innerLevel
		if m.kind == ordinalNumber {
			h.no = strings.TrimRight(h.no, "，,")
		}
	}
	return h
}

// isNumbered reports whether a paragraph opens with any number of a list, also those
// below the clauses: （1）, ①.
func isNumbered(text string) bool {
	if _, ok := numberOf(text); ok {
		return true
	}
	return listRe.MatchString(text)
}

var listRe = regexp.MustCompile(`^(?:——|--|[●■◆•])`)

const (
	longestChapter = 60 // runes of a chapter's title
	longestTitle   = 40 // runes of a clause's title
)

// isChapter tells a chapter's heading from a provision that carries a chapter's
// number but is itself running text.
func (h heading) isChapter() bool {
	if h.level != chapterLevel || h.word {
		return h.level == chapterLevel
	}
	title, longest := strings.TrimRight(h.rest, "。：:"), longestChapter
	if strings.HasSuffix(h.rest, "。") { // a sentence, unless it is short
		longest /= 2
	}
	return title != "" && runes(title) <= longest && !strings.ContainsAny(title, "。；！？：（(")
}

// listsAnnex tells an entry of the list of annexes from a provision.
func (h heading) listsAnnex() bool {
	return h.level == itemLevel && !strings.Contains(h.rest, "。")
}

// title is the heading's words: up to the first full stop where that is near, the
// whole paragraph where it is short, and nothing where running text begins at once.
func (h heading) title() string {
	if h.word && strings.HasSuffix(h.no, "条") {
		return ""
	}
	s := h.rest
	if notes := dutyNotes(head(s, 4*longestTitle)); len(notes) > 0 && notes[0].start > 0 {
		s = s[:notes[0].start]
	}
	if i := strings.IndexAny(s, "。！？；"); i >= 0 {
		s = s[:i]
	}
	if i := strings.IndexAny(s, "：:"); i >= 0 && runes(s[:i]) <= longestTitle/2 {
		s = s[:i]
	}
	if runes(s) > longestTitle || s == "" {
		return ""
	}
	return s
}

// firstHeading is the index of the block where the plan's numbered text begins; where
// nothing is numbered, of the first table.
func firstHeading(blocks []block) int {
	listing := false // the list of annexes that stands above the signature
	for i, b := range blocks {
		if b.isRow() {
			continue
		}
		h, ok := b.heading()
		if listing = listedRe.MatchString(b.text) || listing && ok && h.listsAnnex(); ok && !listing {
			if first := firstTable(blocks[:i]); first < i { // a note under it is no chapter, nor what groups its rows
				return tableStart(blocks, first)
			}
			return i
		}
	}
	for i, b := range blocks {
		if b.isRow() {
			return tableStart(blocks, i)
		}
	}
	return len(blocks)
}

// firstTable is the index of the first row that is the head of a table, or how many
// blocks there are.
func firstTable(blocks []block) int {
	for i, b := range blocks {
		if b.isRow() && (i == 0 || !blocks[i-1].isRow()) {
			end := i
			for end < len(blocks) && blocks[end].isRow() {
				end++
			}
			if _, n := headAbove(blocks[i:end], true); n > 0 && end-i > n {
				return i
			}
		}
	}
	return len(blocks)
}

// tableStart is where the table begins that has the row at i, with the label of its
// annex.
func tableStart(blocks []block, i int) int {
	for i > 0 && blocks[i-1].isRow() {
		i--
	}
	if i > 0 && (listedRe.MatchString(blocks[i-1].text) || attachmentRe.MatchString(blocks[i-1].text)) {
		i--
	}
	return i
}
