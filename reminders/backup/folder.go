// Package backup makes a backup of a data folder, also while the program runs on it, and
// puts one in the place of what a data folder holds. A backup is a ZIP file of what is
// precious there, under the names that it has there:
//
//	duban.db            the diary as it was at one moment
//	lessons/….csv       what supervisors taught
//	evidence/aa/aabb…   the files of reports
//	duban.key           the key of the trail, where it is kept in the data folder
//	holidays.csv        where there is one
//	manifest.json       what the others are
//
// The index and the cache are left out: they are rebuilt whenever they are missing.
package backup

import (
	"errors"
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

// Names in a data folder.
const (
	DiaryName    = "duban.db"
	EvidenceName = "evidence"
	HolidaysName = "holidays.csv"
	LessonsName  = "lessons"
	KeyName      = sqlite.KeyName
)

// precious names the files of a data folder that belong into a backup, but the diary.
// The diary has been copied before: evidence is kept before the event that names it, so
// all that the copy names is there.
func precious(data string) ([]string, error) {
	var names []string
	for _, name := range []string{HolidaysName, KeyName} {
		if _, err := os.Stat(filepath.Join(data, name)); err == nil {
			names = append(names, name)
		}
	}
	lessons, err := os.ReadDir(filepath.Join(data, LessonsName))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	for _, e := range lessons {
		if name := path.Join(LessonsName, e.Name()); Belongs(name) && !e.IsDir() {
			names = append(names, name)
		}
	}
	files, err := evidence.Open(filepath.Join(data, EvidenceName))
	if err != nil {
		return nil, err
	}
	hashes, err := files.All()
	for _, h := range hashes {
		place, _ := evidence.Place(h)
		names = append(names, path.Join(EvidenceName, place))
	}
	return names, err
}

// Belongs reports whether a file of that name belongs into a backup. No such name leads
// out of the data folder, on any system.
func Belongs(name string) bool {
	if name == DiaryName || name == HolidaysName || name == KeyName {
		return true
	}
	folder, rest, _ := strings.Cut(name, "/")
	switch folder {
	case LessonsName:
		return strings.HasSuffix(rest, ".csv") && !strings.HasPrefix(rest, ".") && !strings.ContainsAny(rest, `/\:`) &&
			utf8.ValidString(rest) && !strings.ContainsFunc(rest, unicode.IsControl) && filepath.IsLocal(rest)
	case EvidenceName:
		place, ok := evidence.Place(path.Base(rest))
		return ok && place == rest
	}
	return false
}

func inFolder(name, folder string) bool { return strings.HasPrefix(name, folder+"/") }

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
