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
	dutyWords = regexp.MustCompile(`责任|负责|牵头|主责|承担|条款|哪(些|几)?条|几条`)
	onlyWords = regexp.MustCompile(`[只仅单独光]`)
	noneWords = regexp.MustCompile(`(没有?|未|无|不)(写|列|标|注明|明确|单列|落实|指定|设|定)?(明|出|上|有)?(任何)?的?(责任|牵头|负责)(单位|部门|人)`)
	lackWords = regexp.MustCompile(`(没有?|不|未|无)(含|包括|包含|涉及|用|列|写|提|要|由|归)?(到|入)?$`)
	bothWords = regexp.MustCompile(`共同|一起|联合|都有|同时|合作|既`)
	mostWords = regexp.MustCompile(`最[多重]`)
)

// fromDutySets answers questions over the responsible units of all clauses: which
// name one alone, none, several together, all but one, and who is named most.
func (a *Asker) fromDutySets(q question, _ Focus) (Answer, bool, error) {
	if !dutyWords.MatchString(q.text) || a.known(q.content) >= subjectWeight || len(q.clauses) > 0 {
		return Answer{}, false, nil
	}
	named := strings.Join(q.bureaus, "、")
	switch {
	case noneWords.MatchString(q.text) && len(q.bureaus) == 0:
		return a.listClauses(q, "没有写责任单位", func(c knowledge.Clause) bool { return len(c.Duties) == 0 })
	case len(q.bureaus) == 0 && mostWords.MatchString(q.text) && q.wants[wantWho]:
		return a.busiest(q)
	case len(q.bureaus) == 1 && a.lacks(q):
		return a.listClauses(q, "写了责任单位但不含"+named, func(c knowledge.Clause) bool {
			return len(c.Duties) > 0 && !binds(c, q.bureaus[0])
		})
	case len(q.bureaus) == 1 && onlyWords.MatchString(q.text):
		return a.listClauses(q, "只列"+named+"一个责任单位", func(c knowledge.Clause) bool {
			return len(c.Duties) == 1 && binds(c, q.bureaus[0])
		})
	case len(q.bureaus) > 1 && bothWords.MatchString(q.text):
		return a.listClauses(q, "同时列了"+named, func(c knowledge.Clause) bool {
			return !slices.ContainsFunc(q.bureaus, func(b string) bool { return !binds(c, b) })
		})
	}
	return Answer{}, false, nil
}

var allClauses = regexp.MustCompile(`(哪|在)(几|些)(几)?条|哪些条|几条`)

// fromMentions lists the clauses that hold a word: 高标准农田在哪几条里出现过.
func (a *Asker) fromMentions(q question, _ Focus) (Answer, bool, error) {
	word, _, _ := strings.Cut(q.content.text, " ")
	if !allClauses.MatchString(q.text) || len([]rune(word)) < 2 || len(q.bureaus)+len(q.units)+len(q.clauses) > 0 {
		return Answer{}, false, nil
	}
	holds := func(c knowledge.Clause) bool { return strings.Contains(zh.Fold(c.Text), word) }
	n := 0
	for _, c := range a.plan.Clauses {
		if holds(c) {
			n++
		}
	}
	if n < 2 {
		return Answer{}, false, nil
	}
	answer, ok, err := a.listClauses(q, "写到“"+word+"”", holds)
	for i, cite := range answer.Citations {
		c, _ := a.plan.Clause(cite.Clause)
		answer.Citations[i].Quote = c.Title
		if n <= 2 {
			answer.Citations[i].Quote = a.bestOf(q, c).Quote
		}
	}
	return answer, ok, err
}

// lacks tells whether the bureau is named after words that leave it out: 不含市教育局.
func (a *Asker) lacks(q question) bool {
	for _, n := range a.words.bureaus {
		if n.full != q.bureaus[0] {
			continue
		}
		for _, form := range n.forms {
			if before, _, ok := strings.Cut(q.text, form); ok {
				return lackWords.MatchString(before)
			}
		}
	}
	return false
}

func binds(c knowledge.Clause, bureau string) bool {
	return slices.ContainsFunc(c.Duties, func(d knowledge.Duty) bool { return d.Unit == bureau })
}

// listClauses names the clauses of which holds is true, in the order of the plan.
func (a *Asker) listClauses(q question, what string, holds func(knowledge.Clause) bool) (Answer, bool, error) {
	answer := Answer{Intent: IntentAnswer}
	var places []string
	for _, c := range a.plan.Clauses {
		if !holds(c) {
			continue
		}
		places = append(places, Place(knowledge.Citation{Clause: c.Ref, Detail: c.Title}))
		quote := c.Title
		if quote == "" {
			quote = knowledge.Sentences(c.Text)[0]
		}
		answer.Citations = append(answer.Citations, knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: quote})
	}
	if len(places) == 0 {
		answer.Lines = []string{"没有哪一条" + what + "。"}
	} else {
		answer.Lines = []string{fmt.Sprintf("%s的有%d条：%s。", what, len(places), strings.Join(places, "；"))}
	}
	if len(places) <= 2 {
		for i, c := range a.plan.Clauses {
			for j := range answer.Citations {
				if answer.Citations[j].Clause == c.Ref && len(c.Duties) > 0 {
					answer.Citations[j].Quote = a.dutyQuote(a.plan.Clauses[i])
				}
			}
		}
	}
	answer.Focus = a.remember(q, Focus{Choices: placesOf(answer.Citations)})
	if len(answer.Citations) == 1 {
		answer.Focus.Clause, answer.Focus.Quote = answer.Citations[0].Clause, answer.Citations[0].Quote
	}
	return answer, true, nil
}

// busiest tells which unit most clauses name.
func (a *Asker) busiest(q question) (Answer, bool, error) {
	count := map[string]int{}
	most := 0
	for _, c := range a.plan.Clauses {
		for _, d := range c.Duties {
			count[d.Unit]++
			most = max(most, count[d.Unit])
		}
	}
	if most == 0 {
		return a.silent(q, NotStipulated, "计划没有写责任单位。", nil), true, nil
	}
	var names []string
	for _, b := range a.plan.Bureaus() {
		if count[b] == most {
			names = append(names, b)
		}
	}
	answer, _, err := a.listClauses(q, "", func(c knowledge.Clause) bool { return binds(c, names[0]) })
	answer.Lines = []string{fmt.Sprintf("列入最多的是%s，%d条。", strings.Join(names, "、"), most)}
	return answer, true, err
}
