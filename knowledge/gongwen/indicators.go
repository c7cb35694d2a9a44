package gongwen

import (
	"regexp"
	"strings"

	"duban/knowledge/quantity"
	"duban/knowledge/term"
)

// group is a stretch of a statement with a subject of its own and its amounts.
type group struct {
	span
	set []figure
}

var (
	leadInRe   = regexp.MustCompile(`^\s*(?:其中|同时|并且|并|确保|力争|力求|努力|推动|使|实现)\s*`)
	objectRe   = regexp.MustCompile(`^(?:将|把)`)
	adverbRe   = regexp.MustCompile(`\s*(?:均|都|各|分别|总体|基本|力争|全部|要|应|须|需|将|全面|稳步|逐步)+\s*$`)
	formerRe   = regexp.MustCompile(`(?:由|从|比|较)\D{0,12}\d.*$`) // 由每周40小时提高到
	rankVerbRe = regexp.MustCompile(`(?:均|都|分别)?(?:要|应)?(?:位居|位列|居于|保持在?|进入|跻身|排名|排在|稳居|居|列|进|在)+(全\p{Han})?$`)
	eachRe     = regexp.MustCompile(`(?:均|都|各|分别)(?:要|应|须|需)?\s*$`)
	nounRe     = regexp.MustCompile(`^\s*(?:的)?\s*([^，。；、（(\x00]+)`)
	andRe      = regexp.MustCompile(`^(?:、|以及|及|和|与|\s)+`)
	andOnlyRe  = regexp.MustCompile(`^(?:、|以及|及|和|与|\s)*$`)
	measureOf  = regexp.MustCompile(`(?:\p{Han}{2}化率|\p{Han}{2}率|系数|比例|占比|比重|数量|总量|面积|规模|指数)$`)
	kindOfRe   = regexp.MustCompile(`^(.*(?:率|系数|比例|占比|比重|数量|总量|面积|规模|指数))(\p{Han}{1,6})$`)
)

// groupsOf parts quantities that have subjects of their own: 小学小于0.35、初中小于0.3
// are two groups, 65%和55% are one.
func groupsOf(masked string, set []figure) []group {
	var out []group
	for i, q := range set {
		if i > 0 {
			last := &out[len(out)-1]
			from := set[i-1].End
			between := masked[from:max(from, q.Subject)]
			if andOnlyRe.MatchString(between) {
				last.set = append(last.set, q)
				continue
			}
			cut := from + listCut(between)
			last.end = cut
			out = append(out, group{span{cut, len(masked)}, []figure{q}})
			continue
		}
		out = append(out, group{span{0, len(masked)}, []figure{q}})
	}
	return out
}

// listCut gives where the next thing of a list begins in the words between two amounts:
// behind the last 、, or at the 和 right before the amount.
func listCut(between string) int {
	rest := strings.TrimRight(between, " 　")
	for _, w := range []string{"以及", "和", "及", "与"} {
		if strings.HasSuffix(rest, w) {
			return len(rest) - len(w)
		}
	}
	if i := strings.LastIndex(between, "、"); i >= 0 {
		return i + len("、")
	}
	return 0
}

// withoutTerms gives the words of a statement from a place to another without the terms
// among them: 2025年上半年建成口袋公园 is 建成口袋公园.
func withoutTerms(st statement, from, to int) string {
	var b strings.Builder
	for _, t := range st.terms {
		if t.Kind == term.Reference || t.Kind == term.Recurring || t.Kind == term.In && t.Bare || t.Start < from || t.End > to {
			continue
		}
		before := strings.TrimRight(st.text[from:t.Start], " 　")
		for _, w := range []string{"到", "至", "在", "于", "截至"} {
			before = strings.TrimSuffix(before, w)
		}
		b.WriteString(before)
		from = t.End
	}
	b.WriteString(st.text[from:to])
	return strings.TrimLeft(b.String(), "，： 　")
}

// namesOf gives the indicators of each group: one for each target that it holds.
func namesOf(st statement, groups []group) [][]string {
	out := make([][]string, len(groups))
	kind := "" // 城乡均衡差异系数, said once and shared by the groups that follow
	for i, g := range groups {
		q := g.set[0]
		subject := max(g.start, min(q.Subject, q.Start))
		if q.Change != quantity.NoChange { // 审批时限压缩50%: the verb is part of what is measured
			subject = max(g.start, q.Start)
		}
		before := withoutTerms(st, g.start, subject)
		behind := st.text[q.End:max(q.End, g.end)]
		if i > 0 {
			before = andRe.ReplaceAllString(before, "")
		}
		name := cleanName(before)
		made := endsWithWord("made", name) || endsWithWord("made", strings.TrimRight(name, "了成功"))
		if m := nounRe.FindStringSubmatch(behind); m != nil && q.Kind != quantity.Rank {
			noun := squeeze(m[1])
			switch {
			case strings.HasPrefix(strings.TrimLeft(behind, " 　"), "的") && q.Kind == quantity.Share: // 80%以上的机构要配备终端
				out[i] = repeat(noun+"的比例", len(g.set))
				continue
			case made || name == "" || !q.Compared && g.set[0].listed:
				out[i] = repeat(noun, len(g.set))
				continue
			}
		}
		if !q.Compared && q.Change == quantity.NoChange {
			for _, w := range goalWords()["made"] { // 培育企业100家
				if rest, ok := strings.CutPrefix(name, w); ok && runes(rest) > 1 { // not 整改率
					name = rest
					break
				}
			}
		}
		among := "" // 居全省前四位
		if m := rankVerbRe.FindStringSubmatchIndex(name); m != nil && q.Kind == quantity.Rank {
			if m[2] >= 0 {
				among = name[m[2]:m[3]]
			}
			name = name[:m[0]]
		}
		if m := kindOfRe.FindStringSubmatch(name); m != nil && len(groups) > 1 && i == 0 {
			kind = m[1]
			name = m[1] + "（" + m[2] + "）"
		} else if kind != "" && runes(name) <= 6 {
			name = kind + "（" + name + "）"
		}
		names := eachOf(name, eachRe.MatchString(before) || q.Kind == quantity.Rank && strings.Contains(before, "均"))
		if q.Kind == quantity.Rank {
			for k := range names {
				names[k] += among + "位次"
			}
		}
		if len(names) < len(g.set) {
			names = repeat(name, len(g.set))
		}
		out[i] = names
	}
	return out
}

func repeat(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

// cleanName strips a subject of its term and of the words that only lead in.
func cleanName(s string) string {
	if h, ok := headingOf(strings.TrimSpace(s)); ok {
		s = h.rest
	}
	s = leadInRe.ReplaceAllString(s, "")
	s = objectRe.ReplaceAllString(s, "")
	s = formerRe.ReplaceAllString(s, "")
	s = adverbRe.ReplaceAllString(s, "")
	return strings.TrimRight(squeeze(s), openers)
}

// eachOf gives the indicators of a list that 均 or 分别 spreads a value over:
// 马铃薯种植、收获机械化率 are 马铃薯种植机械化率 and 马铃薯收获机械化率.
func eachOf(subject string, spread bool) []string {
	spans := cutAt(subject, "、")
	if !spread || len(spans) < 2 {
		return []string{subject}
	}
	items := make([]string, len(spans))
	for i, s := range spans {
		items[i] = subject[s.start:s.end]
	}
	last := items[len(items)-1]
	measure := measureOf.FindString(last)
	if measureOf.MatchString(items[0]) {
		return items
	}
	own := strings.TrimSuffix(last, measure)
	if n := runes(own); n > 0 && n <= 3 && runes(items[0]) >= n+2 {
		first := []rune(items[0])
		items[len(items)-1] = string(first[:len(first)-n]) + last
	}
	for i := range items[:len(items)-1] {
		if !measureOf.MatchString(items[i]) {
			items[i] += measure
		}
	}
	return items
}
