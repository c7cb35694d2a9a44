package zh

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Figure is a number as text gives it, with what it measures and how it binds. Folded
// text is read: 百分之九十三, 93%, 九成, 两万亿元, 4-6个, 不少于5天, 30人以下.
type Figure struct {
	Value   float64
	High    float64 // the upper end of a range, else equal to Value
	Measure string  // %, 元, 天, 月, 工作日, or the measure word as it stands; empty where there is none
	Bound   string  // >=, >, <=, <, ~ or empty where the text gives none
	Start   int     // byte offsets
	End     int
}

const (
	plainDigits = `\d+(?:\.\d+)?`
	hanDigits   = `[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?`
	scales      = `(?:万亿|千亿|百亿|十亿|千万|百万|亿|万|千|百)?`
	measures    = `个百分点|百分点|个点|%|个工作日|工作日|个小时|小时|分钟|个季度|个月|个基点|基点|周岁|平方公里|平方米|立方米|公里|千米|毫米|厘米|微克|毫克|公斤|千瓦时|千瓦|蒸吨|公顷|人次|` +
		`元|块钱|块|亩|吨|米|天|日|号|年|月|岁|倍|分|度|级|名|位|人|个|家|所|项|条|处|种|类|批|次|回|户|辆|台|套|件|艘|架|支|只|座|张|份|宗|场|期|届|部|章|节|款|门|层|大|瓦|笔`
)

var (
	figureForm = regexp.MustCompile(`(百分之)?(?:(` + plainDigits + `)(` + scales + `)|(` + hanDigits + `))(?:(?:[-到至])(?:(百分之)?(` + plainDigits + `)(` + scales + `)|(` + hanDigits + `)))?(成半|成|` + measures + `)?`)
	fraction   = regexp.MustCompile(`([一二两三四五六七八九十百]+)分之([一二两三四五六七八九十]+)`)
	half       = regexp.MustCompile(`过半|减半|一半|半(?:个)?(年|月|天)`)
	boundAhead = regexp.MustCompile(`(不少于|不低于|不小于|不得少于|不得低于|至少|最少|最低|达到|达|不超过|不高于|不大于|不多于|不得超过|不得高于|最长|最多|最高|最大|上限为?|控制在|以内|压减至|降至|超过|高于|大于|多于|突破|低于|小于|少于|不足|不到|约|近|左右)(?:了|为|的|到|至)?$`)
	boundAfter = regexp.MustCompile(`^(?:\(含\))?(以上|以下|以内|之内|以外|左右|多|余)`)
)

var boundOf = map[string]string{
	"不少于": ">=", "不低于": ">=", "不小于": ">=", "不得少于": ">=", "不得低于": ">=", "至少": ">=", "最少": ">=", "最低": ">=", "达到": ">=", "达": ">=", "以上": ">=",
	"不超过": "<=", "不高于": "<=", "不大于": "<=", "不多于": "<=", "不得超过": "<=", "不得高于": "<=", "最长": "<=", "最多": "<=", "最高": "<=", "最大": "<=", "上限": "<=", "上限为": "<=", "控制在": "<=", "以内": "<=", "之内": "<=", "以下": "<=", "压减至": "<=", "降至": "<=",
	"超过": ">", "高于": ">", "大于": ">", "多于": ">", "突破": ">", "多": ">", "余": ">", "低于": "<", "小于": "<", "少于": "<", "不足": "<", "不到": "<", "约": "~", "近": "~", "左右": "~",
}

// scaleOf gives what a scale multiplies by.
var scaleOf = map[string]float64{"": 1, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12}

// Figures finds the numbers in folded text, in their order. Numerals without a measure
// count only in digits: 一 in 一般 is none. Decimals do count.
func Figures(folded string) []Figure {
	var out []Figure
	shares := fraction.FindAllStringSubmatchIndex(folded, -1)
	for _, m := range figureForm.FindAllStringSubmatchIndex(folded, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return folded[m[2*i]:m[2*i+1]]
		}
		if slices.ContainsFunc(shares, func(s []int) bool { return m[0] < s[1] && s[0] < m[1] }) && part(1) == "" {
			continue
		}
		if n := len(out); n > 0 && m[0] < out[n-1].End {
			continue // 6 of 11万6
		}
		f := Figure{Start: m[0], End: m[1], Measure: part(9)}
		var ok bool
		if part(4) == "" {
			f.Value, ok = numberOf(part(2), part(3))
		} else {
			f.Value, ok = hanNumber(part(4))
			bare := f.Measure == "" && part(1) == "" && !strings.Contains(part(4), "点") // 零点三四 needs no measure
			if before := folded[:m[0]]; bare || strings.HasSuffix(before, "第") {
				ok = false
			}
		}
		if !ok {
			continue
		}
		f.High = f.Value
		if part(6) != "" {
			if high, ok := numberOf(part(6), part(7)); ok {
				f.High = high
			}
		} else if part(8) != "" {
			if high, ok := hanNumber(part(8)); ok {
				f.High = high
			}
		}
		if scale := scaleOf[part(3)]; scale >= 1e4 && part(5)+part(6)+part(8)+part(9) == "" { // 11万6
			if rest := folded[m[1]:]; rest != "" && rest[0] >= '1' && rest[0] <= '9' && (len(rest) == 1 || rest[1] != '.' && (rest[1] < '0' || rest[1] > '9')) {
				f.Value += float64(rest[0]-'0') * scale / 10
				f.High, f.End = f.Value, f.End+1
			}
		}
		if f.High > f.Value && part(3) == "" && part(7) != "" {
			f.Value *= scaleOf[part(7)]
		}
		f.normalise(part(1) != "" || part(5) != "")
		if b := boundAhead.FindStringSubmatch(ending(folded[:m[0]], longestBound)); b != nil {
			f.Bound = boundOf[b[1]]
		}
		if b := boundAfter.FindStringSubmatch(folded[m[1]:]); b != nil {
			f.Bound = boundOf[b[1]]
		}
		if (f.Bound == ">" || f.Bound == "<") && Inclusive(folded[m[1]:]) {
			f.Bound += "="
		}
		out = append(out, f)
	}
	for _, m := range shares {
		whole, ok1 := hanNumber(folded[m[2]:m[3]])
		share, ok2 := hanNumber(folded[m[4]:m[5]])
		if ok1 && ok2 && whole != 100 && whole > 0 {
			out = append(out, Figure{Value: 100 * share / whole, High: 100 * share / whole, Measure: "%", Start: m[0], End: m[1]})
		}
	}
	for _, m := range half.FindAllStringSubmatchIndex(folded, -1) {
		f := Figure{Value: 50, High: 50, Measure: "%", Start: m[0], End: m[1]}
		if m[2] >= 0 {
			f.Value, f.Measure = 0.5, folded[m[2]:m[3]]
			f.High = f.Value
			f.normalise(false)
		}
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b Figure) int { return a.Start - b.Start })
	return out
}

// longestBound is more bytes than a word that bounds a number has.
const longestBound = 40

// ending gives the last bytes of s, at most n, from where a character begins.
func ending(s string, n int) string {
	at := max(len(s)-n, 0)
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	return s[at:]
}

// normalise brings measures of one kind to one: 成 and 百分之 to %, years to months.
func (f *Figure) normalise(percent bool) {
	times := func(n float64, measure string) { f.Value, f.High, f.Measure = f.Value*n, f.High*n, measure }
	switch {
	case percent:
		f.Measure = "%"
	case f.Measure == "成":
		times(10, "%")
	case f.Measure == "成半":
		f.Value, f.High = f.Value+0.5, f.High+0.5
		times(10, "%")
	case f.Measure == "个百分点" || f.Measure == "百分点" || f.Measure == "个点":
		f.Measure = "%"
	case f.Measure == "个基点" || f.Measure == "基点":
		times(0.01, "%")
	case f.Measure == "块钱" || f.Measure == "块":
		f.Measure = "元"
	case f.Measure == "日" || f.Measure == "号":
		f.Measure = "日"
	case f.Measure == "个月":
		f.Measure = "月数"
	case f.Measure == "年" && f.Value < 100:
		times(12, "月数")
	case f.Measure == "个季度":
		times(3, "月数")
	case f.Measure == "个小时":
		f.Measure = "小时"
	case f.Measure == "个工作日":
		f.Measure = "工作日"
	}
}

func numberOf(digits, scale string) (float64, bool) {
	v, err := strconv.ParseFloat(digits, 64)
	return v * scaleOf[scale], err == nil
}

// hanNumber reads a Chinese numeral of any size, also with a decimal part: 三点五, 两万亿.
func hanNumber(s string) (float64, bool) {
	whole, decimals, pointed := strings.Cut(s, "点")
	var total, section, digit float64
	plain, any := true, false
	for _, r := range whole {
		if d, ok := digits[r]; ok {
			if plain && any && digit >= 0 {
				digit = digit*10 + float64(d)
			} else {
				digit = float64(d)
			}
			any = true
			continue
		}
		n, ok := map[rune]float64{'十': 10, '百': 100, '千': 1000, '万': 1e4, '亿': 1e8}[r]
		if !ok {
			return 0, false
		}
		if !any && n > 10 {
			return 0, false
		}
		plain = false
		if n >= 1e4 {
			if section+digit == 0 && total > 0 { // 两万亿
				total *= n
			} else {
				total, section = total+(section+digit)*n, 0
			}
		} else {
			if digit == 0 {
				digit = 1
			}
			section += digit * n
		}
		digit, any = 0, true
	}
	if !any {
		return 0, false
	}
	v := total + section + digit
	if pointed {
		f := 0.1
		for _, r := range decimals {
			v += float64(digits[r]) * f
			f /= 10
		}
	}
	return v, true
}

// counting are measures by which the same things are counted.
const counting = "|个|家|所|项|条|处|种|类|名|位|人|批|次|回|户|台|套|件|只|座|张|份|场|人次|大|样|家|笔|"

// Comparable reports whether two figures measure the same.
func (f Figure) Comparable(g Figure) bool {
	if f.Measure == g.Measure || f.Measure == "" || g.Measure == "" {
		return true
	}
	count := func(m string) bool { return strings.Contains(counting, "|"+m+"|") }
	days := func(m string) bool { return m == "天" || m == "日" || m == "工作日" }
	return count(f.Measure) && count(g.Measure) || days(f.Measure) && days(g.Measure)
}

// Inclusive reports whether narrowed text that follows a number says that the number
// itself is meant too: 超过20笔（含）.
func Inclusive(after string) bool {
	return strings.HasPrefix(after, "(含)") || strings.HasPrefix(after, "(含本")
}
