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
	grade      string  // the words of a cell that the question names: 通过评估验收
	except     content // what the question leaves aside: 除了…
	enumerates int     // how many things it asks to be named: 哪五项
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
	return slices.DeleteFunc(slices.Clone(q.units), func(u string) bool { return u == knowledge.CityWide })
}

// figure is a number that the person gives: 90%, 20所.
type figure struct {
	value   float64
	measure string
}

var (
	clauseNumber = regexp.MustCompile(`第\(?([一二三四五六七八九十百]+|\d{1,3})\)?条|\(([一二三四五六七八九十百]+)\)(?:条)?`)
	figureNumber = regexp.MustCompile(`(\d+(?:\.\d+)?)(%|个百分点|个工作日|工作日|个月|个|所|家|倍|名|位|项|天|小时|公里|平方米|亩|吨|户|次|件|台|套|亿千瓦|人|万人|万亩|亿元|万元|元)?`)
	leanWords    = regexp.MustCompile(`^(那|跟|和|与|比|只看|只要|光看|单看|还有|它|其|这个|这条|这项|那个|换|不对|后面|之后|接下来|最早|最晚|最先|第一个|第一家|头一个|原文|谁负责|哪条|哪一条|写在哪|短一点|全文|分到|为什么|什么时候|什么时间|责任单位|多少)|呢$|呢吗$|它的|他的|该项`)
	joinWords    = regexp.MustCompile(`^(跟|和|与|比|同)|(跟|和|与|比|同).{1,10}(一样|相同|相比|早|晚|差|先|高|低)`)
	ownWords     = regexp.MustCompile(`(我们|我|咱们|咱|本)(这里|这边|这)?(县|区|市|单位|局)?`)
	changeWords  = regexp.MustCompile(`^(那|换|不对|还有)|呢$|问的是`)
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
	q.strangers = a.readStrangers(m)
	if found := m.take(exception); len(found) > 0 {
		q.except = a.grams.weigh(a.grams.subject(found[0]))
	}
	if n := enumeration.FindStringSubmatch(q.text); n != nil {
		q.enumerates, _ = zh.Number(n[1])
	}
	q.content = a.grams.weigh(a.grams.subject(m.rest()))
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

// readNames finds units, the whole area, and bureaus, the longest name first;
// where no unit is named, one of the same sound is taken for it.
func (a *Asker) readNames(m *mask) (units, bureaus []string) {
	type entry struct {
		form string
		full string
		unit bool
	}
	var all []entry
	for _, n := range slices.Concat(a.words.units, a.words.city) {
		for _, f := range n.forms {
			all = append(all, entry{f, n.full, true})
		}
	}
	for _, n := range a.words.bureaus {
		for _, f := range n.forms {
			all = append(all, entry{f, n.full, false})
		}
	}
	slices.SortStableFunc(all, func(x, y entry) int { return len(y.form) - len(x.form) })
	units = a.readLatin(m)
	for _, e := range all {
		for {
			at := m.find(e.form)
			if at < 0 {
				break
			}
			if !e.unit && !hasEnding(e.form) && (at > 0 && zh.IsHan(m.runes[at-1]) && !m.covered[at-1] || !manages(m.after(at+len([]rune(e.form))))) {
				break // 学前教育有什么目标 does not ask for 市教育局
			}
			if !e.unit && otherLevel(m, at, e.full) {
				break
			}
			if e.unit {
				units = appendNew(units, e.full)
			} else {
				bureaus = appendNew(bureaus, e.full)
			}
			m.cover(at, len([]rune(e.form)))
		}
	}
	if len(bureaus) == 0 {
		bureaus = a.readAbbreviation(m)
	}
	if len(units) == 0 {
		for _, n := range a.words.units {
			for _, sounds := range n.sounds {
				if at := m.findSound(sounds, a.grams.text); at >= 0 {
					units = appendNew(units, n.full)
					m.cover(at, len(sounds))
					break
				}
			}
		}
	}
	if len(units) == 0 {
		units = a.readInitial(m)
	}
	slices.SortStableFunc(units, func(x, y string) int { return m.place(x) - m.place(y) })
	return units, bureaus
}

var abbreviation = regexp.MustCompile(`\p{Han}{1,4}?(?:部|局|委|办|行|院|会|厅|署)`)

// readAbbreviation finds a bureau called by some of its characters in their order,
// the last of them its kind: 人社部 is 人力资源社会保障部, 国办 is 国务院办公厅. One that fits two
// bureaus fits none.
func (a *Asker) readAbbreviation(m *mask) []string {
	rest := m.rest()
	for _, loc := range abbreviation.FindAllStringIndex(rest, -1) {
		word := []rune(rest[loc[0]:loc[1]])
		end := len([]rune(rest[:loc[1]]))
		for n := len(word); n >= 2; n-- {
			short := word[len(word)-n:]
			if strings.Contains(a.grams.text, string(short)) && n > 2 {
				break
			}
			var found []string
			for _, b := range a.words.bureaus {
				if !knowledge.IsCollective(b.full) && shortens(short, []rune(b.full)) {
					found = append(found, b.full)
				}
			}
			if len(found) == 1 {
				m.cover(end-n, n)
				return found
			}
		}
	}
	return nil
}

// shortens tells whether a name's characters are left in their order, the first of
// them the name's first, its first after 国家 or 市, or one that begins a word, and the last its kind.
func shortens(short, full []rune) bool {
	full = []rune(strings.TrimPrefix(strings.TrimPrefix(string(full), "国家"), "中央"))
	if len(full) > 2 && strings.ContainsRune("省市县区", full[0]) {
		full = full[1:]
	}
	if len(short) >= len(full) || short[0] != full[0] && short[0] != '国' {
		return false
	}
	if short[0] == '国' && full[0] != '国' {
		short = short[1:] // 国知局 for 国家知识产权局
	}
	if len(short) < 2 || short[0] != full[0] {
		return false
	}
	kind := short[len(short)-1]
	tail := string(full[max(0, len(full)-3):])
	if !strings.HasSuffix(tail, string(kind)) && !strings.Contains(tail, string(kind)+"公") {
		return false
	}
	if len(short) == 2 && !strings.Contains(tail, "办公") {
		return false
	}
	at := 0
	for _, r := range short {
		next := slices.Index(full[at:], r)
		if next < 0 {
			return false
		}
		at += next + 1
	}
	return true
}

// readInitial finds a unit called by one character of its short name that no other
// unit has, where that character stands between other names: 嵊 均衡县.
func (a *Asker) readInitial(m *mask) []string {
	for i, r := range m.runes {
		alone := (i == 0 || m.covered[i-1] || !zh.IsHan(m.runes[i-1])) && (i == len(m.runes)-1 || m.covered[i+1] || !zh.IsHan(m.runes[i+1]))
		if m.covered[i] || !zh.IsHan(r) || !alone && len(a.initialOf(m, i)) == 0 {
			continue
		}
		var found []string
		for _, n := range a.words.units {
			if strings.ContainsRune(zh.ShortPlace(n.full), r) && strings.ContainsRune(n.forms[len(n.forms)-1], r) {
				found = append(found, n.full)
			}
		}
		if len(found) == 1 {
			m.cover(i, 1)
			return found
		}
	}
	return nil
}

// initialOf gives the project whose name begins right after or ends right before
// place i.
func (a *Asker) initialOf(m *mask, i int) []string {
	names := make([][]string, len(a.words.projects))
	for j, p := range a.words.projects {
		names[j] = strings.Split(p.forms[0], "")
	}
	text := strings.Split(string(m.runes), "")
	if i == 0 {
		_, best := a.longestAt(text, m.covered, 1, names)
		return best
	}
	if i < len(m.runes)-1 {
		return nil
	}
	for at := range i {
		if n, best := a.longestAt(text, m.covered, at, names); at+n == i && len(best) > 0 {
			return best
		}
	}
	return nil
}

var latinWord = regexp.MustCompile(`[a-z]{2,30}`)

// readLatin finds units written in pinyin, whole or by initials: keqiao, kq.
func (a *Asker) readLatin(m *mask) []string {
	var out []string
	for _, word := range latinWord.FindAllString(m.rest(), -1) {
		for _, n := range a.words.units {
			if slices.ContainsFunc(n.sounds, func(s []string) bool {
				return strings.Join(s, "") == word || initials(s) == word
			}) {
				out = appendNew(out, n.full)
				m.cover(m.find(word), len(word))
				break
			}
		}
	}
	return out
}

func initials(syllables []string) string {
	var b strings.Builder
	for _, s := range syllables {
		b.WriteString(s[:1])
	}
	return b.String()
}

func hasEnding(form string) bool {
	return strings.HasSuffix(form, "政府") || slices.ContainsFunc(bureauEndings, func(end string) bool { return strings.HasSuffix(form, end) })
}

// otherLevel tells whether the word at a place is of another level than the name:
// 县教育局 is not 市教育局.
func otherLevel(m *mask, at int, full string) bool {
	const levels = "省市县区"
	if at == 0 || m.covered[at-1] || !strings.ContainsRune(levels, m.runes[at-1]) {
		return false
	}
	first := []rune(full)[0]
	return strings.ContainsRune(levels, first) && first != m.runes[at-1]
}

var managing = regexp.MustCompile(`^(局|部门|口|管|负责|这边|系统|牵头|要做|有什么|的事|在.{0,6}(干|做|负责|承担|管))`)

// manages tells whether what follows a bare stem such as 财政 makes it a bureau.
func manages(after string) bool { return managing.MatchString(after) }

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// smallPlace is a town, village or zone with a name of its own.
var smallPlace = regexp.MustCompile(`(\p{Han}{2,3})(镇|街道|新区|开发区|高新区|功能区|示范区|乡|村)`)

// notInName are characters that make a match of smallPlace plain words: 下面的乡镇.
const notInName = "的个哪各一全所有每几下面里偏远农山城示范优质均衡是什么这那区县市和与及跟在到乡镇街道村"

// readStrangers finds places that the plan does not hold: 萧山区, 店口镇.
func (a *Asker) readStrangers(m *mask) []string {
	var out []string
	rest := m.rest()
	start := true // of a run of words, where a short name is taken for a place too
	for i, r := range m.runes {
		if m.covered[i] || !zh.IsHan(r) || r == '那' {
			start = true
			continue
		}
		for n := min(longestPlace, len(m.runes)-i); n >= 2; n-- {
			if slices.Contains(m.covered[i:i+n], true) {
				continue
			}
			word := string(m.runes[i : i+n])
			if full, ok := a.words.places[word]; ok && (start || n > 2) {
				out = appendNew(out, full)
				break
			}
		}
		start = false
	}
	for _, found := range smallPlace.FindAllStringSubmatch(rest, -1) {
		if !strings.ContainsAny(found[1], notInName) && !strings.Contains(a.grams.text, found[0]) &&
			!slices.ContainsFunc(out, func(s string) bool { return strings.Contains(s, found[0]) }) {
			out = append(out, found[0])
		}
	}
	return out
}

// onlyBeforeShared tells whether the whole area is named only as the beginning of a
// project's name: 绍兴市现代化学校.
func (a *Asker) onlyBeforeShared(m *mask) bool {
	text := string(m.runes)
	for _, at := range m.shared {
		for _, form := range a.words.city[0].forms {
			if strings.HasSuffix(string(m.runes[:at+1]), form) {
				text = strings.Replace(text, form, "", 1)
				break
			}
		}
	}
	return !slices.ContainsFunc(a.words.city[0].forms, func(form string) bool { return strings.Contains(text, form) })
}

// outside tells whether a year lies outside the plan's years.
func (a *Asker) outside(year int) bool {
	return a.words.minYear > 0 && (year < a.words.minYear || year > a.words.maxYear)
}

// unitName is how a unit is spoken of in an answer.
func unitName(u string) string {
	if u == knowledge.CityWide {
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
