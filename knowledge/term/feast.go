package term

import (
	_ "embed"
	"strings"
	"sync"
	"time"
)

//go:embed feasts.txt
var feastFile string

var springFestivals = sync.OnceValue(func() map[int]time.Time {
	days := map[int]time.Time{}
	for line := range strings.Lines(feastFile) {
		for _, f := range strings.Fields(line) {
			if d, err := time.Parse(time.DateOnly, f); err == nil {
				days[d.Year()] = d
			}
		}
	}
	return days
})

// feasts are the days that plans count to, with their month and day; 春节 moves.
var feasts = []struct {
	name       string
	month, day int
}{{"春节", 0, 0}, {"元旦", 1, 1}, {"劳动节", 5, 1}, {"五一", 5, 1}, {"国庆", 10, 1}}

// feastAt reads 春节前 at the start of s: the day before the feast.
func feastAt(s string, year int) (size int, due time.Time, ok bool) {
	for _, f := range feasts {
		rest, is := strings.CutPrefix(s, f.name)
		if !is {
			continue
		}
		rest = strings.TrimPrefix(rest, "节")
		for _, tail := range []string{"之前", "以前", "前夕", "前"} {
			if after, is := strings.CutPrefix(rest, tail); is {
				on := time.Date(year, time.Month(f.month), f.day, 0, 0, 0, 0, time.UTC)
				if f.month == 0 {
					if on, is = springFestivals()[year]; !is {
						return 0, time.Time{}, false
					}
				}
				return len(s) - len(after), on.AddDate(0, 0, -1), true
			}
		}
	}
	return 0, time.Time{}, false
}
