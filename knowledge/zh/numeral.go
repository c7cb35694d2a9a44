package zh

import "strconv"

var digits = map[rune]int{'零': 0, '〇': 0, '○': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

// Number reads a whole number below 100,000 written in Chinese numerals (十六,
// 一百零三, 二〇二三) or in ASCII digits. ok is false for anything else.
func Number(s string) (n int, ok bool) {
	if s == "" {
		return 0, false
	}
	if v, err := strconv.Atoi(s); err == nil && v >= 0 && s[0] != '+' {
		return v, true
	}
	total, digit, plain, count, scaled := 0, -1, 0, 0, false
	for _, r := range s {
		if d, is := digits[r]; is {
			plain, digit = plain*10+d, d
			count++
			if count > 5 {
				return 0, false
			}
			continue
		}
		scale := map[rune]int{'十': 10, '百': 100, '千': 1000, '万': 10000}[r]
		if scale == 0 {
			return 0, false
		}
		scaled = true
		if digit < 0 {
			if scale != 10 {
				return 0, false
			}
			digit = 1
		}
		total += digit * scale
		digit = -1
	}
	if !scaled {
		return plain, true
	}
	return total + max(digit, 0), true
}

// Numeral writes 0 to 99 in Chinese numerals: 16 is 十六. Other numbers come back
// in ASCII digits.
func Numeral(n int) string {
	const digit = "零一二三四五六七八九"
	at := func(i int) string { return string([]rune(digit)[i]) }
	switch {
	case n < 0 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return at(n)
	}
	s := "十"
	if n >= 20 {
		s = at(n/10) + s
	}
	if n%10 > 0 {
		s += at(n % 10)
	}
	return s
}
