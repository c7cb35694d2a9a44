package ask

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// question is what was understood of one message.
type question struct {
	text       string // folded, short forms written out
	units      []string
	bureaus    []string
	projects   []string
	years      []int
	clauses    []string // Clause.Ref
	strangers  []string // places outside the plan
	figures    []figure
	grade      string   // the words of a cell that the question names: 通过评估验收
	except     content  // what the question leaves aside: 除了…
	without    []string // units that it leaves aside: 除了柯桥
	enumerates int      // how many things it asks to be named: 哪五项
	wants      map[want]bool
	content    content // the words left when names, years and question words are gone
	named      string  // like content, with the projects' names taken out as well
	follows    bool    // leans on the question before
	changes    bool    // replaces part of the question before: 换成…, 那…呢
	ours       bool    // speaks of the unit that the chat is about as its own: 我们
	joins      bool    // adds to what the question before named: 跟…一样吗
}

func (q question) wantsAny(ws ...want) bool {
	return slices.ContainsFunc(ws, func(w want) bool { return q.wants[w] })
}

// ownUnits gives the units named other than the whole area.
func (q question) ownUnits() []string {
	return slices.DeleteFunc(slices.Clone(q.units), func(u string) bool { return knowledge.IsWhole(u) })
}

// figure is a number that the person gives: 90%, 20所.
type figure struct {
	value   float64
	measure string
}

var (
	clauseNumber = regexp.MustCompile(`第\(?([一二三四五六七八九十百]+|\d{1,3})\)?条|\(([一二三四五六七八九十百]+)\)(?:条)?`)
	givenFigure  = regexp.MustCompile(`\d+(?:\.\d+)?(?:%|个百分点|个月|个|所|家|倍|名|位|项|天|亿千瓦|万亩|亿元|万元|元)`)
	figureNumber = regexp.MustCompile(`(\d+(?:\.\d+)?)(%|个百分点|个工作日|工作日|个月|个|所|家|倍|名|位|项|天|小时|公里|平方米|亩|吨|户|次|件|台|套|亿千瓦|人|万人|万亩|亿元|万元|元)?`)
	leanWords    = regexp.MustCompile(`^(不是|错了|更正|我说的是|我问的是|我是说|我指的是|那|跟|和|与|比|只看|只要|光看|单看|还有|它|其|这个|这条|这项|那个|换|不对|后面|之后|接下来|最早|最晚|最先|第一个|第一家|头一个|原文|谁负责|哪条|哪一条|写在哪|短一点|全文|分到|为什么|什么时候|什么时间|责任单位|多少)|呢$|呢吗$|它的|他的|该项`)
	joinWords    = regexp.MustCompile(`^(跟|和|与|比|同)|(跟|和|与|比|同).{1,10}(一样|相同|相比|早|晚|差|先|高|低)`)
	ownWords     = regexp.MustCompile(`(我们|我|咱们|咱|本)(这里|这边|这)?(县|区|市|单位|局)?`)
	changeWords  = regexp.MustCompile(`^(那|换|不对|不是|错了|更正|我说的是|我是说|我指的是|还有)|呢$|问的是`)
	exception    = regexp.MustCompile(`除了?\p{Han}{2,12}?(?:以外|之外|外|,|，|还)`)
	enumeration  = regexp.MustCompile(`哪([二两三四五六七八九十]|\d)(?:个|项|位|大|条|种|类|方面|点)?`)
	politeness   = regexp.MustCompile(`^(请问一下|请问|麻烦问下|麻烦问一下|麻烦|你好|您好|劳驾|想问一下|问一下|问下|咨询一下|请教一下|请教)[,，!！。]*|[,，]?(谢谢|多谢|谢了|谢谢了|麻烦了|辛苦了)[!！。]*$`)
)

// withoutPoliteness takes greetings and thanks off both ends of a question.
func withoutPoliteness(text string) string {
	for {
		polite := politeness.ReplaceAllString(text, "")
		if polite == text || strings.Trim(polite, "!！。？?") == "" {
			return text
		}
		text = polite
	}
}

// read understands one folded message.
func (a *Asker) read(text string, now time.Time) question {
	text = withoutPoliteness(a.readPinyin(returning.ReplaceAllString(text, "")))
	text = a.grams.short.Replace(text)
	q := question{text: strings.TrimRight(text, "?？。!！ "), wants: readWants(strings.TrimRight(text, "?？。!！ "))}
	m := newMask(q.text)
	q.years = a.readYears(m, now)
	q.clauses = a.readClauses(m)
	q.units, q.bureaus = a.readNames(m)
	if aside := exception.FindString(q.text); aside != "" {
		q.units = slices.DeleteFunc(q.units, func(u string) bool {
			named := strings.Contains(aside, zh.Fold(zh.ShortPlace(u)))
			if named {
				q.without = append(q.without, u)
			}
			return named
		})
	}
	q.strangers = a.readStrangers(m)
	if found := m.take(exception); len(found) > 0 {
		q.except = a.grams.weigh(a.grams.subject(found[0]))
	}
	if n := enumeration.FindStringSubmatch(q.text); n != nil {
		q.enumerates, _ = zh.Number(n[1])
	}
	rest := m.rest()
	if q.wants[wantConfirm] { // a figure to be confirmed may not be the plan's
		rest = givenFigure.ReplaceAllString(rest, " ")
	}
	q.content = a.grams.weigh(a.grams.subject(rest))
	q.projects = a.readProjects(m)
	if len(m.shared) > 0 && a.onlyBeforeShared(m) {
		q.units = q.ownUnits()
	}
	q.named = a.grams.subject(m.rest())
	for _, f := range figureNumber.FindAllStringSubmatch(m.rest(), -1) {
		if v, err := strconv.ParseFloat(f[1], 64); err == nil {
			q.figures = append(q.figures, figure{v, f[2]})
		}
	}
	q.grade = a.readGrade(strings.ReplaceAll(m.rest(), " ", ""))
	q.follows = leanWords.MatchString(q.text)
	q.changes = changeWords.MatchString(q.text)
	q.ours = ownWords.MatchString(q.text)
	q.joins = joinWords.MatchString(q.text)
	return q
}

// readClauses finds 第十六条, （八） and 第8条.
func (a *Asker) readClauses(m *mask) []string {
	var out []string
	for _, found := range m.take(clauseNumber) {
		sub := clauseNumber.FindStringSubmatch(found)
		n, ok := zh.Number(sub[1] + sub[2])
		if !ok {
			continue
		}
		for _, c := range a.plan.Clauses {
			if v, ok := zh.Number(strings.Trim(zh.Fold(c.No), "()第条、.")); ok && v == n && c.Parent == "" {
				out = append(out, c.Ref)
			}
		}
		if len(out) == 0 {
			out = append(out, "第"+zh.Numeral(n)+"条")
		}
	}
	return out
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// outside tells whether a year lies outside the plan's years.
func (a *Asker) outside(year int) bool {
	return a.words.minYear > 0 && (year < a.words.minYear || year > a.words.maxYear)
}

// unitName is how a unit is spoken of in an answer.
func unitName(u string) string {
	if knowledge.IsWhole(u) {
		return "全市"
	}
	return u
}

// Mentions reads which units (bureaus among them), projects and years a text names,
// without answering it.
func (a *Asker) Mentions(text string, now time.Time) Focus {
	q := a.read(zh.Fold(text), now)
	return Focus{Units: slices.Concat(q.units, q.bureaus), Projects: q.projects, Years: q.years}
}
