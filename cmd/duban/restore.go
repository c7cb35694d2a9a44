package main

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"duban/reminders/sqlite"
)

// Names in a data folder while a backup is restored.
const (
	unpacking  = ".restore-"  // begins the name of the folder into which it is unpacked
	restoring  = ".restoring" // is there while files change places, see exchange
	asideName  = "before-restore-"
	asideStamp = "20060102-150405"
	indexName  = "index"
)

// replaced are the files and folders of a data folder that a restored backup takes the
// place of. What SQLite keeps beside the diary belongs to that diary alone.
var replaced = []string{diaryName, diaryName + "-wal", diaryName + "-shm", diaryName + "-journal", lessonsName, evidenceName, holidaysName}

const howRestore = "用法：duban restore 文件；先停掉正在运行的督办。"

// runRestore puts a backup in the place of what the data folder holds, which is kept
// aside. Nothing changes before the backup has been proved whole.
func runRestore(ctx context.Context, c config, args []string, stdout io.Writer) (err error) {
	if len(args) != 1 {
		return usage(howRestore)
	}
	file := args[0]
	if _, err := os.Stat(file); err != nil {
		return fail("备份文件 "+file+" 打不开，请检查路径和权限。", err)
	}
	data, err := c.dataFolder()
	if err != nil {
		return err
	}
	const interrupted = "恢复中断了，数据没有变。请重新运行。"
	release, err := sqlite.Lock(ctx, data)
	switch {
	case errors.Is(err, sqlite.ErrLocked):
		return fail("数据文件夹 "+data+" 正被另一个督办进程使用，没有恢复。请先停掉它再试。", nil)
	case err != nil && ctx.Err() != nil:
		return fail(interrupted, nil)
	case err != nil:
		return fail("数据文件夹 "+data+" 锁不住，请检查权限。", err)
	}
	defer func() { err = errors.Join(err, release()) }()
	removeOld(data, unpacking, 0) // whoever left it does not hold the lock any more
	fresh, err := os.MkdirTemp(data, unpacking)
	if err != nil {
		return fail("恢复用的文件写不了，数据没有变。请检查数据文件夹的权限和剩余空间。", err)
	}
	defer os.RemoveAll(fresh)
	m, err := readBackup(ctx, file, fresh, func(string) bool { return true })
	if ctx.Err() != nil {
		return fail(interrupted, nil)
	}
	if err != nil {
		return refuseBackup(file, err)
	}
	aside, steps, err := exchange(data, fresh, c.clock.Now().In(c.location))
	for _, step := range steps {
		if err == nil {
			err = step()
		}
	}
	if err != nil {
		return fail("恢复做到一半停下了，原来的数据都在 "+data+" 里。请检查权限和剩余空间，再运行一次同样的命令。", err)
	}
	_ = os.RemoveAll(filepath.Join(data, indexName)) // is rebuilt when it is missing, and checked when it is not
	fmt.Fprintf(stdout, "已从 %s 恢复%s的备份：%s。", file, m.MadeAt.In(c.location).Format("2006年1月2日15:04"), m.words())
	if aside != "" {
		fmt.Fprintf(stdout, "原来的数据移到了 %s，没有删除。", aside)
	}
	_, err = fmt.Fprintln(stdout, "现在可以启动督办了。")
	return err
}

// Why a backup is not restored.
var (
	errBackup      = errors.New("not a whole backup") // wrapped with what is wrong
	errBackupNewer = errors.New("backup of a newer program")
	errNoRoom      = errors.New("not enough space")
)

// refuseBackup gives the sentence for a backup that was not restored.
func refuseBackup(file string, err error) error {
	switch {
	case errors.Is(err, errBackupNewer):
		return fail("备份文件 "+file+" 由更新的版本写成，本程序太旧，没有恢复，数据没有变。请换用新版程序。", nil)
	case errors.Is(err, errBackup):
		return fail("备份文件 "+file+" 已损坏，或者不是督办的备份，没有恢复，数据没有变。请换一份备份。", err)
	case errors.Is(err, errNoRoom):
		return fail("磁盘剩余空间不够，没有恢复，数据没有变。请腾出空间再试。", err)
	}
	return fail("没有恢复，数据没有变。请检查备份文件能否读取，数据文件夹能否写入、剩余空间够不够。", err)
}

// The most bytes of a manifest, which takes some 200 for each file, and of a file: far
// more than either needs, and few enough for the sum over all files to be counted.
const (
	maxManifest = 64 << 20
	maxArchived = 1 << 40
)

// readBackup proves that a backup is whole: that it holds the files of its manifest and
// nothing else, each as it was packed, and that the diary among them can be opened by
// this program and has the audit trail that the manifest tells of. Those files that are
// wanted, the diary among them, are written below the folder to, and last. Errors wrap
// errBackup, errBackupNewer or errNoRoom; others are of reading or writing.
func readBackup(ctx context.Context, file, to string, wanted func(name string) bool) (m manifest, err error) {
	pack, err := zip.OpenReader(file)
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, io.ErrUnexpectedEOF) {
		return m, wrong("%w", err)
	}
	if err != nil {
		return m, err
	}
	defer pack.Close()
	entries := map[string]*zip.File{}
	for _, e := range pack.File {
		if entries[e.Name] != nil {
			return m, wrong("%.100q comes twice", e.Name)
		}
		entries[e.Name] = e
	}
	if m, err = readManifest(entries[manifestName]); err != nil {
		return m, err
	}
	delete(entries, manifestName)
	if err := m.match(entries); err != nil {
		return m, err
	}
	var room int64
	for _, f := range m.Files {
		if wanted(f.Name) {
			room += f.Size
		}
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return m, err
	}
	if free, known := freeSpace(to); known && free < room {
		return m, fmt.Errorf("%w: %s, %s needed", errNoRoom, sizeWords(free), sizeWords(room))
	}
	for _, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return m, err
		}
		path := ""
		if wanted(f.Name) {
			path = filepath.Join(to, filepath.FromSlash(f.Name))
		}
		if err := f.unpack(entries[f.Name], path); err != nil {
			return m, err
		}
	}
	if err := m.proveDiary(ctx, filepath.Join(to, diaryName)); err != nil {
		return m, err
	}
	return m, syncTree(to)
}

// wrong gives an error that says what is wrong with a backup.
func wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %w", errBackup, fmt.Errorf(format, args...))
}

func readManifest(e *zip.File) (m manifest, err error) {
	if e == nil || e.UncompressedSize64 > maxManifest {
		return m, wrong("no manifest")
	}
	in, err := e.Open()
	if err != nil {
		return m, wrong("manifest: %w", err)
	}
	defer in.Close()
	body, err := io.ReadAll(io.LimitReader(in, maxManifest+1))
	if err != nil {
		return m, wrong("manifest: %w", err)
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return m, wrong("manifest: %w", err)
	}
	if m.Form != backupForm {
		if strings.HasPrefix(m.Form, "duban-backup-") {
			return m, errBackupNewer
		}
		return m, wrong("manifest of form %.100q", m.Form)
	}
	return m, nil
}

// match tells whether the archive holds the files of the manifest, the diary among
// them, and nothing else. Every name is one that belongs into a data folder.
func (m manifest) match(entries map[string]*zip.File) error {
	listed := map[string]bool{}
	for _, f := range m.Files {
		e := entries[f.Name]
		switch {
		case !belongs(f.Name):
			return wrong("%.100q does not belong into a backup", f.Name)
		case listed[f.Name]:
			return wrong("%.100q is listed twice", f.Name)
		case e == nil:
			return wrong("%.100q is missing", f.Name)
		case f.Size < 0 || f.Size > maxArchived || e.UncompressedSize64 != uint64(f.Size):
			return wrong("%.100q has %d bytes instead of %d", f.Name, e.UncompressedSize64, f.Size)
		}
		listed[f.Name] = true
	}
	for name := range entries {
		if !listed[name] {
			return wrong("%.100q is not listed", name)
		}
	}
	if !listed[diaryName] {
		return wrong("no diary")
	}
	return nil
}

// unpack reads an entry to its end and proves it, and writes it to a new file at path
// unless that is empty.
func (f archived) unpack(e *zip.File, path string) error {
	in, err := e.Open()
	if err != nil {
		return wrong("%.100q: %w", f.Name, err)
	}
	defer in.Close()
	if path == "" {
		return f.prove(in, io.Discard)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.prove(in, out), out.Sync(), out.Close())
}

// prove copies what is in the file and compares it with the manifest.
func (f archived) prove(in io.Reader, out io.Writer) error {
	sum := sha256.New()
	// A byte more than there should be, so that no entry fills the disk, whatever it says.
	from := &reading{r: io.LimitReader(in, f.Size+1)}
	n, err := io.Copy(io.MultiWriter(sum, out), from)
	switch {
	case from.err != nil:
		return wrong("%.100q: %w", f.Name, from.err)
	case err != nil:
		return err
	case n != f.Size || hex.EncodeToString(sum.Sum(nil)) != f.SHA256:
		return wrong("%.100q is not what the manifest says", f.Name)
	}
	return nil
}

// reading keeps the error of its reader, to be told from that of a writer.
type reading struct {
	r   io.Reader
	err error
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// proveDiary opens the diary at path, which brings one of an older program up to date,
// and compares its audit trail with the manifest.
func (m manifest) proveDiary(ctx context.Context, path string) error {
	store, err := sqlite.Open(ctx, path)
	var fault *sqlite.FileError
	switch {
	case errors.As(err, &fault) && fault.Fault == sqlite.Newer:
		return errBackupNewer
	case errors.As(err, &fault) && fault.Fault != sqlite.Unusable:
		return wrong("diary: %w", fault.Err)
	case err != nil:
		return err
	}
	end, err := store.VerifyChain(ctx)
	if err = errors.Join(err, store.Close()); err != nil {
		return wrong("diary: %w", err)
	}
	if end.ID != m.Events || end.Hash != m.LastHash {
		return wrong("audit trail of %d events, ending in %s", end.ID, end.Hash)
	}
	return nil
}

// syncTree makes the names in a folder and in those below it last.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return syncFolder(path)
	})
}

// exchange gives the steps that move what is in the data folder aside and what is in
// the folder fresh into its place, and the folder to which the old goes; none where
// there is nothing. When the process dies between any two of them nothing is lost, and
// a restore that is run again moves the rest of the old to the same folder: the file
// restoring is there from the first step to the last, and names it as long as old files
// are moving. Until it is gone, nobody else may use the data folder (see unfinished).
func exchange(data, fresh string, now time.Time) (aside string, steps []func() error, err error) {
	mark := filepath.Join(data, restoring)
	began, err := os.ReadFile(mark)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", nil, err
	}
	if name := string(began); strings.HasPrefix(name, asideName) && filepath.IsLocal(name) {
		aside = filepath.Join(data, name)
	}
	var out, in []func() error
	rename := func(from, to string) func() error { return func() error { return os.Rename(from, to) } }
	for _, name := range replaced {
		if _, err := os.Lstat(filepath.Join(data, name)); err == nil {
			if aside == "" {
				aside = freePath(filepath.Join(data, asideName+now.Format(asideStamp)))
			}
			out = append(out, rename(filepath.Join(data, name), freePath(filepath.Join(aside, name))))
		}
		if _, err := os.Lstat(filepath.Join(fresh, name)); err == nil {
			in = append(in, rename(filepath.Join(fresh, name), filepath.Join(data, name)))
		}
	}
	sync := func() error { return syncFolder(data) }
	if aside != "" {
		steps = append(steps, func() error { return writeMark(mark, filepath.Base(aside)) }, sync, func() error { return os.MkdirAll(aside, 0o700) })
		steps = append(steps, out...)
		steps = append(steps, func() error { return syncFolder(aside) }, sync)
	}
	steps = append(steps, func() error { return writeMark(mark, "") }, sync)
	steps = append(steps, in...)
	steps = append(steps, sync, func() error { return os.Remove(mark) }, sync)
	return aside, steps, nil
}

// freePath gives path, or path with a number behind it, where nothing is.
func freePath(path string) string {
	for n := 1; ; n++ {
		free := path
		if n > 1 {
			free = fmt.Sprintf("%s-%d", path, n)
		}
		if _, err := os.Lstat(free); err != nil {
			return free
		}
	}
}

// writeMark writes a small file anew, wholly or not at all.
func writeMark(path, words string) error {
	out, err := os.CreateTemp(filepath.Dir(path), unpacking)
	if err != nil {
		return err
	}
	_, err = out.WriteString(words)
	if err = errors.Join(err, out.Sync(), out.Close()); err == nil {
		err = os.Rename(out.Name(), path)
	}
	return err
}

// halfRestored is what to do where unfinished.
const halfRestored = "上次恢复备份没有做完，数据文件夹里新旧混杂。请再运行一次 duban restore，做完再用。"

// unfinished tells whether a restore of the data folder has stopped between its steps.
func unfinished(data string) bool {
	_, err := os.Lstat(filepath.Join(data, restoring))
	return err == nil
}
