package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duban/bot"
	"duban/reminders/sqlite"
)

// TestFlippedBits flips one bit after the other in a ledger as a crash leaves it, in the
// database and in its write-ahead log: doctor names it, or every row of every table is as
// it was. DUBAN_FLIPS says how many bits.
func TestFlippedBits(t *testing.T) {
	flips := 25
	if n, err := strconv.Atoi(os.Getenv("DUBAN_FLIPS")); err == nil {
		flips = n
	}
	data, files := crashedLedger(t)
	put := func() {
		for _, name := range []string{diaryName + "-shm", diaryName + "-journal"} {
			_ = os.Remove(filepath.Join(data, name))
		}
		for name, body := range files {
			if err := os.WriteFile(filepath.Join(data, name), body, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	put()
	want, rows := dump(t, data)
	usual, err := examined(t, data)
	if err != nil || rows < 200 {
		t.Fatalf("%d rows, %v\n%s", rows, err, usual)
	}
	calm := map[string]bool{} // what doctor says without a flip, but for the moment
	for line := range strings.Lines(usual) {
		calm[line] = true
	}
	random := rand.New(rand.NewPCG(15, 6))
	named, harmless := map[string]int{}, 0
	for range flips {
		put()
		name := []string{diaryName, diaryName + "-wal"}[random.IntN(2)]
		place, bit := random.IntN(len(files[name])), byte(1)<<random.IntN(8)
		body := bytes.Clone(files[name])
		body[place] ^= bit
		if err := os.WriteFile(filepath.Join(data, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		_ = run(context.Background(), []string{"doctor"}, []string{"DUBAN_DATA=" + data}, nil, &out, &out)
		subject := ""
		for line := range strings.Lines(out.String()) {
			if !calm[line] && strings.HasPrefix(line, "✗") {
				subject, _, _ = strings.Cut(line, "：")
				break
			}
		}
		if subject != "" {
			named[name+" "+subject]++
			continue
		}
		if got, _ := dump(t, data); got != want {
			t.Errorf("%s, byte %d, bit %08b: unnoticed\n%s", name, place, bit, difference(want, got))
		}
		harmless++
	}
	t.Logf("%d bits: %d harmless", flips, harmless)
	for _, by := range slices.Sorted(maps.Keys(named)) {
		t.Logf("%s: %d", by, named[by])
	}
}

// crashedLedger gives a data folder, and what a crash leaves of its ledger: much of it in
// the write-ahead log.
func crashedLedger(t *testing.T) (data string, files map[string][]byte) {
	t.Helper()
	origin := used(t)
	d := openTest(t, origin)
	defer d.Close()
	if err := d.AdmitLocal(t.Context(), local, "本机", "admin", nil, at); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		question := bot.Request{ID: strconv.Itoa(i), Person: bot.Person{ID: string(local)}, Chat: string(local), Private: true, Text: fmt.Sprintf("柯桥区202%d年要做到什么", 1+i%5), Now: at}
		if _, err := d.conversation(nil, nil).Handle(t.Context(), question); err != nil {
			t.Fatal(err)
		}
	}
	files = map[string][]byte{}
	for _, name := range []string{diaryName, diaryName + "-wal", diaryName + sqlite.MarkSuffix} {
		body, err := os.ReadFile(filepath.Join(origin, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = body
	}
	data = t.TempDir()
	if err := os.CopyFS(data, os.DirFS(origin)); err != nil {
		t.Fatal(err)
	}
	return data, files
}

// dump writes every row of every table that answers or reminders come from.
func dump(t *testing.T, data string) (all string, rows int) {
	t.Helper()
	path := filepath.Join(data, diaryName)
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, table := range append(columnsOf(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('seals', 'mark', 'sqlite_sequence') ORDER BY name"), "sqlite_schema") {
		of := "*"
		if table == "sqlite_schema" {
			of = "type, name, tbl_name, sql"
		}
		found, err := db.Query("SELECT " + of + " FROM " + table + " ORDER BY 1, 2")
		if err != nil {
			t.Fatal(err)
		}
		names, _ := found.Columns()
		for found.Next() {
			values, places := make([]any, len(names)), make([]any, len(names))
			for i := range values {
				places[i] = &values[i]
			}
			if err := found.Scan(places...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s %q\n", table, values)
			rows++
		}
		if err := found.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String(), rows
}

func columnsOf(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// difference gives the first line that is not in both.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return w[i] + "\n" + g[i]
		}
	}
	return fmt.Sprintf("%d lines, %d lines", len(w), len(g))
}
