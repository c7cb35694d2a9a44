package ask

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// listedDates is how many dated sentences one answer quotes at most.
const listedDates = 8

// datesOnly is how much content of its own a question has at least that is not just
// about a year.
const datesOnly = 5

// fromDates lists what the clauses date to the years of a question that names nothing
// else: 2020年底前要办完的有哪些.
func (a *Asker) fromDates(q question, _ Focus) (Answer, bool, error) {
	if len(q.years) == 0 || len(q.years) > 1 && !q.wantsAny(wantList, wantValue, wantCount) || len(q.ownUnits())+len(q.projects)+len(q.bureaus)+len(q.clauses)+len(q.figures) > 0 ||
		q.content.without(a.words.tableTalk).sum >= datesOnly || q.wantsAny(wantConfirm, wantMeaning) && len(q.wants) == 1 {
		return Answer{}, false, nil
	}
	if n := len(q.years); n > 1 && strings.Contains(q.text, "底前") {
		q.years = q.years[n-1:] // what is to be done by the end of a year is dated to that year
	}
	answer := Answer{Intent: IntentAnswer}
	n := 0
	due := a.targetsDue(q.years)
	for _, t := range due {
		if n++; n <= listedDates {
			answer.Lines = append(answer.Lines, a.describeTarget(t))
			answer.Citations = append(answer.Citations, knowledge.Citation{Clause: t.Clause, Quote: t.Quote})
			if c, ok := a.plan.Clause(t.Clause); ok {
				answer.Citations[len(answer.Citations)-1].Detail = c.Title
			}
		}
	}
	for _, s := range a.plan.Sections() {
		c, isClause := a.plan.Clause(s.Ref)
		if !isClause {
			continue
		}
		for _, sentence := range knowledge.Sentences(s.Text) {
			if !slices.ContainsFunc(q.years, func(y int) bool { return dueIn(sentence, y) }) ||
				slices.ContainsFunc(due, func(t knowledge.Target) bool { return t.Clause == c.Ref && strings.Contains(sentence, t.Quote) }) {
				continue
			}
			if n++; n <= listedDates {
				quote := strings.TrimRight(strings.TrimPrefix(sentence, c.No), "；")
				answer.Citations = append(answer.Citations, knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: datedPart(quote, q.years)})
			}
		}
	}
	when := selection{years: q.years}.when()
	if n == 0 {
		return a.silent(q, NotStipulated, fmt.Sprintf("计划没有写%s的要求。", when), nil), true, nil
	}
	head := fmt.Sprintf("%s的要求有%d处：", when, n)
	if n > listedDates {
		head = fmt.Sprintf("%s的要求有%d处，先列%d处：", when, n, listedDates)
	}
	answer.Lines = slices.Insert(answer.Lines, 0, head)
	answer.Focus = a.remember(q, Focus{Clause: answer.Citations[0].Clause, Quote: answer.Citations[0].Quote})
	return answer, true, nil
}

var dueWordsAfter = regexp.MustCompile(`^年(\d+月)?(\d+日)?(底|末|年底)?(前|之前|以前|，|,|实现|达到|完成|基本|全面|将|全|力争|，)|^年(\d+月)?底|^年(\d+月)?前`)

// dueIn tells whether a sentence says that something is to be done by the year.
func dueIn(sentence string, year int) bool {
	text, mark := zh.Squeeze(sentence), fmt.Sprint(year)
	for {
		i := strings.Index(text, mark)
		if i < 0 {
			return false
		}
		before, after := text[:i], text[i+len(mark):]
		if dueWordsAfter.MatchString(after) || strings.HasSuffix(before, "到") && strings.HasPrefix(after, "年") {
			return true
		}
		text = after
	}
}

// datedPart gives a long sentence from the part on that names a year.
func datedPart(sentence string, years []int) string {
	if len([]rune(sentence)) <= 120 {
		return sentence
	}
	for _, y := range years {
		if i := strings.Index(sentence, fmt.Sprint(y)); i > 0 {
			start := strings.LastIndexAny(sentence[:i], "，、") // both take three bytes
			if start > 0 {
				sentence = sentence[start+len("，"):]
			}
		}
	}
	if r := []rune(sentence); len(r) > 120 {
		if end := strings.Index(string(r[80:]), "，"); end > 0 {
			return string(r[:80]) + string(r[80:])[:end]
		}
	}
	return sentence
}
