package term

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"duban/knowledge/zh"
)

// scanner reads a narrowed text from left to right; offsets are its own.
type scanner struct {
	text    string
	context Context
	said    int // the year named last
}

// at reads the term that begins at i.
func (s *scanner) at(i int) (Term, bool) {
	if !utf8.RuneStart(s.text[i]) {
		return Term{}, false
	}
	for _, read := range []func(int) (Term, bool){s.recurring, s.fiveYears, s.span, s.feast, s.open, s.calendar} {
		if t, ok := read(i); ok {
			t.Start = i
			return t, true
		}
	}
	return Term{}, false
}

// cut gives the first of the words that s begins with.
func cut(s string, words ...string) (word string, ok bool) {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return w, true
		}
	}
	return "", false
}

// numberAt reads a whole number at the start of s, in digits or Chinese numerals.
func numberAt(s string) (n, size int) {
	for size < len(s) && s[size] >= '0' && s[size] <= '9' && size < 4 {
		size++
	}
	if size == 0 {
		for size < len(s) && size < 4*len("一") {
			r, w := utf8.DecodeRuneInString(s[size:])
			if !strings.ContainsRune("〇零一二两三四五六七八九十", r) {
				break
			}
			size += w
		}
	}
	n, ok := zh.Number(s[:size])
	if !ok {
		return 0, 0
	}
	return n, size
}

// year is a year as a text names it.
type year struct {
	n     int // 0 where a term names none
	size  int // bytes, with 年
	first int // of a range: 2021—2025年
}

// yearAt reads 2025年, 二〇二五年, 2021—2025年, 2021年至2023年, 明年; also 2025 where a
// month follows: 2025.6.
func (s *scanner) yearAt(t string) year {
	base := s.context.Issued.Year()
	if s.context.Issued.IsZero() {
		base = s.context.Year
	}
	for _, w := range []struct {
		word string
		add  int
	}{{"今年", 0}, {"本年", 0}, {"明年", 1}, {"后年", 2}, {"去年", -1}, {"上年", -1}} {
		if strings.HasPrefix(t, w.word) && base > 0 {
			size := len(w.word)
			if strings.HasPrefix(t, "本年度") || strings.HasPrefix(t, "上年度") {
				size += len("度")
			}
			return year{n: base + w.add, size: size}
		}
	}
	n, size := numberAt(t)
	if n < 1949 || n > 2100 {
		return year{}
	}
	y := year{n: n, size: size}
	rest := t[size:]
	if w, ok := cut(rest, "年度", "年"); ok {
		y.size += len(w)
		if w == "年度" {
			y.size -= len("度")
		}
	} else if !strings.HasPrefix(rest, "-") && !monthFollows(rest) {
		return year{}
	}
	between, ok := cut(t[y.size:], "--", "-", "至", "到")
	if !ok {
		if y.size == size && !monthFollows(rest) {
			return year{}
		}
		return y
	}
	last, more := numberAt(t[y.size+len(between):])
	end := y.size + len(between) + more
	if last > n && last <= 2100 && more > 0 {
		if w, ok := cut(t[end:], "年"); ok {
			return year{n: last, size: end + len(w), first: n}
		}
		if c, _ := utf8.DecodeRuneInString(t[end:]); end == len(t) || !unicode.IsDigit(c) && c != '.' {
			return year{n: last, size: end, first: n}
		}
	}
	if y.size == size && !monthFollows(rest) {
		return year{}
	}
	return y
}

// monthFollows reports whether a year in digits goes on with a month: 2025.6, 2025/06/30.
func monthFollows(rest string) bool {
	if rest == "" || !strings.ContainsRune("./-", rune(rest[0])) {
		return false
	}
	n, size := numberAt(rest[1:])
	return n >= 1 && n <= 12 && size > 0 && size <= 2 && rest[1] >= '0' && rest[1] <= '9'
}

// calendar reads a time of the calendar with what makes it a term.
func (s *scanner) calendar(i int) (Term, bool) {
	t := s.text[i:]
	y := s.yearAt(t)
	if i > 0 && y.n > 0 {
		listed := strings.HasSuffix(t[:y.size], "年") // 2.2025年6月底前: the second of a list
		if c := s.text[i-1]; c >= '0' && c <= '9' || c == '.' && !listed || c == '-' && y.first == 0 {
			return Term{}, false
		}
	}
	if i > 0 && y.n == 0 {
		if c, _ := utf8.DecodeLastRuneInString(s.text[:i]); unicode.IsDigit(c) || strings.ContainsRune("一二三四五六七八九十第.", c) && c != '第' {
			return Term{}, false
		}
	}
	at := y.size
	in := y.n
	if in == 0 {
		in = s.bareYear()
	}
	p, named := s.part(t[at:], in, y)
	if !named && y.n == 0 {
		return Term{}, false
	}
	at += p.size
	out := Term{Year: in, Due: p.due, Bare: y.n == 0, Kind: In}
	if !named {
		out.Due = yearOnly(in)
	}
	if out.Bare && in > 0 && s.said == 0 && s.context.Year == 0 && s.context.Past(out.Due) && !s.context.Issued.IsZero() {
		// 3月底前 in a plan of November is next year's.
		out.Year++
		p, _ = s.part(t[y.size:], out.Year, y)
		out.Due = p.due
	}
	if out.Bare && in == 0 {
		out.Due = ""
	}
	if y.first > 0 {
		out.Begins = yearOnly(y.first)
	}
	out.Kind, at = s.bind(i, at, p, y)
	out.End = i + at
	if y.n > 0 && out.Kind != Reference {
		s.said = y.n
	}
	if out.Kind == From {
		out.Begins, out.Due = p.begins(out.Year), ""
	}
	return out, true
}

// bareYear is the year of a term that names none.
func (s *scanner) bareYear() int {
	switch {
	case s.said > 0:
		return s.said
	case s.context.Year > 0:
		return s.context.Year
	case !s.context.Issued.IsZero():
		return s.context.Issued.Year()
	}
	return s.context.First
}

// bind settles how the time that stands from i to i+at binds, with the words around it.
func (s *scanner) bind(i, at int, p part, y year) (Kind, int) {
	before, after := s.text[:i], s.text[i+at:]
	if w, ok := cut(after, "及以前", "及之前"); ok { // of how long ago things are
		return Reference, at + len(w)
	}
	if w, ok := cut(after, "之前", "以前", "前夕", "前"); ok && !strings.HasPrefix(after, "前款") && !strings.HasPrefix(after, "前后") {
		return By, at + len(w)
	}
	if w, ok := cut(after, "以来"); ok {
		return Reference, at + len(w)
	}
	if w, ok := cut(after, "之日起", "起至"); ok && w == "起至" {
		return In, at + len(w)
	}
	if w, ok := cut(after, "开始", "起", "以后", "之后", "后"); ok && !strings.HasPrefix(after, "起草") && !strings.HasPrefix(after, "后续") {
		return From, at + len(w)
	}
	if ends(before, "比", "较", "由", "以", "按照", "根据", "超过", "相当于", "恢复到", "同比") && !ends(before, "难以", "所以", "力争比", "可以", "予以", "加以", "得以") {
		return Reference, at
	}
	if ends(before, "从", "自") && !p.until {
		return Reference, at
	}
	if w, ok := cut(after, "止", "内", "期间"); ok {
		return By, at + len(w)
	}
	if p.until || ends(before, "到", "至", "截至", "截止", "于", "截止到") {
		return By, at
	}
	if _, ok := cut(after, "版", "修订", "修正", "印发", "发布", "颁布", "的", "水平", "）", ")", "为", "以内", "末以", "全国两会", "实际", "基数", "基础"); ok && !strings.HasPrefix(after, "的目标") && !strings.HasPrefix(after, "发布实施") {
		return Reference, at
	}
	return In, at
}

func ends(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// feast reads 春节前.
func (s *scanner) feast(i int) (Term, bool) {
	in := s.bareYear()
	size, due, ok := feastAt(s.text[i:], in, mostFeasts)
	if ok && s.said == 0 && s.context.Year == 0 && !s.context.Issued.IsZero() && due.Before(s.context.Issued) {
		size, due, ok = feastAt(s.text[i:], in+1, mostFeasts)
	}
	if !ok {
		return Term{}, false
	}
	return Term{End: i + size, Kind: By, Year: due.Year(), Due: due.Format(time.DateOnly), Bare: true}, true
}

// open reads terms without an end. They are told from running text by standing alone.
func (s *scanner) open(i int) (Term, bool) {
	if i > 0 {
		if c, _ := utf8.DecodeLastRuneInString(s.text[:i]); !strings.ContainsRune("，。；：、:;,(\x00", c) {
			return Term{}, false
		}
	}
	w, ok := cut(s.text[i:], "长期坚持", "长期推进", "长期实施", "长期", "持续推进", "持续开展", "持续实施", "持续", "常态化推进", "常态化", "常态", "全程", "贯穿始终", "适时")
	if !ok {
		return Term{}, false
	}
	if rest := s.text[i+len(w):]; rest != "" && !strings.ContainsAny(rest[:1], ",;:)\x00") {
		if _, closed := cut(rest, "，", "。", "；", "）", "、"); !closed {
			return Term{}, false
		}
	}
	return Term{End: i + len(w), Kind: Open}, true
}
