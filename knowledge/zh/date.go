package zh

import (
	"regexp"
	"strconv"
	"time"
)

// dateForm finds dates as people write them. The year may be left out, or be 今年, 明年
// or 后年; the day may be left out where the month's end is meant.
var dateForm = regexp.MustCompile(`(?:(\d{4})\s*[年./\-]\s*|(今年|明年|后年)的?\s*)?(?:(\d{1,2})\s*([月./\-])\s*(?:(\d{1,2})\s*[日号]?|(底|末))|(年底|年末|底))`)

// Date finds the last date that a text names: 2022年3月31日, 2022-3-31, 明年3月底, 3月31日,
// 明年底. Without a year it is the first such day after the given one. ok is false where
// no date is named, or one that does not exist.
func Date(text string, after time.Time) (day time.Time, ok bool) {
	for _, m := range dateForm.FindAllStringSubmatch(Fold(text), -1) {
		dated := m[1] != "" || m[2] != ""
		if !dated && (m[7] == "底" || m[4] != "" && m[4] != "月") { // 底 alone is no date, and 3.5 is a number
			continue
		}
		if d, fits := dateOf(m, after, dated); fits {
			day, ok = d, true
		} else {
			ok = false
		}
	}
	return day, ok
}

func dateOf(m []string, after time.Time, dated bool) (time.Time, bool) {
	year := after.Year()
	switch m[2] {
	case "明年":
		year++
	case "后年":
		year += 2
	}
	if m[1] != "" {
		year, _ = strconv.Atoi(m[1])
	}
	month, date := 12, 31
	if m[3] != "" {
		month, _ = strconv.Atoi(m[3])
		date, _ = strconv.Atoi(m[5])
	}
	build := func(year int) (time.Time, bool) {
		if m[6] != "" { // the last day of the month
			return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC), month >= 1 && month <= 12
		}
		d := time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
		return d, d.Day() == date && int(d.Month()) == month
	}
	d, ok := build(year)
	if ok && !dated && !d.After(after) {
		d, ok = build(year + 1)
	}
	return d, ok
}
