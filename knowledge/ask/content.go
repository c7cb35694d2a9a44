package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/said"
	"duban/knowledge/zh"
)

const (
	wholeQuote = 190 // characters up to which a passage is quoted whole
	mostQuote  = 230 // characters quoted of one passage at most
	mostAnswer = 300 // characters quoted in one answer
)

// quoteOf gives what is quoted of a passage: all of it where it is short, else the
// sentences that hold most of the question, in the order of the text.
func (a *Asker) quoteOf(r *reading, m match, most int) []string {
	t := a.text
	p := t.passages[m.passage]
	whole := 0
	for n := p.first; n < p.end; n++ {
		whole += len([]rune(t.sentences[n].printed))
	}
	var chosen []int
	size := 0
	if whole <= wholeQuote && most >= mostQuote {
		for n := p.first; n < p.end; n++ {
			if !t.sentences[n].heading || p.bare {
				chosen = append(chosen, n)
			}
		}
	} else {
		order := make([]int, 0, p.end-p.first)
		for n := p.first; n < p.end; n++ {
			if !t.sentences[n].bracket && (!t.sentences[n].heading || p.bare) {
				order = append(order, n)
			}
		}
		worth := func(n int) float64 {
			v := m.held[n-p.first]
			if n == m.best {
				v += 100
			}
			if n == m.best+1 && len([]rune(t.sentences[m.best].printed)) < 40 || n == m.best-1 && strings.HasPrefix(t.sentences[m.best].folded, "其中") {
				v += 50
			}
			return v + 0.5*float64(kindFits(r, t.sentences[n].holds))
		}
		slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(worth(y), worth(x)) })
		for _, n := range order {
			length := len([]rune(t.sentences[n].printed))
			if len(chosen) > 0 && (size+length > most || most < mostQuote) {
				continue
			}
			if len(chosen) > 0 && worth(n) <= 0 && size > most/2 {
				continue
			}
			chosen = append(chosen, n)
			size += length
		}
		slices.Sort(chosen)
	}
	var out []string
	for i, n := range chosen {
		words := t.sentences[n].printed
		if n == p.first && !p.bare {
			if c, ok := a.plan.Clause(p.ref); ok {
				words = strings.TrimLeft(strings.TrimPrefix(words, c.No), " 　")
			}
		}
		if length := len([]rune(words)); length > mostQuote { // a sentence as long as a page
			words = a.partOf(r, words, mostQuote)
		}
		if i > 0 && chosen[i-1] == n-1 && t.sentences[n-1].item == t.sentences[n].item {
			out[len(out)-1] += words
			continue
		}
		out = append(out, words)
	}
	return slices.DeleteFunc(out, func(s string) bool { return !a.proof.holds(s) })
}

// partOf gives the part of a long sentence, between marks, that holds most of the
// question.
func (a *Asker) partOf(r *reading, sentence string, most int) string {
	parts := splitAfter(sentence, "，；：")
	best, from, to := -1.0, 0, 1
	for i := range parts {
		size, held, j := 0, 0.0, i
		seen := map[string]bool{}
		for ; j < len(parts) && size+len([]rune(parts[j])) <= most; j++ {
			size += len([]rune(parts[j]))
			folded := zh.Fold(parts[j])
			for _, t := range r.terms {
				if !seen[t.word] && slices.ContainsFunc(t.ways, func(w way) bool {
					return !slices.ContainsFunc(w.pairs, func(p string) bool { return !strings.Contains(folded, p) })
				}) {
					seen[t.word] = true
					held += t.weight
				}
			}
		}
		if held > best+1e-9 {
			best, from, to = held, i, max(j, i+1)
		}
	}
	return strings.Join(parts[from:to], "")
}

// splitAfter splits a text after each of the marks.
func splitAfter(text, marks string) []string {
	var out []string
	start := 0
	for i, r := range text {
		if strings.ContainsRune(marks, r) {
			end := i + len(string(r))
			out = append(out, text[start:end])
			start = end
		}
	}
	return append(out, text[start:])
}

// dutyLine says who is bound to an item: 牵头单位：甲；配合单位：乙、丙。
func dutyLine(duties []knowledge.Duty) said.Sentence {
	by := map[knowledge.Role][]string{}
	for _, d := range duties {
		by[d.Role] = append(by[d.Role], d.Unit)
	}
	var parts []said.Sentence
	for _, role := range []knowledge.Role{knowledge.Lead, knowledge.Responsible, knowledge.Support, knowledge.Guide, knowledge.Supervise} {
		if len(by[role]) > 0 {
			parts = append(parts, unitsOfRole(role, inTurn(by[role])))
		}
	}
	return said.Of("{parts}。", "{parts}.", oneByOne(parts))
}

// unitsOfRole names units by what they do: 牵头单位：甲.
func unitsOfRole(role knowledge.Role, units said.Sentence) said.Sentence {
	switch role {
	case knowledge.Lead:
		return said.Of("牵头单位：{units}", "Lead: {units}", units)
	case knowledge.Support:
		return said.Of("配合单位：{units}", "Support: {units}", units)
	case knowledge.Guide:
		return said.Of("指导单位：{units}", "Guidance: {units}", units)
	case knowledge.Supervise:
		return said.Of("监督单位：{units}", "Supervision: {units}", units)
	}
	return said.Of("责任单位：{units}", "Responsible: {units}", units)
}

// itemOf gives the item that holds the best sentence of a match, or the one item of its
// passage that is bound.
func (a *Asker) itemOf(m match) fact.Item {
	p := a.text.passages[m.passage]
	item := a.store.Items[a.text.sentences[m.best].item]
	if len(item.Duties) == 0 {
		for _, n := range p.items {
			if len(a.store.Items[n].Duties) > 0 {
				return a.store.Items[n]
			}
		}
	}
	return item
}

// fromPassages answers with what the plan says of it: the passages that weigh most.
func (a *Asker) fromPassages(r *reading, found []match) (Answer, bool) {
	if len(found) == 0 {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer}
	m := found[0]
	p := a.text.passages[m.passage]
	item := a.itemOf(m)
	who := r.wants(asksWho) && len(item.Duties) > 0
	if who {
		answer.Lines = append(answer.Lines, a.whoLines(r, item)...)
	} else if r.wants(asksWhere) {
		answer.Lines = append(answer.Lines, writtenIn(p))
	}
	goals, stating := a.headlines(r, m)
	answer.Lines = append(answer.Lines, goals...)
	if line, ok := a.tally(r, m); ok && len(goals) == 0 {
		answer.Lines = append(answer.Lines, line)
	}
	budget := mostAnswer
	most := mostQuote
	if kindFits(r, a.text.sentences[m.best].holds) > 0 && !r.wants(asksWho|asksHow|asksList) && m.features[featSentence] > 0.85*m.features[featItem] {
		most = len([]rune(a.text.sentences[m.best].printed)) // one sentence says it all
	}
	quotes := a.quoteOf(r, m, most)
	if len(stating) > 0 && most < mostQuote {
		quotes = nil
		for _, n := range stating {
			quotes = append(quotes, a.quoteSentence(r, n))
		}
	}
	if who && item.Bracket != "" && r.asks&^(asksWho|asksLead|asksSupport|asksList|asksWhere|asksOnly|asksTitle) == 0 && !bothAsked.MatchString(r.text) && dutyAsked.MatchString(r.text) {
		quotes = []string{item.Bracket} // nothing else is asked
		budget = 0
	}
	for _, q := range quotes {
		answer.Citations = append(answer.Citations, knowledge.Citation{Clause: p.ref, Detail: p.title, Quote: q})
		budget -= len([]rune(q))
	}
	answer.Focus = Focus{Clause: p.ref, Quote: a.text.sentences[m.best].printed}
	if who {
		answer.Focus.Found = unitsIn(item.Duties)
		if r.wants(asksLead) {
			answer.Focus.Found = unitsIn(slices.DeleteFunc(slices.Clone(item.Duties), func(d knowledge.Duty) bool { return d.Role != knowledge.Lead }))
		}
	}
	if who && !strings.Contains(strings.Join(quotes, ""), item.Bracket) && item.Bracket != "" {
		answer.Citations = append(answer.Citations, knowledge.Citation{Clause: p.ref, Detail: p.title, Quote: item.Bracket})
	}
	for _, other := range found[1:] {
		q := a.text.passages[other.passage]
		if other.score < m.score-alsoScore || budget < 60 || q.bare || m.features[featRef] == 1 && other.features[featRef] == 0 || len(answer.Citations) > 4 {
			break
		}
		for _, words := range a.quoteOf(r, other, budget) {
			if n := len([]rune(words)); n <= budget {
				answer.Citations = append(answer.Citations, knowledge.Citation{Clause: q.ref, Detail: q.title, Quote: words})
				budget -= n
			}
		}
	}
	for _, c := range answer.Citations {
		if clause, ok := a.plan.Clause(c.Clause); ok && !strings.Contains(c.Quote, bodyOf(clause)) {
			answer.Whole = appendNew(answer.Whole, c.Clause)
		}
	}
	return answer, len(answer.Citations) > 0
}

// dutyAsked asks who is bound.
var dutyAsked = regexp.MustCompile(`谁(?:来|在|去)?(?:负责|管|牵头|干|办|做|搞|抓|建|落实|主|头|创)|(?:是|归|找|靠|由)(?:谁|哪)|负责|牵头|责任|(?:部门|单位|哪个局|哪家|几家|部委|哪个部|厅)`)

// bothAsked asks what is to be done besides by whom.
var bothAsked = regexp.MustCompile(`讲什么|讲的?啥|什么内容|干(?:什么|啥)|做(?:什么|啥)|审什么|什么角色|任务|怎么`)

// bodyOf gives a clause's text without its number and title.
func bodyOf(c knowledge.Clause) string {
	return strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(strings.TrimPrefix(c.Text, c.No), " 　"), c.Title), "。． 　\n")
}

// alsoScore is how near another passage has to come to be quoted as well.
const alsoScore = 0.7

// writtenIn says where a passage stands.
func writtenIn(p passage) said.Sentence {
	place := Place(knowledge.Citation{Clause: p.ref, Detail: p.title})
	if p.under == "" {
		return said.Of("写在{place}。", "It stands in {place}.", place)
	}
	return said.Of("写在{place}（{under}）。", "It stands in {place} ({under}).", place, p.under)
}

// whoLines says who is bound to an item, without those that the question leaves aside.
func (a *Asker) whoLines(r *reading, item fact.Item) []said.Sentence {
	duties := item.Duties
	_, aside := a.excepted(r)
	if len(aside) > 0 {
		left := slices.DeleteFunc(slices.Clone(duties), func(d knowledge.Duty) bool { return slices.Contains(a.fulls(aside), d.Unit) })
		if len(left) > 0 {
			return []said.Sentence{said.Of("除{fulls}外，还有{unitsIn}。", "Besides {fulls} there are {unitsIn}.", inTurn(a.fulls(aside)), inTurn(unitsIn(left)))}
		}
		return []said.Sentence{said.Of("除{fulls}外，没有别的责任单位。",
			"There are no responsible units besides {fulls}.", inTurn(a.fulls(aside)))}
	}
	if r.wants(asksLead) {
		var leads []string
		for _, d := range duties {
			if d.Role == knowledge.Lead {
				leads = append(leads, d.Unit)
			}
		}
		if len(leads) == 0 {
			return []said.Sentence{said.Of("文件没有写明谁牵头，列在第一位的是{unit}。",
				"The document does not say who leads; {unit} is named first.", duties[0].Unit), dutyLine(duties)}
		}
	}
	return []said.Sentence{dutyLine(duties)}
}

func unitsIn(duties []knowledge.Duty) []string {
	var out []string
	for _, d := range duties {
		out = appendNew(out, d.Unit)
	}
	return out
}

var memberForm = regexp.MustCompile(`是不是|有没有|在不在|也?算|是否|有.{2,14}(?:没|吗|么|不)|在.{0,8}里(?:吗|头吗|面吗)|(?:里|中)(?:头|面)?有.{2,14}[没吗]|没它|也是|的事(?:吗|没)?$|也在|谁没在|没有谁|不在|[是由归].{2,14}(?:负责|牵头|管)的?[,，]?(?:对不对|对吧|对吗|吧|吗)`)

// fromPointed answers whether units are bound to a clause that the words point to.
func (a *Asker) fromPointed(r *reading, before string) (Answer, bool) {
	if r.focus == "" && len(a.nodesIn(r.text)) == 0 || !memberForm.MatchString(r.text) || hasClause.MatchString(r.text) {
		return Answer{}, false
	}
	return a.fromMember(r, before)
}

// fromMember answers whether units are bound to what a question speaks of.
func (a *Asker) fromMember(r *reading, before string) (Answer, bool) {
	if len(r.mentions) == 0 || len(a.store.Of(fact.Duty)) == 0 {
		return Answer{}, false
	}
	return a.memberOf(r, a.match(a.subject(r), before))
}

// memberOf does so for the passage that was found.
func (a *Asker) memberOf(r *reading, found []match) (Answer, bool) {
	units, aside := a.excepted(r)
	units = slices.DeleteFunc(units, func(u int) bool { return a.names.units[u].column })
	var strange []string
	for _, m := range r.mentions {
		if m.unit < 0 {
			strange = append(strange, m.words)
		}
	}
	if len(units)+len(strange) == 0 || len(a.store.Of(fact.Duty)) == 0 || len(aside) > 0 {
		return Answer{}, false
	}
	sub := a.subject(r)
	if a.about(sub) < 0.6 && len(a.refsIn(r)) == 0 && len(found) > 0 && found[0].features[featBefore] == 0 {
		if len(units) == 0 && (r.wants(asksConfirm) || memberForm.MatchString(r.text)) {
			return Answer{Intent: IntentAnswer, Silence: OutsidePlan, Verdict: No, Lines: []said.Sentence{said.Of("没有。文件的责任单位里没有列“{strange}”。",
				"No. “{strange}” is not among the responsible units of the document.", inTurn(strange))}}, true
		}
		return Answer{}, false
	}
	if !memberForm.MatchString(r.text) && !(r.polar.asked() && r.wants(asksWho) && len(r.figures) == 0) || !r.wants(asksConfirm|asksWho) || len(found) == 0 {
		return Answer{}, false
	}
	item := a.itemOf(found[0])
	if len(item.Duties) == 0 {
		return Answer{}, false
	}
	p := a.text.passages[found[0].passage]
	if len(p.items) > 1 && (found[0].features[featPointer] > 0.6 || found[0].features[featRef] == 1) { // the whole clause is meant
		item.Duties = nil
		for _, n := range p.items {
			for _, d := range a.store.Items[n].Duties {
				if !slices.Contains(item.Duties, d) {
					item.Duties = append(item.Duties, d)
				}
			}
		}
	}
	bound := unitsIn(item.Duties)
	var in, out []string
	for _, u := range a.fulls(units) {
		if slices.Contains(bound, u) {
			in = append(in, u)
		} else {
			out = append(out, u)
		}
	}
	out = append(out, strange...)
	answer := Answer{Intent: IntentAnswer, Focus: Focus{Clause: p.ref, Quote: a.text.sentences[found[0].best].printed}}
	lead := r.wants(asksLead) && !strings.Contains(r.text, "责任")
	leads := []string{}
	for _, d := range item.Duties {
		if d.Role == knowledge.Lead {
			leads = append(leads, d.Unit)
		}
	}
	alone := r.wants(asksOnly) && aloneForm.MatchString(r.text) || strings.Contains(r.text, "一家")
	switch {
	case lead && len(leads) > 0 && len(in)+len(out) == 1 && !slices.Contains(leads, strings.Join(append(in, out...), "")):
		answer.Verdict = No
		answer.Lines = []said.Sentence{said.Of("不是。这一条的牵头单位是{leads}。",
			"No. The lead of this clause is {leads}.", inTurn(leads))}
	case alone && len(out) == 0 && len(bound) > len(in):
		answer.Verdict = No
		answer.Lines = []said.Sentence{said.Of("不是只有{in}。", "No, not only {in}.", inTurn(in))}
	case len(out) == 0:
		answer.Verdict = Yes
		answer.Lines = []said.Sentence{said.Of("是的，{in}也在里面，这一条列了。", "Yes, this clause names {in}.", inTurn(in))}
		if !strings.Contains(r.text, "是") {
			answer.Lines = []said.Sentence{said.Of("有，{in}也在里面，这一条列了。",
				"Yes, {in} is among them: this clause says so.", inTurn(in))}
		}
	case len(in) == 0:
		answer.Verdict = No
		answer.Lines = []said.Sentence{said.Of("没有，这一条的责任单位不包括{out}。",
			"No, {out} is not among the responsible units of this clause.", inTurn(out))}
		if strings.Contains(r.text, "对不对") || strings.Contains(r.text, "对吧") || strings.Contains(r.text, "对吗") {
			answer.Lines = []said.Sentence{said.Of("不对，这一条的责任单位没有列{out}。",
				"That is not right: {out} is not among the responsible units of this clause.", inTurn(out))}
		} else if strings.Contains(r.text, "是不是") || strings.Contains(r.text, "也算") {
			answer.Lines = []said.Sentence{said.Of("不是，这一条的责任单位没有列{out}。",
				"No, this clause does not name {out} as responsible.", inTurn(out))}
		}
	default:
		answer.Verdict = No
		answer.Lines = []said.Sentence{said.Of("没有{out}；列了{in}。",
			"Not among them: {out}; among them: {in}.", inTurn(out), inTurn(in))}
	}
	answer.Lines = append(answer.Lines, dutyLine(item.Duties))
	quote := item.Bracket
	if quote == "" {
		quote = joinShort(item.Sentences, 120)
	}
	answer.Citations = []knowledge.Citation{{Clause: p.ref, Detail: p.title, Quote: quote}}
	return answer, true
}

// fromQuoted lists the clauses that hold words in quotation marks.
func (a *Asker) fromQuoted(r *reading) (Answer, bool) {
	if !quoted.MatchString(r.text) {
		return Answer{}, false
	}
	return a.fromMentions(r)
}

// fromMentions lists the clauses that speak of a word.
func (a *Asker) fromMentions(r *reading) (Answer, bool) {
	if !r.wants(asksMention) && !contentForm1.MatchString(r.text) || !contentForm2.MatchString(r.text) {
		return Answer{}, false
	}
	word := ""
	if m := quoted.FindStringSubmatch(r.text); m != nil {
		word = m[1]
	} else {
		word = a.longestHeld(r)
	}
	if len([]rune(word)) < 2 {
		return Answer{}, false
	}
	var cites []knowledge.Citation
	var list []said.Sentence
	for _, p := range a.text.passages {
		if !strings.Contains(p.folded, word) || !p.clause {
			continue
		}
		c := knowledge.Citation{Clause: p.ref, Detail: p.title, Quote: p.title}
		for n := p.first; n < p.end; n++ {
			if s := a.text.sentences[n]; strings.Contains(s.folded, word) {
				c.Quote = a.partAround(s.printed, word)
				break
			}
		}
		if c.Detail == "" {
			c.Detail = opening(c.Quote, 14)
		}
		list = append(list, Place(c))
		cites = append(cites, c)
	}
	if len(list) == 0 || len(list) > 12 {
		return Answer{}, false
	}
	answer := Answer{Intent: IntentAnswer, Citations: cites, Lines: []said.Sentence{said.Of("写到“{word}”的有{n}处：{list}。",
		"“{word}” stands in {n} {place|places}: {list}.", word, len(list), oneByOne(list))}}
	for _, c := range cites {
		answer.Focus.Items = appendNew(answer.Focus.Items, c.Clause)
	}
	answer.Focus.Clause = answer.Focus.Items[0]
	return answer, true
}

var quoted = regexp.MustCompile(`["“'‘]([^"”'’]{2,30})["”'’]`)

// partAround gives the part of a sentence, between marks, that holds a word.
func (a *Asker) partAround(sentence, word string) string {
	for _, part := range splitAfter(sentence, "，；。") {
		if strings.Contains(zh.Fold(part), word) {
			return part
		}
	}
	return sentence
}

// longestHeld gives the longest run of a message's words that the plan holds.
func (a *Asker) longestHeld(r *reading) string {
	runes := []rune(unspoken.Replace(r.text))
	best := ""
	for i := range runes {
		if !zh.IsHan(runes[i]) || function[runes[i]] {
			continue
		}
		for n := 2; n <= 12 && i+n <= len(runes); n++ {
			word := string(runes[i : i+n])
			if strings.ContainsAny(word, " ,，。?") || !strings.Contains(a.text.all, word) {
				break
			}
			if len([]rune(word)) > len([]rune(best)) {
				best = word
			}
		}
	}
	return best
}

// Patterns that are used in one place.
var (
	contentForm1 = regexp.MustCompile(`(?:在|哪)(?:哪)?(?:几|些)(?:条|处|节|章)`)
	contentForm2 = regexp.MustCompile(`哪(?:几|些|一)?(?:个)?(?:条|处|节|章|项)|哪里|几(?:条|处)`)
)
