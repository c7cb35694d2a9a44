package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"duban/bot/office"
	"duban/bot/talk"
	"duban/reminders"
	"duban/reminders/backup"
	"duban/reminders/calendar"
	"duban/reminders/evidence"
	"duban/reminders/sqlite"
)

const (
	diaryName    = backup.DiaryName
	evidenceName = backup.EvidenceName
	holidaysName = backup.HolidaysName
	updateLife   = 3 * 24 * time.Hour // see sqlite.Store.PruneUpdates
)

// diary is the open ledger of a data folder, locked for this process.
type diary struct {
	*sqlite.Store
	library  *library
	calendar *calendar.Calendar
	evidence *evidence.Folder
	imported reminders.Imported
	release  func() error
}

// openDiary takes the data folder and opens the ledger with its plans.
func openDiary(ctx context.Context, c config, now time.Time) (*diary, error) {
	data, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	release, err := sqlite.Lock(ctx, data)
	if errors.Is(err, sqlite.ErrLocked) {
		return nil, fail("数据文件夹 "+data+" 正被另一个督办进程使用。请先停掉它，或用 DUBAN_DATA 换一个文件夹。", nil)
	}
	if err != nil {
		return nil, fail("数据文件夹 "+data+" 锁不住，请检查权限。", err)
	}
	if backup.Unfinished(data) {
		return nil, errors.Join(fail(halfRestored, nil), release())
	}
	if err := noLinks(data, true); err != nil {
		return nil, errors.Join(err, release())
	}
	store, err := c.openStore(ctx, data, sqlite.Open)
	if err != nil {
		return nil, errors.Join(err, release())
	}
	if err := store.CheckKey(ctx); err != nil {
		return nil, errors.Join(wrongKey(store, err), store.Close(), release())
	}
	d := &diary{Store: store, release: release}
	if d.imported, err = office.EnsureSeed(ctx, c.location, store, now); err != nil {
		return nil, errors.Join(fail("计划的任务写不进台账，请检查数据文件夹的剩余空间和权限。", err), d.Close())
	}
	if err = d.prune(ctx, c, now); err != nil {
		return nil, errors.Join(fail("台账写不了，请检查数据文件夹的剩余空间和权限。", err), d.Close())
	}
	if d.calendar, err = c.openCalendar(data); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	if d.evidence, err = evidence.Open(filepath.Join(data, evidenceName)); err != nil {
		return nil, errors.Join(fail("佐证文件夹 "+filepath.Join(data, evidenceName)+" 建不了，请检查权限和剩余空间。", err), d.Close())
	}
	if d.library, err = openLibrary(ctx, c, store); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	if err := noteLessons(ctx, store, data, now); err != nil {
		return nil, errors.Join(fail("常见问答和别名的文件记不进留痕，请检查数据文件夹的权限和剩余空间。", err), d.Close())
	}
	if err := makePrivate(data); err != nil {
		return nil, errors.Join(fail("数据文件夹 "+data+" 读不了，请检查权限。", err), d.Close())
	}
	return d, nil
}

// prune forgets what is old, unless the clock may be wrong.
func (d *diary) prune(ctx context.Context, c config, now time.Time) error {
	if ok, err := d.believed(ctx, c, now); !ok {
		return err
	}
	if _, err := d.PruneUpdates(ctx, time.Now().Add(-updateLife)); err != nil {
		return err
	}
	return d.pruneQuestions(ctx, c, now)
}

// openStore opens the ledger of a data folder: with sqlite.Open for who holds its lock,
// else with sqlite.OpenBeside.
func (c config) openStore(ctx context.Context, data string, open func(context.Context, string) (*sqlite.Store, error)) (*sqlite.Store, error) {
	path := filepath.Join(data, diaryName)
	store, err := open(ctx, path)
	var fault *sqlite.FileError
	if errors.As(err, &fault) {
		return nil, fail(fault.Error(), fault.Err)
	}
	if err == nil && c.TrailKey != "" {
		store.UseKey(c.TrailKey)
	}
	return store, err
}

// wrongKey says what to do where nothing can be written because of the trail's key.
func wrongKey(store *sqlite.Store, err error) error {
	const find = "请从备份或另存处把原来的密钥文件放回去，或检查 DUBAN_TRAIL_KEY，再启动。"
	switch {
	case errors.Is(err, sqlite.ErrNoKey):
		return fail("留痕的密钥文件 "+store.KeyPath()+" 不见了，没有它什么也不能写进台账。"+find, nil)
	case errors.Is(err, sqlite.ErrEmptied):
		return fail("台账里的留痕总链是空的，密钥文件 "+store.KeyPath()+" 却在：总链被清空了，或者换上了旧版本的台账文件。请用最近的备份恢复（duban restore 备份文件）；确实是您换上的旧台账，把密钥文件移到别处再启动。", nil)
	case errors.Is(err, sqlite.ErrOtherKey):
		return fail("密钥文件 "+store.KeyPath()+" 里的密钥不是这份台账的，没有写任何东西。"+find, nil)
	case errors.Is(err, reminders.ErrKey):
		return fail("密钥文件 "+store.KeyPath()+" 里不是密钥，没有写任何东西。"+find, nil)
	}
	return fail("密钥文件 "+store.KeyPath()+" 读不了，请检查权限。", err)
}

func (d *diary) Close() error {
	var err error
	if d.library != nil {
		err = d.library.Close()
	}
	return errors.Join(err, d.Store.Close(), d.release())
}

// conversation wires the bot to the plans and the diary.
func (d *diary) conversation(link func(string) string, changed func()) *talk.Bot {
	return talk.New(talk.Parts{Library: d.library, Imports: d.library, Files: d.library, Diary: d, Questions: d, Evidence: d.evidence,
		Location: d.library.config.location, Calendar: d.calendar, Link: link, Changed: changed})
}

// openCalendar gives China's working days, with those of the data folder's own file in
// place of the years that it holds.
func (c config) openCalendar(data string) (*calendar.Calendar, error) {
	path := filepath.Join(data, holidaysName)
	file, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return calendar.China(), nil
	}
	if err != nil {
		return nil, fail("节假日文件 "+path+" 读不了，请检查权限。", err)
	}
	own, err := calendar.China().With(file)
	if err != nil {
		return nil, fail("节假日文件 "+path+" 里有几行不对，请改好，或先移走它再启动。\n"+err.Error(), nil)
	}
	return own, nil
}

// unitNamed finds the unit that a person means by its name or short name, in any plan.
func (l *library) unitNamed(name string, now time.Time) (string, bool) {
	for _, b := range slices.Backward(l.Books()) {
		if found := b.Asker.Mentions(name, now).Units; len(found) == 1 {
			return found[0], true
		}
	}
	return "", false
}
