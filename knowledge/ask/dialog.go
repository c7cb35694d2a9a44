package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// Focus is what a question was about. It is plain data, so that a chat can keep
// it between messages and over a restart.
type Focus struct {
	Units    []string `json:"units,omitempty"`
	Projects []string `json:"projects,omitempty"`
	Years    []int    `json:"years,omitempty"`
	Clause   string   `json:"clause,omitempty"`  // Clause.Ref, knowledge.PreambleRef or 附件
	Found    []string `json:"found,omitempty"`   // units that answered, where they were asked for
	Items    []string `json:"items,omitempty"`   // Clause.Ref of the set that was answered, in order
	Quote    string   `json:"quote,omitempty"`   // the sentence that answered
	Said     string   `json:"said,omitempty"`    // the question as it was understood, whole
	Choices  []string `json:"choices,omitempty"` // questions that were offered, see Answer.Choices
	Home     []string `json:"home,omitempty"`    // the asking person's own units: 我们
	Earlier  []Focus  `json:"earlier,omitempty"` // topics before this one, the newest first
	Plan     string   `json:"plan,omitempty"`    // which plan of a library, as it is cited
}

// earlierTopics is how many topics a chat can return to.
const earlierTopics = 4

// follow makes the focus that comes after before: with the same home, and with what
// it was about to return to.
func (f Focus) follow(before Focus) Focus {
	f.Home, f.Earlier = before.Home, before.Earlier
	if before.about() && !before.same(f) {
		earlier := before
		earlier.Earlier, earlier.Home, earlier.Choices = nil, nil, nil
		f.Earlier = append([]Focus{earlier}, f.Earlier...)
		f.Earlier = f.Earlier[:min(len(f.Earlier), earlierTopics)]
	}
	return f
}

// about tells whether the focus is about anything.
func (f Focus) about() bool {
	return len(f.Units)+len(f.Projects)+len(f.Years)+len(f.Items) > 0 || f.Clause != "" || f.Said != ""
}

func (f Focus) same(g Focus) bool {
	return f.Clause == g.Clause && slices.Equal(f.Units, g.Units) && slices.Equal(f.Projects, g.Projects) && f.Said == g.Said
}

var zero time.Time

var (
	returning  = regexp.MustCompile(`^(?:好的?|行|那|对了|还是|先不说这个)?[,，。]?(?:还是)?(?:再)?(?:回到|说回|再回|回|再说回|再说|还是说|接着说)(?:刚才|之前|前面|上面|第一个)?(?:的|那个|那条|那项|到)*|^(?:好的?[,，。])?(?:刚才|之前|前面)(?:的|那个|那条|问的|说的)*`)
	correcting = regexp.MustCompile(`^(?:哎|哦|不是|不对|错了|更正|不好意思|打错字?了?|说错了?|问错了?|记错了?|搞错了?|说岔了?|我说错|我问错|我记[岔错]了?|等等|抱歉)+(?:了|这个|那个)?[,，。:：]?(?:我(?:是)?(?:要|想)?(?:问|说|指)的?(?:是)?)?|^我(?:是)?(?:要|想)?(?:问|说|指)的是|^(?:应该)?是(?:问)?`)
	leading    = regexp.MustCompile(`^(?:那么|那|对了|好的|好|嗯|哦|行|另外|还有|然后|顺便|再问)[,，。]?`)
	pronouns   = regexp.MustCompile(`它|这个|那个|这条|那条|这项|那项|该项|其中|里面|里头|这俩|这两|那俩|这里|这|那|同一条|此`)
	thisPlan   = regexp.MustCompile(`(?:这|那|该|本)(?:一?份|个|项|套|部)?(?:文件|意见|方案|计划|规划|通知|办法|措施|行动|文|政策|纲要)`)
	referring  = regexp.MustCompile(`它|其中|该项|这俩|那俩|这两|同一条|里面|里头|^第[一二三四五六七八九十两\d]{1,2}(?:个|家|点|档|种|样)|^最后一?个`)
	elliptic   = regexp.MustCompile(`呢[吗嘛]?$|^(?:那|换|再|跟|和|与|还有|也)|^(?:它|其|这|该)`)
	ordinals   = regexp.MustCompile(`第([一二三四五六七八九十两]{1,3}|\d{1,2})(?:个|项|条|点|家|档|类|种|样)?|(最后一?)(?:个|项|条|点|家|档|类|种|样)?|(头一|前一)(?:个|项)`)
	briefly    = regexp.MustCompile(`^(再)?(短|简短|简单|简洁|精简)(一)?(点|些)|^(说)?(短|简单|简洁)(点|些)|^一句话(说|概括|总结)?`)
	original   = regexp.MustCompile(`^(?:那)?(?:请)?(?:原文|原话|原句|全文|条文)(?:怎么(?:说|写)的?|是(?:什么|啥)|发我|给我)?|^(?:把)?原文`)
	whereIsIt  = regexp.MustCompile(`^(?:这个?|这话|这|那|它)?(?:是|写|在)*(?:哪|第几)(?:一)?(?:条|章|节|里).{0,8}$|^(?:出处|依据)`)
)

// leastOwn is how much a message has to be about to stand on its own.
const leastOwn = 0.75

// converse answers a message of a chat.
func (a *Asker) converse(words string, focus Focus, now time.Time) Answer {
	if l := a.taught.Load(); l != nil {
		if place, ok := l.faq[phrasing(words)]; ok {
			answer := a.fromLesson(a.read(words, now), place)
			answer.Taught = []said.Sentence{said.Of("出处是督查员在常见问答里指定的。",
				"The place was set by a supervisor in the FAQ.")}
			return answer
		}
	}
	words = a.requested(words)
	if answer, ok := a.smallTalk(words, focus); ok {
		return answer
	}
	if answer, ok := a.chosen(words, focus, now); ok {
		return answer
	}
	if loc := returning.FindStringIndex(words); loc != nil && loc[1] < len(words) && focus.about() {
		focus = a.returned(words[loc[1]:], focus)
		words = strings.TrimLeft(words[loc[1]:], ",，。 ")
	}
	if loc := correcting.FindStringIndex(words); loc != nil && loc[0] == 0 && loc[1] < len(words) && focus.about() && !strings.HasPrefix(words, "是不是") {
		words = strings.TrimLeft(words[loc[1]:], ",，。 ")
	}
	if parts := a.requests(words); len(parts) > 1 {
		if answer, ok := a.askAll(parts, focus, now); ok {
			return answer
		}
	}
	return a.one(words, focus, now, false)
}

// one answers one request.
func (a *Asker) one(words string, focus Focus, now time.Time, brief bool) Answer {
	r := a.read(words, now)
	r.brief = brief
	said := words
	if answer, ok := a.fromBareWord(r); ok && (focus.Clause != fact.AnnexPlace || len(a.readCells(r, nil).projects) == 0) {
		return answer
	}
	if strings.Trim(words, "0123456789.,，。?？ %") == "" {
		return a.unclear(r)
	}
	if answer, ok := a.noSuch(r); ok {
		return answer
	}
	if focus.about() && !leans(words) && !a.yearAlone(r) && a.isWhole(r) { // it stands on its own where the facts alone answer it
		if answer, ok := a.exact(r, Focus{Home: focus.Home}, ""); ok && answer.Silence == Answered {
			answer.Focus.Said = said
			return answer
		}
	}
	if focus.about() && !(brief && isFront(r.text)) { // one of several requests, about the document itself
		if answer, ok := a.followUp(words, r, focus, now); ok {
			if answer.Focus.Said == "" {
				answer.Focus.Said = said
			}
			return answer
		}
	}
	before := ""
	if brief {
		before = focus.Clause // requests of one message are likely to be about one place
	}
	answer := a.answer(r, Focus{Home: focus.Home}, before)
	answer.Focus.Said = said
	return answer
}

var noSuchClause = regexp.MustCompile(`第([一二三四五六七八九十百]+|\d{1,3})条`)

// noSuch answers where a clause is named that the plan does not have.
func (a *Asker) noSuch(r *reading) (Answer, bool) {
	m := noSuchClause.FindStringSubmatch(r.text)
	if m == nil || len(a.nodesIn(r.text)) > 0 {
		return Answer{}, false
	}
	n, _ := zh.Number(m[1])
	most := a.outline.highest()
	return Answer{Intent: IntentAnswer, Silence: NotStipulated, Lines: []said.Sentence{said.Of("本计划没有第{words}条，全文共{most}条。",
		"This plan has no clause {words}; it has {most} {clause|clauses} in all.", m[1], most)}}, n > most && most > 0
}

// unclear says that the words do not say what is asked, or that nothing was found.
func (a *Asker) unclear(r *reading) Answer {
	if len(r.unknown) > 0 {
		return Answer{Intent: IntentAnswer, Silence: NotFound, Lines: []said.Sentence{said.Of("没有找到：文件没有写“{unknown}”。",
			"Not found: the document does not say “{unknown}”.", r.unknown[0])}}
	}
	return Answer{Intent: IntentAnswer, Silence: Unclear, Lines: []said.Sentence{said.Of("没看出问的是哪一项。请加上单位、年份、项目或条号，比如：{example}。",
		"I could not make out what is asked. Please ask in Chinese, with a unit, a year, a project or a clause, for example: {example}.", a.Example())}}
}

// returned gives the focus that a message goes back to: the newest earlier topic that
// its words name, or the oldest of all where they name none.
func (a *Asker) returned(words string, focus Focus) Focus {
	if len(focus.Earlier) == 0 {
		return focus
	}
	best, most := 0, -1.0
	for i, f := range focus.Earlier {
		text := zh.Fold(f.Said + " " + f.Quote + " " + strings.Join(f.Units, " ") + strings.Join(f.Projects, " "))
		score := 0.0
		for _, p := range pairsOf(words) {
			if strings.Contains(text, p) && !strings.ContainsAny(p, "的那条个哪") {
				score++
			}
		}
		if score > most {
			best, most = i, score
		}
	}
	back := focus.Earlier[best]
	back.Home, back.Earlier = focus.Home, focus.Earlier
	return back
}

// followUp answers a message that leans on the one before: it is read as an edit of it.
func (a *Asker) followUp(words string, r *reading, focus Focus, now time.Time) (Answer, bool) {
	bare := strings.TrimRight(leading.ReplaceAllString(words, ""), "?？。!！ ")
	if answer, ok := a.again(bare, r, focus); ok {
		return answer, true
	}
	if said, ok := a.nextPlace(bare, focus); ok {
		answer := a.answer(a.read(said, now), Focus{Home: focus.Home}, "")
		answer.Focus.Said = said
		return answer, true
	}
	if answer, ok := a.ordinal(bare, r, focus, now); ok {
		return answer, true
	}
	if answer, ok := a.neighbour(bare, focus, now); ok {
		return answer, true
	}
	if m := those.FindString(bare); m != "" && len(focus.Found) > 0 && len(r.mentions) == 0 && unitsTasks.MatchString(bare) {
		said := strings.Join(focus.Found, "、") + strings.TrimPrefix(bare, m)
		one := a.read(said, now)
		if answer, ok := a.fromDutySets(one); ok {
			answer.Focus.Said = said
			return answer, true
		}
	}
	if focus.Clause == fact.AnnexPlace && strings.HasPrefix(bare, "后面") {
		if merged, ok := a.replacedCells(bare, r, focus); ok {
			answer := a.answer(a.read(merged, now), Focus{Home: focus.Home}, "")
			answer.Focus.Said = merged
			return answer, true
		}
	}
	if share := a.unknownShare(r); share > 0.5 && !pronouns.MatchString(words) && !strings.HasSuffix(bare, "呢") {
		return Answer{}, false // something else
	}
	if cells := a.store.Of(fact.Cell); len(cells) > 0 && focus.Clause == fact.AnnexPlace && !dutyWords.MatchString(bare) && !strings.Contains(bare, "条") {
		if c := a.readCells(r, focus.Home); c.rest < 0.3 && len(c.units)+len(c.projects)+len(c.years) > 0 {
			if merged, ok := a.replacedCells(bare, r, focus); ok {
				answer := a.answer(a.read(merged, now), Focus{Home: focus.Home}, "")
				answer.Focus.Said = merged
				return answer, true
			}
		}
	}
	own := a.ownWeight(a.subject(r))
	leans := leans(words)
	if own >= leastOwn && !leans {
		return Answer{}, false
	}
	if len(r.mentions) > 0 && !r.mentions[0].column && !leans && (unitsTasks.MatchString(words) && hasClause.MatchString(words) || strings.Contains(words, "负责")) {
		return Answer{}, false
	}
	if len(r.mentions) > 0 && own < leastOwn && memberForm.MatchString(words) && !hasClause.MatchString(words) && focus.Clause != "" && focus.Clause != fact.AnnexPlace {
		if answer, ok := a.samePlace(words, r, focus, now); ok {
			return answer, true
		}
	}
	if merged, ok := a.replaced(bare, r, focus, own); ok {
		m := a.read(merged, now)
		m.brief = r.brief
		before := focus.Clause
		if before == fact.AnnexPlace {
			before = ""
		}
		answer := a.answer(m, Focus{Home: focus.Home}, before)
		answer.Focus.Said = merged
		return answer, true
	}
	if own < leastOwn && focus.Clause != "" && focus.Clause != fact.AnnexPlace { // about the same place
		return a.samePlace(words, r, focus, now)
	}
	if own >= leastOwn && !leans || own < leastOwn && len(r.mentions) > 0 && r.mentions[0].column {
		return Answer{}, false
	}
	// New words in the context of the old.
	merged := a.withContext(r, focus, now, 0.3)
	answer := a.answer(merged, Focus{Home: focus.Home}, focus.Clause)
	answer.Focus.Said = words
	return answer, true
}

// leans tells whether a message needs the one before it: it opens with a pronoun, or has
// one that nothing in it explains, or is an ellipsis. 这份文件 means the plan, and the 那条 of
// 质量那条 is explained.
func leans(words string) bool {
	words = strings.TrimRight(thisPlan.ReplaceAllString(words, ""), "?？。!！ ")
	if elliptic.MatchString(words) {
		return true
	}
	bare := leading.ReplaceAllString(words, "")
	at := pronouns.FindStringIndex(bare)
	return at != nil && at[0] == 0 || referring.MatchString(bare)
}

// isWhole tells whether a message lacks nothing: it names what it is about, or speaks of
// the plan as a whole. 哪些部门负责 alone is about what was answered before.
func (a *Asker) isWhole(r *reading) bool {
	return a.standsAlone(r.text) || asksParts.MatchString(r.text) || ofPlan.MatchString(r.text) || thisPlan.MatchString(r.text) || !r.wants(asksWho)
}

// yearAlone tells whether a message names nothing but a year: 2022年要做到多少. What it is
// about stands in the message before, unless it asks who or which.
func (a *Asker) yearAlone(r *reading) bool {
	return len(r.years) > 0 && len(r.mentions) == 0 && !r.wants(asksList|asksWho) && a.ownWeight(a.subject(r)) < leastOwn && len(a.readCells(r, nil).projects) == 0
}

// ownWeight gives how much a message is about by itself, in words that the plan knows.
func (a *Asker) ownWeight(r *reading) float64 {
	weight := 0.0
	for _, t := range r.terms {
		if dutyTalk[t.word] || strings.ContainsAny(t.word, "条项责任单位部门牵头负责刚才") {
			continue
		}
		weight += t.weight
	}
	return weight / a.text.unknown()
}

// withContext adds the words of the question before to a reading, at a share.
func (a *Asker) withContext(r *reading, focus Focus, now time.Time, share float64) *reading {
	old := a.read(focus.Said, now)
	merged := *r
	merged.terms = slices.Clone(r.terms)
	for _, t := range old.terms {
		if !slices.ContainsFunc(merged.terms, func(u term) bool { return u.word == t.word }) {
			t.weight *= share
			merged.terms = append(merged.terms, t)
		}
	}
	const what = asksWho | asksWhen | asksSpan | asksCount | asksValue | asksMoney | asksShare | asksList | asksHow | asksWhy | asksWhere | asksMean | asksConfirm
	if r.asks&what == 0 {
		merged.asks |= old.asks & what
	}
	if len(merged.years) == 0 {
		merged.years = old.years
	}
	if r.wants(asksState|asksGap|asksConfirm) && len(r.figures) == 0 && len(old.figures) > 0 {
		merged.figures = nil
	}
	return &merged
}

// samePlace answers a message that says nothing new of what it is about: from the clause
// that was answered.
func (a *Asker) samePlace(words string, r *reading, focus Focus, now time.Time) (Answer, bool) {
	merged := a.withContext(r, focus, now, 0.6)
	found := a.match(merged, focus.Clause)
	at := slices.IndexFunc(found, func(m match) bool { return a.text.passages[m.passage].ref == focus.Clause })
	if at < 0 {
		return Answer{}, false
	}
	if q := zh.Fold(focus.Quote); q != "" && r.wants(asksWho) { // the stretch that was quoted
		p := a.text.passages[found[at].passage]
		for n := p.first; n < p.end; n++ {
			if a.text.sentences[n].folded == q {
				found[at].best = n
			}
		}
	}
	found = append([]match{found[at]}, slices.Delete(slices.Clone(found), at, at+1)...)
	if found[0].score < found[min(1, len(found)-1)].score {
		found[0].score = found[min(1, len(found)-1)].score + alsoScore
	}
	var answer Answer
	ok := false
	if len(r.mentions) > 0 {
		answer, ok = a.memberOf(merged, found)
	}
	if !ok {
		if silent, s := a.silentOn(merged, found); silent && len(r.figures) == 0 && !r.wants(asksWho) {
			answer, ok = a.silence(merged, found, s), true
		}
	}
	if !ok {
		answer, ok = a.verdictOf(merged, found)
	}
	if !ok {
		answer, ok = a.fromPassages(merged, found[:1])
	}
	answer.Focus.Clause = cmp.Or(answer.Focus.Clause, focus.Clause)
	answer.Focus.Said = focus.Said
	answer.Focus.Items = focus.Items
	return answer, ok
}

// replaced makes of a message that names one thing of the kind that the question before
// named the question before with that thing in place: 那新昌呢, 2025年呢, 那财政局呢.
func (a *Asker) replaced(bare string, r *reading, focus Focus, own float64) (string, bool) {
	if focus.Said == "" {
		return "", false
	}
	old := a.read(focus.Said, zero)
	said := focus.Said
	done := false
	mentions := slices.DeleteFunc(slices.Clone(r.mentions), func(m mention) bool { return m.unit < 0 })
	before := slices.DeleteFunc(slices.Clone(old.mentions), func(m mention) bool { return m.unit < 0 })
	same := func(m mention) bool {
		return slices.ContainsFunc(before, func(o mention) bool { return o.column == m.column })
	}
	light := own < leastOwn || len(mentions) > 0 && a.about(a.subject(r)) < 0.8
	if len(mentions) > 0 && light && same(mentions[0]) && !memberForm.MatchString(bare) && !(r.wants(asksWho) && !mentions[0].column) {
		var words []string
		for _, m := range mentions {
			words = append(words, m.words)
		}
		first := true
		for _, o := range before {
			if o.column != mentions[0].column {
				continue
			}
			with := ""
			if first {
				with = strings.Join(words, "、")
				first = false
			}
			said = strings.Replace(said, o.words, with, 1)
		}
		done = true
	}
	if cells := a.store.Of(fact.Cell); len(cells) > 0 && !dutyWords.MatchString(bare) && !strings.Contains(bare, "条") && (focus.Clause == fact.AnnexPlace || len(focus.Projects)+len(focus.Units) > 0) {
		if merged, ok := a.replacedCells(bare, r, focus); ok {
			return merged, true
		}
	}
	if len(r.years) > 0 && len(old.years) > 0 && own < leastOwn {
		for i, y := range old.years {
			with := ""
			if i == 0 {
				with = yearsWords(r.years)
			}
			for _, words := range []string{yearWords(y), itoa(y%100) + "年", itoa(y)} {
				if strings.Contains(said, words) {
					said = strings.Replace(said, words, with, 1)
					break
				}
			}
		}
		done = true
	}
	if m, o := refForm.FindString(bare), refForm.FindString(said); m != "" && o != "" && own < leastOwn && len(a.nodesIn(bare)) > 0 && !r.wants(asksWho|asksHow) {
		said = strings.Replace(said, o, m, 1)
		done = true
	}
	if edited, ok := a.replacedTitle(bare, r, focus); ok {
		return edited, true
	}
	if len(r.figures) > 0 && len(old.figures) > 0 && own < leastOwn && r.figures[0].Comparable(old.figures[0]) {
		said = strings.Replace(said, focusFigure(old, focus.Said), r.text[r.figures[0].Start:r.figures[0].End], 1)
		done = true
	}
	return said, done
}

// partForm names a part of the plan by its number, which is no member of a set.
var partForm = regexp.MustCompile(`第[一二三四五六七八九十\d]+(?:大)?(?:部分|章|节)`)

// replacedTitle asks the question before of a neighbour of the clause that was answered,
// where a message that asks nothing itself names it by its title.
func (a *Asker) replacedTitle(bare string, r *reading, focus Focus) (string, bool) {
	at := a.outline.of(focus.Clause)
	if at < 0 || r.asks != 0 {
		return "", false
	}
	if c, clause := a.plan.Clause(focus.Clause); clause && c.Title == "" {
		return "", false
	}
	before := longestShared(focus.Said, zh.Fold(a.outline.nodes[at].title))
	if before == "" {
		return "", false
	}
	for _, i := range a.outline.children(a.outline.nodes[at].parent) {
		if now := longestShared(bare, zh.Fold(a.outline.nodes[i].title)); i != at && now != "" && now != before {
			return strings.Replace(focus.Said, before, now, 1), true
		}
	}
	return "", false
}

// longestShared gives the longest run of two or more Chinese characters that both texts
// hold.
func longestShared(x, y string) string {
	runes := []rune(x)
	best := ""
	for i := range runes {
		for n := max(2, len([]rune(best))+1); i+n <= len(runes); n++ {
			part := string(runes[i : i+n])
			if !isHanPair(part) || !strings.Contains(y, part) {
				break
			}
			best = part
		}
	}
	return best
}

func focusFigure(old *reading, said string) string {
	f := old.figures[0]
	if f.End <= len(old.text) {
		return old.text[f.Start:f.End]
	}
	return said
}

// replacedCells edits a question about the schedules: another unit, year or project, the
// rest as before.
func (a *Asker) replacedCells(bare string, r *reading, focus Focus) (string, bool) {
	c := a.readCells(r, focus.Home)
	if c.rest > cellRest || len(c.units)+len(c.projects)+len(c.years) == 0 && !(pronouns.MatchString(bare) || strings.Contains(bare, "后面") || c.has(opFirst, opLast) || r.wants(asksCompare)) {
		return "", false
	}
	units, projects, years := c.units, c.projects, c.years
	if len(units) == 0 && len(focus.Found) > 0 && deicticUnit.MatchString(bare) {
		units = focus.Found
	}
	if len(units) == 0 && !c.asks(wantUnits) && !c.has(opFirst, opLast) {
		units = focus.Units
	}
	if len(projects) == 0 && !c.asks(wantProjects) {
		projects = focus.Projects
	}
	if len(years) == 0 && !c.asks(wantYears) && !c.has(opFirst, opLast) && len(c.projects) == 0 {
		years = focus.Years
	}
	if r.wants(asksCompare) && len(c.units) > 0 {
		for _, u := range focus.Units {
			units = appendNew(units, u)
		}
	}
	if strings.Contains(r.text, "后面") && len(focus.Years) > 0 {
		years = nil
		for y := focus.Years[len(focus.Years)-1] + 1; y <= a.lastYear; y++ {
			years = append(years, y)
		}
	}
	var words []string
	for _, y := range years {
		words = append(words, yearWords(y))
	}
	rest := bare
	return strings.Join(units, "、") + strings.Join(words, "、") + strings.Join(projects, "、") + " " + rest, true
}

// those are units that the answer before has named.
var those = regexp.MustCompile(`^(?:那)?(?:它们?俩?|他们俩?|这家|这几家|这[两俩]家?|该单位|这些单位)(?:还|另外)?`)

var neighbourWord = regexp.MustCompile(`^(下|后|上|前)一(?:条|项|章|节|个)`)

// neighbour answers the question before for the clause beside the one that was answered.
func (a *Asker) neighbour(bare string, focus Focus, now time.Time) (Answer, bool) {
	m := neighbourWord.FindStringSubmatch(bare)
	at := a.outline.of(focus.Clause)
	if m == nil || at < 0 {
		return Answer{}, false
	}
	by := 1
	if m[1] == "上" || m[1] == "前" {
		by = -1
	}
	next := a.outline.beside(at, by)
	if next < 0 {
		line := said.Of("这已经是最后一条了。", "This is the last clause already.")
		if by < 0 {
			line = said.Of("这已经是最前一条了。", "This is the first clause already.")
		}
		return Answer{Intent: IntentAnswer, Silence: NotStipulated, Focus: focus, Lines: []said.Sentence{line}}, true
	}
	ref := a.outline.nodes[next].ref
	p := slices.IndexFunc(a.text.passages, func(p passage) bool { return p.ref == ref })
	if p < 0 {
		return Answer{}, false
	}
	r := a.read(bare, now)
	r.asks |= a.read(focus.Said, now).asks & (asksWho | asksLead | asksSupport)
	one := match{passage: p, best: a.text.firstOf(&a.text.passages[p]), held: make([]float64, a.text.passages[p].end-a.text.passages[p].first)}
	answer, ok := a.fromPassages(r, []match{one})
	answer.Focus.Said = a.text.passages[p].title + "," + focus.Said
	return answer, ok
}

var deicticUnit = regexp.MustCompile(`^(?:那)?(?:它|其|这个|该)`)

// again answers about the answer before: its place, its words, in short.
func (a *Asker) again(bare string, r *reading, focus Focus) (Answer, bool) {
	c, isClause := a.plan.Clause(focus.Clause)
	keep := func(answer Answer) (Answer, bool) {
		answer.Intent, answer.Focus = IntentAnswer, focus
		return answer, true
	}
	cite := knowledge.Citation{Clause: focus.Clause, Detail: c.Title, Quote: focus.Quote}
	switch {
	case focus.Clause == fact.AnnexPlace && original.MatchString(bare):
		cells := a.cellsOf(cellReading{units: focus.Units, projects: focus.Projects, yearsRead: yearsRead{years: focus.Years}}.pick())
		if len(cells) > 0 {
			return keep(Answer{Lines: describeCells(cells, cellReading{units: focus.Units}), Citations: citeCells(cells)})
		}
	case briefly.MatchString(bare) && focus.Quote != "":
		cite.Quote = a.partOf(a.read(focus.Said, zero), focus.Quote, 40)
		return keep(Answer{Citations: []knowledge.Citation{cite}})
	case briefly.MatchString(bare) && focus.Clause == fact.AnnexPlace:
		cells := a.cellsOf(cellReading{units: focus.Units, projects: focus.Projects, yearsRead: yearsRead{years: focus.Years}}.pick())
		if len(cells) > 0 {
			var parts []string
			for _, f := range cells {
				part := f.Subject + f.Value
				if len(focus.Units) != 1 {
					part = f.Unit + part
				}
				parts = append(parts, part)
			}
			return keep(Answer{Lines: []said.Sentence{said.Of("{parts}。", "{parts}.", said.Join("{one}；{other}", "{one}; {other}", parts))}, Citations: citeCells(cells)})
		}
	case original.MatchString(bare) && isClause:
		if strings.Contains(bare, "全文") || strings.Contains(bare, "发") || focus.Quote == "" {
			cite.Quote = bodyOf(c)
		}
		return keep(Answer{Citations: []knowledge.Citation{cite}})
	case whereIsIt.MatchString(bare) && focus.Quote != "" && a.ownWeight(r) < leastOwn:
		p := slices.IndexFunc(a.text.passages, func(p passage) bool { return p.ref == focus.Clause })
		if p >= 0 {
			return keep(Answer{Lines: []said.Sentence{writtenIn(a.text.passages[p])}, Citations: []knowledge.Citation{cite}})
		}
	}
	return Answer{}, false
}

// ordinal answers 第二个呢 after an answer that named several things.
func (a *Asker) ordinal(bare string, r *reading, focus Focus, now time.Time) (Answer, bool) {
	m := ordinals.FindStringSubmatch(bare)
	if m == nil || partForm.MatchString(bare) || a.ownWeight(a.read(strings.Replace(bare, m[0], "", 1), now)) > leastOwn || strings.Contains(m[0], "条") && len(focus.Items) < 2 && len(a.nodesIn(bare)) > 0 {
		return Answer{}, false
	}
	n, _ := zh.Number(m[1])
	pick := func(size int) int {
		switch {
		case m[2] != "":
			return size - 1
		case m[3] != "":
			return 0
		}
		return n - 1
	}
	if len(focus.Items) > 1 {
		at := pick(len(focus.Items))
		if at < 0 || at >= len(focus.Items) {
			return Answer{Intent: IntentAnswer, Silence: Unclear, Focus: focus, Lines: []said.Sentence{said.Of("刚才只列了{n}项，没有这一项。",
				"Only {n} were listed; there is no such one.", numeral(len(focus.Items)))}}, true
		}
		ref := focus.Items[at]
		p := slices.IndexFunc(a.text.passages, func(p passage) bool { return p.ref == ref })
		if p < 0 {
			return Answer{}, false
		}
		one := match{passage: p, best: a.text.passages[p].first, held: make([]float64, a.text.passages[p].end-a.text.passages[p].first)}
		answer, ok := a.fromPassages(r, []match{one})
		answer.Focus.Items = focus.Items
		answer.Focus.Said = a.text.passages[p].title + "," + focus.Said
		return answer, ok
	}
	if units := focus.Found; len(units) > 1 && focus.Clause == fact.AnnexPlace {
		if at := pick(len(units)); at >= 0 && at < len(units) {
			rest := strings.Replace(bare, m[0], "", 1)
			rest = strings.TrimLeft(rest, "县区市")
			one := a.read(units[at]+rest, now)
			answer := a.answer(one, focus, "")
			answer.Focus.Said = units[at] + rest
			return answer, true
		}
	}
	items := enumerated(focus.Quote)
	at := pick(len(items))
	if len(items) < 2 || at < 0 || at >= len(items) {
		return Answer{}, false
	}
	c, _ := a.plan.Clause(focus.Clause)
	answer := Answer{Intent: IntentAnswer, Focus: focus, Lines: []said.Sentence{said.Of("是{item}。", "It is {item}.", items[at])},
		Citations: []knowledge.Citation{{Clause: focus.Clause, Detail: c.Title, Quote: focus.Quote}}}
	rest := strings.Replace(bare, m[0], "", 1)
	if a.wantsMore(rest) { // what it is about, not only its name
		one := a.read(items[at]+rest, now)
		if found := a.match(one, ""); len(found) > 0 {
			if more, ok := a.fromPassages(one, found); ok {
				more.Lines = append(answer.Lines, more.Lines...)
				return more, true
			}
		}
	}
	return answer, true
}

func (a *Asker) wantsMore(rest string) bool {
	return dialogForm1.MatchString(rest)
}

var quotedItem = regexp.MustCompile(`[“《]([^”》]{2,40})[”》]`)

// enumerated gives the items that a sentence lists: those in quotation marks, or else
// the longest run between 、.
func enumerated(sentence string) []string {
	var quoted []string
	for _, m := range quotedItem.FindAllStringSubmatch(sentence, -1) {
		quoted = append(quoted, m[1])
	}
	if len(quoted) > 2 {
		return quoted
	}
	var best []string
	for part := range strings.FieldsFuncSeq(sentence, func(r rune) bool { return strings.ContainsRune("，。；：（）", r) }) {
		if items := strings.Split(part, "、"); len(items) > len(best) {
			best = items
		}
	}
	for i, item := range best {
		if i == 0 {
			for _, word := range []string{"包括", "是", "为", "发展", "对", "涉及"} {
				if _, after, ok := strings.Cut(item, word); ok && len([]rune(after)) >= 2 && len([]rune(item)) > 8 {
					item = after
				}
			}
		}
		best[i] = strings.TrimSuffix(item, "等")
	}
	if n := len(best); n > 1 {
		if head, tail, ok := strings.Cut(best[n-1], "和"); ok && len([]rune(head)) >= 2 {
			best = append(best[:n-1], head, tail)
		}
	}
	return best
}

// Patterns that are used in one place.
var (
	dialogForm1 = regexp.MustCompile(`干|讲|说|内容|怎么|多少|谁|哪|要求|具体`)
)
