package gongwen

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"duban/knowledge/zh"
)

var (
	dateRe     = regexp.MustCompile(`^(\d{4})年(\d{1,2})月(\d{1,2})日(?:印发)?$`)
	hanDateRe  = regexp.MustCompile(`^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日(?:印发)?$`)
	dateTailRe = regexp.MustCompile(`(\d{4})年(\d{1,2})月(\d{1,2})日(?:印发)?$`)
)

// dateOf reads a line that is nothing but a date, and gives it as 2006-01-02.
func dateOf(text string) string {
	if len(text) > 100 {
		return ""
	}
	s := strings.Trim(squeeze(text), "（）()")
	if m := dateRe.FindStringSubmatch(s); m != nil {
		return isoDate(m[1], m[2], m[3])
	}
	if m := hanDateRe.FindStringSubmatch(s); m != nil {
		return isoDate(m[1], m[2], m[3])
	}
	return ""
}

// dateAtEnd reads the date that ends a line such as 某市人民政府办公室2021年1月20日印发.
func dateAtEnd(text string) string {
	if m := dateTailRe.FindStringSubmatch(squeeze(text)); m != nil {
		return isoDate(m[1], m[2], m[3])
	}
	return dateOf(text)
}

func isoDate(year, month, day string) string {
	var n [3]int
	for i, s := range []string{year, month, day} {
		v, ok := zh.Number(s)
		if !ok {
			return ""
		}
		n[i] = v
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if t.Day() != n[2] || int(t.Month()) != n[1] {
		return ""
	}
	return t.Format(time.DateOnly)
}

// Terms, after the usage of plans: X年底前 is the last day of the year, X年6月底前
// that of the month, 到X年 the year alone, “十四五”期间 the last year of the period.
var (
	dayTermRe   = regexp.MustCompile(`(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(?:之?前|以前)`)
	monthTermRe = regexp.MustCompile(`(\d{4})\s*年\s*(\d{1,2})\s*月\s*[底末]`)
	endTermRe   = regexp.MustCompile(`(\d{4})\s*年\s*年?\s*[底末]`)
	yearTermRe  = regexp.MustCompile(`(?:到|至|展望)\s*(\d{4})\s*年`)
	openTermRe  = regexp.MustCompile(`^\s*(?:其中|力争|确保)?[：，]?\s*(\d{4})\s*年(?:度|内)?(?:，|$|[^的起以来比至到第—–－～~\-底末年度\d\s月前初，、。])`)
	midTermRe   = regexp.MustCompile(`(\d{4})\s*年\s*(?:达到?|实现|超过|突破|不低于|不少于|控制在|力争|基本)`)
	fiveYearRe  = regexp.MustCompile(`[“"]?(十[一二三四五六七八九])五[”"]?\s*(?:规划)?\s*(?:期间|时期|期末|末)`)
	noTermRe    = regexp.MustCompile(`(?:(?:^|[^占])比|较|由|从|自|以|按照|根据)\s*$`)
)

// termIn finds the last term that part states before the byte offset limit, as
// 2025, 2025-12-31 or empty.
func termIn(part string, limit int) string {
	due, at := "", -1
	take := func(pos int, value string) {
		if pos >= at && pos < limit && !noTermRe.MatchString(part[:pos]) {
			due, at = value, pos
		}
	}
	if m := openTermRe.FindStringSubmatchIndex(part); m != nil {
		take(m[2], part[m[2]:m[3]])
	}
	for _, m := range yearTermRe.FindAllStringSubmatchIndex(part, -1) {
		take(m[0], part[m[2]:m[3]])
		at = max(at, m[2])
	}
	for _, m := range midTermRe.FindAllStringSubmatchIndex(part, -1) {
		take(m[2], part[m[2]:m[3]])
	}
	for _, m := range fiveYearRe.FindAllStringSubmatchIndex(part, -1) {
		if n, ok := zh.Number(part[m[2]:m[3]]); ok {
			// The tenth plan ended in 2005, and each lasts five years.
			take(m[0], strconv.Itoa(2005+5*(n-10)))
		}
	}
	for _, m := range endTermRe.FindAllStringSubmatchIndex(part, -1) {
		take(m[2], part[m[2]:m[3]]+"-12-31")
	}
	for _, m := range monthTermRe.FindAllStringSubmatchIndex(part, -1) {
		if d := lastOfMonth(part[m[2]:m[3]], part[m[4]:m[5]]); d != "" {
			take(m[2], d)
		}
	}
	for _, m := range dayTermRe.FindAllStringSubmatchIndex(part, -1) {
		if d := isoDate(part[m[2]:m[3]], part[m[4]:m[5]], part[m[6]:m[7]]); d != "" {
			take(m[2], d)
		}
	}
	return due
}

func lastOfMonth(year, month string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	if m < 1 || m > 12 {
		return ""
	}
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC)
	return fmt.Sprintf("%04d-%02d-%02d", y, m, last.Day())
}
