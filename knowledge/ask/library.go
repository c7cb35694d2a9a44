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
	"duban/knowledge/fact"
	"duban/knowledge/zh"
)

// Library asks several plans as one. It is made of the askers of the plans in force, in
// the order of their adoption, whenever it is needed.
type Library []*Asker

// Ask answers one message of a chat that is about the plan usual, or about none yet where
// usual is negative: from the plan that the message names, else from the one that knows
// most of it; a message that leans on the one before stays with its plan. The place of
// the plan comes back with the answer.
func (l Library) Ask(message string, usual int, focus Focus, now time.Time) (int, Answer) {
	folded := zh.Fold(spaced(message))
	if len(l) == 1 {
		return 0, l[0].Ask(message, focus, now)
	}
	if answer, ok := l.across(folded); ok {
		return max(usual, 0), answer
	}
	named, rest := l.named(folded)
	switch {
	case named >= 0:
		if named != usual {
			focus = Focus{Home: focus.Home}
		}
		answer := l[named].Ask(rest, focus, now)
		if answer.Abstained() && answer.Intent == IntentAnswer && named != usual {
			if other, more := l.elsewhere(rest, named, now); other >= 0 {
				more.Lines = append([]string{fmt.Sprintf("《%s》没有写这一项。《%s》里写到：", l[named].plan.Title, l[other].plan.Title)}, more.Lines...)
				return other, more
			}
		}
		return named, answer
	case otherNumber.MatchString(folded) && l.unknownNumber(folded):
		return max(usual, 0), Answer{Intent: IntentAnswer, Silence: OutsidePlan, Lines: []string{"没有找到这份文件：现在能查的计划里没有这个文号。"}}
	case usual >= 0 && focus.about():
		answer := l[usual].Ask(message, focus, now)
		if !answer.Abstained() || answer.Intent != IntentAnswer || l.leans(usual, folded) {
			return usual, answer
		}
		if other, more := l.elsewhere(message, usual, now); other >= 0 {
			return other, more
		}
		return usual, answer
	}
	return l.best(message, usual, now)
}

// leans tells whether a message says too little to be asked of another plan.
func (l Library) leans(usual int, folded string) bool {
	a := l[usual]
	return a.ownWeight(a.read(folded, zero)) < leastOwn || elliptic.MatchString(folded)
}

// elsewhere asks the plans other than one, those that know most of it first.
func (l Library) elsewhere(message string, but int, now time.Time) (int, Answer) {
	for _, i := range l.ranked(zh.Fold(spaced(message)))[:min(len(l), asked)] {
		if i.plan == but || i.score < leastKnown {
			continue
		}
		if answer := l[i.plan].Ask(message, Focus{}, now); !answer.Abstained() && answer.Intent == IntentAnswer && len(answer.Citations) > 0 {
			return i.plan, answer
		}
	}
	return -1, Answer{}
}

const (
	asked      = 4    // plans that are asked at most
	leastKnown = 0.5  // share of a question that a plan has to know
	alsoKnows  = 0.93 // of what the best plan knows, from which on another is quoted as well
)

// best answers from the plan that knows most of the message, and adds what another one
// says that knows as much.
func (l Library) best(message string, usual int, now time.Time) (int, Answer) {
	ranked := l.ranked(zh.Fold(spaced(message)))
	first, answer := -1, Answer{}
	top := 0.0
	for _, i := range ranked[:min(len(ranked), asked)] {
		if first >= 0 && i.score < alsoKnows*top {
			break
		}
		one := l[i.plan].Ask(message, Focus{}, now)
		if one.Intent != IntentAnswer {
			return max(usual, i.plan), one
		}
		if one.Abstained() || len(one.Citations) == 0 {
			if first < 0 && answer.Lines == nil {
				answer = one
			}
			continue
		}
		if first < 0 {
			first, answer, top = i.plan, one, i.score
			continue
		}
		title := l[i.plan].plan.Title
		line := fmt.Sprintf("《%s》也写到：%s", title, strings.Join(one.Lines, ""))
		if len(one.Lines) == 0 || len([]rune(line)) < len([]rune(title))+16 {
			c := one.Citations[0]
			line += Place(c) + "“" + opening(c.Quote, 80) + "”"
		}
		answer.Lines = append(answer.Lines, line)
		break
	}
	if first < 0 {
		if usual < 0 {
			usual = ranked[0].plan
		}
		return usual, l[usual].Ask(message, Focus{}, now)
	}
	return first, answer
}

type knows struct {
	plan  int
	score float64
}

// ranked puts the plans in order by the share of a message that their best passage holds,
// words that few plans have weighing more.
func (l Library) ranked(folded string) []knows {
	words := unspoken.Replace(folded)
	pairs := pairsOf(words)
	weight := map[string]float64{}
	total := 0.0
	for _, p := range pairs {
		if _, ok := weight[p]; ok {
			continue
		}
		n := 0
		for _, a := range l {
			if a.text.rarity(p) > 0 {
				n++
			}
		}
		if n > 0 {
			weight[p] = math.Log(1 + float64(len(l))/float64(n))
			total += weight[p]
		}
	}
	out := make([]knows, 0, len(l))
	for i, a := range l {
		sum := 0.0
		for p, w := range weight {
			if a.text.rarity(p) > 0 {
				sum += w
			}
		}
		out = append(out, knows{i, sum / (total + 1e-9)})
	}
	order := func(x, y knows) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.plan, x.plan)) }
	slices.SortFunc(out, order)
	near := out[:min(len(out), 2*asked)]
	for i, k := range near { // those that hold it in one place
		a := l[k.plan]
		best := 0.0
		found := a.match(a.read(folded, zero), "")
		for _, m := range found[:min(3, len(found))] {
			p := a.text.passages[m.passage]
			sum := 0.0
			for pair, w := range weight {
				if strings.Contains(p.folded, pair) || strings.Contains(p.head, pair) {
					sum += w
				}
			}
			best = max(best, sum/(total+1e-9)+0.1*m.cover())
		}
		near[i].score = best
	}
	slices.SortFunc(near, order)
	return out
}

var (
	otherNumber = regexp.MustCompile(`[\p{Han}]{1,6}\(?\d{4}\)?\d{1,4}号`)
	shortNumber = regexp.MustCompile(`(?:(\p{Han}{1,6}?)(?:(\d{4})年)?)?\(?(\d{4})?\)?(\d{1,4})号文?`)
	nameEnd     = regexp.MustCompile(`^(?:的)?(?:那|这)?(?:一)?(?:个|份|部)?(?:意见|文件|文|规划|政策|措施|方案|通知|计划|实施意见|指导意见|行动方案)?(?:里面|里头|里|中|上)?(?:讲的|说的|写的|规定的|要求的)?[,，]?`)
	generic     = strings.NewReplacer("关于", " ", "印发", " ", "的通知", " ", "通知", " ", "实施意见", " ", "指导意见", " ", "若干意见", " ", "意见", " ", "若干措施", " ", "措施", " ", "行动计划", " ", "计划", " ", "实施方案", " ", "工作方案", " ", "方案", " ", "规划", " ", "进一步", " ", "加快", " ", "推进", " ", "促进", " ", "支持", " ", "国务院", " ", "办公厅", " ", "人民政府", " ", "发展", " ", "工作", " ", "加强", " ", "重点", " ", "任务", " ", "若干", " ", "政策", " ")
)

// unknownNumber tells whether a message names a document number that no plan has.
func (l Library) unknownNumber(folded string) bool {
	for _, no := range otherNumber.FindAllString(folded, -1) {
		for _, a := range l {
			if strings.Contains(squeezed(a.plan.Source), squeezed(no)) {
				return false
			}
		}
	}
	return true
}

func squeezed(s string) string { return noBrackets.Replace(zh.Squeeze(zh.Fold(s))) }

var noBrackets = strings.NewReplacer("〔", "", "〕", "", "[", "", "]", "", "【", "", "】", "", "(", "", ")", "", "（", "", "）", "", "第", "", "年", "")

// named gives the plan that a message names by its number or the words of its title, and
// the message without the name; -1 where it names none, or several alike.
func (l Library) named(folded string) (int, string) {
	bare := squeezed(folded)
	for i, a := range l {
		if no := squeezed(docNoOf(a)); no != "" && strings.Contains(bare, no) {
			return i, folded
		}
	}
	for _, m := range shortNumber.FindAllStringSubmatchIndex(folded, -1) { // 117号, 国办2014年25号文
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return folded[m[2*i]:m[2*i+1]]
		}
		var found []int
		for i, a := range l {
			no := zh.Fold(docNoOf(a))
			if no == "" || !strings.HasSuffix(no, ")"+part(4)+"号") {
				continue
			}
			if y := part(2) + part(3); y != "" && !strings.Contains(no, y) {
				continue
			}
			found = append(found, i)
		}
		if len(found) == 1 && !strings.Contains(part(1), "月") && part(4) != "" && (strings.HasSuffix(folded[m[0]:m[1]], "文") || part(1) != "" && strings.ContainsAny(part(1), "发办国政函") || len(part(4)) > 2) {
			rest := folded[:m[0]] + folded[m[1]:]
			return found[0], strings.TrimLeft(nameEnd.ReplaceAllString(rest, ""), ",，的里")
		}
	}
	count := map[string]int{}
	titles := make([][]string, len(l))
	for i, a := range l {
		titles[i] = a.called()
		for _, p := range titles[i] {
			count[p]++
		}
	}
	best, most, second := -1, 0.0, 0.0
	for i := range l {
		score := 0.0
		for _, p := range titles[i] {
			if strings.Contains(folded, p) {
				score += math.Log(1 + float64(len(l))/float64(count[p]))
			}
		}
		if score > most {
			best, most, second = i, score, most
		} else if score > second {
			second = score
		}
	}
	marker := nameMark.MatchString(folded)
	enough := 2.2 * math.Log(1+float64(len(l)))
	if marker {
		enough = 0.9 * math.Log(1+float64(len(l)))
	}
	if best < 0 || most < enough || second > 0.7*most {
		return l.titled(folded), folded
	}
	return best, withoutName(folded, titles[best])
}

// calledBy gives the pairs by which people call a plan: those of its title and its place.
func calledBy(plan *knowledge.Plan) []string {
	area := areaOf(plan.Issuer)
	title := generic.Replace(zh.Fold(plan.Title)) + " " + area + " " + zh.ShortPlace(area) + " " + placeOf(plan.Title+plan.Notice+plan.Issuer)
	return slices.Compact(slices.Sorted(slices.Values(pairsOf(title))))
}

// titled gives the plan of whose title a message holds a longer stretch than of any
// other's, a long one; -1 where there is none.
func (l Library) titled(folded string) int {
	const leastTitle = 8
	best, longest, tied := -1, 0, false
	said := []rune(zh.Squeeze(folded))
	for i, a := range l {
		switch n := commonRun(said, []rune(zh.Squeeze(zh.Fold(a.plan.Title)))); {
		case n > longest:
			best, longest, tied = i, n, false
		case n == longest:
			tied = true
		}
	}
	if tied || longest < leastTitle {
		return -1
	}
	return best
}

var nameMark = regexp.MustCompile(`(?:那|这)(?:个|份|部)|(?:意见|文件|规划|方案|通知|政策|措施|计划|行动|五大创建)(?:里|中|上|的|那|,|对|是|说|要|到|定|怎么|讲)|(?:里面?|里头)(?:说|讲|写|规定)`)

func docNoOf(a *Asker) string {
	if f := a.store.Front(fact.DocNo); len(f) > 0 {
		return f[0].Value
	}
	return ""
}

// placeOf gives the province or city that a title begins with.
func placeOf(title string) string {
	for _, p := range zh.Places() {
		if short := zh.ShortPlace(p); strings.Contains(title, p) || len([]rune(short)) >= 2 && strings.HasPrefix(title, short) {
			return short
		}
	}
	return ""
}

// withoutName takes the words of a plan's title, up to the mark behind them, off the
// beginning of a message, where something is left to ask.
func withoutName(folded string, title []string) string {
	loc := nameMark.FindStringIndex(folded)
	if loc == nil {
		return folded
	}
	head := folded[:loc[0]]
	if !slices.ContainsFunc(title, func(p string) bool { return strings.Contains(folded[:loc[1]], p) }) || len([]rune(head)) > 24 {
		return folded
	}
	rest := nameEnd.ReplaceAllString(folded[loc[0]:], "")
	if len([]rune(rest)) < 4 {
		return folded
	}
	return strings.TrimLeft(rest, ",，的里 ")
}

var (
	crossForm = regexp.MustCompile(`(?:哪|几|多少)(?:些|几|一)?(?:个|份)?(?:文件|份|计划|意见里)|(?:所有|这些|各个?)(?:文件|计划)|几份|都在哪些`)
	crossWord = regexp.MustCompile(`(?:哪|几|多少)(?:些|几|一)?(?:个|份)(?:文件|计划)?里?(?:面)?|哪些文件|所有文件|这些文件里?|都?在|提到过?了?|写到?过?了?|讲到?|里?有|帮我捋一下|一共|最[早晚新]的?|是|分别.{0,4}|有活|都|发的|文件|的`)
)

// across answers about the plans as a whole: which speak of something, how many there
// are, which is the first.
func (l Library) across(folded string) (Answer, bool) {
	if !crossForm.MatchString(folded) {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer}
	title := func(a *Asker) string { return strings.TrimSpace("《" + a.plan.Title + "》" + docNoOf(a)) }
	issued := func(a *Asker) string { return cmp.Or(a.plan.SignedOn, a.plan.IssuedOn, yearOfNo(docNoOf(a))) }
	if libraryForm1.MatchString(folded) {
		dated := slices.DeleteFunc(slices.Clone(l), func(a *Asker) bool { return issued(a) == "" })
		if len(dated) == 0 {
			return Answer{}, false
		}
		order := func(x, y *Asker) int { return cmp.Compare(issued(x), issued(y)) }
		first, word := slices.MinFunc(dated, order), "最早"
		if !strings.Contains(folded, "最早") {
			first, word = slices.MaxFunc(dated, order), "最新"
		}
		answer.Lines = []string{fmt.Sprintf("%s的是%s，%s。", word, title(first), cmp.Or(fact.DayWords(issued(first)), "日期不详"))}
		return answer, true
	}
	for _, a := range l { // 国务院办公厅发的一共几份
		issuer := zh.Fold(a.plan.Issuer)
		if issuer == "" || !strings.Contains(folded, issuer) || !libraryForm2.MatchString(folded) {
			continue
		}
		var list []string
		for _, b := range l {
			if zh.Fold(b.plan.Issuer) == issuer {
				list = append(list, title(b))
			}
		}
		if longer := slices.ContainsFunc(l, func(b *Asker) bool {
			other := zh.Fold(b.plan.Issuer)
			return len(other) > len(issuer) && strings.Contains(folded, other)
		}); longer {
			continue
		}
		answer.Lines = append([]string{fmt.Sprintf("%s发的有%d份：", a.plan.Issuer, len(list))}, list...)
		return answer, true
	}
	word := strings.Trim(crossWord.ReplaceAllString(folded, " "), " ,，。?？")
	if word == "" {
		answer.Lines = []string{fmt.Sprintf("现在能查的有%d份：", len(l))}
		for _, a := range l {
			answer.Lines = append(answer.Lines, title(a))
		}
		return answer, true
	}
	best := ""
	for part := range strings.FieldsSeq(word) {
		for _, a := range l {
			if held := a.longestHeld(&reading{text: part}); len([]rune(held)) > len([]rune(best)) {
				best = held
			}
		}
	}
	if len([]rune(best)) < 2 {
		return Answer{}, false
	}
	for _, a := range l {
		quote := ""
		if s, ok := a.text.saying(best); ok {
			words := a.partAround(s.printed, best)
			if s.bracket {
				words = strings.TrimLeft(strings.Join(a.store.Items[s.item].Sentences, ""), "（）")
			}
			quote = Place(knowledge.Citation{Clause: a.text.passages[s.passage].ref}) + "“" + opening(words, 50) + "”"
		}
		if quote != "" {
			answer.Lines = append(answer.Lines, title(a)+"："+quote)
		}
	}
	if len(answer.Lines) == 0 {
		return Answer{}, false
	}
	answer.Lines = append([]string{fmt.Sprintf("写到“%s”的有%d份：", best, len(answer.Lines))}, answer.Lines...)
	return answer, true
}

func yearOfNo(no string) string {
	for _, m := range digitsIn.FindAllString(no, -1) {
		if y, _ := strconv.Atoi(m); y > 1990 && y < 2100 {
			return m
		}
	}
	return ""
}

// Patterns that are used in one place.
var (
	libraryForm1 = regexp.MustCompile(`最[早晚新近]`)
	libraryForm2 = regexp.MustCompile(`发(?:的|了)|印发|出的`)
)
