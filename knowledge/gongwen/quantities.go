package gongwen

import (
	"regexp"
	"strconv"
	"strings"

	"duban/knowledge"
)

// quantity is a number with its unit of measure and the words that compare it.
type quantity struct {
	start, end int // of value and measure, with 以上 and the like
	subject    int // where the words of comparison before it begin, else start
	op         knowledge.Comparator
	value      string
	measure    string
	min, max   float64 // of a range
	counts     bool    // a count of things that are made: the noun follows the number
	year       string  // stands right before the number: 其中2023年8万亩
}

const digits = `[0-9０-９][0-9０-９,]*(?:[.．][0-9０-９]+)?`

var (
	numberRe  = regexp.MustCompile(`(` + digits + `)(?:\s*([%％])?\s*(?:[—–－~～-]+|至|到)\s*(` + digits + `))?`)
	measureRe = regexp.MustCompile(`^\s*((?:余|多)?[十百千万亿]*(?:个百分点|百分点|[%％‰]|平方公里|平方米|立方米|毫米|厘米|分米|微克|毫克|毫升|分贝|兆瓦|千伏|千瓦时|千瓦|公里|公顷|公斤|米|克|升|度|吨标准煤|吨|亩|斤|` +
		`美元|元|个月|个工作日|工作日|小时|分钟|天|年|人次|场次|班次|车次|人|户|家|所|个|名|项|件|册|座|条|处|张|台|套|辆|周?岁|倍|次|场|位|篇|门|间|班|批|支|只|株|头|艘|架|幅|部|本|卷|期|枚|对|片|段|类|种|层|栋|幢|床|盏|口|组|根|棵|盆|例|宗|笔|平方|立方|万|亿))?`)
	// otherMeasureRe finds a measure that is not on the list: one character at the end.
	otherMeasureRe = regexp.MustCompile(`^\s*([万亿]?\p{Han})(?:$|[，。；、：）)的])`)
	notAmountRe    = regexp.MustCompile(`^\s*(?:月|日|号|届|世纪|章|点|版|年(?:[底末前度级初]|\s*\d|内)?)`)
	afterRe        = regexp.MustCompile(`^\s*(?:\p{Han}{0,2}?)(及以上|以上|以内|之内|及以下|以下|左右|上下)`)
	ordinalRe      = regexp.MustCompile(`(?:第|\d|[A-Za-z+＋/〔])\s*$`)
	pastRe         = regexp.MustCompile(`已经?|目前|截至|现有|共有|曾|原有|去年|近年来`)
	attributeRe    = regexp.MustCompile(`^\s*(?:以上|以下|以内|左右)?的(?:[^目标水平准比例]|$)`)
	baseRe         = regexp.MustCompile(`(?:由|从|比|较)[^，]{0,16}$`)
	countRe        = regexp.MustCompile(`(?:创建|创成|建成|建设|新设|选聘|招聘|聘请|聘用|新建|改建|扩建|改造|形成|打造|培育|培养|新增|组建|建立|完成|引进|认定|评选|遴选|选择|推出|发展|选树|布局|实施|开展|举办|培训|扶持|制定|开发|增加|推广|打通|设立|布设|配备|签约|结对|整治|清理|清除|拆除|淘汰|关停|修复|绿化|栽植|种植|营造|救助|帮扶|资助|安置|吸纳|引育|招引|落地|开通|开行|投放|购置|更新|更换|安装|铺设|疏浚|加固|升级|维修|修缮|整修|整改|抽检|监测|创办|筹建|筹集|储备|招收|招录|录用|补充|轮训|评估|盘活|化解|发放|减免|复垦|流转|处置|转化|孵化|认证|争创|签订)`)
	countEndRe     = regexp.MustCompile(countRe.String() + `(?:了|成功|出|成)?\s*$`)
	leastOfRe      = regexp.MustCompile(`至少(?:要|应|需)?(?:有|配备|配有|建有|建成|设有|设立|拥有)\s*$`)
	rateRe         = regexp.MustCompile(`(?:率|占比|比例|覆盖面)\s*$`)
	yearlyRe       = regexp.MustCompile(`(?:其中[：，]?|、|^\s*)(\d{4})年(?:度|底前?)?\s*$`)
	changeRe       = regexp.MustCompile(`(?:增长|提高|提升|增加|下降|降低|减少|压减|削减|缩短)\s*(?:约\s*)?$`)
)

// thanRe finds a comparison with something else that is named before the number.
var thanRe = regexp.MustCompile(`(不得低于|不得少于|不得超过|不得高于|不低于|不少于|不超过|不高于|超过|高于|低于|大于|小于)[^，。；、\d]{1,20}的\s*$`)

// comparisons are the words before a number, the longer first. The table follows
// the usage of plans: 达到 is at least, 控制在 at most.
var comparisons = []struct {
	re *regexp.Regexp
	op knowledge.Comparator
}{
	{beforeRe(`不低于|不少于|不小于|不得低于|不得少于|至少\p{Han}{0,3}|≥|>=`), knowledge.AtLeast},
	{beforeRe(`不超过|不高于|不大于|不多于|不得超过|不得高于|≤|<=|控制在|限制在|压缩至|压缩到|压减至|压减到|缩短至|缩短到|降至|降到|降低至|降低到|下降至|下降到|减少至|减少到|缩小至|缩小到`), knowledge.AtMost},
	{beforeRe(`小于|低于|少于|<`), knowledge.Less},
	{beforeRe(`超过|高于|大于|多于|突破|>`), knowledge.More},
	{beforeRe(`约|大约`), knowledge.About},
	{beforeRe(`稳定在|保持在|维持在`), knowledge.Equals},
	{beforeRe(`达到|达成|达|提高到|提高至|提升到|提升至|增长到|增长至|增加到|增加至|扩大到|扩大至|发展到`), knowledge.AtLeast},
}

func beforeRe(words string) *regexp.Regexp {
	return regexp.MustCompile(`(?:` + words + `)\s*(?:每(?:亩|人|户|年|公顷|平方米|平方公里|万元|千人|万人))?\s*$`)
}

// quantitiesIn finds the amounts that a part of a sentence sets. Quoted words are
// masked in part. loose lists the numbers with a measure that no rule explains.
func quantitiesIn(part string) (set, loose []quantity) {
	for _, m := range numberRe.FindAllStringSubmatchIndex(part, -1) {
		before, after := part[:m[0]], part[m[1]:]
		if ordinalRe.MatchString(before) {
			continue
		}
		q := quantity{start: m[0], value: part[m[0]:m[1]], subject: m[0]}
		measure := measureRe.FindStringSubmatchIndex(after)
		if measure[2] >= 0 {
			q.measure = after[measure[2]:measure[3]]
		}
		if other := otherMeasureRe.FindStringSubmatchIndex(after); q.measure == "" && other != nil {
			measure, q.measure = []int{0, 0, other[2], other[3]}, after[other[2]:other[3]]
		}
		if notAmountRe.MatchString(after) && !strings.HasPrefix(q.measure, "个") && !(q.measure == "年" && smallNumber(q.value)) {
			continue
		}
		q.end = m[1]
		if q.measure != "" {
			q.end += measure[3]
		}
		if m[6] >= 0 {
			q.min, q.max = amount(part[m[2]:m[3]]), amount(part[m[6]:m[7]])
		}
		q.compare(before, part[q.end:], set, part)
		switch {
		case q.op == "":
			if q.measure != "" && q.measure != "年" && !strings.HasSuffix(q.measure, "岁") && !pastRe.MatchString(before) && !baseRe.MatchString(before) {
				loose = append(loose, q)
			}
		case q.measure == "年" && q.op == knowledge.Equals:
		default:
			set = append(set, q)
		}
	}
	return withoutDescriptions(set, part), loose
}

// withoutDescriptions drops a number that says of what kind the things are that another
// number counts: 投资1000万元以上技改项目不少于200个.
func withoutDescriptions(set []quantity, part string) []quantity {
	var out []quantity
	for i, q := range set {
		later := i+1 < len(set) && set[i+1].subject < set[i+1].start
		if q.subject == q.start && !q.counts && later && boundedRe.MatchString(part[q.start:q.end]) && hanOnly(head(part[q.end:], 1)) {
			continue
		}
		out = append(out, q)
	}
	return out
}

var boundedRe = regexp.MustCompile(`(?:以上|以下|以内)$`)

// compare settles the comparator from the words around the number.
func (q *quantity) compare(before, after string, earlier []quantity, part string) {
	if pastRe.MatchString(before) {
		return
	}
	for _, c := range comparisons {
		if m := c.re.FindStringIndex(before); m != nil {
			q.op, q.subject = c.op, m[0]
			break
		}
	}
	if m := thanRe.FindStringSubmatchIndex(before); q.op == "" && m != nil { // 不低于普通高中的1.5倍
		for _, c := range comparisons {
			if c.re.MatchString(before[m[2]:m[3]]) {
				q.op, q.subject = c.op, m[0]
				break
			}
		}
	}
	made := countRe.MatchString(before)
	holds := leastOfRe.MatchString(before) // 至少有1名社会工作者
	q.counts = !strings.ContainsAny(q.measure, "%％") && (holds || made && countEndRe.MatchString(before[:q.subject]))
	if q.op == "" && len(earlier) > 0 { // 65%和55%: the second is compared as the first
		if last := earlier[len(earlier)-1]; andOnlyRe.MatchString(part[last.end:len(before)]) {
			q.op, q.subject, q.counts = last.op, last.end, last.counts
		}
	}
	m := afterRe.FindStringSubmatchIndex(after)
	if m != nil && (q.op != "" || q.counts || made || strings.TrimSpace(after[m[1]:]) == "") {
		q.end += m[1]
		q.op = comparedAfter(after[m[2]:m[3]], q.op)
	}
	if strings.HasSuffix(q.measure, "岁") && m != nil && q.subject == q.start && strings.TrimSpace(after[m[1]:]) != "" {
		q.op = "" // 65周岁以上老年人 says who
		return
	}
	if y := yearlyRe.FindStringSubmatch(before[:q.subject]); y != nil && q.measure != "" && (q.op == "" || q.op == knowledge.Equals) {
		q.op, q.year = knowledge.Equals, y[1]
	}
	if q.op == "" {
		switch {
		case changeRe.MatchString(before):
			q.op = knowledge.Equals
		case baseRe.MatchString(before):
		case m == nil && rateRe.MatchString(before) && strings.ContainsAny(q.measure, "%％"):
			q.op = knowledge.Equals
		case m == nil && made && q.measure != "" && !strings.ContainsAny(q.measure, "%％年天") && q.measure != "分钟" && q.measure != "小时":
			q.op = knowledge.Equals
		}
	}
	if attributeRe.MatchString(after) && !q.counts { // 厚度低于0.01毫米的地膜 describes a thing
		q.op = ""
	}
	if q.op != "" && q.max > 0 {
		q.op = knowledge.Range
	}
}

// comparedAfter settles the comparator where 以上, 以内 or 左右 follows.
func comparedAfter(word string, op knowledge.Comparator) knowledge.Comparator {
	switch {
	case word == "左右" || word == "上下":
		return knowledge.About
	case word == "以内" || word == "之内" || strings.HasSuffix(word, "以下"):
		return knowledge.AtMost
	case op == knowledge.More:
		return op
	}
	return knowledge.AtLeast
}

func smallNumber(s string) bool { return amount(s) < 1000 }

// amount reads a printed number; what is not one is 0.
func amount(s string) float64 {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == ',':
			return -1
		}
		return r
	}, s)
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return f
}
