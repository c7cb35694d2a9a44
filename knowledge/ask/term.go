package ask

import (
	"regexp"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

var (
	// asksTerm asks from when or until when something holds.
	asksTerm = regexp.MustCompile(`有效期|长期有效|一直有效|(?:管|执行|实施|用|有效)到(?:什么|啥|哪|几|\d|年|月)|(?:什么时候|啥时候|哪天|何时|几号)(?:开始|就)?(?:截止|到期|失效|作废|废止|过期|生效|实施|施行|执行)|(?:还)?(?:失效|作废)(?:了?没|了?吗)|执行.{0,10}(?:截止|为止)|从.{0,6}(?:开始|起)?(?:施行|实施|生效)|只管一阵`)
	// wholePlan speaks of the document as one: 这十条, 这个20条, 以上政策.
	wholePlan = regexp.MustCompile(`(?:这|本|该|那|以上|上述)(?:个|份|些|套|几|批)?(?:\p{Han}{2,8}的)?(?:(?:[二三四五六七八九十]+|\d{1,2})条|文件|通知|意见|政策|措施|办法|方案|规定|规划|计划|文|待遇|优惠)|^(?:文件|通知|意见|政策|措施|办法)的?`)
	// termSaid is how a document says from when and until when it holds.
	termSaid = regexp.MustCompile(`(?:以上|上述|本|各项|各条|文件|政策措施|政策|措施|意见|通知|自)[^。;]{0,200}(?:有效期|有效|执行期限|施行|实施|执行|生效)`)
	termEnd  = regexp.MustCompile(`有效|期限|失效|(?:至|到)[^,。;]{1,40}(?:止|结束|解除|年|底|月|日)`)
	termFrom = regexp.MustCompile(`(?:自|从)[^,。;]{1,20}(?:起|后|之日)`)
)

// fromTerm answers from when and until when the whole document holds, which its last
// words say; with other facts about the document where they are asked for as well.
func (a *Asker) fromTerm(r *reading) (Answer, bool) {
	if !asksTerm.MatchString(r.text) || !wholePlan.MatchString(r.text) || r.wants(asksWho|asksMoney) {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer}
	beside := *r
	beside.text = asksTerm.ReplaceAllString(r.text, "")
	if front, ok := a.fromFront(&beside); ok && !front.Abstained() {
		answer = front
	}
	at := a.termSentence()
	if at < 0 {
		if len(answer.Lines) > 0 {
			answer.Lines = append(answer.Lines, said.Of("文件没有写有效期。", "The document gives no term of validity."))
			return answer, true
		}
		return Answer{Intent: IntentAnswer, Silence: NotStipulated, Lines: []said.Sentence{said.Of("文件没有写有效期，没有规定执行到什么时候为止。",
			"The document gives no term of validity, and does not say until when it holds.")}}, true
	}
	s := a.text.sentences[at]
	p := a.text.passages[s.passage]
	quote := s.printed
	if len([]rune(quote)) > wholeQuote {
		quote = opening(quote, wholeQuote)
		if loc := termSaid.FindString(s.printed); loc != "" && !strings.Contains(quote, loc) {
			quote = s.printed
		}
	}
	if line, verdict := a.onTerm(r, s.folded); !line.IsZero() {
		answer.Lines, answer.Verdict = lead(line, answer.Lines), verdict
	}
	answer.Citations = append(answer.Citations, knowledge.Citation{Clause: p.ref, Detail: p.title, Quote: quote})
	answer.Focus = Focus{Clause: p.ref, Quote: s.printed}
	return answer, true
}

// termSentence gives the last sentence that says until when the document holds, or else
// from when; -1 where none does.
func (a *Asker) termSentence() int {
	from := -1
	for n := len(a.text.sentences) - 1; n >= 0; n-- {
		s := a.text.sentences[n]
		term := termSaid.FindString(s.folded)
		if term == "" || s.bracket || !ofWhole.MatchString(s.folded) {
			continue
		}
		switch {
		case termEnd.MatchString(s.folded):
			return n
		case termFrom.MatchString(s.folded) && from < 0:
			from = n
		}
	}
	return from
}

// ofWhole tells that a sentence speaks of the document itself.
var ofWhole = regexp.MustCompile(`(?:以上|上述|本)(?:意见|通知|办法|规定|方案|政策|措施|文件|条)[^。;]{0,200}(?:有效|施行|实施|执行|期限|生效)|自(?:印发|发布|公布|发文)之日`)

// onTerm says yes or no to what a message claims of the document's term.
func (a *Asker) onTerm(r *reading, sentence string) (said.Sentence, Verdict) {
	if strings.Contains(r.text, "长期有效") || strings.Contains(r.text, "一直有效") {
		if termEnd.MatchString(sentence) && !strings.Contains(sentence, "长期有效") {
			return said.Of("不是长期有效，文件写明了期限。", "No, it does not hold for good: the document gives a term."), No
		}
		return said.Sentence{}, NoVerdict
	}
	if !r.wants(asksConfirm|asksClaim) || len(r.days) == 0 {
		return said.Sentence{}, NoVerdict
	}
	given := r.days[len(r.days)-1]
	for _, d := range zh.Days(sentence) {
		year := d.Year
		if given.Year != 0 && d.Year == 0 {
			year = given.Year
		}
		if year == 0 {
			year = 2000
		}
		if given.Last(year).Equal(d.Last(year)) {
			return said.Of("是的，没错，是{words}。", "Yes, that is right: {words}.", strings.TrimSpace(sentence[d.Start:d.Stop])), Yes
		}
	}
	if days := zh.Days(sentence); len(days) > 0 {
		d := days[len(days)-1]
		return said.Of("不对，文件写的是{words}。",
			"That is not right: the document says {words}.", strings.TrimSpace(sentence[d.Start:d.Stop])), No
	}
	return said.Sentence{}, NoVerdict
}
