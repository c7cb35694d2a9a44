package ask

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

var (
	laterYears   = regexp.MustCompile(`后面|之后|以后|接下来|往后|剩下`)
	earlierYears = regexp.MustCompile(`前面|之前|以前`)
)

// inherit fills what a follow-up leaves out from the chat's focus.
func (a *Asker) inherit(q question, focus Focus) question {
	empty := len(focus.Units)+len(focus.Projects)+len(focus.Years)+len(focus.Targets) == 0 && focus.Clause == ""
	if q.ours && len(q.units) == 0 && len(focus.Units) != 1 {
		focus.Units = focus.Home
	}
	if q.ours && len(q.units) == 0 && len(focus.Units) == 1 && a.known(q.content.without(a.words.tableTalk)) < subjectWeight {
		q.units = focus.Units
	}
	q.follows = q.follows || q.joins && q.wants[wantCompare]
	if q.named == "" && len(q.wants) == 0 && len(q.figures) == 0 && len(focus.Units)+len(focus.Projects) > 0 && len(q.units)+len(q.projects)+len(q.years) > 0 {
		q.follows, q.changes = true, true // nothing but a name: 2023年, 均衡县
	}
	names := len(q.units) + len(q.projects) + len(q.years) + len(q.bureaus) + len(q.clauses) + len(q.strangers)
	ownSubject := a.known(q.content) >= subjectWeight
	another := !q.follows && q.content.sum > 0 // words of its own, known to the plan or not
	if empty || another || !q.follows && len(q.wants) == 0 || ownSubject && len(q.projects) == 0 && !q.changes || !q.follows && (names > 0 || ownSubject) {
		return q
	}
	if ownSubject && len(q.projects) == 0 {
		return q.withWants(focus)
	}
	aboutTable := len(focus.Units)+len(focus.Projects) > 0 && len(focus.Targets) == 0
	if aboutTable && len(q.bureaus)+len(q.clauses)+len(q.strangers) == 0 && !q.wantsAny(wantOriginal, wantClause) {
		overUnits := q.wantsAny(wantEarliest, wantLatest, wantUnits) && len(focus.Projects) > 0
		switch {
		case len(q.units) == 0 && !overUnits:
			q.units = focus.Units
		case q.joins:
			q.units = slices.Concat(focus.Units, q.units)
		}
		if len(q.projects) == 0 {
			q.projects = focus.Projects
		}
		switch {
		case len(q.years) > 0:
		case laterYears.MatchString(q.text) && len(focus.Years) > 0:
			for y := slices.Max(focus.Years) + 1; y <= a.words.maxYear; y++ {
				q.years = append(q.years, y)
			}
		case earlierYears.MatchString(q.text) && len(focus.Years) > 0:
			for y := a.words.minYear; y < slices.Min(focus.Years); y++ {
				q.years = append(q.years, y)
			}
		case len(q.units) > 0 && names > 0 && !overUnits:
			q.years = focus.Years
		}
		if len(q.years) > 0 && !slices.Equal(q.years, focus.Years) {
			focus.Wants = slices.DeleteFunc(slices.Clone(focus.Wants), func(w string) bool {
				return w == string(wantEarliest) || w == string(wantLatest) || w == string(wantMost)
			})
		}
		q.content = content{}
		if q = q.withWants(focus); q.wants[wantWho] {
			// The annex names no responsible units; a clause may say whose task it is.
			q.content = a.grams.weigh(zh.Fold(strings.Join(q.projects, " ") + " 创建主体"))
		}
	} else if q.changes && a.sibling(q, focus) {
		// its own words name another target of the clause
	} else if q.changes && len(focus.Targets) > 0 && q.content.sum > 0 {
		q.content = a.grams.weigh(focus.Subject + " " + q.content.text).stress(q.content)
	}
	return q.withWants(focus)
}

// sibling tells whether the question's own words name another target of the clause
// that the chat is about.
func (a *Asker) sibling(q question, focus Focus) bool {
	const named = 0.7 // share of the words that the target's sentence holds
	for i, t := range a.plan.Targets {
		if t.Clause == focus.Clause && len(focus.Targets) > 0 && !slices.Contains(focus.Targets, i) && q.content.cover(a.grams.targets[i]) >= named {
			return true
		}
	}
	return false
}

// slightWeight is what the content of a question weighs at most that has no subject:
// 多少所.
const slightWeight = 3

// withWants takes over what was asked before where the follow-up asks nothing.
func (q question) withWants(focus Focus) question {
	if len(q.wants) == 0 || len(q.wants) == 1 && q.wants[wantUnits] {
		q.wants = map[want]bool{}
		for _, w := range focus.Wants {
			q.wants[want(w)] = true
		}
	}
	return q
}

// remember makes the focus for the next question from what this one was about.
func (a *Asker) remember(q question, f Focus) Focus {
	f.Units, f.Projects, f.Years, f.Subject = q.units, q.projects, q.years, q.content.text
	for _, w := range wantPatterns {
		if q.wants[w.want] {
			f.Wants = append(f.Wants, string(w.want))
		}
	}
	return f
}

// fromFollowUp answers questions that only make sense after another: its words,
// its place, its year, who does it.
func (a *Asker) fromFollowUp(q question, focus Focus) (Answer, bool, error) {
	if focus.Clause == "" && len(focus.Targets) == 0 || a.known(q.content) >= subjectWeight || len(q.clauses)+len(q.bureaus) > 0 {
		return Answer{}, false, nil
	}
	own := len(q.units) > 0 && !slices.Equal(q.units, focus.Units) || len(q.years) > 0 && !slices.Equal(q.years, focus.Years)
	c, isClause := a.plan.Clause(focus.Clause)
	keep := func(answer Answer) (Answer, bool, error) {
		answer.Intent, answer.Focus = IntentAnswer, focus
		return answer, true, nil
	}
	if focus.Clause == annexName {
		if cells := (selection{focus.Units, focus.Projects, focus.Years}).from(a.plan.Cells()); q.wants[wantOriginal] && len(cells) > 0 {
			return keep(Answer{Lines: describe(cells, selection{units: focus.Units}), Citations: a.citeCells(cells)})
		}
		return Answer{}, false, nil
	}
	targets := a.targetsAt(focus.Targets)
	if len(targets) > 0 && len(q.years) > 0 && len(q.units)+len(q.projects) == 0 {
		if others := a.sameIndicator(targets, q.years); len(others) > 0 {
			focus.Targets, targets = a.placesOf(others), others
		}
		if answer, ok := a.targetSilence(q, targets); ok {
			return answer, true, nil
		}
		return keep(Answer{Lines: mapped(targets, a.describeTarget), Citations: a.citeTargets(targets)})
	}
	if silent, ok := a.unsettled(q, focus.Quote, nil); ok && q.content.sum < subjectWeight {
		return silent, true, nil
	}
	switch {
	case own:
		return Answer{}, false, nil
	case q.wants[wantOriginal] && isClause:
		cite := knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: focus.Quote}
		if strings.HasPrefix(strings.TrimPrefix(c.Text, c.No), c.Title) && (len(targets) == 0 || strings.Contains(q.text, "全文")) {
			cite = a.wholeClause(c, false)
		} else if s := a.sentenceWith(c, focus.Quote); s != "" {
			cite.Quote = s
		}
		return keep(Answer{Citations: []knowledge.Citation{cite}})
	case q.wants[wantSplit] && len(targets) > 0:
		cites := a.citeTargets(targets)
		answer := a.silent(q, NotStipulated, "计划没有把这项目标分解到各区县，只有总的要求。", &cites[0])
		answer.Focus = focus
		return answer, true, nil
	case q.wants[wantClause] && isClause:
		return keep(Answer{Lines: []string{"写在" + Place(knowledge.Citation{Clause: c.Ref, Detail: c.Title}) + "。"},
			Citations: []knowledge.Citation{{Clause: c.Ref, Detail: c.Title, Quote: focus.Quote}}})
	case q.wants[wantWho] && isClause && len(c.Duties) > 0:
		return keep(Answer{Lines: []string{dutiesLine(c)}, Citations: []knowledge.Citation{{Clause: c.Ref, Detail: c.Title, Quote: a.dutyQuote(c)}}})
	case q.wantsAny(wantValue, wantCount) && len(targets) > 0 && q.content.sum < slightWeight:
		return keep(Answer{Lines: mapped(targets, a.describeTarget), Citations: a.citeTargets(targets)})
	case q.wantsAny(wantValue, wantCount, wantTargets) && q.content.sum < slightWeight && isClause && len(a.targetsOf(c.Ref)) > 0:
		targets = a.targetsOf(c.Ref)
		focus.Targets = a.placesOf(targets)
		return keep(Answer{Lines: mapped(targets, a.describeTarget), Citations: a.citeTargets(targets)})
	case q.wants[wantWhen] && len(targets) > 0:
		var lines []string
		for _, t := range targets {
			if t.Due == "" {
				lines = append(lines, t.Indicator+"：原文没有单列年份。")
			} else {
				lines = append(lines, fmt.Sprintf("%s：%s。", t.Indicator, dueWords(t.Due)))
			}
		}
		return keep(Answer{Lines: lines, Citations: a.citeTargets(targets)})
	}
	return Answer{}, false, nil
}

// sameIndicator gives the targets of the same indicators that are due in the years.
func (a *Asker) sameIndicator(targets []knowledge.Target, years []int) []knowledge.Target {
	return slices.DeleteFunc(a.targetsDue(years), func(t knowledge.Target) bool {
		return !slices.ContainsFunc(targets, func(u knowledge.Target) bool { return u.Indicator == t.Indicator })
	})
}

func (a *Asker) targetsAt(places []int) []knowledge.Target {
	var out []knowledge.Target
	for _, i := range places {
		if i >= 0 && i < len(a.plan.Targets) {
			out = append(out, a.plan.Targets[i])
		}
	}
	return out
}

// sentenceWith gives the clause's sentence that holds the words.
func (a *Asker) sentenceWith(c knowledge.Clause, words string) string {
	for _, s := range knowledge.Sentences(c.Text) {
		if words != "" && strings.Contains(s, words) {
			return s
		}
	}
	return ""
}
