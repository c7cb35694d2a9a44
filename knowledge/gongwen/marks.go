package gongwen

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"duban/knowledge/zh"
)

// numbering is a way in which provisions are numbered, from the highest to the lowest.
type numbering int

const (
	noNumbering     numbering = iota
	partNumber                // 第一编
	chapterNumber             // 第一章
	sectionNumber             // 第一节
	articleNumber             // 第一条
	hanNumber                 // 一、
	bracketNumber             // （一）
	digitNumber               // 1. or 1、
	innerNumber               // （1）
	halfNumber                // 1）
	circledNumber             // ①
	ordinalNumber             // 一是, 第一，
	lowestNumbering = ordinalNumber
)

// below tells the numbers of lists inside a provision, which are provisions of their own
// only where each has units of its own.
func (n numbering) below() bool { return n > digitNumber }

const numerals = `[〇零一二三四五六七八九十百]{1,6}`

// markRe finds what may be the number of a provision, anywhere in a text.
var markRe = regexp.MustCompile(`第(` + numerals + `|\d{1,3})([编章节条])|(` + numerals + `)、|[（(](` + numerals + `)[）)][、.．]?|(\d{1,3})(?:[.．]|、)|[（(](\d{1,2})[）)]|(\d{1,2})[）)]|([①-⑳])|第?([一二三四五六七八九十]{1,2})(?:是|[，,])`)

var numberingOf = map[string]numbering{"编": partNumber, "章": chapterNumber, "节": sectionNumber, "条": articleNumber}

// mark is a number that may open a provision.
type mark struct {
	start, end int // in the text that it was found in
	kind       numbering
	n          int
}

// markOf reads the groups of markRe, found at m in text.
func markOf(text string, m []int) (mark, bool) {
	out := mark{start: m[0], end: m[1]}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return text[m[2*i]:m[2*i+1]]
	}
	number := ""
	switch {
	case group(2) != "":
		number, out.kind = group(1), numberingOf[group(2)]
	case group(3) != "":
		number, out.kind = group(3), hanNumber
	case group(4) != "":
		number, out.kind = group(4), bracketNumber
	case group(5) != "":
		number, out.kind = group(5), digitNumber
		if !opensAfterDigits(text[m[1]:]) {
			return mark{}, false
		}
	case group(6) != "":
		number, out.kind = group(6), innerNumber
	case group(7) != "":
		number, out.kind = group(7), halfNumber
	case group(8) != "":
		out.kind, out.n = circledNumber, int(firstRune(group(8))-'①')+1
		return out, true
	default:
		number, out.kind = group(9), ordinalNumber
		if words := text[m[0]:m[1]]; strings.HasPrefix(words, "第") == strings.HasSuffix(words, "是") {
			return mark{}, false // 第一是, 一，
		}
	}
	if before := lastRune(text[:m[0]]); m[0] > 0 && number != "" && number[0] <= '9' && unicode.IsDigit(before) {
		return mark{}, false // the end of a longer number
	}
	n, ok := zh.Number(number)
	out.n = n
	return out, ok
}

var openingYearRe = regexp.MustCompile(`^\d{4}\s*(?:年|[—–－～~-])|^\d{1,2}月`)

// opensAfterDigits tells whether 1. is a number of a list by what follows it: 1.2亿千瓦 is
// a quantity, 2．2025年6月底前 is the second item.
func opensAfterDigits(rest string) bool {
	c := firstRune(rest)
	return !(c >= '0' && c <= '9') || openingYearRe.MatchString(rest)
}

// marksIn finds the numbers in a text that may open a provision: at its beginning, behind
// the end of a sentence, or behind other words that can be a heading.
func marksIn(text string) []mark {
	var out []mark
	for at := 0; at < len(text); {
		m := markRe.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		found, ok := markOf(text, m)
		if !ok {
			_, size := utf8.DecodeRuneInString(text[m[0]:])
			at = m[0] + size
			continue
		}
		at = m[1]
		out = append(out, found)
	}
	return out
}
