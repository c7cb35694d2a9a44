package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

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
			if more := institutionIn(m.after(at + len([]rune(e.form)))); e.unit && more != "" {
				m.others = append(m.others, e.form+more)
			} else if e.unit {
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
		units = a.readSlip(m)
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
	if len(full) > 2 && strings.ContainsRune("省市县区", full[0]) && shortens(short, full[1:]) {
		return true
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

// readSlip finds a unit whose full name stands there with one wrong character, its
// ending right: 新冒县. The name of another place is no slip.
func (a *Asker) readSlip(m *mask) []string {
	for _, n := range a.words.units {
		name := []rune(zh.Fold(n.full))
		for at := 0; len(name) >= 3 && at+len(name) <= len(m.runes); at++ {
			said := m.runes[at : at+len(name)]
			wrong := 0
			for i, r := range said {
				if m.covered[at+i] || !zh.IsHan(r) {
					wrong = len(name)
				} else if r != name[i] {
					wrong++
				}
			}
			if wrong != 1 || said[len(said)-1] != name[len(name)-1] || fillers.single[said[0]] || strings.ContainsAny(string(said), notInName[:len("的个哪各一全所有每几")]) {
				continue
			}
			if _, place := a.words.places[string(said)]; !place && !strings.Contains(a.grams.text, string(said)) {
				m.cover(at, len(name))
				return []string{n.full}
			}
		}
	}
	return nil
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

// institution is what makes a unit's name the beginning of somebody else's: 绍兴中学.
var institution = regexp.MustCompile(`^(?:[市县区]|第[一二三四五六七八九十]+|高级|实验)*(?:中学|小学|大学|学院|医院|幼儿园|职高|中专)`)

// institutionIn gives the words that do so at the beginning of a text; 小学 before 差异系数 is
// a kind of school and not one.
func institutionIn(after string) string {
	more := institution.FindString(after)
	if kindOfSchool.MatchString(after[len(more):]) {
		return ""
	}
	return more
}

var kindOfSchool = regexp.MustCompile(`^(差异|阶段|段|教育|教师|生|和|、|与|校)`)

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

var managing = regexp.MustCompile(`^(局|部门|口|管|负责|这边|那边|方面|涉及|参与|系统|牵头|要做|有什么|的事|在.{0,6}(干|做|负责|承担|管))`)

// manages tells whether what follows a bare stem such as 财政 makes it a bureau.
func manages(after string) bool { return managing.MatchString(after) }
