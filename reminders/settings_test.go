package reminders

import (
	"errors"
	"testing"
)

func TestHours(t *testing.T) {
	for _, c := range []struct {
		own, from, to int
		want          error
	}{
		{0, 0, 0, nil}, {9, 0, 0, nil}, {FirstHour, 0, 0, nil}, {LastHour, 0, 0, nil},
		{FirstHour - 1, 0, 0, ErrHour}, {LastHour + 1, 0, 0, ErrHour}, {-1, 0, 0, ErrHour}, {24, 0, 0, ErrHour},
		{0, 22, 7, nil}, {0, 12, 14, nil}, {0, 10, 24, ErrQuiet}, {0, -1, 7, ErrQuiet}, {0, 24, 7, ErrQuiet},
		{0, 10, 0, nil}, {0, 18, 8, nil}, {0, 18, 9, ErrQuiet}, // 14 hours and 15
		{0, 0, 23, ErrQuiet}, {0, 1, 0, ErrQuiet}, // almost the whole day
		{0, 9, 10, ErrQuietHour}, {0, 22, 10, ErrQuietHour}, {0, 8, 9, nil}, // the rule's nine
		{11, 9, 11, nil}, {10, 9, 11, ErrQuietHour}, {22, 21, 7, ErrQuietHour}, {7, 21, 7, nil},
	} {
		if err := (Hours{c.own, c.from, c.to}).Check(9); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// TestQuiet counts the hours of all days in the plain way. Whatever is accepted leaves
// an hour at which reminders go out.
func TestQuiet(t *testing.T) {
	for from := range 24 {
		for to := range 24 {
			h := Hours{QuietFrom: from, QuietTo: to}
			quiet := map[int]bool{}
			for hour := from; hour != to; hour = (hour + 1) % 24 {
				quiet[hour] = true
			}
			for hour := range 24 {
				if h.Quiet(hour) != quiet[hour] {
					t.Fatalf("from %d to %d: at %d quiet %v", from, to, hour, h.Quiet(hour))
				}
			}
			if h.Check(9) != nil {
				continue
			}
			for rule := FirstHour; rule <= LastHour; rule++ { // it may be moved later
				if at := h.Sending(rule); h.Quiet(at) || at < FirstHour || at > 23 || !h.Quiet(rule) && at != rule {
					t.Fatalf("from %d to %d, the rule at %d: sent at %d", from, to, rule, at)
				}
			}
		}
	}
	if h := (Hours{Own: 14}); h.At(9) != 14 || h.Sending(9) != 14 || (Hours{}).At(9) != 9 {
		t.Error("the own hour does not go before the rule's")
	}
}
