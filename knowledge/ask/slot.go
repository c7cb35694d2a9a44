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
