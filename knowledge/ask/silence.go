package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// nearestCover is how much of a question a sentence has to cover to be worth showing
// where nothing answers it.
const nearestCover = 0.35

// nearestWords lead to what comes nearest to an answer.
const nearestWords = "最接近的内容："

// silent says that the plan does not answer, why, and what comes nearest.
func (a *Asker) silent(q question, why Silence, line string, nearest *knowledge.Citation) Answer {
	answer := Answer{Intent: IntentAnswer, Silence: why, Focus: a.remember(q, Focus{})}
	if line == "" {
		line = "计划没有规定这件事。"
	}
	answer.Lines = []string{line}
	if nearest == nil && why == NotStipulated {
		if best, _ := a.bestSentence(q); best.ref != "" && best.cover > nearestCover {
			c := a.citeSentence(best)
			nearest = &c
		}
	}
	if nearest != nil {
		answer.Lines = append(answer.Lines, nearestWords)
		answer.Citations = []knowledge.Citation{*nearest}
		answer.Focus.Clause, answer.Focus.Quote = nearest.Clause, nearest.Quote
	}
	return answer
}

// fromStrangers answers questions that name a place outside the plan, or a year
// outside it with nothing else.
func (a *Asker) fromStrangers(q question, _ Focus) (Answer, bool, error) {
	if len(q.strangers) > 0 {
		line := "计划没有写到" + strings.Join(q.strangers, "、") + "，不在本计划范围。"
		if units := a.plan.Units(); len(units) > 0 {
			line += "附件只列了" + strings.Join(units, "、") + "。"
		}
		return a.silent(q, OutsidePlan, line, nil), true, nil
	}
	if name := a.strangeBureau(q); name != "" && len(a.plan.Bureaus()) > 0 {
		return a.silent(q, OutsidePlan, "计划的责任单位里没有“"+name+"”。", nil), true, nil
	}
	return Answer{}, false, nil
}

var (
	bureauName = regexp.MustCompile(`[省市县区]\p{Han}{2,6}?(?:局|委员会|厅|委|办公室|办)`)
	// What stands before 局 or 办 in these is no bureau's name.
	noBureau = regexp.MustCompile(`哪|什么|多少|怎|各|全|政府|负责|公办|民办|举办|创办|开办|结局|格局|布局`)
)

// strangeBureau gives a bureau that is asked about as responsible but that the plan
// does not name; empty where there is none.
func (a *Asker) strangeBureau(q question) string {
	if len(q.bureaus) > 0 || !dutyWords.MatchString(q.text) && !taskWords.MatchString(q.text) {
		return ""
	}
	for _, name := range bureauName.FindAllString(q.text, -1) {
		if !noBureau.MatchString(name) && !strings.Contains(a.grams.text, name) && !strings.Contains(a.grams.text, string([]rune(name)[1:])) {
			return name
		}
	}
	return ""
}

var taskWords = regexp.MustCompile(`任务|要做|干什么|干啥|配合|分工|职责|做什么`)

// particulars are things that a plan of this kind seldom settles. A question for
// one is answered only by a sentence that holds the evidence.
var particulars = []struct {
	asked    *regexp.Regexp
	evidence *regexp.Regexp
	line     string
	near     string // words that the nearest sentence would hold
	owns     bool   // is no question where the person gives a figure of their own
}{
	{regexp.MustCompile(`多少钱|花多少|投多少|总?投资(额|是)?(多少|几)|投入多少|多少(万|亿)?元|多少(经费|资金|预算)|(经费|资金|预算|补助|补贴|奖金|学费|工资|收入|待遇).{0,6}(多少|几)|几个亿|拨款|奖多少`), regexp.MustCompile(`[\d.]+(万|亿)?元`), "计划没有写具体金额。", "经费 资金 投入", false},
	{regexp.MustCompile(`处分|处罚|罚款|怎么罚|罚多少|追责|撤职|免职|通报批评|惩罚|什么后果`), regexp.MustCompile(`处分|处罚|罚款|追责|通报批评`), "计划没有规定处分或处罚。", "问责 考核 督查", false},
	{regexp.MustCompile(`电话|联系人|联系方式|邮箱|地址|网址|微信`), regexp.MustCompile(`电话|联系人|邮箱|地址|网址`), "计划没有写联系方式。", "", false},
	{regexp.MustCompile(`(部长|厅长|司长|总理|局长|市长|县长|区长|书记|主任|领导|校长|组长).{0,4}(是谁|是?哪位|叫什么|姓名|名字)|谁(是|当|任).{0,3}(局长|市长|县长|区长|书记|主任|组长)`), regexp.MustCompile(`组长[:：]`), "计划没有写人员姓名。", "组织领导", false},
	{regexp.MustCompile(`名单|(哪些|哪几个|哪几所|哪所|具体有哪些|具体是哪)(学校|中学|小学|高中|幼儿园|乡镇|镇|证书|企业|集团|基地)|(学校|乡镇|证书|集团|基地)(具体)?(有|是|包括|都有)(哪些|哪几)`), regexp.MustCompile(`名单|(?:“[^”]+”、?){2,}|包括|所有|全部`), "计划没有列出具体名单。", "", false},
	{regexp.MustCompile(`是.{1,12}的意思(吗|么)|是不是.{1,10}的意思|口径|怎么(计算|统计)|怎么算(的|出来)|计算(方法|公式)|公式|如何(计算|统计|认定)`), regexp.MustCompile(`是指|计算方法|公式|统计口径|认定办法`), "计划没有说明口径，原文没有作进一步解释。", "", false},
	{regexp.MustCompile(`为什么|为啥|原因|凭什么|理由|咋就`), regexp.MustCompile(`为了|因为|由于|以便`), "计划没有说明原因。", "", false},
	{regexp.MustCompile(`(现在|目前|当前|眼下|如今|截至目前).{0,4}(实际|已经|到底)?(是|有|达到|做到|到|完成|建成|为)?了?(多少|几)|实际(是|有|完成|达到|情况|比例|数)?了?(多少|几)|现状(是|有|如何|怎)|基数是?多少`), regexp.MustCompile(`目前|现有|截至|已(达|建成|完成)`), "计划只写了要达到的目标，没有写现在的实际情况。", "", true},
	{regexp.MustCompile(`多少(人|名|位)(教师|老师|学生|人员|编制)?|几个人|人数|编制(数|多少)|多大面积|多少平|多少亩`), regexp.MustCompile(`[\d.]+万?(人|名|位|平方米|亩|公顷)`), "计划没有写这个数。", "", false},
}

var (
	asksNumber = regexp.MustCompile(`(?:^|[^有这那哪])(?:多少|几)(个工作日|工作日|个月|个|家|项|所|类|种|次|人|名|亩|公里|吨|万|亿|元|%|天|小时|倍|成|分钟|平方|平米|亩)|几年一次|(?:到|了|为|压缩|压减|降低|提高|减)多少|几成|百分之(?:几|多少)|(?:比例|占比).{0,4}(?:多少|几)`)
	countIn    = regexp.MustCompile(`[一二三四五六七八九十百千两]+(个|家|项|所|类|种|次|人|名|亩|公里|吨|万|亿|元|级|位|层|大|天|倍|成)`)
	datesIn    = regexp.MustCompile(`(20)?\d\d年(\d+月)?(\d+日)?(底)?|\d+月(\d+日)?|\d\+[a-z]`)
)

// looseMeasures count things of any kind and stand for one another.
const looseMeasures = "个项类种大条位"

// uncounted tells whether the question asks for a number, or for things one by one,
// that the sentence does not hold.
func (q question) uncounted(sentence string) (line string, ok bool) {
	sentence = zh.Squeeze(sentence)
	switch n := q.enumerates; {
	case n > 1 && !enumerates(sentence, n) && !strings.Contains(sentence, zh.Numeral(n)+"个") && strings.Count(sentence, "、")+strings.Count(sentence, "和")+1 < n:
		return "计划没有逐一列出是哪些。", true
	}
	m := asksNumber.FindStringSubmatch(q.text)
	if m == nil {
		return "", false
	}
	sentence = datesIn.ReplaceAllString(strings.ToLower(q.aboutIn(sentence)), "")
	if strings.ContainsAny(sentence, "0123456789") || slices.ContainsFunc(countIn.FindAllStringSubmatch(sentence, -1), func(held []string) bool {
		return m[1] == "" || held[1] == m[1] || strings.Contains(looseMeasures, m[1]) && strings.Contains(looseMeasures, held[1])
	}) {
		return "", false
	}
	return "计划没有写这个数。", true
}

// aboutIn gives the part of a sentence, between commas, that holds most of what the
// question is about, with the part after it.
func (q question) aboutIn(sentence string) string {
	parts := strings.Split(sentence, ",")
	best, most := 0, 0.0
	for i, p := range parts {
		if held := q.content.held(newSentence(p)); held > most {
			best, most = i, held
		}
	}
	return strings.Join(parts[best:min(best+2, len(parts))], ",")
}

// enumerates tells whether the sentence lists n things, or holds a quoted word of n
// characters each of which stands for one.
func enumerates(sentence string, n int) bool {
	return len(enumerationIn(sentence)) >= n || slices.ContainsFunc(quotedItem.FindAllStringSubmatch(sentence, -1), func(m []string) bool {
		return len([]rune(m[1])) == n && n > 3
	})
}

// unsettled tells whether the question asks for a particular that the sentence does
// not settle. The answer says so and names what comes nearest: the sentence that
// holds the particular's own words, or else the one given.
func (a *Asker) unsettled(q question, sentence string, nearest *knowledge.Citation) (Answer, bool) {
	for _, p := range particulars {
		if !p.asked.MatchString(q.text) || len(q.figures) > 0 && p.owns || p.evidence.MatchString(zh.Squeeze(sentence)) {
			continue
		}
		words := a.grams.weigh(p.near)
		var best sentenceKey
		var most float64
		for key, s := range a.grams.sentences {
			held := words.held(s)
			if held > most || held == most && held > 0 && (key.ref < best.ref || key.ref == best.ref && key.n < best.n) {
				best, most = key, held
			}
		}
		if most > 0 {
			c := a.citeSentence(found{ref: best.ref, n: best.n})
			nearest = &c
		}
		return a.silent(q, NotStipulated, p.line, nearest), true
	}
	return Answer{}, false
}
