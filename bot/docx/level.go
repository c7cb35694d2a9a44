package docx

import "strconv"

// levels are the headings from the outermost in: how they are set and numbered (7.3.3).
var levels = []struct {
	style  styleID
	font   string
	number func(n int) string
}{
	{"Heading1", fontBlack, func(n int) string { return chinese(n) + "、" }},
	{"Heading2", fontKai, func(n int) string { return "（" + chinese(n) + "）" }},
	{"Heading3", fontBody, func(n int) string { return strconv.Itoa(n) + "." }},
	{"Heading4", fontBody, func(n int) string { return "（" + strconv.Itoa(n) + "）" }},
}

// chinese writes 1 to 99 in Chinese: 一, 十, 二十一. Larger numbers stay in digits.
func chinese(n int) string {
	digits := [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch tens := n / 10; {
	case tens == 0:
		return digits[n]
	case tens == 1:
		return "十" + digits[n%10]
	case tens < 10:
		return digits[tens] + "十" + digits[n%10]
	}
	return strconv.Itoa(n)
}
