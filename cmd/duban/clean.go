package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"duban/reminders/backup"
	"duban/reminders/evidence"
	"duban/reminders/sqlite"
)

// How old a file has to be that nobody names: one that was sent for a report that is still
// being written is named by nobody yet, and a file that is being written is younger.
const (
	orphanAge    = 24 * time.Hour
	temporaryAge = time.Hour
)

// temporary are the files and folders that a process leaves behind that was killed while it
// wrote them, as patterns from the data folder. Those of evidence go by themselves.
var temporary = []string{".probe-*", ".key-*", backup.Unpacking + "*", "lessons/.lessons-*"}

// waste is a file, or a folder, of the data folder that nobody needs.
type waste struct {
	name string // from the data folder
	size int64
}

// runClean lists what nobody needs in the data folder, and takes it out when the person
// agrees. It never touches what an event names. Stopped in between it can be run again.
func runClean(ctx context.Context, c config, yes bool, stdin io.Reader, stdout io.Writer) (err error) {
	data, err := c.dataFolder()
	if err != nil {
		return err
	}
	release, err := sqlite.Lock(ctx, data) // nobody names a file meanwhile
	if errors.Is(err, sqlite.ErrLocked) {
		return fail("督办正在运行，请先停掉再清理。", nil)
	}
	if err != nil {
		return fail("数据文件夹 "+data+" 锁不住，请检查权限。", err)
	}
	defer func() { err = errors.Join(err, release()) }()
	if backup.Unfinished(data) {
		return fail(halfRestored, nil)
	}
	if err := noLinks(data, true); err != nil {
		return err
	}
	all, err := c.wasted(ctx, data, time.Now())
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(stdout, "没有可以清理的文件。")
		return nil
	}
	var total int64
	for _, w := range all {
		total += w.size
		fmt.Fprintf(stdout, "%s（%s）\n", w.name, sizeWords(w.size))
	}
	fmt.Fprintf(stdout, "共%d个，%s：留痕里没有提到的佐证，和中断时留下的临时文件。\n", len(all), sizeWords(total))
	if !yes {
		if agreed, err := agree(stdin, stdout, "删掉吗？（是/否）", "没有删。"); err != nil || !agreed {
			return err
		}
	}
	for _, w := range all {
		if err := os.RemoveAll(filepath.Join(data, filepath.FromSlash(w.name))); err != nil {
			return fail(w.name+" 删不掉，请检查权限，再运行一次。", err)
		}
	}
	fmt.Fprintf(stdout, "已删掉%d个。\n", len(all))
	return nil
}

// wasted finds what nobody needs, by name. Where the trail cannot be trusted to name all
// that is needed, nothing is.
func (c config) wasted(ctx context.Context, data string, now time.Time) ([]waste, error) {
	var all []waste
	add := func(name string, age time.Duration) error {
		path := filepath.Join(data, filepath.FromSlash(name))
		info, err := os.Lstat(path)
		if err != nil || now.Sub(info.ModTime()) < age {
			return err
		}
		w := waste{name: name}
		err = filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				if info, err = e.Info(); err == nil {
					w.size += info.Size()
				}
			}
			return err
		})
		all = append(all, w)
		return err
	}
	unread := func(err error) error {
		return fail("数据文件夹 "+data+" 里有文件读不了，没有清理。请检查权限。", err)
	}
	for _, pattern := range temporary {
		found, err := filepath.Glob(filepath.Join(data, filepath.FromSlash(pattern)))
		for _, path := range found {
			err = errors.Join(err, add(filepath.ToSlash(strings.TrimPrefix(path, data+string(filepath.Separator))), temporaryAge))
		}
		if err != nil {
			return nil, unread(err)
		}
	}
	named, err := c.namedByTrail(ctx, data)
	if err != nil {
		return nil, err
	}
	kept, err := evidence.Open(filepath.Join(data, evidenceName))
	if err != nil {
		return nil, unread(err)
	}
	hashes, err := kept.All()
	for _, h := range hashes {
		if place, ok := evidence.Place(h); ok && !named[h] {
			err = errors.Join(err, add(evidenceName+"/"+place, orphanAge))
		}
	}
	if err != nil {
		return nil, unread(err)
	}
	slices.SortFunc(all, func(a, b waste) int { return strings.Compare(a.name, b.name) })
	return all, nil
}

// namedByTrail gives the hashes of the files that events name.
func (c config) namedByTrail(ctx context.Context, data string) (map[string]bool, error) {
	if _, err := os.Stat(filepath.Join(data, diaryName)); err != nil {
		return nil, fail("没有台账，不知道哪些佐证还要，没有清理。如果本来有，请检查 DUBAN_DATA。", err)
	}
	store, err := c.openStore(ctx, data, sqlite.OpenBeside)
	if err != nil {
		return nil, err
	}
	t, err := store.Trail(ctx)
	err = errors.Join(err, store.Close())
	switch {
	case err != nil:
		return nil, fail("留痕读不出来，没有清理。请运行 duban doctor。", err)
	case t.Broken != nil:
		return nil, fail("留痕断了，不知道哪些佐证还要，没有清理。请运行 duban doctor。", t.Broken)
	}
	named := map[string]bool{}
	for _, h := range t.Hashes() {
		named[h] = true
	}
	return named, nil
}
