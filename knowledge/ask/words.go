package ask

import (
	"regexp"
	"strings"
)

// want is a thing that a question may ask for. The patterns are rules of the
// language and hold for any plan; they are matched against folded text.
type want string

const (
	wantWhen     want = "when"
	wantWho      want = "who"
	wantValue    want = "value"
	wantClause   want = "clause"
	wantUnits    want = "units"
	wantCount    want = "count"
	wantList     want = "list"
	wantEarliest want = "earliest"
	wantLatest   want = "latest"
	wantMost     want = "most"
	wantCompare  want = "compare"
	wantConfirm  want = "confirm"
	wantOriginal want = "original"
	wantMeaning  want = "meaning"
	wantHow      want = "how"
	wantRank     want = "rank"
	wantTargets  want = "targets" // the quantified targets of a clause
	wantSplit    want = "split"   // a total broken down by unit
	wantMention  want = "mention" // whether the plan speaks of it at all
)

var wantPatterns = []struct {
	want    want
	pattern *regexp.Regexp
}{
	{wantSplit, regexp.MustCompile(`分到|分解到|分配到|各区县各|各县各|每个(区县|区|县)|各[区县市、()]*(各|分别)(几|多少)|摊到`)},
	{wantTargets, regexp.MustCompile(`(量化|硬|数量|数字|具体|几个|两个|考核)?(指标|数字|数量目标|硬指标|量化目标)`)},
	{wantWhen, regexp.MustCompile(`哪年|哪一年|哪几年|几年|什么时候|啥时候|什么时后|何时|几时|多久|时间|期限|时限|年份|哪天|多会|截止|几月`)},
	{wantWho, regexp.MustCompile(`谁|责任单位|负责|牵头|归.{0,8}管|(责任|负责).{0,6}(哪一?级|哪里|哪儿|谁)|(哪个|哪些|哪几个)(部门|单位|局)|主体|配合|谁来|哪家|哪个局|自己(搞|做|创|来|办)|还是.{0,4}(局|政府|部门|学校)`)},
	{wantRank, regexp.MustCompile(`第几(名|位|$|[^条章款项个])|排名|排.{0,4}几|位次|前几|名次`)},
	{wantCount, regexp.MustCompile(`(几|多少)(个|家|项|所|类|种)|有几|多少(区县|县|区)`)},
	{wantValue, regexp.MustCompile(`多少|几(个|所|家|项|位|层|级)|目标|要求|标准|比例|要做到|做到什么|做到哪|达到什么|多高|上限|下限|上下限|达到多|怎么样才算|百分之几|相差几`)},
	{wantClause, regexp.MustCompile(`(哪|第几)(一)?(条|章|款)|哪里写|写在哪|在哪写|出处|依据哪|哪一部分|哪条写`)},
	{wantUnits, regexp.MustCompile(`(哪些|哪个|哪几个|几个|多少个?|哪|谁家|轮到哪个)(区、?县|县市|县区|区县|区县市|区|县|地方|地区|市县)|按区县|各区县|各县|每个区县|区县时间表|区县`)},
	{wantEarliest, regexp.MustCompile(`最早|最先|第一个|第一家|头一个|率先|打头|最快`)},
	{wantLatest, regexp.MustCompile(`最晚|最迟|最后|靠后|最慢|垫底|压轴`)},
	{wantMost, regexp.MustCompile(`最多|最集中|最忙|最重|最密`)},
	{wantCompare, regexp.MustCompile(`哪个先|谁先|先(实现|完成|达到|到)|相差|差几年|早多久|晚多久|早几年|晚几年|区别|差别|差在|不同|一样|相同|对比|比较|相比`)},
	{wantConfirm, regexp.MustCompile(`对吧|是吧|对吗|是吗|对么|没错吧|是不是|对不对|行不行|可不可以|可以吗|行吗|够不够|够吗|算.{0,6}吗|了吗|吧$|吗$|[^什怎那]么$|还是`)},
	{wantOriginal, regexp.MustCompile(`原文|原话|原句|全文|怎么写的|怎么说的|文件怎么说|条文|发我`)},
	{wantMeaning, regexp.MustCompile(`什么意思|啥意思|的意思|是指|指什么|指的是|什么叫|叫什么|是什么|是啥|干嘛|含义|定义|哪(几|两|三|四|五|六|七|八|九|十|\d)(个|项|位|大|条|种|类|方面)?|怎么理解|哪些词|哪三个词|形容`)},
	{wantHow, regexp.MustCompile(`怎么(?:说|写)?|如何|咋|办法|举措|措施|哪些事|哪些工作|哪些方面|什么措施|做什么|推进哪些|要改哪些|怎样`)},
	{wantList, regexp.MustCompile(`全部|所有|列|清单|一览|分别|安排|任务|哪些|时间表|进度表|路线图|干啥|要干|要做|干的|完成什么|完成哪|要完成|节点|汇总|都有`)},
	{wantMention, regexp.MustCompile(`提了没|提到没|有没有提|提到了?吗|提了吗|涉及|有没有说|写没写|说没说|有没有(写|讲|说|规定)|提没提|讲没讲|讲了吗`)},
}

// readWants finds what is asked for in folded text.
func readWants(folded string) map[want]bool {
	found := map[want]bool{}
	for _, w := range wantPatterns {
		if w.pattern.MatchString(folded) {
			found[w.want] = true
		}
	}
	return found
}

// fillers are words that carry no subject: question words, politeness and the
// talk around a question. What is left of a question without them is its content.
var fillers = newStripper(`
请问 麻烦 帮我 帮忙 告诉我 一下 查一下 查 看看 看一下 说说 说下 讲讲 讲啥 讲的是 讲什么 讲的 列一下 列出来 列全 列个清单 列个 给一份 给我 给个 一次性 到底 究竟 具体
是什么 什么 啥 怎么样 怎么说 怎么写 怎么搞 怎么弄 怎么 如何 咋 多少 几个 几所 几家 几项 几层 几位 第几 几 哪些 哪个 哪几个 哪几 哪年 哪一年 哪一条 哪一 哪条 哪里 哪 谁来 谁的事 谁头上 谁 
什么时候 啥时候 何时 几时 多久 时间 期限 
吗 呢 吧 啊 呀 嘛 哦 哈 了没 没有 有没有 是不是 对不对 行不行 可不可以 够不够 对吧 是吧 对吗 是吗 没错 行吗
我们 咱们 咱 你们 他们 我 你 您 它 
这块 那块 这条 那条 那个 这个 那一条 这一条 这一块 那些 这些 这里 那里 里头 里面 里边 这类 这种 这一栏 一栏 来着 提了没 提到 提了 
现在 目前 按计划 按照 根据 计划里 计划 文件里 文件精神 文件 意见里 这个意见 意见的要求 按意见 跟我们有关 跟我有关 和我们有关 规定 方案 通知 
需要 应该 应当 必须 可以 能够 要求 要干 干啥 干嘛 要做 做到 完成 搞定 做 搞 弄 要 得 会 能 
负责 责任单位 责任 牵头 归 管 由 单位 部门 落在 头上 
的 了 着 过 和 与 跟 及 以及 或 或者 在 是 有 把 被 对 向 往 从 到 为 以 也 都 就 还 又 再 才 只 用 让 给 
分别 各 各自 全部 所有 一共 总共 加起来 合计 
最早 最先 最晚 最迟 最后 最快 最慢 最多 最少 靠后 率先 另外 顺便 还有 除了 要是 如果 那么 那 换成 换 就是 不对 不是 错了 更正 我说的是 我问的是 我是说 我指的是 问的是
不 会不会 能不能 打算 办 花 讲 重新 上面 想 算 哪位 凭什么 文件有没有讲 有没有讲
原文 原话 全文 发我 今年 明年 后年 去年 
多高 上限 下限 上下限 目标 指标 量化 硬数字 数字 数量 唯一 意思 啥意思 含义 定义 名字 叫什么 叫 词 形容 
区县 区、县 县市
`)

// stripper replaces words by a gap, the longest first, so that no pair of
// characters is made where a word was taken out.
type stripper struct {
	list   []string
	words  *strings.Replacer
	blanks *strings.Replacer // the same, each character by a gap of its own
	single map[rune]bool     // words of one character
}

func newStripper(list string) stripper {
	words := strings.Fields(list)
	// strings.Replacer prefers the earlier of two words that match at one place.
	sortByLength(words)
	var pairs, blanks []string
	single := map[rune]bool{}
	for _, w := range words {
		r := []rune(w)
		blanks = append(blanks, w, strings.Repeat(" ", len(r)))
		if len(r) == 1 {
			single[r[0]] = true
		} else {
			pairs = append(pairs, w, " ")
		}
	}
	return stripper{words, strings.NewReplacer(pairs...), strings.NewReplacer(blanks...), single}
}

// partOfWords are fillers of one character that words of any subject hold too.
const partOfWords = "管归由会能对有过到为以用让给得向在花讲办算想不"

// strip takes the words out. One of partOfWords stays where it is part of a word
// that joined knows: 管 in 管理.
func (s stripper) strip(text string, joined func(pair string) bool) string {
	runes := []rune(s.words.Replace(text))
	kept := make([]rune, len(runes))
	for i, r := range runes {
		kept[i] = r
		if s.single[r] && !(strings.ContainsRune(partOfWords, r) && (i > 0 && joined(string(runes[i-1:i+1])) || i+1 < len(runes) && joined(string(runes[i:i+2])))) {
			kept[i] = ' '
		}
	}
	return strings.Join(strings.FieldsFunc(string(kept), func(r rune) bool {
		return strings.ContainsRune(" ,，。.?？!！、;；:：()\"'\t", r)
	}), " ")
}

// shortForms are the short names and everyday words that officials use for the
// register of a plan. They are words of the language, not of one plan; a pair is
// used where the plan does not hold the left side itself.
var shortForms = [][2]string{
	{"央行", "人民银行"}, {"普高", "普通高中"}, {"职教", "职业教育"}, {"特教", "特殊教育"}, {"义教", "义务教育"}, {"高职", "高等职业"}, {"幼教", "学前教育"},
	{"老师", "教师"}, {"村小", "农村学校"},
	{"国家级", "全国"}, {"国家", "全国"}, {"省级", "省"}, {"市级", "市"}, {"县级", "县"}, {"区级", "区"},
	{"改善", "提升"}, {"培养", "培育"}, {"特色办学", "特色发展"}, {"搭", "建设"},
}
