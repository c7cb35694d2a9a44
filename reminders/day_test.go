package reminders

import (
	"testing"
	"time"
)

func mustDay(t testing.TB, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func shanghai(t testing.TB) *time.Location {
	t.Helper()
	return time.FixedZone("Asia/Shanghai", 8*3600)
}

func TestDay(t *testing.T) {
	for s, n := range map[string]Day{"1970-01-01": 0, "1969-12-31": -1, "2000-02-29": 11016, "2021-12-31": 18992} {
		if d := mustDay(t, s); d != n || d.String() != s {
			t.Errorf("%s: day %d, written %s; want %d", s, d, d, n)
		}
	}
	for _, s := range []string{"", "2021-02-29", "2021-1-1", "2021-13-01", "20211231", "2021-12-31T00:00:00Z", "二〇二一"} {
		if d, err := ParseDay(s); err == nil {
			t.Errorf("%q is read as %s", s, d)
		}
	}
	leap := mustDay(t, "2024-02-29")
	if got := leap.AddDate(1, 0, 0).String(); got != "2025-03-01" {
		t.Errorf("a year after a leap day: %s", got)
	}
	if got := leap.AddDays(1).String(); got != "2024-03-01" {
		t.Errorf("the day after a leap day: %s", got)
	}
	if leap.Year() != 2024 {
		t.Errorf("year %d", leap.Year())
	}
}

func TestDayOfDependsOnTheZone(t *testing.T) {
	at := time.Date(2021, 12, 31, 17, 0, 0, 0, time.UTC) // 01:00 on 1 January in Shanghai
	if got := DayOf(at, shanghai(t)).String(); got != "2022-01-01" {
		t.Errorf("in Shanghai: %s", got)
	}
	if got := DayOf(at, time.UTC).String(); got != "2021-12-31" {
		t.Errorf("in UTC: %s", got)
	}
	if got := mustDay(t, "2022-01-01").In(shanghai(t), 1); !got.Equal(at) {
		t.Errorf("one o'clock in Shanghai: %s", got)
	}
}

func FuzzParseDay(f *testing.F) {
	f.Add("2021-12-31")
	f.Add("2024-02-30")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDay(s); err == nil && d.String() != s {
			t.Errorf("%q is written back as %q", s, d)
		}
	})
}
