package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/reminders"
	"duban/reminders/storetest"
)

// crashed copies an open diary as a crash leaves it: its file, the write-ahead log and the mark.
func crashed(t *testing.T, s *Store) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "duban.db")
	for _, suffix := range []string{"", "-wal", MarkSuffix} {
		body, err := os.ReadFile(s.path + suffix)
		must(t, err)
		must(t, os.WriteFile(path+suffix, body, 0o600))
	}
	return path
}

// TestLostTail: SQLite drops what comes in the write-ahead log behind a flipped bit, and
// finds the rest whole. The mark beside the diary knows better, also after the next start.
func TestLostTail(t *testing.T) {
	s := filled(t)
	defer s.Close()
	for _, words := range []string{"一", "二", "三"} {
		_, err := s.Act(t.Context(), 3, "k", storetest.Step(reminders.Report, words, "r"+words))
		must(t, err)
	}
	whole, err := s.chain(t)
	must(t, err)

	path := crashed(t, s)
	beside, err := OpenBeside(t.Context(), path)
	must(t, err)
	if f := examine(t, beside); !f.Well() {
		t.Fatalf("after a crash: %+v", f)
	}
	must(t, beside.Close())

	path = crashed(t, s)
	log, err := os.ReadFile(path + "-wal")
	must(t, err)
	log[len(log)-5000] ^= 1
	must(t, os.WriteFile(path+"-wal", log, 0o600))
	beside, err = OpenBeside(t.Context(), path)
	must(t, err)
	f := examine(t, beside)
	must(t, beside.Close())
	if len(f.Structure)+len(f.Unfit) > 0 || len(f.Lost) != 1 || f.Lost[0].Writes < 1 || f.Lost[0].Events != whole.ID || f.Lost[0].Hash != whole.Hash || f.Lost[0].File != "" {
		t.Fatalf("%+v", f)
	}
	owner := open(t, path)
	must(t, owner.SaveSession(t.Context(), "c", []byte("{}"), now))
	f = examine(t, owner)
	if len(f.Lost) != 1 || f.Lost[0].Writes < 1 || f.Lost[0].Hash != whole.Hash || f.Lost[0].File == "" {
		t.Fatalf("after the next start: %+v", f)
	}
	must(t, os.Remove(f.Lost[0].File))
	must(t, owner.Close())
	owner = open(t, path)
	defer owner.Close()
	if f = examine(t, owner); !f.Well() {
		t.Errorf("dealt with: %+v", f)
	}
}

// TestAnotherDiaryInItsPlace: an older copy that takes the place of a diary is told.
func TestAnotherDiaryInItsPlace(t *testing.T) {
	s := filled(t)
	older := filepath.Join(t.TempDir(), "older.db")
	must(t, s.Snapshot(t.Context(), older))
	_, err := s.Act(t.Context(), 1, "k", storetest.Step(reminders.Report, "后来", "r2"))
	must(t, err)
	must(t, s.Close())
	must(t, os.Rename(older, s.path))
	beside, err := OpenBeside(t.Context(), s.path)
	must(t, err)
	defer beside.Close()
	if f := examine(t, beside); len(f.Lost) != 1 || f.Lost[0].Writes != 1 || f.Lost[0].HasEvents != f.Lost[0].Events-1 {
		t.Errorf("%+v", f)
	}
}

func TestMarkThatCannotBeRead(t *testing.T) {
	s := filled(t)
	must(t, s.Close())
	body, err := os.ReadFile(s.path + MarkSuffix)
	must(t, err)
	if len(body) != markSize || !strings.HasPrefix(string(body), markForm) {
		t.Fatalf("%q", body)
	}
	body[20] ^= 1
	must(t, os.WriteFile(s.path+MarkSuffix, body, 0o600))
	s = open(t, s.path)
	defer s.Close()
	if f := examine(t, s); f.NoMark == nil || f.Well() {
		t.Errorf("%+v", f)
	}
	must(t, s.SaveSession(t.Context(), "c", []byte("{}"), now))
	if f := examine(t, s); !f.Well() {
		t.Errorf("after a write: %+v", f)
	}
}

func (s *Store) chain(t *testing.T) (reminders.Chain, error) { return chainEnd(t.Context(), s.r) }
