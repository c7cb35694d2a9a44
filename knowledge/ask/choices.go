package ask

import (
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

const (
	fewestChoices = 3 // clauses that hold a bare word, from which the person is asked to choose
	mostChoices   = 8
	bareWord      = 4 // characters that a message without a question has at most
)

// fromBareWord answers a message that is nothing but a word which several clauses
// hold: it asks which one is meant.
func (a *Asker) fromBareWord(r *reading) (Answer, bool) {
	word := r.whole
	if r.asks != 0 || len([]rune(word)) < 2 || len([]rune(word)) > bareWord || !isHanPair(word) || len(r.mentions)+len(r.years)+len(r.figures) > 0 || unspoken.Replace(word) != word {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer}
	titles, n := 0, 0
	for _, c := range a.plan.Clauses {
		if !strings.Contains(zh.Fold(c.Text), word) {
			continue
		}
		cite := knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: c.Title}
		if c.Title == "" {
			cite.Quote = opening(strings.TrimPrefix(c.Text, c.No), shownTitle)
		}
		n++
		at := len(answer.Choices)
		if strings.Contains(zh.Fold(c.Title), word) { // those that are about it come first
			at = titles
			titles++
		}
		answer.Choices = slices.Insert(answer.Choices, at, Place(cite).String())
		answer.Citations = slices.Insert(answer.Citations, at, cite)
	}
	if n < fewestChoices {
		return Answer{}, false
	}
	line := said.Of("计划里有{n}条写到“{word}”，您想看哪一条？",
		"{n} {clause speaks|clauses speak} of “{word}”. Which one do you want to see?", n, word)
	if n > mostChoices {
		answer.Choices, answer.Citations = answer.Choices[:mostChoices], answer.Citations[:mostChoices]
		line = said.Of("计划里有{n}条写到“{word}”，先列{most}条，您想看哪一条？",
			"{n} {clause speaks|clauses speak} of “{word}”; here are the first {most}. Which one do you want to see?", n, word, mostChoices)
	}
	answer.Lines = []said.Sentence{line}
	for i, c := range answer.Citations {
		answer.Lines = append(answer.Lines, said.Of("{n}. {place}", "{n}. {place}", i+1, Place(c)))
	}
	answer.Focus = Focus{Choices: answer.Choices}
	return answer, true
}

var choiceNumber = regexp.MustCompile(`^(?:选|看|要|那)?(?:第)?([一二三四五六七八]|[1-8])(?:个|条|项)?(?:讲|说|写)?(?:的|了)?(?:是)?(?:什么|啥|内容)?(?:吧|呢)?$`)

// chosen gives the answer to the choice that a message names by its number, where the
// answer before offered choices.
func (a *Asker) chosen(text string, focus Focus, now time.Time) (Answer, bool) {
	m := choiceNumber.FindStringSubmatch(text)
	if m == nil || len(focus.Choices) == 0 {
		return Answer{}, false
	}
	n, _ := zh.Number(m[1])
	if n < 1 || n > len(focus.Choices) {
		return Answer{}, false
	}
	return a.one(zh.Fold(focus.Choices[n-1]), Focus{}, now, false), true
}

// Whole quotes a clause from its first word to its last.
func (a *Asker) Whole(ref string) (Answer, bool) {
	c, ok := a.plan.Clause(ref)
	if !ok {
		return Answer{}, false
	}
	text := bodyOf(c)
	answer := Answer{Intent: IntentAnswer, Citations: []knowledge.Citation{{Clause: ref, Detail: c.Title, Quote: text}}, Focus: Focus{Clause: ref, Quote: opening(text, 40)}}
	return a.verified(answer), true
}

// Rank gives the clauses that the search offers for a question, the best first.
func (a *Asker) Rank(question string) []string {
	var out []string
	for _, m := range a.match(a.read(heard(question), zero), "") {
		out = appendNew(out, a.text.passages[m.passage].ref)
	}
	return out
}

// Mentions reads which units (bureaus among them), projects and years a text names,
// without answering it.
func (a *Asker) Mentions(text string, now time.Time) Focus {
	r := a.read(heard(text), now)
	c := a.readCells(r, nil)
	f := Focus{Units: c.units, Projects: c.projects, Years: r.years}
	for _, u := range append(r.units(), r.mine...) {
		if !a.names.units[u].column {
			f.Units = appendNew(f.Units, a.names.units[u].full)
		}
	}
	return f
}

func foldTitle(s string) string { return zh.Fold(s) }

func itoa(n int) string { return strconv.Itoa(n) }

// addCitation adds a citation that is not there yet.
func addCitation(list []knowledge.Citation, c knowledge.Citation) []knowledge.Citation {
	if slices.Contains(list, c) {
		return list
	}
	return append(list, c)
}

// yearsOf gives the first and last year of the schedules.
func yearsOf(s *fact.Store) (first, last int) {
	for _, f := range s.Of(fact.Cell) {
		if first == 0 || f.Year < first {
			first = f.Year
		}
		last = max(last, f.Year)
	}
	return first, last
}
