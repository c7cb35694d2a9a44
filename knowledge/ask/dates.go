package ask

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

var (
	dateSet  = regexp.MustCompile(`哪(?:几|些|两|三|四|五)(?:件|项|处|样|条|个)?|都有(?:啥|什么|哪)|都是(?:啥|什么|哪)|几(?:项|件|处|条)|有啥|那两项|分别(?:说|是)`)
	termMost = regexp.MustCompile(`最[早晚迟](?:的)?.{0,6}(?:截止|期限|时间|日期|到期|节点|年)|(?:截止|期限|时间点|到期|日期).{0,12}最[早晚迟]`)
)

// fromDates lists what is due at a time that is named, or what is due first or last.
func (a *Asker) fromDates(r *reading) (Answer, bool) {
	rows := a.store.Of(fact.Date)
	if len(rows) == 0 || len(r.mentions) > 0 || len(r.figures) > 0 && len(r.days) == 0 {
		return Answer{}, false
	}
	if termMost.MatchString(r.text) && a.about(r) < 2 {
		return a.extremeDate(r, rows)
	}
	if len(r.days) != 1 || !dateSet.MatchString(r.text) || r.wants(asksConfirm|asksClaim) || a.about(r) > 2.5 {
		return Answer{}, false
	}
	day := r.days[0]
	if day.Year == 0 || day.Month == 0 && !day.End && !day.Before && !strings.Contains(r.text, "的要求") && !strings.Contains(r.text, "之前") {
		return Answer{}, false
	}
	var found []fact.Fact
	for _, f := range rows {
		if day.Month == 0 && f.Day.Month != 0 {
			continue
		}
		if a.yearOf(f, rows) == day.Year && f.Day.Month == day.Month && (day.Date == 0 || f.Day.Date == day.Date) {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		return Answer{}, false
	}
	return a.datesTold(said.Of("{words}的有{n}项：", "{words}, {n} {item|items}:", strings.TrimSpace(r.text[day.Start:day.Stop]), len(found)), found)
}

// yearOf gives a date's year; one that leaves it out has that of the date before it in
// its item: 2021年6月底前…，12月底前….
func (a *Asker) yearOf(f fact.Fact, rows []fact.Fact) int {
	for i := f.Order; i >= 0 && rows[i].Item == f.Item; i-- {
		if rows[i].Day.Year != 0 {
			return rows[i].Day.Year
		}
	}
	return 0
}

// datesTold quotes the part of each sentence that a date governs.
func (a *Asker) datesTold(head said.Sentence, found []fact.Fact) (Answer, bool) {
	answer := Answer{Intent: IntentAnswer, Lines: []said.Sentence{head}}
	for _, f := range found[:min(len(found), 10)] {
		clause, _ := a.plan.Clause(f.Place)
		c := knowledge.Citation{Clause: f.Place, Detail: clause.Title, Quote: a.governed(f)}
		answer.Citations = append(answer.Citations, c)
		answer.Focus.Items = appendNew(answer.Focus.Items, f.Place)
	}
	answer.Focus.Clause = found[0].Place
	return answer, true
}

// governed gives the words from a date on, up to the end of its part or the next date.
func (a *Asker) governed(f fact.Fact) string {
	parts := splitAfter(f.Quote, "，；。")
	for i, part := range parts {
		folded := zh.Fold(part)
		if !strings.Contains(folded, f.Value) {
			continue
		}
		out := part
		for _, next := range parts[i+1:] {
			if len([]rune(out+next)) > 70 || len(zh.Days(zh.Fold(next))) > 0 {
				break
			}
			out += next
		}
		return out
	}
	return f.Quote
}

// extremeDate gives the first or last term that the plan names.
func (a *Asker) extremeDate(r *reading, rows []fact.Fact) (Answer, bool) {
	terms := slices.DeleteFunc(slices.Clone(rows), func(f fact.Fact) bool {
		return !f.Day.Before && !f.Day.End || a.yearOf(f, rows) == 0 || a.text.isFront(f.Place)
	})
	if len(terms) == 0 {
		return Answer{}, false
	}
	last := func(f fact.Fact) time.Time { return f.Day.Last(a.yearOf(f, rows)) }
	order := func(x, y fact.Fact) int { return last(x).Compare(last(y)) }
	best := slices.MinFunc(terms, order)
	head := said.Of("最早的是{value}：", "The first is {value}:", best.Value)
	if datesForm1.MatchString(r.text) {
		best = slices.MaxFunc(terms, order)
		head = said.Of("最晚的是{value}：", "The last is {value}:", best.Value)
	}
	terms = slices.DeleteFunc(terms, func(f fact.Fact) bool { return !last(f).Equal(last(best)) })
	return a.datesTold(head, terms)
}

func (t *text) isFront(ref string) bool { return ref == knowledge.PreambleRef }

// Patterns that are used in one place.
var (
	datesForm1 = regexp.MustCompile(`最[晚迟]`)
)
