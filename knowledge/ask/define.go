package ask

import (
	"regexp"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

var (
	shortened = regexp.MustCompile(`(?:以下)?简称:?"?([^"()]{2,20})"?`)
	asksRank  = regexp.MustCompile(`第几|前几|排几|排名|位次`)
)

// fromDefined answers what a short name stands for that the plan itself introduces.
func (a *Asker) fromDefined(r *reading) (Answer, bool) {
	if !r.wants(asksMean|asksList|asksTitle) || a.about(r) > 2.5 || r.wants(asksWho|asksWhen) {
		return Answer{}, false
	}
	for _, s := range a.text.sentences {
		for _, m := range shortened.FindAllStringSubmatch(s.folded, -1) {
			name := strings.TrimSpace(m[1])
			if len([]rune(name)) < 3 || !strings.Contains(r.text, name) || !asksWhatItIs(r.text, name) {
				continue
			}
			p := a.text.passages[s.passage]
			quote := s.printed
			if len([]rune(quote)) > mostAnswer {
				quote = a.partOf(r, quote, mostAnswer)
			}
			return Answer{Intent: IntentAnswer, Citations: []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: quote}}, Focus: Focus{Clause: p.ref, Quote: quote}}, true
		}
	}
	return Answer{}, false
}

// asksWhatItIs tells whether a message asks what a name is, and not something of it.
func asksWhatItIs(text, name string) bool {
	_, after, _ := strings.Cut(text, name)
	return whatIsIt.MatchString(after)
}

var whatIsIt = regexp.MustCompile(`^"?(?:到底)?(?:都)?(?:是|指|包括|有|算)?(?:的是)?(?:哪|什么|啥|谁)`)

// fromRank answers which rank is to be reached.
func (a *Asker) fromRank(r *reading) (Answer, bool) {
	if !asksRank.MatchString(r.text) || strings.Contains(r.text, "条") || strings.Contains(r.text, "章") || len(r.strange) > 0 {
		return Answer{}, false
	}
	best, at, word := -1.0, -1, ""
	for n, s := range a.text.sentences {
		m := rankForm.FindString(s.folded)
		if m == "" {
			continue
		}
		held := 0.0
		for _, t := range r.terms {
			if strings.Contains(s.folded, t.word) {
				held += t.weight
			}
		}
		if held > best {
			best, at, word = held, n, m
		}
	}
	if at < 0 || best < 0.3*a.total(r) {
		return Answer{}, false
	}
	s := a.text.sentences[at]
	p := a.text.passages[s.passage]
	answer := Answer{Intent: IntentAnswer, Citations: []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, at)}}, Focus: Focus{Clause: p.ref, Quote: s.printed}}
	for _, t := range a.plan.Targets {
		if t.Clause == p.ref && (t.Measure == "位" || t.Measure == "名") {
			answer.Lines = append(answer.Lines, describeTarget(t))
		}
	}
	if len(answer.Lines) == 0 {
		answer.Lines = []said.Sentence{said.Of("是{word}。", "It is {word}.", word)}
	}
	return answer, true
}

var rankForm = regexp.MustCompile(`前[一二三四五六七八九十\d]+(?:位|名|列)?|第[一二三四五六七八九十\d]+(?:位|名)`)

var saidRank = regexp.MustCompile(`(?:排|列|居)\p{Han}{0,4}第([一二三四五六七八九十]+|\d+)|第([一二三四五六七八九十]+|\d+)名`)

// onRank compares the rank that a message claims with the plan's.
func (a *Asker) onRank(r *reading) (Answer, bool) {
	m := saidRank.FindStringSubmatch(r.text)
	if m == nil || !r.wants(asksConfirm|asksState|asksClaim) {
		return Answer{}, false
	}
	n, ok := zh.Number(m[1] + m[2])
	asked := *r
	asked.text = saidRank.ReplaceAllString(r.text, "排第几")
	answer, found := a.fromRank(&asked)
	if !ok || !found {
		return Answer{}, false
	}
	limit := 0
	if w := rankForm.FindString(zh.Fold(answer.Citations[0].Quote)); w != "" {
		limit, _ = zh.Number(strings.Trim(w, "前第位名列"))
	}
	if n <= limit {
		answer.Verdict = Yes
		answer.Lines = lead(said.Of("够，算完成，第{n}名在前{limit}名之内，符合要求。",
			"Yes, that is enough: rank {n} is within the first {limit}.", n, limit), answer.Lines)
	} else {
		answer.Verdict = No
		answer.Lines = lead(said.Of("不够，不符合要求，第{n}名不在前{limit}名之内。",
			"No, not enough: rank {n} is not within the first {limit}.", n, limit), answer.Lines)
	}
	return answer, true
}
