package ask

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// yearsRead are the years that a message means.
type yearsRead struct {
	years   []int
	span    bool  // they are a range: 2023年以后
	edge    int   // the year before which or after which they lie, itself not among them
	without []int // 2023年没有
}

// yearForm finds years in either notation; a range has a second one.
var yearForm = regexp.MustCompile(`(20\d\d|\d\d)(年?)(底?)(?:(到|至|-)(20\d\d|\d\d)年)?|(20\d\d)-(20\d\d)`)

// bounds are the words that make a year a bound: where they stand, and which years they
// leave. 2025年底前 holds the year itself, 早于2025年 does not.
var bounds = []struct {
	word   string
	behind bool // it follows the year
	before bool // the years before it
	within bool // the year itself is among them
}{
	{"早于", false, true, false}, {"先于", false, true, false}, {"晚于", false, false, false}, {"迟于", false, false, false}, {"不晚于", false, true, true},
	{"及以前", true, true, true}, {"及之前", true, true, true}, {"及以后", true, false, true}, {"及之后", true, false, true},
	{"之前", true, true, false}, {"以前", true, true, false}, {"前", true, true, false},
	{"之后", true, false, false}, {"以后", true, false, false}, {"往后", true, false, false}, {"后面", true, false, false}, {"后", true, false, false},
	{"起", true, false, true}, {"开始", true, false, true},
	{"截至", false, true, true}, {"截止", false, true, true}, {"截止到", false, true, true}, {"到", false, true, true},
}

// cellYears gives the years that a message means, ranges written out.
func (a *Asker) cellYears(r *reading, runes []rune, ops []opSpan) yearsRead {
	full := func(s string) int {
		n, _ := strconv.Atoi(s)
		if n < 100 {
			n += 2000
		}
		return n
	}
	span := func(from, to int) yearsRead {
		out := yearsRead{span: true}
		for y := from; y <= to && to-from < 60; y++ {
			out.years = append(out.years, y)
		}
		return out
	}
	first, last := a.firstYear, a.lastYear
	out := yearsRead{years: r.years}
	for _, m := range yearForm.FindAllStringSubmatchIndex(r.text, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return r.text[m[2*i]:m[2*i+1]]
		}
		from, to := part(1)+part(6), part(5)+part(7)
		if to != "" && full(from) < full(to) && full(to) < 2100 {
			return span(full(from), full(to))
		}
		y := full(from)
		if !slices.Contains(r.years, y) || part(2) == "" || to != "" {
			continue
		}
		if len(r.years) == 1 && last > 0 {
			before, after := r.text[:m[0]], r.text[m[1]:]
			for _, b := range bounds {
				held := strings.HasSuffix(before, b.word)
				if b.behind {
					held = strings.HasPrefix(after, b.word)
				}
				if !held || b.word == "到" && !(r.wants(asksCount|asksList) || strings.Contains(r.text, "已经")) {
					continue
				}
				within := b.within || b.before && part(3) != "" // 底前
				switch {
				case b.before && within:
					return span(min(first, y), y)
				case b.before && y > first:
					out = span(first, y-1)
				case b.before:
					continue // nothing lies before
				case within:
					return span(y, max(last, y))
				case y < last:
					out = span(y+1, last)
				default:
					continue
				}
				out.edge = y
				return out
			}
		}
		at := len([]rune(r.text[:m[1]]))
		if len(r.years) > 1 && slices.ContainsFunc(ops, func(s opSpan) bool { return s.op == opNone && s.start >= at && s.start-at <= 1 }) {
			out.without = append(out.without, y)
		}
	}
	if len(out.without) > 0 {
		out.years = slices.DeleteFunc(slices.Clone(out.years), func(y int) bool { return slices.Contains(out.without, y) })
	}
	return out
}
