package ask

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
)

const (
	fewestChoices = 3 // clauses that hold a bare word, from which the person is asked to choose
	mostChoices   = 8
	bareWord      = 4 // characters that a message without a question has at most
)

// fromBareWord answers a message that is nothing but a word which several clauses
// hold: it asks which one is meant.
func (a *Asker) fromBareWord(q question, _ Focus) (Answer, bool, error) {
	word := q.content.text
	if len(q.wants) > 0 || word == "" || len([]rune(word)) > bareWord || zh.Fold(q.text) != word ||
		len(q.units)+len(q.projects)+len(q.bureaus)+len(q.years)+len(q.clauses)+len(q.figures) > 0 {
		return Answer{}, false, nil
	}
	answer := Answer{Intent: IntentAnswer}
	titles, n := 0, 0
	for _, c := range a.plan.Clauses {
		if !strings.Contains(zh.Fold(c.Text), word) {
			continue
		}
		cite := knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: c.Title}
		if c.Title == "" {
			cite.Quote = a.bestOf(q, c).Quote
		}
		n++
		at := len(answer.Choices)
		if strings.Contains(zh.Fold(c.Title), word) { // those that are about it come first
			at = titles
			titles++
		}
		answer.Choices = slices.Insert(answer.Choices, at, Place(cite))
		answer.Citations = slices.Insert(answer.Citations, at, cite)
	}
	if n < fewestChoices {
		return Answer{}, false, nil
	}
	first := ""
	if n > mostChoices {
		answer.Choices, answer.Citations = answer.Choices[:mostChoices], answer.Citations[:mostChoices]
		first = fmt.Sprintf("先列%d条，", mostChoices)
	}
	answer.Lines = []string{fmt.Sprintf("计划里有%d条写到“%s”，%s您想看哪一条？", n, word, first)}
	for i, choice := range answer.Choices {
		answer.Lines = append(answer.Lines, fmt.Sprintf("%d. %s", i+1, choice))
	}
	answer.Focus = Focus{Choices: answer.Choices}
	return answer, true, nil
}

var choiceNumber = regexp.MustCompile(`^(?:选|看|要|那)?(?:第)?([一二三四五六七八]|[1-8])(?:个|条|项)?(?:讲|说|写)?(?:的|了)?(?:是)?(?:什么|啥|内容)?(?:吧|呢)?$`)

// chosen gives the answer to the choice that a message names by its number, where the
// answer before offered choices.
func (a *Asker) chosen(text string, focus Focus, now time.Time) (Answer, bool, error) {
	m := choiceNumber.FindStringSubmatch(text)
	if m == nil || len(focus.Choices) == 0 {
		return Answer{}, false, nil
	}
	n, _ := zh.Number(m[1])
	if n < 1 || n > len(focus.Choices) {
		return Answer{}, false, nil
	}
	answer, err := a.route(a.read(zh.Fold(focus.Choices[n-1]), now), Focus{})
	return answer, err == nil, err
}
