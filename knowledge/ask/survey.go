package ask

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// survey is a question about the plans of a library as a whole. Those that fulfil every
// condition that is given are mostListed, counted or put in order.
type survey struct {
	Mentions string `json:"mentions,omitempty"` // words that the plan holds
	Called   string `json:"called,omitempty"`   // words that its title or issuer holds
	Issuer   string `json:"issuer,omitempty"`
	From     int    `json:"from,omitempty"` // first year in which it was signed
	To       int    `json:"to,omitempty"`   // last year
	Order    order  `json:"order,omitempty"`
	Last     bool   `json:"last,omitempty"` // the last one in that order is wanted, else the first
}

// order is by what plans are put in order to pick the first or last.
type order string

const (
	byDate    order = "date"
	byClauses order = "clauses"
)

var (
	surveyForm = regexp.MustCompile(`(?:文件|计划|材料)(?:都|一共|现在)?(?:有|是)(?:哪些|哪?几[份个]|多少)[份个]?(?:$|[,，?？呢啊呀])|(?:哪|几|多少)(?:些|几|一|两)?(?:个|份|件)?(?:文件|份|计划|意见里|通知|政策文件|规划|方案里|文里|文(?:提|写|讲|说))|(?:所有|全部|这些|各个?|每[个份]|这几份)(?:的)?(?:文件|计划|材料|政策)|几份|都在哪些(?:文|份)|哪些文|有没有(?:哪[个份])?(?:文件|计划|意见|规划|方案)|(?:库里|手[头上]|系统里)(?:一共|都|现在)?有|最[早新晚近](?:发|印|出|颁)?(?:的)?(?:是)?(?:哪|那)?(?:一)?(?:份|个文件|文件|计划|通知)|(?:文件|计划)(?:里|中)?.{0,6}最[早新晚近多少长短]的?`)
	surveyWord = regexp.MustCompile(`有没有|(?:哪|几|多少)(?:些|几|一|两)?(?:个|份|件)?(?:文件|计划|意见|通知|政策文件|规划|方案|文)?(?:里面?|中)?|(?:所有|全部|这些|各个?|每[个份]|这几份)(?:的)?(?:文件|计划|材料|政策)?(?:里面?|中)?|都?在|提[到及]过?了?|写[到过]?过?了?|[讲谈说]到?过?|涉及到?|出现过?|里?有|帮我?|捋一下|列(?:一下|出来)?|数一下|一共|总共|最[早晚新近多少长短]的?|条数|条款|条|是|分别.{0,4}|有活|有任务|都|发的|印发的?|出台的?|文件|计划|库里|手[头上]|系统里|现在|能查|导入|关于|有关|了|的|里|各|吗|没有|份|年`)
	oldestForm = regexp.MustCompile(`最[早先]`)
	newestForm = regexp.MustCompile(`最[新晚近后]`)
	longForm   = regexp.MustCompile(`最[多长]`)
	shortForm  = regexp.MustCompile(`最[少短]`)
	issuedForm = regexp.MustCompile(`发(?:的|了|过|布)|印发|出的|出台|下发`)
	yearIssued = regexp.MustCompile(`((?:19|20)\d\d)年?(以前|之前|前|以后|之后|后|以来)?(?:的)?(?:发|印|出|下|文件|计划|这年|那年|有)`)
	mentioned  = regexp.MustCompile(`提|写|讲|说|涉及|出现|里|有.{0,4}(?:活|任务|事)|规定|要求|谈`)
	whetherAny = regexp.MustCompile(`有没有|吗|没有?$|么$`)
)

// surveyOf reads a question about the plans as a whole. What asks something else beside
// that is none: 流动摊贩谁管，哪个文件说的.
func (l *Library) surveyOf(folded string) (survey, bool) {
	var s survey
	if !surveyForm.MatchString(folded) {
		return s, false
	}
	segments := slices.DeleteFunc(marks.Split(folded, -1), func(p string) bool { return strings.TrimSpace(p) == "" })
	for _, p := range segments {
		if !surveyForm.MatchString(p) && strongAsk.MatchString(p) && l.asksOwn(surveyWord.ReplaceAllString(p, " ")) {
			return s, false
		}
	}
	rest := folded
	for _, c := range l.cards {
		for _, form := range issuerForms(c.Issuer) {
			if strings.Contains(folded, form) && issuedForm.MatchString(folded) && len(c.Issuer) > len(s.Issuer) {
				s.Issuer, rest = c.Issuer, strings.Replace(folded, form, " ", 1)
			}
		}
	}
	if m := yearIssued.FindStringSubmatch(rest); m != nil {
		year, _ := strconv.Atoi(m[1])
		switch {
		case m[2] == "":
			s.From, s.To = year, year
		case strings.HasSuffix(m[2], "前"):
			s.To = year - 1
		default:
			s.From = year
		}
		rest = strings.Replace(rest, m[1], " ", 1)
		rest = strings.Replace(rest, m[2], " ", 1)
	}
	switch {
	case oldestForm.MatchString(rest):
		s.Order = byDate
	case newestForm.MatchString(rest):
		s.Order, s.Last = byDate, true
	case longForm.MatchString(rest):
		s.Order, s.Last = byClauses, true
	case shortForm.MatchString(rest):
		s.Order = byClauses
	}
	words := ""
	for part := range strings.FieldsSeq(unspoken.Replace(strings.Join(marks.Split(surveyWord.ReplaceAllString(rest, " "), -1), " "))) {
		if held := l.longestHeld(part); len([]rune(held)) > len([]rune(words)) {
			words = held
		} else if held == "" && words == "" && len([]rune(part)) >= 3 && isHanPair(part) {
			words = part
		}
	}
	if words != "" && !mentioned.MatchString(folded) && slices.ContainsFunc(l.cards, func(c card) bool { return c.called(words) }) {
		s.Called = words
	} else {
		s.Mentions = words
	}
	return s, true
}

// called reports whether words stand in the title or the issuer's name.
func (c card) called(words string) bool {
	return strings.Contains(zh.Fold(c.Title+"\n"+c.Notice+"\n"+c.Issuer), words)
}

// issuerForms are the ways to name who has issued a plan.
func issuerForms(issuer string) []string {
	folded := zh.Fold(issuer)
	if folded == "" {
		return nil
	}
	forms := []string{folded}
	if short := strings.NewReplacer("国务院办公厅", "国办", "人民政府", "政府", "办公室", "办", "办公厅", "办", "委员会", "委").Replace(folded); short != folded {
		forms = append(forms, short)
	}
	return forms
}

// longestHeld gives the longest run of words that a plan's sentence holds.
func (l *Library) longestHeld(words string) string {
	runes := []rune(words)
	best := ""
	for i := range runes {
		for n := 2; n <= 12 && i+n <= len(runes) && (n > len([]rune(best)) || n == 2); n++ {
			run := string(runes[i : i+n])
			if l.index.Count(string(runes[i+n-2:i+n])) == 0 && isHanPair(run) {
				break
			}
			if n > len([]rune(best)) && len(l.mentioning(run)) > 0 {
				best = run
			}
		}
	}
	return best
}

// mentioning gives the plans of which a sentence holds all the pairs of a run of words.
func (l *Library) mentioning(words string) []int {
	pairs := pairsOf(words)
	if len(pairs) == 0 {
		return nil
	}
	slices.SortFunc(pairs, func(x, y string) int { return cmp.Compare(l.index.Count(x), l.index.Count(y)) })
	held := map[knowledge.Text]int{}
	for i, p := range slices.Compact(pairs) {
		l.holding(p, func(t knowledge.Text) {
			if held[t] == i {
				held[t]++
			}
		})
	}
	var out []int
	n := len(slices.Compact(pairs))
	for t, k := range held {
		if k == n && !slices.Contains(out, t.Plan) {
			out = append(out, t.Plan)
		}
	}
	slices.Sort(out)
	return out
}

// run gives the plans that a survey asks for, in their order.
func (s survey) run(l *Library) []int {
	var out []int
	plans := make([]int, l.size())
	for i := range plans {
		plans[i] = i
	}
	if s.Mentions != "" {
		plans = l.mentioning(s.Mentions)
	}
	for _, p := range plans {
		c := l.cards[p]
		year, _ := strconv.Atoi(c.Date[:min(len(c.Date), 4)])
		switch {
		case s.Issuer != "" && c.Issuer != s.Issuer,
			s.Called != "" && !c.called(s.Called),
			s.From != 0 && year < s.From, s.To != 0 && (year == 0 || year > s.To),
			s.Order == byDate && c.Date == "":
			continue
		}
		out = append(out, p)
	}
	if s.Order == "" || len(out) == 0 {
		return out
	}
	compare := func(x, y int) int { return cmp.Compare(l.cards[x].Date, l.cards[y].Date) }
	if s.Order == byClauses {
		compare = func(x, y int) int { return cmp.Compare(l.cards[x].Clauses, l.cards[y].Clauses) }
	}
	if s.Last {
		return []int{slices.MaxFunc(out, compare)}
	}
	return []int{slices.MinFunc(out, compare)}
}

// about says the conditions of a survey.
func (s survey) about() said.Sentence {
	var parts []said.Sentence
	issued := said.Words(s.Issuer)
	switch {
	case s.From != 0 && s.From == s.To:
		issued = beside(issued, said.Of("{from}年", "{from}", strconv.Itoa(s.From)))
	case s.From != 0:
		issued = beside(issued, said.Of("{from}年以后", "in {from} or after", s.From))
	case s.To != 0:
		issued = beside(issued, said.Of("{to}年以前", "before {to}", s.To+1))
	}
	if !issued.IsZero() {
		parts = append(parts, said.Of("{issued}发", "issued by or in {issued}", issued))
	}
	if s.Called != "" {
		parts = append(parts, said.Of("名称里有“{called}”", "with “{called}” in the title", s.Called))
	}
	if s.Mentions != "" {
		parts = append(parts, said.Of("写到“{mentions}”", "speaking of “{mentions}”", s.Mentions))
	}
	if len(parts) == 0 {
		return said.Sentence{}
	}
	return said.Of("{parts}的", "{parts}", said.Join("{one}、{other}", "{one}, {other}", parts))
}

// mostListed is how many plans are named one by one.
const mostListed = 20

// over answers about the plans as a whole, or about two of them side by side. numbered are
// the plans that the message gives the numbers of, rest is the message without them.
func (l *Library) over(folded, rest string, names naming, numbered []int, now time.Time) (Answer, bool) {
	if answer, ok := l.compared(rest, names, numbered, now); ok {
		return answer, true
	}
	loc := surveyForm.FindStringIndex(rest)
	if loc == nil || ofBasis.MatchString(rest[:loc[1]]) || len(numbered) > 0 {
		return Answer{}, false
	}
	if i := names.pick(); i >= 0 && names.marked[i] > 0 { // 农机那份里，哪些文件: of the plan, not of the library
		from, to := len([]rune(rest[:loc[0]])), len([]rune(rest[:loc[1]]))
		if span := names.span[i]; span[1] <= from || span[0] >= to {
			return Answer{}, false
		}
	}
	s, ok := l.surveyOf(folded)
	if !ok {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer}
	plans := s.run(l)
	about := s.about()
	if len(plans) == 0 {
		answer.Silence = NotFound
		if about.IsZero() {
			about = said.Of("写明日期的", "with a date")
		}
		answer.Lines = []said.Sentence{said.Of("没有找到：现在能查的{size}份计划里没有{about}文件。",
			"Not found: of the {size} {plan|plans} that can be asked there is none {about}.", l.size(), about)}
		return answer, true
	}
	switch c := l.cards[plans[0]]; {
	case s.Order == byDate:
		line := said.Of("{about}最早的是{name}，{day}。", "The earliest {about}: {name}, {day}.", about, c.name(), fact.DayWords(c.Date))
		if s.Last {
			line = said.Of("{about}最新的是{name}，{day}。", "The latest {about}: {name}, {day}.", about, c.name(), fact.DayWords(c.Date))
		}
		answer.Lines = []said.Sentence{line}
		return answer, true
	case s.Order == byClauses:
		line := said.Of("{about}条数最少的是{name}，共{clauses}条。",
			"The fewest clauses {about}: {name}, with {clauses}.", about, c.name(), c.Clauses)
		if s.Last {
			line = said.Of("{about}条数最多的是{name}，共{clauses}条。",
				"The most clauses {about}: {name}, with {clauses}.", about, c.name(), c.Clauses)
		}
		answer.Lines = []said.Sentence{line}
		return answer, true
	}
	if whetherAny.MatchString(folded) && s.Mentions+s.Called != "" {
		answer.Verdict = Yes
	}
	if about.IsZero() {
		about = said.Of("现在能查的", "that can be asked")
	}
	head := said.Of("{about}有{n}份：", "{n} {plan|plans} {about}:", about, len(plans))
	if len(plans) > mostListed {
		head = said.Of("{about}有{n}份，先列{most}份：",
			"{n} {plan|plans} {about}, the first {most}:", about, len(plans), mostListed)
	}
	if answer.Verdict == Yes {
		head = said.Of("有。{head}", "Yes. {head}", head)
	}
	answer.Lines = []said.Sentence{head}
	dated := strings.Contains(folded, "时间") || strings.Contains(folded, "日期") || strings.Contains(folded, "哪年")
	size := surveySaid / min(len(plans), mostListed)
	for _, p := range plans[:min(len(plans), mostListed)] {
		line := said.Words(l.cards[p].name())
		if dated {
			line = said.Of("{line}，{day}", "{line}, {day}", line, fact.DayWords(l.cards[p].Date))
		}
		if quote := l.asker(p).mentionOf(s.Mentions, size); !quote.IsZero() {
			line = said.Of("{line}：{quote}", "{line}: {quote}", line, quote)
		}
		answer.Lines = append(answer.Lines, line)
	}
	return answer, true
}

// surveySaid is how many characters are quoted of all plans together.
const surveySaid = 240

// mentionOf quotes the first place where a plan writes words, in so many characters.
func (a *Asker) mentionOf(words string, most int) said.Sentence {
	if words == "" {
		return said.Sentence{}
	}
	s, ok := a.text.saying(words)
	if !ok {
		return said.Sentence{}
	}
	part := a.partAround(s.printed, words)
	if s.bracket {
		part = strings.TrimLeft(strings.Join(a.store.Items[s.item].Sentences, ""), "（）")
	}
	return quotedAt(a.text.passages[s.passage].ref, opening(part, max(min(most, 50), 12)))
}

// pair gives two plans that a message names next to each other, with the message without
// them.
func (n naming) pair(folded string) ([]int, string) {
	runes := []rune(folded)
	for p, worth := range n.marked {
		for q, other := range n.marked {
			from, to := n.span[p][1], n.span[q][0]
			if worth < leastMarked || other < leastMarked || p == q || from > to || to > from+2 || !betweenTwo.MatchString(string(runes[from:to])) {
				continue
			}
			return []int{p, q}, string(runes[:n.span[p][0]]) + string(runes[n.span[q][1]:])
		}
	}
	return nil, folded
}

// ofBasis speaks of the files that a plan itself rests on.
var ofBasis = regexp.MustCompile(`依据|根据|按照?|落实|贯彻|参照|执行`)

var (
	sideBySide = regexp.MustCompile(`一回事|一样|相同|不同|区别|一致|差别|对比|比较|比一下|分别|各|哪个(?:更|高|多|严)|冲突|矛盾|出入|打架`)
	sameAsked  = regexp.MustCompile(`一回事|一样|相同|一致|冲突|矛盾|出入|打架`)
	betweenTwo = regexp.MustCompile(`[和与跟同比、,，]`)
)

// compared answers what two plans that a message names say of one thing, side by side.
func (l *Library) compared(rest string, names naming, numbered []int, now time.Time) (Answer, bool) {
	if !sideBySide.MatchString(rest) {
		return Answer{}, false
	}
	plans := numbered
	if len(plans) < 2 {
		if plans, rest = names.pair(rest); len(plans) < 2 {
			return Answer{}, false
		}
	}
	asked := strings.Trim(betweenTwo.ReplaceAllString(sideBySide.ReplaceAllString(rest, " "), " "), " 的说里对")
	answer := Answer{Intent: IntentAnswer}
	var quotes []string
	for _, p := range plans[:2] {
		one := l.asker(p).Ask(asked, Focus{}, now)
		if one.Abstained() || len(one.Citations) == 0 {
			quotes = append(quotes, "")
			answer.Lines = append(answer.Lines, said.Of("{name}没有写这一项。", "{name} says nothing of this.", l.cards[p].name()))
			continue
		}
		words := wordsOf(asked)
		text := ""
		for _, c := range one.Citations {
			text += c.Quote
		}
		quote := excerpt(text, words, 110)
		quotes = append(quotes, quote)
		answer.Lines = append(answer.Lines, said.Of("{name}：{quotedAt}", "{name}: {quotedAt}", l.cards[p].name(), quotedAt(one.Citations[0].Clause, quote)))
	}
	if quotes[0] == "" && quotes[1] == "" {
		return Answer{}, false
	}
	if sameAsked.MatchString(rest) && quotes[0] != "" && quotes[1] != "" {
		same := figuresOf(quotes[0]) == figuresOf(quotes[1]) && figuresOf(quotes[0]) != ""
		answer.Verdict = No
		head := said.Of("不一样，两份文件写的不是一回事：", "No, the two documents do not say the same:")
		if same {
			answer.Verdict, head = Yes, said.Of("一样，两份文件写的数相同：", "Yes, both documents give the same figures:")
		}
		answer.Lines = lead(head, answer.Lines)
	}
	return answer, true
}

// figuresOf gives the figures of a text, in order of their size.
func figuresOf(text string) string {
	var out []string
	for _, f := range zh.Figures(zh.Fold(text)) {
		if f.Measure != "年" && f.Measure != "月" && f.Measure != "日" {
			out = append(out, fmt.Sprint(f.Value, f.Measure))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
