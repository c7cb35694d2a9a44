package sqlite

import (
	"errors"
	"strings"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/storetest"
)

func TestSeenAndUnreachable(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	for range 2 {
		must(t, s.MarkUnreachable(t.Context(), "k", now))
	}
	notices, err := s.Deliveries(t.Context(), 0)
	must(t, err)
	if len(notices) != 1 || notices[0].Kind != "unreachable#k" || notices[0].Recipient != "a" {
		t.Errorf("%+v", notices)
	}
	must(t, s.MarkSeen(t.Context(), "k", "柯先生", now.Add(time.Minute)))
	must(t, s.MarkSeen(t.Context(), "stranger", "谁", now))
	k, err := s.Person(t.Context(), "k")
	must(t, err)
	if k.Unreachable || k.Name != "柯先生" || !k.SeenAt.Equal(now.Add(time.Minute)) {
		t.Errorf("%+v", k)
	}
	var log string
	must(t, s.r.QueryRow("SELECT group_concat(action, ' ' ORDER BY id) FROM people_log WHERE person = 'k'").Scan(&log))
	if log != "bind unreachable reachable" {
		t.Errorf("log: %s", log)
	}
}

func TestInvites(t *testing.T) {
	s := fresh(t)
	invite := func(unit string, role reminders.Role) string {
		t.Helper()
		token, err := s.CreateInvite(t.Context(), unit, role, "a", now, 72*time.Hour)
		must(t, err)
		return token
	}
	token := invite("新昌县", reminders.Liaison)
	if len(token) != 22 || strings.ContainsAny(token, "+/=") || token == invite("新昌县", reminders.Liaison) {
		t.Errorf("token %q", token)
	}
	var stored int
	must(t, s.r.QueryRow("SELECT count(*) FROM invites WHERE hash = ? OR instr(hash, ?)", token, token).Scan(&stored))
	if stored != 0 {
		t.Error("the token itself is stored")
	}
	later := now.Add(time.Hour)
	for range 2 { // the same person may come again
		v, err := s.RedeemInvite(t.Context(), token, reminders.Guest{ID: "x", Name: "丙"}, later)
		if err != nil || v.Unit != "新昌县" || v.Role != reminders.Liaison || v.By != "a" {
			t.Errorf("%+v, %v", v, err)
		}
	}
	x, err := s.Person(t.Context(), "x")
	if err != nil || !x.Serves("新昌县") || x.Name != "丙" || !x.JoinedAt.Equal(later) {
		t.Errorf("%+v, %v", x, err)
	}
	_, err = s.RedeemInvite(t.Context(), invite("嵊州市", reminders.Liaison), reminders.Guest{ID: "x"}, later)
	must(t, err)
	if x, err = s.Person(t.Context(), "x"); err != nil || len(x.Units) != 2 {
		t.Errorf("a second unit: %+v, %v", x, err)
	}
	if v, err := s.RedeemInvite(t.Context(), token, reminders.Guest{ID: "z"}, later); !errors.Is(err, reminders.ErrInviteUsed) {
		t.Errorf("by another: %+v, %v", v, err)
	}
	must(t, s.Unbind(t.Context(), "x", "新昌县", "a", now))
	if _, err := s.RedeemInvite(t.Context(), token, reminders.Guest{ID: "x"}, later); !errors.Is(err, reminders.ErrInviteUsed) {
		t.Errorf("after being unbound: %v", err)
	}
	for _, wrong := range []string{"", "x", token + "x", strings.Repeat("长", 10000), "' OR 1=1 --"} {
		if _, err := s.RedeemInvite(t.Context(), wrong, reminders.Guest{ID: "z"}, later); !errors.Is(err, reminders.ErrInviteUnknown) {
			t.Errorf("%.20q: %v", wrong, err)
		}
	}
	if _, err := s.RedeemInvite(t.Context(), invite("", reminders.Leader), reminders.Guest{ID: "z"}, now.Add(72*time.Hour)); !errors.Is(err, reminders.ErrInviteExpired) {
		t.Errorf("at the last moment: %v", err)
	}
	if _, err := s.Person(t.Context(), "z"); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("let in all the same: %v", err)
	}
}
