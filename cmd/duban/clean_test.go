package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/reminders/evidence"
)

// TestClean: what no event names goes when it is old enough and the person agrees; what an
// event names stays.
func TestClean(t *testing.T) {
	data := t.TempDir()
	duban := func(in string, args ...string) (string, error) {
		var out bytes.Buffer
		err := run(t.Context(), args, []string{"DUBAN_DATA=" + data, "DUBAN_NOW=2021-11-22 09:00"}, strings.NewReader(in), &out, &out)
		return out.String(), err
	}
	if _, err := duban("", "doctor", "--clean"); err == nil || !strings.Contains(err.Error(), "没有台账") {
		t.Errorf("without a ledger: %v", err)
	}
	if _, err := duban("进度\n", "chat"); err != nil {
		t.Fatal(err)
	}
	kept := report(t, data, "已建成", "照片的字节")
	files, err := evidence.Open(filepath.Join(data, evidenceName))
	if err != nil {
		t.Fatal(err)
	}
	orphan, err1 := files.Put([]byte("没有人提到"), "甲.txt")
	fresh, err2 := files.Put([]byte("刚刚发来"), "乙.txt")
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	there := func(hash string) bool { _, err := files.Get(hash); return err == nil }
	old := time.Now().Add(-48 * time.Hour)
	age := func(name string) {
		t.Helper()
		if err := os.Chtimes(filepath.Join(data, filepath.FromSlash(name)), old, old); err != nil {
			t.Fatal(err)
		}
	}
	for _, hash := range []string{kept.Hash, orphan.Hash} {
		place, _ := evidence.Place(hash)
		age(evidenceName + "/" + place)
	}
	if err := errors.Join(os.MkdirAll(filepath.Join(data, ".restore-1", "x"), 0o700), os.WriteFile(filepath.Join(data, ".restore-1", "x", "y"), []byte("z"), 0o600),
		os.WriteFile(filepath.Join(data, ".probe-1"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	age(".restore-1")
	out, err := duban("否\n", "doctor", "--clean")
	if err != nil || !strings.Contains(out, orphan.Hash) || !strings.Contains(out, ".restore-1") || strings.Contains(out, kept.Hash) || strings.Contains(out, fresh.Hash) || strings.Contains(out, ".probe-1") {
		t.Errorf("%s, %v", out, err)
	}
	if !there(orphan.Hash) {
		t.Error("deleted without a yes")
	}
	if out, err := duban("", "doctor", "--clean", "--yes"); err != nil || !strings.Contains(out, "已删掉2个") {
		t.Errorf("%s, %v", out, err)
	}
	if there(orphan.Hash) || !there(kept.Hash) || !there(fresh.Hash) {
		t.Error("not what was said is gone")
	}
	if _, err := os.Stat(filepath.Join(data, ".restore-1")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the folder is still there")
	}
	if out, err := duban("", "doctor", "--clean", "--yes"); err != nil || !strings.Contains(out, "没有可以清理") {
		t.Errorf("again: %s, %v", out, err)
	}
	if out, err := duban("", "doctor"); err != nil || !strings.Contains(out, "都完好") {
		t.Errorf("%s, %v", out, err)
	}
}
