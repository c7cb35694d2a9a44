package ask

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

var (
	exceptForm = regexp.MustCompile(`除[了开去]?(.{1,24}?)(?:以外|之外|外|,|，|还有|还|哪)|(.{2,20}?)(?:之外|以外)`)
	ofWhat     = regexp.MustCompile(`(?:几|多少|哪)(?:一|些)?(?:个)?(条|项|处|件|样)`)
	unitsTasks = regexp.MustCompile(`(?:哪|几|多少)(?:一|几|些)?(?:个)?(?:条|项|处|件|样|块|次|回|方面)|管(?:什么|啥|哪|的是)|干(?:什么|啥|点啥|些啥)|做(?:什么|啥)|什么事|啥事|啥活|什么活|的活|有活|任务|职责|有关|的事|参与|掺和|涉及|承担|挂了|摊上|派了|分了|要干|点了几|名下|有份|都在|同时|一起|一块`)
	aloneForm  = regexp.MustCompile(`只由|单独|单干|独自|独家|一家(?:负责|管|扛|单|独|的)?|只有|就(?:只)?|光|仅|自己|没有?别的|没别的|没写会同`)
	noneForm   = regexp.MustCompile(`没有?(?:挂|写|列|点|带|含|出现|提|包括|责任)|不(?:含|带|包括|在|列|归)|未(?:列|写|含|挂)|没(?:它|他)|哪(?:几|些|条|个).{0,8}没有?`)
	whichUnit  = regexp.MustCompile(`(?:哪|什么|啥)(?:一|几)?(?:个|家)?(?:\p{Han}级)?(?:单位|部门|部委|局|厅|部|机关|家)|谁|除.{2,12}(?:最多|最少)`)
	countUnits = regexp.MustCompile(`(?:几|多少|哪些|哪几)(?:个|家)?(?:单位|部门|部委|家|局|厅)|(?:部门|单位).{0,16}(?:几|多少)(?:个|家)|(?:拢共|总共|一共).{0,4}(?:几家|多少家)`)
	hasClause  = regexp.MustCompile(`(?:哪|几|多少)(?:一|几|些)?(?:条|项|处|件)`)
	exactly    = regexp.MustCompile(`(?:只|就|仅)?(?:写|挂|列|点|有|是)?了?(?:只|就)?(?:有)?([一两二三四五六七八九十\d]+)(?:家|个)(?:部委|部门|单位|局|责任单位)?`)
	atLeastN   = regexp.MustCompile(`([一两二三四五六七八九十\d]+)(?:家|个)(?:单位|部门)?(?:以上|及以上)`)
	firstForm  = regexp.MustCompile(`排(?:在)?(?:第一|首|头)|第一(?:个|位)|排头|头一个|打头`)
)

// dutiesOf gives the duties of a unit.
func (a *Asker) dutiesOf(u int) []fact.Fact {
	groups := a.store.Run(fact.Query{From: fact.Duty, Where: fact.Filter{Field: fact.FieldUnit, In: []string{a.names.units[u].full}}})
	if len(groups) == 0 {
		return nil
	}
	return groups[0].Rows
}

// excepted parts the units that a question names from those that it leaves aside.
func (a *Asker) excepted(r *reading) (units, aside []int) {
	m := exceptForm.FindStringSubmatchIndex(r.text)
	from, to := -1, -1
	if m != nil {
		i := 2
		if m[2] < 0 {
			i = 4
		}
		from, to = len([]rune(r.text[:m[i]])), len([]rune(r.text[:m[i+1]]))
	}
	for _, one := range r.mentions {
		if one.unit < 0 {
			continue
		}
		if one.start >= from && one.end <= to {
			aside = append(aside, one.unit)
		} else if !slices.Contains(units, one.unit) {
			units = append(units, one.unit)
		}
	}
	return units, aside
}

// subject gives the reading without the names of units, which say who and not what.
func (a *Asker) subject(r *reading) *reading {
	runes := []rune(r.text)
	for _, m := range r.mentions {
		if m.column {
			continue
		}
		for i := m.start; i < m.end; i++ {
			runes[i] = ' '
		}
	}
	s := *r
	s.terms, s.mentions = nil, nil
	s.segments = nil
	for _, part := range marks.Split(string(runes), -1) {
		if part = strings.TrimSpace(part); part != "" {
			s.segments = append(s.segments, segment{part, 1})
		}
	}
	a.readTerms(&s)
	return &s
}

// about gives how much a reading is about besides units and what is asked of them.
func (a *Asker) about(r *reading) float64 {
	weight := 0.0
	for _, t := range r.terms {
		if strings.ContainsAny(t.word, "条项责任单位部门任务牵头负责配合文件同时出现参与涉及") || dutyTalk[t.word] {
			continue
		}
		weight += t.weight
	}
	return weight / a.text.unknown()
}

// dutyTalk are the pairs of words that speak of duties in general.
var dutyTalk = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("承担 分工 工作 职责 名单 名字 一块 一起 主要 里面 帮忙 查查 统计 方案 措施 意见 通知 规划 国家 国家部门 市级 省级 当过 排第 排第一 第一位 一位 那种 上了 当责任 自己 重复 点名 点了名 名的 方面 内容 全部 名下 报告 局长 处长 科室 排表 台账 联络 联络员 系统 同志 领导 具体 情况 安排 要求 有关 相关 有关部门") {
		for _, p := range pairsOf(w) {
			out[p] = true
		}
	}
	return out
}()

// fromDutySets answers sets over who is bound to what.
func (a *Asker) fromDutySets(r *reading) (Answer, bool) {
	if len(a.store.Of(fact.Duty)) == 0 {
		return Answer{}, false
	}
	units, aside := a.excepted(r)
	units = slices.DeleteFunc(units, func(u int) bool { return a.names.units[u].column })
	if len(units) == 0 && len(aside) == 0 && len(r.mine) > 0 && (strings.ContainsAny(r.text, "我咱俺") || len(a.text.sentences) > 0 && a.about(a.subject(r)) < 1) {
		units = r.mine
	}
	if countsAsOne.MatchString(r.whole) {
		units = slices.DeleteFunc(units, func(u int) bool { return knowledge.IsCollective(a.names.units[u].full) })
	}
	if len(units)+len(aside) == 0 && len(r.mentions) > 0 && !r.mentions[0].column && (unitsTasks.MatchString(r.text) || r.wants(asksWho)) && a.about(a.subject(r)) < 0.6 {
		return Answer{Intent: IntentAnswer, Silence: OutsidePlan, Verdict: No, Lines: []said.Sentence{said.Of("没有。文件的责任单位里没有列“{words}”。",
			"No. “{words}” is not among the responsible units of the document.", r.mentions[0].words)}}, true
	}
	s := a.subject(r)
	heavy := a.about(s)
	where, within := a.within(r)
	switch {
	case r.wants(asksMost|asksLeast) && (whichUnit.MatchString(r.text) || len(aside) > 0) && !hasClauseMost(r.text) && heavy < 2.5:
		return a.busiest(r, where, aside)
	case hasClauseMost(r.text) && r.wants(asksMost|asksLeast):
		return a.crowded(r, where, aside)
	case len(units) == 0 && len(aside) == 0 && hasClause.MatchString(r.text) && exactly.MatchString(r.text) && dutiesForm1.MatchString(r.text) && heavy < 2.5:
		return a.ofSize(r, where)
	case len(units) == 0 && noneForm.MatchString(r.text) && dutiesForm2.MatchString(r.text) && hasClause.MatchString(r.text) && heavy < 2:
		return a.unbound(r)
	case len(units) == 0 && countUnits.MatchString(r.text) && (heavy < 1 || heavy < 2 && (len(aside) > 0 || r.wants(asksLead))) && r.focus == "" && !within:
		return a.allUnits(r, where, aside)
	case len(units) >= 2 && r.wants(asksCompare) && heavy < 3 && dutiesForm3.MatchString(r.text):
		return a.compareUnits(r, units)
	case len(units) > 0 && (unitsTasks.MatchString(r.text) || heavy < 0.5) && (heavy < 1.8 || within && heavy < 3):
		return a.unitItems(r, s, units, aside, where)
	}
	return Answer{}, false
}

var countsAsOne = regexp.MustCompile(`算一家|不算`)

var clauseMost = regexp.MustCompile(`(?:哪|单)(?:一|几|些)?(?:条|项)?.{0,16}(?:部门|单位|家|部委|局).{0,8}最[多少]|最[多少]的?是?哪(?:一|几)?(?:条|项)|(?:单位|部门).{0,10}最[多少].{0,6}哪(?:一|几)?(?:条|项)`)

func hasClauseMost(text string) bool {
	return clauseMost.MatchString(text) && dutiesForm4.MatchString(text) && !dutiesForm5.MatchString(text)
}

// within gives the part of the plan to which a set is limited: 第三部分, 前十一条.
func (a *Asker) within(r *reading) (fact.Filter, bool) {
	if m := firstClauses.FindStringSubmatch(r.text); m != nil {
		n, _ := zh.Number(m[1])
		var refs []string
		for _, i := range a.outline.styled(a.outline.main()) {
			if a.outline.nodes[i].number <= n {
				refs = append(refs, a.outline.nodes[i].ref)
			}
		}
		return fact.Filter{Field: fact.FieldPlace, In: refs}, true
	}
	named := a.nodesIn(r.text)
	for i, n := range a.outline.nodes { // 支持政策那一大块
		if title := foldTitle(n.title); utf8.RuneCountInString(title) >= leastTitle && strings.Contains(r.text, title) {
			named = append(named, i)
		}
	}
	for _, i := range named {
		if under := a.outline.under(i); len(under) > 0 {
			return fact.Filter{Field: fact.FieldPlace, In: append(refsOf(a.outline, under), a.outline.nodes[i].ref)}, true
		}
	}
	return fact.Filter{}, false
}

// leastTitle is how long a title is that names a part where it stands in a message.
const leastTitle = 4

var firstClauses = regexp.MustCompile(`前([一二三四五六七八九十]+|\d+)(?:条|项)`)

// role gives the filter that a question's words about roles make.
func (a *Asker) role(r *reading) fact.Filter {
	leads := len(a.store.Run(fact.Query{From: fact.Duty, Where: fact.Filter{Field: fact.FieldRole, In: []string{string(knowledge.Lead)}}})) > 0
	switch {
	case firstForm.MatchString(r.whole) && (!leads || !r.wants(asksLead) || strings.Contains(r.whole, "第一")):
		return fact.Filter{Field: fact.FieldFirst, In: []string{"true"}}
	case r.wants(asksLead) && leads:
		return fact.Filter{Field: fact.FieldRole, In: []string{string(knowledge.Lead)}}
	case r.wants(asksSupport) && leads:
		return fact.Filter{Field: fact.FieldRole, In: []string{string(knowledge.Support)}}
	}
	return fact.Filter{}
}

func (a *Asker) fulls(units []int) []string {
	var out []string
	for _, u := range units {
		out = append(out, a.names.units[u].full)
	}
	return out
}

func isUnit(names ...string) fact.Filter { return fact.Filter{Field: fact.FieldUnit, In: names} }

// unitItems lists what units are bound to, alone, together or each.
func (a *Asker) unitItems(r, s *reading, units, aside []int, where fact.Filter) (Answer, bool) {
	names := a.fulls(units)
	spoken := inTurn(names)
	q := fact.Query{From: fact.Duty, Where: where, Group: fact.FieldItem, Select: fact.FieldUnit}
	sense := said.Of("{spoken}列入", "naming {spoken}", spoken)
	none := said.Sentence{}
	role := a.role(r)
	alone := r.wants(asksOnly) && !strings.Contains(r.text, "只有哪") // which makes it the set that has one member
	not := noneForm.MatchString(r.text) && !r.wants(asksConfirm) && !alone && !strings.Contains(r.text, "有没有")
	switch {
	case not && len(units) == 1:
		q.Having = []fact.Having{{Field: fact.FieldUnit, None: names}}
		sense, none = said.Of("{spoken}没有列入", "not naming {spoken}", spoken), said.Of("没有，文件里没有哪一条由{spoken}没有列入。",
			"No, there is no clause not naming {spoken}.", spoken)
	case alone && aloneForm.MatchString(r.text) && len(units) == 1 && !strings.Contains(r.text, "一条里") && !strings.Contains(r.text, "就出现") && !strings.Contains(r.whole, "也算"):
		q.Having = []fact.Having{{Field: fact.FieldUnit, All: names, Only: true}}
		sense, none = said.Of("{spoken}单独负责", "naming {spoken} alone", spoken), said.Of("没有，文件里没有哪一条由{spoken}单独负责。",
			"No, there is no clause naming {spoken} alone.", spoken)
	case len(units) >= 2 && !strings.Contains(r.text, "各管") && !strings.Contains(r.text, "分别"):
		q.Having = []fact.Having{{Field: fact.FieldUnit, All: names}}
		sense, none = said.Of("{spoken}共同列入", "naming {spoken} together", spoken), said.Of("没有，文件里没有哪一条由{spoken}共同列入。",
			"No, there is no clause naming {spoken} together.", spoken)
	case role.Field != "":
		q.Where = fact.Filter{All: []fact.Filter{where, role, isUnit(names...)}}
		switch role.In[0] {
		case string(knowledge.Lead):
			sense, none = said.Of("{spoken}牵头", "led by {spoken}", spoken), said.Of("没有，文件里没有哪一条由{spoken}牵头。",
				"No, there is no clause led by {spoken}.", spoken)
		case string(knowledge.Support):
			sense, none = said.Of("{spoken}配合", "supported by {spoken}", spoken), said.Of("没有，文件里没有哪一条由{spoken}配合。",
				"No, there is no clause supported by {spoken}.", spoken)
		default:
			sense, none = said.Of("{spoken}排第一位的", "naming {spoken} first", spoken), said.Of("没有，文件里没有哪一条由{spoken}排第一位的。",
				"No, there is no clause naming {spoken} first.", spoken)
		}
	case len(units) >= 2:
		return a.eachUnit(r, units)
	default:
		q.Having = []fact.Having{{Field: fact.FieldUnit, All: names}}
	}
	groups := a.store.Run(q)
	if len(aside) > 0 {
		groups = slices.DeleteFunc(groups, func(g fact.Group) bool { return slices.Contains(g.Values, a.names.units[aside[0]].full) })
	}
	if drop := a.clauseAside(r); drop != "" {
		groups = slices.DeleteFunc(groups, func(g fact.Group) bool { return g.Rows[0].Place == drop })
	}
	if len(groups) == 0 {
		if none.IsZero() {
			return Answer{}, false
		}
		answer := Answer{Intent: IntentAnswer, Verdict: No, Lines: []said.Sentence{none}}
		all := a.store.Run(fact.Query{From: fact.Duty, Group: fact.FieldItem, Having: []fact.Having{{Field: fact.FieldUnit, All: names}}})
		if len(all) > 0 {
			line, cites := a.listItems(all)
			answer.Lines = append(answer.Lines, said.Of("{spoken}列入{n}条：{line}。",
				"{spoken} is named in {n} {clause|clauses}: {line}.", spoken, len(all), line))
			answer.Citations = cites
		}
		return answer, true
	}
	return a.told(r, sense, groups, Focus{Units: names}), true
}

// clauseAside gives the clause that a question leaves aside: 除了缓缴社保那条.
func (a *Asker) clauseAside(r *reading) string {
	m := exceptForm.FindStringSubmatch(r.text)
	if m == nil || !strings.ContainsAny(m[1]+m[2], "条项") {
		return ""
	}
	sub := a.read(m[1]+m[2], zero)
	if found := a.match(a.subject(sub), ""); len(found) > 0 && found[0].cover() > 0.5 {
		return a.text.passages[found[0].passage].ref
	}
	return ""
}

// told tells how many items a set has and which, with their places.
func (a *Asker) told(r *reading, sense said.Sentence, groups []fact.Group, focus Focus) Answer {
	m := ofWhat.FindStringSubmatch(r.text)
	tasks := m != nil && m[1] == "项"
	list, cites := a.listItems(groups)
	answer := Answer{Intent: IntentAnswer, Citations: cites, Focus: focus}
	switch n := len(groups); {
	case n == 1 && tasks:
		answer.Lines = []said.Sentence{said.Of("{sense}的只有1项：{list}。",
			"There is only one task {sense}: {list}.", sense, list)}
	case n == 1:
		answer.Lines = []said.Sentence{said.Of("{sense}的只有1条：{list}。",
			"There is only one clause {sense}: {list}.", sense, list)}
	case tasks:
		answer.Lines = []said.Sentence{said.Of("{sense}的共{n}项：{list}。",
			"There are {n} {task|tasks} {sense}: {list}.", sense, n, list)}
	default:
		answer.Lines = []said.Sentence{said.Of("{sense}的共{n}条：{list}。",
			"There are {n} {clause|clauses} {sense}: {list}.", sense, n, list)}
	}
	for _, g := range groups {
		answer.Focus.Items = appendNew(answer.Focus.Items, g.Rows[0].Place)
	}
	answer.Focus.Clause = answer.Focus.Items[0]
	if len(groups) <= 3 { // say what they are about
		for i, g := range groups {
			item := a.store.Items[g.Rows[0].Item]
			if quote := a.bestOf(r, item, 130); quote != "" {
				answer.Citations[i].Quote = quote
			}
			if len(groups) <= 2 {
				answer.Lines = append(answer.Lines, dutyLine(item.Duties))
			}
		}
	}
	return answer
}

// bestOf gives the beginning of an item up to so many characters.
func (a *Asker) bestOf(_ *reading, item fact.Item, most int) string {
	return joinShort(item.Sentences, most)
}

// listItems names the items of groups one by one.
func (a *Asker) listItems(groups []fact.Group) (said.Sentence, []knowledge.Citation) {
	var list []said.Sentence
	var cites []knowledge.Citation
	shown := shownTitle
	if len(groups) > 8 {
		shown = 14
	}
	for _, g := range groups {
		c := a.citeItem(g.Rows[0].Item, shown)
		list = append(list, Place(c))
		cites = append(cites, c)
	}
	return oneByOne(list), cites
}

// citeItem cites an item by its clause's title, or by its own first words.
func (a *Asker) citeItem(n, shown int) knowledge.Citation {
	item := a.store.Items[n]
	clause, _ := a.plan.Clause(item.Place)
	title := clause.Title
	several := n > 0 && a.store.Items[n-1].Place == item.Place || n+1 < len(a.store.Items) && a.store.Items[n+1].Place == item.Place
	if title == "" || several {
		words := strings.TrimPrefix(item.Text(), clause.No)
		if several && clause.Title != "" && strings.HasPrefix(words, clause.Title) {
			words = strings.TrimLeft(strings.TrimPrefix(words, clause.Title), "。 ")
		}
		title = opening(words, shown)
	}
	return knowledge.Citation{Clause: item.Place, Detail: title, Quote: title}
}

// eachUnit lists what each of several units is bound to.
func (a *Asker) eachUnit(r *reading, units []int) (Answer, bool) {
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Units: a.fulls(units)}}
	for _, u := range units {
		groups := a.store.Run(fact.Query{From: fact.Duty, Group: fact.FieldItem, Where: isUnit(a.names.units[u].full)})
		part := a.told(r, said.Of("{full}列入", "naming {full}", a.names.units[u].full), groups, Focus{})
		answer.Lines = append(answer.Lines, part.Lines...)
		answer.Citations = append(answer.Citations, part.Citations...)
	}
	return answer, true
}

// busiest tells which unit is bound to most items.
func (a *Asker) busiest(r *reading, where fact.Filter, aside []int) (Answer, bool) {
	not := fact.Filter{Any: []fact.Filter{isUnit("有关部门", "相关部门", "各部门", "有关地区"), isUnit(a.fulls(aside)...)}}
	pick := fact.Most
	if r.wants(asksLeast) && !r.wants(asksMost) {
		pick = fact.Least
	}
	filter := fact.Filter{All: []fact.Filter{where, a.role(r), {Not: &not}, {Not: &fact.Filter{Field: fact.FieldUnit, In: a.collectives()}}}}
	if strings.Contains(r.text, "除") && len(aside) == 0 {
		return Answer{}, false
	}
	groups := a.store.Run(fact.Query{From: fact.Duty, Where: filter, Group: fact.FieldUnit, Select: fact.FieldItem, Pick: pick})
	if len(groups) == 0 {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer}
	var names []string
	for _, g := range groups {
		names = append(names, g.Key)
		if len(groups) == 1 {
			sub := a.store.Run(fact.Query{From: fact.Duty, Where: fact.Filter{All: []fact.Filter{filter, isUnit(g.Key)}}, Group: fact.FieldItem})
			list, cites := a.listItems(sub)
			answer.Citations = cites
			answer.Focus.Items = nil
			answer.Lines = []said.Sentence{said.Of("具体是：{list}。", "These are: {list}.", list)}
			for _, s := range sub {
				answer.Focus.Items = appendNew(answer.Focus.Items, s.Rows[0].Place)
			}
		}
	}
	answer.Lines = lead(mostBound(pick, r.wants(asksLead), names, len(groups[0].Values)), answer.Lines)
	answer.Focus.Units = names
	return answer, true
}

// mostBound says which units are bound to most or fewest of n items.
func mostBound(pick fact.Pick, leading bool, units []string, n int) said.Sentence {
	count := said.Of("共{n}条", "in {n} {clause|clauses}", n)
	if len(units) > 1 {
		count = said.Of("各{n}条", "each in {n} {clause|clauses}", n)
	}
	switch names := inTurn(units); {
	case leading && pick == fact.Most:
		return said.Of("牵头最多的是{names}，{count}。", "{names} leads most, {count}.", names, count)
	case leading:
		return said.Of("牵头最少的是{names}，{count}。", "{names} leads least, {count}.", names, count)
	case pick == fact.Most:
		return said.Of("最多的是{names}，{count}。", "{names} is named most, {count}.", names, count)
	default:
		return said.Of("最少的是{names}，{count}。", "{names} is named least, {count}.", names, count)
	}
}

// collectives gives the units that stand for many.
func (a *Asker) collectives() []string {
	var out []string
	for _, u := range a.names.units {
		if knowledge.IsCollective(u.full) || strings.HasPrefix(u.full, "各") || strings.HasSuffix(u.full, "有关部门") {
			out = append(out, u.full)
		}
	}
	return out
}

// crowded tells which item binds most units.
func (a *Asker) crowded(r *reading, where fact.Filter, _ []int) (Answer, bool) {
	pick := fact.Most
	if r.wants(asksLeast) && !r.wants(asksMost) {
		pick = fact.Least
	}
	not := fact.Filter{Not: &fact.Filter{Field: fact.FieldUnit, In: []string{"有关部门", "相关部门"}}}
	if dutiesForm6.MatchString(r.whole) {
		not = fact.Filter{Not: &fact.Filter{Field: fact.FieldUnit, In: a.collectives()}}
	}
	groups := a.store.Run(fact.Query{From: fact.Duty, Where: fact.Filter{All: []fact.Filter{where, not}}, Group: fact.FieldItem, Select: fact.FieldUnit, Pick: pick})
	if len(groups) == 0 {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer}
	for _, g := range groups {
		c := a.citeItem(g.Rows[0].Item, shownTitle)
		answer.Lines = append(answer.Lines, said.Of("{place}，有{n}家：{values}。", "{place}, {n} {unit|units}: {values}.", Place(c), len(g.Values), inTurn(g.Values)))
		answer.Citations = append(answer.Citations, c)
		answer.Focus.Items = appendNew(answer.Focus.Items, g.Rows[0].Place)
	}
	head := said.Of("责任单位最多的是：", "With most responsible units:")
	if pick == fact.Least {
		head = said.Of("责任单位最少的是：", "With fewest responsible units:")
	}
	answer.Lines = lead(head, answer.Lines)
	answer.Focus.Clause = answer.Focus.Items[0]
	return answer, true
}

// ofSize lists the items that bind so many units.
func (a *Asker) ofSize(r *reading, where fact.Filter) (Answer, bool) {
	having := fact.Having{Field: fact.FieldUnit}
	var sense said.Sentence
	if m := atLeastN.FindStringSubmatch(r.text); m != nil {
		having.Least, _ = zh.Number(m[1])
		sense = said.Of("责任单位有{least}家以上", "with {least} responsible {unit|units} or more", having.Least)
	} else {
		m := exactly.FindStringSubmatch(r.text)
		having.Count, _ = zh.Number(m[1])
		sense = said.Of("责任单位有{count}家", "with {count} responsible {unit|units}", having.Count)
	}
	if having.Count+having.Least == 0 {
		return Answer{}, false
	}
	if strings.Contains(r.text, "部委") {
		where = fact.Filter{All: []fact.Filter{where, {Not: &fact.Filter{Field: fact.FieldUnit, In: a.collectives()}}}}
	}
	groups := a.store.Run(fact.Query{From: fact.Duty, Where: where, Group: fact.FieldItem, Having: []fact.Having{having}})
	if len(groups) == 0 {
		return Answer{}, false
	}
	answer := a.told(r, sense, groups, Focus{})
	for _, g := range groups[:min(len(groups), 4)] {
		var names []string
		for _, d := range a.store.Items[g.Rows[0].Item].Duties {
			names = append(names, d.Unit)
		}
		answer.Lines = append(answer.Lines, said.Of("{place}：{names}。", "{place}: {names}.", Place(a.citeItem(g.Rows[0].Item, shownTitle)), inTurn(names)))
	}
	return answer, true
}

// unbound lists the clauses that name nobody.
func (a *Asker) unbound(r *reading) (Answer, bool) {
	bound := map[string]bool{}
	for _, d := range a.store.Of(fact.Duty) {
		bound[d.Place] = true
	}
	var list []said.Sentence
	answer := Answer{Intent: IntentAnswer}
	for _, n := range a.outline.nodes {
		if _, clause := a.plan.Clause(n.ref); clause && !bound[n.ref] && len(a.outline.children(a.outline.of(n.ref))) == 0 {
			c := a.citeTitle(n)
			list = append(list, Place(c))
			answer.Citations = append(answer.Citations, c)
		}
	}
	if len(list) == 0 {
		return Answer{Intent: IntentAnswer, Verdict: No, Lines: []said.Sentence{said.Of("每一条都写了责任单位。", "Each clause names responsible units.")}}, true
	}
	answer.Lines = []said.Sentence{said.Of("没有写责任单位的有{n}条：{list}。",
		"{n} {clause names|clauses name} no responsible units: {list}.", len(list), oneByOne(list))}
	return answer, true
}

// allUnits names every unit bound, in a role or at all.
func (a *Asker) allUnits(r *reading, where fact.Filter, aside []int) (Answer, bool) {
	filter := fact.Filter{All: []fact.Filter{where, a.role(r), {Not: &fact.Filter{Field: fact.FieldUnit, In: append(a.fulls(aside), "有关部门", "相关部门")}}}}
	groups := a.store.Run(fact.Query{From: fact.Duty, Where: filter, Select: fact.FieldUnit})
	if len(groups) == 0 {
		return Answer{}, false
	}
	names := groups[0].Values
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Units: names}}
	line := said.Of("责任单位共{n}家：{names}。", "{n} responsible {unit|units}: {names}.", len(names), inTurn(names))
	if a.role(r).Field == fact.FieldRole {
		line = said.Of("配合单位共{n}家：{names}。", "{n} supporting {unit|units}: {names}.", len(names), inTurn(names))
		if r.wants(asksLead) {
			line = said.Of("牵头单位共{n}家：{names}。", "{n} leading {unit|units}: {names}.", len(names), inTurn(names))
		}
	}
	answer.Lines = []said.Sentence{line}
	for _, row := range groups[0].Rows {
		if len(answer.Citations) == 0 || answer.Citations[len(answer.Citations)-1].Clause != row.Place {
			answer.Citations = append(answer.Citations, a.citeItem(row.Item, 10))
		}
	}
	if len(answer.Citations) > 4 {
		answer.Citations = answer.Citations[:4]
	}
	return answer, true
}

// compareUnits tells which of several units is bound to more.
func (a *Asker) compareUnits(r *reading, units []int) (Answer, bool) {
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Units: a.fulls(units)}}
	var counts []int
	for _, u := range units {
		groups := a.store.Run(fact.Query{From: fact.Duty, Group: fact.FieldItem, Where: fact.Filter{All: []fact.Filter{a.role(r), isUnit(a.names.units[u].full)}}})
		counts = append(counts, len(groups))
		list, cites := a.listItems(groups)
		answer.Lines = append(answer.Lines, said.Of("{full}{n}条：{list}。", "{full}, {n} {clause|clauses}: {list}.", a.names.units[u].full, len(groups), list))
		answer.Citations = append(answer.Citations, cites...)
	}
	most := slices.Max(counts)
	var best []string
	for i, n := range counts {
		if n == most {
			best = append(best, a.names.units[units[i]].full)
		}
	}
	head := said.Of("{best}多，{most}条。", "{best} has more, {most} {clause|clauses}.", inTurn(best), most)
	if len(best) == len(units) {
		head = said.Of("一样多，各{most}条。", "As many, {most} {clause|clauses} each.", most)
	}
	answer.Lines = lead(head, answer.Lines)
	return answer, true
}

// Patterns that are used in one place.
var (
	dutiesForm1 = regexp.MustCompile(`单位|部门|家|部委|局`)
	dutiesForm2 = regexp.MustCompile(`责任单位|牵头`)
	dutiesForm3 = regexp.MustCompile(`多|少|一样`)
	dutiesForm4 = regexp.MustCompile(`条|项`)
	dutiesForm5 = regexp.MustCompile(`哪(?:个|家|一个)?(?:部门|单位|部委|省级部门|局|厅)|谁`)
	dutiesForm6 = regexp.MustCompile(`不算(?:省|各|地方|县)`)
)
