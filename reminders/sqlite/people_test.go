package sqlite

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"duban/reminders"
)

func TestEnsureAdmins(t *testing.T) {
	s := fresh(t) // a is an admin by configuration
	role := func(id reminders.Recipient) reminders.Role {
		p, err := s.Person(t.Context(), id)
		if errors.Is(err, reminders.ErrNotFound) {
			return ""
		}
		must(t, err)
		return p.Role
	}
	must(t, s.EnsureAdmins(t.Context(), []reminders.Recipient{"b", "k", "b"}, now))
	if role("a") != "" || role("b") != reminders.Admin || role("k") != reminders.Admin {
		t.Errorf("a %q, b %q, k %q", role("a"), role("b"), role("k"))
	}
	must(t, s.Bind(t.Context(), "b", "", reminders.Leader, "", "k", now))
	must(t, s.EnsureAdmins(t.Context(), nil, now))
	k, err := s.Person(t.Context(), "k")
	must(t, err)
	if role("b") != reminders.Leader || k.Role != reminders.Liaison || !k.Serves("柯桥区") || k.Name != "甲" {
		t.Errorf("b %q, k %+v", role("b"), k)
	}
	must(t, s.Bind(t.Context(), "c", "", reminders.Admin, "", reminders.System, now))
	must(t, s.EnsureAdmins(t.Context(), nil, now))
	if role("c") != reminders.Admin {
		t.Error("a supervisor by invitation lost the role with the configuration")
	}
}

func TestBind(t *testing.T) {
	s := fresh(t)
	must(t, s.Bind(t.Context(), "k", "", reminders.Liaison, "上虞区", "a", now.Add(time.Hour)))
	must(t, s.Bind(t.Context(), "k", "", reminders.Reader, "", "a", now)) // may do less: no change
	k, err := s.Person(t.Context(), "k")
	must(t, err)
	if fmt.Sprint(k.Units) != "[上虞区 柯桥区]" || k.Name != "甲" || k.Role != reminders.Liaison || !k.JoinedAt.Equal(now) || !k.SeenAt.IsZero() {
		t.Errorf("%+v", k)
	}
	for name, err := range map[string]error{
		"by a liaison":  s.Bind(t.Context(), "x", "", reminders.Reader, "", "k", now),
		"by a stranger": s.Bind(t.Context(), "x", "", reminders.Reader, "", "x", now),
		"unbind":        s.Unbind(t.Context(), "k", "上虞区", "y", now),
	} {
		if !errors.Is(err, reminders.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s.Bind(t.Context(), "x", "", reminders.Liaison, "", "a", now) == nil || s.Bind(t.Context(), "x", "", "king", "", "a", now) == nil ||
		s.Bind(t.Context(), "x", "", reminders.Liaison, "柯桥区\n越城区", "a", now) == nil {
		t.Error("a role or unit that does not exist is given")
	}
	must(t, s.Unbind(t.Context(), "k", "上虞区", "k", now))
	if all, err := s.People(t.Context()); err != nil || len(all) != 4 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestSeenAndUnreachable(t *testing.T) {
	s := fresh(t)
	imported(t, s)
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

func TestSetLanguage(t *testing.T) {
	s := fresh(t)
	must(t, s.SetLanguage(t.Context(), "k", "zh-hans"))
	must(t, s.SetLanguage(t.Context(), "stranger", "en"))
	k, err := s.Person(t.Context(), "k")
	must(t, err)
	if all, err := s.People(t.Context()); err != nil || len(all) != 4 || k.Language != "zh-hans" {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestAdmitLocal(t *testing.T) {
	s := fresh(t)
	imported(t, s)
	must(t, s.AdmitLocal(t.Context(), "local", "本机", reminders.Admin, nil, now))
	must(t, s.AdmitLocal(t.Context(), "local", "本机", reminders.Liaison, []string{"越城区", "上虞区"}, now))
	must(t, s.AdmitLocal(t.Context(), "local", "本机", reminders.Liaison, []string{"越城区"}, now))
	p, err := s.Person(t.Context(), "local")
	if err != nil || !p.Silent || p.Role != reminders.Liaison || fmt.Sprint(p.Units) != "[越城区]" {
		t.Errorf("%+v, %v", p, err)
	}
	if s.AdmitLocal(t.Context(), "nobody", "", reminders.Liaison, nil, now) == nil {
		t.Error("a liaison of nothing is let in")
	}
	_, err = s.Act(t.Context(), 4, "local", step(reminders.Report, "建成", ""))
	must(t, err)
	_, err = s.Act(t.Context(), 4, "a", step(reminders.Return, "请补充", ""))
	must(t, err)
	owed, err := s.Deliveries(t.Context(), 4)
	must(t, err)
	for _, d := range owed {
		if d.Recipient == "local" {
			t.Errorf("the terminal is owed %s", d.Kind)
		}
	}
	if len(owed) != 2 { // to a about the report, to y about the return
		t.Errorf("%+v", owed)
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
		v, err := s.RedeemInvite(t.Context(), token, "x", "丙", later)
		if err != nil || v.Unit != "新昌县" || v.Role != reminders.Liaison || v.By != "a" {
			t.Errorf("%+v, %v", v, err)
		}
	}
	x, err := s.Person(t.Context(), "x")
	if err != nil || !x.Serves("新昌县") || x.Name != "丙" || !x.JoinedAt.Equal(later) {
		t.Errorf("%+v, %v", x, err)
	}
	_, err = s.RedeemInvite(t.Context(), invite("嵊州市", reminders.Liaison), "x", "", later)
	must(t, err)
	if x, err = s.Person(t.Context(), "x"); err != nil || len(x.Units) != 2 {
		t.Errorf("a second unit: %+v, %v", x, err)
	}
	if v, err := s.RedeemInvite(t.Context(), token, "z", "", later); !errors.Is(err, reminders.ErrInviteUsed) {
		t.Errorf("by another: %+v, %v", v, err)
	}
	must(t, s.Unbind(t.Context(), "x", "新昌县", "a", now))
	if _, err := s.RedeemInvite(t.Context(), token, "x", "", later); !errors.Is(err, reminders.ErrInviteUsed) {
		t.Errorf("after being unbound: %v", err)
	}
	for _, wrong := range []string{"", "x", token + "x", strings.Repeat("长", 10000), "' OR 1=1 --"} {
		if _, err := s.RedeemInvite(t.Context(), wrong, "z", "", later); !errors.Is(err, reminders.ErrInviteUnknown) {
			t.Errorf("%.20q: %v", wrong, err)
		}
	}
	if _, err := s.RedeemInvite(t.Context(), invite("", reminders.Leader), "z", "", now.Add(72*time.Hour)); !errors.Is(err, reminders.ErrInviteExpired) {
		t.Errorf("at the last moment: %v", err)
	}
	if _, err := s.Person(t.Context(), "z"); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("let in all the same: %v", err)
	}
}

func TestCreateInviteIsForSupervisors(t *testing.T) {
	s := fresh(t)
	for _, by := range []reminders.Recipient{"k", "r", "stranger"} {
		if token, err := s.CreateInvite(t.Context(), "柯桥区", reminders.Liaison, by, now, time.Hour); !errors.Is(err, reminders.ErrForbidden) || token != "" {
			t.Errorf("by %s: %q, %v", by, token, err)
		}
	}
	if _, err := s.CreateInvite(t.Context(), "", reminders.Liaison, "a", now, time.Hour); err == nil {
		t.Error("a liaison of nothing")
	}
	if _, err := s.CreateInvite(t.Context(), "柯桥区", reminders.Liaison, "a", now, 0); err == nil {
		t.Error("an invitation that is over at once")
	}
}
