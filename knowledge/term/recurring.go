package term

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"duban/knowledge/zh"
)

// recurring reads 每年, 每季度末, 每年2月底前, 每两年, 按月.
func (s *scanner) recurring(i int) (Term, bool) {
	t := s.text[i:]
	w, ok := cut(t, "每", "按", "逐", "分")
	if !ok {
		return Term{}, false
	}
	at := len(w)
	if w == "每" {
		if _, size := numberAt(t[at:]); size > 0 {
			at += size
		}
	}
	per, ok := cut(t[at:], "半年度", "半年", "年度", "季度", "年", "季", "个月", "月度", "月", "周", "旬", "日", "天")
	if !ok || w != "每" && (per == "年" || per == "半年") && w != "按" {
		return Term{}, false
	}
	at += len(per)
	rest := t[at:]
	if _, is := cut(rest, "度"); is && (per == "季" || per == "月") {
		at += len("度")
		rest = t[at:]
	}
	if w == "每" { // a time within it: 每年2月底前, 每年1月、7月底前
		inner := scanner{text: rest, context: Context{Year: 2000}, said: 2000}
		for end := 0; end < len(rest); {
			size := dayWithin(rest[end:], strings.HasSuffix(per, "月"))
			if p, named := inner.part(rest[end:], 2000, year{n: 2000}); size == 0 && named {
				size = p.size
			}
			if size == 0 {
				break
			}
			end += size
			if w, ok := cut(rest[end:], "前后", "之前", "以前", "前"); ok {
				end += len(w)
			}
			at = len(t) - len(rest) + end
			if w, ok := cut(rest[end:], "、", "和", "及"); ok {
				end += len(w)
				continue
			}
			break
		}
		if w, ok := cut(t[at:], "末前", "底前", "末", "底", "初", "第一周", "首月", "前"); ok {
			at += len(w)
		}
	}
	return Term{End: i + at, Kind: Recurring}, true
}

// dayWithin gives the length of a day of the period at the start of t: 第一个月10日, and of
// a month 5日.
func dayWithin(t string, monthly bool) int {
	at := 0
	if _, size := numberAt(strings.TrimPrefix(t, "第")); size > 0 {
		if n := len(t) - len(strings.TrimPrefix(t, "第")) + size; strings.HasPrefix(t[n:], "个月") {
			at = n + len("个月")
		}
	} else if w, ok := cut(t, "首月", "末月", "次月"); ok {
		at = len(w)
	}
	if at == 0 && !monthly {
		return 0
	}
	if w, ok := cut(t[at:], "的"); ok {
		at += len(w)
	}
	if n, size := numberAt(t[at:]); n >= 1 && n <= 31 {
		if w, ok := cut(t[at+size:], "日", "号"); ok {
			return at + size + len(w)
		}
	}
	return at
}

// fiveYears reads “十四五”期间, “十四五”末. The tenth plan ended in 2005, and each lasts
// five years.
func (s *scanner) fiveYears(i int) (Term, bool) {
	t := s.text[i:]
	at := 0
	if strings.HasPrefix(t, `"`) {
		at++
	}
	quoted := at > 0
	if c, _ := utf8.DecodeLastRuneInString(s.text[:i]); !strings.HasPrefix(t[at:], "十") || i > 0 && strings.ContainsRune("一二三四五六七八九百千第", c) {
		return Term{}, false
	}
	n, size := 0, 0
	for _, end := range []int{2, 1} { // 十四, 十: 五 follows
		size = end * len("十")
		if at+size <= len(t) && strings.HasPrefix(t[at+size:], "五") {
			if v, ok := zh.Number(t[at : at+size]); ok {
				n = v
				break
			}
		}
	}
	if n < 10 {
		return Term{}, false
	}
	at += size + len("五")
	if strings.HasPrefix(t[at:], `"`) {
		at++
	}
	if w, ok := cut(t[at:], "规划", "计划"); ok {
		if _, ok := cut(t[at+len(w):], "期", "末", "时"); ok {
			at += len(w)
		}
	}
	last := 2005 + 5*(n-10)
	out := Term{Year: last, Due: yearOnly(last), Begins: yearOnly(last - 4), Kind: By}
	w, ok := cut(t[at:], "期间", "时期", "期末", "末期", "末", "期内", "时")
	switch {
	case ok:
		s.said = last
	case !quoted: // 十五 is a number
		return Term{}, false
	default:
		out.Kind = Reference
	}
	if ends(s.text[:i], "比", "较") {
		out.Kind = Reference
	}
	out.End = i + at + len(w)
	return out, true
}

// span reads 三年内, 2年之内, 印发后3个月内, 20个工作日内: it counts from the plan's first
// year, from a year that the text gives, or from the day on which the plan was issued.
func (s *scanner) span(i int) (Term, bool) {
	t := s.text[i:]
	if c, _ := utf8.DecodeLastRuneInString(s.text[:i]); i > 0 && (unicode.IsDigit(c) || strings.ContainsRune("一二三四五六七八九十.每第-前近", c)) {
		return Term{}, false
	}
	n, size := numberAt(t)
	if size == 0 || n == 0 || n > 400 {
		return Term{}, false
	}
	unit, ok := cut(t[size:], "年", "个月", "个工作日", "工作日", "日", "天")
	if !ok {
		return Term{}, false
	}
	w, ok := cut(t[size+len(unit):], "之内", "以内", "内")
	if !ok {
		return Term{}, false
	}
	out := Term{End: i + size + len(unit) + len(w), Kind: By, Bare: true}
	issued := s.context.Issued
	counted := ends(s.text[:i], "印发后", "发布后", "实施后", "印发之日起", "发布之日起", "实施之日起", "施行之日起", "下发后", "下发之日起", "公布之日起", "通知后")
	if !counted && ends(s.text[:i], "后", "起") { // 疫情结束后3个月内: from a day that is not known
		out.Kind = Reference
		return out, true
	}
	if unit != "年" && !counted {
		return Term{}, false // 20个工作日内办结 says how long something takes
	}
	switch {
	case unit == "年" && !counted && s.context.Since > 0:
		out.Year = s.context.Since + n - 1
	case unit == "年" && !counted && s.context.First > 0:
		out.Year = s.context.First + n - 1
	case issued.IsZero():
		return Term{}, false
	case unit == "年":
		out.Year, out.Due = issued.Year()+n, issued.AddDate(n, 0, 0).Format(time.DateOnly)
	case unit == "个月":
		out.Due = issued.AddDate(0, n, 0).Format(time.DateOnly)
	case strings.HasSuffix(unit, "工作日"): // the days off are not known here: weekends alone
		d := issued
		for left := n; left > 0; {
			if d = d.AddDate(0, 0, 1); d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
				left--
			}
		}
		out.Due = d.Format(time.DateOnly)
	default:
		out.Due = issued.AddDate(0, 0, n).Format(time.DateOnly)
	}
	if out.Due == "" {
		out.Due = strconv.Itoa(out.Year)
	} else {
		out.Year, _ = strconv.Atoi(out.Due[:4])
	}
	return out, true
}
