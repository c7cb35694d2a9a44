package telegram

import (
	"testing"
	"time"
)

// TestTimeOfTelegram: what Telegram says of the time is handed on: with each answer, also
// one that refuses, and with each message that has just come; not with one that was stored.
func TestTimeOfTelegram(t *testing.T) {
	var answered, sent []time.Time
	cfg := Config{Answered: func(at time.Time) { answered = append(answered, at) }, Sent: func(at time.Time) { sent = append(sent, at) }}
	inWorldWith(t, cfg, echo, func(w *world) {
		w.tg.Meet(1)
		w.inbox.pending[7] = []byte(`{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"from":{"id":1,"first_name":"a"},"text":"old"}}`)
		w.run()
		w.expect("echo old")
		if len(sent) > 0 {
			t.Errorf("a stored message gives the time: %v", sent)
		}
		time.Sleep(time.Hour)
		w.tg.Say(1, 1, "hello")
		w.expect("echo old|echo hello")
		now := time.Now().Truncate(time.Second)
		if len(sent) != 1 || !sent[0].Equal(now) {
			t.Errorf("sent at %v, want %v", sent, now)
		}
		if last := answered[len(answered)-1]; !last.Equal(now) {
			t.Errorf("answered at %v, want %v", last, now)
		}
	})
}
