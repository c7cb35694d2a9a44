package gongwen

import (
	"regexp"
	"strings"

	"duban/knowledge/zh"
)

// level is the rank of a numbered heading.
type level int

const (
	noLevel      level = iota
	chapterLevel       // 一、 or 第一章
	clauseLevel        // （一） or 第一条
	itemLevel          // 1.
	sectionLevel       // 第一节: a clause where there are no 条, else part of the chapter
)

// heading is the number that opens a paragraph.
type heading struct {
	level level
	no    string // as printed: （十六）
	n     int    // 16
	rest  string // what follows the number
	word  bool   // 第十六条 rather than a bare number
}

const numerals = `[〇零一二三四五六七八九十百]{1,6}`

var (
	headingRe = regexp.MustCompile(`^(?:第(` + numerals + `|\d{1,3})([编章节条])|(` + numerals + `)、|[（(](` + numerals + `)[）)][、.．]?|(\d{1,3})(?:[.．]|、))`)
	levelOf   = map[string]level{"编": chapterLevel, "章": chapterLevel, "节": sectionLevel, "条": clauseLevel}
)

// headingOf reads the number at the start of a paragraph.
func headingOf(text string) (heading, bool) {
	m := headingRe.FindStringSubmatchIndex(text)
	if m == nil {
		return heading{}, false
	}
	h := heading{no: text[:m[1]], rest: strings.TrimSpace(text[m[1]:])}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return text[m[2*i]:m[2*i+1]]
	}
	number := ""
	switch {
	case group(2) != "":
		number, h.level, h.word = group(1), levelOf[group(2)], true
	case group(3) != "":
		number, h.level = group(3), chapterLevel
	case group(4) != "":
		number, h.level = group(4), clauseLevel
	default:
		number, h.level = group(5), itemLevel
		if c := firstRune(text[m[1]:]); c >= '0' && c <= '9' { // 1.2亿千瓦 is a number
			return heading{}, false
		}
	}
	n, ok := zh.Number(number)
	h.n = n
	return h, ok
}

// isNumbered tells whether a paragraph opens with any number of a list, also those
// below the clauses: （1）, ①.
func isNumbered(text string) bool {
	if _, ok := headingOf(text); ok {
		return true
	}
	return listRe.MatchString(text)
}

var listRe = regexp.MustCompile(`^(?:[（(]\d{1,3}[）)]|[①-⑳]|——|--|[●■◆•])`)

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
		h, ok := headingOf(b.text)
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
