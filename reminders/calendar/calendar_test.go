package calendar

import (
	"slices"
	"strings"
	"testing"
	"time"

	"duban/reminders"
)

func day(t testing.TB, s string) reminders.Day {
	t.Helper()
	d, err := reminders.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func with(t testing.TB, c *Calendar, file string) *Calendar {
	t.Helper()
	next, err := c.With([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// TestChina holds days of the State Council's notices, with their weekdays.
func TestChina(t *testing.T) {
	for _, test := range []struct {
		what    string
		days    string
		working bool
	}{
		{"ordinary weekdays", "2021-03-01 2021-03-02 2021-03-03 2021-03-04 2021-03-05", true},
		{"an ordinary weekend", "2021-03-06 2021-03-07", false},
		{"holidays on weekdays", "2021-10-01 2023-04-05 2024-06-10 2025-01-01 2026-02-17", false},
		{"holidays at weekends", "2021-10-02 2022-10-01 2026-10-03", false},
		{"weekdays off in lieu", "2021-10-06 2021-10-07 2024-10-07 2026-02-20 2026-02-23", false},
		{"made up in 2006", "2006-01-28 2006-02-05 2006-04-29 2006-04-30 2006-09-30 2006-10-08", true},
		{"made up in 2020", "2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10", true},
		{"made up in 2021", "2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09", true},
		{"made up in 2023", "2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08", true},
		{"made up in 2024", "2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12", true},
		{"made up in 2026", "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10", true},
		{"New Year's Eve of 2024, by the moon: not arranged off", "2024-02-09", true},
		{"made up in the year before the holiday", "2005-12-31 2006-12-30 2006-12-31 2007-12-29 2011-12-31 2018-12-29", true},
		{"a holiday that begins in the year before", "2007-12-30 2007-12-31 2018-12-31 2022-12-31", false},
		{"the Spring Festival that the epidemic lengthened", "2020-01-31 2020-02-01 2020-02-02", false},
		{"the day after it", "2020-02-03", true},
		{"the anniversary of victory", "2015-09-03 2015-09-04 2015-09-05", false},
		{"made up for it", "2015-09-06", true},
		{"Labour Day as it was lengthened in March", "2019-05-02 2019-05-03", false},
		{"made up for that", "2019-04-28 2019-05-05", true},
		{"weekdays of years without data", "1969-12-31 2003-10-01 2027-01-01", true},
		{"weekends of years without data", "1969-12-28 2003-10-04 2027-01-02 2027-01-03", false},
	} {
		for s := range strings.FieldsSeq(test.days) {
			d := day(t, s)
			if got := China().Working(d); got != test.working {
				t.Errorf("%s: Working(%s, %s) = %v", test.what, s, midnight(d).Weekday(), got)
			}
		}
	}
}

func TestKnown(t *testing.T) {
	if first, last := China().Years(); first != 2004 || last != 2026 {
		t.Errorf("Years() = %d, %d", first, last)
	}
	for year := 2000; year < 2030; year++ {
		if got, want := China().Known(year), year >= 2004 && year <= 2026; got != want {
			t.Errorf("Known(%d) = %v", year, got)
		}
	}
	var none Calendar
	if first, last := none.Years(); first != 0 || last != 0 || none.Known(0) || none.Known(2026) {
		t.Errorf("the zero Calendar knows years: %d to %d", first, last)
	}
	if d := day(t, "2026-10-01"); !none.Working(d) || none.Working(d.AddDays(2)) {
		t.Error("the zero Calendar does not go by the weekday")
	}
}

// TestYearsArePlausible counts working days: 52 weeks and a day or two, less 10, 11 or
// 13 holidays.
func TestYearsArePlausible(t *testing.T) {
	first, last := China().Years()
	for year := first; year <= last; year++ {
		n := 0
		for d := reminders.DateDay(year, 1, 1); d.Year() == year; d++ {
			if China().Working(d) {
				n++
			}
		}
		if n < 243 || n > 253 {
			t.Errorf("%d has %d working days", year, n)
		}
	}
}

// TestEmbeddedFile holds the one form in which the embedded file is written.
func TestEmbeddedFile(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(string(embedded), "\n"), "\n")
	if !strings.HasPrefix(lines[0], "# ") || lines[1] != "日期,类别,名称" {
		t.Fatalf("begins with %q", lines[:2])
	}
	lines = lines[2:]
	if !slices.IsSorted(lines) {
		t.Error("not sorted")
	}
	seen := make(map[string]bool)
	for _, line := range lines {
		fields := strings.Split(line, ",")
		if len(fields) != 3 || fields[2] == "" || seen[fields[0]] {
			t.Fatalf("line %q", line)
		}
		seen[fields[0]] = true
		d := day(t, fields[0])
		weekday := midnight(d).Weekday()
		weekend := weekday == time.Saturday || weekday == time.Sunday
		if made := strings.HasSuffix(fields[2], "调休"); made != (fields[1] == "班") || made && !weekend {
			t.Errorf("line %q, a %s", line, weekday)
		}
	}
}

func TestWith(t *testing.T) {
	before := China()
	after := with(t, before, "2026-10-01,休\n2026-10-10,班\n2028-01-01,休,元旦\n2028-01-03,休\n2028-01-08,班")
	for s, want := range map[string]bool{
		"2026-10-01": false,
		"2026-10-10": true,
		"2026-10-02": true,  // off in what was replaced
		"2026-02-14": false, // worked in what was replaced
		"2025-10-02": false, // a year that the file does not hold
		"2025-10-11": true,
		"2028-01-03": false,
		"2028-01-08": true,
		"2028-01-04": true,
		"2028-01-09": false,
	} {
		if got := after.Working(day(t, s)); got != want {
			t.Errorf("Working(%s) = %v", s, got)
		}
	}
	if first, last := after.Years(); first != 2004 || last != 2028 || after.Known(2027) || !after.Known(2028) {
		t.Errorf("years %d to %d, 2027 %v, 2028 %v", first, last, after.Known(2027), after.Known(2028))
	}
	if before.Working(day(t, "2026-10-02")) || before.Known(2028) {
		t.Error("With changed the calendar it was called on")
	}
	again := with(t, after, "2028-05-01,休")
	if !again.Working(day(t, "2028-01-03")) || again.Working(day(t, "2026-10-01")) {
		t.Error("a second file does not replace its years alone")
	}
}

// TestNewYearReachesBack holds that a notice whose first line is in the year before
// does not take that year's own arrangement away.
func TestNewYearReachesBack(t *testing.T) {
	c := with(t, China(), "2026-12-26,班,元旦调休\n2026-12-31,休,元旦\n2027-01-01,休,元旦\n2028-12-29,休,元旦\n")
	for s, want := range map[string]bool{
		"2026-12-26": true,
		"2026-12-31": false,
		"2026-10-02": false,
		"2026-10-10": true,
		"2027-01-01": false,
		"2028-12-29": false,
		"2028-10-02": true,
	} {
		if got := c.Working(day(t, s)); got != want {
			t.Errorf("Working(%s) = %v", s, got)
		}
	}
	if !c.Known(2026) || !c.Known(2027) || c.Known(2028) {
		t.Errorf("known: 2026 %v, 2027 %v, 2028 %v", c.Known(2026), c.Known(2027), c.Known(2028))
	}
}
