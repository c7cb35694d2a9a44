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
	targetCover = 0.45 // least share of the question that a target has to cover
	nameCover   = 0.8  // a question that is nothing but a target's name covers so much of it
	tieCover    = 0.03 // targets this close are equally good
	ownShare    = 0.2  // targets whose indicator is said less fully than another's by more are not meant
	clauseShare = 0.3  // what the rest of its clause adds to a target
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
	if score < targetCover {
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

// describeTarget says indicator, value, and by when, or that no year is given.
func (a *Asker) describeTarget(t knowledge.Target) string {
	if t.Comparator == knowledge.All {
		words := strings.TrimRight(zh.Unspaced(t.Quote), "；。，")
		if t.Due != "" && !strings.Contains(words, t.Due[:4]) {
			words += "（" + dueWords(t.Due) + "）"
		}
		return words + "。"
	}
	due := "原文未单列年份"
	if t.Due != "" {
		due = dueWords(t.Due)
	}
	return fmt.Sprintf("%s：%s（%s）。", t.Indicator, valueWords(t), due)
}

// targetDuties says who is responsible, where all the targets stand in one clause.
func (a *Asker) targetDuties(targets []knowledge.Target) []string {
	c, ok := a.plan.Clause(targets[0].Clause)
	if !ok || len(c.Duties) == 0 || slices.ContainsFunc(targets, func(t knowledge.Target) bool { return t.Clause != c.Ref }) {
		return nil
	}
	return []string{dutiesLine(c)}
}

// dueWords says a due year or day: 到2025年, 2025年6月30日前.
func dueWords(due string) string {
	parts := strings.Split(due, "-")
	if len(parts) == 3 {
		m, _ := strconv.Atoi(parts[1])
		d, _ := strconv.Atoi(parts[2])
		return fmt.Sprintf("%s年%d月%d日前", parts[0], m, d)
	}
	return "到" + due + "年"
}

// valueWords says a value with its comparator in the words that the text uses.
func valueWords(t knowledge.Target) string {
	v := t.Value + t.Measure
	quote := zh.Squeeze(t.Quote)
	uses := func(words ...string) string {
		for _, w := range words {
			if strings.Contains(quote, w) {
				return w
			}
		}
		return words[0]
	}
	switch t.Comparator {
	case knowledge.AtLeast:
		if strings.Contains(quote, v+"以上") || strings.Contains(quote, t.Value+t.Measure+"及以上") {
			return v + "以上"
		}
		return uses("达到", "不少于", "不低于", "达") + v
	case knowledge.AtMost:
		if t.Measure == "位" || t.Measure == "名" {
			return uses("前", "居前", "列前") + v
		}
		for _, after := range []string{"以内", "以下"} {
			if strings.Contains(quote, v+after) {
				return v + after
			}
		}
		return uses("不超过", "控制在", "不高于") + v
	case knowledge.Less:
		return uses("小于", "低于", "少于") + v
	case knowledge.More:
		return uses("超过", "高于", "大于", "突破") + v
	case knowledge.About:
		return v + "左右"
	default:
		return v
	}
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

// meeting are words that ask whether a figure is enough.
var meeting = regexp.MustCompile(`达标|完成|够|行|可以|算|符合|超标|合格|差|距|离|还有几|还剩|超过|超额`)

// judge compares the figures of the question with the target.
func judge(q question, found []knowledge.Target) string {
	if !q.wants[wantConfirm] && !meeting.MatchString(q.text) || len(q.figures) == 0 || len(found) != 1 || found[0].Comparator == knowledge.All {
		return ""
	}
	t := found[0]
	var given float64
	var measure string
	for _, f := range q.figures {
		if f.measure == "" || t.Measure == "" || f.measure == t.Measure || t.Measure == "所" && f.measure == "个" {
			measure = t.Measure
			if strings.Contains(q.text, "加起来") || strings.Contains(q.text, "合计") || strings.Contains(q.text, "一共") || strings.Contains(q.text, "总共") {
				given += f.value
			} else {
				given = f.value
			}
		}
	}
	want, ok := valueOf(t)
	if !ok || given == 0 {
		return ""
	}
	said := trimZeros(given) + measure
	var met bool
	switch t.Comparator {
	case knowledge.AtLeast:
		met = given >= want
	case knowledge.More:
		met = given > want
	case knowledge.Less:
		met = given < want
	case knowledge.AtMost:
		met = given <= want
	case knowledge.Range:
		met = given >= t.Min && given <= t.Max
	default:
		met = given == want
	}
	asksClaim := strings.Contains(q.text, "对吧") || strings.Contains(q.text, "是吧") || strings.Contains(q.text, "对吗") || strings.Contains(q.text, "没错吧")
	switch {
	case t.Comparator == knowledge.More && strings.Contains(q.text, said+"以上"):
		return fmt.Sprintf("不是%s以上，计划要求%s。", said, valueWords(t))
	case asksClaim && given != want && t.Comparator != knowledge.Range:
		return fmt.Sprintf("不是%s，计划要求%s。", said, valueWords(t))
	case asksClaim && met:
		return "是的。"
	case met && t.Comparator == knowledge.Range:
		return fmt.Sprintf("够，%s在%s之内，符合要求。", said, valueWords(t))
	case met:
		return fmt.Sprintf("%s符合要求。", said)
	case t.Comparator == knowledge.AtLeast || t.Comparator == knowledge.More || t.Comparator == knowledge.Equals && given < want:
		gap := ""
		if d := want - given; d > 0 {
			unit := measure
			if unit == "%" {
				unit = "个百分点"
			}
			gap = "，还差" + trimZeros(d) + unit
		}
		return fmt.Sprintf("%s没有达到要求%s。", said, gap)
	default:
		return fmt.Sprintf("%s不符合要求。", said)
	}
}

func valueOf(t knowledge.Target) (float64, bool) {
	if t.Comparator == knowledge.Range {
		return t.Min, true
	}
	if v, err := strconv.ParseFloat(t.Value, 64); err == nil {
		return v, true
	}
	n, ok := zh.Number(t.Value)
	return float64(n), ok
}

// trimZeros writes a number without needless decimals: 90, 0.35.
func trimZeros(v float64) string {
	return strconv.FormatFloat(float64(int64(v*1e6+0.5))/1e6, 'f', -1, 64)
}
