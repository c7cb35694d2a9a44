package reminders

import (
	"testing"
	"time"
)

// holidays is a small calendar: Saturdays and Sundays are off, except that the days
// listed are worked (true) or off (false). It knows the years from 2020 to 2029.
type holidays map[Day]bool

func (h holidays) Working(d Day) bool {
	if worked, listed := h[d]; listed {
		return worked
	}
	weekday := d.utc().Weekday()
	return weekday != time.Saturday && weekday != time.Sunday
}

func (h holidays) Known(year int) bool { return year >= 2020 && year <= 2029 }

// china has the holidays of the end of 2023 and of the Spring Festival after it, as the
// State Council arranged them.
func china(t testing.TB) holidays {
	h := holidays{}
	for _, span := range []struct {
		from, to string
		worked   bool
	}{
		{"2023-09-29", "2023-10-06", false}, {"2023-10-07", "2023-10-08", true}, // a Saturday and a Sunday that are made up for
		{"2024-01-01", "2024-01-01", false},
		{"2024-02-04", "2024-02-04", true}, {"2024-02-10", "2024-02-17", false}, {"2024-02-18", "2024-02-18", true},
	} {
		for d := mustDay(t, span.from); d <= mustDay(t, span.to); d++ {
			h[d] = span.worked
		}
	}
	return h
}

// alwaysOff is a calendar that nobody would believe.
type alwaysOff struct{}

func (alwaysOff) Working(Day) bool { return false }
func (alwaysOff) Known(int) bool   { return true }

func TestWorkingDays(t *testing.T) {
	c := china(t)
	for _, test := range []struct{ day, before, from string }{
		{"2023-09-28", "2023-09-28", "2023-09-28"}, // a Thursday
		{"2023-09-29", "2023-09-28", "2023-10-07"}, // eight days off, then a Saturday that is worked
		{"2023-10-06", "2023-09-28", "2023-10-07"},
		{"2023-10-08", "2023-10-08", "2023-10-08"}, // a Sunday that is worked
		{"2023-10-14", "2023-10-13", "2023-10-16"}, // a Saturday
		{"2024-01-01", "2023-12-29", "2024-01-02"},
		{"2024-02-14", "2024-02-09", "2024-02-18"},
	} {
		d := mustDay(t, test.day)
		if before, from := workingBefore(c, d).String(), workingFrom(c, d).String(); before != test.before || from != test.from {
			t.Errorf("%s: %s and %s, want %s and %s", d, before, from, test.before, test.from)
		}
		for name, odd := range map[string]WorkDays{"no calendar": nil, "a calendar without a working day": alwaysOff{}} {
			if workingBefore(odd, d) != d || workingFrom(odd, d) != d {
				t.Errorf("%s moves %s", name, d)
			}
		}
	}
}
