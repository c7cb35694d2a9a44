package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"duban/bot"
	"duban/reminders"
	"duban/reminders/sqlite"
)

const (
	diaryName  = "duban.db"
	updateLife = 3 * 24 * time.Hour // see sqlite.Store.PruneUpdates
)

// diary is the open ledger of a data folder, locked for this process.
type diary struct {
	*sqlite.Store
	imported reminders.Imported
	release  func() error
}

// openDiary takes the data folder, opens the ledger and brings the plan's
// milestones into it.
func openDiary(ctx context.Context, c config, b *book, now time.Time) (*diary, error) {
	release, err := sqlite.Lock(b.data)
	if errors.Is(err, sqlite.ErrLocked) {
		return nil, fail("数据文件夹 "+b.data+" 正被另一个督办进程使用。请先停掉它，或用 DUBAN_DATA 换一个文件夹。", nil)
	}
	if err != nil {
		return nil, fail("数据文件夹 "+b.data+" 锁不住，请检查权限。", err)
	}
	store, err := openStore(ctx, b.data)
	if err != nil {
		return nil, errors.Join(err, release())
	}
	d := &diary{Store: store, release: release}
	milestones, err := milestonesOf(b.plan)
	if err == nil {
		d.imported, err = store.ImportMilestones(ctx, planKey(b.plan), b.plan.Title, milestones, reminders.DayOf(now, c.location), now)
	}
	if err == nil {
		_, err = store.PruneUpdates(ctx, time.Now().Add(-updateLife))
	}
	if err == nil {
		err = d.pruneQuestions(ctx, c, now)
	}
	if err != nil {
		return nil, errors.Join(fail("计划的任务写不进台账，请检查数据文件夹的剩余空间和权限。", err), d.Close())
	}
	return d, nil
}

func openStore(ctx context.Context, data string) (*sqlite.Store, error) {
	path := filepath.Join(data, diaryName)
	store, err := sqlite.Open(ctx, path)
	var fault *sqlite.FileError
	if errors.As(err, &fault) {
		return nil, fail(fault.Error(), fault.Err)
	}
	return store, err
}

func (d *diary) Close() error { return errors.Join(d.Store.Close(), d.release()) }

// conversation wires the bot to the book and the diary.
func (b *book) conversation(c config, d *diary, link func(string) string, changed func()) *bot.Bot {
	return &bot.Bot{
		Asker: b.asker, Plan: planKey(b.plan), Ledger: d, People: d, Sessions: d, Questions: d, Lessons: b.lessons,
		Location: c.location, Lights: reminders.DefaultLightRule(), Link: link, Changed: changed,
	}
}

// unitNamed finds the unit that a person means by its name or short name.
func unitNamed(b *book, name string, now time.Time) (string, bool) {
	found := b.asker.Mentions(name, now).Units
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}
