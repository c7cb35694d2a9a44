package gongwen

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"duban/knowledge/zh"
)

// period is the stretch of time that a heading or a cell of a table names.
type period struct {
	year  int    // 0 where the words give none: 一季度
	last  int    // month in which it ends inside its year; 0 for the whole year
	rest  string // what the words say besides
	from  int    // first year of a stretch of several, else 0
	short bool   // the year has two digits: 24年
}

var (
	stretchRe = regexp.MustCompile(`^(?:到|至|截至|截止)?(?:(?:(\d{4})年?度?-)?(\d{4})(?:年度?)?|(\d{2})年度?)?` +
		`(?:第?([一二三四1-4])季度?|(上半年|下半年|前三季度)|(?:\d{1,2}月?-)?(\d{1,2})月份?)?(?:年?[底末](?:之?前)?|之?前)?`)
	hanYearRe = regexp.MustCompile(`[〇零○o一二三四五六七八九]{4}(?:年|$)|[〇零○o一二三四五六七八九]{2}年`)
	partEnds  = map[string]int{"上半年": 6, "前三季度": 9, "下半年": 12}
)

// hanYears writes the years that a folded text has in Chinese numerals in digits.
func hanYears(s string) string {
	return hanYearRe.ReplaceAllStringFunc(s, func(y string) string {
		var b strings.Builder
		for _, r := range y {
			if n, ok := zh.Number(strings.ReplaceAll(string(r), "o", "〇")); ok {
				b.WriteString(strconv.Itoa(n))
			} else {
				b.WriteRune(r)
			}
		}
		return b.String()
	})
}

// periodOf reads the period that opens the words of a heading or a short cell:
// 2024年目标, 二〇二四年, 24年, 2025年二季度, 三季度, 2021—2025年, 1—6月.
func periodOf(words string) (period, bool) {
	const longest = 24
	if len(words) > 4*longest {
		return period{}, false
	}
	s := hanYears(zh.Fold(squeeze(words)))
	if s == "" || runes(s) > longest {
		return period{}, false
	}
	m := stretchRe.FindStringSubmatch(s)
	if m == nil {
		return period{}, false
	}
	p := period{year: validYear(m[2]), from: validYear(m[1]), rest: s[len(m[0]):]}
	if m[3] != "" {
		p.year, p.short = validYear("20"+m[3]), true
	}
	switch {
	case m[4] != "":
		n, _ := zh.Number(m[4])
		p.last = 3 * n
	case m[5] != "":
		p.last = partEnds[m[5]]
	case m[6] != "":
		p.last, _ = strconv.Atoi(m[6])
	}
	rest, _, _ := strings.Cut(p.rest, "(")
	switch {
	case p.year == 0 && (p.last == 0 || m[2]+m[3] != ""), p.last > 12, strings.ContainsAny(rest, "0123456789.。;,/-"):
		return period{}, false
	}
	return p, true
}

// periodCell reads a cell that is nothing but a period.
func periodCell(words string) (period, bool) {
	p, ok := periodOf(words)
	return p, ok && (p.rest == "" || runes(p.rest) <= 2 && strings.Trim(p.rest, "年度底末前内期间") == "")
}

// in gives the period its year where its own words have none.
func (p period) in(year int) period {
	if p.year == 0 {
		p.year = year
	}
	return p
}

// due is the last day of a period inside a year, empty for a whole year.
func (p period) due() string {
	if p.last == 0 || p.year == 0 {
		return ""
	}
	return lastOfMonth(fmt.Sprint(p.year), strconv.Itoa(p.last))
}

// yearOf reads the year that a cell names: 2021, 2021年, 2021—2025年 (the last).
func yearOf(s string) int {
	p, _ := periodCell(s)
	return p.year
}

var anyYearRe = regexp.MustCompile(`(\d{4})\s*年`)

// yearIn reads the last year that a caption names.
func yearIn(caption string) int {
	all := anyYearRe.FindAllStringSubmatch(hanYears(zh.Fold(caption)), -1)
	if len(all) == 0 {
		return 0
	}
	return validYear(all[len(all)-1][1])
}

func validYear(s string) int {
	y, _ := strconv.Atoi(s)
	if y < 1949 || y > 2100 {
		return 0
	}
	return y
}
