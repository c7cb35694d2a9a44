package sqlite

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"duban/reminders"
	"duban/reminders/storetest"
)

// raw changes a diary as another program would.
func raw(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	must(t, db.Close())
}

func examine(t *testing.T, s *Store) Findings {
	t.Helper()
	f, err := s.Examine(t.Context())
	must(t, err)
	return f
}

// filled gives a diary in which something was written to every table.
func filled(t *testing.T) *Store {
	t.Helper()
	s := fresh(t)
	storetest.Imported(t, s)
	_, err := s.Act(t.Context(), 3, "k", storetest.Step(reminders.Report, "建成", "r1"))
	must(t, err)
	must(t, s.SetSettings(t.Context(), reminders.DefaultSettings(), "a", now))
	must(t, s.SaveSession(t.Context(), "c", []byte("{}"), now))
	must(t, s.SaveSession(t.Context(), "c", []byte("[]"), now))
	must(t, s.SaveSession(t.Context(), "d", []byte("{}"), now))
	_, err = s.LogQuestion(t.Context(), reminders.Question{Plan: "plan", Asked: now, Text: "问", Outcome: "unclear"}, "r")
	must(t, err)
	_, err = s.SaveUpdates(t.Context(), "bot", map[int64][]byte{7: []byte("{}")})
	must(t, err)
	_, err = s.Owe(t.Context(), []reminders.Delivery{{Kind: reminders.MonthDigest, Day: day(t, "2024-01-01"), Recipient: "k", DueAt: now}}, day(t, "2024-01-01"))
	must(t, err)
	must(t, s.BindChat(t.Context(), "g", "群", "", "a", now))
	return s
}

func TestWhatTheProgramWritesFitsItsSeals(t *testing.T) {
	s := filled(t)
	if f := examine(t, s); !f.Well() {
		t.Errorf("%+v", f)
	}
	must(t, s.Remove(t.Context(), "y", "a", now))
	path := s.path
	must(t, s.Close())
	s = open(t, path)
	if f := examine(t, s); !f.Well() {
		t.Errorf("%+v", f)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, s.Snapshot(t.Context(), copied))
	must(t, s.Close())
	s = open(t, copied)
	defer s.Close()
	if f := examine(t, s); !f.Well() {
		t.Errorf("the copy: %+v", f)
	}
}

// TestRowsThatDoNotFit: what another program changed, put in or took out is named, and
// goes on to be when the program itself writes the row anew.
func TestRowsThatDoNotFit(t *testing.T) {
	for statement, want := range map[string]Unfit{
		"UPDATE people SET seen_at = 7 WHERE id = 'k'": {"people", "'k'"},
		"UPDATE deliveries SET attempts = 9":           {"deliveries", "1"},
		"DELETE FROM questions":                        {"questions", "1"},
		"DROP TRIGGER events_keep":                     {schemaRows, "'trigger','events_keep'"},
		"CREATE TRIGGER evil AFTER INSERT ON people BEGIN UPDATE people SET role = 'admin'; END": {schemaRows, "'trigger','evil'"},
		"UPDATE goose_db_version SET tstamp = '2000-01-01' WHERE id = 3":                         {"goose_db_version", "3"},
		"INSERT INTO seals VALUES ('nothing', '1', 1)":                                           {"nothing", "1"},
		"INSERT INTO updates (source, id, body) VALUES ('bot', 8, x'7b7d')":                      {"updates", "'bot',8"},
		"UPDATE sessions SET body = x'7b7b' WHERE chat = 'd'":                                    {"sessions", "'d'"},
		"UPDATE seals SET seal = NULL WHERE of = 'people' AND key = '''k'''":                     {"people", "'k'"},
		"DELETE FROM seals WHERE of = 'updates'":                                                 {"updates", "'bot',7"},
	} {
		t.Run(statement, func(t *testing.T) {
			s := filled(t)
			path := s.path
			must(t, s.Close())
			raw(t, path, statement)
			s = open(t, path)
			defer s.Close()
			if f := examine(t, s); !slices.Contains(f.Unfit, want) || len(f.Unfit) > 2 {
				t.Errorf("%+v", f)
			}
			must(t, s.SaveSession(t.Context(), "c", []byte("{}"), now))
			must(t, s.MarkSeen(t.Context(), "k", "甲", now))
			must(t, s.Record(t.Context(), []reminders.Delivery{{ID: 1, Attempts: 3}}))
			if f := examine(t, s); !slices.Contains(f.Unfit, want) {
				t.Errorf("written anew: %+v", f)
			}
		})
	}
}

// TestLitestreamsTablesAreNoFault: a program that copies the diary keeps tables in it.
func TestLitestreamsTablesAreNoFault(t *testing.T) {
	s := filled(t)
	raw(t, s.path, "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)", "INSERT INTO _litestream_seq VALUES (1, 1)")
	if f := examine(t, s); !f.Well() {
		t.Errorf("%+v", f)
	}
	must(t, s.Close())
	s = open(t, s.path)
	defer s.Close()
	must(t, s.MarkSeen(t.Context(), "k", "甲", now))
	if f := examine(t, s); !f.Well() {
		t.Errorf("%+v", f)
	}
}
