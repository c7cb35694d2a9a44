package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// The signs that the plan does not say what is asked. Their weights are learned, see
// weights.json; a sum above zero is silence.
const (
	signBias      = iota
	signCover     // share of the question that the best stretch holds
	signSentence  // the same of the best sentence
	signRare      // its rarest word is held
	signUnknown   // words of the question that the plan does not know
	signPlace     // a place is named that the plan does not know
	signYear      // a year is named that the plan does not know
	signOtherYear // one that the best passage does not name, though it names others
	signMoney     // an amount of money is asked, and the best sentence has none
	signShare     // a share
	signSpan      // a length of time or a term
	signNumber    // another number
	signContact   // a telephone number or address, and the passage has none
	signName      // a person's name or a list of names
	signForm      // what to hand in
	signNow       // how things really are
	signElsewhere // the passage has the kind of thing asked for, in another sentence
	signWho       // who is asked, and somebody is bound
	signConfirm   // yes or no is asked
	signHow       // how or what is asked
	signFocus     // share of the words beside the interrogative that the best stretch lacks
	signMeasure   // the measure that is asked for is not in the best sentence
	signNowhere   // nor in the passage
	signMonth     // a day or month is asked for, and the passage names none
	signList      // names are asked for one by one, and the best sentence lists none
	signSplit     // a share for the person's own area is asked for
	signPresumes  // the question says what it takes to be in the plan
	signYearless  // a year is named, and the passage names none
	signWhere     // a place is asked for, and the best sentence names none
	signCompany   // a company, bank, school or hospital, likewise
	signNobody    // who is asked, and neither is anybody bound nor named
	signAbsent    // the kind of figure that is asked for is nowhere in the passage
	signs
)

var signNames = [signs]string{"bias", "cover", "sentence", "rare", "unknown", "place", "year", "other-year", "money", "share", "span", "number", "contact", "name", "form", "now", "elsewhere", "who", "confirm", "how", "focus", "measure", "nowhere", "month", "list", "split", "presumes", "yearless", "where", "company", "nobody", "absent"}

func (w Weights) silence() [signs]float64 {
	var s [signs]float64
	for i, name := range signNames {
		s[i] = w.Silence[name]
	}
	return s
}

// signsOf reads the signs of silence in a question and what was found for it.
func (a *Asker) signsOf(r *reading, found []match) [signs]float64 {
	var s [signs]float64
	s[signBias] = 1
	s[signPlace] = flag(len(r.strange) > 0)
	s[signUnknown] = a.unknownShare(r)
	s[signSplit] = flag(asksSplit.MatchString(r.text))
	s[signPresumes] = flag(presumes.MatchString(r.text))
	for _, y := range r.years {
		if !a.text.years[y] {
			s[signYear] = 1
		}
	}
	s[signNow] = flag(r.wants(asksNow) && len(r.figures) == 0)
	s[signName] = flag(r.wants(asksName))
	s[signForm] = flag(r.wants(asksForm))
	s[signConfirm] = flag(r.wants(asksConfirm | asksClaim))
	s[signHow] = flag(r.wants(asksHow | asksWhy | asksMean))
	if len(found) == 0 {
		s[signContact] = flag(r.wants(asksContact))
		return s
	}
	m := found[0]
	p := a.text.passages[m.passage]
	s[signCover], s[signSentence], s[signRare] = m.features[featItem], m.features[featSentence], m.features[featRare]
	near := a.text.sentences[m.best].holds
	all := kinds(0)
	for n := p.first; n < p.end; n++ {
		all |= a.text.sentences[n].holds
	}
	s[signContact] = flag(r.wants(asksContact) && all&holdsPhone == 0)
	bound := len(a.itemOf(m).Duties) > 0
	s[signWho] = flag(r.wants(asksWho) && bound)
	s[signNobody] = flag(r.wants(asksWho) && !bound && near&holdsUnit == 0)
	folded := a.text.sentences[m.best].folded
	s[signWhere] = flag(whereAsked.MatchString(r.text) && !placeNamed.MatchString(folded))
	s[signCompany] = flag(companyAsked.MatchString(r.text) && !companyNamed.MatchString(folded))
	claims := r.claims()
	if !claims {
		s[signFocus] = a.focusLacks(r, m)
		if fits := measureAsked(r.text); fits != nil {
			s[signMeasure] = flag(!holdsFigure(a.text.sentences[m.best].folded, fits))
			s[signNowhere] = flag(!holdsFigure(p.folded, fits))
		}
		if yearAsked.MatchString(r.text) {
			s[signMeasure] = flag(!datedYear(a.text.sentences[m.best].folded))
			s[signNowhere] = flag(!datedYear(p.folded))
		}
		if monthAsked.MatchString(r.text) {
			dated := false
			for _, d := range zh.Days(p.folded) {
				dated = dated || d.Month > 0
			}
			s[signMonth] = flag(!dated)
		}
		s[signList] = flag(namesAsked.MatchString(r.text) && near&holdsList == 0)
	}
	lacks := func(asked asks, held kinds, sign int) bool {
		if !r.wants(asked) || claims {
			return false
		}
		if near&held == 0 {
			s[sign] = 1
			if all&held != 0 {
				s[signElsewhere] = 1
			}
		}
		return true
	}
	switch {
	case r.wants(asksMoney) && near&holdsMoney == 0 && !paidShare.MatchString(a.text.sentences[m.best].folded) && !claims:
		s[signMoney] = 1
		s[signElsewhere] = flag(all&holdsMoney != 0)
	case r.wants(asksMoney):
	case lacks(asksShare, holdsShare, signShare):
	case lacks(asksSpan|asksWhen, holdsSpan|holdsDate, signSpan):
	case !r.wants(asksWho|asksList) && lacks(asksCount|asksValue, holdsNumber, signNumber):
	}
	typed := s[signMoney] + s[signShare] + s[signSpan] + s[signNumber]
	s[signAbsent] = flag(typed > 0 && s[signElsewhere] == 0)
	if len(r.years) > 0 && s[signYear] == 0 {
		years := zh.Days(p.folded)
		held, other := false, false
		for _, d := range years {
			for _, y := range r.years {
				held = held || d.Year == y
			}
			other = other || d.Year != 0
		}
		s[signOtherYear] = flag(other && !held && !r.wants(asksConfirm|asksClaim))
		s[signYearless] = flag(!other && !r.wants(asksConfirm|asksClaim))
	}
	return s
}

// claims tells whether the figures of a question are what the person holds to be so, not
// what goes with another that is asked for.
func (r *reading) claims() bool {
	return len(r.figures) > 0 && r.wants(asksConfirm|asksState|asksClaim) && (r.wants(asksConfirm|asksClaim|asksGap) || !amountAsked.MatchString(r.text))
}

// Particulars that are asked for, and what names one.
var (
	amountAsked  = regexp.MustCompile(`多少|好多|几|多[高大长]`)
	whereAsked   = regexp.MustCompile(`(?:哪|什么)(?:一|几)?(?:个)?(?:省|市|县|区|镇|乡|街道|村|园区|地方|位置|地段|城市)|(?:建|设|放|选|落|办|开)(?:址|户)?(?:在|到)(?:了)?(?:哪|什么)`)
	placeNamed   = regexp.MustCompile(`(?:^|[在于、和及,])\p{Han}{2,5}(?:省|市|县|区|镇|乡|街道|村)(?:$|[、,。;()和及的等建设开])`)
	companyAsked = regexp.MustCompile(`(?:哪|什么)(?:一|几)?(?:个|家|所)?(?:公司|企业|厂|银行|医院|学校|大学|高校|供应商|平台|机构|承建方|中标方)|公司(?:叫|是)(?:什么|啥|哪)`)
	companyNamed = regexp.MustCompile(`\p{Han}{2,}(?:公司|集团|银行|医院|大学|学院|研究院|厂|平台)`)
)

// paidShare is a share that is paid or remitted, which answers how much money.
var paidShare = regexp.MustCompile(`(?:补|贴|奖|减|免|返|退|支付|承担|扣除|下浮|上浮)[^,。;]{0,16}(?:\d%|成|半)|\d%[^,。;]{0,12}(?:补|贴|奖|返|支付|承担)|全额|全免|免收|免费|减半`)

var yearAsked = regexp.MustCompile(`哪[一]?年|几年底`)

func datedYear(folded string) bool {
	return slices.ContainsFunc(zh.Days(folded), func(d zh.Day) bool { return d.Year > 0 })
}

var (
	asksSplit   = regexp.MustCompile(`分到|分给|分配|分摊|摊到|怎么分|(?:我们|咱们?|俺们?|我)(?:这)?(?:省|市|县|区|镇|行|局).{0,10}(?:多少|几|好多)|各(?:县|市|省|区)\p{Han}{0,4}(?:多少|几)|每(?:个)?(?:县|市|省|区)\p{Han}{0,6}(?:多少|几)`)
	presumes    = regexp.MustCompile(`不是.{2,24}(?:嘛|么|吗)[,，]|文件(?:里|上)?(?:说|规定|答应|要求)|规划里说|文里说|里头.{2,12}(?:是第几条|在第几条)|这个是(?:本文)?第几条`)
	monthAsked  = regexp.MustCompile(`几月|几号|哪天|哪一天|哪月|多少号|哪日`)
	namesAsked  = regexp.MustCompile(`名单|哪几家|都?是哪些|有哪些|哪几个(?:市|县|区|省|企业|学校|城市)?(?:$|[,，啊呀])|名字|列给我|列出来|列全|叫什么|叫啥`)
	interrogate = regexp.MustCompile(`多少|好多|几|哪|什么|啥|谁|多久|何时|怎么|咋|多[高大长厚宽]`)
	askedUnit   = regexp.MustCompile(`(?:多少|好多|几)(个百分点|百分点|个点|个工作日|工作日|个小时|小时|分钟|个月|个季度|周岁|平方公里|平方米|平米|公里|千米|毫米|微克|毫克|公斤|千瓦|公顷|人次|万元|亿元|万人|块钱|钱|元|块|万|亿|亩|吨|米|天|年|岁|倍|分|度|级|档|名|位|人|个|家|所|项|条|种|类|批|次|回|户|辆|台|座|张|例|成)|(百分之几|几成|百分之多少)`)
)

// measureAsked gives what figure a question asks for, by its measure; nil where it does
// not say.
func measureAsked(text string) func(zh.Figure) bool {
	m := askedUnit.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	is := func(measures ...string) func(zh.Figure) bool {
		return func(f zh.Figure) bool { return slices.Contains(measures, f.Measure) }
	}
	switch unit := m[1] + m[2]; unit {
	case "个百分点", "百分点", "个点", "成", "百分之几", "几成", "百分之多少":
		return is("%")
	case "万元", "亿元", "块钱", "钱", "元", "块", "万", "亿":
		return is("元")
	case "个月", "个季度", "年":
		return is("月数", "年", "月")
	case "个工作日", "工作日", "天":
		return is("天", "日", "工作日", "月数", "小时")
	case "个小时", "小时":
		return is("小时")
	case "平米", "平方米":
		return is("平方米")
	case "公里", "千米":
		return is("公里", "千米")
	case "万人", "人", "名", "位", "例":
		return is("人", "名", "位", "人次", "个")
	case "个", "家", "所", "项", "条", "种", "类", "批", "次", "回", "户", "台", "辆", "座", "张":
		return nil
	default:
		return is(unit)
	}
}

func holdsFigure(folded string, fits func(zh.Figure) bool) bool {
	return slices.ContainsFunc(zh.Figures(folded), fits)
}

// focusLacks gives the share of the words beside the interrogative that the stretch with
// the best sentence does not hold; words that the plan does not know among them.
func (a *Asker) focusLacks(r *reading, m match) float64 {
	loc := interrogate.FindStringIndex(r.text)
	if loc == nil {
		return 0
	}
	before, after := []rune(r.text[:loc[0]]), []rune(r.text[loc[1]:])
	window := string(before[max(0, len(before)-8):]) + " " + string(after[:min(len(after), 6)])
	item := a.text.sentences[m.best].item
	p := a.text.passages[m.passage]
	var text strings.Builder
	text.WriteString(p.head + " ")
	for n := p.first; n < p.end; n++ {
		if a.text.sentences[n].item == item && n >= m.best-1 && n <= m.best+1 {
			text.WriteString(a.text.sentences[n].folded)
		}
	}
	near := text.String()
	held, total := 0.0, 0.0
	for _, t := range r.terms {
		if !strings.Contains(window, t.word) {
			continue
		}
		total += t.weight
		for _, w := range t.ways {
			if !slices.ContainsFunc(w.pairs, func(s string) bool { return !strings.Contains(near, s) }) {
				held += t.weight * w.share
				break
			}
		}
	}
	for _, w := range r.unknown {
		for _, pair := range pairsOf(w) {
			if strings.Contains(window, pair) {
				total += 0.7 * a.text.unknown()
			}
		}
	}
	if total == 0 {
		return 0
	}
	return 1 - held/total
}

// unknownShare gives the share of a question's weight that the plan does not know.
func (a *Asker) unknownShare(r *reading) float64 {
	unknown := 0.0
	for _, w := range r.unknown {
		unknown += float64(len([]rune(w))-1) * a.text.unknown()
	}
	return unknown / (a.total(r) + unknown)
}

// silentOn tells whether the plan does not say what is asked, as far as the learned
// signs tell, and how far above zero their sum is.
func (a *Asker) silentOn(r *reading, found []match) (bool, [signs]float64) {
	s := a.signsOf(r, found)
	if s[signUnknown] > mostlyUnknown && len(found) > 0 && found[0].features[featRef]+found[0].features[featBefore] == 0 && a.total(r) < 0.6*a.text.unknown() {
		s = [signs]float64{signBias: 1, signUnknown: s[signUnknown], signPlace: s[signPlace]}
		return true, s // hardly a word of it is the plan's
	}
	if _, _, listed := a.enumeratedFor(r, leastHeld); listed { // the plan lists places: one more is no stranger
		s[signPlace] = 0
	} else if len(r.strange) > 0 && !r.wants(asksClaim) && len(r.figures) == 0 {
		return true, s // of another place
	}
	if asksSense.MatchString(r.text) && len(found) > 0 && !senseGiven.MatchString(a.text.sentences[found[0].best].folded) {
		s[signName], s[signMoney] = 0, 0
		return true, s
	}
	if a.otherTerm(r, found) {
		s[signOtherYear] = 1
		return true, s
	}
	return a.silentBy(s) > 0, s
}

// silentBy weighs signs: above zero is silence.
func (a *Asker) silentBy(s [signs]float64) float64 {
	sum := 0.0
	for i, w := range a.quiet {
		sum += w * s[i]
	}
	return sum
}

var (
	asksSense  = regexp.MustCompile(`是.{1,14}的意思(?:吗|么|吧)|是不是.{1,12}的意思|口径|怎么(?:计算|统计|算出来)|计算(?:方法|公式)`)
	senseGiven = regexp.MustCompile(`是指|计算方法|公式|统计口径|以下简称`)
)

// otherTerm tells whether a quantity is asked for a year of which the passage, which has
// the quantity, says nothing.
func (a *Asker) otherTerm(r *reading, found []match) bool {
	if len(found) == 0 || len(r.years) == 0 || len(r.figures) > 0 || !r.wants(asksValue|asksShare|asksMoney) || r.wants(asksConfirm|asksClaim|asksWho|asksHow|asksList|asksWhen) {
		return false
	}
	p := a.text.passages[found[0].passage]
	if a.text.sentences[found[0].best].holds&holdsNumber == 0 {
		return false
	}
	for _, y := range r.years {
		if strings.Contains(p.folded, itoa(y)) || !strings.Contains(r.text, itoa(y)) {
			return false
		}
		for _, d := range zh.Days(p.folded) { // 2021-2025年
			if d.Year > y && strings.Contains(p.folded, itoa(d.Year)+"-") || d.Year < y && strings.Contains(p.folded, itoa(d.Year)+"-") {
				return false
			}
		}
	}
	return true
}

// silence says that the plan does not say it: what was looked for, and what comes
// nearest.
func (a *Asker) silence(r *reading, found []match, s [signs]float64) Answer {
	answer := Answer{Intent: IntentAnswer, Silence: NotStipulated}
	var line said.Sentence
	switch {
	case asksSense.MatchString(r.text):
		line = said.Of("文件没有说明口径，原文没有作进一步解释。")
	case s[signPlace] > 0:
		answer.Silence = OutsidePlan
		line = said.Of("计划没有写到%s，不在本计划范围。", inTurn(r.strange))
		if units := a.plan.Units(); len(units) > 0 {
			line = said.Of("计划没有写到%s，不在本计划范围。附件只列了%s。", inTurn(r.strange), inTurn(units))
		}
	case s[signYear] > 0 || s[signOtherYear] > 0:
		line = said.Of("文件没有写%s的要求。", yearsSaid(r.years))
	case s[signContact] > 0:
		line = said.Of("文件没有写联系方式。")
	case s[signName] > 0:
		line = said.Of("文件没有列出具体的名单或人员姓名。")
	case s[signForm] > 0:
		line = said.Of("文件没有写要交的材料和办理的手续。")
	case s[signNow] > 0:
		line = said.Of("文件只写了要求，没有写现在的实际情况。")
	case s[signMoney] > 0:
		line = said.Of("文件没有写具体的金额或标准。")
	case s[signShare] > 0 || s[signNumber] > 0:
		line = said.Of("文件没有写这个数。")
	case s[signSpan] > 0:
		line = said.Of("文件没有写具体的时间或期限。")
	default:
		answer.Silence = NotFound
		line = said.Of("没有找到文件对这件事的规定。")
		if len(r.unknown) > 0 {
			line = said.Of("没有找到：文件没有写“%s”。", r.unknown[0])
		}
	}
	answer.Lines = []said.Sentence{line}
	if len(found) > 0 && found[0].cover() > nearestCover && s[signUnknown] < 0.7 && !asksSense.MatchString(r.text) && answer.Silence != OutsidePlan {
		p := a.text.passages[found[0].passage]
		answer.Lines = append(answer.Lines, nearestWords)
		answer.Citations = []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, found[0].best)}}
		answer.Focus = Focus{Clause: p.ref, Quote: a.text.sentences[found[0].best].printed}
	}
	return answer
}

// mostlyUnknown is the share of a question's weight that the plan does not know, from
// which on nothing is looked for.
const mostlyUnknown = 0.75

// nearestCover is how much of a question a sentence has to cover to be worth showing
// where nothing answers it.
const nearestCover = 0.3

// nearestWords lead to what comes nearest to an answer.
var nearestWords = said.Of("最接近的内容：")
