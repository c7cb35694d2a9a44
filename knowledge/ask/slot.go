package ask

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/knowledge/quantity"
	"duban/knowledge/zh"
)

// slot is the kind of value that a question wants to be told.
type slot byte

const (
	slotOpen    slot = iota // anything that is said of it
	slotFigure              // an amount of whatever it is
	slotMoney               // an amount of money
	slotShare               // a share
	slotSpan                // a length of time, or a term
	slotDay                 // a month or a day
	slotYear                // a year
	slotCount               // how many there are
	slotUnit                // who is bound
	slotPerson              // a person
	slotContact             // a telephone number or an address on the net
	slotPlace               // a place
	slotCompany             // a company, a bank, a school
	slotList                // names one by one
	slotForm                // what to hand in
	slots
)

// interrogate are the words that ask for a value of any kind.
var interrogate = regexp.MustCompile(`多少|好多|几|哪|什么|啥|谁|多久|何时|怎么|咋|多[高大长厚宽]`)

// slotNames are how slots.txt and --why call them.
var slotNames = [slots]string{"open", "figure", "money", "share", "span", "day", "year", "count", "unit", "person", "contact", "place", "company", "list", "form"}

// Slots are weighed in groups: anything that is said, figures, names.
const slotGroups = 3

var slotGroupNames = [slotGroups]string{"open", "figure", "name"}

func (s slot) group() int {
	switch {
	case s == slotOpen || s == slotUnit:
		return 0
	case s <= slotCount:
		return 1
	}
	return 2
}

//go:embed slots.txt
var slotFile string

// slotWords are the words of slots.txt.
type slotWords struct {
	many, which, small, sorts []string
	itself, named, of         map[string]slot // by word
	longest                   int             // characters of the longest word
}

var slotLexicon = func() slotWords {
	w := slotWords{itself: map[string]slot{}, named: map[string]slot{}, of: map[string]slot{}}
	for line := range strings.Lines(slotFile) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "#" {
			continue
		}
		words, into := fields[1:], w.itself
		switch fields[0] {
		case "many":
			w.many = words
			continue
		case "which":
			w.which = words
			continue
		case "sorts":
			w.sorts = words
			continue
		case "small":
			w.small = words
			continue
		case "of":
			into, fields, words = w.of, fields[1:], fields[2:]
		}
		name, alone := strings.CutPrefix(fields[0], "+")
		if alone {
			into = w.named
		}
		for _, word := range words {
			into[word] = slot(slices.Index(slotNames[:], name))
			w.longest = max(w.longest, utf8.RuneCountInString(word))
		}
	}
	return w
}()

// wanting is a value that a question wants.
type wanting struct {
	kind     slot
	measure  string // of a figure; empty where the question names none
	from, to int    // the words that ask for it, in runes
}

// wanted reads the values that folded text wants, in their order.
func wanted(folded string) []wanting {
	runes := []rune(folded)
	var out []wanting
	longest := func(at int, words map[string]slot) (slot, int) {
		for n := min(slotLexicon.longest, len(runes)-at); n > 0; n-- {
			if kind, ok := words[string(runes[at:at+n])]; ok {
				return kind, n
			}
		}
		return 0, 0
	}
	starts := func(at int, words []string) int {
		best := 0
		for _, w := range words {
			if n := utf8.RuneCountInString(w); n > best && at+n <= len(runes) && string(runes[at:at+n]) == w {
				best = n
			}
		}
		return best
	}
	for at := 0; at < len(runes); at++ {
		if kind, n := longest(at, slotLexicon.named); n > 0 && requestBehind(runes[at+n:]) {
			out = append(out, wanting{kind: kind, from: at, to: at + n})
			at += n - 1
			continue
		}
		if kind, n := longest(at, slotLexicon.itself); n > 0 {
			out = append(out, wanting{kind: kind, from: at, to: at + n})
			at += n - 1
			continue
		}
		if n := starts(at, slotLexicon.many); n > 0 {
			if at > 0 && strings.ContainsRune("哪这那第好前", runes[at-1]) || at+n < len(runes) && runes[at+n] == '乎' {
				continue
			}
			one := wanting{kind: slotFigure, from: at, to: at + n}
			word := string(runes[at : at+n])
			kind, size := longest(at+n, slotLexicon.of)
			switch m, measure := measureOf(runes[at+n:]); {
			case strings.HasPrefix(word, "百分之"):
				one.kind = slotShare
			case size > 0 && kind <= slotDay && size >= utf8.RuneCountInString(m):
				one.kind, one.to = kind, at+n+size
			case m != "":
				one.measure, one.to = measure, at+n+utf8.RuneCountInString(m)
				if measure != "" && strings.Contains(countedBy, measure) {
					one.kind = slotCount
				}
			case word == "几" && (at+n == len(runes) || strings.ContainsRune(",?", runes[at+n])):
			case word == "几":
				continue
			}
			out = append(out, one)
			at = one.to - 1
			continue
		}
		if n := starts(at, slotLexicon.which); n > 0 {
			to, sort := at+n, 0
			if sort = starts(to, slotLexicon.sorts); sort == 0 && to < len(runes) && runes[to] == '几' {
				sort = starts(to+1, slotLexicon.sorts)
			}
			numbered := to < len(runes) && strings.ContainsRune("几两二三四五六七八九十", runes[to])
			for k := starts(to, slotLexicon.small); k > 0; k = starts(to, slotLexicon.small) {
				if _, size := longest(to, slotLexicon.of); size > k {
					break
				}
				to += k
			}
			if sort > 0 {
				to += starts(to, slotLexicon.sorts)
			}
			kind, size := longest(to, slotLexicon.of)
			switch {
			case size > 0 && kind >= slotUnit && (sort == 0 || kind == slotUnit || kind == slotForm):
			case numbered && sort == 0:
				kind = slotList
			default:
				continue
			}
			out = append(out, wanting{kind: kind, from: at, to: to + size})
			at = to + size - 1
		}
	}
	return out
}

// countedBy are the measures of things that are counted, countedPeople those of people.
const (
	countedBy     = "个家所项条种类名位人次处回户辆台套件艘架支只座张份期届批门场"
	countedPeople = "人名位次个"
)

// measureOf reads a measure at the beginning of a text: as it stands, and as figures have it.
func measureOf(runes []rune) (said, measure string) {
	text := "1" + string(runes[:min(len(runes), longestMeasure)])
	if all := zh.Figures(text); len(all) > 0 && all[0].Start == 0 && len(runes) > 0 {
		return text[1:all[0].End], all[0].Measure
	}
	return "", ""
}

// longestMeasure is how many characters a measure has at most.
const longestMeasure = 5

// requestBehind tells whether nothing but a request stands behind a word.
func requestBehind(runes []rune) bool {
	rest := string(runes)
	if i := strings.IndexAny(rest, ",;。?"); i >= 0 {
		rest = rest[:i]
	}
	return len([]rune(strings.TrimLeft(rest, "是有给我发个一下多少几吗呢么没啥什呀啊呗吧和跟都写也了"))) == 0
}

// valuesIn gives where a sentence holds values of a kind, by byte offsets.
func valuesIn(s sentence, w wanting) [][2]int {
	var out [][2]int
	formed := func(form *regexp.Regexp) {
		for _, loc := range form.FindAllStringIndex(s.folded, -1) {
			out = append(out, [2]int(loc))
		}
	}
	figured := func(ok func(zh.Figure) bool) {
		for _, f := range zh.Figures(s.folded) {
			if ok(f) {
				out = append(out, [2]int{f.Start, f.End})
			}
		}
	}
	switch w.kind {
	case slotMoney:
		for _, q := range quantity.Find(s.folded) {
			if q.Kind == quantity.Money {
				out = append(out, [2]int{q.Start, q.End})
			}
		}
		formed(paidShare)
	case slotShare:
		figured(func(f zh.Figure) bool { return f.Measure == "%" || f.Measure == "" })
		formed(paidShare)
	case slotSpan:
		figured(func(f zh.Figure) bool {
			return slices.Contains([]string{"天", "日", "月数", "年", "工作日", "小时", "分钟"}, f.Measure)
		})
		formed(howOften)
		fallthrough
	case slotDay, slotYear:
		for _, d := range zh.Days(s.folded) {
			if w.kind == slotSpan || w.kind == slotDay && d.Month > 0 || w.kind == slotYear && d.Year > 0 {
				out = append(out, [2]int{d.Start, d.Stop})
			}
		}
		if at := strings.Index(s.folded, "之日"); at >= 0 && w.kind != slotYear {
			out = append(out, [2]int{at, at + len("之日")})
		}
	case slotFigure:
		figured(func(f zh.Figure) bool {
			return f.Measure != "年" && f.Measure != "月" && f.Measure != "日" && (w.measure == "" || f.Measure == w.measure)
		})
		if w.measure == "" {
			formed(paidShare)
		}
	case slotCount:
		by := countedBy
		if people := strings.Contains(countedPeople, w.measure) && w.measure != "个"; people {
			by = countedPeople
		} else {
			formed(namesListed) // whose members can be counted
		}
		figured(func(f zh.Figure) bool {
			return f.Measure == "" || f.Measure == "大" || strings.Contains(by, f.Measure)
		})
	case slotPerson:
		formed(personNamed)
	case slotContact:
		formed(kindForms[0].form)
	case slotPlace:
		formed(placeNamed)
	case slotCompany:
		formed(companyNamed)
	case slotList:
		formed(namesListed)
	case slotForm:
		formed(handedIn)
	case slotUnit:
		if s.bracket || s.holds&holdsUnit != 0 {
			out = append(out, [2]int{0, len(s.folded)})
		}
	default:
		at := 0
		for _, part := range splitAfter(s.folded, ",;。:") {
			if end := at + len(part); end > at {
				out = append(out, [2]int{at, end})
				at = end
			}
		}
	}
	slices.SortFunc(out, func(x, y [2]int) int { return x[0] - y[0] })
	return out
}

// paidShare is a share that is paid or remitted, which answers how much money.
var paidShare = regexp.MustCompile(`(?:补|贴|奖|减|免|返|退|支付|承担|扣除|下浮|上浮)[^,。;]{0,16}(?:\d%|成|半)|\d%[^,。;]{0,12}(?:补|贴|奖|返|支付|承担)|全额|全免|免收|免费|减半|全部|全覆盖|归零|翻一?番`)

var (
	howOften     = regexp.MustCompile(`每(?:个)?(?:年|月|季度|周|日|天)|长期`)
	placeNamed   = regexp.MustCompile(`(?:^|[在于、和及,])\p{Han}{2,5}(?:省|市|县|区|镇|乡|街道|村)(?:$|[、,。;()和及的等建设开])`)
	companyNamed = regexp.MustCompile(`\p{Han}{2,}(?:公司|集团|银行|医院|大学|学院|研究院|厂|平台)`)
	personNamed  = regexp.MustCompile(`(?:联系人|组长|主任|局长|市长|县长|书记|负责人)[:、]?\p{Han}{2,3}(?:$|[,、;。() ])`)
	namesListed  = regexp.MustCompile(`\p{Han}[^,。;、]{0,24}(?:、[^,。;、]{1,30})+|一是.*二是|《[^》]+》|["“][^"”]{2,}["”]`)
	handedIn     = regexp.MustCompile(`(?:提供|提交|出具|凭|持|填写|报送|备齐|携带)[^,。;]{2,}|申请(?:表|书)|证明|材料`)
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
