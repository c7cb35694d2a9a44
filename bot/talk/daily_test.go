package talk

import (
	"fmt"
	"testing"

	"duban/reminders"
)

func TestDaily(t *testing.T) {
	var d daily
	for i, tt := range []struct {
		person, request string
		day             int
		want            bool
	}{
		{"1", "a", 1, true}, {"1", "a", 1, true}, {"1", "b", 1, false}, {"2", "c", 1, true},
		{"1", "d", 2, true}, {"1", "e", 2, false},
	} {
		if got := d.first(tt.person, tt.request, reminders.Day(tt.day)); got != tt.want {
			t.Errorf("%d: %v", i, got)
		}
	}
	d.forget("1")
	if !d.first("1", "f", reminders.Day(2)) {
		t.Error("not told again")
	}
	for i := range 2 * manyStrangers {
		d.first(fmt.Sprint("flood ", i), "", reminders.Day(2))
	}
	if len(d.said) > manyStrangers || d.first("3", "g", reminders.Day(2)) {
		t.Errorf("remembers %d", len(d.said))
	}
}
