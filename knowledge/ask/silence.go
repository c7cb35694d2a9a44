package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

// The signs that the plan does not say what is asked. Their weights are learned, see
// weights.json; a sum above zero is silence.
const (
	signBias      = iota
	signCover                              // share of the question that the best stretch holds
	signSentence                           // the same of the best sentence
	signRare                               // its rarest word is held
	signUnknown                            // words of the question that the plan does not know
	signPlace                              // a place is named that the plan does not know
	signYear                               // a year is named that the plan does not know
	signOtherYear                          // one that the best passage does not name, though it names others
	signTerm                               // a quantity of a year is asked for, and the passage speaks of others
	signNow                                // how things really are
	signConfirm                            // yes or no is asked
	signContact                            // a telephone number or address is asked for, and the best passage has none
	signName                               // a person's name or a list of names is asked for
	signForm                               // what to hand in is asked for
	signNear                               // share of the words beside those that ask that the best sentence and those beside it lack
	signWho                                // who is asked, and somebody is bound
	signRarest                             // weight of the heaviest word that stands nowhere around the value
	signBeside                             // the best sentence has no value of the kind
	signWithin                             // nor has the best passage
	signKinds                              // by slot: a value of the kind is asked for
	signNone      = signKinds + int(slots) // by slot: and nowhere is one
	signBonds     = signNone + int(slots)  // by group of slots and bond: what is missing of it
	signs         = signBonds + slotGroups*bondSigns
)

// bondSigns are the signs of a bond.
const bondSigns = 6

var signNames = func() [signs]string {
	out := [signs]string{"bias", "cover", "sentence", "rare", "unknown", "place", "year", "other-year", "term", "now", "confirm", "contact", "name", "form", "near", "who", "rarest", "beside", "within"}
	for k, name := range slotNames {
		out[signKinds+k], out[signNone+k] = "wants-"+name, "no-"+name
	}
	for g, group := range slotGroupNames {
		for i, name := range [bondSigns]string{"part", "reach", "sentence", "context", "focus", "anchor"} {
			out[signBonds+g*bondSigns+i] = group + "-" + name
		}
	}
	return out
}()

func (w Weights) silence() [signs]float64 {
	var s [signs]float64
	for i, name := range signNames {
		s[i] = w.Silence[name]
	}
	return s
}

// signsOf reads the signs of silence in a question and what was found for it.
func (a *Asker) signsOf(r *reading, found []match) [signs]float64 {
	var s [signs]float64
	s[signBias] = 1
	s[signPlace] = flag(len(r.strange) > 0)
	s[signUnknown] = a.unknownShare(r)
	for _, y := range r.years {
		if !a.text.years[y] {
			s[signYear] = 1
		}
	}
	s[signNow] = flag(r.wants(asksNow) && len(r.figures) == 0)
	s[signConfirm] = flag(r.wants(asksConfirm | asksClaim))
	s[signName], s[signForm] = flag(r.wants(asksName)), flag(r.wants(asksForm))
	if len(found) == 0 {
		return s
	}
	m := found[0]
	p := a.text.passages[m.passage]
	s[signCover], s[signSentence], s[signRare] = m.features[featItem], m.features[featSentence], m.features[featRare]
	s[signWho] = flag(r.wants(asksWho) && len(a.itemOf(m).Duties) > 0)
	s[signTerm] = flag(a.otherTerm(r, found))
	s[signContact] = flag(r.wants(asksContact) && !slices.ContainsFunc(a.text.sentences[p.first:p.end], func(one sentence) bool { return one.holds&holdsPhone != 0 }))
	s[signNear] = a.nearLacks(r, m)
	b := a.bound(r, found)
	s[signKinds+int(b.kind)], s[signNone+int(b.kind)] = 1, flag(!b.found)
	s[signRarest] = b.rarest
	s[signBeside], s[signWithin] = flag(!b.beside), flag(!b.within)
	if bonds := s[signBonds+b.kind.group()*bondSigns:][:bondSigns]; b.found {
		copy(bonds, []float64{1 - b.part, 1 - b.reach, 1 - b.sentence, 1 - b.context, 1 - b.focus, 1 - b.anchor})
	}
	if len(r.years) > 0 && s[signYear] == 0 && !r.wants(asksConfirm|asksClaim) {
		held, other := false, false
		for _, d := range zh.Days(p.folded) {
			held = held || slices.Contains(r.years, d.Year)
			other = other || d.Year != 0
		}
		s[signOtherYear] = flag(other && !held)
	}
	return s
}

// claims tells whether the figures of a question are what the person holds to be so, not
// what goes with another that is asked for.
func (r *reading) claims() bool {
	return len(r.figures) > 0 && r.wants(asksConfirm|asksState|asksClaim) && (r.wants(asksConfirm|asksClaim|asksGap) || !amountAsked.MatchString(r.text))
}

var amountAsked = regexp.MustCompile(`多少|好多|几|多[高大长]`)

// unknownShare gives the share of a question's weight that the plan does not know.
func (a *Asker) unknownShare(r *reading) float64 {
	unknown := 0.0
	for _, w := range r.unknown {
		unknown += float64(len([]rune(w))-1) * a.text.unknown()
	}
	return unknown / (a.total(r) + unknown)
}

// silentOn tells whether the plan does not say what is asked: of another place, or where
// it knows hardly a word, it never does, of the rest as far as the learned signs tell.
func (a *Asker) silentOn(r *reading, found []match) (bool, [signs]float64) {
	s := a.signsOf(r, found)
	if s[signUnknown] > mostlyUnknown && len(found) > 0 && found[0].features[featRef]+found[0].features[featBefore] == 0 && a.total(r) < 0.6*a.text.unknown() {
		return true, [signs]float64{signBias: 1, signUnknown: s[signUnknown], signPlace: s[signPlace]} // hardly a word of it is the plan's
	}
	if _, _, listed := a.enumeratedFor(r, leastHeld); listed { // the plan lists places: one more is no stranger
		s[signPlace] = 0
	} else if len(r.strange) > 0 && !r.wants(asksClaim) && len(r.figures) == 0 {
		return true, s // of another place
	}
	if r.brief && a.ownWeight(r) < leastOwn { // more about what was just answered
		return false, s
	}
	return a.silentBy(s) > 0, s
}

// silentBy weighs signs: above zero is silence.
func (a *Asker) silentBy(s [signs]float64) float64 {
	sum := 0.0
	for i, w := range a.quiet {
		sum += w * s[i]
	}
	return sum
}

// otherTerm tells whether a quantity is asked for a year of which the passage, which has
// the quantity, says nothing.
func (a *Asker) otherTerm(r *reading, found []match) bool {
	if len(found) == 0 || len(r.years) == 0 || len(r.figures) > 0 || !r.wants(asksValue|asksShare|asksMoney) || r.wants(asksConfirm|asksClaim|asksWho|asksHow|asksList|asksWhen) {
		return false
	}
	p := a.text.passages[found[0].passage]
	if a.text.sentences[found[0].best].holds&holdsNumber == 0 {
		return false
	}
	for _, y := range r.years {
		if strings.Contains(p.folded, itoa(y)) || !strings.Contains(r.text, itoa(y)) {
			return false
		}
		for _, d := range zh.Days(p.folded) { // 2021-2025年
			if d.Year > y && strings.Contains(p.folded, itoa(d.Year)+"-") || d.Year < y && strings.Contains(p.folded, itoa(d.Year)+"-") {
				return false
			}
		}
	}
	return true
}

// silence says that the plan does not say it: what was looked for, and what comes
// nearest.
func (a *Asker) silence(r *reading, found []match, s [signs]float64) Answer {
	answer := Answer{Intent: IntentAnswer, Silence: NotStipulated}
	line := a.lacking(r)
	switch {
	case s[signPlace] > 0:
		answer.Silence = OutsidePlan
		line = said.Of("计划没有写到{strange}，不在本计划范围。",
			"The plan does not mention {strange}, which is outside it.", inTurn(r.strange))
		if units := a.plan.Units(); len(units) > 0 {
			line = said.Of("计划没有写到{strange}，不在本计划范围。附件只列了{units}。",
				"The plan does not mention {strange}, which is outside it. The annex lists only {units}.", inTurn(r.strange), inTurn(units))
		}
	case s[signYear] > 0 || s[signTerm] > 0:
		line = said.Of("文件没有写{years}的要求。", "The document requires nothing for {years}.", yearsSaid(r.years))
	case s[signNow] > 0:
		line = said.Of("文件只写了要求，没有写现在的实际情况。", "The document only says what is required, not how things stand now.")
	case line.IsZero():
		answer.Silence = NotFound
		line = said.Of("没有找到文件对这件事的规定。", "Nothing was found that the document stipulates on this.")
		if len(r.unknown) > 0 {
			line = said.Of("没有找到：文件没有写“{unknown}”。", "Not found: the document does not say “{unknown}”.", r.unknown[0])
		}
	}
	answer.Lines = []said.Sentence{line}
	if len(found) > 0 && found[0].cover() > nearestCover && s[signUnknown] < 0.7 && answer.Silence != OutsidePlan {
		p := a.text.passages[found[0].passage]
		answer.Lines = append(answer.Lines, nearestWords)
		answer.Citations = []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: a.quoteSentence(r, found[0].best)}}
		answer.Focus = Focus{Clause: p.ref, Quote: a.text.sentences[found[0].best].printed}
	}
	return answer
}

// lacking says which kind of value the plan does not give; zero where none is asked for.
func (a *Asker) lacking(r *reading) said.Sentence {
	switch r.wanted()[0].kind {
	case slotContact:
		return said.Of("文件没有写联系方式。", "The document gives no contact details.")
	case slotPerson, slotList, slotCompany:
		return said.Of("文件没有列出具体的名单或人员姓名。", "The document gives no such list or names of persons.")
	case slotForm:
		return said.Of("文件没有写要交的材料和办理的手续。", "The document does not say what to hand in, or how to apply.")
	case slotMoney:
		return said.Of("文件没有写具体的金额或标准。", "The document gives no amount or rate.")
	case slotFigure, slotShare, slotCount:
		return said.Of("文件没有写这个数。", "The document does not give this number.")
	case slotSpan, slotDay, slotYear:
		return said.Of("文件没有写具体的时间或期限。", "The document gives no time or term for this.")
	}
	return said.Sentence{}
}

// mostlyUnknown is the share of a question's weight that the plan does not know, from
// which on nothing is looked for.
const mostlyUnknown = 0.75

// nearestCover is how much of a question a sentence has to cover to be worth showing
// where nothing answers it.
const nearestCover = 0.3

// nearestWords lead to what comes nearest to an answer.
var nearestWords = said.Of("最接近的内容：", "What comes nearest:")
