package talk

import (
	"testing"
	"time"
)

func TestDayIn(t *testing.T) {
	after := time.Date(2021, 11, 20, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"extend to 31 March 2022":           "2022-03-31",
		"until Mar. 31st, 2022, please":     "2022-03-31",
		"not 1 May 2022 but 2 June 2022":    "2022-06-02",
		"31 February 2022":                  "",
		"some time in May 2022":             "",
		"2022-3-31":                         "2022-03-31",
		"验收安排在明年春天，延到2022年3月31日":            "2022-03-31",
		"the visit is late":                 "",
		"two of 12 townships, by 3/31/2022": "",
	} {
		got := ""
		if d, ok := dayIn(text, after); ok {
			got = d.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestPercentIn(t *testing.T) {
	for text, want := range map[string]int{
		"完成80%，还差两所": 80, "进度：95 %": 95, "要求达到100%": 0, "完成0%": -1,
		"80% done": 80, "We are 45 per cent complete.": 45, "reaches 100% of the target": 0, "0% done": -1,
	} {
		if got := percentIn(text); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
