package ask

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

const (
	candidates    = 40   // documents that the index may offer
	passageCover  = 0.22 // least share of the question that a sentence has to cover
	mentionCover  = 0.12
	strangerCover = 0.40
	kinCover      = 0.55 // a sentence of the same clause is quoted too from this share of the best score
	strangeFigure = 0.6  // the same for a question how much
	strangeShare  = 0.65 // a question of which the plan does not know so much has to be covered by strangerCover
	nearCover     = 0.06 // sentences that cover the question this equally may both answer it
	titleShare    = 0.5  // a question that covers so much of itself with a clause's title is about the clause
	longQuestion  = 320  // characters of quotation at most
)

var (
	hasNumber = regexp.MustCompile(`\d|[一二三四五六七八九十百]`)
	isDuty    = regexp.MustCompile(`^（[^）]*(责任单位|牵头|负责|指导|参与|配合)[^）]*）$`)
)

func (a *Asker) citeSentence(f found) knowledge.Citation {
	c, _ := a.plan.Clause(f.ref)
	text := strings.TrimPrefix(a.grams.sentences[sentenceKey{f.ref, f.n}].text, c.No)
	return knowledge.Citation{Clause: f.ref, Detail: c.Title, Quote: strings.TrimRight(text, "；")}
}

// fromPassages finds the clause for everything else and quotes the sentences that
// answer.
func (a *Asker) fromPassages(q question, _ Focus) (Answer, bool, error) {
	all, err := a.retrieve(q)
	if err != nil || len(all) == 0 {
		return Answer{}, false, err
	}
	best := all[0]
	if least := a.leastCover(q); best.cover < least {
		return Answer{}, false, nil
	}
	if f, ok := a.counting(q, all); ok {
		best = f
		all = append([]found{f}, all...)
	}
	cite := a.citeSentence(best)
	if silent, ok := a.unsettled(q, cite.Quote, &cite); ok {
		return silent, true, nil
	}
	if line, ok := q.uncounted(cite.Quote); ok && !q.wantsAny(wantClause, wantMention) {
		return a.silent(q, NotStipulated, line, &cite), true, nil
	}
	if y := yearNot(q, a.grams.passages[best.ref].text); y != 0 && q.wants[wantConfirm] && dueYear.MatchString(zh.Squeeze(cite.Quote)) {
		return Answer{Intent: IntentAnswer, Lines: []string{fmt.Sprintf("不是%d年，原话是：", y)}, Citations: []knowledge.Citation{cite},
			Whole: a.quotedInPart([]knowledge.Citation{cite}), Focus: a.remember(q, Focus{Clause: cite.Clause, Quote: cite.Quote})}, true, nil
	} else if y != 0 {
		return a.silent(q, NotStipulated, fmt.Sprintf("计划没有写%d年的要求。", y), &cite), true, nil
	}
	clause, isClause := a.plan.Clause(best.ref)
	answer := Answer{Intent: IntentAnswer, Focus: a.remember(q, Focus{Clause: best.ref, Quote: cite.Quote, Targets: a.targetsIn(best.ref, cite.Quote)})}
	switch {
	case q.wants[wantWho] && isClause && len(clause.Duties) > 0 && !saysWho.MatchString(zh.Squeeze(cite.Quote)):
		answer.Lines = append(append(leadLine(q, clause), dutyVerdict(q, clause)...), dutiesLine(clause))
		answer.Citations = []knowledge.Citation{{Clause: clause.Ref, Detail: clause.Title, Quote: a.dutyQuote(clause)}}
		if own := a.ownDuty(best); own != "" {
			answer.Lines = []string{strings.Trim(own, "（）") + "。"}
			answer.Citations = []knowledge.Citation{cite, {Clause: clause.Ref, Detail: clause.Title, Quote: own}}
		}
		return answer, true, nil
	case q.wants[wantClause] && isClause:
		answer.Lines = []string{fmt.Sprintf("在%s。", Place(knowledge.Citation{Clause: clause.Ref, Detail: clause.Title}))}
		answer.Citations = []knowledge.Citation{cite}
		return answer, true, nil
	case q.wants[wantMention]:
		answer.Lines = []string{"提到了。"}
	case q.wants[wantWhen] && isClause:
		if due := paragraphDue(clause.Text, cite.Quote); due != "" {
			answer.Lines = []string{due + "。"}
		}
	}
	if isClause && broadWords.MatchString(q.text) && q.content.cover(a.grams.titles[best.ref]) >= titleShare {
		answer.Citations = []knowledge.Citation{a.wholeClause(clause, true)}
	} else {
		answer.Citations = a.kin(q, all)
	}
	answer.Lines = append(answer.Lines, a.notSo(q, answer.Citations)...)
	answer.Whole = a.quotedInPart(answer.Citations)
	if best.ref == knowledge.PreambleRef {
		answer.Citations = append(answer.Citations, a.enumerated(cite.Quote)...)
	}
	return answer, true, nil
}

// saysWho finds a sentence that says itself whose task it is.
var saysWho = regexp.MustCompile(`主体(为|是|:)|责任主体`)

// ownDuty gives the bracket that says who does a sentence, where the clause has
// several such brackets; else it is empty and the clause's duties hold.
func (a *Asker) ownDuty(f found) string {
	n, own := 0, ""
	for i := 0; ; i++ {
		s, ok := a.grams.sentences[sentenceKey{f.ref, i}]
		if !ok {
			break
		}
		if isDuty.MatchString(s.text) {
			if n++; i > f.n && own == "" {
				own = s.text
			}
		}
	}
	if n < 2 {
		return ""
	}
	return own
}

var paragraphDate = regexp.MustCompile(`到20\d\d年|20\d\d年(?:\d+月)?底?前`)

// paragraphDue gives the date with which the paragraph of a quotation begins, where
// the quotation names no year itself: 到2025年.
func paragraphDue(text, quote string) string {
	if yearFull.MatchString(zh.Fold(quote)) {
		return ""
	}
	for paragraph := range strings.Lines(text) {
		if before, _, ok := strings.Cut(paragraph, quote); ok {
			dates := paragraphDate.FindAllString(zh.Unspaced(before), -1)
			if len(dates) > 0 {
				return dates[len(dates)-1]
			}
		}
	}
	return ""
}

// broadWords ask for everything in a field; the sentences after the best one
// belong to the answer even where they do not repeat its words.
var broadWords = regexp.MustCompile(`(哪些|什么|啥)(事|工作|方面|任务|举措|措施|内容|安排|动作|部署|要求)|推进哪些|详细|干什么|做什么|干些什么`)

// following moves the two sentences after the best one behind it in rank.
func (a *Asker) following(best found, all []found) []found {
	out := []found{best}
	for n := best.n + 1; n <= best.n+2; n++ {
		if s, ok := a.grams.sentences[sentenceKey{best.ref, n}]; ok && !isDuty.MatchString(s.text) {
			out = append(out, found{best.ref, n, best.cover, best.score})
		}
	}
	return append(out, slices.DeleteFunc(slices.Clone(all), func(f found) bool { return f.ref == best.ref && f.n >= best.n && f.n <= best.n+2 })...)
}

// leastCover is how much of the question a sentence has to cover. What a question
// is about stands first in it: where the plan does not know that word, more of the
// rest has to fit. Whether the plan mentions a word at all needs less.
func (a *Asker) leastCover(q question) float64 {
	if q.wantsAny(wantMention, wantClause) {
		if q.wants[wantMention] && q.content.strange() >= q.content.sum/2 {
			return strangerCover
		}
		return mentionCover
	}
	if q.content.sum > 0 && q.content.strange() >= strangeShare*q.content.sum {
		return strangerCover
	}
	if a.strangeSubject(q) {
		if asksHowMuch.MatchString(q.text) { // the figure of something else is no answer
			return strangeFigure
		}
		return strangerCover
	}
	return passageCover
}

var asksHowMuch = regexp.MustCompile(`多少|百分之几|(?:^|[^有这那哪])几(个|所|家|成)`)

// strangeSubject tells whether the plan does not know the word that stands first in a
// question, not by its sound either.
func (a *Asker) strangeSubject(q question) bool {
	first := []rune(q.content.own)
	if len(first) < 2 || !zh.IsHan(first[0]) || !zh.IsHan(first[1]) {
		return false
	}
	if len(first) >= 4 && a.grams.slip(first[:4]) {
		return false
	}
	g := string(first[:2])
	return a.grams.rarity[g] == 0 && !slices.ContainsFunc(q.content.grams, func(w weighed) bool { return w.gram == g && w.sound != "" })
}

// kin gives the best sentence and those of the same clause that answer as well,
// in the order of the text.
func (a *Asker) kin(q question, all []found) []knowledge.Citation {
	best := all[0]
	keep := []found{best}
	size := len([]rune(a.citeSentence(best).Quote))
	most := 2
	if q.wants[wantHow] || q.wants[wantList] {
		most = 4
	}
	if broad := q.wantsAny(wantHow, wantList) && broadWords.MatchString(q.text); broad {
		all = a.following(best, all)
	}
	for _, f := range all[1:] {
		if f.ref != best.ref || f.score < kinCover*best.score || len(keep) == most {
			continue
		}
		n := len([]rune(a.citeSentence(f).Quote))
		if size+n > longQuestion {
			continue
		}
		size += n
		keep = append(keep, f)
	}
	slices.SortFunc(keep, func(x, y found) int { return cmp.Compare(x.n, y.n) })
	var out []knowledge.Citation
	for _, f := range keep {
		c := a.citeSentence(f)
		if last := len(out) - 1; last >= 0 && f.n > 0 && slices.ContainsFunc(keep, func(g found) bool { return g.n == f.n-1 }) && a.proof.holds(out[last].Quote+c.Quote) {
			out[last].Quote += c.Quote
			continue
		}
		out = append(out, c)
	}
	return out
}

// counting gives the best sentence that holds the number which the question asks for,
// where the very best does not hold it and another fits nearly as well.
func (a *Asker) counting(q question, all []found) (found, bool) {
	if _, missing := q.uncounted(a.citeSentence(all[0]).Quote); !missing {
		return found{}, false
	}
	for _, f := range all[1:] {
		if f.score < kinCover*all[0].score || f.cover < all[0].cover-nearCover {
			continue
		}
		if _, missing := q.uncounted(a.citeSentence(f).Quote); !missing && f.ref == all[0].ref {
			return f, true
		}
	}
	return found{}, false
}

// notSo says that a figure of the person's does not stand in what is quoted.
func (a *Asker) notSo(q question, citations []knowledge.Citation) []string {
	if !q.wants[wantConfirm] {
		return nil
	}
	for _, f := range q.figures {
		said := trimZeros(f.value) + f.measure
		if f.measure != "" && !slices.ContainsFunc(citations, func(c knowledge.Citation) bool { return holdsFigure(zh.Squeeze(c.Quote), said) }) {
			return []string{"原文没有写“" + said + "”，相关的原话是："}
		}
	}
	return nil
}

// quotedInPart gives the clauses of which the citations quote only a part.
func (a *Asker) quotedInPart(citations []knowledge.Citation) []string {
	var out []string
	for _, cite := range citations {
		if c, ok := a.plan.Clause(cite.Clause); ok && len(cite.Quote) < len(a.wholeClause(c, false).Quote) {
			out = appendNew(out, c.Ref)
		}
	}
	return out
}

// dueYear finds a year by which something has to be done.
var dueYear = regexp.MustCompile(`20\d\d年(\d+月)?(\d+日)?(底|末)?(前|之前|实现|达到|完成)|到20\d\d年`)

// enumerated cites the annex too where a quotation names its projects.
func (a *Asker) enumerated(quote string) []knowledge.Citation {
	projects, held := a.plan.Projects(), newSentence(quote)
	n := 0
	for _, p := range projects {
		if a.grams.weigh(zh.Fold(p)).cover(held) > 0.7 {
			n++
		}
	}
	if len(projects) < 2 || n < len(projects) {
		return nil
	}
	var out []knowledge.Citation
	for _, p := range projects {
		out = append(out, knowledge.Citation{Clause: annexName, Detail: "项目", Quote: p})
	}
	return out
}

// yearNot gives a year of the question that the clause does not speak of, where
// the clause speaks of other years or of none; 0 where all is well.
func yearNot(q question, text string) int {
	for _, y := range q.years {
		if !strings.Contains(zh.Fold(text), fmt.Sprint(y)) {
			return y
		}
	}
	return 0
}
