package gongwen

import (
	"regexp"
	"slices"
	"strings"
)

const genres = `通知|意见|方案|计划|规划|纲要|办法|决定|决议|规定|措施|要点|细则|通告|公告|函|报告|清单|指引|指南|工程|安排|分解表|分工表|任务表|一览表|进度表|任务书|工作台账`

var (
	// A document's head on one line: title, number, addressees.
	gluedRe     = regexp.MustCompile(`^([^。；：，]{4,120}(?:文件|` + genres + `))\s*(\p{Han}{1,12}〔\d{4}〕\s*\d+\s*号)`)
	titleEndRe  = regexp.MustCompile(`(?:` + genres + `)\s+`)
	gluedCallRe = regexp.MustCompile(`^([^。；：]{4,160}?(?:` + genres + `))\s*(?:各|有关)[^。：:]{2,200}[：:]`)
	callRe      = regexp.MustCompile(`^\s*(?:各|省|市|县|区|有关)[^。：:]{2,200}[：:]`)
	signRe      = regexp.MustCompile(`[。）]\s*(\p{Han}{2,30}?)\s*(` + dateWords + `)(\s*（此件[^）]*）)?(抄送：[^。]*。?)?`)
	announcesRe = regexp.MustCompile(`(?:印发|转发|发布|下发)《?([^《》]+?)》?的(?:通知|决定|公告|通告)`)
	// 一、总体要求以…为指导，
	datedRe      = regexp.MustCompile(`^` + dateWords + `\s+`)
	plainTitleRe = regexp.MustCompile(`^` + numerals + `、\s*(?:总体要求|总体思路|总体目标|指导思想|基本原则|工作目标|主要目标|发展目标|目标任务|主要任务|重点任务|工作任务|工作措施|工作举措|主要措施|保障措施|组织保障|组织实施|组织领导|工作要求|有关要求|实施步骤)(?:((?:以|按照|按|坚持|为|全面|深入|认真|到|各|要|围绕|贯彻|通过|加强|对标|立足|紧扣|聚焦|紧紧|充分|根据|着力|着眼|推动|力争|经过|用|实现|努力|确保)\p{Han}*[，。、])|\s+(\p{Han}))`)
)

const dateWords = `(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日`

// front parts what stands before the first provision where a line holds more than one
// part of it: title, number, addressees, text, signature, date, and the title of the
// plan that a notice announces.
type front struct {
	over     bool
	announce string // the title that the notice announces
}

func (f *front) cuts(line string) []int {
	var at []int
	from := 0
	if m := gluedRe.FindStringSubmatchIndex(line); m != nil {
		for _, end := range titleEndRe.FindAllStringIndex(line[:m[4]], -1) { // the title more than once
			at = append(at, end[1])
		}
		at, from = append(at, m[4], m[5]), m[5]
	}
	if m := gluedCallRe.FindStringSubmatchIndex(line[from:]); m != nil {
		at, from = append(at, from+m[3]), from+m[3]
	}
	if m := callRe.FindStringIndex(line[from:]); m != nil && from+m[1] < len(line) {
		at, from = append(at, from+m[1]), from+m[1]
	}
	if m := datedRe.FindStringIndex(line[from:]); m != nil && from+m[1] < len(line) {
		at, from = append(at, from+m[1]), from+m[1]
	}
	if m := announcesRe.FindStringSubmatch(head(line, 300)); m != nil && f.announce == "" {
		f.announce = squeeze(m[1])
	}
	for _, cut := range signCuts(line[from:]) {
		at = append(at, from+cut)
	}
	if len(at) > 0 {
		from = at[len(at)-1]
	}
	if n := opensWith(line[from:], f.announce); n > 0 && from+n < len(line) {
		at = append(at, from+n)
	}
	return at
}

// signCuts parts the signature, the date and what follows them from a line.
func signCuts(line string) []int {
	all := signRe.FindAllStringSubmatchIndex(line, -1)
	i := slices.IndexFunc(all, func(m []int) bool { return signs(line[m[2]:m[3]]) })
	if i < 0 {
		return nil
	}
	m := all[i]
	var at []int
	for _, i := range []int{m[2], m[4], m[5], m[6], m[7], m[8]} {
		if i >= 0 && i < len(line) {
			at = append(at, i)
		}
	}
	return at
}

// signs tells a name that can stand under a document from the words of a sentence.
func signs(name string) bool {
	return unitEndRe.MatchString(name) || strings.HasSuffix(name, "国务院") || strings.HasSuffix(name, "府")
}

// opensWith gives the length of what the line opens with, if those are the words of the
// title but for white space; else 0.
func opensWith(line, title string) int {
	if title == "" {
		return 0
	}
	left := []rune(title)
	for i, c := range line {
		if len(left) == 0 {
			return i
		}
		switch {
		case sameWidth(c) == sameWidth(left[0]):
			left = left[1:]
		case c == ' ' || c == '\u3000' || c == '\u00a0':
		default:
			return 0
		}
	}
	if len(left) == 0 {
		return len(line)
	}
	return 0
}

// sameWidth gives a full-width sign as its ASCII form.
func sameWidth(c rune) rune {
	if c >= '！' && c <= '～' {
		return c - '！' + '!'
	}
	return c
}

// closingCuts parts from the last provision of a line what closes the document: the text
// behind its last note of units, where provisions run on in that line, and the signature.
func closingCuts(line string, start int, inside bool) []int {
	var at []int
	text := line[start:]
	if inside {
		if notes := dutyNotes(text); len(notes) > 0 {
			at = append(at, start+notes[len(notes)-1].end)
		}
	}
	for _, cut := range signCuts(text) {
		at = append(at, start+cut)
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
