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

// lastOfMonth gives the last day of a month; empty where there is none such.
func lastOfMonth(year, month string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	if m < 1 || m > 12 {
		return ""
	}
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC)
	return fmt.Sprintf("%04d-%02d-%02d", y, m, last.Day())
}
