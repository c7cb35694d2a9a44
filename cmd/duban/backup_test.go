package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/reminders"
	"duban/reminders/backup"
	"duban/reminders/evidence"
)

// call runs a command line on a data folder and gives what it prints.
func call(t *testing.T, data string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, []string{"DUBAN_DATA=" + data}, strings.NewReader(""), &out, io.Discard)
	return out.String(), err
}

// at is when things happen in the data folders of these tests.
var at = time.Date(2021, 6, 1, 2, 0, 0, 0, time.UTC)

func openTest(t *testing.T, data string) *diary {
	t.Helper()
	return openTestAt(t, data, at)
}

// openTestAt opens the diary of a data folder.
func openTestAt(t *testing.T, data string, now time.Time) *diary {
	t.Helper()
	c, err := readConfig([]string{"DUBAN_DATA=" + data})
	if err != nil {
		t.Fatal(err)
	}
	d, err := openDiary(t.Context(), c, now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// report has a file reported for the first milestone.
func report(t *testing.T, data, words, file string) reminders.Evidence {
	t.Helper()
	d := openTest(t, data)
	err := d.AdmitLocal(t.Context(), local, "本机", reminders.Admin, nil, at)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := d.evidence.Put([]byte(file), "照片.jpg")
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Act(t.Context(), 1, local, reminders.Step{Action: reminders.Report, Words: words, Percent: 40, Evidence: []reminders.Evidence{kept},
		At: at, Today: reminders.DayOf(at, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return kept
}

// used is a data folder in which there is something of everything.
func used(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	report(t, data, "完成一半", "一张照片")
	put(t, data, "holidays.csv", "2027-01-01,休,元旦\n")
	put(t, data, "lessons/绍政办发20212号.csv", "种类,说法,所指\n问答,头等大事,第十条\n")
	put(t, data, "lessons/.lessons-1", "half a fi")
	put(t, data, "evidence/.writing-1", "half a fi")
	return data
}

func put(t *testing.T, folder, name, content string) {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// holds gives what is precious in a data folder: files by name, and for the diary the
// end of its audit trail.
func holds(t *testing.T, data string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(data, func(path string, e os.DirEntry, err error) error {
		name, _ := filepath.Rel(data, path)
		if err != nil || e.IsDir() || !backup.Belongs(filepath.ToSlash(name)) {
			return err
		}
		content, err := os.ReadFile(path)
		if name == diaryName {
			content = []byte(audited(t, data))
		}
		all[filepath.ToSlash(name)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// audited gives what audit verify says.
func audited(t *testing.T, data string) string {
	t.Helper()
	out, err := call(t, data, "audit", "verify")
	if err != nil {
		t.Errorf("audit: %v", err)
	}
	return out
}

// backedUp is a backup of a data folder.
func backedUp(t *testing.T, data string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "备份.zip")
	if out, err := call(t, data, "backup", file); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return file
}

func TestBackupHoldsEverything(t *testing.T) {
	data := used(t)
	lost := report(t, data, "完成", "另一张照片")
	if err := os.WriteFile(filepath.Join(data, evidenceName, lost.Hash[:2], lost.Hash), []byte("不是那张照片"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := openTest(t, data) // it runs meanwhile
	defer d.Close()
	file := filepath.Join(t.TempDir(), "备份.zip")
	out, err := call(t, data, "backup", file)
	chain, _ := d.VerifyChain(t.Context())
	for _, want := range []string{file, "留痕55条", chain.Hash, "佐证2个", "常见问答和别名1份", "节假日文件1份", "有1个佐证文件缺失或损坏"} {
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("%q says nothing of %s: %v", out, want, err)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Error(info.Mode(), err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Error(left, err)
	}
	pack, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer pack.Close()
	var names []string
	for _, e := range pack.File {
		names = append(names, path.Dir(e.Name)+"/"+path.Ext(e.Name))
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); strings.Count(got, "evidence/") != 2 || !strings.HasPrefix(got, "./.csv ./.db ./.json ") || !strings.HasSuffix(got, " lessons/.csv") {
		t.Error(got)
	}
	if out, err := call(t, data, "backup", file); err == nil || !strings.Contains(err.Error(), "没有覆盖") {
		t.Errorf("a second one: %s, %v", out, err)
	}
}

func TestBackupRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "备份.zip")
	empty, data := t.TempDir(), used(t)
	half := used(t)
	put(t, half, backup.Restoring, "")
	forged := used(t)
	forge(t, filepath.Join(forged, diaryName))
	for _, c := range []struct {
		data, says string
		args       []string
	}{
		{empty, "还没有台账", []string{file}},
		{half, "没有做完", []string{file}},
		{forged, "留痕断了", []string{file}},
		{data, "用法", nil},
		{data, "用法", []string{file, file}},
		{data, "写不到", []string{filepath.Join(filepath.Dir(file), "没有", "备份.zip")}},
		{data, "没有覆盖", []string{filepath.Dir(file)}},
	} {
		out, err := call(t, c.data, append([]string{"backup"}, c.args...)...)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %s, %v", c.args, out, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := run(ctx, []string{"backup", file}, []string{"DUBAN_DATA=" + data}, nil, io.Discard, io.Discard); err == nil || exitCode(io.Discard, err) == 0 {
		t.Errorf("one that was stopped is taken for a backup: %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
	if _, err := os.Stat(filepath.Join(empty, diaryName)); err == nil {
		t.Error("a diary was made to be backed up")
	}
}

// TestKilledBackup kills the real program at random moments: the file is then not there,
// or whole, and the next backup works.
func TestKilledBackup(t *testing.T) {
	t.Parallel()
	const enough, most = 6, 40 // kills, and attempts at them
	data := used(t)
	files, err := evidence.Open(filepath.Join(data, evidenceName))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		if _, err := files.Put(make([]byte, 200_000+i), ""); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	backedUp(t, data)
	usual := time.Since(began) + 100*time.Millisecond // the start of a process
	before := holds(t, data)
	folder := t.TempDir()
	killed := 0
	for n := 0; killed < enough && n < most; n++ {
		file := filepath.Join(folder, "备份.zip")
		cmd := duban(t.Context(), data, "backup", file)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(rand.N(usual), func() { _ = cmd.Process.Kill() })
		if cmd.Wait() != nil {
			killed++
		}
		if _, err := os.Stat(file); err == nil {
			if out, err := call(t, t.TempDir(), "restore", file); err != nil {
				t.Errorf("half a backup: %s, %v", out, err)
			}
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
	}
	if killed == 0 {
		t.Error("nothing was killed")
	}
	if !maps.Equal(before, holds(t, data)) {
		t.Error("the data folder has changed")
	}
	left, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	old := time.Now().AddDate(0, 0, -2)
	for _, e := range left {
		if err := os.Chtimes(filepath.Join(folder, e.Name()), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := call(t, data, "backup", filepath.Join(folder, "备份.zip")); err != nil {
		t.Errorf("%s, %v", out, err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Error(left, err)
	}
}
