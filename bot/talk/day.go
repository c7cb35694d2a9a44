package talk

import (
	"regexp"
	"time"

	"duban/knowledge/zh"
)

// englishDate finds dates as they are said in English: 31 December 2021, Dec 31, 2021.
var englishDate = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b`)

// dayIn finds the last date that a text names, in Chinese or in English; without a year
// it is the first such day after the given one.
func dayIn(text string, after time.Time) (time.Time, bool) {
	for _, m := range englishDate.FindAllStringSubmatch(text, -1) {
		day, err := time.Parse("2 Jan 2006", m[1]+m[3]+" "+m[2]+" "+m[4])
		if err == nil {
			text = m[4] + day.Format("-1-2")
		}
	}
	return zh.Date(text, after)
}
