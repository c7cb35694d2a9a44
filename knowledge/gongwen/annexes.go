package gongwen

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// namedAnnex is an annex that the text names: in its list of annexes, or in passing.
type namedAnnex struct {
	kind  string // 件, 表, 图
	n     int    // 0 where it has no number
	title string
	start int
}

// name is what it is called: 附表2 防洪规划标准表.
func (a namedAnnex) name() string {
	label := "附" + a.kind
	if a.n > 0 {
		label += fmt.Sprint(a.n)
	}
	return strings.TrimSpace(label + " " + a.title)
}

var (
	// annexLabelRe reads the label that opens an annex, or an entry of their list.
	annexLabelRe = regexp.MustCompile(`^附\s*([件表图])\s*(\d{1,2}|` + numerals + `)?\s*(?:[：:.．\s]\s*|$)`)
	// passingRe finds where a text refers to an annex.
	passingRe = regexp.MustCompile(`(?:见|按照?|附)附([件表图])\s*(\d{1,2}|` + numerals + `)?`)
	// leftOutRe finds where a text says that something is not printed with it.
	leftOutRe = regexp.MustCompile(`[（(](?:附?[图表件]?\s*(?:略|另附|另发|另行印发|另行下发|另行公布))[）)]`)
)

// annexLabel reads the label at the start of a line, and gives what stands behind it.
func annexLabel(text string) (a namedAnnex, rest string, ok bool) {
	m := annexLabelRe.FindStringSubmatch(head(text, 2*longestChapter))
	if m == nil {
		return namedAnnex{}, "", false
	}
	a.kind = m[1]
	a.n, _ = zh.Number(m[2])
	return a, text[len(m[0]):], true
}

// listAnnex notes an entry of the list of annexes. The first one stands on the line of the
// list's label.
func (r *reader) listAnnex(b block) {
	a, rest, labelled := annexLabel(b.text)
	if !labelled {
		rest = b.text
		a.kind = "件"
		if n := len(r.listed); n > 0 {
			a.kind = r.listed[n-1].kind
		}
	}
	if h, ok := headingOf(rest); ok {
		a.n, rest = h.n, h.rest
	}
	a.title, a.start = squeeze(rest), b.start
	if a.title != "" {
		r.listed = append(r.listed, a)
		r.listLines = append(r.listLines, b.start)
	}
}

// findGaps lists the annexes that the text names and does not hold.
func (r *reader) findGaps(blocks []block) {
	var marks []namedAnnex
	words := map[string]bool{squeeze(r.plan.Title): true}
	for _, b := range blocks {
		if slices.Contains(r.listLines, b.start) || leadersRe.MatchString(b.text) {
			continue
		}
		if b.isRow() {
			continue
		}
		if a, rest, ok := annexLabel(b.text); ok && runes(b.text) <= 2*longestChapter {
			a.title = squeeze(rest)
			marks = append(marks, a)
			words[a.title] = true
		}
		words[squeeze(b.text)] = true
	}
	holds := func(a namedAnnex) bool {
		return a.title != "" && words[a.title] || slices.ContainsFunc(marks, func(m namedAnnex) bool {
			return m.kind == a.kind && (m.n == a.n || a.n == 1 && m.n == 0)
		})
	}
	var told []namedAnnex
	gap := func(a namedAnnex, reason said.Sentence) {
		if !slices.ContainsFunc(told, func(b namedAnnex) bool {
			return b.kind == a.kind && b.n == a.n && (b.title == a.title || a.title == "")
		}) {
			told = append(told, a)
			r.plan.Gaps = append(r.plan.Gaps, knowledge.Gap{Kind: "annex", Name: said.Words(a.name()), Start: a.start, Reason: reason})
		}
	}
	for _, a := range r.listed {
		if !holds(a) {
			gap(a, said.Of("正文列有“{name}”，文件里没有它的内容，请向发文单位要来，与正文一起导入。",
				"The text lists “{name}”, which is not in the file. Please ask the issuer for it and import it together with the text.", a.name()))
		}
	}
	for _, b := range blocks {
		if b.isRow() || slices.Contains(r.listLines, b.start) {
			continue
		}
		for _, m := range passingRe.FindAllStringSubmatchIndex(b.text, -1) {
			a := namedAnnex{kind: b.text[m[2]:m[3]], start: b.start}
			if m[4] >= 0 {
				a.n, _ = zh.Number(b.text[m[4]:m[5]])
			}
			if !holds(a) && !slices.ContainsFunc(r.listed, func(l namedAnnex) bool { return l.kind == a.kind && (a.n == 0 || l.n == a.n) }) && len(marks) == 0 {
				gap(a, said.Of("正文说“{words}”，文件里没有{missingAnnex}，请向发文单位要来，与正文一起导入。",
					"The text refers to “{words}”, and the file does not have {missingAnnex}. Please ask the issuer for it and import it together with the text.", b.text[m[0]:m[1]], missingAnnex(a.kind)))
			}
		}
		if m := leftOutRe.FindString(b.text); m != "" {
			name, _, _ := strings.Cut(tail(b.text[:strings.Index(b.text, m)], longestTitle), "\n")
			r.plan.Gaps = append(r.plan.Gaps, knowledge.Gap{Kind: "annex", Name: said.Words(cmp.Or(plainTitle(name), m)), Start: b.start,
				Reason: said.Of("原文注明“{words}”，这部分不在文件里，请另行查找。",
					"The text notes “{words}”: this part is not in the file. Please look for it elsewhere.", strings.Trim(m, "（）()"))})
		}
	}
}

// missingAnnex names what is not there: 件, 表 or 图.
func missingAnnex(kind string) said.Sentence {
	switch kind {
	case "表":
		return said.Of("这个附表", "that annexed table")
	case "图":
		return said.Of("这个附图", "that annexed figure")
	}
	return said.Of("这个附件", "that annex")
}
