package term

import (
	"strings"
)

// part is what follows a year: a month, a day, a quarter, or nothing.
type part struct {
	size       int    // bytes
	due        string // its last day
	month, day int    // of its beginning, where it has them
	until      bool   // 底, 末: its end is meant
}

// begins is the first day of what is named.
func (p part) begins(year int) string {
	switch {
	case p.month == 0:
		return yearOnly(year)
	case p.day == 0:
		d, _ := day(year, p.month, 1)
		return d
	}
	d, _ := day(year, p.month, p.day)
	return d
}

var quarters = map[string]int{"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}

// part reads what stands behind a year, which is in; named is false where nothing does.
func (s *scanner) part(t string, in int, y year) (p part, named bool) {
	at := 0
	if w, ok := cut(t, "的", "度"); ok && y.n > 0 {
		if _, follows := cut(t[len(w):], "上半年", "下半年", "第", "一季度", "二季度", "三季度", "四季度", "底", "末"); follows {
			at = len(w)
		}
	}
	rest := t[at:]
	if w, ok := cut(rest, "上半年", "下半年", "前三季度"); ok {
		months := map[string]int{"上半年": 6, "下半年": 12, "前三季度": 9}
		first := 1
		if w == "下半年" {
			first = 7
		}
		return part{size: at + len(w), due: monthEnd(in, months[w]), month: first}.ended(t, at+len(w)), true
	}
	q := strings.TrimPrefix(rest, "第")
	if _, size := numberAt(q); size > 0 {
		if after, ok := cut(q[size:], "季度末", "季度"); ok {
			if n := quarters[q[:size]]; n > 0 {
				size = at + len(rest) - len(q) + size + len(after)
				return part{size: size, due: monthEnd(in, 3*n), month: 3*n - 2, until: after == "季度末"}.ended(t, size), true
			}
		}
	}
	if q, ok := strings.CutPrefix(rest, "Q"); ok && q != "" && quarters[q[:1]] > 0 { // 2025年Q3
		return part{size: at + len("Q1"), due: monthEnd(in, 3*quarters[q[:1]]), month: 3*quarters[q[:1]] - 2}.ended(t, at+len("Q1")), true
	}
	if m, ok := s.month(rest, in, y); ok {
		m.size += at
		return m, true
	}
	// 年底 and 年末; behind 2025年 also 底 alone, and 年 twice as some print it.
	words := []string{"年底", "年末", "年终"}
	if y.n > 0 {
		words = append(words, "底", "末")
	}
	if w, ok := cut(rest, words...); ok {
		due, _ := day(in, 12, 31)
		return part{size: at + len(w), due: due, until: true}, true
	}
	if w, ok := cut(rest, "年内", "当年", "全年"); ok && y.n == 0 {
		return part{size: at + len(w), due: yearOnly(in), until: true}, true
	}
	return part{}, false
}

// ended takes in 末 and 底 behind a part of the year.
func (p part) ended(t string, at int) part {
	if w, ok := cut(t[at:], "末", "底"); ok {
		p.size, p.until = at+len(w), true
	}
	return p
}

// month reads a month with or without a day: 6月, 6月底, 6月30日, 1—3月, .6, /06/30.
func (s *scanner) month(t string, in int, y year) (part, bool) {
	if y.n > 0 && monthFollows(t) {
		m, size := numberAt(t[1:])
		p := part{size: 1 + size, due: monthEnd(in, m), month: m}
		if rest := t[p.size:]; monthSign(rest, t[0]) {
			if d, more := numberAt(rest[1:]); more > 0 {
				if due, ok := day(in, m, d); ok {
					return part{size: p.size + 1 + more, due: due, month: m, day: d, until: true}, true
				}
			}
		}
		if strings.HasPrefix(t[p.size:], "月") {
			p.size += len("月")
		}
		return p.ended(t, p.size), true
	}
	m, size := numberAt(t)
	if size == 0 || m < 1 || m > 12 {
		return part{}, false
	}
	first := m
	if !strings.HasPrefix(t[size:], "月") {
		w, ok := cut(t[size:], "-", "至", "到") // 1—3月
		if !ok {
			return part{}, false
		}
		last, more := numberAt(t[size+len(w):])
		if size += len(w) + more; more == 0 || last <= m || last > 12 || !strings.HasPrefix(t[size:], "月") {
			return part{}, false
		}
		m = last
	}
	at := size + len("月")
	if w, ok := cut(t[at:], "份"); ok {
		at += len(w)
	}
	if w, ok := cut(t[at:], "-", "至", "到"); ok { // 1月—3月
		if last, more := numberAt(t[at+len(w):]); last > m && last <= 12 && strings.HasPrefix(t[at+len(w)+more:], "月") {
			m, at = last, at+len(w)+more+len("月")
		}
	}
	p := part{size: at, due: monthEnd(in, m), month: first}
	if w, ok := cut(t[at:], "上旬", "中旬", "下旬"); ok {
		p.size += len(w)
		if w != "下旬" {
			p.due, _ = day(in, m, map[string]int{"上旬": 10, "中旬": 20}[w])
		}
		return p, true
	}
	if d, more := numberAt(t[at:]); more > 0 {
		w, ok := cut(t[at+more:], "日", "号")
		if _, follows := cut(t[at+more:], "起", "前", "之前", "以前", "至", "-"); !ok && follows { // 2月10起
			ok = true
		}
		if ok {
			due, exists := day(in, m, d)
			if !exists && in > 0 {
				return part{}, false
			}
			p.size, p.due, p.day, p.until = at+more+len(w), due, d, true
			p.until = false
			return p, true
		}
	}
	return p.ended(t, at), true
}

func monthSign(rest string, sign byte) bool { return len(rest) > 1 && rest[0] == sign }
