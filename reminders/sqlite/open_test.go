package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/storetest"
)

var now = time.Date(2023, 12, 1, 2, 0, 0, 0, time.UTC)

func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// blank is an empty diary. To make one takes longer than most tests do, most of all
// under the race detector.
var blank = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "duban.db")
	s, err := Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// TestStore plays what every store has to pass.
func TestStore(t *testing.T) {
	storetest.Run(t, func(t testing.TB) storetest.Store { return empty(t) })
}

// fresh gives a diary with a (supervisor), k and y (liaisons of 柯桥区 and
// 越城区) and r (reader).
func fresh(t testing.TB) *Store {
	t.Helper()
	return storetest.Fill(t, empty(t))
}

// empty gives an empty diary.
func empty(t testing.TB) *Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "duban.db")
	file, err := blank()
	must(t, err)
	must(t, os.WriteFile(path, file, 0o600))
	s := open(t, path)
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func day(t testing.TB, s string) reminders.Day {
	t.Helper()
	d, err := reminders.ParseDay(s)
	must(t, err)
	return d
}

func TestOpenTwiceAndOddPaths(t *testing.T) {
	for _, name := range []string{"duban.db", "台账 100%?#&a=b.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := open(t, path)
		must(t, s.SaveSession(t.Context(), "c", []byte("{}"), now))
		must(t, s.Close())
		if _, err := os.Stat(path); err != nil {
			t.Errorf("the file is not where it was asked for: %v", err)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*-wal")); len(left) > 0 {
			t.Errorf("left after Close: %v", left)
		}
		s = open(t, path)
		if body, err := s.LoadSession(t.Context(), "c"); err != nil || string(body) != "{}" {
			t.Errorf("%s: %q, %v", name, body, err)
		}
		must(t, s.Close())
	}
}

func TestPragmasHoldOnEveryConnection(t *testing.T) {
	s := fresh(t)
	for name, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000"} {
		for _, db := range []*sql.DB{s.w, s.r} {
			var got string
			must(t, db.QueryRow("PRAGMA "+name).Scan(&got))
			if got != want {
				t.Errorf("%s is %s", name, got)
			}
		}
	}
	if _, err := s.r.Exec("DELETE FROM sessions"); err == nil {
		t.Error("a reader can write")
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	raw := func(path, statement string) {
		t.Helper()
		db, err := sql.Open("sqlite", path)
		must(t, err)
		_, err = db.Exec(statement)
		must(t, err)
		must(t, db.Close())
	}
	newer, foreign, text, torn := filepath.Join(dir, "newer"), filepath.Join(dir, "foreign"), filepath.Join(dir, "text"), filepath.Join(dir, "torn")
	s := open(t, newer)
	must(t, s.Close())
	raw(newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	raw(foreign, "CREATE TABLE notes (words TEXT)")
	must(t, os.WriteFile(text, []byte(strings.Repeat("这不是数据库。", 1000)), 0o600))
	s = open(t, torn)
	must(t, s.Close())
	whole, err := os.ReadFile(torn)
	must(t, err)
	for i := 4096; i < len(whole); i++ {
		whole[i] = 0x55
	}
	must(t, os.WriteFile(torn, whole, 0o600))
	for path, want := range map[string]struct {
		fault Fault
		says  string
	}{
		newer: {Newer, "新版"}, foreign: {Foreign, "DUBAN_DATA"}, text: {Damaged, "备份"}, torn: {Damaged, "备份"},
		filepath.Join(dir, "no", "folder"): {Unusable, "数据文件夹"},
	} {
		before, _ := os.ReadFile(path)
		s, err := Open(t.Context(), path)
		var refused *FileError
		if !errors.As(err, &refused) || refused.Fault != want.fault || !strings.Contains(err.Error(), want.says) {
			t.Errorf("%s: %v, %v", path, s, err)
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", path)
		}
	}
}

func TestLockKeepsASecondOut(t *testing.T) {
	dir := t.TempDir()
	release, err := Lock(t.Context(), dir)
	must(t, err)
	if _, err := Lock(t.Context(), dir); !errors.Is(err, ErrLocked) {
		t.Errorf("second lock: %v", err)
	}
	must(t, release())
	release, err = Lock(t.Context(), dir)
	must(t, err)
	must(t, release())
	if _, err := Lock(t.Context(), filepath.Join(dir, "none")); err == nil || errors.Is(err, ErrLocked) {
		t.Errorf("a folder that does not exist: %v", err)
	}
}

func TestAppendOnly(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	must(t, s.SetSettings(t.Context(), reminders.DefaultSettings(), "a", now))
	_, err := s.Act(t.Context(), 3, "k", storetest.Step(reminders.Report, "建成", "r1"))
	must(t, err)
	events := "INTO events (" + eventColumns + ") SELECT "
	for _, statement := range []string{
		"UPDATE events SET reason = 'x'", "UPDATE events SET percent = 100", "UPDATE OR REPLACE events SET id = 1 WHERE id = 2", "DELETE FROM events",
		"UPDATE people_log SET actor = 'x'", "DELETE FROM people_log", "UPDATE settings SET body = '{}'", "DELETE FROM settings",
		// A row that takes the place of another: with its id, its hash, or its request.
		"REPLACE " + events + eventColumns + " FROM events WHERE id = 2",
		"INSERT OR REPLACE " + events + strings.Replace(eventColumns, "id, ", "6, ", 1) + " FROM events WHERE id = 2",
		"INSERT OR REPLACE " + events + strings.NewReplacer("id, ", "6, ", ", hash", ", 'x'").Replace(eventColumns) + " FROM events WHERE request = 'r1'",
		"INSERT OR IGNORE " + events + eventColumns + " FROM events WHERE id = 2",
		// A gap, and the number that SQLite would choose.
		"INSERT " + events + strings.NewReplacer("id, ", "9, ", "request", "''", ", hash", ", 'x'").Replace(eventColumns) + " FROM events WHERE id = 2",
		"INSERT " + events + strings.NewReplacer("id, ", "NULL, ", "request", "''", ", hash", ", 'x'").Replace(eventColumns) + " FROM events WHERE id = 2",
		"INSERT OR REPLACE INTO people_log SELECT * FROM people_log WHERE id = 1",
		"INSERT OR REPLACE INTO people_log SELECT 2, person, action, role, unit, 'x', at FROM people_log WHERE id = 1",
		"INSERT OR REPLACE INTO settings SELECT * FROM settings WHERE id = 1",
	} {
		if _, err := s.w.Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if chain, err := s.VerifyChain(t.Context()); err != nil || chain.ID != 5 {
		t.Errorf("%+v, %v", chain, err)
	}
}

func TestSchemaRefusesNonsense(t *testing.T) {
	s := fresh(t)
	storetest.Imported(t, s)
	for _, statement := range []string{
		"UPDATE milestones SET status = 'done'", "UPDATE milestones SET due = '2023-02-30'", "UPDATE milestones SET held = 2",
		"UPDATE milestones SET year = 'now'", "UPDATE milestones SET plan = 'none'", "UPDATE people SET role = 'king'",
		"UPDATE milestones SET percent = 101", "UPDATE milestones SET wish = 'soon'", "UPDATE milestones SET urged = '2023-02-30'",
		"UPDATE people SET hour = 24", "UPDATE people SET quiet_from = -1", "INSERT INTO snoozes VALUES (3, 'nobody', '2023-12-24')",
		"INSERT INTO snoozes VALUES (99, 'k', '2023-12-24')", "INSERT INTO snoozes VALUES (3, 'k', 'soon')",
		"INSERT INTO settings (body, by, at) VALUES ('{}', '', 0)",
		"INSERT INTO deliveries (milestone, kind, day, recipient, due_at) VALUES (99, 'due', '2023-12-24', 'k', 0)",
		"INSERT INTO bindings VALUES ('nobody', '柯桥区')", "INSERT INTO people (id, name, joined_at) VALUES ('x', '', 0)",
	} {
		if _, err := s.w.Exec(statement); err == nil {
			t.Errorf("%s is accepted", statement)
		}
	}
}
