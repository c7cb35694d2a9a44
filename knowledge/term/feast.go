package term

import (
	_ "embed"
	"strings"
	"sync"
	"time"
)

//go:embed feasts.txt
var feastFile string

// feast is a day that plans count to.
type feast struct {
	name string
	on   map[int]time.Time // by year; by 0 where it is the same day of every year
}

var feasts = sync.OnceValue(func() []feast {
	var all []feast
	for line := range strings.Lines(feastFile) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		for name := range strings.SplitSeq(fields[0], ",") {
			f := feast{name: name, on: map[int]time.Time{}}
			if n := len(all); n > 0 && all[n-1].name == name {
				f = all[n-1]
			} else {
				all = append(all, f)
			}
			for _, day := range fields[1:] {
				if d, err := time.Parse(time.DateOnly, day); err == nil {
					f.on[d.Year()] = d
				} else if d, err := time.Parse("01-02", day); err == nil {
					f.on[0] = d
				}
			}
		}
	}
	return all
})

// in gives the day of a feast in a year.
func (f feast) in(year int) (time.Time, bool) {
	if d, ok := f.on[0]; ok {
		return time.Date(year, d.Month(), d.Day(), 0, 0, 0, 0, time.UTC), true
	}
	d, ok := f.on[year]
	return d, ok
}

// mostFeasts is how many feasts share one word, at most.
const mostFeasts = 4

// feastAt reads 春节前 at the start of s, also as the first of a list that shares the last
// word: 国庆节、中秋节前. It is due on the day before the feast.
func feastAt(s string, year, list int) (size int, due time.Time, ok bool) {
	for _, f := range feasts() {
		rest, is := strings.CutPrefix(s, f.name)
		if !is {
			continue
		}
		rest = strings.TrimPrefix(rest, "节")
		size := len(s) - len(rest)
		if w, is := cut(rest, "之前", "以前", "前夕", "前"); is {
			size += len(w)
		} else if w, is := cut(rest, "、", "和", "及", "与"); !is || list <= 1 {
			continue
		} else if _, _, is := feastAt(rest[len(w):], year, list-1); !is {
			continue
		}
		if on, is := f.in(year); is {
			return size, on.AddDate(0, 0, -1), true
		}
	}
	return 0, time.Time{}, false
}
