package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/reminders"
)

// tamper changes the ledger of a data folder as another program would.
func tamper(t *testing.T, data, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(data, diaryName))
	if err == nil {
		_, err = db.Exec(statement)
	}
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
}

// TestWeeklyLook: the ledger is looked through once a week, over starts too; what is wrong
// is in the log, makes the program unready, and the supervisors are owed a message a day.
func TestWeeklyLook(t *testing.T) {
	data := used(t)
	d := openTest(t, data)
	defer d.Close()
	if err := d.EnsureAdmins(t.Context(), []reminders.Recipient{"tg:1"}, at); err != nil {
		t.Fatal(err)
	}
	now := at
	var logged bytes.Buffer
	woken := 0
	fresh := func() *wholeness {
		return &wholeness{store: d.Store, now: func() time.Time { return now }, wake: func() { woken++ }, log: slog.New(slog.NewTextHandler(&logged, nil))}
	}
	look := func(w *wholeness, well bool, lines int) {
		t.Helper()
		logged.Reset()
		if err := w.look(t.Context()); err != nil || (w.err() == nil) != well || strings.Count(logged.String(), "\n") != lines {
			t.Fatalf("%v, %v\n%s", err, w.err(), logged.String())
		}
	}
	w := fresh()
	look(w, true, 1)
	now = now.Add(wholeEvery - time.Second)
	look(w, true, 0)
	look(fresh(), true, 0)
	tamper(t, data, "UPDATE people SET name = '别人', seen_at = 7")
	look(w, true, 0)
	now = now.Add(time.Second)
	look(w, false, 3)
	look(fresh(), false, 3) // looked at again, as long as it is wrong
	owed, err := d.Deliveries(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, o := range owed {
		if o.Kind.Damaged() && o.Recipient == "tg:1" {
			told++
		}
	}
	if told != 1 || woken != 2 {
		t.Errorf("told %d times, woken %d times", told, woken)
	}
	if out, err := call(t, data, "backup", filepath.Join(t.TempDir(), "b.zip")); err == nil || !strings.Contains(err.Error(), "台账文件有误，没有备份") {
		t.Errorf("%s, %v", out, err)
	}
	out, err := call(t, data, "doctor")
	if err == nil || !strings.Contains(out, "✗ 台账：有几行不是本程序写下的样子：人员") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestRepairedIndexes: an index that does not fit its table is named, and made anew.
func TestRepairedIndexes(t *testing.T) {
	data := used(t)
	index := "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX questions_by_time ON questions (%s)' WHERE name = 'questions_by_time'"
	tamper(t, data, fmt.Sprintf(index, "id"))
	d := openTest(t, data)
	if _, err := d.LogQuestion(t.Context(), reminders.Question{Plan: "p", Asked: at, Text: "问", Outcome: "unclear"}, "r"); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, data, fmt.Sprintf(index, "asked_at"))
	out, err := call(t, data, "doctor")
	if err == nil || !strings.Contains(out, "✗ 台账：结构或索引有误") || !strings.Contains(out, "--repair") {
		t.Fatalf("%v\n%s", err, out)
	}
	out, _ = call(t, data, "doctor", "--repair")
	if !strings.Contains(out, "✓ 重建索引：做好了") || strings.Contains(out, "结构或索引有误") {
		t.Errorf("%s", out)
	}
	d = openTest(t, data)
	defer d.Close()
	if out, _ = call(t, data, "doctor", "--repair"); !strings.Contains(out, "✗ 重建索引：没有做，督办正在运行") {
		t.Errorf("%s", out)
	}
}
