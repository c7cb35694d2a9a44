package ask

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A year has four digits, or two before 年: a bare 15 is a number of something.
const year = `(?:20\d\d年?|[1-4]\d年)`

var (
	yearRange = regexp.MustCompile(year + `底?(?:到|至|-)` + year + `|[1-4]\d(?:到|至|-)[1-4]\d年`)
	yearAfter = regexp.MustCompile(year + `底?(?:之后|以后|往后|起|开始|后)的?`)
	yearUntil = regexp.MustCompile(year + `底?(?:之前|以前|前)的?`)
	yearList  = regexp.MustCompile(`[1-4]\d(?:、|和|跟|,)` + `[1-4]\d(?:两)?年`)
	yearFull  = regexp.MustCompile(`20\d\d(?:年度?)?|[1-4]\d年(?:度)?|二[〇零]\p{Han}{2}年`)
	yearClock = regexp.MustCompile(`今年|本年度?|明年|后年|大后年|去年|前年|当年度`)
	digitRun  = regexp.MustCompile(`\d+|[〇零一二三四五六七八九]{4}`)
)

// readYears finds single years, lists and ranges. Open ranges end with the plan's
// own years, so that the rest of the package only sees lists of years.
func (a *Asker) readYears(m *mask, now time.Time) []int {
	var out []int
	span := func(from, to int) {
		if to-from > 60 {
			return
		}
		for y := from; y <= to; y++ {
			out = append(out, y)
		}
	}
	for _, found := range m.take(yearRange) {
		if y := yearsIn(found); len(y) == 2 {
			span(y[0], y[1])
		}
	}
	for _, found := range m.take(yearAfter) {
		y := yearsIn(found)[0]
		if !strings.Contains(found, "起") && !strings.Contains(found, "开始") {
			y++
		}
		span(y, max(y, a.words.maxYear))
	}
	for _, found := range m.take(yearUntil) {
		y := yearsIn(found)[0]
		if !strings.Contains(found, "底") {
			y--
		}
		span(min(y, a.words.minYear), y)
	}
	for _, pattern := range []*regexp.Regexp{yearList, yearFull} {
		for _, found := range m.take(pattern) {
			out = append(out, yearsIn(found)...)
		}
	}
	for _, found := range m.take(yearClock) {
		delta := map[string]int{"明年": 1, "后年": 2, "大后年": 3, "去年": -1, "前年": -2}[found]
		out = append(out, now.Year()+delta)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// yearsIn reads the years of a match, two digits being of this century.
func yearsIn(s string) []int {
	var out []int
	for _, d := range digitRun.FindAllString(s, -1) {
		if len([]rune(d)) == 4 && d[0] > '9' {
			d = strings.NewReplacer("〇", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(d)
		}
		y, err := strconv.Atoi(d)
		if err != nil {
			continue
		}
		if y < 100 {
			y += 2000
		}
		out = append(out, y)
	}
	return out
}
