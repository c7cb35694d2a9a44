package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"duban/reminders"
)

const howClock = "用法：duban clock 看时钟有没有疑问；duban clock confirm 确认机器现在的时间是对的。运行时也可以。"

// runClock says whether the machine's clock is believed, or confirms what it says.
func runClock(ctx context.Context, c config, args []string, stdout io.Writer) (err error) {
	if len(args) > 1 || len(args) == 1 && args[0] != "confirm" {
		return usage(howClock)
	}
	store, _, err := openExisting(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	m, err := store.ClockMark(ctx)
	if err != nil {
		return fail("时钟的记录读不出来，请运行 duban doctor。", err)
	}
	now := c.clock.Now()
	switch doubt := m.Doubt; {
	case !doubt.Some() && len(args) == 0:
		fmt.Fprintf(stdout, "现在是%s，时钟没有疑问。\n", momentWords(now, c.location))
	case !doubt.Some():
		return fail("时钟没有疑问，不用确认。", nil)
	case len(args) == 0:
		fmt.Fprintf(stdout, "时钟%s。\n现在是%s。时间对的，运行 duban clock confirm；不对的，请校准机器的时间。\n", doubtWords(doubt, c.location), momentWords(now, c.location))
	default:
		_, err = store.ConfirmClock(ctx, reminders.System, now)
		switch {
		case errors.Is(err, reminders.ErrNotFound):
			return fail(fmt.Sprintf("要确认的是%s，现在却是%s，时钟又变了。请稍等再看 duban clock。", momentWords(doubt.Shown, c.location), momentWords(now, c.location)), nil)
		case err != nil:
			return fail("台账写不了，请检查数据文件夹的权限和剩余空间。", err)
		}
		fmt.Fprintf(stdout, "已确认现在是%s，提醒照此发送。\n", momentWords(now, c.location))
	}
	return nil
}

// believed reports whether the clock, which says now, is in line with what is kept of it.
// It is only a first look: nothing else is known yet.
func (d *diary) believed(ctx context.Context, c config, now time.Time) (bool, error) {
	m, err := d.ClockMark(ctx)
	if err != nil {
		return false, err
	}
	var clock reminders.Clock
	clock.Resume(m)
	return !clock.Judge(reminders.Reading{Now: now, Simulated: c.clock.simulated()}).Some(), nil
}

// doubtWords says in Chinese why the clock is not believed, and what follows.
func doubtWords(d reminders.Doubt, loc *time.Location) string {
	return fmt.Sprintf("应当是%s，却是%s，提醒停发：等它恢复，或由督查员确认（发“时钟”，或运行 duban clock confirm）",
		momentWords(d.Expected, loc), momentWords(d.Shown, loc))
}

func momentWords(t time.Time, loc *time.Location) string {
	return t.In(loc).Format("2006年1月2日15:04")
}
