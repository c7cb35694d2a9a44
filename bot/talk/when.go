package talk

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"duban/knowledge/zh"
	"duban/reminders"
)

// slotForms are the slots that can be told by their form, wherever a message has them.
var slotForms = []struct {
	slot    meaning
	pattern *regexp.Regexp
}{
	{slotYear, regexp.MustCompile(`^(?:20\d\d(?:年度?)?|今年|本年度?|明年|去年|后年|前年|年内|年底前?)`)},
	{slotPeriod, regexp.MustCompile(`^(?:(?:20\d\d年)?\d{1,2}月份?|20\d\d-\d{1,2}|(?:20\d\d年)?第?[一二三四1-4]季度?|q[1-4](?: 20\d\d)?|[本这上下]个?(?:月|季度|季|周|星期|礼拜)|月度|季度|年度|全年|月底前?|今天|今日|明天|后天|(?:this|last|next) (?:month|quarter|week)|today|tomorrow)`)},
	{slotAmount, regexp.MustCompile(`^(?:上午|早上|晚上|下午)?\d{1,3}(?:点|时|天|周|%)`)},
	{slotNumber, regexp.MustCompile(`^(?:第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:项|条|个|号)(?:任务)?|任务\d{1,3}|#\d{1,3})`)},
}

var digits = regexp.MustCompile(`\d+`)

// numberIn reads the number of a task in a list: 第3项, 二号任务.
func numberIn(text string) int {
	if n, err := strconv.Atoi(digits.FindString(text)); err == nil {
		return n
	}
	n, _ := zh.Number(strings.TrimFunc(text, func(r rune) bool { return strings.ContainsRune("第项条个号任务", r) }))
	return n
}

// yearIn reads a year: 2023年, 今年.
func yearIn(text string, today reminders.Day) int {
	if n, err := strconv.Atoi(digits.FindString(text)); err == nil {
		return n
	}
	for ago, word := range map[int]string{1: "去年", 2: "前年", -1: "明年", -2: "后年"} {
		if text == word {
			return today.Year() - ago
		}
	}
	return today.Year()
}

// spanIn reads a time within or beyond a year: 这个月, 下周, 第四季度, 2021年12月.
func spanIn(text string, today reminders.Day) (span, bool) {
	weekday := int(today.In(time.UTC, 0).Weekday()+6) % 7 // 0 on Monday
	monday := today.AddDays(-weekday)
	for _, near := range []struct {
		words    string
		from, to reminders.Day
	}{
		{"今天 今日 today", today, today}, {"明天 tomorrow", today.AddDays(1), today.AddDays(1)}, {"后天", today.AddDays(2), today.AddDays(2)},
		{"本周 这周 这个周 本星期 这星期 这个星期 这礼拜 这个礼拜 本礼拜 this week", monday, monday.AddDays(6)},
		{"下周 下个周 下星期 下个星期 下礼拜 下个礼拜 next week", monday.AddDays(7), monday.AddDays(13)},
		{"上周 上个周 上星期 上个星期 上礼拜 上个礼拜 last week", monday.AddDays(-7), monday.AddDays(-1)},
	} {
		if containsWord(near.words, text) {
			return span{near.from, near.to}, true
		}
	}
	switch {
	case containsWord("下月 下个月 next_month", strings.ReplaceAll(text, " ", "_")):
		return span(monthOf(monthOf(today).to.AddDays(1))), true
	case containsWord("下季度 下个季度 下季 下个季 next_quarter", strings.ReplaceAll(text, " ", "_")):
		return span(quarterOf(quarterOf(today).to.AddDays(1))), true
	case strings.HasPrefix(text, "月底"), strings.HasPrefix(text, "这个月"), strings.HasPrefix(text, "这月"):
		return span(monthOf(today)), true
	case strings.HasPrefix(text, "这个季"), strings.HasPrefix(text, "这季"):
		return span(quarterOf(today)), true
	}
	p, ok := periodNamed(strings.TrimPrefix(text, "第"), today)
	if !ok {
		p, ok = periodNamed(text, today)
	}
	return span(p), ok
}

// containsWord reports whether a list of words has one.
func containsWord(words, word string) bool {
	for w := range strings.FieldsSeq(words) {
		if w == word {
			return true
		}
	}
	return false
}
