package evidence

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/reminders"
)

func open(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func put(t *testing.T, f *Folder, data string) reminders.Evidence {
	t.Helper()
	e, err := f.Put([]byte(data), "照片.jpg")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// files gives everything below a folder but folders.
func files(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPutAndGet(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据", "evidence")
	f := open(t, dir)
	const hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" // of "abc", FIPS 180-2
	if got := put(t, f, "abc"); got != (reminders.Evidence{Hash: hash, Name: "照片.jpg", Size: 3}) {
		t.Errorf("%+v", got)
	}
	put(t, f, "abc")
	want := filepath.Join(dir, "ba", hash)
	if all := files(t, dir); len(all) != 1 || all[0] != want {
		t.Errorf("the same file twice is %v", all)
	}
	data, err := f.Get(hash)
	if err != nil || string(data) != "abc" {
		t.Errorf("%q, %v", data, err)
	}
	if place, ok := Place(hash); !ok || place != "ba/"+hash {
		t.Error(place, ok)
	}
	for path, want := range map[string]os.FileMode{dir: 0o700 | os.ModeDir, filepath.Dir(want): 0o700 | os.ModeDir, want: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%s is %v, %v", path, info.Mode(), err)
		}
	}
	empty := put(t, f, "")
	if data, err := f.Get(empty.Hash); err != nil || len(data) != 0 {
		t.Errorf("an empty file: %q, %v", data, err)
	}
}

func TestSize(t *testing.T) {
	f := open(t, t.TempDir())
	data := make([]byte, MaxSize+1)
	if _, err := f.Put(data, ""); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a byte too much: %v", err)
	}
	if all := files(t, f.dir); len(all) > 0 {
		t.Errorf("left %v", all)
	}
	e, err := f.Put(data[1:], "")
	if err != nil || e.Size != MaxSize {
		t.Fatal(e, err)
	}
	if _, err := f.Get(e.Hash); err != nil {
		t.Error(err)
	}
}

func TestDamage(t *testing.T) {
	f := open(t, t.TempDir())
	whole, altered, longer, shorter, folder, gone := put(t, f, "whole"), put(t, f, "altered"), put(t, f, "longer"), put(t, f, "shorter"), put(t, f, "folder"), put(t, f, "gone")
	at := func(e reminders.Evidence) string { return filepath.Join(f.dir, place(e.Hash)) }
	for path, content := range map[string]string{at(altered): "Altered", at(longer): "longer.", at(shorter): ""} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Remove(at(gone)), os.Remove(at(folder)), os.Mkdir(at(folder), 0o700)); err != nil {
		t.Fatal(err)
	}
	for e, want := range map[reminders.Evidence]error{whole: nil, altered: ErrDamaged, longer: ErrDamaged, shorter: ErrDamaged, gone: ErrMissing} {
		if data, err := f.Get(e.Hash); !errors.Is(err, want) || (err == nil) != (data != nil) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	hashes := []string{whole.Hash, altered.Hash, longer.Hash, shorter.Hash, folder.Hash, gone.Hash}
	missing, damaged, err := f.Check(t.Context(), hashes)
	if err != nil || !slices.Equal(missing, hashes[5:]) || !slices.Equal(damaged, hashes[1:5]) {
		t.Errorf("missing %v, damaged %v, %v", missing, damaged, err)
	}
	put(t, f, "altered") // comes again, and repairs
	if _, err := f.Get(altered.Hash); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := f.Check(ctx, hashes); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// TestHostileHashes: nothing but a hash as Put gives it leads to a file.
func TestHostileHashes(t *testing.T) {
	outside := t.TempDir()
	f := open(t, filepath.Join(outside, "evidence"))
	hash := put(t, f, "abc").Hash
	secret := strings.Repeat("a", 64)
	if err := os.WriteFile(filepath.Join(outside, secret), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, h := range []string{
		"", "a", "..", "../" + secret, "/" + secret, strings.ToUpper(hash), hash[:63], hash + "0", " " + hash[1:], hash[:63] + "\n", hash[:63] + "\x00", hash[:63] + "g",
		"../../../../../../../../../../../../../../../../../../etc/passwd", strings.Repeat("../", 21) + "x", hash[:2] + "/" + hash[3:], strings.Repeat("一", 21) + "a",
	} {
		if data, err := f.Get(h); !errors.Is(err, ErrHash) || data != nil {
			t.Errorf("%q: %q, %v", h, data, err)
		}
		if place, ok := Place(h); ok {
			t.Errorf("%q is at %s", h, place)
		}
	}
	if _, err := f.Get(secret); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
}

// TestLeftovers: files of a process that was killed while it wrote are no evidence and
// go, those of one that may still write stay.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	kept := put(t, f, "abc")
	dead, alive, strange := filepath.Join(dir, unfinished+"1"), filepath.Join(dir, unfinished+"2"), filepath.Join(dir, "notes.txt")
	for _, path := range []string{dead, alive, strange} {
		if err := os.WriteFile(path, []byte("ab"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	yesterday := time.Now().AddDate(0, 0, -1)
	if err := errors.Join(os.Chtimes(dead, yesterday, yesterday), os.Chtimes(strange, yesterday, yesterday)); err != nil {
		t.Fatal(err)
	}
	f = open(t, dir)
	if all, want := files(t, dir), []string{alive, filepath.Join(dir, place(kept.Hash)), strange}; !slices.Equal(all, want) {
		t.Errorf("left %v", all)
	}
	if all, err := f.All(); err != nil || !slices.Equal(all, []string{kept.Hash}) {
		t.Errorf("%v, %v", all, err)
	}
}

func TestAll(t *testing.T) {
	f := open(t, t.TempDir())
	var want []string
	for i := range 50 {
		want = append(want, put(t, f, fmt.Sprint(i)).Hash)
	}
	slices.Sort(want)
	misplaced := filepath.Join(f.dir, want[0][:2], strings.Repeat("f", 64))
	if err := os.WriteFile(misplaced, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := f.All(); err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
}

// TestConcurrency: whoever reads while the same files are put again and again gets them
// whole.
func TestConcurrency(t *testing.T) {
	dir := t.TempDir()
	contents := make([][]byte, 4)
	for i := range contents {
		contents[i] = bytes.Repeat([]byte{byte(i)}, 100_000)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			f, err := Open(dir)
			if err != nil {
				t.Error(err)
				return
			}
			for _, c := range contents {
				e, err := f.Put(c, "")
				if err != nil {
					t.Error(err)
					continue
				}
				if data, err := f.Get(e.Hash); err != nil || !bytes.Equal(data, c) {
					t.Errorf("%d bytes, %v", len(data), err)
				}
			}
		})
	}
	wg.Wait()
	if all := files(t, dir); len(all) != len(contents) {
		t.Errorf("left %v", all)
	}
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file); err == nil {
		t.Error("a file is taken for a folder")
	}
	f := open(t, t.TempDir())
	if err := errors.Join(os.Remove(f.dir), os.WriteFile(f.dir, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Put([]byte("abc"), ""); err == nil {
		t.Error("kept where there is no folder")
	}
}
