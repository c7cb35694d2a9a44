package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"duban/reminders"
)

func testEnsureAdmins(t *testing.T, fresh func(testing.TB) Store) {
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

func testBind(t *testing.T, fresh func(testing.TB) Store) {
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

func testSetLanguage(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	must(t, s.SetLanguage(t.Context(), "k", "zh-hans"))
	must(t, s.SetLanguage(t.Context(), "stranger", "en"))
	k, err := s.Person(t.Context(), "k")
	must(t, err)
	if all, err := s.People(t.Context()); err != nil || len(all) != 4 || k.Language != "zh-hans" {
		t.Errorf("%+v, %v", all, err)
	}
}

func testAdmitLocal(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	Imported(t, s)
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
	_, err = s.Act(t.Context(), 4, "local", Step(reminders.Report, "建成", ""))
	must(t, err)
	_, err = s.Act(t.Context(), 4, "a", Step(reminders.Return, "请补充", ""))
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

func testCreateInviteIsForSupervisors(t *testing.T, fresh func(testing.TB) Store) {
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

// testGuestsAreConfirmed: who would see everything is let in when whoever made the
// invitation says so, and nobody else; the others are in at once, and it is told in any case.
func testGuestsAreConfirmed(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	ctx, guest := t.Context(), reminders.Guest{ID: "g", Name: "客", User: "guest"}
	must(t, s.Bind(ctx, "b", "", reminders.Admin, "", "a", now))
	told := func(want string) {
		t.Helper()
		rows, err := s.Deliveries(ctx, 0)
		must(t, err)
		got := ""
		for _, d := range rows {
			got += fmt.Sprintf("%s %s;", d.Recipient, d.Kind.Series())
		}
		if got != want {
			t.Errorf("told %q, want %q", got, want)
		}
	}
	token, err := s.CreateInvite(ctx, "", reminders.Leader, "a", now, time.Hour)
	must(t, err)
	for range 2 {
		if v, err := s.RedeemInvite(ctx, token, guest, now); !errors.Is(err, reminders.ErrInviteWaits) || !v.Waits() || v.Guest != guest {
			t.Errorf("%+v, %v", v, err)
		}
	}
	if _, err := s.RedeemInvite(ctx, token, reminders.Guest{ID: "h"}, now); !errors.Is(err, reminders.ErrInviteUsed) {
		t.Errorf("another comes too: %v", err)
	}
	if _, err := s.Person(ctx, "g"); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("in before a word: %v", err)
	}
	told("a opened;")
	open, err := s.OpenInvites(ctx, now)
	if err != nil || len(open) != 1 || open[0].Guest != guest || !open[0].OpenedAt.Equal(now) {
		t.Fatalf("%+v, %v", open, err)
	}
	hash := open[0].Hash
	for _, by := range []reminders.Recipient{"b", "k", "g", reminders.System} {
		if _, err := s.AdmitGuest(ctx, hash, by, now); !errors.Is(err, reminders.ErrForbidden) {
			t.Errorf("%s lets the guest in: %v", by, err)
		}
	}
	if _, err := s.AdmitGuest(ctx, hash, "a", now.Add(time.Hour)); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("after its end: %v", err)
	}
	if v, err := s.AdmitGuest(ctx, hash, "a", now); err != nil || !v.In {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := s.AdmitGuest(ctx, hash, "a", now); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
	if p, err := s.Person(ctx, "g"); err != nil || p.Role != reminders.Leader || p.Name != "客" {
		t.Errorf("%+v, %v", p, err)
	}
	told("a opened;g admitted;")
	if v, err := s.RedeemInvite(ctx, token, guest, now); err != nil || !v.In {
		t.Errorf("again: %+v, %v", v, err)
	}
	if v, err := s.Invite(ctx, hash); err != nil || v.Guest != guest || !v.In {
		t.Errorf("%+v, %v", v, err)
	}
	// One who waits is turned away with the invitation.
	token, err = s.CreateInvite(ctx, "", reminders.Admin, "b", now, time.Hour)
	must(t, err)
	if _, err := s.RedeemInvite(ctx, token, guest, now); !errors.Is(err, reminders.ErrInviteWaits) {
		t.Errorf("a leader becomes supervisor: %v", err)
	}
	must(t, s.Remove(ctx, "b", "a", now))
	if _, err := s.RedeemInvite(ctx, token, guest, now); !errors.Is(err, reminders.ErrInviteRevoked) {
		t.Errorf("its maker has gone: %v", err)
	}
	// A liaison is in at once.
	token, err = s.CreateInvite(ctx, "越城区", reminders.Liaison, "a", now, time.Hour)
	must(t, err)
	if v, err := s.RedeemInvite(ctx, token, reminders.Guest{ID: "n"}, now); err != nil || !v.In {
		t.Errorf("%+v, %v", v, err)
	}
	told("a opened;g admitted;b opened;a opened;")
}

// testInvitesEndWithTheirMaker: who is removed, leaves or loses the configuration comes
// back by no link made before, and lets in nobody else, also when supervising again.
func testInvitesEndWithTheirMaker(t *testing.T, fresh func(testing.TB) Store) {
	for name, end := range map[string]func(s Store) error{
		"removed":        func(s Store) error { return s.Remove(t.Context(), "b", "a", now) },
		"left":           func(s Store) error { return s.Remove(t.Context(), "b", "b", now) },
		"not configured": func(s Store) error { return s.EnsureAdmins(t.Context(), []reminders.Recipient{"a"}, now) },
		"removed, and back": func(s Store) error {
			return errors.Join(s.Remove(t.Context(), "b", "a", now), s.Bind(t.Context(), "b", "", reminders.Admin, "", "a", now))
		},
	} {
		s := fresh(t)
		if name == "not configured" {
			must(t, s.EnsureAdmins(t.Context(), []reminders.Recipient{"a", "b"}, now))
		} else {
			must(t, s.Bind(t.Context(), "b", "", reminders.Admin, "", "a", now))
		}
		token, err := s.CreateInvite(t.Context(), "", reminders.Admin, "b", now, time.Hour)
		must(t, err)
		must(t, end(s))
		for _, who := range []reminders.Recipient{"b", "stranger"} {
			if _, err := s.RedeemInvite(t.Context(), token, reminders.Guest{ID: who}, now); !errors.Is(err, reminders.ErrInviteRevoked) {
				t.Errorf("%s: %s comes in: %v", name, who, err)
			}
		}
		if open, err := s.OpenInvites(t.Context(), now); err != nil || len(open) > 0 {
			t.Errorf("%s: open: %v, %v", name, open, err)
		}
	}
}
