package gongwen

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/said"
)

var (
	bareAreaRe = regexp.MustCompile(`^各(?:设区的?市|地|区|县|市|省|州|旗|乡|镇|乡镇|街道|开发区)$`)
	areaRe     = regexp.MustCompile(`^(?:区|县|市|县级市|自治区|直辖市|自治州|州|旗|乡|镇|街道|计划单列市|开发区|功能区|管委会|办事处)+(?:[〔（(\[][^〕）)\]]*[〕）)\]])?(?:人民)?(?:政府|管委会|党委|办事处)?$`)
	unitEndRe  = regexp.MustCompile(`(?:部|委|局|署|办|厅|院|会|室|处|行|司|社|队|台|站|校|中心|公司|集团|政府|部门|单位|地区|机关|机构|银行|法院|协会|联|协|组|团|组织部|宣传部)(?:[〔（(][^〕）)]*[〕）)])?$`)
	andEtcRe   = regexp.MustCompile(`^(?:和|及|以及|与)`)
	etcRe      = regexp.MustCompile(`^等(?:(?:市|省|区|县|国务院|中央|各|其他)?(?:级|直)?(?:相关|有关|成员)?(?:部门|单位|地区|地方))`)
)

// splitUnits splits a list of units as printed. It parts at 、 ， ； always, at 及
// and 和 only between two whole names, and keeps a collective such as
// 各区、县〔市〕政府 as one.
func splitUnits(list string) []string {
	var parts []string
	depth, start := 0, 0
	for i, c := range list {
		switch c {
		case '（', '(', '〔', '[':
			depth++
		case '）', ')', '〕', ']':
			depth = max(depth-1, 0)
		case '、', '，', ',', '；', ';':
			if depth == 0 {
				parts = append(parts, list[start:i])
				start = i + len(string(c))
			}
		case '/', '／', ' ', '　': // part names only behind a whole one
			if depth == 0 && runes(list[start:i]) >= 3 && unitEndRe.MatchString(strings.TrimSpace(list[start:i])) {
				parts = append(parts, list[start:i])
				start = i + len(string(c))
			}
		}
	}
	parts = append(parts, list[start:])

	var out []string
	open := false // the last unit is a collective that may go on
	for _, p := range parts {
		p = strings.Trim(strings.TrimSpace(p), "。：")
		if p == "" {
			continue
		}
		if open && areaRe.MatchString(p) {
			out[len(out)-1] += "、" + p
			open = !unitEndRe.MatchString(p)
			continue
		}
		for _, u := range splitEtc(p) {
			out = append(out, splitAnd(u)...)
		}
		open = len(out) > 0 && bareAreaRe.MatchString(out[len(out)-1])
	}
	return out
}

// splitEtc parts A等有关部门 into A and 有关部门, and drops a bare 等 at the end.
func splitEtc(s string) []string {
	for at := 0; ; {
		i := strings.Index(s[at:], "等")
		if i < 0 {
			return []string{s}
		}
		i += at
		rest := s[i+len("等"):]
		switch {
		case i > 0 && rest == "":
			return []string{s[:i]}
		case i > 0 && andEtcRe.MatchString(rest):
			return append([]string{s[:i]}, splitEtc(andEtcRe.ReplaceAllString(rest, ""))...)
		case i > 0 && (rest == "部门" || rest == "单位" || rest == "地区" || rest == "地方"):
			return []string{s[:i]} // names nobody
		case i > 0 && etcRe.MatchString(s[i:]):
			return []string{s[:i], rest}
		}
		at = i + len("等")
	}
}

// splitAnd parts at 以及, 及, 和 and 与 where a whole name stands on both sides, so that
// 工业和信息化部 and 文化和旅游局 stay whole.
func splitAnd(s string) []string {
	for _, word := range []string{"以及", "及", "和", "与"} {
		for at := 0; ; {
			i := strings.Index(s[at:], word)
			if i < 0 {
				break
			}
			i += at
			left, right := s[:i], s[i+len(word):]
			at = i + len(word)
			whole := unitEndRe.MatchString(left) && runes(left) >= 3 || bareAreaRe.MatchString(left)
			if !whole || !(strings.HasPrefix(right, "各") || unitEndRe.MatchString(right)) {
				continue
			}
			// 国务院相关部门和单位 is one phrase: 单位 alone names nobody.
			if runes(right) < 3 && !strings.HasPrefix(right, "各") {
				continue
			}
			return append(splitAnd(left), splitAnd(right)...)
		}
	}
	return []string{s}
}

// runTogetherRe finds two offices without anything between them: 市住建局市财政局.
var runTogetherRe = regexp.MustCompile(`\p{Han}{2}(?:局|委|办|厅|部|中心|公司|银行)(?:市|省|县|区|州|国家)\p{Han}{2,}(?:局|委|办|厅|部|政府|中心|公司|银行)$`)

// isUnit reports whether a name has the form of a unit's: it ends as one, is all of a
// kind, or is a place.
func isUnit(name string) bool {
	return runes(name) >= 2 && !strings.ContainsAny(name, "0123456789。：") && !particleRe.MatchString(name) && !noUnitRe.MatchString(name) &&
		(unitEndRe.MatchString(name) || strings.HasPrefix(name, "各") || placeRe.MatchString(name) || bareAreaRe.MatchString(name) || areaRe.MatchString(name))
}

// particleRe finds what a sentence begins with, and no name.
var particleRe = regexp.MustCompile(`^(?:应[当该]|[不要可须由将把被与或及和按以在从为是其该此已未并且也]|有[^关])`)

// levelRe finds the level at the start of an office's name: 市财政局.
var levelRe = regexp.MustCompile(`^(自治区|[市省县区州旗])\p{Han}+(?:局|委|办|厅|中心)$`)

// fullNames gives for each name of a list what it is in full, where the level that the
// first one names is left out: 市财政局、税务局. It is empty for all others.
func fullNames(units []string) []string {
	out := make([]string, len(units))
	level := ""
	for i, u := range units {
		name := strings.TrimPrefix(u, "市场")
		switch {
		case hasLevel(u):
			level = levelRe.FindStringSubmatch(u)[1]
		case level == "" || runes(u) > 12 || slices.ContainsFunc(units[i:], hasLevel) || strings.ContainsAny(name, "省市县区州旗国") || branchRe.MatchString(u) || !levelRe.MatchString(level+u):
		default:
			out[i] = level + u
		}
	}
	return out
}

// hasLevel tells whether a name begins with a level: 市财政局, but not 市场监管局.
func hasLevel(name string) bool {
	return levelRe.MatchString(name) && !strings.HasPrefix(name, "市场")
}

// branchRe finds offices that are not the government's of that level.
var branchRe = regexp.MustCompile(`^(?:中央|各|有关|相关)|银保?监|证监|分局$`)

// alsoRe finds the other name of a unit: 市水利局（市水务局）.
var alsoRe = regexp.MustCompile(`[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]`)

// longestUnit is how many runes the name of one unit has, at most.
const longestUnit = 25

var twoUnits = said.Of("这里可能是两个单位连写，请核对；要分开请更正成用顿号隔开的两个名称。",
	"Perhaps two units written as one; please check. To part them, correct it to two names with a comma between them.")

// oddUnit gives the reason why a unit should be looked at, or nothing.
func oddUnit(u string) said.Sentence {
	switch {
	case runes(alsoRe.ReplaceAllString(u, "")) > longestUnit:
		return said.Of("这个责任单位的名称过长，可能没有分开，请核对。",
			"The name of this responsible unit is very long, perhaps several in one; please check.")
	case runes(u) < 2:
		return said.Of("这个责任单位的名称过短，可能被分断，请核对。",
			"The name of this responsible unit is very short, perhaps cut; please check.")
	case runTogetherRe.MatchString(u):
		return twoUnits
	}
	return said.Sentence{}
}
