package gongwen

import (
	"regexp"
	"strings"
)

// group is a stretch of a part with a subject of its own and its quantities.
type group struct {
	span
	set []quantity
}

var (
	leadInRe  = regexp.MustCompile(`^\s*(?:其中|同时|并且|并|确保|力争|力求|努力|推动|使|实现)\s*`)
	termRe    = regexp.MustCompile(`^\s*(?:到|至|在)?\s*(?:\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?(?:年?[底末])?(?:之?前|以前|内|度)?|[“"]?十[一二三四五六七八九]五[”"]?(?:期间|末|时期))\s*[，：]?\s*`)
	objectRe  = regexp.MustCompile(`^(?:将|把)`)
	adverbRe  = regexp.MustCompile(`\s*(?:均|都|各|分别|总体|基本|力争|全部|要|应|须|需|将|全面|稳步|逐步)+\s*$`)
	formerRe  = regexp.MustCompile(`(?:由|从)\D{0,12}\d.*$`) // 由每周40小时提高到
	madeRe    = regexp.MustCompile(`^` + countRe.String())
	eachRe    = regexp.MustCompile(`(?:均|都|各|分别)(?:要|应|须|需)?\s*$`)
	nounRe    = regexp.MustCompile(`^\s*(?:的)?\s*([^，。；、（(\x00]+)`)
	andRe     = regexp.MustCompile(`^(?:、|以及|及|和|与|\s)+`)
	andOnlyRe = regexp.MustCompile(`^(?:、|以及|及|和|与|\s)*$`)
	measureOf = regexp.MustCompile(`(?:\p{Han}{2}化率|\p{Han}{2}率|系数|比例|占比|比重|数量|总量|面积|规模|指数)$`)
	kindOfRe  = regexp.MustCompile(`^(.*(?:率|系数|比例|占比|比重|数量|总量|面积|规模|指数))(\p{Han}{1,6})$`)
)

// groupsOf parts quantities that have subjects of their own: 小学小于0.35、初中小于0.3
// are two groups, 65%和55% are one.
func groupsOf(masked string, set []quantity) []group {
	var out []group
	for i, q := range set {
		if i > 0 {
			last := &out[len(out)-1]
			from := set[i-1].end
			between := masked[from:max(from, q.subject)]
			if andOnlyRe.MatchString(between) {
				last.set = append(last.set, q)
				continue
			}
			cut := from
			if j := strings.LastIndex(between, "、"); j >= 0 {
				cut += j + len("、")
			}
			last.end = cut
			out = append(out, group{span{cut, len(masked)}, []quantity{q}})
			continue
		}
		out = append(out, group{span{0, len(masked)}, []quantity{q}})
	}
	return out
}

// namesOf gives the indicators of each group: one for each target that it holds.
func namesOf(p part, groups []group) [][]string {
	out := make([][]string, len(groups))
	kind := "" // 城乡均衡差异系数, said once and shared by the groups that follow
	for i, g := range groups {
		q := g.set[0]
		before := p.text[g.start:max(g.start, q.subject)]
		if m := nounRe.FindStringSubmatch(p.text[q.end:g.end]); q.counts && m != nil {
			out[i] = repeat(strings.TrimSpace(m[1]), len(g.set))
			continue
		}
		if i > 0 {
			before = andRe.ReplaceAllString(before, "")
		}
		name := cleanName(before)
		if q.subject == q.start && !q.counts {
			if rest := madeRe.ReplaceAllString(name, ""); rest != "" {
				name = rest
			}
		}
		if m := kindOfRe.FindStringSubmatch(name); m != nil && len(groups) > 1 && i == 0 {
			kind = m[1]
			name = m[1] + "（" + m[2] + "）"
		} else if kind != "" && runes(name) <= 6 {
			name = kind + "（" + name + "）"
		}
		names := eachOf(name, eachRe.MatchString(before))
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
	s = termRe.ReplaceAllString(s, "")
	s = leadInRe.ReplaceAllString(s, "")
	s = objectRe.ReplaceAllString(s, "")
	s = formerRe.ReplaceAllString(s, "")
	s = adverbRe.ReplaceAllString(s, "")
	return squeeze(s)
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
