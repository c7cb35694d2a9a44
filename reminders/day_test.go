package reminders

import (
	"testing"
	"time"
)

func TestDay(t *testing.T) {
	for _, s := range []string{"1969-12-31", "1970-01-01", "2020-02-29", "2021-12-31", "2100-03-01"} {
		d, err := ParseDay(s)
		if err != nil || d.String() != s {
			t.Errorf("%s became %v, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "2021-13-01", "2021-02-30", "2021-1-1", "昨天"} {
		if d, err := ParseDay(s); err == nil {
			t.Errorf("%q became %v", s, d)
		}
	}
	// The day is that of the deadline's place, wherever the machine stands.
	shanghai := time.FixedZone("CST", 8*3600)
	evening := time.Date(2021, 12, 31, 17, 0, 0, 0, time.UTC)
	if d := DayOf(evening, shanghai); d.String() != "2022-01-01" {
		t.Errorf("17:00 UTC is %v in Shanghai", d)
	}
	if at := NewDay(2022, 1, 1).At(9, shanghai); !at.Equal(time.Date(2022, 1, 1, 1, 0, 0, 0, time.UTC)) {
		t.Errorf("nine o'clock is %v", at)
	}
	if d := NewDay(2021, time.December, 31) + 60; d.String() != "2022-03-01" {
		t.Errorf("60 days later is %v", d)
	}
}
