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
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"duban/reminders/evidence"
	"duban/reminders/sqlite"
)

// A backup is a ZIP file of what is precious in a data folder, under the names that it
// has there:
//
//	duban.db            the diary as it was at one moment
//	lessons/….csv       what supervisors taught
//	evidence/aa/aabb…   the files of reports
//	holidays.csv        where there is one
//	manifest.json       what the others are
//
// The index and the cache are left out: they are rebuilt whenever they are missing.
const (
	backupForm   = "duban-backup-1"
	lessonsName  = "lessons"
	manifestName = "manifest.json"
)

// manifest says what a backup holds, so that it can be proved whole.
type manifest struct {
	Form     string     `json:"form"`
	MadeAt   time.Time  `json:"made_at"`
	Schema   int64      `json:"schema"`    // of the diary, see sqlite.Store.Schema
	Events   int64      `json:"events"`    // in the audit trail
	LastHash string     `json:"last_hash"` // of its last event
	Files    []archived `json:"files"`     // all but the manifest
}

// archived is one file of a backup.
type archived struct {
	Name   string `json:"name"` // with slashes
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Names within the folder in which a backup is being made, beside the file that it
// becomes. A folder that a killed process left goes with a later backup.
const (
	makingBackup = ".duban-backup-" // begins the folder's name
	madeName     = "backup.zip"
	readBackName = "read-back"
)

const howBackup = "用法：duban backup 文件，比如 duban backup 督办备份.zip。"

// runBackup writes a backup of the data folder, also while the bot runs. The file
// appears under its name only when it has been read back and is whole.
func runBackup(ctx context.Context, c config, args []string, stdout io.Writer) (err error) {
	if len(args) != 1 {
		return usage(howBackup)
	}
	defer func() {
		if err != nil && ctx.Err() != nil { // not to be taken for a backup by a script
			err = fail("备份中断了，没有留下文件。请重新运行。", nil)
		}
	}()
	target := args[0]
	if err := mustBeFree(target); err != nil {
		return err
	}
	store, data, err := openExisting(ctx, c)
	if err != nil {
		return err
	}
	defer store.Close()
	folder := filepath.Dir(target)
	removeOld(folder, makingBackup, time.Hour)
	work, err := os.MkdirTemp(folder, makingBackup)
	if err != nil {
		return fail("备份写不到 "+target+"，请检查文件夹是否存在、能否写入。", err)
	}
	defer os.RemoveAll(work)
	m, note, err := makeBackup(ctx, c, store, data, work)
	if err != nil {
		return err
	}
	if err := mustBeFree(target); err != nil { // another one may have come meanwhile
		return err
	}
	made := filepath.Join(work, madeName)
	info, err := os.Stat(made)
	if err == nil {
		err = errors.Join(os.Rename(made, target), syncFolder(folder))
	}
	if err != nil {
		return fail("备份写不到 "+target+"，请检查权限和剩余空间。", err)
	}
	_, err = fmt.Fprintf(stdout, "已备份到 %s（%s）：%s。请把末条校验码另记一处，日后可以核对。%s\n", target, sizeWords(info.Size()), m.words(), note)
	return err
}

// mustBeFree refuses a path where something is.
func mustBeFree(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fail("已经有 "+path+"，没有覆盖它。请换一个文件名。", nil)
	}
	return nil
}

// openExisting opens the diary of the data folder, where there is one, without the lock.
func openExisting(ctx context.Context, c config) (store *sqlite.Store, data string, err error) {
	if data, err = c.dataFolder(); err != nil {
		return nil, "", err
	}
	if unfinished(data) {
		return nil, "", fail(halfRestored, nil)
	}
	if _, err := os.Stat(filepath.Join(data, diaryName)); errors.Is(err, os.ErrNotExist) {
		return nil, "", fail("数据文件夹 "+data+" 里还没有台账。请检查 DUBAN_DATA 指的是不是这里；新用先运行 duban chat 或 duban serve。", nil)
	}
	store, err = openStore(ctx, data)
	return store, data, err
}

// makeBackup makes the backup in the folder work and reads it back. note tells of
// evidence that the diary names and that is missing or damaged: of what there is the
// backup is good all the same.
func makeBackup(ctx context.Context, c config, store *sqlite.Store, data, work string) (m manifest, note string, err error) {
	const trouble = "备份没有做成，请检查备份处的剩余空间和权限后重试。"
	snapshot := filepath.Join(work, diaryName)
	if err := store.Snapshot(ctx, snapshot); err != nil {
		return m, "", fail(trouble, err)
	}
	m = manifest{Form: backupForm, MadeAt: c.clock.Now().In(c.location).Truncate(time.Second)}
	t, err := m.survey(ctx, snapshot)
	if err != nil {
		return m, "", err
	}
	made := filepath.Join(work, madeName)
	if err := m.write(ctx, data, snapshot, made); err != nil {
		return m, "", fail(trouble, err)
	}
	if _, err := readBackup(ctx, made, filepath.Join(work, readBackName), func(name string) bool { return name == diaryName }); err != nil {
		return m, "", fail("写好的备份读回来不对，没有留下它。请检查磁盘后重试。", err)
	}
	if n := m.faulty(t.evidence); n > 0 {
		note = fmt.Sprintf("注意：有%d个佐证文件缺失或损坏，运行 duban doctor 看是哪些。", n)
	}
	return m, note, nil
}

// survey fills in what the diary in the file at path says of itself, and gives its
// audit trail. One that is broken is not backed up, lest it take the place of a good one.
func (m *manifest) survey(ctx context.Context, path string) (t trail, err error) {
	const trouble = "台账读不全，没有备份。请运行 duban doctor。"
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return t, fail(trouble, err)
	}
	defer store.Close()
	if t, err = readTrail(ctx, store); err == nil {
		m.Schema, err = store.Schema(ctx)
	}
	switch {
	case err != nil:
		return t, fail(trouble, err)
	case t.broken != nil:
		return t, fail("留痕断了，没有备份，以免顶掉完好的备份。请停止使用，把数据文件夹原样另存一份，再用最近的备份核对。", t.broken)
	}
	m.Events, m.LastHash = t.end.ID, t.end.Hash
	return t, store.Close() // which brings everything into the one file
}

// write packs the copy of the diary and the other files of the data folder, and at last
// the manifest, into a new file that lasts.
func (m *manifest) write(ctx context.Context, data, snapshot, to string) error {
	others, err := precious(data)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(m.pack(ctx, out, data, snapshot, others), out.Sync(), out.Close())
}

func (m *manifest) pack(ctx context.Context, out io.Writer, data, snapshot string, others []string) error {
	pack := zip.NewWriter(out)
	if err := m.add(pack, diaryName, snapshot); err != nil {
		return err
	}
	for _, name := range others {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := m.add(pack, name, filepath.Join(data, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	if err := m.addSelf(pack); err != nil {
		return err
	}
	return pack.Close()
}

// add packs a file under its name and puts it on the list.
func (m *manifest) add(pack *zip.Writer, name, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: m.MadeAt}
	if inFolder(name, evidenceName) {
		header.Method = zip.Store // pictures, PDF and Office files are packed by themselves
	}
	to, err := pack.CreateHeader(header)
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, sum), in)
	m.Files = append(m.Files, archived{Name: name, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return err
}

// addSelf packs the manifest.
func (m *manifest) addSelf(pack *zip.Writer) error {
	to, err := pack.CreateHeader(&zip.FileHeader{Name: manifestName, Method: zip.Deflate, Modified: m.MadeAt})
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(to)
	encoder.SetIndent("", "  ")
	return encoder.Encode(m)
}

// precious names the files of a data folder that belong into a backup, but the diary.
// The diary has been copied before: evidence is kept before the event that names it, so
// all that the copy names is there.
func precious(data string) ([]string, error) {
	var names []string
	if _, err := os.Stat(filepath.Join(data, holidaysName)); err == nil {
		names = append(names, holidaysName)
	}
	lessons, err := os.ReadDir(filepath.Join(data, lessonsName))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	for _, e := range lessons {
		if name := path.Join(lessonsName, e.Name()); belongs(name) && !e.IsDir() {
			names = append(names, name)
		}
	}
	files, err := evidence.Open(filepath.Join(data, evidenceName))
	if err != nil {
		return nil, err
	}
	hashes, err := files.All()
	for _, h := range hashes {
		place, _ := evidence.Place(h)
		names = append(names, path.Join(evidenceName, place))
	}
	return names, err
}

// belongs tells whether a file of that name belongs into a backup. No such name leads
// out of the data folder, on any system.
func belongs(name string) bool {
	if name == diaryName || name == holidaysName {
		return true
	}
	folder, rest, _ := strings.Cut(name, "/")
	switch folder {
	case lessonsName:
		return strings.HasSuffix(rest, ".csv") && !strings.HasPrefix(rest, ".") && !strings.ContainsAny(rest, `/\:`) &&
			utf8.ValidString(rest) && !strings.ContainsFunc(rest, unicode.IsControl) && filepath.IsLocal(rest)
	case evidenceName:
		place, ok := evidence.Place(path.Base(rest))
		return ok && place == rest
	}
	return false
}

func inFolder(name, folder string) bool { return strings.HasPrefix(name, folder+"/") }

// faulty counts the evidence that the diary names and the backup does not hold whole.
func (m manifest) faulty(named map[string]string) (n int) {
	whole := map[string]bool{}
	for _, f := range m.Files {
		if hash := path.Base(f.Name); inFolder(f.Name, evidenceName) && f.SHA256 == hash {
			whole[hash] = true
		}
	}
	for hash := range named {
		if !whole[hash] {
			n++
		}
	}
	return n
}

// words says what a backup holds.
func (m manifest) words() string {
	lessons, files, holidays := 0, 0, ""
	for _, f := range m.Files {
		switch {
		case inFolder(f.Name, lessonsName):
			lessons++
		case inFolder(f.Name, evidenceName):
			files++
		case f.Name == holidaysName:
			holidays = "，节假日文件1份"
		}
	}
	return fmt.Sprintf("留痕%d条，末条校验码 %s；佐证%d个，常见问答和别名%d份%s", m.Events, m.LastHash, files, lessons, holidays)
}

// sizeWords writes a number of bytes as people read it.
func sizeWords(bytes int64) string {
	switch {
	case bytes < 1<<20:
		return fmt.Sprintf("%.1fKB", float64(bytes)/(1<<10))
	case bytes < 1<<30:
		return fmt.Sprintf("%.1fMB", float64(bytes)/(1<<20))
	}
	return fmt.Sprintf("%.1fGB", float64(bytes)/(1<<30))
}

// removeOld removes what begins with that name in a folder and is older than age (0: as
// old as it may be), because whoever made it is gone. What cannot be removed is in
// nobody's way.
func removeOld(folder, begins string, age time.Duration) {
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), begins) {
			continue
		}
		if info, err := e.Info(); err == nil && (age == 0 || time.Since(info.ModTime()) > age) {
			_ = os.RemoveAll(filepath.Join(folder, e.Name()))
		}
	}
}

// syncFolder makes the names in a folder last through a loss of power. Windows does so
// by itself, and has no other way.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
