package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"duban/reminders"
)

// TestSettings: supervisors change them, every change is kept, the last one holds, and
// what is wrong changes nothing.
func TestSettings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	s := open(t, path)
	must(t, s.EnsureAdmins(t.Context(), []reminders.Recipient{"a"}, now))
	must(t, s.Bind(t.Context(), "k", "", reminders.Liaison, "柯桥区", "a", now))
	if got := s.Settings(); !reflect.DeepEqual(got, reminders.DefaultSettings()) {
		t.Errorf("a new diary has %+v", got)
	}
	first := reminders.DefaultSettings()
	first.Rule.Before, first.Lights.WarnDays = []int{1, 60, 1}, 14
	must(t, s.SetSettings(t.Context(), first, "a", now))
	if got := s.Settings(); fmt.Sprint(got.Rule.Before) != "[60 1]" || got.Lights.WarnDays != 14 {
		t.Errorf("%+v", got)
	}
	holds := s.Settings()
	bad := first
	bad.Rule.Hour = 3
	for _, by := range []reminders.Recipient{"k", "stranger", ""} {
		if err := s.SetSettings(t.Context(), reminders.DefaultSettings(), by, now); !errors.Is(err, reminders.ErrForbidden) {
			t.Errorf("by %q: %v", by, err)
		}
	}
	if err := s.SetSettings(t.Context(), bad, "a", now); err == nil || err.Error() != bad.Check().Error() {
		t.Errorf("at night: %v", err)
	}
	if got := s.Settings(); !reflect.DeepEqual(got, holds) {
		t.Errorf("what was refused changed the settings to %+v", got)
	}
	second := reminders.DefaultSettings()
	second.Rule.Before, second.Rule.OnDay, second.Rule.Monthly = nil, false, false
	must(t, s.SetSettings(t.Context(), second, "a", now.Add(time.Hour)))
	must(t, s.Close())
	s = open(t, path)
	defer s.Close()
	if got := s.Settings().Rule; got.Before != nil || got.OnDay || got.Monthly || !got.YearSum || got.Every != 7 {
		t.Errorf("after a restart: %+v", got)
	}
	changes, err := s.SettingsChanges(t.Context())
	must(t, err)
	if len(changes) != 2 || changes[0].By != "a" || !changes[0].At.Equal(now) || !reflect.DeepEqual(changes[0].Settings, holds) || !changes[1].At.Equal(now.Add(time.Hour)) {
		t.Errorf("%+v", changes)
	}
}

// TestSettingsOfAnotherVersion: what a row does not know keeps its default, and what it
// knows besides does no harm.
func TestSettingsOfAnotherVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	for body, want := range map[string]string{
		`{}`: "[90 30 7 1] [1 3 7] 9 30",
		`{"rule": {"before": [45], "hour": 8}, "theme": "dark"}`: "[45] [1 3 7] 8 30",
		`{"lights": {"warn_days": 10, "blink": true}}`:           "[90 30 7 1] [1 3 7] 9 10",
		`{"rule": {"before": null, "overdue": []}}`:              "[] [] 9 30",
	} {
		s := open(t, path)
		_, err := s.w.Exec("INSERT INTO settings (body, by, at) VALUES (?, 'a', 1)", body)
		must(t, err)
		must(t, s.Close())
		s = open(t, path)
		changes, err := s.SettingsChanges(t.Context())
		must(t, err)
		for _, got := range []reminders.Settings{s.Settings(), changes[len(changes)-1].Settings} {
			if text := fmt.Sprint(got.Rule.Before, got.Rule.Overdue, got.Rule.Hour, got.Lights.WarnDays); text != want || !got.Rule.Quarter {
				t.Errorf("%s: %s, want %s", body, text, want)
			}
		}
		must(t, s.Close())
	}
	s := open(t, path)
	_, err := s.w.Exec("INSERT INTO settings (body, by, at) VALUES ('不是JSON', 'a', 1)")
	must(t, err)
	must(t, s.Close())
	if _, err := Open(t.Context(), path); err == nil {
		t.Error("settings that cannot be read are taken for the defaults")
	}
}

func TestSetHours(t *testing.T) {
	s := fresh(t)
	h := reminders.Hours{Own: 14, QuietFrom: 22, QuietTo: 7}
	must(t, s.SetHours(t.Context(), "k", h, now))
	for _, c := range []struct {
		who  reminders.Recipient
		h    reminders.Hours
		want error
	}{
		{"stranger", h, reminders.ErrForbidden}, {"k", reminders.Hours{Own: 3}, reminders.ErrHour}, {"k", reminders.Hours{QuietFrom: 18, QuietTo: 9}, reminders.ErrQuiet},
		{"k", reminders.Hours{QuietFrom: 0, QuietTo: 23}, reminders.ErrQuiet}, {"k", reminders.Hours{QuietFrom: 8, QuietTo: 10}, reminders.ErrQuietHour},
	} {
		if err := s.SetHours(t.Context(), c.who, c.h, now); !errors.Is(err, c.want) {
			t.Errorf("%s, %+v: %v, want %v", c.who, c.h, err, c.want)
		}
	}
	set := reminders.DefaultSettings()
	set.Rule.Hour = 12
	must(t, s.SetSettings(t.Context(), set, "a", now))
	if err := s.SetHours(t.Context(), "y", reminders.Hours{QuietFrom: 12, QuietTo: 14}, now); !errors.Is(err, reminders.ErrQuietHour) {
		t.Errorf("the rule's hour as it is now is quiet: %v", err)
	}
	k, err := s.Person(t.Context(), "k")
	must(t, err)
	y, err := s.Person(t.Context(), "y")
	must(t, err)
	if k.Hours != h || y.Hours != (reminders.Hours{}) {
		t.Errorf("%+v, %+v", k.Hours, y.Hours)
	}
	var logged int
	must(t, s.r.QueryRow("SELECT count(*) FROM people_log WHERE action = 'hours' AND person = 'k' AND actor = 'k'").Scan(&logged))
	if logged != 1 {
		t.Errorf("logged %d times", logged)
	}
}
