package ask

import (
	"duban/knowledge/said"
)

// compared is a figure or a day of a message that was compared with one of the plan: what
// there is to say of it, and the sentence of the plan that states it.
type compared struct {
	answer   Answer
	sentence int
}

// verdictOf says whether what a message claims or asks is so: by the figures and days that
// are compared, and by how the sentence that speaks of it bears the claim out.
func (a *Asker) verdictOf(r *reading, found []match) (Answer, bool) {
	if r.polar.means {
		return Answer{}, false
	}
	if !r.wants(asksConfirm|asksClaim|asksState|asksGap) || len(found) == 0 {
		return Answer{}, false
	}
	typed, ok := a.compare(r, found)
	if !r.polar.asked() || r.wants(asksWho) {
		return typed.answer, ok
	}
	e := a.borne(r, found, typed, ok)
	yes := a.boreOut(e.grounds) > 0
	if ok && yes == (typed.answer.Verdict == Yes) {
		return typed.answer, true
	}
	if !ok && !yes && !e.speaksAgainst() {
		return Answer{}, false // that the sentence does not say it is no denial
	}
	answer, ok := a.fromPassages(r, a.led(found, e))
	if !ok {
		return Answer{}, false
	}
	answer.Verdict = No
	if yes {
		answer.Verdict = Yes
	}
	answer.Lines = lead(replied(r.polar, e, yes), answer.Lines)
	return answer, true
}

// compare compares the figures or days of a message.
func (a *Asker) compare(r *reading, found []match) (typed compared, ok bool) {
	if typed, ok = a.onRelation(r, found); ok {
		return typed, true
	}
	if len(r.figures) > 0 && (r.wants(asksConfirm|asksClaim|asksGap) || !r.wants(asksValue|asksCount|asksList)) {
		if typed, ok = a.onTwo(r, found, r.figures); !ok {
			typed, ok = a.onFigures(r, found, r.figures)
		}
	}
	if !ok && len(r.days) > 0 && (r.wants(asksConfirm|asksClaim) || r.wants(asksState) && !r.wants(asksList|asksCount)) {
		typed, ok = a.onDays(r, found)
	}
	if ok && r.polar.bears == bearsFails {
		typed.answer = overstepped(typed.answer)
	}
	return typed, ok
}

// overstepped answers whether a bound is overstepped by what was said of keeping it.
func overstepped(answer Answer) Answer {
	first := answer.Lines[0]
	if answer.Verdict == Yes {
		answer.Verdict, first = No, said.Of("没有，{first}", "No. {first}", first)
	} else {
		answer.Verdict, first = Yes, said.Of("是的，{first}", "Yes. {first}", first)
	}
	answer.Lines = lead(first, answer.Lines[1:])
	return answer
}

// borne gives the sentence by which a claim stands or falls, with the grounds.
func (a *Asker) borne(r *reading, found []match, typed compared, ok bool) entailment {
	if !ok {
		return a.borneBy(r, r.polar, found)
	}
	e := a.aligned(r, r.polar, typed.sentence)
	e.grounds = e.onTyped(typed.answer.Verdict == Yes, flag(saysAll(r.polar.claim)))
	for i, m := range found {
		if m.passage == a.text.sentences[typed.sentence].passage {
			e.match = i
		}
	}
	return e
}

// boreOut weighs grounds: above zero is yes; where nothing speaks for a claim, it is no.
func (a *Asker) boreOut(g [grounds]float64) float64 {
	sum := 0.0
	for i, w := range a.borneOut {
		sum += w * g[i]
	}
	return sum
}

// led puts the passage of a sentence before the others.
func (a *Asker) led(found []match, e entailment) []match {
	m := found[e.match]
	m.best = e.sentence
	out := []match{m}
	for i, other := range found {
		if i != e.match {
			other.score = min(other.score, m.score)
			out = append(out, other)
		}
	}
	return out
}

// replied says yes or no in the words of the question.
func replied(p polar, e entailment, yes bool) said.Sentence {
	switch {
	case yes && p.bears == bearsMay:
		return said.Of("可以，文件是这样写的：", "Yes, it may be; the document says:")
	case yes && p.bears == bearsMust:
		return said.Of("是的，需要，文件是这样写的：", "Yes, it is needed; the document says:")
	case yes:
		return said.Of("是的，没错，文件是这样写的：", "Yes, that is right; the document says:")
	case e.claimed != "":
		return said.Of("不对，不是{claimed}，文件写的是{stated}：",
			"That is not right, not {claimed} but {stated}; the document says:", e.claimed, e.stated)
	case p.bears == bearsMust:
		return said.Of("不需要，不用，文件是这样写的：", "No, it is not needed; the document says:")
	case p.bears == bearsMay:
		return said.Of("不能，不行，文件是这样写的：", "No, it must not be; the document says:")
	case p.bears == bearsFits:
		return said.Of("不行，不符合条件，文件是这样写的：", "No, the condition is not fulfilled; the document says:")
	case p.bears == bearsWithin:
		return said.Of("不是，不包括在内，文件是这样写的：", "No, it is not among them; the document says:")
	}
	return said.Of("不对，与文件写的不完全一致，文件是这样写的：", "That is not quite what the document says; it says:")
}
