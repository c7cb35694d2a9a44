package ask

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/quantity"
	"duban/knowledge/zh"
)

// text is the plan's words, sentence by sentence, by which passages are found. Words
// are pairs of neighbouring Chinese characters, and Latin words and numbers whole.
type text struct {
	passages  []passage
	sentences []sentence
	holding   map[string][]int // by pair, the sentences that hold it, in order
	sounds    map[string][]string
	all       string          // everything, folded
	heads     map[string]bool // the pairs of titles
	aloud     func() *aloud   // all as it sounds; made when it is first needed
	syllables map[string]bool // those, and those of a question's own words
	years     map[int]bool
}

// passage is a section of the plan.
type passage struct {
	ref     string
	title   string // as printed
	under   string
	folded  string // the whole of it
	head    string // title and chapter, folded
	first   int    // its sentences are sentences[first:end]
	end     int
	clause  bool // a numbered provision, or a row that is one
	bare    bool // nothing but its own title
	items   []int
	opening bool // the preamble or the closing
}

// sentence is a sentence of a passage.
type sentence struct {
	passage int
	item    int    // place in fact.Store.Items
	printed string // verbatim
	folded  string
	bracket bool // says who does it
	heading bool // the number and title of its passage
	length  int  // pairs
	holds   kinds
}

// newText reads a plan's words.
func newText(s *fact.Store) *text {
	t := &text{heads: map[string]bool{}, sounds: map[string][]string{}, holding: map[string][]int{}, years: map[int]bool{}}
	var all strings.Builder
	items := map[int][]int{}
	for n, item := range s.Items {
		items[item.Section] = append(items[item.Section], n)
	}
	for _, f := range append(slices.Clone(s.Of(fact.Chapter)), s.Of(fact.Clause)...) {
		for _, pair := range pairsOf(zh.Fold(f.Subject)) {
			t.heads[pair] = true
		}
	}
	clauses := map[string]bool{}
	for _, c := range s.Plan.Clauses {
		clauses[c.Ref] = true
	}
	for at, section := range s.Plan.Sections() {
		p := passage{ref: section.Ref, title: section.Title, under: section.Under, folded: zh.Fold(section.Text), first: len(t.sentences), items: items[at], clause: clauses[section.Ref],
			opening: section.Ref == knowledge.PreambleRef || section.Ref == knowledge.ClosingRef}
		p.head = zh.Fold(section.Title + " " + section.Under)
		for _, n := range items[at] {
			for _, words := range s.Items[n].Sentences {
				t.add(sentence{passage: len(t.passages), item: n, printed: words})
			}
			if bracket := s.Items[n].Bracket; bracket != "" {
				t.add(sentence{passage: len(t.passages), item: n, printed: bracket, bracket: true})
			}
		}
		p.end = len(t.sentences)
		said := 0
		for n := p.first; n < p.end; n++ {
			one := &t.sentences[n]
			rest := strings.TrimSpace(strings.Replace(one.folded, zh.Fold(section.Title), "", 1))
			one.heading = n == p.first && section.Title != "" && len([]rune(rest)) <= 6
			if !one.bracket && !one.heading {
				said++
			}
		}
		p.bare = said == 0
		t.passages = append(t.passages, p)
		all.WriteString(p.folded + "\n" + p.head + "\n")
	}
	var units []string
	for _, f := range s.Of(fact.Cell) {
		all.WriteString(zh.Fold(f.Subject+"\n"+f.Value) + "\n")
		units = append(units, f.Unit)
	}
	for _, f := range s.Of(fact.Front) {
		all.WriteString(zh.Fold(f.Value) + "\n")
	}
	t.all = all.String()
	t.aloud = sync.OnceValue(func() *aloud { return newAloud(t.all) })
	t.syllables = map[string]bool{}
	for _, w := range append([]string{t.all, strings.Join(units, "")}, spoken...) {
		for _, s := range zh.Syllables(w) {
			t.syllables[s] = true
		}
	}
	for _, d := range zh.Days(t.all) {
		if d.Year > 0 {
			t.years[d.Year] = true
		}
	}
	for n, one := range t.sentences {
		for _, pair := range one.words() {
			t.holding[pair] = append(t.holding[pair], n)
		}
	}
	for pair := range t.holding {
		if len([]rune(pair)) == 2 && isHanPair(pair) {
			t.sounds[sound(pair)] = append(t.sounds[sound(pair)], pair)
		}
	}
	for _, alike := range t.sounds { // the first weighs for all
		slices.Sort(alike)
	}
	return t
}

func (t *text) add(s sentence) {
	s.folded = zh.Fold(s.printed)
	s.holds = kindsIn(s.folded)
	s.length = len(pairsOf(s.folded))
	t.sentences = append(t.sentences, s)
}

// words gives what a sentence is found by, each once.
func (s sentence) words() []string {
	words := append(pairsOf(s.folded), pairsOf(unmarked.Replace(s.folded))...)
	slices.Sort(words)
	return slices.Compact(words)
}

// unmarked reads over brackets and quotation marks inside a word: 首台(套).
var unmarked = strings.NewReplacer("(", "", ")", "", "\"", "", "'", "", "+", "", "、", "")

// rarity is how much a pair says: those that few sentences hold say more.
func (t *text) rarity(pair string) float64 {
	n := len(t.holding[pair])
	if n == 0 && t.heads[pair] {
		n = 1
	}
	if n == 0 {
		return 0
	}
	return math.Log(1 + float64(len(t.sentences))/float64(n))
}

// unknown is what a pair weighs that the plan does not hold.
func (t *text) unknown() float64 { return math.Log(1 + float64(len(t.sentences))) }

func isHanPair(pair string) bool {
	for _, r := range pair {
		if !zh.IsHan(r) {
			return false
		}
	}
	return true
}

func sound(pair string) string { return strings.Join(zh.Syllables(pair), " ") }

// pairsOf gives the pairs of neighbouring Chinese characters of folded text, and Latin
// words and numbers whole.
func pairsOf(folded string) []string {
	var out []string
	var last rune
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, strings.Trim(word.String(), ".+-"))
			word.Reset()
		}
	}
	for _, r := range folded {
		switch {
		case zh.IsHan(r):
			flush()
			if zh.IsHan(last) {
				out = append(out, string([]rune{last, r}))
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '%' || r == '+':
			word.WriteRune(r)
		default:
			flush()
		}
		last = r
	}
	flush()
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// kinds are the kinds of things that a sentence holds, a bit for each.
type kinds uint16

const (
	holdsNumber kinds = 1 << iota
	holdsMoney
	holdsShare
	holdsDate
	holdsSpan // a length of time
	holdsPhone
	holdsList
	holdsUnit
	holdsReason
	holdsDocument
	holdsMeaning
)

var kindForms = []struct {
	kind kinds
	form *regexp.Regexp
}{
	{holdsPhone, regexp.MustCompile(`(?:^|[^\d])1\d{4}(?:[^\d]|$)|\d{3,4}-\d{6,8}|1\d{10}|www\.|http|@`)},
	{holdsList, regexp.MustCompile(`、[^,。;]{1,40}(?:、|和|及|等)|一是.*二是`)},
	{holdsReason, regexp.MustCompile(`为了?[^,。]{2,40},|因为|由于|以便|有利于|意义`)},
	{holdsMeaning, regexp.MustCompile(`是指|指的是|所称|以下简称|,是[^,。]{4,60}[,。]|即[^,。]{4,}|\([^()]{6,60}\)|等[二两三四五六七八九十\d]+[大个项类]`)},
	{holdsDocument, regexp.MustCompile(`《[^》]+》`)},
	{holdsUnit, regexp.MustCompile(`[\p{Han}]{2}(?:部|委|局|厅|办|署|部门|机关|政府|企业|单位|机构|协会|组织|中心)`)},
}

func kindsIn(folded string) kinds {
	var k kinds
	for _, f := range kindForms {
		if f.form.MatchString(folded) {
			k |= f.kind
		}
	}
	for _, f := range zh.Figures(folded) {
		switch f.Measure {
		case "年", "月", "日":
			continue
		case "":
			if f.Value == float64(int(f.Value)) && f.Value < 1e4 {
				continue
			}
		case "%":
			k |= holdsShare
		case "天", "月数", "工作日", "小时", "分钟":
			k |= holdsSpan
		}
		k |= holdsNumber
	}
	for _, q := range quantity.Find(folded) {
		if q.Kind == quantity.Money {
			k |= holdsMoney
		}
	}
	if len(zh.Days(folded)) > 0 || strings.Contains(folded, "之日") {
		k |= holdsDate
	}
	return k
}
