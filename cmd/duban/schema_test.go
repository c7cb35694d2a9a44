package main

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadingChangesNoSchema: on the ledger of an older or a newer program each command
// that reads says so, and what to do, and leaves the file as it is.
func TestReadingChangesNoSchema(t *testing.T) {
	origin := used(t)
	for name, c := range map[string]struct{ alter, says string }{
		"older": {"DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)", "由较旧的版本写成，没有改动它。请停掉正在运行的旧程序，用本程序运行 duban serve"},
		"newer": {"INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)", "由更新的版本写成，本程序太旧，没有改动它。请换用新版程序"},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			if err := os.CopyFS(data, os.DirFS(origin)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(data, diaryName)
			db, err := sql.Open("sqlite", path)
			if err == nil {
				_, err = db.Exec(c.alter)
			}
			if err != nil || db.Close() != nil {
				t.Fatal(err)
			}
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range []string{"doctor", "audit verify", "audit export", "ledger", "ledger --xlsx", "questions", "updates", "plan list", "plan diff",
				"plan review", "plan export --text", "ask 文号是什么", "simulate --from 2023-10-01 --to 2023-10-31", "backup " + filepath.Join(data, "b.zip")} {
				out, err := call(t, data, strings.Fields(line)...)
				if err == nil || !strings.Contains(out+err.Error(), c.says) {
					t.Errorf("%s: %v\n%s", line, err, out)
				}
				if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
					t.Fatalf("%s changed the ledger: %v", line, err)
				}
			}
		})
	}
}
