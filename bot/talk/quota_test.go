package talk

import (
	"testing"

	"duban/reminders"
)

func TestQuota(t *testing.T) {
	var q quota
	for i := range filesADay {
		if !q.take("1", 1, 1) {
			t.Fatalf("file %d refused", i)
		}
	}
	for _, tt := range []struct {
		person reminders.Recipient
		bytes  int
		day    reminders.Day
		want   bool
	}{
		{"1", 1, 1, false}, {"2", bytesADay + 1, 1, false}, {"2", bytesADay, 1, true}, {"2", 1, 1, false}, {"1", 1, 2, true},
	} {
		if got := q.take(tt.person, tt.bytes, tt.day); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}
