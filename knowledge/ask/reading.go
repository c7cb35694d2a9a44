package ask

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"duban/knowledge/fact"
	"duban/knowledge/zh"
)

// asks are the things that a message may ask for, a bit for each.
type asks uint32

const (
	asksWho     asks = 1 << iota // 谁负责, 哪些单位
	asksLead                     // 牵头
	asksSupport                  // 配合
	asksWhen
	asksSpan  // how long
	asksCount // how many there are
	asksValue // how much
	asksMoney
	asksShare
	asksList  // 哪些, 哪几个
	asksWhere // which clause
	asksWhy
	asksHow
	asksTitle
	asksMean    // what a word means
	asksConfirm // yes or no
	asksClaim   // whether the plan says so
	asksState   // whether what there is will do
	asksGap     // how much is missing
	asksNow     // how things really are
	asksName    // a person's name
	asksContact // telephone, address
	asksForm    // what to hand in, and where
	asksMost
	asksLeast
	asksOnly
	asksMention // which clauses speak of it
	asksDocument
	asksCompare
)

// The patterns are rules of the language and hold for any plan; they are matched
// against folded text.
var askForms = []struct {
	asks asks
	form *regexp.Regexp
}{
	{asksWho, regexp.MustCompile(`谁|(?:哪|几|啥|什么)(?:个|些|几|几个|一|一个|两|两个)?(?:部门|单位|局|厅|部委|部(?:[^分]|$)|机关|机构|主体)|(?:哪|几)(?:几|一|两)?家|归\p{Han}{0,6}管|责任单位|负责|牵头|主体|找\p{Han}{0,3}(?:问|办)|打头|挑头`)},
	{asksLead, regexp.MustCompile(`牵头|打头|挑头|领头|带头|头牌|排第一|排头|主责`)},
	{asksSupport, regexp.MustCompile(`配合|跟着|协助`)},
	{asksWhen, regexp.MustCompile(`哪[一]?年|几年底?前|什么时[候后]|啥时|何时|几时|哪天|几月|几号|哪月|日期|期限|截止|最晚|最迟|多会|哪个月|时间`)},
	{asksSpan, regexp.MustCompile(`多久|多长时间|几天|几个月|(?:^|[^这那近前])几年|多少天|几个工作日|几小时|期限|能管|时限|有效期`)},
	{asksCount, regexp.MustCompile(`(?:几|多少)(?:个|家|项|所|条|种|类|样|名|位|人|次|处|回|大块|部分|章|节|块|批|户|辆|张|支|只|级)|一共|总共|拢共|数一下|统计一下|数量|个数|几$`)},
	{asksValue, regexp.MustCompile(`多少|几(?:个|成|万|倍|百|点|亩|吨|度|米|公里|所|家|项|位|层|级|名|天|次|档|等)|多高|多大|多长|多厚|多薄|多宽|目标|指标|标准|比例|百分之几|系数|上限|下限|限额|额度|封顶|到几`)},
	{asksMoney, regexp.MustCompile(`多少钱|几块|几万|多少万|多少亿|几个亿|多少元|(?:补|奖|贴|贷|投|发|给|保额|资金|经费|补助|补贴|奖励|费用?|工资|额度|限额|报销|价格?)\p{Han}{0,6}(?:多少|几|好多)|(?:多少|好多)\p{Han}{0,4}(?:[保运电水租]费|费用|经费|资金|补[助贴偿]|奖[励金]|工资)|封顶`)},
	{asksShare, regexp.MustCompile(`百分之几|百分之多少|几成|几折|几个点|比例|占比|占到|多少个?百分|利率|率(?:是|要|到|目标)?\p{Han}{0,4}多少`)},
	{asksList, regexp.MustCompile(`哪些|哪几|哪[两二三四五六七八九十]|分别|都有|有啥|列|清单|名单|念|是哪|什么|啥`)},
	{asksWhere, regexp.MustCompile(`(?:哪|第几)(?:一|个)?(?:条|章|节|款|部分|处)|哪里写|写在哪|在哪(?:写|儿|里|条|讲)|哪儿写|出处|第几条|原文在`)},
	{asksWhy, regexp.MustCompile(`为什么|为啥|为何|原因|目的|背景|意义|初衷|凭啥`)},
	{asksHow, regexp.MustCompile(`怎么|怎样|如何|咋|措施|办法|举措|什么要求|啥要求|干些?啥|做些?什么|干什么|有啥说法|什么说法|抓哪|有啥(?:办法|倾斜|优惠|支持)|会不会|管不管|程序|流程`)},
	{asksTitle, regexp.MustCompile(`标题|题目|叫什么|叫啥|什么名|名字|全称|各叫`)},
	{asksMean, regexp.MustCompile(`什么意思|啥意思|指的?是?(?:什么|啥|哪)|含义|定义|什么叫|啥叫|到底是?(?:啥|什么|哪)|到底哪|哪几个字|哪些人算|才算`)},
	{asksClaim, regexp.MustCompile(`对吧|是吧|没错吧|没记错|记错|对不对|对吗|是这样|这么写|是这个数|是这意思|写得对|我写|理解得对|属实|核一下|核对|核实|说的是.{1,30}[吧吗]|文件(?:里|上)?(?:写|说|讲|定)的?是|规划是说|计划里|听说|我记得|记得|是要.{1,20}吧|没错`)},
	{asksState, regexp.MustCompile(`达标|达到|够|完成|符合|算|行不|行吗|可以|过关|过线|到线|交差|交账|满足|合格|超标|逾期|按时|超线|线|能拿|能领|能享受|管用|作数|有效|齐了`)},
	{asksGap, regexp.MustCompile(`还?差(?:了)?(?:多少|几|啥|谁|哪)|缺(?:几|多少)|少(?:几|多少)|高(?:多少|几)|晚了?几|多(?:多少|几|了几)|相差|差多少`)},
	{asksNow, regexp.MustCompile(`(?:现在|目前|当前|眼下|如今|到目前|截至)\p{Han}{0,12}(?:多少|几|好多|怎样|如何)|实际\p{Han}{0,6}(?:多少|几|到)|(?:现状|已经)\p{Han}{0,6}(?:多少|几)|还剩(?:多少|几)|完成了?多少|弄完多少|基数`)},
	{asksName, regexp.MustCompile(`(?:领导|局长|市长|县长|主任|组长|书记|负责人|联系人|总理|厅长|部长)\p{Han}{0,5}(?:是谁|哪位|叫|姓名|名字)|分管|姓名|哪位领导|名单`)},
	{asksContact, regexp.MustCompile(`电话|号码|邮箱|网址|地址|联系方式|微信(?:号|群|$)|公众号|热线|窗口|哪里交|到哪(?:里|儿)?(?:交|办|领|申请)`)},
	{asksForm, regexp.MustCompile(`(?:什么|啥|哪些|带|交|准备)\p{Han}{0,3}(?:材料|手续|表|证)|申报|怎么(?:申请|申报|注册|办理|报名)|填啥表|填什么表`)},
	{asksMost, regexp.MustCompile(`最多|最大|最高|最集中|最重|最忙|头一多`)},
	{asksLeast, regexp.MustCompile(`最少|最低|最小|最轻`)},
	{asksOnly, regexp.MustCompile(`只有|只由|就只|单独|一家(?:负责|管|扛|单干|独)|独自|自己(?:一家|单干|负责)|光|仅|只(?:写|挂|列|点|出现|管)|没有?别的|没别的|就(?:出现|挂|写|列)|唯一`)},
	{asksMention, regexp.MustCompile(`提到|提及|写到|写了|点到|点了|出现|涉及|明写|提过|讲到|说到|提没提|写没写|讲了没|提了没|有没有(?:提|写|讲|说)`)},
	{asksDocument, regexp.MustCompile(`(?:什么|哪|啥)\p{Han}{0,3}(?:文件|政策|法律|规定|文)|文号|依据`)},
	{asksCompare, regexp.MustCompile(`(?:哪|谁)\p{Han}{0,6}(?:多|少|早|晚|高|低|大|先)|比.{1,12}(?:多|少|早|晚|高|低)|相差|差几|一样|相同|不同|区别|对比|比较`)},
}

// askNeeds holds what each of askForms needs.
var askNeeds = func() []string {
	out := make([]string, len(askForms))
	for i, f := range askForms {
		out[i] = needed(f.form)
	}
	return out
}()

// askedBy reads what folded text asks for.
func askedBy(folded string) asks {
	var out asks
	for i, f := range askForms {
		if mayMatch(folded, askNeeds[i]) && f.form.MatchString(folded) {
			out |= f.asks
		}
	}
	if readPolar(folded).asked() {
		out |= asksConfirm
	}
	return out
}

// reading is what was understood of one message, or of one request in it.
type reading struct {
	text     string // folded, without what is said around the question
	whole    string // the whole message, folded
	asks     asks
	terms    []term
	unknown  []string // words that neither the plan nor a question's own words know
	torn     []string // pairs across the border of words that the plan knows
	mentions []mention
	mine     []int  // units, in names, that the person speaks for
	speaks   string // the stem of a department that the person speaks for and the plan does not bind
	strange  []string
	years    []int
	figures  []zh.Figure
	days     []zh.Day
	focus    string // the words that point to a clause: 金融那条
	segments []segment
	brief    bool  // one of several requests of a message
	polar    polar // how yes or no is asked for
}

func (r *reading) wants(a asks) bool { return r.asks&a != 0 }

// units gives the units that the question itself names.
func (r *reading) units() []int {
	var out []int
	for _, m := range r.mentions {
		if m.unit >= 0 && !slices.Contains(out, m.unit) {
			out = append(out, m.unit)
		}
	}
	return out
}

// segment is a stretch of a message between marks.
type segment struct {
	text  string
	share float64 // what its words weigh
}

var (
	marks     = regexp.MustCompile(`[,，。;；!！?？\n:：]+|(?:--+)`)
	whoIAm    = regexp.MustCompile(`^(?:你好|您好|老师|领导|同志|请问|嗯)*(?:我|我们|俺|咱|咱们|本人|这边|我这边|我这)(?:就|这边)?(?:(?:是|在)(\p{Han}{1,20}?)(?:的|口的|上班|工作|联络员|局长|科长|小\p{Han}|问的|问一下|问下)?|(\p{Han}{2,14}?)(?:的|口的|上班))$`)
	whoWeAre  = regexp.MustCompile(`^(?:你好|您好)?(\p{Han}{2,10}?)(?:这边|口)?(?:问一下|问下|的问|来问|想问)$|^(?:你好|您好)?(\p{Han}{2,8})的$`)
	asksAny   = regexp.MustCompile(`谁|什么|啥|多少|好多|几|哪|怎|咋|如何|吗|么|吧|呢|是不是|有没有|对不对|何|多久|没$|不$|能不能|行不|够不`)
	pointer   = regexp.MustCompile(`([\p{Han}a-z0-9"“”+%、]{2,24}?)(?:的)?(?:那|这|哪)(?:一)?(?:条|项|块|章|节|段|部分|方面|款|摊子|行|样)`)
	shortYear = regexp.MustCompile(`(^|[^\d.])([1-4]\d年(?:年?[底末]|1[0-2]月|\d月|十[一二]?月|[一二三四五六七八九]月))`) // 19年1月
	fewDigits = regexp.MustCompile(`(?:^|[^\d])(\d\d)年(?:底|前|末|的|要|到|要求|目标|那|初|之前)?`)
)

// read understands one folded message, or one request of it.
func (a *Asker) read(folded string, now time.Time) *reading {
	folded = shortYear.ReplaceAllString(folded, "${1}20$2")
	r := &reading{whole: folded}
	segments := marks.Split(folded, -1)
	asked := -1
	for i, s := range segments {
		if asksAny.MatchString(s) {
			asked = i
		}
	}
	var kept []string
	for i, s := range segments {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		share := 1.0
		asking := asksAny.MatchString(s)
		switch {
		case !asking && len(segments) > 1 && a.introduces(s, r):
			continue
		case !asking && i > asked && asked >= 0 && len(zh.Figures(s)) == 0:
			share = 0.35
		case !asking:
			share = 0.8
		}
		r.segments = append(r.segments, segment{s, share})
		kept = append(kept, s)
	}
	r.text = strings.Join(kept, ",")
	if r.text == "" {
		r.text = folded
		r.segments = []segment{{folded, 1}}
	}
	var asking []string
	for _, s := range r.segments {
		if s.share > 0.5 {
			asking = append(asking, s.text)
		}
	}
	said := strings.Join(asking, ",")
	r.asks = askedBy(said)
	if r.polar = readPolar(r.text + risen(r.whole)); r.polar.asked() {
		r.asks |= asksConfirm
	}
	r.mentions = slices.DeleteFunc(a.names.find(r.text), func(m mention) bool { // 达到国办要求
		after := []rune(r.text)[m.end:]
		return setter.MatchString(string(after[:min(len(after), 3)]))
	})
	r.strange = a.names.strangers(r.text)
	bare := unspoken.Replace(r.text)
	for _, loc := range smallPlace.FindAllStringIndex(bare, -1) {
		before := []rune(bare[:loc[0]])
		name := string(before[max(0, len(before)-2):])
		if len([]rune(name)) == 2 && isHanPair(name) && !strings.ContainsAny(name, notInName) && !strings.Contains(a.text.all, name) {
			r.strange = appendNew(r.strange, name+bare[loc[0]:loc[1]])
		}
	}
	r.readTime(a, now)
	for _, f := range zh.Figures(r.text) {
		if before, _ := utf8.DecodeLastRuneInString(r.text[:f.Start]); before >= 'a' && before <= 'z' {
			continue // part of a name: ipv6
		}
		if !slices.ContainsFunc(r.days, func(d zh.Day) bool { return f.Start < d.Stop && d.Start < f.End }) && f.Measure != "年" && f.Measure != "月" && f.Measure != "日" {
			r.figures = append(r.figures, f)
		}
	}
	if m := pointer.FindStringSubmatch(r.text); m != nil {
		r.focus = m[1]
	}
	a.readTerms(r)
	return r
}

// setter follows who has set something: 国办要求, 国务院这个文件.
var setter = regexp.MustCompile(`^(?:要求|文件|规定|的?要求|这个?文|这份)`)

// smallPlace is a town, village or zone with a name of its own.
var smallPlace = regexp.MustCompile(`(?:镇|街道|新区|开发区|高新区|乡|村)`)

// notInName are characters that make a match of smallPlace plain words: 下面的乡镇.
const notInName = "的个哪各一全所有每几下面里偏远农山城示范优质均衡是什么这那区县市和与及跟在到乡镇街道村咱我"

// introduces tells whether a stretch says who is asking, and keeps whom they speak for.
func (a *Asker) introduces(s string, r *reading) bool {
	m := whoIAm.FindStringSubmatch(s)
	if m == nil {
		m = whoWeAre.FindStringSubmatch(s)
	}
	if m == nil || len(zh.Figures(s)) > 0 {
		return false
	}
	longest := 0
	for _, one := range a.names.find(s) {
		n := one.end - one.start
		switch {
		case one.unit >= 0 && one.column:
			r.mine = append(r.mine, one.unit)
		case one.unit >= 0 && n > longest:
			r.mine, longest = append(r.mine, one.unit), n
		case one.unit < 0:
			r.speaks = fact.PartBureau(one.words).Stem
		}
	}
	return true
}

// relativeYears are words for years, by how many lie between them and now.
var relativeYears = map[string]int{"今年": 0, "明年": 1, "后年": 2, "去年": -1}

// readTime reads years and days; two digits are a year where the plan names it.
func (r *reading) readTime(a *Asker, now time.Time) {
	r.days = zh.Days(r.text)
	add := func(y int) {
		if y > 0 && !slices.Contains(r.years, y) {
			r.years = append(r.years, y)
		}
	}
	for _, d := range r.days {
		add(d.Year)
	}
	for _, m := range fewDigits.FindAllStringSubmatch(r.text, -1) {
		if y, _ := strconv.Atoi(m[1]); a.text.years[2000+y] || y >= 14 && y <= 40 {
			add(2000 + y)
		}
	}
	if !now.IsZero() {
		for word, delta := range relativeYears {
			if strings.Contains(r.text, word) {
				if y := now.Year() + delta; a.text.years[y] || a.firstYear > 0 && y >= a.firstYear-1 && y <= a.lastYear+1 {
					add(y)
				}
			}
		}
	}
	slices.Sort(r.years)
}

// readTerms reads what the message is about.
func (a *Asker) readTerms(r *reading) {
	seen := map[string]int{}
	for _, s := range r.segments {
		terms, unknown, torn := a.text.terms(s.text, s.share)
		for _, t := range terms {
			if at, ok := seen[t.word]; ok {
				r.terms[at].weight = max(r.terms[at].weight, t.weight)
				continue
			}
			seen[t.word] = len(r.terms)
			t.head = r.focus != "" && strings.Contains(r.focus, t.word)
			r.terms = append(r.terms, t)
		}
		if s.share > 0.5 && (len(terms) > 0 || len(r.segments) == 1 || asksAny.MatchString(s.text)) {
			r.unknown = append(r.unknown, unknown...)
			r.torn = append(r.torn, torn...)
		}
	}
	r.unknown = slices.DeleteFunc(r.unknown, func(w string) bool { // 七月 and 逾期 are no words to look for
		return predicates[w] != bearsNone && predicates[w] != bearsPlain || slices.ContainsFunc(r.days, func(d zh.Day) bool { return strings.Contains(r.text[d.Start:d.Stop], w) })
	})
	if r.speaks != "" && (strings.ContainsAny(r.text, "我咱俺") || len(r.terms) < 6) { // 商务局 is spoken of as 商务部门
		if pairs := pairsOf(r.speaks); a.text.rare(pairs) > 0 {
			r.terms = append(r.terms, term{word: r.speaks, weight: 1.5 * a.text.rare(pairs), ways: []way{{pairs, 1}}})
		}
	}
	if r.focus != "" { // 稳价 is 稳定市场价格
		if title := a.text.titled(r.focus); title != "" {
			r.terms = append(r.terms, term{word: r.focus, weight: a.text.unknown(), ways: []way{{pairsOf(title), 1}}, head: true})
			r.unknown = slices.DeleteFunc(r.unknown, func(w string) bool { return strings.Contains(r.focus, w) })
		}
	}
	for _, m := range r.mentions { // a bureau called by a short form is written out
		if m.unit < 0 || m.column {
			continue
		}
		full := a.names.units[m.unit].Stem
		if full == "" || strings.Contains(r.text, full) {
			continue
		}
		if pairs := pairsOf(full); len(pairs) > 0 && a.text.rarity(pairs[0]) > 0 {
			r.terms = append(r.terms, term{word: m.words, weight: a.text.rarity(pairs[0]), ways: []way{{pairs, 1}}})
		}
		r.unknown = slices.DeleteFunc(r.unknown, func(w string) bool { return strings.Contains(m.words, w) || strings.Contains(w, m.words) })
	}
}
