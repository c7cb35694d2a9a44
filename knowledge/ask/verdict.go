package ask

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// stated is a figure or date of the plan with what stands around it.
type stated struct {
	match    int // place among the matches
	sentence int
	part     string // between marks, folded
	figure   zh.Figure
	day      zh.Day
	score    float64
}

// statedFor gives the figure of the plan that a figure of the question is about: of the
// same measure, where the question's words stand closest.
func (a *Asker) statedFor(r *reading, found []match, context string, taken map[string]bool, fits func(zh.Figure) bool) (stated, bool) {
	best := stated{score: -1}
	for i, m := range found[:min(len(found), statedFrom)] {
		p := a.text.passages[m.passage]
		for n := p.first; n < p.end; n++ {
			s := a.text.sentences[n]
			if s.bracket || s.holds&holdsNumber == 0 || m.held[n-p.first] == 0 {
				continue
			}
			before := ""
			last := zh.Day{}
			for _, part := range splitAfter(s.folded, ",;。、") {
				for _, f := range zh.Figures(part) {
					if !fits(f) {
						continue
					}
					score := a.heldIn(r, context, part, f.Start) + 0.5*a.heldIn(r, context, before, len(before)) + 0.6*m.held[n-p.first]/a.total(r) + 0.5*(m.score-found[0].score)
					if p.opening {
						score -= 0.1
					}
					if len(r.years) > 0 {
						score += yearFits(r, last, part[:f.Start])
					}
					if taken[fmt.Sprint(n, part, f.Start)] {
						score -= 0.8
					}
					if score > best.score+1e-9 {
						best = stated{i, n, part, f, zh.Day{}, score}
					}
				}
				if days := zh.Days(part); len(days) > 0 {
					last = days[len(days)-1]
				}
				before = part
			}
		}
	}
	return best, best.score >= 0
}

// yearFits weighs whether the day that governs a figure, the one before it in its part or
// the last before that, is in a year that the question names.
func yearFits(r *reading, last zh.Day, before string) float64 {
	if days := zh.Days(before); len(days) > 0 {
		last = days[len(days)-1]
	}
	switch {
	case last.Year == 0:
		return 0
	case slices.Contains(r.years, last.Year):
		return 0.5
	}
	return -0.4
}

// statedFrom is in how many passages a figure is looked for.
const statedFrom = 5

func (a *Asker) total(r *reading) float64 {
	sum := 1e-9
	for _, t := range r.terms {
		sum += t.weight
	}
	return sum
}

// heldIn gives the share of the question's weight that a part holds; words of the
// figure's own context count three times, those near the figure more.
func (a *Asker) heldIn(r *reading, context, part string, at int) float64 {
	held, total := 0.0, 1e-9
	for _, t := range r.terms {
		w := t.weight
		if context != "" && strings.Contains(context, t.word) {
			w *= 3
		}
		total += w
		for _, way := range t.ways {
			i := strings.Index(part, way.pairs[0])
			if i < 0 {
				continue
			}
			near := 1.0
			if d := at - i; d < 0 || d > 60 {
				near = 0.7
			}
			held += w * near
			break
		}
	}
	return held / total
}

// verdictOf says whether what a message claims or asks is so: on figures, dates, the
// document itself, or by what the sentence allows and forbids.
func (a *Asker) verdictOf(r *reading, found []match) (Answer, bool) {
	if !r.wants(asksConfirm | asksClaim | asksState | asksGap) {
		return Answer{}, false
	}
	if len(found) == 0 {
		return Answer{}, false
	}
	given := r.figures
	if len(given) > 0 && (r.wants(asksConfirm|asksClaim|asksGap) || !r.wants(asksValue|asksCount|asksList)) {
		if answer, ok := a.onFigures(r, found, given); ok {
			return answer, true
		}
	}
	if len(r.days) > 0 && (r.wants(asksConfirm|asksClaim) || r.wants(asksState) && !r.wants(asksList|asksCount)) {
		if answer, ok := a.onDays(r, found); ok {
			return answer, true
		}
	}
	if r.wants(asksConfirm|asksClaim) && !r.wants(asksWho) {
		return a.onWords(r, found)
	}
	return Answer{}, false
}

// onFigures compares each figure of the message with the one that the plan states.
func (a *Asker) onFigures(r *reading, found []match, given []zh.Figure) (Answer, bool) {
	answer := Answer{Intent: IntentAnswer}
	if len(given) > 1 && summed.MatchString(r.text) { // 2个、3个，加起来够不够
		sum := given[len(given)-1]
		sum.Value = 0
		for _, g := range given {
			if g.Comparable(given[0]) {
				sum.Value += g.Value
			}
		}
		sum.High = sum.Value
		given = []zh.Figure{sum}
	}
	claim := (r.wants(asksClaim) || claimEnd.MatchString(r.text)) && !selfState.MatchString(r.text) || verdictForm1.MatchString(r.whole)
	yes := true
	any := false
	used := map[string]bool{}
	for _, g := range given {
		if len(given) > 1 && (g.Value == 1 && g.Measure != "%" || strings.HasSuffix(r.text[:g.Start], "上") || strings.HasSuffix(r.text[:g.Start], "下")) {
			continue // 每人1份, 上一年
		}
		context := a.contextOf(r.text, g)
		s, ok := a.statedFor(r, found, context, used, func(f zh.Figure) bool {
			bare := g.Measure == "" && (f.Measure == "" || f.Measure == "元" || f.Measure == "公里" || g.Value >= 1e4 || f.Measure == "%" && r.wants(asksGap|asksState))
			return f.Comparable(g) && (bare || f.Measure != "" && g.Measure != "") && f.Measure != "年" && f.Measure != "月" && f.Measure != "日"
		})
		key := fmt.Sprint(s.sentence, s.part, s.figure.Start)
		if !ok || used[key] {
			continue
		}
		used[key] = true
		any = true
		said := r.text[g.Start:g.End] + boundSaid.FindString(r.text[g.End:])
		line, good := compare(r, g, s, said, claim)
		yes = yes && good
		answer.Lines = append(answer.Lines, line)
		p := a.text.passages[found[s.match].passage]
		answer.Citations = append(answer.Citations, knowledge.Citation{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, s.sentence)})
		answer.Focus = Focus{Clause: p.ref, Quote: a.text.sentences[s.sentence].printed}
		if len(answer.Lines) >= 3 {
			break
		}
	}
	if !any {
		return Answer{}, false
	}
	answer.Verdict = No
	if yes {
		answer.Verdict = Yes
	}
	if len(answer.Lines) > 1 && claim && !yes { // what is wrong comes first
		slices.SortStableFunc(answer.Lines, func(x, y string) int {
			return cmp.Compare(flag(strings.HasPrefix(x, "是的")), flag(strings.HasPrefix(y, "是的")))
		})
		answer.Lines = slices.DeleteFunc(answer.Lines, func(s string) bool { return strings.HasPrefix(s, "是的") })
	} else if len(answer.Lines) > 1 && !claim {
		head := "都符合要求，达标。"
		if !yes {
			head = "不都达标。"
		}
		answer.Lines = append([]string{head}, answer.Lines...)
	}
	return answer, true
}

var (
	summed    = regexp.MustCompile(`加起来|合计|一共|总共|加一块`)
	boundSaid = regexp.MustCompile(`^(?:以上|以下|以内|之内)`)
	claimEnd  = regexp.MustCompile(`[吗吧]$|是不是|对不对`)
	selfState = regexp.MustCompile(`达标|达到|够|完成|算|我们|咱|俺|目前|现在|眼下|已经|假如|要是|刚好|正好|才|符合|满足|过关|行不|可以`)
)

// quoteSentence quotes a sentence, a long one in part.
func (a *Asker) quoteSentence(r *reading, n int) string {
	words := a.text.sentences[n].printed
	if len([]rune(words)) > wholeQuote {
		return a.partOf(r, words, wholeQuote)
	}
	return words
}

// contextOf gives the words before a figure, back to the mark before it.
func (a *Asker) contextOf(text string, g zh.Figure) string {
	before := text[:g.Start]
	if i := strings.LastIndexAny(before, ",、;和"); i >= 0 {
		before = before[i:]
	}
	if len(before) < 6 {
		before = text[:g.Start]
	}
	return before
}

var lowering = regexp.MustCompile(`压缩|压减|缩短|缩减|减至|降至|降到|减到|以内|之内|不超过|控制`)

var (
	applies  = regexp.MustCompile(`必须|属于|适用|轮上|享受|得装|要装|算不算.{0,8}(?:企业|对象|线路)|是不是(?:得|要)`)
	gapAsked = regexp.MustCompile(`差|够|达标`)
	validity = regexp.MustCompile(`有效期|期限|最长|延期|缓|为期|之内`)
	validFor = regexp.MustCompile(`管用|有效|还能用|能领|往后(?:延|拖)|缓|拖|过期|用了`)
)

// compare says how a figure of the message stands to the plan's.
func compare(r *reading, g zh.Figure, s stated, said string, claim bool) (line string, yes bool) {
	f := s.figure
	bound := f.Bound
	printed := strings.TrimSpace(s.part[f.Start:f.End])
	words := boundWords(bound, printed)
	if f.High > f.Value {
		words = printed
	}
	if claim {
		same := near(g.Value, f.Value) && near(g.High, f.High) || f.High > f.Value && g.High == g.Value && false
		if same && g.Bound != "" && bound != "" && g.Bound != bound && (g.Bound == ">=" && bound == ">" || g.Bound == "<=" && bound == "<" || g.Bound == ">" && bound == ">=" || g.Bound == "<" && bound == "<=") {
			same = false
		}
		if same {
			return "是的，没错，是" + words + "。", true
		}
		return fmt.Sprintf("不对，不是%s，文件写的是%s。", said, words), false
	}
	if bound == "" && f.High == f.Value {
		bound = ">="
		if lowering.MatchString(s.part) || f.Measure == "月数" && validity.MatchString(s.part) || validFor.MatchString(r.text) && (f.Measure == "月数" || f.Measure == "天") {
			bound = "<="
		}
		words = boundWords("", printed)
	}
	if applies.MatchString(r.text) && !gapAsked.MatchString(r.text) {
		in := g.Value >= f.Value
		switch {
		case f.High > f.Value:
			in = g.Value >= f.Value && g.Value <= f.High
		case bound == "<=":
			in = g.Value <= f.Value
		case bound == ">":
			in = g.Value > f.Value
		case bound == "<":
			in = g.Value < f.Value
		}
		if in {
			return fmt.Sprintf("是的，可以，在范围内：文件写的是%s，符合条件。", words), true
		}
		return fmt.Sprintf("不是，不在范围内，不符合条件：文件写的是%s。", words), false
	}
	value := g.Value
	if strings.Contains(r.text, "差"+said) || strings.Contains(r.text, "降了"+said) && strings.Contains(s.part, "降") {
		bound = ">="
	}
	unit := gapUnit(f, g)
	gap := func(d float64) string { return number(d) + unit }
	switch {
	case f.High > f.Value:
		if value >= f.Value && value <= f.High {
			return fmt.Sprintf("够，%s在%s的范围内，符合要求。", said, printed), true
		}
		if value < f.Value {
			return fmt.Sprintf("不够，没有达到%s的要求，还差%s。", printed, gap(f.Value-value)), false
		}
		return fmt.Sprintf("不符合要求，%s超出了%s的范围。", said, printed), false
	case bound == ">=" || bound == "~":
		switch {
		case near(value, f.Value):
			return fmt.Sprintf("够，刚好达到要求（%s），符合要求，算达标。", words), true
		case value > f.Value:
			return fmt.Sprintf("够，%s已达到要求（%s），符合要求，算达标。", said, words), true
		}
		return fmt.Sprintf("不够，没有达到要求（%s），不达标，还差%s。", words, gap(f.Value-value)), false
	case bound == ">":
		if value > f.Value {
			return fmt.Sprintf("够，%s符合要求（%s），算达标。", said, words), true
		}
		return fmt.Sprintf("不够，不达标，要求是%s，%s没有超过。", words, said), false
	case bound == "<":
		if value < f.Value {
			return fmt.Sprintf("达标，%s符合要求（%s），可以。", said, words), true
		}
		if near(value, f.Value) {
			return fmt.Sprintf("不达标，不符合要求：要求%s，%s没有低于它。", words, said), false
		}
		return fmt.Sprintf("不达标，不符合要求（%s），超出%s。", words, gap(value-f.Value)), false
	default: // <=
		if value <= f.Value || near(value, f.Value) {
			return fmt.Sprintf("符合要求，没有超过（%s），可以，算达标。", words), true
		}
		return fmt.Sprintf("不行，不符合要求（%s），没有达到，超出%s。", words, gap(value-f.Value)), false
	}
}

func near(x, y float64) bool { return math.Abs(x-y) <= 1e-6*math.Max(1, math.Abs(y)) }

// boundWords says a bound in words: 不少于5天.
func boundWords(bound, printed string) string {
	switch bound {
	case ">":
		return "超过" + printed
	case "<":
		return "小于" + printed
	}
	return printed
}

// gapUnit is the measure in which a difference is told.
func gapUnit(f, g zh.Figure) string {
	switch {
	case f.Measure == "%" || g.Measure == "%":
		return "个百分点"
	case f.Measure == "月数":
		return "个月"
	case g.Measure != "":
		return g.Measure
	}
	return f.Measure
}

// number prints a number: 20000 is 2万, with as few digits as it takes.
func number(v float64) string {
	v = math.Round(v*1e6) / 1e6
	switch {
	case v >= 1e8 && near(v, math.Round(v/1e6)*1e6):
		return strconv.FormatFloat(v/1e8, 'f', -1, 64) + "亿"
	case v >= 1e4 && near(v, math.Round(v/1e2)*1e2):
		return strconv.FormatFloat(v/1e4, 'f', -1, 64) + "万"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// onDays compares a day or year of the message with the plan's.
func (a *Asker) onDays(r *reading, found []match) (Answer, bool) {
	given := r.days[len(r.days)-1]
	for _, d := range r.days {
		if d.Month > 0 {
			given = d
		}
	}
	best := stated{score: -1}
	for i, m := range found[:min(len(found), statedFrom)] {
		p := a.text.passages[m.passage]
		for n := p.first; n < p.end; n++ {
			s := a.text.sentences[n]
			if s.bracket || s.holds&holdsDate == 0 || m.held[n-p.first] == 0 {
				continue
			}
			before := ""
			for _, part := range splitAfter(s.folded, ",;。") {
				for _, d := range zh.Days(part) {
					if given.Month > 0 && d.Month == 0 && d.Year == 0 {
						continue
					}
					score := a.heldIn(r, "", part, d.Start) + 0.5*a.heldIn(r, "", before, len(before)) + 0.6*m.held[n-p.first]/a.total(r) + 0.5*(m.score-found[0].score)
					if d.Before || d.End {
						score += 0.15
					}
					if untilSaid.MatchString(r.text) && rangeEnd.MatchString(part[:d.Start]) { // 2019年1月1日至2020年12月31日
						score += 0.3
					}
					if score > best.score+1e-9 {
						best = stated{i, n, part, zh.Figure{}, d, score}
					}
				}
				before = part
			}
		}
	}
	if best.score < 0 {
		return Answer{}, false
	}
	p := a.text.passages[found[best.match].passage]
	printed := strings.TrimSpace(best.part[best.day.Start:best.day.Stop])
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Clause: p.ref, Quote: a.text.sentences[best.sentence].printed},
		Citations: []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, best.sentence)}}}
	said := strings.TrimSpace(r.text[given.Start:given.Stop])
	state := verdictForm2.MatchString(r.text) && !verdictForm3.MatchString(r.text)
	d := best.day
	year := given.Year
	if d.Year != 0 {
		year = d.Year
	}
	if given.Year == 0 {
		given.Year = year
	}
	last, asked := d.Last(given.Year), given.Last(year)
	if given.Month == 0 && !claimEnd.MatchString(r.text) && !r.wants(asksClaim) {
		return Answer{}, false
	}
	same := (given.Month == d.Month || !given.End && !given.Before) && (given.Year == d.Year || d.Year == 0) && (given.Month == 0 || d.Month == 0 || given.Month == d.Month) && (given.Date == 0 || d.Date == 0 || given.Date == d.Date)
	if state {
		if asked.After(last) {
			days := int(asked.Sub(last) / (24 * time.Hour))
			answer.Verdict, answer.Lines = No, []string{fmt.Sprintf("不算按时，已经逾期：期限是%s，晚了%d天。", printed, days)}
			if strings.Contains(r.text, "旬") {
				answer.Lines = []string{fmt.Sprintf("不算按时，已经逾期：期限是%s。", printed)}
			} else if days > 300 {
				answer.Lines = []string{fmt.Sprintf("不符合要求，不行：期限是%s。", printed)}
			}
		} else {
			answer.Verdict, answer.Lines = Yes, []string{fmt.Sprintf("符合要求，按时：期限是%s，没有超期。", printed)}
		}
		return answer, true
	}
	if same {
		answer.Verdict, answer.Lines = Yes, []string{"是的，没错，是" + printed + "。"}
	} else {
		answer.Verdict, answer.Lines = No, []string{fmt.Sprintf("不对，不是%s，文件写的是%s。", said, printed)}
	}
	return answer, true
}

var (
	untilSaid = regexp.MustCompile(`截止|截至|为止|到期|结束`)
	rangeEnd  = regexp.MustCompile(`(?:至|到|-)$`)
)

var (
	forbids = regexp.MustCompile(`不得|禁止|严禁|不能|不准|不允许|不予|不可|杜绝|不接受|不再`)
	frees   = regexp.MustCompile(`免于|免征|免收|免交|免除|无需|不需|不必|不用|取消|不执行|不办理|不扣|不收取|不提交|减免|不要求`)
	allows  = regexp.MustCompile(`允许|可以|可|支持|鼓励|优先|应当|应|要|给予|提供|实行|确保|必须|均|都`)
	askFree = regexp.MustCompile(`要不要|用不用|需要|还要|收不收|收费|要钱|还得|得不得|要交|用交|扣不扣`)
	askMay  = regexp.MustCompile(`能不能|可不可以|行不行|行吗|能|可以|允许|让不让|会不会|行不|可否`)
)

// onWords answers yes or no by what the sentence allows, forbids or frees from.
func (a *Asker) onWords(r *reading, found []match) (Answer, bool) {
	m := found[0]
	s := a.text.sentences[m.best]
	if m.held[m.best-a.text.passages[m.passage].first] < 0.3*a.total(r) {
		return Answer{}, false
	}
	answer, ok := a.fromPassages(r, found)
	if !ok {
		return Answer{}, false
	}
	part := s.folded
	if len([]rune(part)) > 60 {
		part = zh.Fold(a.partOf(r, s.printed, 90))
	}
	says := func(v Verdict, line string) (Answer, bool) {
		answer.Verdict = v
		answer.Lines = append([]string{line}, answer.Lines...)
		return answer, true
	}
	negated := a.negates(r, a.text.passages[m.passage].folded)
	switch {
	case askFree.MatchString(r.text) && frees.MatchString(part):
		return says(No, "不需要，不用，文件是这样写的：")
	case askMay.MatchString(r.text) && forbids.MatchString(part):
		return says(No, "不能，不行，文件是这样写的：")
	case negated && (askMay.MatchString(r.text) || r.wants(asksState)):
		return says(No, "不行，不符合条件，文件是这样写的：")
	case r.wants(asksClaim):
		switch share := a.borneOut(r, m); {
		case share > 0.86:
			return says(Yes, "是的，没错，文件是这样写的：")
		case share < 0.86:
			return says(No, "不对，与文件写的不完全一致，文件是这样写的：")
		}
		return answer, true
	case askMay.MatchString(r.text) && allows.MatchString(part):
		return says(Yes, "可以，文件是这样写的：")
	}
	return answer, true
}

// negates tells whether the message denies of itself what a sentence makes a condition:
// 没获批 where the sentence says 已获批的.
func (a *Asker) negates(r *reading, part string) bool {
	for _, m := range denied.FindAllStringSubmatch(r.text, -1) {
		for _, p := range pairsOf(m[1]) {
			if strings.Contains(part, p) && !strings.Contains(part, "未"+p) && !strings.Contains(part, "不"+p) {
				return true
			}
		}
	}
	return false
}

var denied = regexp.MustCompile(`(?:还没有?|没有?|尚未|未|不在|不是|没被)(\p{Han}{2,6})`)

// borneOut gives the share of a claim's words that the passage bears out; words that the
// plan does not know count against it.
func (a *Asker) borneOut(r *reading, m match) float64 {
	held, total := 0.0, 1e-9
	p := a.text.passages[m.passage]
	for _, t := range r.terms {
		total += t.weight
		for _, w := range t.ways {
			if !slices.ContainsFunc(w.pairs, func(s string) bool { return !strings.Contains(p.folded, s) }) {
				held += t.weight
				break
			}
		}
	}
	for _, w := range slices.Concat(r.unknown, r.torn) {
		if !claimTalk.MatchString(w) {
			total += 0.5 * a.text.unknown() * float64(len([]rune(w))-1)
		}
	}
	return held / total
}

var claimTalk = regexp.MustCompile(`材料|汇报|讲话|稿|同事|领导|听说|记得|理解|核|写进|引用|意思|文件`)

// Patterns that are used in one place.
var (
	verdictForm1 = regexp.MustCompile(`没记错|记得|写的是|是这个数|规划是说|文件.{0,4}是|我写|听说|同事说|讲话稿|核一下|核对|这数对`)
	verdictForm2 = regexp.MustCompile(`按时|算|才|逾期|超期|来得及|符合|行不|可以|也行|交|报|赶上|期限`)
	verdictForm3 = regexp.MustCompile(`写的|文件.{0,6}是|是.{1,20}[吧吗]$|对吧|没错`)
)
