package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"duban/knowledge"
	"duban/knowledge/zh"
)

// lexicon holds the names of a plan and the short forms that rules make of them.
// All forms are folded.
type lexicon struct {
	units    []name // units with a column of their own
	city     []name // the whole area of the plan
	bureaus  []name // responsible units
	projects []name
	places   map[string]string // ways to call places that the plan does not hold, to full names
	grades   []string          // the different words of cells, without spaces
	minYear  int
	maxYear  int
	// tableTalk is what people say of any task in the annexes.
	tableTalk sentence
}

// name is one thing and the ways to call it, longest first.
type name struct {
	full  string // as printed
	forms []string
	// sounds holds the syllables of each form, for homophones.
	sounds [][]string
}

// longestPlace is how many characters of a message are tried as one place's name.
const longestPlace = 8

func newLexicon(p *knowledge.Plan) *lexicon {
	l := &lexicon{places: map[string]string{}}
	for _, u := range p.Units() {
		l.units = append(l.units, newName(u, zh.ShortPlace(u)))
	}
	for _, b := range p.Bureaus() {
		if knowledge.IsCollective(b) {
			l.bureaus = append(l.bureaus, newName(b, collectiveForms(b)...))
		} else {
			l.bureaus = append(l.bureaus, newName(b, bureauForms(b)...))
		}
	}
	for _, pr := range p.Projects() {
		l.projects = append(l.projects, newName(pr))
	}
	city := knowledge.CityWide // without tables nothing is the whole area's in particular
	if len(p.Cells()) > 0 {
		city = p.Whole()
	}
	l.city = []name{newName(city, cityForms(p)...)}
	for _, c := range p.Cells() {
		if c.Text != "" {
			l.grades = appendNew(l.grades, goal(c))
		}
	}
	l.readYears(p)
	l.tableTalk = newSentence("任务 目标 指标 节点 要求 工作 安排 成效 计划 " + strings.Join(p.Annexes, " "))
	held := newHeld(p.Source)
	for _, place := range zh.Places() {
		if !held.contains(place) && !held.contains(zh.ShortPlace(place)) {
			l.places[place] = place
			if short := zh.ShortPlace(place); short != place {
				l.places[short] = cmp.Or(l.places[short], place)
				if strings.HasSuffix(place, "市") {
					l.places[short+"市"] = place
				}
			}
		}
	}
	return l
}

// held is a text in which many words are looked for. Most are not there, which their
// pairs of characters tell.
type held struct {
	text  string
	pairs map[[2]rune]bool
}

func newHeld(source string) held {
	h := held{text: zh.Fold(source), pairs: map[[2]rune]bool{}}
	var last rune
	for _, r := range h.text {
		h.pairs[[2]rune{last, r}] = true
		last = r
	}
	return h
}

func (h held) contains(word string) bool {
	var last rune
	for i, r := range word {
		if i > 0 && !h.pairs[[2]rune{last, r}] {
			return false
		}
		last = r
	}
	return strings.Contains(h.text, word)
}

func newName(full string, forms ...string) name {
	n := name{full: full}
	for _, f := range append([]string{full}, forms...) {
		if f = zh.Fold(f); f != "" && !slices.Contains(n.forms, f) {
			n.forms = append(n.forms, f)
		}
	}
	sortByLength(n.forms)
	for _, f := range n.forms {
		n.sounds = append(n.sounds, zh.Syllables(f))
	}
	return n
}

func sortByLength(words []string) {
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
}

// cityForms gives the ways to speak of the whole area of the plan: 绍兴市, 全市, 我市.
func cityForms(p *knowledge.Plan) []string {
	level := "市"
	var forms []string
	if area := areaOf(p.Issuer); area != "" {
		forms = append(forms, area, zh.ShortPlace(area))
		level = area[len(area)-len(level):]
	}
	for _, c := range p.Cells() {
		if knowledge.IsWhole(c.Unit) {
			forms = append(forms, c.Column)
			break
		}
	}
	for _, before := range []string{"全", "我", "咱", "整个", "咱们", "我们"} {
		forms = append(forms, before+level)
	}
	return forms
}

// areaOf gives the area that an issuer governs: 绍兴市 for 绍兴市人民政府办公室.
func areaOf(issuer string) string {
	for _, cut := range []string{"人民政府", "教育局", "委员会", "政府"} {
		if i := strings.Index(issuer, cut); i > 0 {
			return issuer[:i]
		}
	}
	return ""
}

var bureauEndings = []string{"委员会", "办公室", "总局", "总署", "局", "办", "委", "厅", "部", "院", "会"}

// bureauForms makes the short forms of a bureau: 市教育局 is 教育局 and 教育,
// 市人力社保局 is also 人社局 (first characters of its parts before the ending).
func bureauForms(full string) []string {
	base := strings.TrimPrefix(strings.TrimPrefix(full, "国家"), "中央")
	if base == full {
		base = strings.TrimLeft(full, "国省市县区")
	}
	if base == full || len([]rune(base)) < 2 {
		base = full
	}
	forms := []string{base}
	for _, end := range bureauEndings {
		stem, ok := strings.CutSuffix(base, end)
		runes := []rune(stem)
		if !ok || len(runes) < 1 {
			continue
		}
		if len(runes) >= 2 {
			forms = append(forms, stem)
		}
		if len(runes) >= 4 {
			short := string([]rune{runes[0], runes[2]})
			forms = append(forms, short+end, short)
		}
		break
	}
	return forms
}

var (
	bracketed   = regexp.MustCompile(`[〔（\[(][^〕）\])]*[〕）\])]`)
	punctuation = strings.NewReplacer("、", "", "，", "", "〔", "", "〕", "", "（", "", "）", "", "(", "", ")", "")
)

// collectiveForms makes the short forms of a collective: 各区、县〔市〕政府 is also
// 各区县政府 and 区县市政府.
func collectiveForms(full string) []string {
	var forms []string
	for _, f := range []string{punctuation.Replace(full), punctuation.Replace(bracketed.ReplaceAllString(full, ""))} {
		forms = append(forms, f)
		if short := strings.TrimPrefix(f, "各"); len([]rune(short)) >= 4 {
			forms = append(forms, short)
		}
	}
	return forms
}

func (l *lexicon) readYears(p *knowledge.Plan) {
	see := func(year int) {
		if year == 0 {
			return
		}
		if l.minYear == 0 || year < l.minYear {
			l.minYear = year
		}
		l.maxYear = max(l.maxYear, year)
	}
	for _, c := range p.Cells() {
		see(c.Year)
	}
	for _, t := range p.Targets {
		if len(t.Due) >= 4 {
			if y, ok := zh.Number(t.Due[:4]); ok {
				see(y)
			}
		}
	}
	if len(p.SignedOn) >= 4 && l.minYear == 0 {
		if y, ok := zh.Number(p.SignedOn[:4]); ok {
			see(y)
		}
	}
}
