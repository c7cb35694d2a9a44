package gongwen

import (
	"regexp"
	"strings"

	"duban/knowledge/zh"
)

// runIn finds headings inside a line. Some sites publish a whole document as one
// line; its headings are then known by their numbers, which must follow on each
// other, and by the end of a sentence before them.
type runIn struct {
	last                  level
	chapter, clause, item int
}

var (
	inlineRe = regexp.MustCompile(`(` + numerals + `)、|（(` + numerals + `)）|(\d{1,3})[.．]`)
	indentRe = regexp.MustCompile(`\x{3000}{2,}`)
	genres   = `通知|意见|方案|计划|规划|纲要|办法|决定|决议|规定|措施|要点|细则|通告|公告|函|报告|清单|指引|指南|工程|安排|分解表|分工表|任务表|一览表|进度表|任务书|工作台账`
	gluedRe  = regexp.MustCompile(`^\S{4,80}?(?:` + genres + `)\s*(\p{Han}{2,12}〔\d{4}〕\d+号)`)
	callRe   = regexp.MustCompile(`^\s*(?:各|省|市|县)[^。：]{2,150}：`)
	// 一、总体要求以…为指导，
	plainTitleRe = regexp.MustCompile(`^` + numerals + `、\s*(?:总体要求|总体思路|总体目标|指导思想|基本原则|工作目标|主要目标|发展目标|目标任务|主要任务|重点任务|工作任务|工作措施|工作举措|主要措施|保障措施|组织保障|组织实施|组织领导|工作要求|有关要求|实施步骤)(?:((?:以|按照|按|坚持|为|全面|深入|认真|到|各|要|围绕|贯彻|通过|加强|对标|立足|紧扣|聚焦|紧紧|充分|根据|着力|着眼|推动|力争|经过|用|实现|努力|确保)\p{Han}*[，。、])|\s+(\p{Han}))`)
	signRe       = regexp.MustCompile(`[。）](\p{Han}{2,30}?)(\d{4}年\d{1,2}月\d{1,2}日)(（此件[^）]*）)?(抄送：[^。]*。?)?$`)
)

// cuts gives the byte offsets at which a line is to be cut into paragraphs.
func (r *runIn) cuts(line string) []int {
	var at []int
	from := 0
	for _, m := range indentRe.FindAllStringIndex(line, -1) {
		at = append(at, r.headings(line, from, m[0])...)
		at = append(at, m[1])
		from = m[1]
	}
	return append(at, r.headings(line, from, len(line))...)
}

func (r *runIn) headings(line string, from, to int) []int {
	text := line[from:to]
	at := r.opening(text)
	start := 0
	if len(at) > 0 {
		start = at[len(at)-1]
	}
	if h, ok := headingOf(text[start:]); ok {
		r.note(h.level, h.n)
	}
	found := false
	if i := runInTitle(text[start:]); i > 0 {
		at = append(at, start+i)
	}
	for _, m := range inlineRe.FindAllStringSubmatchIndex(text, -1) {
		if m[0] <= start || !r.follows(text[start:], m, start) {
			continue
		}
		at = append(at, m[0])
		start, found = m[0], true
		if i := runInTitle(text[start:]); i > 0 {
			at = append(at, start+i)
		}
	}
	if found {
		if i := strings.LastIndex(text[start:], "负责）"); i >= 0 {
			at = append(at, start+i+len("负责）"))
		}
	}
	if m := signRe.FindStringSubmatchIndex(text); m != nil && m[2] > start {
		at = append(at, m[2], m[4])
		for _, i := range []int{m[6], m[8]} {
			if i >= 0 {
				at = append(at, i)
			}
		}
	}
	for i := range at {
		at[i] += from
	}
	return at
}

// runInTitle is the length of a chapter's heading that is one of the customary ones
// and runs into the paragraph under it without a mark, else 0.
func runInTitle(text string) int {
	m := plainTitleRe.FindStringSubmatchIndex(head(text, 2*longestTitle))
	if m == nil {
		return 0
	}
	return max(m[2], m[4])
}

// opening cuts title, document number, addressees and text where they stand on
// one line.
func (r *runIn) opening(text string) []int {
	if r.last != noLevel {
		return nil
	}
	var at []int
	from := 0
	if m := gluedRe.FindStringSubmatchIndex(text); m != nil {
		at = append(at, m[2])
		from = m[3]
		if from < len(text) {
			at = append(at, from)
		}
	}
	if m := callRe.FindStringIndex(text[from:]); m != nil && from+m[1] < len(text) {
		at = append(at, from+m[1])
	}
	return at
}

// follows tells whether the number at m, an offset in the whole line, is a heading
// that comes next, and if so notes it. since is the text from the last cut at base.
func (r *runIn) follows(since string, m []int, base int) bool {
	var l level
	var number string
	text := func(i int) string { return since[m[i]-base : m[i+1]-base] }
	switch {
	case m[2] >= 0:
		l, number = chapterLevel, text(2)
	case m[4] >= 0:
		l, number = clauseLevel, text(4)
	default:
		l, number = itemLevel, text(6)
	}
	n, ok := zh.Number(number)
	if !ok {
		return false
	}
	before := since[:m[0]-base]
	closed := strings.ContainsRune("。！？：；）” 　", lastRune(before))
	switch l {
	case chapterLevel:
		ok = closed && n == r.chapter+1
	case clauseLevel:
		afterTitle := r.last == chapterLevel && len(before) <= 3*longestChapter+16 && !strings.ContainsAny(before, "。；！？")
		ok = (closed || afterTitle) && (n == r.clause+1 || n == 1 && r.last == chapterLevel)
	default:
		afterTitle := r.last == clauseLevel && n == 1 && runes(before) <= longestTitle && !strings.ContainsAny(before, "。；！？，：")
		ok = (closed || afterTitle) && lastRune(before) != '：' && r.last != noLevel &&
			(n == r.item+1 && r.item > 0 || n == 1 && r.last == clauseLevel) && !startsWithDigit(since[m[1]-base:])
	}
	if ok {
		r.note(l, n)
	}
	return ok
}

func (r *runIn) note(l level, n int) {
	r.last = l
	switch l {
	case chapterLevel:
		r.chapter = n
	case clauseLevel:
		r.clause = n
	case itemLevel:
		r.item = n
	}
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
