package tgtest

import (
	"testing"
	"time"
)

// TestLimit sends at a steady pace until it is told to slow down, or has sent so many.
func TestLimit(t *testing.T) {
	for name, tt := range map[string]struct {
		chat  func(i int) int64
		every time.Duration
		want  int // messages that pass before the first that does not; -1: all
	}{
		"many chats at once":  {func(i int) int64 { return int64(i + 1) }, time.Millisecond, allPerSecond},
		"many chats, slowly":  {func(i int) int64 { return int64(i + 1) }, time.Second/allPerSecond + time.Millisecond, -1},
		"one chat at once":    {func(int) int64 { return 1 }, time.Millisecond, chatBurst},
		"one chat, too fast":  {func(int) int64 { return 1 }, time.Second / 2, chatBurst + 30},
		"one chat, slowly":    {func(int) int64 { return 1 }, time.Second, -1},
		"a group, too fast":   {func(int) int64 { return -1 }, 2 * time.Second, groupPerMinute},
		"a group, slowly":     {func(int) int64 { return -1 }, 3 * time.Second, -1},
		"groups side by side": {func(i int) int64 { return int64(-1 - i%2) }, 3 * time.Second / 2, -1},
	} {
		t.Run(name, func(t *testing.T) {
			s := New()
			s.Limit()
			got := -1
			for i := range 200 {
				no := s.slowDown("sendPhoto", tt.chat(i), time.Unix(0, 0).Add(time.Duration(i)*tt.every))
				if no == nil {
					continue
				}
				if got = i; no.code != 429 || no.parameters["retry_after"].(int) < 1 {
					t.Errorf("refused with %+v", no)
				}
				break
			}
			if got != tt.want {
				t.Errorf("refused message %d, want %d", got, tt.want)
			}
		})
	}
	s := New()
	s.Limit()
	for range 100 {
		if no := s.slowDown("answerCallbackQuery", 1, time.Unix(0, 0)); no != nil {
			t.Error("a call that brings no message is refused")
		}
	}
}
