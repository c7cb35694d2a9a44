package ask

import (
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// bond is how well the value that is bound best to what is asked is bound to it: the shares
// of the question's weight that stand with it.
type bond struct {
	kind     slot
	found    bool    // there is a value at all
	beside   bool    // the best sentence holds one of the kind
	within   bool    // so does the best passage
	part     float64 // between the marks around it
	reach    float64 // from the value before it, or the beginning of the sentence
	sentence float64
	context  float64 // with the sentence before, the title and the chapter
	focus    float64 // the words beside the interrogative, within reach and context
	anchor   float64 // weight of the heaviest word within reach, of the heaviest of the question
	rarest   float64 // weight of the heaviest word that the context lacks, of a word that the plan lacks
}

func (b bond) tie() float64 { return b.part + b.reach + b.sentence + b.context + b.focus }

// bondFrom is in how many passages a value is looked for.
const bondFrom = 6

// termAt is where a sentence holds a term, by byte offsets.
type termAt [][2]int

func (t termAt) within(from, to int) bool {
	return slices.ContainsFunc(t, func(s [2]int) bool { return s[0] >= from && s[1] <= to })
}

// locate finds a question's terms in folded text.
func locate(terms []term, folded string) []termAt {
	out := make([]termAt, len(terms))
	for i, t := range terms {
		for _, w := range t.ways {
			if len(w.pairs) == 0 || slices.ContainsFunc(w.pairs[1:], func(p string) bool { return !strings.Contains(folded, p) }) {
				continue
			}
			for at := 0; ; {
				k := strings.Index(folded[at:], w.pairs[0])
				if k < 0 {
					break
				}
				out[i] = append(out[i], [2]int{at + k, at + k + len(w.pairs[0])})
				at += k + len(w.pairs[0])
			}
		}
	}
	return out
}

// wanted gives the values that a question wants, at least one.
func (r *reading) wanted() []wanting {
	wants := wanted(r.text)
	claimed := r.claims() && slices.ContainsFunc(r.figures, func(f zh.Figure) bool { return f.Value != 1 || f.Measure == "%" })
	if len(wants) == 0 || claimed || r.wants(asksGap) { // 一次 is no claim
		return []wanting{{}}
	}
	if rest := slices.DeleteFunc(slices.Clone(wants), func(w wanting) bool { return w.kind == slotUnit }); len(rest) > 0 {
		wants = rest // who is bound is said anyway
	}
	for i := range wants { // 哪几家负责
		if k := wants[i].kind; r.wants(asksWho) && (k == slotPerson || k == slotList || k == slotCompany) {
			wants[i].kind = slotUnit
		}
	}
	return wants
}

// bound finds the value of a kind that is asked for which is bound best to what is asked.
func (a *Asker) bound(r *reading, found []match) bond {
	wants := r.wanted()
	best := bond{kind: wants[0].kind}
	beside, within := false, false
	for _, w := range wants {
		b := a.bondOf(r, found, w)
		beside, within = beside || b.beside, within || b.within
		if b.found && (!best.found || b.tie() > best.tie()) {
			best = b
		}
	}
	best.beside, best.within = beside, within
	return best
}

func (a *Asker) bondOf(r *reading, found []match, w wanting) bond {
	total := 1e-9
	for _, t := range r.terms {
		total += t.weight
	}
	for _, w := range r.unknown {
		total += 0.5 * float64(len([]rune(w))-1) * a.text.unknown()
	}
	top := 1e-9
	for _, t := range r.terms {
		top = max(top, t.weight)
	}
	near, nearTotal := a.besideAsked(r, w)
	best, most := bond{kind: w.kind}, -1.0
	beside, within := false, false
	for i, m := range found[:min(len(found), bondFrom)] {
		p := &a.text.passages[m.passage]
		head := locate(r.terms, p.head)
		var before []termAt
		for n := p.first; n < p.end; n++ {
			s := a.text.sentences[n]
			if m.held[n-p.first] == 0 && (n == p.first || m.held[n-1-p.first] == 0) && m.features[featTitle] == 0 {
				before = nil
				continue
			}
			at := locate(r.terms, s.folded)
			last, since := 0, 0
			values := valuesIn(s, w)
			beside = beside || i == 0 && n == m.best && len(values) > 0
			within = within || i == 0 && len(values) > 0
			for k, v := range values {
				from := strings.LastIndexAny(s.folded[:v[0]], ",;。:") + 1
				to := len(s.folded)
				if k := strings.IndexAny(s.folded[v[1]:], ",;。:"); k >= 0 {
					to = v[1] + k
				}
				b := bond{kind: w.kind, found: true}
				back, ahead := min(last, from), to
				if k > 0 && strings.Trim(s.folded[last:max(v[0], last)], "、和及") == "" { // 分别下降12%、14%
					back = since
				}
				since = back
				switch {
				case w.kind == slotOpen:
					back = max(0, strings.LastIndexAny(s.folded[:max(from-1, 0)], ",;。:")+1)
				case w.kind >= slotUnit: // what a list is of may stand behind it
					back, ahead = 0, len(s.folded)
				case w.kind >= slotSpan && w.kind <= slotYear: // a term governs what stands behind it
					if ahead = len(s.folded); k+1 < len(values) {
						ahead = max(to, strings.LastIndexAny(s.folded[:values[k+1][0]], ",;。:")+1)
					}
				}
				heaviest := 0.0
				for j, t := range r.terms {
					weight := t.weight / total
					part, reach, all := at[j].within(from, to), at[j].within(back, ahead), len(at[j]) > 0
					context := all || len(head[j]) > 0 || before != nil && len(before[j]) > 0
					b.part += weight * flag(part)
					b.reach += weight * flag(reach)
					b.sentence += weight * flag(all)
					b.context += weight * flag(context)
					b.focus += near[j] * (0.6*flag(reach) + 0.4*flag(context))
					if reach {
						b.anchor = max(b.anchor, t.weight/top)
					}
					if !context {
						heaviest = max(heaviest, t.weight)
					}
				}
				if nearTotal > 0 {
					b.focus /= nearTotal
				} else {
					b.focus = b.context
				}
				b.rarest = heaviest / a.text.unknown()
				last = v[1]
				if score := b.tie(); score > most {
					best, most = b, score
				}
			}
			before = at
		}
	}
	best.beside, best.within = beside, within
	return best
}

// besideAsked gives what the words beside those that ask weigh, by term, and all of them
// together with those that the plan does not know.
func (a *Asker) besideAsked(r *reading, w wanting) (near []float64, total float64) {
	near = make([]float64, len(r.terms))
	if w.to == 0 {
		return near, 0
	}
	runes := []rune(r.text)
	window := string(runes[max(0, w.from-8):w.from]) + " " + string(runes[w.to:min(len(runes), w.to+6)])
	for j, t := range r.terms {
		if strings.Contains(window, t.word) {
			near[j] = t.weight
			total += t.weight
		}
	}
	for _, u := range r.unknown {
		for _, pair := range pairsOf(u) {
			if strings.Contains(window, pair) {
				total += 0.7 * a.text.unknown()
			}
		}
	}
	return near, total
}

// nearLacks gives the share of the words beside those that ask that the best sentence of a
// match, those beside it and its title lack.
func (a *Asker) nearLacks(r *reading, m match) float64 {
	near, total := a.besideAsked(r, r.wanted()[0])
	if total == 0 {
		return 0
	}
	p := &a.text.passages[m.passage]
	at := locate(r.terms, p.head)
	for n := max(p.first, m.best-1); n < min(p.end, m.best+2); n++ {
		for i, t := range locate(r.terms, a.text.sentences[n].folded) {
			at[i] = append(at[i], t...)
		}
	}
	held := 0.0
	for i, w := range near {
		held += w * flag(len(at[i]) > 0)
	}
	return 1 - held/total
}
