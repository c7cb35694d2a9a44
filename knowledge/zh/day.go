package zh

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Day is a date as text gives it: parts that it leaves out are zero.
type Day struct {
	Year, Month, Date int
	End               bool // 底, 末: the last day of the year or month
	Before            bool // 前: a term rather than a day
	Start             int  // byte offsets in the text
	Stop              int
}

var dayForm = regexp.MustCompile(`(?:(20\d\d|19\d\d|二[〇零○]\p{Han}{2})年?(?:度)?)?(?:[-./年]?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:月份?|[-./])(?:(\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号)?)?)?(年?底|末|年末)?(之?前|以前)?`)

// Days finds the dates in folded text: 2021年6月底前, 二〇一七年底, 12月31日, 2025年.
func Days(folded string) []Day {
	var out []Day
	for at := 0; at < len(folded); {
		m := dayForm.FindStringSubmatchIndex(folded[at:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		at = max(m[1], at)
		if m[0] == m[1] { // nothing
			_, n := utf8.DecodeRuneInString(folded[at:])
			at += max(n, 1)
			continue
		}
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return folded[m[2*i]:m[2*i+1]]
		}
		if part(1) == "" && part(2) == "" {
			continue
		}
		d := Day{Start: m[0], Stop: m[1], End: part(4) != "", Before: part(5) != ""}
		if y := part(1); y != "" {
			d.Year, _ = strconv.Atoi(hanYear.Replace(y))
		}
		if part(2) != "" {
			d.Month, _ = Number(part(2))
			d.Date, _ = Number(part(3))
			if d.Month < 1 || d.Month > 12 || d.Date > 31 {
				continue
			}
			if d.Year == 0 && !strings.Contains(folded[m[0]:m[1]], "月") {
				if rest := folded[m[4]+len(part(2)):]; itemYear.MatchString(rest) { // 2.2021年: the number of an item
					at = m[4] + len(part(2)) + 1
				}
				continue // 3.5 is a number
			}
		}
		out = append(out, d)
	}
	return out
}

// itemYear is a year right behind the number of an item.
var itemYear = regexp.MustCompile(`^\.(?:19|20)\d\d年`)

var hanYear = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")

// Last gives the last day that the date covers; a year that it leaves out is the given one.
func (d Day) Last(year int) time.Time {
	if d.Year != 0 {
		year = d.Year
	}
	switch {
	case d.Month == 0:
		return time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.Date == 0:
		return time.Date(year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(year, time.Month(d.Month), d.Date, 0, 0, 0, 0, time.UTC)
}
