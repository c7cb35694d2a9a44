package zh

import (
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	after := time.Date(2021, 11, 20, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"延到2022年3月31日":       "2022-03-31",
		"验收在明年，延到 2022-3-31": "2022-03-31",
		"2022/3/31":          "2022-03-31",
		"2022.03.31":         "2022-03-31",
		"２０２２年３月３１日":         "2022-03-31",
		"3月31日":              "2022-03-31",
		"12月31号前":            "2021-12-31",
		"11月20日":             "2022-11-20",
		"明年3月底":              "2022-03-31",
		"明年2月末":              "2022-02-28",
		"明年年底":               "2022-12-31",
		"今年底":                "2021-12-31",
		"年底":                 "2021-12-31",
		"原定2021年12月31日，改为2022年6月底": "2022-06-30",
		"2022年2月30日": "",
		"13月1日":      "",
		"到底什么时候":     "",
		"已建3.5公里":    "",
		"完成80%，共3所":  "",
		"":           "",
	} {
		got := ""
		if d, ok := Date(text, after); ok {
			got = d.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func FuzzDate(f *testing.F) {
	f.Add("延到2022年3月31日")
	f.Fuzz(func(t *testing.T, text string) {
		after := time.Date(2021, 11, 20, 0, 0, 0, 0, time.UTC)
		if d, ok := Date(text, after); ok && (d.Hour() != 0 || d.Year() > 9999) {
			t.Errorf("%q: %s", text, d)
		}
	})
}
