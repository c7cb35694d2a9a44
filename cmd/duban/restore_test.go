package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/reminders/backup"
	"duban/reminders/sqlite"
)

// alter runs a statement on a diary that nobody uses.
func alter(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// forge alters an event, as whoever has the file can.
func forge(t *testing.T, path string) {
	alter(t, path, "DROP TRIGGER events_keep", "UPDATE events SET reason = '改过' WHERE id = 3")
}

// asides gives the folders to which restores have moved things.
func asides(t *testing.T, data string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(data, backup.AsideName+"*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRestore(t *testing.T) {
	data := used(t)
	want := holds(t, data)
	file := backedUp(t, data)
	report(t, data, "完成", "另一张照片")
	put(t, data, "lessons/另一份.csv", "种类,说法,所指\n")
	if err := os.Remove(filepath.Join(data, holidaysName)); err != nil {
		t.Fatal(err)
	}
	d := openTest(t, data) // notes the lessons that were put there by hand
	if out, err := call(t, data, "restore", "--yes", file); err == nil || !strings.Contains(err.Error(), "正被另一个督办进程使用") {
		t.Errorf("while it runs: %s, %v", out, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	later := holds(t, data)
	out, err := call(t, data, "restore", "--yes", file)
	if err != nil || !strings.Contains(out, "留痕54条") || !strings.Contains(out, "没有删除") {
		t.Fatalf("%s, %v", out, err)
	}
	if got := holds(t, data); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	all := asides(t, data)
	if len(all) != 1 || !maps.Equal(holds(t, all[0]), later) {
		t.Errorf("what was there is not in %v", all)
	}
	if _, err := os.Stat(filepath.Join(data, backup.IndexName)); !os.IsNotExist(err) {
		t.Error("the index of the old texts is still there", err)
	}
	report(t, data, "完成", "第三张照片") // it goes on
	fresh := t.TempDir()
	if out, err := call(t, fresh, "restore", "--yes", file); err != nil || strings.Contains(out, "没有删除") || !maps.Equal(holds(t, fresh), want) {
		t.Errorf("on another machine: %s, %v", out, err)
	}
}

// TestRestoreStopsAnywhere stops a restore after each of its steps: what was there is in
// the data folder or in the one aside, nobody takes the halves for a whole, and running
// it again finishes.
func TestRestoreStopsAnywhere(t *testing.T) {
	origin := used(t)
	want := holds(t, origin)
	file := backedUp(t, origin)
	report(t, origin, "完成", "另一张照片")
	put(t, origin, diaryName+"-wal", "what a killed process left") // is deleted when somebody opens the diary
	old := contents(t, origin)
	for n := 0; ; n++ {
		data := t.TempDir()
		if err := os.CopyFS(data, os.DirFS(origin)); err != nil {
			t.Fatal(err)
		}
		fresh := filepath.Join(data, backup.Unpacking+"1")
		if _, err := backup.Read(t.Context(), file, fresh, func(string) bool { return true }); err != nil {
			t.Fatal(err)
		}
		_, steps, err := backup.Exchange(data, fresh, at)
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range steps[:n] {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		if begun, done := n > 0, n >= len(steps)-1; backup.Unfinished(data) != (begun && !done) {
			t.Errorf("after %d of %d steps: unfinished %v", n, len(steps), backup.Unfinished(data))
		}
		if backup.Unfinished(data) {
			if _, err := call(t, data, "backup", filepath.Join(t.TempDir(), "x.zip")); err == nil {
				t.Error("halves were backed up")
			}
		}
		if out, err := call(t, data, "restore", "--yes", file); err != nil {
			t.Fatalf("again after %d steps: %s, %v", n, out, err)
		}
		if backup.Unfinished(data) || !maps.Equal(holds(t, data), want) {
			t.Errorf("again after %d steps: not restored", n)
		}
		kept := func(aside string) bool { return maps.Equal(contents(t, aside), old) }
		if all := asides(t, data); !slices.ContainsFunc(all, kept) {
			t.Errorf("after %d steps: what was there is in none of %v", n, all)
		}
		if left, _ := filepath.Glob(filepath.Join(data, ".*")); len(left) > 0 {
			t.Errorf("after %d steps: left %v", n, left)
		}
		if n == len(steps) {
			break
		}
	}
}

// contents gives the bytes of all that a restore moves aside.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, name := range backup.Replaced {
		err := filepath.WalkDir(filepath.Join(folder, name), func(path string, e os.DirEntry, err error) error {
			if os.IsNotExist(err) {
				return nil
			}
			if err != nil || e.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			name, _ := filepath.Rel(folder, path)
			all[name] = string(content)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestKilledRestore kills the real program at random moments of a restore.
func TestKilledRestore(t *testing.T) {
	t.Parallel()
	const enough, most = 6, 40 // kills, and attempts at them
	origin := used(t)
	want := holds(t, origin)
	file := backedUp(t, origin)
	data := used(t)
	began := time.Now()
	if out, err := duban(t.Context(), data, "restore", "--yes", file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	usual := time.Since(began)
	killed := 0
	for n := 0; killed < enough && n < most; n++ {
		before := len(asides(t, data))
		old := contents(t, data)
		cmd := duban(t.Context(), data, "restore", "--yes", file)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(rand.N(usual), func() { _ = cmd.Process.Kill() })
		if cmd.Wait() == nil {
			continue
		}
		killed++
		if !backup.Unfinished(data) && len(asides(t, data)) == before && !maps.Equal(contents(t, data), old) {
			t.Error("what was there has changed")
		}
		if out, err := call(t, data, "restore", "--yes", file); err != nil {
			t.Fatalf("again: %s, %v", out, err)
		}
		if !maps.Equal(holds(t, data), want) {
			t.Error("not restored")
		}
	}
	if killed == 0 {
		t.Error("nothing was killed")
	}
}

// TestDamagedBackups flips bytes and cuts ends off: a damaged backup is refused, or gives
// what the whole one gives because the byte says nothing.
func TestDamagedBackups(t *testing.T) {
	origin := used(t)
	want := holds(t, origin)
	whole, err := os.ReadFile(backedUp(t, origin))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "备份.zip")
	random := rand.New(rand.NewPCG(1, 2))
	try := func(content []byte) (harmless bool) {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		to := t.TempDir()
		_, err := backup.Read(t.Context(), file, to, func(string) bool { return true })
		if err == nil && !maps.Equal(holds(t, to), want) {
			t.Error("a damaged backup is taken for a whole one")
		}
		return err == nil
	}
	harmless := 0
	const flips = 300
	for i := range flips {
		at := random.IntN(len(whole))
		if i%2 == 0 { // the names and numbers behind the files
			at = len(whole) - 1 - random.IntN(1500)
		}
		content := bytes.Clone(whole)
		content[at] ^= byte(1 + random.IntN(255))
		if try(content) {
			harmless++
		}
	}
	t.Logf("%d of %d flipped bytes are harmless", harmless, flips)
	for range 50 {
		if try(whole[:random.IntN(len(whole))]) {
			t.Error("half a backup is taken for a whole one")
		}
	}
	data := used(t)
	before := contents(t, data)
	whole[len(whole)/3] ^= 1
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := call(t, data, "restore", "--yes", file)
	if err == nil || !strings.Contains(err.Error(), "已损坏") || !strings.Contains(err.Error(), "数据没有变") {
		t.Errorf("%s, %v", out, err)
	}
	if !maps.Equal(contents(t, data), before) || len(asides(t, data)) > 0 {
		t.Error("the data folder has changed")
	}
	if left, _ := filepath.Glob(filepath.Join(data, ".*")); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// packed is a backup as somebody with an editor could make it.
type packed struct {
	manifest backup.Manifest
	entries  []entry
}

type entry struct{ name, content string }

// unpacked reads a backup into memory.
func unpacked(t *testing.T, file string) (p packed) {
	t.Helper()
	pack, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer pack.Close()
	for _, e := range pack.File {
		in, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if e.Name == backup.ManifestName {
			err = json.Unmarshal(content, &p.manifest)
		} else {
			p.entries = append(p.entries, entry{e.Name, string(content)})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// add puts a file into the backup, with a good entry in the manifest.
func (p *packed) add(name, content string) {
	p.entries = append(p.entries, entry{name, content})
	sum := sha256.Sum256([]byte(content))
	p.manifest.Files = append(p.manifest.Files, backup.File{Name: name, Size: int64(len(content)), SHA256: hex.EncodeToString(sum[:])})
}

// replace puts another diary into the backup, with a good entry in the manifest.
func (p *packed) replace(t *testing.T, change func(path string)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), diaryName)
	if err := os.WriteFile(path, []byte(p.entries[0].content), 0o600); err != nil {
		t.Fatal(err)
	}
	change(path)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p.entries, p.manifest.Files = p.entries[1:], p.manifest.Files[1:]
	p.add(diaryName, string(content))
}

// TestHostileBackups: whoever makes a backup by hand gets nothing past the checks.
func TestHostileBackups(t *testing.T) {
	file := backedUp(t, used(t))
	hash := strings.Repeat("ab", 32)
	for name, c := range map[string]struct {
		says  string // in the refusal
		spoil func(p *packed)
	}{
		"up":        {"does not belong", func(p *packed) { p.add("../x.csv", "x") }},
		"up within": {"does not belong", func(p *packed) { p.add("lessons/../../x.csv", "x") }},
		"root":      {"does not belong", func(p *packed) { p.add("/etc/x.csv", "x") }},
		"backslash": {"does not belong", func(p *packed) { p.add(`lessons\..\x.csv`, "x") }},
		"drive":     {"does not belong", func(p *packed) { p.add("lessons/C:x.csv", "x") }},
		"lock":      {"does not belong", func(p *packed) { p.add("duban.lock", "x") }},
		"wal":       {"does not belong", func(p *packed) { p.add("duban.db-wal", "x") }},
		"hidden":    {"does not belong", func(p *packed) { p.add("lessons/.x.csv", "x") }},
		"folder":    {"does not belong", func(p *packed) { p.add("lessons/", "") }},
		"evidence":  {"does not belong", func(p *packed) { p.add("evidence/cd/"+hash, "x") }},
		"shout":     {"does not belong", func(p *packed) { p.add("evidence/AB/"+strings.ToUpper(hash), "x") }},
		"unlisted":  {"is not listed", func(p *packed) { p.entries = append(p.entries, entry{"lessons/x.csv", "x"}) }},
		"missing":   {"is missing", func(p *packed) { p.entries = p.entries[:len(p.entries)-1] }},
		"twice":     {"comes twice", func(p *packed) { p.entries = append(p.entries, p.entries[1]) }},
		"listed twice": {"is listed twice", func(p *packed) {
			p.manifest.Files = append(p.manifest.Files, p.manifest.Files[1])
		}},
		"altered": {"is not what", func(p *packed) { p.entries[1].content = strings.Repeat("x", len(p.entries[1].content)) }},
		"longer":  {"bytes instead of", func(p *packed) { p.entries[1].content += "x" }},
		"huge": {"bytes instead of", func(p *packed) {
			p.add("lessons/x.csv", "x")
			p.manifest.Files[len(p.manifest.Files)-1].Size = 1 << 62
		}},
		"negative": {"bytes instead of", func(p *packed) {
			p.add("lessons/x.csv", "x")
			p.manifest.Files[len(p.manifest.Files)-1].Size = -1
		}},
		"no diary": {"no diary", func(p *packed) { p.entries, p.manifest.Files = p.entries[1:], p.manifest.Files[1:] }},
		"form":     {"manifest of form", func(p *packed) { p.manifest.Form = "another" }},
		"newer":    {"更新的版本", func(p *packed) { p.manifest.Form = "duban-backup-2" }},
		"newer diary": {"更新的版本", func(p *packed) {
			p.replace(t, func(path string) {
				alter(t, path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
			})
		}},
		"another's diary": {"application id", func(p *packed) {
			p.replace(t, func(path string) { alter(t, path, "PRAGMA application_id = 1") })
		}},
		"torn diary": {"diary", func(p *packed) {
			p.replace(t, func(path string) {
				if err := os.Truncate(path, 40_000); err != nil {
					t.Fatal(err)
				}
			})
		}},
		"no database": {"diary", func(p *packed) {
			p.entries = p.entries[1:]
			p.manifest.Files = p.manifest.Files[1:]
			p.add(diaryName, strings.Repeat("x", 9000))
		}},
		"forged diary": {"被改动", func(p *packed) { p.replace(t, func(path string) { forge(t, path) }) }},
		"cut trail":    {"audit trail of", func(p *packed) { p.manifest.Events++ }},
		"other trail":  {"audit trail of", func(p *packed) { p.manifest.LastHash = hash }},
		"empty diary": {"audit trail of 0", func(p *packed) {
			p.replace(t, func(path string) {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
				store, err := sqlite.Open(t.Context(), path)
				if err != nil {
					t.Fatal(err)
				}
				if err := store.Close(); err != nil {
					t.Fatal(err)
				}
			})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			p := unpacked(t, file)
			c.spoil(&p)
			hostile := filepath.Join(t.TempDir(), "备份.zip")
			var b bytes.Buffer
			write(t, zip.NewWriter(&b), p)
			put(t, filepath.Dir(hostile), filepath.Base(hostile), b.String())
			outer := t.TempDir()
			data := filepath.Join(outer, "data")
			out, err := call(t, data, "restore", hostile)
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "数据没有变") {
				t.Errorf("%s, %v", out, err)
			}
			left, err := os.ReadDir(data)
			if err != nil || len(left) != 1 || left[0].Name() != "duban.lock" {
				t.Error(left, err)
			}
			if beside, err := os.ReadDir(outer); err != nil || len(beside) != 1 {
				t.Error(beside, err)
			}
		})
	}
}

// TestBackupsThatFillTheDisk: an entry that says how much it takes is refused before
// anything is written, one that holds more than it says after a byte more.
func TestBackupsThatFillTheDisk(t *testing.T) {
	file := backedUp(t, used(t))
	for says, size := range map[string]uint64{"剩余空间不够": 1 << 40, "已损坏": 10} {
		p := unpacked(t, file)
		var b, deflated bytes.Buffer
		squeeze, err := flate.NewWriter(&deflated, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := squeeze.Write(make([]byte, 10<<20)); err != nil {
			t.Fatal(err)
		}
		if err := squeeze.Close(); err != nil {
			t.Fatal(err)
		}
		pack := zip.NewWriter(&b)
		w, err := pack.CreateRaw(&zip.FileHeader{Name: "lessons/x.csv", Method: zip.Deflate, UncompressedSize64: size, CompressedSize64: uint64(deflated.Len())})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(deflated.Bytes()); err != nil {
			t.Fatal(err)
		}
		p.manifest.Files = append([]backup.File{{Name: "lessons/x.csv", Size: int64(size)}}, p.manifest.Files...)
		write(t, pack, p)
		hostile := filepath.Join(t.TempDir(), "备份.zip")
		put(t, filepath.Dir(hostile), filepath.Base(hostile), b.String())
		to := t.TempDir()
		_, err = backup.Read(t.Context(), hostile, to, func(string) bool { return true })
		if err == nil || !strings.Contains(refuseBackup(hostile, err).Error(), says) {
			t.Errorf("%d bytes: %v", size, err)
		}
		if info, err := os.Stat(filepath.Join(to, backup.LessonsName, "x.csv")); err == nil && info.Size() > int64(size)+1 {
			t.Errorf("%d bytes were written of %d", info.Size(), size)
		}
	}
}

// write packs what is left of a backup and its manifest.
func write(t *testing.T, pack *zip.Writer, p packed) {
	t.Helper()
	body, err := json.Marshal(p.manifest)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range append(p.entries, entry{backup.ManifestName, string(body)}) {
		w, err := pack.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := pack.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	data := t.TempDir()
	text := filepath.Join(data, "text")
	put(t, data, "text", "这不是备份。")
	for _, c := range []struct {
		says string
		args []string
	}{
		{"用法", nil},
		{"打不开", []string{filepath.Join(data, "none")}},
		{"不是督办的备份", []string{text}},
		{"没有恢复", []string{data}},
	} {
		if out, err := call(t, data, append([]string{"restore"}, c.args...)...); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %s, %v", c.args, out, err)
		}
	}
}
