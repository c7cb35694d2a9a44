package quantity

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// number is one number of a narrowed text, in whatever notation.
type number struct {
	end   int     // byte offset behind it
	value float64 //
	share bool    // it is a share of a hundred by its own words: 百分之五, 九成
	times bool    // it says by how many times something grows: 翻一番
	han   bool    // written in Chinese numerals
}

var hanDigits = map[rune]float64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

var hanUnits = map[rune]float64{'十': 10, '百': 100, '千': 1000, '万': 1e4, '亿': 1e8}

// numberAt reads the number that begins at i.
func numberAt(s string, i int) (number, bool) {
	c := s[i]
	if c >= '0' && c <= '9' {
		return digitsAt(s, i)
	}
	if n, ok := fractionAt(s, i); ok {
		return n, true
	}
	if v, end, ok := hanAt(s, i); ok {
		if n, ok := tenthsAt(s, v, end); ok {
			return n, true
		}
		return number{end: end, value: v, han: true}, true
	}
	if n, ok := doublingAt(s, i); ok {
		return n, true
	}
	if rest := s[i:]; strings.HasPrefix(rest, "半") {
		if size, kind, _, _ := measureAt(rest[len("半"):]); size > 0 && kind == Time {
			return number{end: i + len("半"), value: 0.5, han: true}, true // 半个月
		}
	}
	return number{}, false
}

// digitsAt reads 1200, 1,200, 0.35, 12.
func digitsAt(s string, i int) (number, bool) {
	end := i
	digits := func() int {
		from := end
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		return end - from
	}
	text := []byte(nil)
	lead := digits()
	text = append(text, s[i:end]...)
	for lead <= 3 {
		comma, _ := utf8.DecodeRuneInString(s[end:])
		from := end + utf8.RuneLen(comma)
		if comma != ',' && comma != '，' || !groupAt(s[from:]) {
			break
		}
		text = append(text, s[from:from+3]...)
		end = from + 3
	}
	if end+1 < len(s) && s[end] == '.' && isDigits(s[end+1:end+2]) {
		from := end
		end++
		digits()
		text = append(text, s[from:end]...)
	}
	v, err := strconv.ParseFloat(string(text), 64)
	return number{end: end, value: v}, err == nil
}

// groupAt reports whether s begins with three digits and no more.
func groupAt(s string) bool {
	return len(s) >= 3 && isDigits(s[:3]) && (len(s) == 3 || !isDigits(s[3:4]))
}

// Grouped reports whether a comma between two texts groups the digits of one number, in
// either width: 1,200, １，２００.
func Grouped(before, after string) bool {
	digits := func(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }
	lead := utf8.RuneCountInString(before[len(strings.TrimRightFunc(before, digits)):])
	return lead >= 1 && lead <= 3 && utf8.RuneCountInString(after)-utf8.RuneCountInString(strings.TrimLeftFunc(after, digits)) == 3
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// fractionAt reads 百分之九十五, 千分之三, 三分之二.
func fractionAt(s string, i int) (number, bool) {
	whole, end := 0.0, 0
	rest := s[i:]
	switch {
	case strings.HasPrefix(rest, "百分之"):
		whole, end = 100, i+len("百分之")
	case strings.HasPrefix(rest, "千分之"):
		whole, end = 1000, i+len("千分之")
	default:
		v, e, ok := hanAt(s, i)
		if !ok || v == 0 || !strings.HasPrefix(s[e:], "分之") {
			return number{}, false
		}
		whole, end = v, e+len("分之")
	}
	if end >= len(s) {
		return number{}, false
	}
	part, ok := number{}, false
	if s[end] >= '0' && s[end] <= '9' {
		part, ok = digitsAt(s, end)
	} else if v, e, read := hanAt(s, end); read {
		part, ok = number{end: e, value: v}, true
	}
	if !ok {
		return number{}, false
	}
	return number{end: part.end, value: part.value / whole * 100, share: true, han: true}, true
}

// tenthsAt reads 成 behind a numeral: 九成, 九成五.
func tenthsAt(s string, tens float64, end int) (number, bool) {
	rest, ok := strings.CutPrefix(s[end:], "成")
	if !ok || tens < 1 || tens > 10 || tens != float64(int(tens)) {
		return number{}, false
	}
	at := end + len("成")
	value := tens * 10
	if r, n := utf8.DecodeRuneInString(rest); n > 0 {
		if d, is := hanDigits[r]; is && d > 0 {
			return number{end: at + n, value: value + d, share: true, han: true}, true
		}
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if after, _ := afterAt(rest); after == "" && rest != "" && !strings.ContainsRune("，。；、：）)的\x00", next) { // 一成立
		return number{}, false
	}
	return number{end: at, value: value, share: true, han: true}, true
}

// doublingAt reads 翻番, 翻一番, 翻两番, 翻倍: by how many times something grows.
func doublingAt(s string, i int) (number, bool) {
	rest, ok := strings.CutPrefix(s[i:], "翻")
	if !ok {
		return number{}, false
	}
	at, times := i+len("翻"), 1.0
	if v, end, ok := hanAt(s, at); ok && v >= 1 && v <= 9 {
		at, times, rest = end, v, s[end:]
	}
	if !strings.HasPrefix(rest, "番") && !strings.HasPrefix(rest, "倍") {
		return number{}, false
	}
	return number{end: at + len("番"), value: math.Pow(2, times), times: true, han: true}, true
}

// hanAt reads a number in Chinese numerals: 十六, 一千二百, 二〇二四, 三点五, 三千.
func hanAt(s string, i int) (value float64, end int, ok bool) {
	total, section, digit, plain, digits, units := 0.0, 0.0, -1.0, 0.0, 0, 0
	end = i
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if d, is := hanDigits[r]; is {
			if digits > 15 {
				return 0, 0, false
			}
			digits++
			plain = plain*10 + d
			digit = d
			end += n
			continue
		}
		u, is := hanUnits[r]
		if !is {
			break
		}
		units++
		switch {
		case u >= 1e4: // of the whole section: 三千五百万
			if digit >= 0 {
				section += digit
			}
			if section == 0 {
				if total == 0 {
					return 0, 0, false // 万 alone
				}
				section = total
				total = 0
			}
			total += section * u
			section = 0
		case digit < 0 && u != 10: // 百 alone
			if section == 0 && total == 0 {
				return 0, 0, false
			}
			return total + section, end, true
		case digit < 0:
			section += 10
		default:
			section += digit * u
		}
		digit = -1
		end += n
	}
	switch {
	case digits == 0 && units == 0:
		return 0, 0, false
	case units == 0:
		value = plain
	default:
		value = total + section + max(digit, 0)
	}
	if rest, cut := strings.CutPrefix(s[end:], "点"); cut { // 三点五
		at, scale := end+len("点"), 0.1
		for rest != "" {
			r, n := utf8.DecodeRuneInString(rest)
			d, is := hanDigits[r]
			if !is {
				break
			}
			value += d * scale
			scale /= 10
			at += n
			rest = rest[n:]
			end = at
		}
	}
	return value, end, true
}
