package ask

import (
	"regexp"
	"slices"
	"strings"

	"duban/knowledge/zh"
)

// smallPlace is a town, village or zone with a name of its own.
var smallPlace = regexp.MustCompile(`(\p{Han}{2,3})(镇|街道|新区|开发区|高新区|功能区|示范区|乡|村)`)

// notInName are characters that make a match of smallPlace plain words: 下面的乡镇.
const notInName = "的个哪各一全所有每几下面里偏远农山城示范优质均衡是什么这那区县市和与及跟在到乡镇街道村"

// readStrangers finds places that the plan does not hold: 萧山区, 店口镇.
func (a *Asker) readStrangers(m *mask) []string {
	out := m.others
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
