package ask

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"duban/knowledge"
	"duban/knowledge/fact"
	"duban/knowledge/zh"
)

// names are the units that a plan binds or that have a column of its tables, and the
// ways to call them.
type names struct {
	units []unit // in the order of the plan
	held  string // the plan's text, folded
	whole string // 全市
	area  string // 绍兴市, the area that the issuer governs
}

// unit is one responsible unit, or a place with a column.
type unit struct {
	full  string // as printed
	forms []string
	fact.Bureau
	column bool     // it has a column of the schedules
	sounds []string // of a column's forms, joined
}

func newNames(s *fact.Store) *names {
	n := &names{held: zh.Fold(s.Plan.Source), whole: s.Plan.Whole(), area: areaOf(s.Plan.Issuer)}
	seen := map[string]bool{}
	for _, f := range s.Of(fact.Duty) {
		if !seen[f.Unit] {
			seen[f.Unit] = true
			n.units = append(n.units, newUnit(f.Unit))
		}
	}
	for _, c := range s.Of(fact.Cell) {
		if !seen[c.Unit] {
			seen[c.Unit] = true
			u := unit{full: c.Unit, column: true}
			u.forms = formsOf(c.Unit, zh.ShortPlace(c.Unit), c.Under)
			if knowledge.IsWhole(c.Unit) {
				u.forms = formsOf(c.Unit, append(n.wholeForms(), c.Under)...)
			} else {
				for _, f := range u.forms {
					u.sounds = append(u.sounds, sound(f))
				}
			}
			n.units = append(n.units, u)
		}
	}
	return n
}

func newUnit(full string) unit {
	u := unit{full: full}
	folded := zh.Fold(full)
	u.Bureau = fact.PartBureau(folded)
	if knowledge.IsCollective(full) {
		u.forms = collectiveForms(full)
		return u
	}
	u.forms = formsOf(full)
	if u.Level != "" {
		u.forms = append(u.forms, u.Stem+u.Kind)
	}
	return u
}

func formsOf(full string, others ...string) []string {
	var out []string
	for _, f := range append([]string{full}, others...) {
		if f = zh.Fold(f); f != "" && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// wholeForms gives the ways to speak of the whole area: 全市, 我市, 绍兴市.
func (n *names) wholeForms() []string {
	var forms []string
	level := strings.TrimPrefix(n.whole, "全")
	if n.area != "" {
		forms = append(forms, n.area, zh.ShortPlace(n.area), "整个"+zh.ShortPlace(n.area))
	}
	for _, before := range []string{"全", "我", "咱", "咱们", "我们", "整个"} {
		forms = append(forms, before+level)
	}
	return forms
}

// areaOf gives the area that an issuer governs: 绍兴市 for 绍兴市人民政府办公室.
func areaOf(issuer string) string {
	for _, end := range []string{"人民政府", "政府", "委员会", "教育局"} {
		if i := strings.Index(issuer, end); i > 0 {
			return issuer[:i]
		}
	}
	return ""
}

var unbracketed = strings.NewReplacer("、", "", "，", "", "〔", "", "〕", "", "（", "", "）", "", "(", "", ")", "")

// collectiveForms makes the short forms of a collective: 各区、县〔市〕政府 is also
// 各区县政府, 区县政府, 各区县.
func collectiveForms(full string) []string {
	whole := unbracketed.Replace(full)
	cut := whole
	if i, j := strings.IndexAny(full, "〔（("), strings.LastIndexAny(full, "〕）)"); i > 0 && j > i {
		cut = unbracketed.Replace(full[:i] + full[j:])
	}
	forms := formsOf(full, whole, cut)
	for _, f := range []string{whole, cut} {
		f = zh.Fold(f)
		for _, end := range []string{"人民政府", "政府"} {
			if bare, ok := strings.CutSuffix(f, end); ok && len([]rune(bare)) >= 3 {
				forms = append(forms, strings.TrimPrefix(f, "各"), bare, bare+"政府", strings.TrimPrefix(bare, "各")+"政府")
				break
			}
		}
	}
	return formsOf("", forms...)
}

// mention is a name that a message holds.
type mention struct {
	unit   int // place in names.units, or -1 for one that the plan does not name
	words  string
	start  int // in runes
	end    int
	column bool
}

// find reads the names in folded text, the longest first.
func (n *names) find(folded string) []mention {
	runes := []rune(folded)
	taken := make([]bool, len(runes))
	free := func(from, to int) bool { return !slices.Contains(taken[from:to], true) }
	var out []mention
	take := func(m mention) {
		for i := m.start; i < m.end; i++ {
			taken[i] = true
		}
		out = append(out, m)
	}
	type form struct {
		words []rune
		unit  int
	}
	var forms []form
	for i, u := range n.units {
		for _, f := range u.forms {
			if r := []rune(f); len(r) >= 2 && strings.Contains(folded, f) {
				forms = append(forms, form{r, i})
			}
		}
	}
	slices.SortStableFunc(forms, func(a, b form) int { return cmp.Compare(len(b.words), len(a.words)) })
	for _, f := range forms {
		for at := 0; at+len(f.words) <= len(runes); at++ {
			if slices.Equal(runes[at:at+len(f.words)], f.words) && free(at, at+len(f.words)) {
				take(mention{unit: f.unit, words: string(f.words), start: at, end: at + len(f.words), column: n.units[f.unit].column})
			}
		}
	}
	for end := len(runes); end >= 2; end-- {
		if !strings.ContainsRune(bureauEnds, runes[end-1]) {
			continue
		}
		for size := min(12, end); size >= 2; size-- {
			at := end - size
			if !free(at, end) || !zh.IsHan(runes[at]) {
				continue
			}
			words := string(runes[at:end])
			if u := n.called(words); u >= 0 {
				take(mention{unit: u, words: words, start: at, end: end})
				break
			} else if fact.PartBureau(words).Known() {
				take(mention{unit: -1, words: words, start: at, end: end})
				break
			}
		}
	}
	if !slices.ContainsFunc(out, func(m mention) bool { return m.column }) {
		for at := 0; at+2 <= len(runes); at++ { // 诸既 for 诸暨
			if !zh.IsHan(runes[at]) || !zh.IsHan(runes[at+1]) || !free(at, at+2) || strings.Contains(n.held, string(runes[at:at+2])) {
				continue
			}
			said := sound(string(runes[at : at+2]))
			for i, u := range n.units {
				if !slices.Contains(u.sounds, said) {
					continue
				}
				end := at + 2
				if end < len(runes) && strings.ContainsRune("市县区", runes[end]) {
					end++
				}
				take(mention{unit: i, words: string(runes[at:end]), start: at, end: end, column: true})
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b mention) int { return cmp.Compare(a.start, b.start) })
	return out
}

// bureauEnds are the characters that a department's name ends with.
const bureauEnds = "会厅室门社局署统办委部院行口"

// called gives the one unit that the words call, by its stem or its characters in their
// order; -1 where none or several do.
func (n *names) called(words string) int {
	b := fact.PartBureau(words)
	level, stem, kind := b.Level, b.Stem, b.Kind
	if (kind == "" || len([]rune(stem)) < 2 && len([]rune(words)) > 3) && words != "央行" && words != "国办" {
		return -1
	}
	best, rank, tied := -1, 0, false
	for i, u := range n.units {
		if u.column || knowledge.IsCollective(u.full) {
			continue
		}
		r := 0
		switch {
		case u.Stem == stem && u.Kind == kind:
			r = 6
		case u.Stem == stem || fact.SameStem(u.Stem, stem):
			r = 5
		case shortens([]rune(stem), []rune(u.Stem)) && len([]rune(stem)) >= 2:
			r = 3
		case shortens([]rune(words), []rune(u.Stem+u.Kind)) && strings.HasSuffix(u.Stem+u.Kind, string([]rune(words)[len([]rune(words))-1:])):
			r = 2
		case words == "国办" && u.full == "国务院办公厅":
			r = 6
		}
		if r == 0 {
			continue
		}
		if kind == u.Kind {
			r++
		}
		if level != "" && u.Level != "" && level != u.Level {
			r--
		}
		if r == rank {
			tied = true
		} else if r > rank {
			best, rank, tied = i, r, false
		}
	}
	if tied && rank < 5 {
		return -1
	}
	return best
}

// shortens tells whether a name's characters are left in their order, the first being
// the name's first.
func shortens(short, full []rune) bool {
	if len(short) == 0 || len(short) >= len(full) || short[0] != full[0] {
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

// calledPlaces are the places of the country by the names that they are called by.
var calledPlaces = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, place := range zh.Places() {
		short := zh.ShortPlace(place)
		out[place] = place
		// The short name of a county may be any word: 惠民, 公安, 资源.
		if wide := strings.HasSuffix(place, "市") || strings.HasSuffix(place, "省") || strings.HasPrefix(strings.TrimPrefix(place, short), "自治"); wide && len([]rune(short)) >= 2 && short != "合作" {
			out[short] = cmp.Or(out[short], place)
		}
	}
	return out
})

// strangers gives the places named that are not in the plan.
func (n *names) strangers(folded string) []string {
	var out []string
	runes := []rune(folded)
	for at := 0; at < len(runes); at++ {
		for size := min(8, len(runes)-at); size >= 2; size-- {
			words := string(runes[at : at+size])
			place, ok := calledPlaces()[words]
			if !ok || strings.Contains(n.held, zh.ShortPlace(place)) {
				continue
			}
			out = appendNew(out, place)
			at += size - 1
			break
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
