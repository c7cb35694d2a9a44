package ask

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
)

const (
	candidates    = 40   // documents that the index may offer
	passageCover  = 0.22 // least share of the question that a sentence has to cover
	mentionCover  = 0.12
	strangerCover = 0.40
	kinCover      = 0.55 // a sentence of the same clause is quoted too from this share of the best score
	strangeShare  = 0.65 // a question of which the plan does not know so much has to be covered by strangerCover
	titleShare    = 0.5  // a question that covers so much of itself with a clause's title is about the clause
	longQuestion  = 320  // characters of quotation at most
)

// found is a sentence with how well it fits.
type found struct {
	ref   string
	n     int
	cover float64
	score float64
}

// retrieve ranks the sentences that the index offers: what they cover of the
// question, what their clause covers, and whether they hold the kind of thing
// that is asked for.
func (a *Asker) retrieve(q question) ([]found, error) {
	if q.content.sum == 0 {
		return nil, nil
	}
	pieces, wholes, err := a.index.Search(q.content.spelled(), candidates)
	if err != nil {
		return nil, err
	}
	seen := map[sentenceKey]bool{}
	var out []found
	for _, h := range pieces {
		if h.Kind == knowledge.KindSentence {
			out = a.consider(out, seen, q, sentenceKey{h.Ref, h.N}, standing(h.Score, pieces))
		}
	}
	for _, h := range wholes {
		for n := range knowledge.Sentences(a.grams.passages[h.Ref].text) {
			out = a.consider(out, seen, q, sentenceKey{h.Ref, n}, 0)
		}
	}
	slices.SortStableFunc(out, func(x, y found) int { return cmp.Compare(y.score, x.score) })
	return out, nil
}

// standing is where a score lies between the last of the hits and the first, from 0
// to 1.
func standing(score float64, hits []knowledge.Hit) float64 {
	first, last := hits[0].Score, hits[len(hits)-1].Score
	if first <= last {
		return 1
	}
	return (score - last) / (first - last)
}

var (
	hasNumber = regexp.MustCompile(`\d|[一二三四五六七八九十百]`)
	isDuty    = regexp.MustCompile(`^（[^）]*(责任单位|牵头|负责)`)
)

func (a *Asker) consider(out []found, seen map[sentenceKey]bool, q question, key sentenceKey, rank float64) []found {
	s, ok := a.grams.sentences[key]
	if !ok || seen[key] || isDuty.MatchString(s.text) || key.n == 0 && a.isHeading(key.ref, s.text) ||
		q.except.sum > 0 && q.except.cover(s) > 0.8 {
		return out
	}
	seen[key] = true
	title := a.grams.titles[key.ref]
	cover := max(q.content.cover(s), 0.9*q.content.cover(title))
	score := q.content.cover(s) + 0.35*q.content.cover(a.grams.passages[key.ref]) + 0.25*rank + 0.35*q.content.cover(title)
	if q.wantsAny(wantValue, wantCount) && hasNumber.MatchString(s.text) {
		score += 0.05
	}
	if n := q.enumerates; n > 1 {
		switch {
		case strings.Contains(s.text, "等"+zh.Numeral(n)) || strings.Contains(s.text, fmt.Sprintf("等%d", n)):
			score += 0.5
		case strings.Count(s.text, "、") >= n-1 || strings.Count(s.text, "”") >= n:
			score += 0.1
		}
	}
	if q.wants[wantWho] && strings.Contains(s.text, "主体") {
		score += 0.15
	}
	return append(out, found{key.ref, key.n, cover, score})
}

// isHeading tells whether a clause's first sentence is nothing but its title.
func (a *Asker) isHeading(ref, text string) bool {
	c, ok := a.plan.Clause(ref)
	return ok && c.Title != "" && strings.Trim(strings.TrimPrefix(text, c.No), "。 ") == c.Title
}

func (a *Asker) bestSentence(q question) (found, error) {
	all, err := a.retrieve(q)
	if err != nil || len(all) == 0 {
		return found{}, err
	}
	return all[0], nil
}

// bestCover gives the sentence that holds the largest share of the content, and
// that share.
func (a *Asker) bestCover(words content) (best sentence, cover float64) {
	for _, s := range a.grams.sentences {
		if c := words.cover(s); c > cover || c == cover && s.text < best.text {
			best, cover = s, c
		}
	}
	return best, cover
}

// bestClause finds the clause that the content is about, by title first.
func (a *Asker) bestClause(words content) string {
	var ref string
	var best float64
	for _, c := range a.plan.Clauses {
		score := words.cover(a.grams.titles[c.Ref]) + 0.7*words.cover(a.grams.passages[c.Ref])
		if score > best {
			best, ref = score, c.Ref
		}
	}
	if best < 0.5 {
		return ""
	}
	return ref
}

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
	case q.wants[wantWho] && isClause && len(clause.Duties) > 0 && !strings.Contains(cite.Quote, "主体"):
		answer.Lines = append(append(leadLine(q, clause), dutyVerdict(q, clause)...), dutiesLine(clause))
		answer.Citations = []knowledge.Citation{{Clause: clause.Ref, Detail: clause.Title, Quote: a.dutyQuote(clause)}}
		return answer, true, nil
	case q.wants[wantClause] && isClause:
		answer.Lines = []string{fmt.Sprintf("在%s。", Place(knowledge.Citation{Clause: clause.Ref, Detail: clause.Title}))}
		answer.Citations = []knowledge.Citation{cite}
		return answer, true, nil
	case q.wants[wantMention]:
		answer.Lines = []string{"提到了。"}
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
	first := []rune(q.content.own)
	if len(first) >= 2 && zh.IsHan(first[0]) && zh.IsHan(first[1]) {
		if g := string(first[:2]); a.grams.rarity[g] == 0 && !slices.ContainsFunc(q.content.grams, func(w weighed) bool { return w.gram == g && w.sound != "" }) {
			return strangerCover
		}
	}
	return passageCover
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

// Rank gives the clauses that the search for passages offers for a question, the
// best first; see Clause.Ref. The error is that of the index.
func (a *Asker) Rank(text string) ([]string, error) {
	q := a.read(zh.Fold(text), time.Time{})
	if q.content.sum == 0 {
		q.content = a.grams.weigh(q.text)
	}
	all, err := a.retrieve(q)
	var out []string
	for _, f := range all {
		out = appendNew(out, f.ref)
	}
	return out, err
}
