package sqlite

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"duban/reminders"
)

// TestTokensAreErased: the token of an invitation is nowhere in the file once the update
// that opened it is finished.
func TestTokensAreErased(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	s := open(t, path)
	must(t, s.EnsureAdmins(t.Context(), []reminders.Recipient{"a"}, now))
	var tokens [][]byte
	for i := range int64(20) {
		token, err := s.CreateInvite(t.Context(), "柯桥区", reminders.Liaison, "a", now, time.Hour)
		must(t, err)
		tokens = append(tokens, []byte(token))
		body := fmt.Appendf(nil, `{"update_id":%d,"message":{"text":"/start %s"},"padding":%q}`, i, token, bytes.Repeat([]byte{'x'}, int(i)*1000))
		_, err = s.SaveUpdates(t.Context(), "bot", map[int64][]byte{i: body})
		must(t, err)
		if i%2 == 0 {
			_, err = s.RedeemInvite(t.Context(), token, reminders.Guest{ID: reminders.Recipient(fmt.Sprint("g", i))}, now)
			must(t, err)
		}
		must(t, s.FinishUpdates(t.Context(), "bot", i))
	}
	must(t, s.Close())
	file, err := os.ReadFile(path)
	must(t, err)
	for i, token := range tokens {
		if bytes.Contains(file, token) {
			t.Errorf("token %d is still there", i)
		}
	}
}
