package ask

import (
	"regexp"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
)

var (
	asksOverview = regexp.MustCompile(`概括|概述|概要|大意|梗概|总结一下|介绍一下|(?:讲|说|写)了?(?:些)?(?:什么|啥)(?:内容|事|东西)?|主要内容|是(?:干|做)(?:什么|啥|嘛)的|干嘛的|中心意思`)
	asksGoals    = regexp.MustCompile(`(?:硬|量化|核心|主要|约束性|关键|具体)?(?:指标|目标)(?:有|是|都有)?(?:哪些|哪几个|啥|什么)|(?:有|都有|定了|提了)(?:哪些|哪几个|啥|什么)(?:硬|量化|核心|主要|约束性|关键|具体)?(?:指标|目标|数字)|硬指标|量化指标|硬性指标`)
	planItself   = regexp.MustCompile(`(?:这|那|该|本|这一)?(?:份|个|篇|项)?(?:文件|意见|方案|计划|规划|通知|办法|措施|行动计划|政策|文)(?:里|里面|中)?`)
)

// mostGoals is how many goals an overview quotes.
const mostGoals = 8

// fromOverview answers what the plan is about as a whole, and which goals it sets in
// figures: parts, goals, units and last term, all in its own words.
func (a *Asker) fromOverview(r *reading) (Answer, bool) {
	goals := asksGoals.MatchString(r.text)
	if !goals && !asksOverview.MatchString(r.text) {
		return Answer{}, false
	}
	rest := planItself.ReplaceAllString(asksGoals.ReplaceAllString(asksOverview.ReplaceAllString(r.text, ""), ""), "")
	about := a.subject(a.read(rest, zero))
	switch {
	case len(r.mentions) > 0 || len(r.years) > 0 || len(r.figures) > 0 || len(a.nodesIn(r.text)) > 0 || a.ownWeight(about) > 0.3:
		return Answer{}, false
	case goals:
		return a.listGoals()
	}
	return a.overview(), true
}

// listGoals lists the goals in figures.
func (a *Asker) listGoals() (Answer, bool) {
	lines, cited := a.goalLines(mostGoals)
	if len(lines) == 0 {
		return Answer{}, false
	}
	n := len(a.quotedGoals())
	head := said.Of("用数字定下的目标共{n}处：", "{n} {target|targets} in figures:", n)
	if n > len(lines) {
		head = said.Of("用数字定下的目标共{n}处，前{n2}处是：", "{n} {target|targets} in figures, the first {n2}:", n, len(lines))
	}
	return Answer{Intent: IntentAnswer, Lines: lead(head, lines), Citations: cited}, true
}

// overview gives the title, the parts, the first goals, who is bound, and until when.
func (a *Asker) overview() Answer {
	p := a.plan
	answer := Answer{Intent: IntentAnswer, Lines: []said.Sentence{said.Of("《{title}》", "“{title}”", p.Title)}}
	if len(a.outline.nodes) > 0 {
		answer.Lines = append(answer.Lines, a.wholeOutline().Lines...)
	}
	const few = 4
	if lines, cited := a.goalLines(few); len(lines) > 0 {
		answer.Lines = append(answer.Lines, said.Of("用数字定下的目标{n}处，如：",
			"{n} {target|targets} in figures, such as:", len(a.quotedGoals())))
		answer.Lines = append(answer.Lines, lines...)
		answer.Citations = cited
	}
	if units := p.Bureaus(); len(units) > 0 {
		answer.Lines = append(answer.Lines, said.Of("写明责任单位{n}个。",
			"It names {n} responsible {unit|units}.", len(units)))
	}
	last := ""
	for _, t := range p.Tasks {
		if len(t.Due) >= 4 && t.Due[:4] > last {
			last = t.Due[:4]
		}
	}
	if last != "" {
		answer.Lines = append(answer.Lines, said.Of("任务的期限最晚到{last}年。",
			"The last of its tasks are due in {last}.", last))
	}
	return answer
}

// quotedGoals gives the goals in figures, each sentence once.
func (a *Asker) quotedGoals() []knowledge.Target {
	seen := map[string]bool{}
	var out []knowledge.Target
	for _, t := range a.plan.Targets {
		if !seen[t.Clause+t.Quote] {
			seen[t.Clause+t.Quote] = true
			out = append(out, t)
		}
	}
	return out
}

// goalLines quotes the first goals with their places.
func (a *Asker) goalLines(most int) (lines []said.Sentence, cited []knowledge.Citation) {
	all := a.quotedGoals()
	for i, t := range all[:min(most, len(all))] {
		lines = append(lines, said.Of("{n}. {quote}（{place}）", "{n}. {quote} ({place})", i+1, strings.TrimSpace(t.Quote), knowledge.PlaceName(t.Clause)))
		cited = append(cited, knowledge.Citation{Clause: t.Clause, Quote: t.Quote})
	}
	return lines, cited
}
