package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"duban/bot/ledger"
	"duban/bot/office"
	"duban/bot/talk"
	"duban/knowledge/said"
	"duban/reminders"
)

// tasks prints the tasks of a plan, or writes them as a workbook, or takes one that came
// back.
func (p *planCommand) tasks(ctx context.Context) (err error) {
	if p.fill != "" {
		return p.fillTasks(ctx)
	}
	read, err := p.read(ctx)
	if err != nil {
		return err
	}
	left := office.LeftOutBy(read.decisions)
	d := office.Draft{Plan: read.Plan, Version: reminders.Version{Plan: read.key, Number: read.version}}
	if d.Version.Plan == "" { // a file
		d.Version.Plan = office.PlanKey(read.Plan)
	}
	for _, t := range read.Tasks {
		d.Left = append(d.Left, left.Has(t))
	}
	var out bytes.Buffer // so that nothing half-written leaves
	if !p.xlsx {
		out.WriteString(strings.Join(talk.TaskLines(d), "\n") + "\n")
	} else if err := ledger.WriteTasks(&out, talk.TaskSheet(d, reminders.DayOf(p.config.clock.Now(), p.config.location))); err != nil {
		return fail("任务清单写不出去。", err)
	}
	if _, err := out.WriteTo(p.out); err != nil {
		return fail("任务清单写不出去。", err)
	}
	return nil
}

// fillTasks leaves out of an imported plan what is struck out on a list that came back.
func (p *planCommand) fillTasks(ctx context.Context) (err error) {
	marks, err := readTaskSheet(ctx, p.fill)
	if err != nil {
		return err
	}
	now := p.config.clock.Now()
	d, err := openAsLocal(ctx, p.config, now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	id, err := d.library.VersionOf(ctx, marks.Plan, marks.Text)
	if errors.Is(err, reminders.ErrNotFound) {
		return fail(otherTasks, nil)
	}
	if err != nil {
		return fail("台账里的计划读不出来，请检查数据文件夹的权限。", err)
	}
	before, err := d.library.Tasks(ctx, id, now)
	if err != nil {
		return err
	}
	after, err := d.library.strikeBy(ctx, before, marks, now)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, talk.StruckWords(before, after))
	return nil
}

const otherTasks = "这份任务清单不是这份计划现在的文本的，没有改动。请用 duban plan tasks 文件 --xlsx 重新导出。"

// readTaskSheet reads a list of tasks that was filled in.
func readTaskSheet(ctx context.Context, path string) (ledger.TaskMarks, error) {
	data, err := readBytes(path)
	if err != nil {
		return ledger.TaskMarks{}, err
	}
	content, err := readTable(ctx, aTaskList, path, data)
	if err != nil {
		return ledger.TaskMarks{}, err
	}
	return *content.Tasks, nil
}

// strikeBy leaves out of a version what is struck out on a list of its tasks, in the name
// of the one at the machine.
func (l *library) strikeBy(ctx context.Context, d office.Draft, marks ledger.TaskMarks, now time.Time) (office.Draft, error) {
	if marks.Text != d.Plan.Hash {
		return d, fail(otherTasks, nil)
	}
	after, err := l.Strike(ctx, d.ID, marks.Left, local, now)
	var refused *said.Error
	if errors.As(err, &refused) {
		return d, fail(refused.Error(), nil)
	}
	if err != nil {
		return d, fail("没有记下，请重试。", err)
	}
	return after, nil
}
