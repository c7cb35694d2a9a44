package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"duban/reminders"
)

func testChats(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	ctx := t.Context()
	bind := func(chat, unit string) {
		t.Helper()
		must(t, s.BindChat(ctx, reminders.Recipient(chat), "群", unit, "a", now))
	}
	if err := s.BindChat(ctx, "tg:-1", "群", "柯桥区", "k", now); !errors.Is(err, reminders.ErrForbidden) {
		t.Errorf("a liaison binds a group: %v", err)
	}
	bind("tg:-1", "柯桥区")
	bind("tg:-1:7", "越城区")
	bind("tg:-12", "")
	bind("tg:-1", "新昌县") // another unit, in place of the first
	chats := func() string {
		t.Helper()
		all, err := s.Chats(ctx)
		must(t, err)
		var out string
		for _, c := range all {
			out += fmt.Sprintf("%s=%v ", c.ID, c.Units)
		}
		return out
	}
	if got := chats(); got != "tg:-1=[新昌县] tg:-12=[] tg:-1:7=[越城区] " {
		t.Error(got)
	}
	for range 2 { // told twice, as after a crash
		must(t, s.MoveChat(ctx, "tg:-1", "tg:-1001"))
	}
	if got := chats(); got != "tg:-1001=[新昌县] tg:-1001:7=[越城区] tg:-12=[] " {
		t.Error(got)
	}
	must(t, s.MarkUnreachable(ctx, "tg:-12", now))
	if p, err := s.Recipient(ctx, "tg:-12"); err != nil || !p.Unreachable || p.Role != reminders.Group {
		t.Errorf("%+v, %v", p, err)
	}
	must(t, s.UnbindChat(ctx, "tg:-1001", reminders.System, now)) // with its topics
	if got := chats(); got != "tg:-12=[] " {
		t.Error(got)
	}
	if err := s.UnbindChat(ctx, "tg:-1001", "a", now); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("unbound twice: %v", err)
	}
}

func testRemove(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	ctx := t.Context()
	must(t, s.Bind(ctx, "b", "副手", reminders.Admin, "", "a", now))
	for name, c := range map[string]struct {
		who, by reminders.Recipient
		want    error
	}{
		"a liaison removes another":       {"y", "k", reminders.ErrForbidden},
		"one by configuration":            {"a", "b", reminders.ErrConfigured},
		"one by configuration who leaves": {"a", "a", reminders.ErrConfigured},
		"nobody":                          {"x", "a", reminders.ErrNotFound},
	} {
		if err := s.Remove(ctx, c.who, c.by, now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, s.Remove(ctx, "k", "k", now))
	must(t, s.Remove(ctx, "y", "b", now))
	for _, gone := range []reminders.Recipient{"k", "y"} {
		if _, err := s.Person(ctx, gone); !errors.Is(err, reminders.ErrNotFound) {
			t.Errorf("%s: %v", gone, err)
		}
	}
	// The one by configuration goes with the configuration; the other is the last then.
	must(t, s.EnsureAdmins(ctx, nil, now))
	if err := s.Remove(ctx, "b", "b", now); !errors.Is(err, reminders.ErrLastAdmin) {
		t.Errorf("the last supervisor: %v", err)
	}
}

func testRevokeInvite(t *testing.T, fresh func(testing.TB) Store) {
	s := fresh(t)
	ctx := t.Context()
	token, err := s.CreateInvite(ctx, "柯桥区", reminders.Liaison, "a", now, time.Hour)
	must(t, err)
	open, err := s.OpenInvites(ctx, now)
	must(t, err)
	if len(open) != 1 || open[0].Unit != "柯桥区" {
		t.Fatalf("%+v", open)
	}
	if err := s.RevokeInvite(ctx, open[0].Hash, "k", now); !errors.Is(err, reminders.ErrForbidden) {
		t.Errorf("a liaison revokes: %v", err)
	}
	must(t, s.RevokeInvite(ctx, open[0].Hash, "a", now))
	if _, err := s.RedeemInvite(ctx, token, reminders.Guest{ID: "n", Name: "新人"}, now); !errors.Is(err, reminders.ErrInviteRevoked) {
		t.Errorf("a revoked invitation: %v", err)
	}
	if err := s.RevokeInvite(ctx, open[0].Hash, "a", now); !errors.Is(err, reminders.ErrNotFound) {
		t.Errorf("revoked twice: %v", err)
	}
	if open, err = s.OpenInvites(ctx, now); err != nil || len(open) != 0 {
		t.Errorf("still open: %+v, %v", open, err)
	}
}
