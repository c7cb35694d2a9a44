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

// dutiesLine says who is responsible for a clause, roles apart where the text
// tells them apart.
func dutiesLine(c knowledge.Clause) string {
	byRole := map[knowledge.Role][]string{}
	for _, d := range c.Duties {
		byRole[d.Role] = append(byRole[d.Role], d.Unit)
	}
	var parts []string
	for _, r := range []knowledge.Role{knowledge.Lead, knowledge.Support, knowledge.Responsible, knowledge.Guide, knowledge.Supervise} {
		if units := byRole[r]; len(units) > 0 {
			parts = append(parts, string(r)+"单位："+strings.Join(units, "、"))
		}
	}
	return strings.Join(parts, "；") + "。"
}

// leadLine says that the text names no leader, where the question asks for one: the
// order of the responsible units says nothing.
func leadLine(q question, clauses ...knowledge.Clause) []string {
	if !strings.Contains(q.text, "牵头") {
		return nil
	}
	for _, c := range clauses {
		if slices.ContainsFunc(c.Duties, func(d knowledge.Duty) bool { return d.Role == knowledge.Lead }) {
			return nil
		}
	}
	return []string{"原文只写责任单位，没有写谁牵头。"}
}

// dutyVerdict confirms or corrects that the named units are bound by a clause.
func dutyVerdict(q question, c knowledge.Clause) []string {
	if !q.wants[wantConfirm] || len(q.bureaus) == 0 {
		return nil
	}
	lead := strings.Contains(q.text, "牵头")
	var missing []string
	for _, b := range q.bureaus {
		i := slices.IndexFunc(c.Duties, func(d knowledge.Duty) bool { return d.Unit == b })
		switch {
		case i < 0:
			missing = append(missing, b)
		case lead && c.Duties[i].Role == knowledge.Responsible:
			return []string{"原文列了" + b + "，但没有写谁牵头。"}
		case lead && c.Duties[i].Role != knowledge.Lead:
			return []string{"不是，" + b + "不是牵头单位。"}
		}
	}
	if len(missing) > 0 {
		return []string{"不是，这一条的责任单位没有列" + strings.Join(missing, "、") + "。"}
	}
	return []string{"是的。"}
}

// longestDuties is how many characters are quoted of a clause that binds its units in
// several sentences or lines.
const longestDuties = 200

// dutyQuote gives the words of the clause that bind its units: 牵头单位 and 责任单位 may
// stand on lines of their own.
func (a *Asker) dutyQuote(c knowledge.Clause) string {
	first := a.dutyQuoteOf(c, c.Duties[0].Unit)
	start := strings.LastIndex(c.Text, first)
	end := start + len(first)
	for _, d := range c.Duties {
		i := strings.LastIndex(c.Text, d.Unit)
		if start < 0 || i < end {
			continue
		}
		for _, s := range knowledge.Sentences(c.Text[end:]) {
			if j := strings.Index(c.Text[end:], s); j >= 0 && end+j+len(s) > i {
				end += j + len(s)
				break
			}
		}
	}
	if start < 0 || len([]rune(c.Text[start:end])) > longestDuties {
		return first
	}
	return strings.TrimSpace(c.Text[start:end])
}

// dutyQuoteOf gives those that bind one unit.
func (a *Asker) dutyQuoteOf(c knowledge.Clause, unit string) string {
	for _, s := range slices.Backward(knowledge.Sentences(c.Text)) {
		if strings.Contains(s, unit) {
			if i := strings.LastIndex(s, "（"+string(knowledge.Responsible)); i >= 0 {
				return s[i:]
			}
			return s
		}
	}
	return unit
}

// dutyTalk is what people say of any unit's part in a plan.
var dutyTalk = newSentence("参与 涉及 条款 任务 工作 牵头 配合 负责 分工 职责 参加 有关 提到")

// bureauQuotes is how many clauses' words an answer about a bureau quotes at most.
const bureauQuotes = 2

// fromBureaus tells which clauses bind the bureaus that are named.
func (a *Asker) fromBureaus(q question, _ Focus) (Answer, bool, error) {
	if len(q.bureaus) == 0 || a.known(q.content.without(dutyTalk)) >= subjectWeight || len(q.projects) > 0 {
		return Answer{}, false, nil
	}
	if silent, ok := a.unsettled(q, "", nil); ok {
		return silent, true, nil
	}
	answer := Answer{Intent: IntentAnswer}
	answer.Lines = leadLine(q, a.plan.Clauses...)
	for _, b := range q.bureaus {
		if line, cites := a.inRole(q, b); line != "" {
			answer.Lines = append(answer.Lines, line)
			answer.Citations = append(answer.Citations, cites...)
			continue
		}
		var places []string
		for _, c := range a.plan.Clauses {
			i := slices.IndexFunc(c.Duties, func(d knowledge.Duty) bool { return d.Unit == b })
			if i < 0 {
				continue
			}
			places = append(places, Place(knowledge.Citation{Clause: c.Ref, Detail: c.Title})+roleNote(c.Duties[i].Role))
			answer.Citations = append(answer.Citations, knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: a.dutyQuoteOf(c, b)})
		}
		if len(places) > bureauQuotes {
			for i, c := range answer.Citations {
				answer.Citations[i].Quote = cmp.Or(c.Detail, c.Quote) // the places alone: their words are all alike
			}
		}
		answer.Lines = append(answer.Lines, fmt.Sprintf("%s列入%d条：%s。", b, len(places), strings.Join(places, "；")))
	}
	answer.Focus = a.remember(q, Focus{Clause: answer.Citations[0].Clause, Quote: answer.Citations[0].Quote, Choices: placesOf(answer.Citations)})
	return answer, true, nil
}

// inRole tells which clauses bind a bureau in the role that the question names; empty
// where the question names none, or the plan gives the bureau no such role.
func (a *Asker) inRole(q question, bureau string) (string, []knowledge.Citation) {
	role := knowledge.Role("")
	switch {
	case strings.Contains(q.text, "牵头"):
		role = knowledge.Lead
	case strings.Contains(q.text, "配合"):
		role = knowledge.Support
	}
	var places []string
	var cites []knowledge.Citation
	others := 0
	for _, c := range a.plan.Clauses {
		switch i := slices.IndexFunc(c.Duties, func(d knowledge.Duty) bool { return d.Unit == bureau }); {
		case i < 0:
		case c.Duties[i].Role != role:
			others++
		default:
			places = append(places, Place(knowledge.Citation{Clause: c.Ref, Detail: c.Title}))
			cites = append(cites, knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: a.dutyQuoteOf(c, bureau)})
		}
	}
	if role == "" || len(places) == 0 {
		return "", nil
	}
	if len(cites) > bureauQuotes {
		for i, c := range cites {
			cites[i].Quote = cmp.Or(c.Detail, c.Quote)
		}
	}
	line := fmt.Sprintf("%s%s%d条：%s。", bureau, role, len(places), strings.Join(places, "；"))
	if others > 0 {
		line += fmt.Sprintf("另有%d条列入，但不是%s。", others, role)
	}
	return line, cites
}

func roleNote(r knowledge.Role) string {
	if r == knowledge.Responsible {
		return ""
	}
	return "（" + string(r) + "）"
}

// fromClauses answers about a clause that is named by its number, or a chapter
// that is named by number or title.
func (a *Asker) fromClauses(q question, _ Focus) (Answer, bool, error) {
	if c, ok := a.chapterIn(q); ok {
		return a.aboutChapter(q, c), true, nil
	}
	if len(q.clauses) == 0 {
		q.clauses = a.titled(q)
	}
	if len(q.clauses) == 0 {
		return Answer{}, false, nil
	}
	answer := Answer{Intent: IntentAnswer}
	for _, ref := range q.clauses {
		c, ok := a.plan.Clause(ref)
		if !ok {
			return a.silent(q, OutsidePlan, fmt.Sprintf("本计划没有%s，全文共%d条。", ref, a.plan.Provisions()), nil), true, nil
		}
		lines, cites := a.aboutClause(q, c)
		if len(q.clauses) > 1 && len(lines) > 0 {
			lines[0] = Place(knowledge.Citation{Clause: c.Ref}) + "：" + lines[0]
		}
		answer.Lines = append(answer.Lines, lines...)
		answer.Citations = append(answer.Citations, cites...)
		answer.Whole = a.quotedInPart(answer.Citations)
		answer.Focus = a.remember(q, Focus{Clause: ref, Quote: cites[0].Quote})
	}
	return answer, true, nil
}

var chapterNumber = regexp.MustCompile(`第([一二三四五六七八九十]+|\d{1,2})(?:章|部分|大部分)`)

func (a *Asker) chapterIn(q question) (knowledge.Chapter, bool) {
	number := 0
	if m := chapterNumber.FindStringSubmatch(q.text); m != nil {
		number, _ = zh.Number(m[1])
	}
	for i, c := range a.plan.Chapters {
		if i+1 == number || c.Title != "" && q.content.text == zh.Fold(c.Title) {
			return c, true
		}
	}
	return knowledge.Chapter{}, false
}

// aboutChapter lists the clauses of a chapter.
func (a *Asker) aboutChapter(q question, c knowledge.Chapter) Answer {
	answer := Answer{Intent: IntentAnswer, Lines: []string{c.Name() + "："}}
	for _, clause := range a.plan.Clauses {
		if clause.Chapter == c.Name() && clause.Title != "" {
			answer.Lines = append(answer.Lines, clause.No+clause.Title)
			answer.Citations = append(answer.Citations, knowledge.Citation{Clause: clause.Ref, Detail: clause.Title, Quote: clause.Title})
		}
	}
	answer.Focus = a.remember(q, Focus{Choices: placesOf(answer.Citations)})
	return answer
}

// placesOf names the citations' places, each once.
func placesOf(citations []knowledge.Citation) []string {
	var out []string
	for _, c := range citations {
		out = appendNew(out, Place(c))
	}
	return out
}

// titled finds the clause whose title the question holds, with no other subject.
func (a *Asker) titled(q question) []string {
	for _, c := range a.plan.Clauses {
		title := zh.Fold(c.Title)
		if len([]rune(title)) >= 4 && strings.Contains(q.text, title) && a.known(a.grams.weigh(a.grams.subject(strings.ReplaceAll(q.text, title, " ")))) == 0 {
			return []string{c.Ref}
		}
	}
	return nil
}

var asksFigures = regexp.MustCompile(`指标|数字|目标|多少|数量`)

func (a *Asker) aboutClause(q question, c knowledge.Clause) ([]string, []knowledge.Citation) {
	switch targets := a.targetsOf(c.Ref); {
	case q.wants[wantWho] && len(c.Duties) > 0:
		return append(append(leadLine(q, c), dutyVerdict(q, c)...), dutiesLine(c)), []knowledge.Citation{{Clause: c.Ref, Detail: c.Title, Quote: a.dutyQuote(c)}}
	case q.wants[wantWho]:
		return []string{Place(knowledge.Citation{Clause: c.Ref, Detail: c.Title}) + "没有单列责任单位。"}, []knowledge.Citation{{Clause: c.Ref, Detail: c.Title, Quote: cmp.Or(c.Title, knowledge.Sentences(c.Text)[0])}}
	case asksFigures.MatchString(q.text) && len(targets) > 0:
		return mapped(targets, a.describeTarget), a.citeTargets(targets)
	default:
		return nil, []knowledge.Citation{a.wholeClause(c, !q.wants[wantOriginal])}
	}
}

// shortClause is how many characters of a clause are quoted when not all of it is
// asked for.
const shortClause = 260

// wholeClause quotes a clause without its number; brief stops at the sentence
// that would pass shortClause.
func (a *Asker) wholeClause(c knowledge.Clause, brief bool) knowledge.Citation {
	text := strings.TrimSpace(strings.TrimPrefix(c.Text, c.No))
	if rest, ok := strings.CutPrefix(text, c.Title); ok && c.Title != "" && strings.HasPrefix(rest, "。") {
		text = cmp.Or(strings.TrimSpace(strings.TrimPrefix(rest, "。")), text) // the title stands in the citation's own heading
	}
	if brief && len([]rune(text)) > shortClause {
		var part string
		for _, s := range knowledge.Sentences(text) {
			if part != "" && len([]rune(part+s)) > shortClause {
				break
			}
			part += s
		}
		text = part
	}
	return knowledge.Citation{Clause: c.Ref, Detail: c.Title, Quote: text}
}

// Whole quotes a clause from its first word to its last.
func (a *Asker) Whole(ref string) (Answer, bool) {
	c, ok := a.plan.Clause(ref)
	if !ok {
		return Answer{}, false
	}
	cite := a.wholeClause(c, false)
	return a.verified(Answer{Intent: IntentAnswer, Citations: []knowledge.Citation{cite}, Focus: Focus{Clause: ref, Quote: cite.Quote}}), true
}
