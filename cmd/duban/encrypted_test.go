package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"duban/reminders/backup"
)

// TestEncryptedBackup: only who has the identity reads it, a changed one is refused, and
// nothing readable is left on the way.
func TestEncryptedBackup(t *testing.T) {
	data, keys := used(t), t.TempDir()
	want := holds(t, data)
	identity, other := filepath.Join(keys, "one"), filepath.Join(keys, "other")
	out, err := call(t, data, "backup", "--new-identity", identity)
	recipient := regexp.MustCompile(`age1\w+`).FindString(out)
	if err != nil || recipient == "" {
		t.Fatalf("%s, %v", out, err)
	}
	if out, err := call(t, data, "backup", "--new-identity", identity); err == nil || !strings.Contains(err.Error(), "没有覆盖") {
		t.Errorf("%s, %v", out, err)
	}
	if _, err := call(t, data, "backup", "--new-identity", other); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "备份.zip.age")
	if out, err := call(t, data, "backup", "--recipient", "somebody", file); err == nil || exitCode(io.Discard, err) != 2 {
		t.Errorf("%s, %v", out, err)
	}
	if out, err := call(t, data, "backup", "--recipient", recipient, file); err != nil || !strings.Contains(out, "已加密给1个公钥") {
		t.Fatalf("%s, %v", out, err)
	}
	whole, err := os.ReadFile(file)
	if err != nil || bytes.Contains(whole, []byte(diaryName)) {
		t.Fatalf("not encrypted: %v", err)
	}
	for _, folder := range []string{data, filepath.Dir(file)} {
		if left, _ := filepath.Glob(filepath.Join(folder, ".duban-backup-*")); len(left) > 0 {
			t.Errorf("left %v", left)
		}
	}
	for says, args := range map[string][]string{"是加密的，没有恢复": {file}, "用这把私钥打不开": {file, "--identity", other}, "打不开": {file, "--identity", filepath.Join(keys, "none")}} {
		if out, err := call(t, t.TempDir(), append([]string{"restore"}, args...)...); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %s, %v", args, out, err)
		}
	}
	fresh := t.TempDir()
	if out, err := call(t, fresh, "restore", file, "--identity", identity); err != nil || !maps.Equal(holds(t, fresh), want) {
		t.Errorf("%s, %v", out, err)
	}
	whole[len(whole)/2] ^= 1
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := call(t, t.TempDir(), "restore", file, "--identity", identity); err == nil || !strings.Contains(err.Error(), "已损坏") {
		t.Errorf("%s, %v", out, err)
	}
}

// TestForgedBackup: a backup that somebody has changed, with hashes that fit, is refused
// where the key is; one without a signature is asked about.
func TestForgedBackup(t *testing.T) {
	data := used(t)
	file := backedUp(t, data)
	if out, err := call(t, data, "restore", file); err != nil || !strings.Contains(out, "签名核对无误") {
		t.Fatalf("%s, %v", out, err)
	}
	forged := repacked(t, file, func(m *backup.Manifest, files map[string][]byte) {
		files[holidaysName] = []byte("2027-01-04,休,放假\n")
	})
	if out, err := call(t, data, "restore", "--yes", forged); err == nil || !strings.Contains(err.Error(), "被改动过，签名不对") {
		t.Errorf("%s, %v", out, err)
	}
	unsigned := repacked(t, file, func(m *backup.Manifest, files map[string][]byte) {
		files[holidaysName], m.Key, m.MAC = []byte("2027-01-04,休,放假\n"), "", ""
	})
	if out, err := call(t, data, "restore", unsigned); err == nil || !strings.Contains(out, "没有签名") {
		t.Errorf("%s, %v", out, err)
	}
	if out, err := call(t, data, "restore", "--yes", unsigned); err != nil {
		t.Errorf("%s, %v", out, err)
	}
}

// repacked gives a backup that was changed by somebody who knows its form.
func repacked(t *testing.T, file string, change func(m *backup.Manifest, files map[string][]byte)) string {
	t.Helper()
	pack, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer pack.Close()
	files := map[string][]byte{}
	for _, e := range pack.File {
		in, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[e.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	var m backup.Manifest
	if err := json.Unmarshal(files[backup.ManifestName], &m); err != nil {
		t.Fatal(err)
	}
	change(&m, files)
	for i, f := range m.Files {
		m.Files[i].Size, m.Files[i].SHA256 = int64(len(files[f.Name])), fmt.Sprintf("%x", sha256.Sum256(files[f.Name]))
	}
	if files[backup.ManifestName], err = json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	var made bytes.Buffer
	to := zip.NewWriter(&made)
	for name, body := range files {
		out, err := to.Create(name)
		if err == nil {
			_, err = out.Write(body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "改过.zip")
	if err := os.WriteFile(path, made.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
