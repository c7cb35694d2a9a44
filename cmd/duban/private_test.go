package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestDataFolderIsPrivate: what is in the data folder is its owner's alone, also what was
// made before, and nothing in it may lead elsewhere.
func TestDataFolderIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	data, elsewhere := t.TempDir(), t.TempDir()
	duban := func(in string, args ...string) (string, error) {
		var out bytes.Buffer
		err := run(t.Context(), args, []string{"DUBAN_DATA=" + data}, strings.NewReader(in), &out, &out)
		return out.String(), err
	}
	chat := func() error { _, err := duban("谁负责\n", "chat"); return err }
	if err := chat(); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(data, "evidence", "ab", strings.Repeat("ab", 32))
	if err := errors.Join(os.MkdirAll(filepath.Dir(old), 0o755), os.WriteFile(old, nil, 0o644),
		os.WriteFile(filepath.Join(data, "holidays.csv"), []byte("2027-01-01,休,元旦\n"), 0o644), os.Chmod(data, 0o755), os.Chmod(filepath.Join(data, "duban.db"), 0o666)); err != nil {
		t.Fatal(err)
	}
	if out, _ := duban("", "doctor"); !strings.Contains(out, "别的用户也能看") || !strings.Contains(out, "holidays.csv") {
		t.Errorf("the doctor says nothing of loose files:\n%s", out)
	}
	if err := chat(); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(data, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has %s", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if out, _ := duban("", "doctor"); !strings.Contains(out, "只有本用户能看") {
		t.Errorf("the doctor says\n%s", out)
	}

	for _, name := range []string{"lessons", "duban.db-wal", "evidence/cd"} {
		link := filepath.Join(data, filepath.FromSlash(name))
		if err := errors.Join(os.RemoveAll(link), os.Symlink(elsewhere, link)); err != nil {
			t.Fatal(err)
		}
		if err := chat(); err == nil || !strings.Contains(err.Error(), filepath.FromSlash(name)+" → "+elsewhere) {
			t.Errorf("%s leads elsewhere: %v", name, err)
		}
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
	}
	if left, err := os.ReadDir(elsewhere); err != nil || len(left) > 0 {
		t.Errorf("written elsewhere: %v, %v", left, err)
	}
	behind := filepath.Join(t.TempDir(), "data") // the folder itself may be reached by a link
	if err := os.Symlink(data, behind); err != nil {
		t.Fatal(err)
	}
	data = behind
	if err := chat(); err != nil {
		t.Error(err)
	}
}
