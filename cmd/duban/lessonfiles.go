package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"duban/bot/office"
	"duban/reminders"
	"duban/reminders/sqlite"
)

// strayLessons gives the files of lessons that are not as the trail knows them, with the
// SHA-256 of what they hold; empty: the file is gone. People may edit them by hand while
// the program does not run.
func strayLessons(ctx context.Context, store *sqlite.Store, data string) (map[string]string, error) {
	noted, err := store.NotedFiles(ctx)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(filepath.Join(data, office.LessonsName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	found := map[string]string{}
	for _, e := range entries {
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") || !strings.HasSuffix(e.Name(), ".csv") {
			continue
		}
		content, err := os.ReadFile(filepath.Join(data, office.LessonsName, e.Name()))
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(content)
		found[path.Join(office.LessonsName, e.Name())] = hex.EncodeToString(sum[:])
	}
	for name := range noted {
		if _, there := found[name]; !there {
			found[name] = ""
		}
	}
	maps.DeleteFunc(found, func(name, sum string) bool { return noted[name] == sum })
	return found, nil
}

// noteLessons has the trail say which files of lessons were edited by hand, as they are
// from now on.
func noteLessons(ctx context.Context, store *sqlite.Store, data string, now time.Time) error {
	stray, err := strayLessons(ctx, store, data)
	for _, name := range slices.Sorted(maps.Keys(stray)) {
		if err == nil {
			err = store.NoteFile(ctx, name, stray[name], reminders.System, now)
		}
	}
	return err
}

// strayWords says which files of lessons were edited by hand.
func strayWords(stray map[string]string) string {
	return strings.Join(slices.Sorted(maps.Keys(stray)), "、") + "与留痕所记的不同，不是经机器人改的；是您用表格软件改的，下次启动时记入留痕，不是，请从备份里找回"
}
