package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"duban/reminders/sqlite"
)

// Names in a data folder while a backup is restored.
const (
	Unpacking  = ".restore-"       // begins the name of the folder into which it is unpacked
	Restoring  = ".restoring"      // is there while files change places, see Exchange
	AsideName  = "before-restore-" // begins the name of the folder for what was there
	asideStamp = "20060102-150405"
	IndexName  = "index" // is rebuilt afterwards
)

// Replaced are the files and folders of a data folder that a restored backup takes the
// place of. What SQLite keeps beside the diary belongs to that diary alone.
var Replaced = []string{DiaryName, DiaryName + "-wal", DiaryName + "-shm", DiaryName + "-journal", DiaryName + sqlite.MarkSuffix, LessonsName, EvidenceName, HolidaysName, KeyName}

// ErrHalf is a restore that stopped between its steps: it has to be run again.
var ErrHalf = errors.New("restored in part")

// syncTree makes the names in a folder and in those below it last.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return syncFolder(path)
	})
}

// Exchange gives the steps that move what is in the data folder aside and what is in
// the folder fresh into its place, and the folder to which the old goes; none where
// there is nothing. When the process dies between any two of them nothing is lost, and
// a restore that is run again moves the rest of the old to the same folder: the file
// restoring is there from the first step to the last, and names it as long as old files
// are moving. Until it is gone, nobody else may use the data folder (see Unfinished).
func Exchange(data, fresh string, now time.Time) (aside string, steps []func() error, err error) {
	return exchange(data, fresh, Replaced, now)
}

func exchange(data, fresh string, replaced []string, now time.Time) (aside string, steps []func() error, err error) {
	mark := filepath.Join(data, Restoring)
	began, err := os.ReadFile(mark)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", nil, err
	}
	if name := string(began); strings.HasPrefix(name, AsideName) && filepath.IsLocal(name) {
		aside = filepath.Join(data, name)
	}
	var out, in []func() error
	rename := func(from, to string) func() error { return func() error { return os.Rename(from, to) } }
	for _, name := range replaced {
		_, without := os.Lstat(filepath.Join(fresh, name))
		if name == KeyName && without != nil { // the diary's key is kept elsewhere, or is this one
			continue
		}
		if _, err := os.Lstat(filepath.Join(data, name)); err == nil {
			if aside == "" {
				aside = freePath(filepath.Join(data, AsideName+now.Format(asideStamp)))
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
	out, err := os.CreateTemp(filepath.Dir(path), Unpacking)
	if err != nil {
		return err
	}
	_, err = out.WriteString(words)
	if err = errors.Join(err, out.Sync(), out.Close()); err == nil {
		err = os.Rename(out.Name(), path)
	}
	return err
}

// Unfinished reports whether a restore of the data folder has stopped between its steps.
func Unfinished(data string) bool {
	_, err := os.Lstat(filepath.Join(data, Restoring))
	return err == nil
}
