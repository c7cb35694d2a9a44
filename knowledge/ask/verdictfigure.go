package ask

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"duban/knowledge"
	"duban/knowledge/ask/judge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// onFigures compares each figure of the message with the one that the plan states.
func (a *Asker) onFigures(r *reading, found []match, given []zh.Figure) (compared, bool) {
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
	yes, any, claim := true, false, false
	var agreed []bool // of each line: it says that a claim is so
	used := map[string]bool{}
	sentence := 0
	for _, g := range a.asked(r, weighty(r.text, given)) {
		context := a.contextOf(r.text, g)
		fits := func(f zh.Figure) bool {
			bare := g.Measure == "" && (f.Measure == "" || f.Measure == "元" || f.Measure == "公里" || g.Value >= 1e4 || f.Measure == "%" && r.wants(asksGap|asksState))
			return f.Comparable(g) && (bare || f.Measure != "" && g.Measure != "") && f.Measure != "年" && f.Measure != "月"
		}
		m := modeOf(r, g)
		goals := a.goalsFor(r, found, context, used, fits)
		if m == asClaim { // what one of them says is so
			slices.SortStableFunc(goals, func(x, y stated) int {
				return cmp.Compare(flag(!agrees(g, x.figure)), flag(!agrees(g, y.figure)))
			})
		}
		var s stated
		ok := len(goals) > 0
		if ok {
			s = goals[0]
		} else {
			s, ok = a.statedFor(r, found, context, used, fits, func(f zh.Figure) bool { return m == asClaim && agrees(g, f) })
		}
		key := s.key()
		if !ok || used[key] {
			continue
		}
		used[key] = true
		sentence = s.sentence
		any = true
		words := r.text[g.Start:g.End] + boundSaid.FindString(r.text[g.End:])
		claim = claim || m == asClaim
		line, good := compare(r, g, s, words, m)
		yes = yes && good
		for _, other := range goals[min(len(goals), 1):] {
			line = beside(line, a.otherGoal(r, g, other, words, m))
			q := a.text.passages[found[other.match].passage]
			answer.Citations = addCitation(answer.Citations, knowledge.Citation{Clause: q.ref, Detail: q.title, Quote: a.quoteSentence(r, other.sentence)})
		}
		answer.Lines, agreed = append(answer.Lines, line), append(agreed, good && m == asClaim)
		p := a.text.passages[found[s.match].passage]
		answer.Citations = addCitation(answer.Citations, knowledge.Citation{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, s.sentence)})
		answer.Focus = Focus{Clause: p.ref, Quote: a.text.sentences[s.sentence].printed}
		if len(answer.Lines) >= 3 {
			break
		}
	}
	if !any {
		return compared{}, false
	}
	answer.Verdict = No
	if yes {
		answer.Verdict = Yes
	}
	if len(answer.Lines) > 1 && claim && !yes { // only what is wrong
		var wrong []said.Sentence
		for i, line := range answer.Lines {
			if !agreed[i] {
				wrong = append(wrong, line)
			}
		}
		answer.Lines = wrong
	} else if len(answer.Lines) > 1 && !claim {
		head := said.Of("都符合要求，达标。", "All requirements are met.")
		if !yes {
			head = said.Of("不都达标。", "Not all requirements are met.")
		}
		answer.Lines = lead(head, answer.Lines)
	}
	return compared{answer, sentence}, true
}

// asked leaves of the figures of a message those that a claim is about: those of the stretch
// that is asked, none where it says something else of a thing that a figure only names.
func (a *Asker) asked(r *reading, given []zh.Figure) []zh.Figure {
	core := r.polar.core
	if core == "" || len(given) == 0 || modeOf(r, given[0]) != asClaim || r.polar.judges() || a.isChat(core) {
		return given
	}
	return slices.DeleteFunc(slices.Clone(given), func(g zh.Figure) bool { return segmentAt(r.text, g.Start) != core })
}

// weighty gives the figures of a message that are meant to be compared: without one of
// several things that go by it (每人1份, 一家, 上一年), and without small counts in words
// beside others, which are parts of names: 五类.
func weighty(text string, given []zh.Figure) []zh.Figure {
	timed := func(g zh.Figure) bool {
		return g.Measure == "%" || g.Measure == "元" || g.Measure == "月数" || g.Measure == "天"
	}
	var all, strong []zh.Figure
	for _, g := range given {
		before, _ := utf8.DecodeLastRuneInString(text[:g.Start])
		if g.Value == 1 && !timed(g) && g.Measure != "次" || strings.ContainsRune("上下前后每这那同某另头", before) && g.Value <= 12 {
			continue
		}
		all = append(all, g)
		if digit := text[g.Start] < utf8.RuneSelf; (digit || timed(g) || g.Value >= 10) && !(g.Value == 1 && g.Measure != "%") {
			strong = append(strong, g)
		}
	}
	if len(strong) > 0 {
		return strong
	}
	return all
}

// otherGoal tells a goal of another year: the message named none.
func (a *Asker) otherGoal(r *reading, g zh.Figure, s stated, given string, m mode) said.Sentence {
	when := said.Of("另一处的目标", "another target")
	if s.due != "" {
		when = said.Of("{due}的目标", "the target {due}", dueWords(s.due))
	}
	words := boundWords(s.figure, printed(s))
	if m == asClaim {
		return said.Of("（{when}是{words}。）", "({when} is {words}.)", when, words)
	}
	if _, yes := compare(r, g, s, given, m); yes {
		return said.Of("（按{when}{words}也达到。）", "(By {when}, {words}, it is met too.)", when, words)
	}
	return said.Of("（按{when}{words}，还没有达到。）", "(By {when}, {words}, it is not met yet.)", when, words)
}

var (
	summed    = regexp.MustCompile(`加起来|合计|一共|总共|加一块`)
	boundSaid = regexp.MustCompile(`^(?:以上|以下|以内|之内)`)
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

// gapSaid says a difference with its measure.
func gapSaid(v float64, measure string) said.Sentence {
	switch measure {
	case "个百分点":
		return said.Of("{number}个百分点", "{number} percentage point(s)", number(v))
	case "个月":
		return said.Of("{number}个月", "{number} months", number(v))
	}
	return said.Words(number(v) + measure)
}

// number prints a number: 20000 is 2万, with as few digits as it takes.
func number(v float64) string {
	v = math.Round(v*1e6) / 1e6
	switch {
	case v >= 1e8 && judge.Near(v, math.Round(v/1e6)*1e6):
		return strconv.FormatFloat(v/1e8, 'f', -1, 64) + "亿"
	case v >= 1e4 && judge.Near(v, math.Round(v/1e2)*1e2):
		return strconv.FormatFloat(v/1e4, 'f', -1, 64) + "万"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// segmentAt gives the part of a text between commas that holds an offset.
func segmentAt(text string, at int) string {
	from := strings.LastIndexByte(text[:at], ',') + 1
	if to := strings.IndexByte(text[at:], ','); to >= 0 {
		return text[from : at+to]
	}
	return text[from:]
}
