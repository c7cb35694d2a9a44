package ask

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// card is what a plan is called by, and by which plans are listed.
type card struct {
	Title, Notice, DocNo, Issuer string
	Date                         string // signed or issued, as 2006-01-02, or the year of the number
	Clauses                      int    // how many it has
}

func cardOf(a *Asker) card {
	p := a.plan
	c := card{Title: p.Title, Notice: p.Notice, DocNo: docNoOf(a), Issuer: p.Issuer, Clauses: len(p.Clauses)}
	switch {
	case p.SignedOn != "":
		c.Date = p.SignedOn
	case p.IssuedOn != "":
		c.Date = p.IssuedOn
	default:
		c.Date = yearOfNo(c.DocNo)
	}
	return c
}

// inferIssuers gives plans that are not signed the issuer of those whose numbers begin alike.
func (l *Library) inferIssuers() {
	signed := map[string]string{}
	prefix := func(c card) string {
		if m := numberForm.FindStringSubmatch(zh.Fold(c.DocNo)); m != nil {
			return m[1]
		}
		return ""
	}
	for _, c := range l.cards {
		if p := prefix(c); p != "" && c.Issuer != "" {
			signed[p] = c.Issuer
		}
	}
	for i := range l.cards {
		if c := &l.cards[i]; c.Issuer == "" {
			c.Issuer = signed[prefix(*c)]
		}
	}
}

// name is how a plan is cited: 《标题》文号.
func (c card) name() string { return strings.TrimSpace("《" + c.Title + "》" + c.DocNo) }

// apart is how far two characters of a name may stand apart for a short form that keeps
// both: 综保区 is 综合保税区.
const apart = 3

// grams gives the pairs of characters by which people call a plan: neighbours, which
// count in full, and those that a short form leaves.
func (c card) grams() map[string]float64 {
	out := map[string]float64{}
	area := areaOf(c.Issuer)
	words := generic.Replace(zh.Fold(c.Title)) + " " + zh.Fold(area) + " " + zh.ShortPlace(area) + " " + placeOf(c.Title+c.Notice+c.Issuer)
	for part := range strings.FieldsFuncSeq(words, func(r rune) bool { return !zh.IsHan(r) }) {
		runes := []rune(part)
		for i := range runes {
			for d := 1; d <= apart && i+d < len(runes); d++ {
				g := string([]rune{runes[i], runes[i+d]})
				out[g] = max(out[g], 1/float64(d))
			}
		}
	}
	return out
}

// generic takes out of a title what any title may hold.
var generic = strings.NewReplacer("关于", " ", "印发", " ", "的通知", " ", "通知", " ", "实施意见", " ", "指导意见", " ", "若干意见", " ", "意见", " ", "若干措施", " ", "措施", " ", "行动计划", " ", "计划", " ", "实施方案", " ", "工作方案", " ", "方案", " ", "规划", " ", "进一步", " ", "加快", " ", "推进", " ", "促进", " ", "支持", " ", "国务院", " ", "办公厅", " ", "人民政府", " ", "发展", " ", "工作", " ", "加强", " ", "重点", " ", "任务", " ", "若干", " ", "政策", " ", "做好", " ", "全力", " ", "有关", " ", "的", " ", "和", " ", "与", " ", "等", " ", "年", " ")

// naming is how a message calls the plans of a library.
type naming struct {
	any    []float64 // by plan: how distinctly words of its name are said; 1 is a pair that no other plan's name has
	marked []float64 // the same of those that words for a document follow: 农机那份
	year   []bool    // by plan: its year is said
	span   [][2]int  // by plan: the runes of the message that say its name, with those words
}

// yearSaid is a year, of which two digits may be said.
var yearSaid = regexp.MustCompile(`(?:^|20|\D)(\d\d)年`)

// afterName are the words for a document that follow its name.
var afterName = regexp.MustCompile(`^["”》]?(?:\d{2,4}年)?(?:的)?(?:那|这)?(?:一)?(?:(?:个|份|部|套)|(?:实施|指导|若干|行动|工作|政策|发展)*(?:意见|文件|规划|方案|通知|政策|措施|计划|行动|办法|纲要|通告|规定)|文(?:里|中|上)|里面|里头|里边)+(?:里面|里头|里边|里|中|上|讲|说|写|规定|要求|的|那)*|^(?:里面|里头|里边|里)(?:讲|说|写|规定|要求|的)*|^那(?:个|份|部)?`)

// names reads how a message calls the plans.
func (l *Library) names(folded string) naming {
	runes := []rune(folded)
	n := naming{any: make([]float64, l.size()), marked: make([]float64, l.size()), year: make([]bool, l.size()), span: make([][2]int, l.size())}
	type run struct {
		from, to int // runes; to is behind the last
		worth    float64
	}
	open := map[int]*run{}
	close := func(plan int, r *run) {
		n.any[plan] += r.worth
		r.from, r.to = l.cards[plan].stretch(runes, r.from, r.to)
		mark := afterName.FindString(string(runes[r.to:min(len(runes), r.to+24)]))
		if mark == "" || r.worth <= n.marked[plan] {
			return
		}
		n.marked[plan] = r.worth
		n.span[plan] = [2]int{r.from, r.to + len([]rune(mark))}
	}
	top := math.Log(1 + float64(l.size()))
	for i := 0; i+1 < len(runes); i++ {
		g := string(runes[i : i+2])
		for _, p := range l.called[g] {
			worth := p.share * math.Log(1+float64(l.size())/float64(len(l.called[g]))) / top
			r := open[p.plan]
			if r == nil || i > r.to+mostGap || strings.ContainsAny(string(runes[r.to:max(r.to, i)]), ",，。;；?？") {
				if r != nil {
					close(p.plan, r)
				}
				r = &run{from: i}
				open[p.plan] = r
			}
			if i < r.to { // shares a character with the pair before
				worth *= 0.7
			}
			r.to, r.worth = i+2, r.worth+worth
		}
	}
	for plan, r := range open {
		close(plan, r)
		for _, year := range yearSaid.FindAllStringSubmatch(folded, -1) {
			c := l.cards[plan]
			n.year[plan] = n.year[plan] || strings.HasPrefix(c.Date, "20"+year[1]) || strings.Contains(c.Title, "20"+year[1])
		}
	}
	return n
}

// stretch widens a run of a message's characters that name a plan by those beside it that
// stand so in its title.
func (c card) stretch(runes []rune, from, to int) (int, int) {
	title := zh.Fold(c.Title)
	for to < len(runes) && strings.Contains(title, string(runes[to-2:to+1])) {
		to++
	}
	for from > 0 && strings.Contains(title, string(runes[from-1:from+2])) {
		from--
	}
	return from, to
}

// mostGap is how many characters may stand between the words of one name.
const mostGap = 4

const (
	leastMarked = 0.9  // how distinctly a name has to be said that words for a document follow
	leastSaid   = 2.2  // or one without them
	ofItsYear   = 1.5  // how much more it is meant whose year is said
	rival       = 0.75 // of that, another plan's name says so much that neither is meant
)

// pick gives the plan that is named, -1 where none is or several alike.
func (n naming) pick() int {
	best, first, second := -1, 0.0, 0.0
	for p, marked := range n.marked {
		worth := 0.0
		switch {
		case marked >= leastMarked:
			worth = marked + 0.3*(n.any[p]-marked)
		case n.any[p] >= leastSaid:
			worth = 0.3 * n.any[p]
		}
		if n.year[p] {
			worth *= ofItsYear
		}
		if worth > first {
			best, first, second = p, worth, first
		} else {
			second = max(second, worth)
		}
	}
	if second > rival*first {
		return -1
	}
	return best
}

// without gives a message without the runes that name a plan; a stretch between marks that
// does nothing else goes with them.
func without(folded string, span [2]int) string {
	runes := []rune(folded)
	from, to := span[0], min(span[1], len(runes))
	start := from
	for start > 0 && !strings.ContainsRune(",，。;；?？ ", runes[start-1]) {
		start--
	}
	if to == len(runes) || strings.ContainsRune(",，。;；", runes[to]) {
		from = start
	}
	rest := string(runes[:from]) + string(runes[to:])
	return strings.Trim(rest, ",，。 的")
}

var (
	numberSaid = regexp.MustCompile(`(\p{Han}{0,8})[\[(〔]?(?:(\d{4})年?)?[\])〕]?第?(\d{1,4})号(文件|文)?`)
	numberForm = regexp.MustCompile(`^(\p{Han}*)\D*(\d{4})\D*(\d{1,4})号`)
)

// numbered gives the plans whose number a message gives, whole or in part (国办发117号,
// 24号文), with the message without it: one for each number, or those among which a number
// leaves the choice. unknown tells that it gives one that is no plan's.
func (l *Library) numbered(folded string) (plans, among []int, rest string, unknown bool) {
	rest = folded
	for _, m := range numberSaid.FindAllStringSubmatch(folded, -1) {
		before, year, number, suffix := m[1], m[2], m[3], m[4]
		formal := strings.ContainsAny(before, "发函办政") && !strings.ContainsAny(before, "月日") || suffix != "" || year != "" && before != ""
		var found []int
		longest := 1
		for i, c := range l.cards {
			no := numberForm.FindStringSubmatch(zh.Fold(c.DocNo))
			if no == nil || no[3] != number || year != "" && no[2] != year {
				continue
			}
			k := commonEnd(before, no[1])
			if k == 0 && !formal && len(number) < 3 {
				continue
			}
			if k > longest {
				found, longest = nil, k
			}
			if k == longest || k <= 1 && longest == 1 {
				found = append(found, i)
			}
		}
		if len(found) > 0 {
			if len(found) == 1 {
				plans = append(plans, found[0])
			} else {
				among = append(among, found...)
			}
			said := m[0]
			if k := commonEnd(before, numberForm.FindStringSubmatch(zh.Fold(l.cards[found[0]].DocNo))[1]); k < len([]rune(before)) {
				said = strings.TrimPrefix(said, string([]rune(before)[:len([]rune(before))-k]))
			}
			at := strings.Index(rest, said)
			if at >= 0 {
				after := rest[at+len(said):]
				rest = rest[:at] + strings.TrimPrefix(after, afterName.FindString(after))
			}
			continue
		}
		unknown = unknown || len(found) == 0 && formal && year != "" && !l.cites(year, number)
	}
	return slices.Compact(plans), among, strings.Trim(rest, ",，。 的里"), unknown && len(plans) == 0
}

// fileSaid is a file that a message calls by a name of its own.
var fileSaid = regexp.MustCompile(`(\p{Han}{2,14}?)(?:行动方案|实施方案|工作方案|方案|规划|意见|办法|条例|通知|纲要|行动计划)"?》?(?:里|中|是怎么|怎么[说写规讲]|[说写讲]|规定)`)

// stranger gives the name of a file that a message asks and the library does not have: one
// with a word that neither a plan nor a plan's name holds.
func (l *Library) stranger(folded string) string {
	m := fileSaid.FindStringSubmatch(folded)
	if m == nil || thisPlan.MatchString(m[0]) {
		return ""
	}
	said := unspoken.Replace(generic.Replace(m[1]))
	strange, known := false, 0.0
	for _, p := range pairsOf(said) {
		strange = strange || l.index.Count(p) == 0 && len(l.called[p]) == 0 && !function[[]rune(p)[0]] && !function[[]rune(p + p)[1]]
	}
	for _, worth := range l.names(said).any {
		known = max(known, worth)
	}
	if !strange || known >= leastMarked {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(m[0], "里"), "中")
}

// commonEnd gives how many characters of the end of words stand, in their order, in a
// number's own: 国办发 in 国办发, 黔发改服务 in 黔发改服务.
func commonEnd(words, prefix string) int {
	w, p := []rune(words), []rune(prefix)
	n, at := 0, len(p)
	for i := len(w) - 1; i >= 0; i-- {
		j := slices.Index(p[:at], w[i])
		for k := at - 1; k >= 0; k-- {
			if p[k] == w[i] {
				j = k
				break
			}
		}
		if j < 0 {
			break
		}
		at, n = j, n+1
	}
	return n
}

// placeOf gives the province or city that a title begins with.
func placeOf(title string) string {
	for _, p := range zh.Places() {
		if short := zh.ShortPlace(p); strings.Contains(title, p) || len([]rune(short)) >= 2 && strings.HasPrefix(title, short) {
			return short
		}
	}
	return ""
}

func yearOfNo(no string) string {
	if m := numberForm.FindStringSubmatch(zh.Fold(no)); m != nil {
		return m[2]
	}
	return ""
}

// cites tells whether a plan's text names a document's number.
func (l *Library) cites(year, number string) bool {
	held := map[knowledge.Text]bool{}
	found := false
	l.holding(year, func(t knowledge.Text) { held[t] = true })
	l.holding(number, func(t knowledge.Text) { found = found || held[t] })
	return found
}
