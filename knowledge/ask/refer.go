package ask

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
)

var (
	ordinalWords = regexp.MustCompile(`^(那|那么)?(第([一二三四五六七八九十]|\d{1,2})|最后一)(个|项|条|句|点|所|种|类)?(指标|目标|工程|任务|是什么|是啥|叫什么|具体|要求|要多少|多少|的)*(呢|吗|是)?$`)
	briefly      = regexp.MustCompile(`^(再)?(短|简短|简单|简洁|精简)(一)?(点|些)|^(说)?(短|简单|简洁)(点|些)|^一句话(说|概括|总结)?`)
	quotedItem   = regexp.MustCompile(`[“《]([^”》]{2,40})[”》]`)
)

var returning = regexp.MustCompile(`^(回到|再说|再看|还是说|说回|刚才|之前|前面|上面)(刚才|之前|前面|说|问|提)?(的|那个|那条|那项|到)*`)

// returned gives the focus that a message goes back to: 回到双师型那个, 刚才的柯桥呢. It is the
// newest earlier topic that the message's words name, or the focus as it is.
func (a *Asker) returned(text string, focus Focus) Focus {
	folded := zh.Fold(text)
	if len(focus.Earlier) == 0 || !returning.MatchString(folded) {
		return focus
	}
	q := a.read(returning.ReplaceAllString(folded, ""), time.Time{})
	best, most := -1, 0.0
	for i, f := range focus.Earlier {
		score := q.content.held(newSentence(f.Subject + " " + f.Quote))
		for _, names := range [][2][]string{{q.units, f.Units}, {q.projects, f.Projects}} {
			if slices.ContainsFunc(names[0], func(n string) bool { return slices.Contains(names[1], n) }) {
				score += subjectWeight
			}
		}
		if score > most {
			best, most = i, score
		}
	}
	if best < 0 {
		return focus
	}
	back := focus.Earlier[best]
	back.Home, back.Earlier = focus.Home, focus.Earlier
	return back
}

// ordinal answers 第二个呢 after an answer that named several things: targets, or the
// items of a quoted enumeration.
func (a *Asker) ordinal(q question, focus Focus) (Answer, bool) {
	m := ordinalWords.FindStringSubmatch(q.text)
	if m == nil {
		return Answer{}, false
	}
	n, last := 0, m[3] == ""
	if !last {
		n, _ = zh.Number(m[3])
		n--
	}
	if targets := a.targetsAt(focus.Targets); len(targets) > 1 {
		if last {
			n = len(targets) - 1
		}
		if n < 0 || n >= len(targets) {
			return a.silent(q, Unclear, "刚才只列了"+zh.Numeral(len(targets))+"项，没有这一项。", nil), true
		}
		t := targets[n : n+1]
		focus.Targets = a.placesOf(t)
		return Answer{Intent: IntentAnswer, Lines: mapped(t, a.describeTarget), Citations: a.citeTargets(t), Focus: focus}, true
	}
	c, isClause := a.plan.Clause(focus.Clause)
	items := enumerationIn(focus.Quote)
	if m[4] == "句" && isClause {
		items = knowledge.Sentences(strings.TrimPrefix(c.Text, c.No))
	}
	if last {
		n = len(items) - 1
	}
	if len(items) < 2 || n < 0 || n >= len(items) {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer, Focus: focus, Citations: []knowledge.Citation{{Clause: focus.Clause, Detail: c.Title, Quote: items[n]}}}
	if m[4] != "句" {
		answer.Lines = []string{items[n] + "。"}
	}
	return answer, true
}

// enumerationIn gives the items that a sentence lists: those in quotation marks, or
// else the longest run between 、.
func enumerationIn(sentence string) []string {
	var quoted []string
	for _, m := range quotedItem.FindAllStringSubmatch(sentence, -1) {
		quoted = append(quoted, m[1])
	}
	if len(quoted) > 1 {
		return quoted
	}
	var best []string
	for part := range strings.FieldsFuncSeq(sentence, func(r rune) bool { return strings.ContainsRune("，。；：（）", r) }) {
		if items := strings.Split(part, "、"); len(items) > len(best) {
			best = items
		}
	}
	return best
}

// brief says the answer before again in one line, where the message asks for that.
func (a *Asker) brief(q question, focus Focus) (Answer, bool) {
	if !briefly.MatchString(q.text) {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer, Focus: focus}
	if targets := a.targetsAt(focus.Targets); len(targets) > 0 {
		answer.Lines = mapped(targets, a.describeTarget)
		for _, t := range targets {
			c, _ := a.plan.Clause(t.Clause)
			answer.Citations = append(answer.Citations, knowledge.Citation{Clause: t.Clause, Detail: c.Title, Quote: t.Quote})
		}
		return answer, true
	}
	if focus.Clause == annexName {
		cells := (selection{focus.Units, focus.Projects, focus.Years}).from(a.plan.Cells())
		if len(cells) == 0 {
			return Answer{}, false
		}
		var parts []string
		for _, c := range cells {
			part := c.Project + goal(c)
			if len(focus.Units) != 1 {
				part = unitName(c.Unit) + part
			}
			parts = append(parts, part)
		}
		answer.Lines = []string{strings.Join(parts, "；") + "。"}
		answer.Citations = a.citeCells(cells)
		return answer, true
	}
	c, ok := a.plan.Clause(focus.Clause)
	if focus.Quote == "" || !ok {
		return Answer{}, false
	}
	// The part of the sentence that holds most of what was asked.
	words := a.grams.weigh(focus.Subject)
	parts := slices.DeleteFunc(strings.FieldsFunc(focus.Quote, func(r rune) bool { return strings.ContainsRune("，；。", r) }), func(s string) bool { return s == c.Title })
	if len(parts) == 0 {
		return Answer{}, false
	}
	best := slices.MaxFunc(parts, func(x, y string) int {
		return int(100 * (words.held(newSentence(x)) - words.held(newSentence(y))))
	})
	answer.Citations = []knowledge.Citation{{Clause: c.Ref, Detail: c.Title, Quote: best}}
	return answer, true
}
