package ask

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

const (
	targetCover   = 0.45 // least share of the question that a target has to cover
	nameCover     = 0.8  // a question that is nothing but a target's name covers so much of it
	tieCover      = 0.03 // targets this close are equally good
	strangeTarget = 0.7  // the same where the plan does not know the word that stands first
	ownShare      = 0.2  // targets whose indicator is said less fully than another's by more are not meant
	clauseShare   = 0.3  // what the rest of its clause adds to a target
)

// fromTargets answers from the quantified targets of the clauses.
func (a *Asker) fromTargets(q question, _ Focus) (Answer, bool, error) {
	if q.wantsAny(wantWho, wantClause, wantMeaning, wantOriginal) && !q.wantsAny(wantRank) && !(q.wants[wantMeaning] && q.wantsAny(wantCount, wantTargets)) {
		return Answer{}, false, nil
	}
	asked := q.wantsAny(wantValue, wantCount, wantWhen, wantConfirm, wantRank, wantTargets, wantCompare, wantSplit) || len(q.figures) > 0
	if !asked && len(q.wants) > 0 {
		return Answer{}, false, nil
	}
	found, score := a.targetsFor(q)
	if len(found) == 0 || !asked && score < nameCover {
		return Answer{}, false, nil
	}
	if s, passage := a.bestCover(q.content); passage > score+0.2 && !strings.Contains(s.text, found[0].Quote) {
		return Answer{}, false, nil
	}
	if answer, ok := a.targetSilence(q, found); ok {
		return answer, true, nil
	}
	answer := Answer{Intent: IntentAnswer}
	if line := judge(q, found); line != "" {
		answer.Lines = append(answer.Lines, line)
	}
	for _, t := range found {
		answer.Lines = append(answer.Lines, a.describeTarget(t))
	}
	answer.Lines = append(answer.Lines, a.targetDuties(found)...)
	answer.Citations = a.citeTargets(found)
	answer.Whole = a.quotedInPart(answer.Citations)
	answer.Focus = a.remember(q, Focus{Clause: found[0].Clause, Quote: found[0].Quote, Targets: a.placesOf(found)})
	return answer, true, nil
}

// targetsFor finds the targets that the question is about: all of a clause when
// its figures are asked for, one for each part of a double question, or the best.
func (a *Asker) targetsFor(q question) ([]knowledge.Target, float64) {
	if q.wants[wantRank] {
		if ranked := a.ranked(q); len(ranked) > 0 {
			return ranked, 1
		}
	}
	if q.wants[wantTargets] && regexp.MustCompile(`条|这块|部分`).MatchString(q.text) {
		if ref := a.bestClause(q.content); ref != "" {
			if all := a.targetsOf(ref); len(all) > 0 {
				return all, 1
			}
		}
	}
	if q.wants[wantTargets] && a.known(q.content) < subjectWeight && len(q.ownUnits()) == 0 && len(q.projects) == 0 {
		return a.targetsDue(q.years), 1
	}
	if parts := strings.FieldsFunc(q.content.text, func(r rune) bool { return r == ' ' || r == '、' || r == ',' }); len(parts) > 1 && strings.ContainsAny(q.text, "和跟与、各") {
		var found []knowledge.Target
		for _, p := range parts {
			if t, score := a.bestTarget(a.grams.weigh(p)); score >= 0.6 && len(grams(p)) >= 2 {
				for _, t := range t {
					if !slices.Contains(found, t) {
						found = append(found, t)
					}
				}
			}
		}
		if len(found) > 1 {
			return found, 1
		}
	}
	found, score := a.bestTarget(q.content)
	if score < targetCover || score < strangeTarget && a.strangeSubject(q) {
		return nil, score
	}
	return q.closest(found), score
}

// closest keeps of targets that fit equally well those due in the years asked for,
// and those whose own words the question holds most of.
func (q question) closest(found []knowledge.Target) []knowledge.Target {
	keep := func(fits func(knowledge.Target) bool) {
		if kept := slices.DeleteFunc(slices.Clone(found), func(t knowledge.Target) bool { return !fits(t) }); len(kept) > 0 {
			found = kept
		}
	}
	if len(q.years) > 0 {
		keep(func(t knowledge.Target) bool {
			return slices.ContainsFunc(q.years, func(y int) bool { return strings.HasPrefix(t.Due, strconv.Itoa(y)) })
		})
	}
	said := newSentence(q.text)
	share := func(t knowledge.Target) float64 {
		pairs := grams(zh.Fold(t.Indicator))
		n := 0
		for _, g := range pairs {
			if said.grams[g] {
				n++
			}
		}
		return float64(n) / float64(max(len(pairs), 1))
	}
	var most float64
	for _, t := range found {
		most = max(most, share(t))
	}
	keep(func(t knowledge.Target) bool { return share(t) >= most-ownShare })
	return found
}

// ranked gives the targets that are a rank, those whose words fit best.
func (a *Asker) ranked(q question) []knowledge.Target {
	var out []knowledge.Target
	best := 0.0
	for _, t := range a.plan.Targets {
		if t.Measure != "位" && t.Measure != "名" {
			continue
		}
		switch score := q.content.cover(newSentence(t.Indicator)); {
		case score > best+tieCover:
			best, out = score, []knowledge.Target{t}
		case score >= best-tieCover:
			out = append(out, t)
		}
	}
	return out
}

// bestTarget gives the targets that cover the content best, several when they tie.
func (a *Asker) bestTarget(c content) ([]knowledge.Target, float64) {
	var out []knowledge.Target
	var best float64
	for i, t := range a.plan.Targets {
		score := c.cover(a.grams.targets[i])
		if score > 0 {
			score += clauseShare * max(0, c.cover(a.grams.passages[t.Clause])-score)
		}
		switch {
		case score > best+tieCover:
			best, out = score, []knowledge.Target{t}
		case score >= best-tieCover && score > 0:
			out = append(out, t)
		}
	}
	return out, best
}

// targetsDue gives all targets, or those of the years.
func (a *Asker) targetsDue(years []int) []knowledge.Target {
	return slices.DeleteFunc(slices.Clone(a.plan.Targets), func(t knowledge.Target) bool {
		return len(years) > 0 && !slices.ContainsFunc(years, func(y int) bool { return strings.HasPrefix(t.Due, strconv.Itoa(y)) })
	})
}

func (a *Asker) targetsOf(ref string) []knowledge.Target {
	var out []knowledge.Target
	for _, t := range a.plan.Targets {
		if t.Clause == ref {
			out = append(out, t)
		}
	}
	return out
}

// targetsIn gives the places of the clause's targets that the sentence states.
func (a *Asker) targetsIn(ref, sentence string) []int {
	var out []int
	for i, t := range a.plan.Targets {
		if t.Clause == ref && strings.Contains(sentence, t.Quote) {
			out = append(out, i)
		}
	}
	return out
}

func (a *Asker) placesOf(targets []knowledge.Target) []int {
	var out []int
	for i, t := range a.plan.Targets {
		if slices.Contains(targets, t) {
			out = append(out, i)
		}
	}
	return out
}

func (a *Asker) citeTargets(targets []knowledge.Target) []knowledge.Citation {
	var out []knowledge.Citation
	for _, t := range targets {
		c, _ := a.plan.Clause(t.Clause)
		cite := knowledge.Citation{Clause: t.Clause, Detail: c.Title, Quote: t.Quote}
		// The year that governs a target may stand at the head of its sentence.
		if s := a.sentenceWith(c, t.Quote); t.Due != "" && !strings.Contains(t.Quote, t.Due[:4]) && strings.Contains(s, t.Due[:4]) {
			cite.Quote = strings.TrimRight(strings.TrimPrefix(s, c.No), "；")
		}
		if !slices.Contains(out, cite) {
			out = append(out, cite)
		}
	}
	return out
}

// targetSilence tells where the plan speaks of the target but not of the year or
// the unit that is asked for.
func (a *Asker) targetSilence(q question, found []knowledge.Target) (Answer, bool) {
	t := found[0]
	c, _ := a.plan.Clause(t.Clause)
	nearest := knowledge.Citation{Clause: t.Clause, Detail: c.Title, Quote: t.Quote}
	if silent, ok := a.unsettled(q, t.Quote, &nearest); ok {
		return silent, true
	}
	if q.wants[wantSplit] || len(q.ownUnits()) > 0 && len(q.figures) == 0 {
		return a.silent(q, NotStipulated, "计划没有把这项目标分解到各区县，只有总的要求。", &nearest), true
	}
	for _, y := range q.years {
		if !slices.ContainsFunc(found, func(t knowledge.Target) bool { return strings.HasPrefix(t.Due, strconv.Itoa(y)) }) {
			return a.silent(q, NotStipulated, fmt.Sprintf("计划没有写%d年的要求。", y), &nearest), true
		}
	}
	return Answer{}, false
}
