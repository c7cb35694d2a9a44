package ask

import (
	"regexp"
	"slices"

	"duban/knowledge"
)

var (
	pairJoint = regexp.MustCompile(`和|跟|与|、|以及`)
	pairWords = regexp.MustCompile(`各|分别|哪个|哪条|哪一个|谁先|是不是|一样|都|相同|不同|区别|同一`)
	pairCover = 0.5 // share of each side that its clause's sentence has to cover
)

// fromPair answers a question that asks the same of two things in different clauses:
// it quotes each, and says whether their responsible units agree where these are
// asked for.
func (a *Asker) fromPair(q question, _ Focus) (Answer, bool, error) {
	if !pairWords.MatchString(q.text) || !q.wantsAny(wantWho, wantWhen, wantCompare, wantClause, wantValue, wantConfirm) || len(q.units)+len(q.clauses)+len(q.bureaus) > 0 {
		return Answer{}, false, nil
	}
	for _, loc := range pairJoint.FindAllStringIndex(q.text, -1) {
		first, err := a.sideOf(q, q.text[:loc[0]])
		if err != nil {
			return Answer{}, false, err
		}
		second, err := a.sideOf(q, q.text[loc[1]:])
		if err != nil {
			return Answer{}, false, err
		}
		if first.ref == "" || second.ref == "" || first.ref == second.ref {
			continue
		}
		return a.bothSides(q, first, second), true, nil
	}
	return Answer{}, false, nil
}

// sideOf finds the sentence that one side of the question is about; its ref is empty
// where none fits well.
func (a *Asker) sideOf(q question, text string) (found, error) {
	q.content = a.grams.weigh(a.grams.subject(text))
	if a.known(q.content) < subjectWeight {
		return found{}, nil
	}
	best, err := a.bestSentence(q)
	if _, isClause := a.plan.Clause(best.ref); err != nil || !isClause || best.cover < pairCover {
		return found{}, err
	}
	return best, nil
}

func (a *Asker) bothSides(q question, sides ...found) Answer {
	answer := Answer{Intent: IntentAnswer}
	var duties [][]knowledge.Duty
	for _, side := range sides {
		c, _ := a.plan.Clause(side.ref)
		cite := a.citeSentence(side)
		duties = append(duties, c.Duties)
		if targets := a.targetsAt(a.targetsIn(side.ref, cite.Quote)); len(targets) == 1 {
			answer.Lines = append(answer.Lines, a.describeTarget(targets[0]))
		}
		answer.Citations = append(answer.Citations, cite)
		if q.wants[wantWho] && len(c.Duties) > 0 {
			answer.Lines = append(answer.Lines, Place(knowledge.Citation{Clause: c.Ref})+dutiesLine(c))
			answer.Citations = append(answer.Citations, knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: a.dutyQuote(c)})
		}
		answer.Focus = a.remember(q, Focus{Clause: side.ref, Quote: cite.Quote})
	}
	if q.wants[wantWho] && q.wants[wantConfirm] {
		line := "不是同样的单位。"
		if slices.Equal(duties[0], duties[1]) {
			line = "单位相同。"
		}
		answer.Lines = append([]string{line}, answer.Lines...)
	}
	answer.Whole = a.quotedInPart(answer.Citations)
	return answer
}
